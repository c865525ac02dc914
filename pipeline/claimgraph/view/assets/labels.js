// Names on the canvas. vis-network would draw every label over its neighbours; here a label is drawn only
// where it covers no other label and no actor or document, the important ones first.

const widths = new Map();

const LABELS = 160; // more would be a blur
const CROWDED = 1500; // marks in view: more leave no room that is worth the search
const SPECK = 3; // pixels: what is drawn smaller may be covered where there is no other room
const FEW_STRONG = 60; // so few that stand out may all be labelled, claims too
const SHORTER = [null, { of: 24, length: 12, lines: 2 }, { of: 16, length: 16, lines: 1 }]; // a name where there is less room
const SHORTENED = 40; // claims have no shorter label than their first words
const CELL = 64; // pixels: marks and labels are looked up by the cells that they are in

function drawLabels(context) {
  const matrix = context.getTransform();
  const pixel = context.canvas.width / context.canvas.clientWidth || 1;
  const view = { width: context.canvas.clientWidth, height: context.canvas.clientHeight, scale: matrix.a / pixel };
  const spots = spotsInView(matrix, pixel, view);
  const grid = new Map();
  for (const spot of spots) if (!spot.faint) eachCell({ x: spot.x - spot.size, y: spot.y - spot.size, width: 2 * spot.size, height: 2 * spot.size }, (cell) => cellIn(grid, cell).spots.push(spot));
  for (const box of overlays()) eachCell(box, (cell) => cellIn(grid, cell).boxes.push(box));
  context.save();
  context.setTransform(pixel, 0, 0, pixel, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  for (const spot of spots) if (spot.item.id === selectedId() || spot.item.id === hovered) drawRing(context, spot);
  let written = 0;
  const wanted = spots.filter((spot) => spot.rank > 0).sort((one, other) => other.rank - one.rank || one.item.id - other.item.id);
  for (const [number, spot] of wanted.slice(0, 2 * LABELS).entries()) {
    let [label, box] = [null, null];
    for (const short of spot.rank > SHORTENED && number < LABELS / 2 ? SHORTER : [null]) {
      label = layLabel(context, spot, short);
      box = findRoom(label, spot, view, grid, spots.length > CROWDED ? 4 : 12);
      if (box) break;
    }
    if (!box) continue;
    eachCell(box, (cell) => cellIn(grid, cell).boxes.push(box));
    writeLabel(context, label, box, spot);
    written += 1;
    if (written >= LABELS) break;
  }
  if (scene === scenes.actors) drawTieLabels(context, matrix, pixel, view, grid);
  context.restore();
}

/** What stands over the canvas, as boxes on it. */
function overlays() {
  const { left, top } = container.getBoundingClientRect();
  return ["amount", "zoom"].map((id) => document.getElementById(id).getBoundingClientRect()).map((box) => ({ x: box.left - left, y: box.top - top, width: box.width, height: box.height }));
}

const ALONG = [0.58, 0.46, 0.7, 0.34]; // nearer to whom it is done first, and clear of the tie in the other direction

/** How many claims a tie of two actors stands for; what they do, where it stands out. The wide ones first. */
function drawTieLabels(context, matrix, pixel, view, grid) {
  context.textBaseline = "middle";
  let left = LABELS;
  const fromScale = shownTies.length > MANY_TIES ? 1 : 0.45;
  for (const tie of [...shownTies].sort((one, other) => (other === hoveredTie) - (one === hoveredTie) || other.count - one.count)) {
    const look = tieLookOf(tie);
    const full = tie === hoveredTie || look === "strong";
    if (look === "faint" || (!full && (tie.count < 2 || view.scale < fromScale))) continue;
    const text = full ? shorten(tieLabel(tie), 60) : grouping.format(tie.count);
    const [x, y, toX, toY] = endsOf(tie);
    context.font = `500 11px ${theme.font}`;
    const width = context.measureText(text).width + 4;
    const boxes = ALONG.map((along) => {
      const at = { x: ((x + (toX - x) * along) * matrix.a + matrix.e) / pixel, y: ((y + (toY - y) * along) * matrix.d + matrix.f) / pixel };
      return { x: at.x - width / 2, y: at.y - 8, width, height: 16 };
    });
    const box = boxes.find((each) => !coveredBy(each, null, grid)) || (tie === hoveredTie ? boxes[0] : null);
    if (!box) continue;
    eachCell(box, (cell) => cellIn(grid, cell).boxes.push(box));
    context.lineWidth = 4;
    context.strokeStyle = theme.ground;
    context.fillStyle = full ? theme.ink : theme.muted;
    context.strokeText(text, box.x + width / 2, box.y + 8);
    context.fillText(text, box.x + width / 2, box.y + 8);
    left -= 1;
    if (!left) break;
  }
}

function cellIn(grid, key) {
  let cell = grid.get(key);
  if (!cell) grid.set(key, (cell = { spots: [], boxes: [] }));
  return cell;
}

function eachCell({ x, y, width, height }, use) {
  for (let column = Math.floor(x / CELL); column <= Math.floor((x + width) / CELL); column += 1) {
    for (let line = Math.floor(y / CELL); line <= Math.floor((y + height) / CELL); line += 1) use(column * 100003 + line);
  }
}

function drawRing(context, { x, y, size, item }) {
  context.beginPath();
  context.arc(x, y, size + 4, 0, 2 * Math.PI);
  context.lineWidth = item.id === selectedId() ? 3 : 1.5;
  context.strokeStyle = theme.accent;
  context.stroke();
}

/** What can be seen, in pixels, with the rank by which it gets its label (0: none at this distance). */
function spotsInView(matrix, pixel, view) {
  const spots = [];
  for (const id of shown) {
    const x = (scene.x[id] * matrix.a + matrix.e) / pixel;
    const y = (scene.y[id] * matrix.d + matrix.f) / pixel;
    if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) continue;
    const item = items[id];
    spots.push({ item, x, y, size: scene.size[id] * view.scale, rank: labelRank(item, view.scale), faint: lookOf(id) === "faint" });
  }
  return spots;
}

