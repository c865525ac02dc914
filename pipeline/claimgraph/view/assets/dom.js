// Makes elements. Text goes in as text nodes only, so that nothing in a document can become markup.

/** An element; `properties` are set as attributes (functions as listeners), children may be text. */
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Text from the graph: set apart from the text around it, in whichever direction it is written. */
const said = (text, properties) => make("bdi", properties, text);

const OUTLINES = {
  square: "M2.5 2.5h11v11h-11z",
  diamond: "M8 1l6 7-6 7-6-7z",
  triangle: "M8 1.5l7 12.5H1z",
  triangleDown: "M8 14.5L1 2h14z",
  hexagon: "M4.5 2h7l3.5 6-3.5 6h-7L1 8z",
  star: "M8 .8l2.1 4.7 5.1.5-3.9 3.4 1.2 5L8 11.8l-4.5 2.6 1.2-5L.8 6l5.1-.5z",
  dot: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z",
};

const icons = new Map();

/** The mark of a kind as it is drawn in the graph. */
function icon(kind) {
  if (!icons.has(kind)) icons.set(kind, drawIcon(kind));
  return icons.get(kind).cloneNode(true);
}

function drawIcon(kind) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `icon icon-${kind.of}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", OUTLINES[kind.shape] || OUTLINES.dot);
  path.setAttribute("fill", kind.colour);
  svg.append(path);
  return svg;
}

/** Announces to screen readers what changed elsewhere on the page. */
function announce(text) {
  document.getElementById("status").textContent = text;
}
