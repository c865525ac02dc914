// Where everything is. There are two drawings, of claims with their actors and documents and of actors alone, each with
// places, sizes and ties. vis-network has the canvas, the camera and the gestures; what is on the canvas is drawn here
// (paint.js, labels.js), because thousands of nodes and edges cost it seconds and us milliseconds.

// Open where there is room beside the drawing, and before the canvas takes what is left.
document.getElementById("legend").open = window.matchMedia("(min-width: 1100px) and (min-height: 640px)").matches;

const container = document.getElementById("graph");
const network = new vis.Network(container, { nodes: [], edges: [] }, options);
const STRETCHED = 1.6; // times at most
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

const opened = new Set(data.open || items.keys()); // what the page opened with, and what people added since

/**
 * A drawing: `x`, `y` and `size` by item, `ties` ({from, to, relation, ...}), and `members`, the ids that it may show.
 * `camera` is where it was looked at last, `reveal` adds to the members, `countTies` says which ties are left and how many.
 */
const scenes = {
  claims: {
    x: Float64Array.from(nodes, (node) => node.x),
    y: Float64Array.from(nodes, (node) => node.y),
    size: Float64Array.from(nodes, (node) => node.size),
    ties: edges,
    members: opened,
    camera: null,
    noun: "",
    all: () => items.length,
    countTies: null,
    reveal: (item) => [item.id, ...around(item)].slice(0, REVEALED).forEach((id) => opened.add(id)),
  },
};

/** The drawing of a way to look; that of actors is made when it is first asked for. */
function sceneOf(mode) {
  if (mode !== "actors") return scenes.claims;
  if (!scenes.actors) {
    scenes.actors = actorsScene();
    stretch(scenes.actors, scenes.actors.members);
  }
  return scenes.actors;
}

/**
 * Give a drawing the shape of the room there is for it, wide or high, by pulling it apart in the direction where there is
 * more. Claims keep their places around whom they stand by.
 */
function stretch({ x, y }, ids) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const id of ids) {
    [left, right] = [Math.min(left, x[id]), Math.max(right, x[id])];
    [top, bottom] = [Math.min(top, y[id]), Math.max(bottom, y[id])];
  }
  const { width, height } = roomInside();
  const much = (height / width) * ((right - left || 1) / (bottom - top || 1));
  if (!(much > 0)) return;
  const [wider, higher] = [Math.min(STRETCHED, Math.max(1, 1 / much)), Math.min(STRETCHED, Math.max(1, much))];
  const before = [x.slice(), y.slice()];
  for (const item of items) {
    const home = item.of === "claim" ? homeOf(item) : item.id;
    x[item.id] += before[0][home] * (wider - 1);
    y[item.id] += before[1][home] * (higher - 1);
  }
}

/** The room for a drawing without its rim, where names stand and, above, a note; `lower` is how far down its middle is. */
function roomInside() {
  const [width, height] = [container.clientWidth, container.clientHeight];
  const [side, top, bottom] = [Math.min(56, 0.08 * width), Math.min(62, 0.16 * height), Math.min(40, 0.1 * height)];
  return { width: Math.max(1, width - 2 * side), height: Math.max(1, height - top - bottom), lower: (top - bottom) / 2 };
}

/** Whom a claim stands by: its first claimant, else its document. */
function homeOf(claim) {
  return claimants(claim)[0]?.id ?? claim.document;
}

let scene = scenes.claims;
stretch(scenes.claims, opened);
let shown = new Set(); // the ids that are on the canvas now
let leftTies = []; // the ties that the filters leave between them
let shownTies = []; // and those of them that are drawn
let strong = null; // ids that stand out; null where everything is alike
let hovered = null; // the item under the pointer
let hoveredTie = null;
let theme = {};

