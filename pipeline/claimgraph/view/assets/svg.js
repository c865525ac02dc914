// Drawings as SVG. A canvas that keeps what is drawn on it as elements, so that the file shows the very shapes, colours
// and names of the screen, whatever draws them; and a chart of the page with the style that it has there.

const SVG = "http://www.w3.org/2000/svg";

function svgElement(tag, properties, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, typeof value === "number" ? String(+value.toFixed(2)) : value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function svgSheet(width, height) {
  const sheet = svgElement("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` });
  sheet.append(svgElement("title", {}, document.title), svgElement("rect", { width, height, fill: theme.ground }));
  return sheet;
}

/** What is on the canvas now, drawn once more by the same code on paper that remembers. */
function networkSvg() {
  const canvas = network.canvas.frame.canvas;
  const sheet = svgSheet(canvas.clientWidth, canvas.clientHeight);
  const recorder = recordOn(sheet, canvas);
  network.canvas.getContext = () => recorder;
  try {
    network.renderer._redraw();
  } finally {
    delete network.canvas.getContext;
    network.redraw();
  }
  return sheet;
}

/**
 * A 2D context in place of `canvas`'s that draws nothing and adds each fill and stroke to `sheet`. A real context, never
 * seen, keeps the state (transform, colours in one form, fonts) and measures text.
 */
function recordOn(sheet, canvas) {
  const real = document.createElement("canvas").getContext("2d");
  const pixel = canvas.width / canvas.clientWidth || 1;
  const texts = new Map();
  let path = "";
  let last = null; // the element that shows `path`, to be outlined where it is filled already
  const scale = () => real.getTransform().a / pixel;
  const at = (...numbers) => {
    const { a, d, e, f } = real.getTransform();
    return numbers.map((value, n) => +((n % 2 ? value * d + f : value * a + e) / pixel).toFixed(2)).join(" ");
  };
  const step = (letter) => (...numbers) => {
    path += `${letter}${at(...numbers)}`;
    last = null;
  };
  const paint = (name, style) => {
    const [, colour, alpha] = /^rgba\((.*), ([\d.]+)\)$/.exec(style) || [];
    const opacity = Number(alpha ?? 1) * real.globalAlpha;
    return { [name]: colour ? `rgb(${colour})` : style, ...(opacity < 1 ? { [`${name}-opacity`]: opacity } : {}) };
  };
  const outline = () => {
    const dashes = real.getLineDash().map((length) => +(length * scale()).toFixed(2));
    return {
      ...paint("stroke", real.strokeStyle),
      "stroke-width": real.lineWidth * scale(),
      ...(dashes.some(Boolean) ? { "stroke-dasharray": dashes.join(" ") } : {}),
      ...(real.lineJoin === "round" ? { "stroke-linejoin": "round" } : {}),
    };
  };
  const show = (properties) => {
    if (!path) return;
    if (last) for (const [name, value] of Object.entries(properties)) last.setAttribute(name, value);
    else sheet.append((last = svgElement("path", { d: path, fill: "none", ...properties })));
  };
  const write = (properties, text, x, y) => {
    const place = textPlace(real, text, x, y);
    const key = `${real.font}|${at(place.x, place.y)}|${text}`;
    if (!texts.has(key)) {
      const [left, top] = at(place.x, place.y).split(" ");
      texts.set(key, svgElement("text", { x: left, y: top, fill: "none", "paint-order": "stroke", "text-anchor": place.anchor, ...fontOf(real, scale()) }, text));
      sheet.append(texts.get(key));
    }
    for (const [name, value] of Object.entries(properties)) texts.get(key).setAttribute(name, value);
  };
  const drawn = {
    canvas,
    beginPath: () => ([path, last] = ["", null]),
    closePath: () => path && (path += "Z"),
    moveTo: step("M"),
    lineTo: (x, y) => step(path ? "L" : "M")(x, y),
    quadraticCurveTo: step("Q"),
    bezierCurveTo: step("C"),
    rect: (x, y, width, height) => step("M")(x, y) ?? (path += `L${at(x + width, y)}L${at(x + width, y + height)}L${at(x, y + height)}Z`),
    arc: (x, y, radius, from, to, back) => {
      const r = +(Math.abs(radius) * scale()).toFixed(2);
      const point = (angle) => at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
      const turn = back ? from - to : to - from;
      const whole = Math.abs(turn) >= 2 * Math.PI - 1e-6;
      const angle = whole ? Math.PI : turn < 0 ? turn + 2 * Math.PI : turn;
      const end = whole ? from + Math.PI : to;
      path += `${path ? "L" : "M"}${point(from)}A${r} ${r} 0 ${angle > Math.PI ? 1 : 0} ${back ? 0 : 1} ${point(end)}`;
      if (whole) path += `A${r} ${r} 0 0 ${back ? 0 : 1} ${point(from)}`;
      last = null;
    },
    fill: () => show(paint("fill", real.fillStyle)),
    stroke: () => show(outline()),
    clearRect: () => {},
    fillRect: (x, y, width, height) => sheet.append(svgElement("path", { d: `M${at(x, y)}L${at(x + width, y)}L${at(x + width, y + height)}L${at(x, y + height)}Z`, ...paint("fill", real.fillStyle) })),
    fillText: (text, x, y) => write(paint("fill", real.fillStyle), text, x, y),
    strokeText: (text, x, y) => write(outline(), text, x, y),
  };
  return new Proxy(real, {
    get: (_, name) => drawn[name] ?? (typeof real[name] === "function" ? real[name].bind(real) : real[name]),
    set: (_, name, value) => {
      real[name] = value;
      return true;
    },
  });
}

/** Where a line of text stands by the baseline that all programs know, whichever the canvas was told to use. */
function textPlace(context, text, x, y) {
  const ascent = context.measureText(text).fontBoundingBoxAscent;
  const baseline = context.textBaseline;
  context.textBaseline = "alphabetic";
  const full = context.measureText(text).fontBoundingBoxAscent;
  context.textBaseline = baseline;
  const anchor = { center: "middle", right: "end", end: "end" }[context.textAlign] || "start";
  return { x, y: y + full - ascent, anchor };
}

function fontOf(context, scale) {
  const [, style, weight, size, family] = /^(italic |oblique )?(bold |\d+ )?([\d.]+)px (.*)$/.exec(context.font) || [];
  return {
    "font-size": Number(size) * scale,
    "font-family": family,
    ...(weight ? { "font-weight": weight.trim() } : {}),
    ...(style ? { "font-style": style.trim() } : {}),
  };
}

const COPIED = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline", "paint-order", "visibility", "display"];

/** A chart of the page on its own: what its style sheet says is written on each of its elements. */
function chartSvg(chart) {
  const { width, height } = chart.getBoundingClientRect();
  const copy = chart.cloneNode(true);
  const originals = [chart, ...chart.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, number) => {
    const style = getComputedStyle(originals[number]);
    for (const name of COPIED) element.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "style", "tabindex", "role"]) element.removeAttribute(name);
  });
  const sheet = svgSheet(Math.ceil(width), Math.ceil(height));
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  sheet.append(copy);
  return sheet;
}
