// Names on the canvas. vis-network would draw every label over its neighbours; here a label is drawn only
// where it covers no other label and no actor or document, the important ones first.

let hovered = null;
const widths = new Map();

function drawLabels(context) {
  const matrix = context.getTransform();
  const pixel = context.canvas.width / context.canvas.clientWidth || 1;
  const view = { width: context.canvas.clientWidth, height: context.canvas.clientHeight, scale: matrix.a / pixel };
  const spots = spotsInView(matrix, pixel, view);
  const marks = spots.filter((spot) => spot.item.of !== "claim");
  const petals = spots.filter((spot) => spot.item.of === "claim");
  const taken = [];
  context.save();
  context.setTransform(pixel, 0, 0, pixel, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  const chosen = spots.find((spot) => spot.item.id === selectedId());
  if (chosen) drawRing(context, chosen);
  for (const spot of spots) {
    if (spot.rank <= 0) break;
    const label = layLabel(context, spot);
    const box = findRoom(label, spot, view, taken, marks, petals);
    if (!box) continue;
    taken.push(box);
    writeLabel(context, label, box, spot);
    if (taken.length >= 160) break;
  }
  context.restore();
}

function drawRing(context, { x, y, size }) {
  context.beginPath();
  context.arc(x, y, size + 4, 0, 2 * Math.PI);
  context.lineWidth = 3;
  context.strokeStyle = theme.accent;
  context.stroke();
}

/** What can be seen, in pixels, with the rank by which it gets its label (0: none at this distance). */
function spotsInView(matrix, pixel, view) {
  const spots = [];
  for (const [key, at] of Object.entries(network.getPositions())) {
    const id = Number(key);
    const x = (at.x * matrix.a + matrix.e) / pixel;
    const y = (at.y * matrix.d + matrix.f) / pixel;
    const size = nodes[id].size * view.scale;
    if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) continue;
    const item = items[id];
    spots.push({ item, x, y, size, rank: labelRank(item, view.scale) });
  }
  return spots.sort((one, other) => other.rank - one.rank || one.item.id - other.item.id);
}

function labelRank(item, scale) {
  const id = item.id;
  if (id === hovered) return 1e6;
  if (id === selectedId()) return 1e5;
  if (strong && !strong.has(id)) return 0;
  const close = strong ? 1e4 : 0;
  if (item.of === "claim") return scale > (strong ? 1.1 : 1.7) ? 1 + close / 1e3 : 0;
  if (item.of === "actor") return 50 + nodes[id].size + close;
  return nodes[id].size * scale < 2.2 && !strong ? 0 : 40 + close;
}

function layLabel(context, { item }) {
  const forced = item.id === hovered || item.id === selectedId();
  const size = item.of === "actor" ? 11 + Math.min(3, nodes[item.id].size / 9) : 11.5;
  const weight = item.of === "actor" ? 600 : 400;
  const font = `${item.of === "claim" ? "italic " : ""}${weight} ${size}px ${theme.font}`;
  const text = item.of === "claim" ? claimLabel(item, forced) : shorten(item.name, forced ? 90 : 44);
  const lines = wrap(text, item.of === "claim" ? 30 : item.of === "actor" ? 16 : 20, forced ? 4 : item.of === "actor" ? 3 : 2);
  context.font = font;
  let width = 0;
  for (const line of lines) {
    const key = `${font}|${line}`;
    if (!widths.has(key)) widths.set(key, context.measureText(line).width);
    width = Math.max(width, widths.get(key));
  }
  return { lines, font, line: size * 1.2, width: width + 4, height: lines.length * size * 1.2 + 2, forced };
}

const claimLabel = (claim, long) => shorten(words(claim), long ? 110 : 44);

function wrap(text, length, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (!last || last.length + word.length + 1 <= length || lines.length === most) lines[lines.length - 1] = last ? `${last} ${word}` : word;
    else lines.push(word);
  }
  if (lines[most - 1] && lines[most - 1].length > length + 8) lines[most - 1] = shorten(lines[most - 1], length + 6);
  return lines;
}

/** The place under, over, right or left of the node that covers the fewest claims and nothing else. */
function findRoom(label, spot, view, taken, marks, petals) {
  const gap = spot.size + 3;
  const { width, height } = label;
  const tries = [
    [spot.x - width / 2, spot.y + gap],
    [spot.x - width / 2, spot.y - gap - height],
    [spot.x + gap, spot.y - height / 2],
    [spot.x - gap - width, spot.y - height / 2],
  ];
  let best = null;
  let least = Infinity;
  for (const [x, y] of tries) {
    const box = { x, y, width, height };
    if (x < 2 || y < 2 || x + width > view.width - 2 || y + height > view.height - 2) continue;
    if (taken.some((other) => boxesMeet(box, other))) continue;
    if (marks.some((mark) => mark !== spot && boxMeetsDisc(box, mark))) continue;
    let covered = 0;
    for (const petal of petals) if (boxMeetsDisc(box, petal)) covered += 1;
    if (covered < least) [best, least] = [box, covered];
    if (!least) break;
  }
  return best || (label.forced ? { x: tries[0][0], y: tries[0][1], width, height } : null);
}

const boxesMeet = (one, other) =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

const boxMeetsDisc = (box, { x, y, size }) =>
  x + size > box.x && x - size < box.x + box.width && y + size > box.y && y - size < box.y + box.height;

function writeLabel(context, label, box, spot) {
  context.font = label.font;
  context.lineWidth = 4;
  context.strokeStyle = theme.ground;
  context.fillStyle = spot.item.of === "document" ? theme.muted : theme.ink;
  const middle = box.x + box.width / 2;
  label.lines.forEach((line, number) => context.strokeText(line, middle, box.y + 1 + number * label.line));
  label.lines.forEach((line, number) => context.fillText(line, middle, box.y + 1 + number * label.line));
}
