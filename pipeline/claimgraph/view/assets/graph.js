// The drawing: which nodes and edges are on the canvas, and which of them stand out. Positions come with the
// page and there is no physics, so drawing is all that takes time.

const container = document.getElementById("graph");
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const network = new vis.Network(container, { nodes: nodeSet, edges: edgeSet }, options);
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

const open = new Set(data.open || items.keys()); // what the page opened with, and what people added since
let shown = new Set(); // what is on the canvas now
let strong = null; // what stands out; null where everything is alike
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

/**
 * Bring the canvas in line with `open` and the filters, touching only what changed. A node that was drawn once is
 * hidden rather than removed, and its edges with it: at thousands of nodes that takes half the time or less.
 */
function showAllowed() {
  const hiddenRelations = new Set(state.relations);
  const wanted = new Set([...open].filter((id) => allowed(items[id])));
  const gone = [...shown].filter((id) => !wanted.has(id)).map((id) => ({ id, hidden: true }));
  nodeSet.update([...gone, ...[...wanted].filter((id) => !shown.has(id)).map(drawnNode)]);
  edgeSet.remove(edgeSet.getIds().filter((id) => hiddenRelations.has(edges[id].relation)));
  const there = new Set(edgeSet.getIds());
  const missing = edges.filter(({ id, from, to, relation }) => !there.has(id) && wanted.has(from) && wanted.has(to) && !hiddenRelations.has(relation));
  edgeSet.add(missing.map(({ id }) => drawnEdge(id)));
  shown = wanted;
  const amount = document.getElementById("amount");
  amount.hidden = open.size === items.length;
  amount.textContent = `Showing ${open.size.toLocaleString("en")} of ${items.length.toLocaleString("en")}: the most connected first. Search reaches the rest.`;
}

function drawnNode(id) {
  const { x, y, size, shape } = nodes[id];
  const colour = { background: kindOf(items[id]).colour, border: theme.outline };
  return {
    id, x, y, size, shape,
    hidden: false,
    opacity: nodeLook(id) === "faint" ? 0.14 : 1,
    color: { ...colour, highlight: colour, hover: { ...colour, border: theme.accent } },
  };
}

const FAINTER = { about: 0.45, statedIn: 0.6, publisher: 0.6 }; // the many, which would hide the few
const DASHES = { statedIn: [1, 4], addressee: [7, 4], relays: [2, 3], publisher: [10, 3, 2, 3], namedIn: [1, 6] };

function drawnEdge(id) {
  const { from, to, relation } = edges[id];
  const look = edgeLook(id);
  const opacity = { plain: FAINTER[relation] || 0.8, strong: 1, faint: 0.06 }[look];
  const colour = theme.edge[relation];
  return {
    id, from, to,
    dashes: DASHES[relation] || false,
    // A claim stands right by who makes it, and documents take in many: arrowheads there would only hide things.
    arrows: { to: { enabled: !["claimant", "statedIn", "namedIn"].includes(relation) } },
    width: look === "strong" ? 1.5 : 1,
    color: { color: colour, highlight: colour, hover: colour, opacity },
  };
}

const nodeLook = (id) => (strong && !strong.has(id) ? "faint" : "plain");

function edgeLook(id) {
  const { from, to } = edges[id];
  return !strong ? "plain" : strong.has(from) && strong.has(to) ? "strong" : "faint";
}

/** Make these stand out (null: nothing does), redrawing only what changes. */
function emphasize(ids) {
  const nodesNow = [...shown];
  const edgesNow = edgeSet.getIds();
  const before = [nodesNow.map(nodeLook), edgesNow.map(edgeLook)];
  strong = ids;
  nodeSet.update(nodesNow.filter((id, at) => nodeLook(id) !== before[0][at]).map(drawnNode));
  edgeSet.update(edgesNow.filter((id, at) => edgeLook(id) !== before[1][at]).map(drawnEdge));
}

/** Light has become dark, or dark light. */
function repaint() {
  readTheme();
  nodeSet.update([...shown].map(drawnNode));
  edgeSet.update(edgeSet.getIds().map(drawnEdge));
}

/** An item and what it is tied to; through its claims, actors and documents are tied to each other. */
function around(item) {
  const near = new Set([item.id]);
  for (const tie of item.ties) {
    near.add(tie.other);
    if (item.of !== "claim" && items[tie.other].of === "claim" && ["claimant", "statedIn"].includes(tie.relation)) {
      for (const further of items[tie.other].ties) {
        if (["claimant", "statedIn", "addressee"].includes(further.relation)) near.add(further.other);
      }
    }
  }
  return near;
}

const REVEALED = 300; // what one selection adds to a large graph at most

/** Put an item and its surroundings on the canvas where a large graph has not shown them yet. */
function reveal(item) {
  const before = open.size;
  for (const id of [item.id, ...around(item)].slice(0, REVEALED)) open.add(id);
  if (open.size > before) showAllowed();
}

/** Bring an item into view; the picture stays still where it is there already. */
function moveTo(id) {
  if (!shown.has(id)) return;
  const at = network.canvasToDOM(network.getPositions([id])[id]);
  const inside = (value, length) => value > 50 && value < length - 50;
  if (network.getScale() >= 0.5 && inside(at.x, container.clientWidth) && inside(at.y, container.clientHeight)) return;
  network.focus(id, {
    scale: Math.min(1.6, Math.max(0.9, network.getScale())),
    animation: calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" },
  });
}

/** Show everything, with a margin for the names at the rim. */
function fit() {
  network.fit({ maxZoomLevel: 1.5, animation: false });
  network.moveTo({ scale: network.getScale() * 0.93, animation: false });
}

function zoom(factor) {
  const scale = Math.min(8, Math.max(0.02, network.getScale() * factor));
  network.moveTo({ scale, animation: calm.matches ? false : { duration: 150, easingFunction: "linear" } });
}
