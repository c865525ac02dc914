// Draws the nodes and the ties that can be seen, those of one look in one go.

const DASHES = { statedIn: [1, 4], addressee: [7, 4], relays: [2, 3], publisher: [10, 3, 2, 3], namedIn: [1, 6] };
const FAINTER = { about: 0.45, statedIn: 0.6, publisher: 0.6 }; // the many, which would hide the few
// A claim stands right by who makes it, and documents take in many: arrowheads there would only hide things.
const BLUNT = new Set(["claimant", "statedIn", "namedIn"]);
const FEW_TIES = 2500; // up to so many ties in view have dashes and arrowheads; more would be slow, and a blur
const AT_ONCE = 200; // lines in one stroke: the time of a stroke grows faster than what is in it

// Outlines of the shapes around (0, 0), in the size of the node; a dot is none.
const polygon = (count, start, far) => Array.from({ length: count }, (_, n) => [far(n) * Math.cos(start + (n * 2 * Math.PI) / count), far(n) * Math.sin(start + (n * 2 * Math.PI) / count)]);
const SHAPES = {
  square: [[-0.95, -0.95], [0.95, -0.95], [0.95, 0.95], [-0.95, 0.95]],
  diamond: polygon(4, 0, () => 1.2),
  triangle: polygon(3, -Math.PI / 2, () => 1.25),
  triangleDown: polygon(3, Math.PI / 2, () => 1.25),
  hexagon: polygon(6, 0, () => 1.1),
  star: polygon(10, -Math.PI / 2, (n) => (n % 2 ? 0.55 : 1.3)),
};

/** Whether a node is drawn as always, or faint because others stand out. */
const lookOf = (id) => (strong && !strong.has(id) ? "faint" : "plain");

function tieLookOf({ from, to }) {
  if (!strong) return "plain";
  const id = scene === scenes.actors ? selectedId() : null; // an actor's own ties, not those of its neighbours
  return strong.has(from) && strong.has(to) && (id === null || from === id || to === id) ? "strong" : "faint";
}

let batches = null; // what is drawn together: {ties: [...], nodes: [...]}; null after a change

/** Something else is shown or stands out. */
function drawAnew() {
  batches = null;
  redraw();
}

function draw(context) {
  batches ||= { ties: tieBatches(), nodes: nodeBatches() };
  const scale = network.getScale();
  const view = visible(40);
  context.save();
  drawTies(context, view, scale);
  for (const batch of batches.nodes) drawNodes(context, batch, view, scale);
  context.restore();
  drawLabels(context);
}

function grouped(list, keyOf, first) {
  const found = new Map();
  for (const each of list) {
    const key = keyOf(each);
    if (!found.has(key)) found.set(key, { ...first(each), members: [] });
    found.get(key).members.push(each);
  }
  return [...found.values()];
}

const LOOKS = ["faint", "plain", "strong"]; // in the order in which they are drawn

function tieBatches() {
  const found = grouped(
    shownTies,
    (tie) => {
      tie.kind ||= `${tie.relation} ${tie.colour || ""} ${tieWidth(tie)}`;
      return strong ? `${tieLookOf(tie)} ${tie.kind}` : tie.kind;
    },
    (tie) => ({ look: tieLookOf(tie), relation: tie.relation, colour: tie.colour || theme.edge[tie.relation], width: tieWidth(tie) }),
  );
  return found.sort((one, other) => LOOKS.indexOf(one.look) - LOOKS.indexOf(other.look) || one.width - other.width);
}

function nodeBatches() {
  const order = ["claim", "document", "actor"];
  const found = grouped(
    shown,
    (id) => `${lookOf(id)} ${items[id].kind}`,
    (id) => ({ look: lookOf(id), kind: kindOf(items[id]) }),
  );
  return found.sort((one, other) => LOOKS.indexOf(one.look) - LOOKS.indexOf(other.look) || order.indexOf(one.kind.of) - order.indexOf(other.kind.of));
}

function drawTies(context, view, scale) {
  const dense = Math.max(0.35, Math.min(1, Math.sqrt(MANY_TIES / shownTies.length))); // many lines would hide the marks
  const plainLines = shownTies.length > FEW_TIES || scale < 0.25;
  const short = 3 / scale;
  for (const { look, relation, colour, width, members } of batches.ties) {
    const long = ([x, y, toX, toY]) => Math.abs(toX - x) + Math.abs(toY - y) > short; // else its ends hide it
    const inView = members.map(endsOf).filter((ends) => long(ends)).filter(([x, y, toX, toY]) => !(Math.max(x, toX) < view.left || Math.min(x, toX) > view.right || Math.max(y, toY) < view.top || Math.min(y, toY) > view.bottom));
    context.globalAlpha = { plain: (FAINTER[relation] || 0.8) * dense, strong: 1, faint: 0.07 }[look];
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = Math.max(width * (look === "strong" ? 1.5 : 1), 0.9 / scale);
    context.setLineDash((!plainLines && DASHES[relation]) || []);
    for (let at = 0; at < inView.length; at += AT_ONCE) {
      context.beginPath();
      for (const [x, y, toX, toY] of inView.slice(at, at + AT_ONCE)) {
        context.moveTo(x, y);
        context.lineTo(toX, toY);
      }
      context.stroke();
    }
    if (BLUNT.has(relation) || (plainLines && look !== "strong") || look === "faint") continue;
    context.setLineDash([]);
    context.beginPath();
    members.forEach((tie) => addArrow(context, endsOf(tie), scene.size[tie.to], width));
    context.fill();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

/** An arrowhead where a line reaches the rim of its end. */
function addArrow(context, [x, y, toX, toY], size, width) {
  const far = Math.hypot(toX - x, toY - y);
  const length = 5 + width * 1.5;
  if (far < size + length) return;
  const [dx, dy] = [(toX - x) / far, (toY - y) / far];
  const [tipX, tipY] = [toX - dx * (size + 1), toY - dy * (size + 1)];
  const [backX, backY, half] = [tipX - dx * length, tipY - dy * length, length * 0.4];
  context.moveTo(tipX, tipY);
  context.lineTo(backX - dy * half, backY + dx * half);
  context.lineTo(backX + dy * half, backY - dx * half);
  context.closePath();
}

function drawNodes(context, { look, kind, members }, view, scale) {
  const { x, y, size } = scene;
  const outline = SHAPES[kind.shape];
  context.globalAlpha = look === "faint" ? 0.14 : 1;
  context.fillStyle = kind.colour;
  context.strokeStyle = theme.outline;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const id of members) {
    const [atX, atY, far] = [x[id], y[id], size[id]];
    if (atX < view.left || atX > view.right || atY < view.top || atY > view.bottom) continue;
    if (far * scale < 2) context.rect(atX - far * 0.9, atY - far * 0.9, far * 1.8, far * 1.8);
    else if (outline) {
      outline.forEach(([dx, dy], n) => (n ? context.lineTo(atX + dx * far, atY + dy * far) : context.moveTo(atX + dx * far, atY + dy * far)));
      context.closePath();
    } else {
      context.moveTo(atX + far, atY);
      context.arc(atX, atY, far, 0, 2 * Math.PI);
    }
  }
  context.fill();
  if (scale > 0.35) context.stroke();
  context.globalAlpha = 1;
}