function labelRank(item, scale) {
  const id = item.id;
  if (id === hovered) return 1e6;
  if (id === selectedId()) return 1e5;
  if (strong && !strong.has(id)) return 0;
  const close = strong ? 1e4 : 0;
  if (item.of === "claim") return scale > (strong ? (strong.size < FEW_STRONG ? 0.4 : 1.1) : 1.7) ? 1 + close / 1e3 : 0;
  if (item.of === "actor") return 50 + scene.size[id] + close;
  return scene.size[id] * scale < 2.2 && !strong ? 0 : 40 + close;
}

/** The lines of a label and the room that they take; `short` says how short it must be. */
function layLabel(context, { item }, short) {
  const forced = item.id === hovered || item.id === selectedId();
  const size = item.of === "actor" ? 11 + Math.min(3, scene.size[item.id] / 9) : 11.5;
  const weight = item.of === "actor" ? 600 : 400;
  const font = `${item.of === "claim" ? "italic " : ""}${weight} ${size}px ${theme.font}`;
  const text = item.of === "claim" ? claimLabel(item, forced) : shorten(item.name, short?.of ?? (forced ? 90 : 44));
  const length = short?.length ?? (forced ? 26 : { claim: 30, actor: 16, document: 20 }[item.of]);
  const lines = wrap(text, length, short?.lines ?? (forced ? 4 : item.of === "actor" ? 3 : 2));
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

/** The place under, over, right, left or aslant of the node that covers the fewest claims and nothing else. */
function findRoom(label, spot, view, grid, places_) {
  const gap = spot.size + 3;
  const { width, height } = label;
  const tries = [
    [spot.x - width / 2, spot.y + gap],
    [spot.x - width / 2, spot.y - gap - height],
    [spot.x + gap, spot.y - height / 2],
    [spot.x - gap - width, spot.y - height / 2],
    ...[spot.y + gap, spot.y - gap - height].flatMap((y) => [0.2, 0.8].map((part) => [spot.x - width * part, y])),
    ...[0.7 * gap, -0.7 * gap - width].flatMap((dx) => [0.7 * gap, -0.7 * gap - height].map((dy) => [spot.x + dx, spot.y + dy])),
  ];
  let best = null;
  let least = Infinity;
  for (const [x, y] of tries.slice(0, places_)) {
    const box = { x, y, width, height };
    if (x < 2 || y < 2 || x + width > view.width - 2 || y + height > view.height - 2) continue;
    const covered = coveredBy(box, spot, grid);
    if (covered < least) [best, least] = [box, covered];
    if (!least) break;
  }
  return best || (label.forced ? { x: tries[0][0], y: tries[0][1], width, height } : null);
}

/** How many claims a label would cover; Infinity where it covers another label, an actor or a document. */
function coveredBy(box, spot, grid) {
  coverings += 1;
  let claims = 0;
  for (let column = Math.floor(box.x / CELL); column <= Math.floor((box.x + box.width) / CELL); column += 1) {
    for (let line = Math.floor(box.y / CELL); line <= Math.floor((box.y + box.height) / CELL); line += 1) {
      const cell = grid.get(column * 100003 + line);
      if (!cell) continue;
      for (const other of cell.boxes) if (boxesMeet(box, other)) return Infinity;
      for (const other of cell.spots) {
        if (other === spot || other.counted === coverings || !boxMeetsDisc(box, other)) continue;
        if (other.item.of !== "claim" && other.size >= SPECK) return Infinity;
        other.counted = coverings; // a mark is in several cells
        claims += 1;
      }
    }
  }
  return claims;
}

let coverings = 0; // how often it was asked

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