function readTheme() {
  const sample = make("span", { hidden: true });
  document.body.append(sample);
  const value = (name) => {
    sample.style.color = `var(${name})`; // the style sheet names two, for light and dark: this is the one that holds
    return getComputedStyle(sample).color;
  };
  theme = {
    ground: value("--ground"),
    ink: value("--ink"),
    muted: value("--muted"),
    outline: value("--outline"),
    accent: value("--accent"),
    font: getComputedStyle(document.body).fontFamily,
    edge: Object.fromEntries(data.relations.map(({ name, colour }) => [name, colour || value(`--edge-${name}`)])),
  };
  sample.remove();
}

let due = 0;

/** Draw once before the next picture, however often it is asked for. */
function redraw() {
  if (!due) {
    due = requestAnimationFrame(() => {
      due = 0;
      network.redraw();
    });
  }
}

// ------------------------------------------------------------------ what is where

/** The part of the drawing that can be seen, in its own units, with a margin in pixels. */
function visible(margin = 0) {
  const from = network.DOMtoCanvas({ x: -margin, y: -margin });
  const to = network.DOMtoCanvas({ x: container.clientWidth + margin, y: container.clientHeight + margin });
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

/** The item at a place of the drawing; fingers need not be exact. */
function itemAt({ x, y }, slack = 3) {
  const reach = slack / network.getScale();
  let found = null;
  let least = Infinity;
  for (const id of shown) {
    const far = Math.hypot(scene.x[id] - x, scene.y[id] - y) - scene.size[id];
    if (far < reach && far < least) [found, least] = [id, far];
  }
  return found;
}

/** The tie at a place of the drawing. */
function tieAt({ x, y }, slack = 5) {
  let found = null;
  let least = slack / network.getScale();
  for (const tie of shownTies) {
    const [fromX, fromY, toX, toY] = endsOf(tie);
    const [dx, dy] = [toX - fromX, toY - fromY];
    const along = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1)));
    const far = Math.hypot(fromX + along * dx - x, fromY + along * dy - y) - tieWidth(tie) / 2;
    if (far < least) [found, least] = [tie, far];
  }
  return found;
}

/** Where a tie starts and ends; one that has another in the other direction keeps to its right. */
function endsOf({ from, to, both }) {
  const { x, y } = scene;
  if (!both) return [x[from], y[from], x[to], y[to]];
  const [dx, dy] = [x[to] - x[from], y[to] - y[from]];
  const aside = 4 / (Math.hypot(dx, dy) || 1);
  return [x[from] - dy * aside, y[from] + dx * aside, x[to] - dy * aside, y[to] + dx * aside];
}

const tieWidth = (tie) => tie.width || 1;

// ------------------------------------------------------------------ the camera

/** Bring an item into view; the picture stays still where it is there already. */
function moveTo(id) {
  if (!shown.has(id)) return;
  const at = network.canvasToDOM({ x: scene.x[id], y: scene.y[id] });
  const inside = (value, length) => value > 50 && value < length - 50;
  if (network.getScale() >= 0.5 && inside(at.x, container.clientWidth) && inside(at.y, container.clientHeight)) return;
  network.moveTo({
    position: { x: scene.x[id], y: scene.y[id] },
    scale: Math.min(1.6, Math.max(0.9, network.getScale())),
    animation: calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" },
  });
}

/** Show all of these (everything unless told), with room for the names at the rim. */
function fit(ids = shown) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const id of ids) {
    const room = scene.size[id];
    left = Math.min(left, scene.x[id] - room);
    right = Math.max(right, scene.x[id] + room);
    top = Math.min(top, scene.y[id] - room);
    bottom = Math.max(bottom, scene.y[id] + room);
  }
  if (left > right) [left, top, right, bottom] = [-100, -100, 100, 100];
  const { width, height, lower } = roomInside();
  const scale = Math.max(0.01, Math.min(2, width / (right - left), height / (bottom - top)));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 - lower / scale }, scale, animation: false });
}

function zoom(factor) {
  const scale = Math.min(8, Math.max(0.02, network.getScale() * factor));
  network.moveTo({ scale, animation: calm.matches ? false : { duration: 150, easingFunction: "linear" } });
}
