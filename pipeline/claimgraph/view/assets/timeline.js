// The chart over a ledger: a row for each claimant, and along it the figures, by date or by number. Drawn as SVG; every
// mark is a button, and the table under it says the same in words.

const LANE = 25; // pixels: from one figure to the next where they would cover each other
const IN_ROW = 24; // how many figures of a claimant are drawn; the table has all
const LINES_AT_ONCE = 8; // more disputes than these are drawn only for the figure that is pointed at
const DAY = 86_400_000;

const ruler = document.createElement("canvas").getContext("2d");
ruler.font = '600 12.5px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const widthOf = (text) => ruler.measureText(text).width;

/** The chart of these rows, as wide as the pane. */
function chart(title, rows_) {
  const style = getComputedStyle(figuresPane);
  const width = Math.max(280, figuresPane.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 2);
  const narrow = width < 600;
  const frame = { width, left: narrow ? 10 : Math.min(220, width * 0.3), right: width - (narrow ? 26 : 40), narrow };
  const drawn = rows_.map((row_) => ({ ...row_, figures: mostTelling(row_.figures) }));
  const scale = state.axis === "value" ? valueScale(drawn, frame) : dateScale(drawn, frame);
  const bands = [];
  let top = 26;
  for (const row_ of drawn) {
    const marks = scale.lay(row_.figures.map((figure) => scale.mark(figure)));
    const lanes = Math.max(1, ...marks.map((mark) => mark.lane + 1));
    const head = narrow ? 20 : 4;
    bands.push({ ...row_, top, head, height: head + lanes * LANE + 5, marks });
    for (const mark of marks) mark.y = top + head + mark.lane * LANE + LANE / 2;
    top += head + lanes * LANE + 5;
  }
  const [backs, ties, marks] = [svgElement("g", {}), svgElement("g", { class: "ties" }), svgElement("g", {})];
  backs.append(...bands.filter((_, number) => number % 2 === 0).map((band) => svgElement("rect", { x: 0, y: band.top, width, height: band.height, class: "band" })));
  backs.append(...scale.ticks.map((tick) => tickOf(tick, top)), ...bands.map((band) => rowName(band, frame)));
  ties.append(...tiesOf(bands, frame));
  marks.append(...bands.flatMap((band) => band.marks.map((mark) => markOf(mark, band))));
  const picture = svgElement("g", { role: "img", "aria-label": `${title}: ${describe(rows_, scale)}` });
  picture.append(backs, ties);
  const svg = svgElement("svg", { width, height: top + 4, viewBox: `0 0 ${width} ${top + 4}`, class: "chart", role: "group", "aria-label": `${title}: chart` });
  svg.append(picture, marks);
  return svg;
}

const describe = (rows_, scale) =>
  `${plural(rows_.length, "row", "rows")}, one for each claimant; figures stand ${scale.says}. ${plural(rows_.reduce((sum, row_) => sum + row_.figures.filter(isDisputed).length, 0), "figure is", "figures are")} disputed. The table after the chart holds the same figures.`;

/** The figures of a row that are drawn where they are too many: disputed and revised ones come first. */
function mostTelling(members) {
  if (members.length <= IN_ROW) return members;
  const rank = (figure) => (standing(figure) ? kindOrder.indexOf(standing(figure).kind) : kindOrder.length);
  return [...members].sort((one, other) => rank(one) - rank(other) || one.id - other.id).slice(0, IN_ROW);
}

// ------------------------------------------------------------------ by date

/** The middle of a day, a month or a year, as a number; null where the text is no date. */
function timeOf(date) {
  const [year, month, day] = date.split("-").map(Number);
  if (!year) return null;
  if (day) return Date.UTC(year, month - 1, day) + DAY / 2;
  return month ? (Date.UTC(year, month - 1, 1) + Date.UTC(year, month, 1)) / 2 : (Date.UTC(year, 0, 1) + Date.UTC(year + 1, 0, 1)) / 2;
}

/** Along the x axis stands when; each mark bears its number. */
function dateScale(drawn, { left, right }) {
  const members = drawn.flatMap((row_) => row_.figures);
  const times = members.map((figure) => timeOf(dateOf(figure))).filter((time) => time !== null);
  const undated = times.length < members.length;
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const from = left + (undated ? 76 : 0) + 34;
  const to = right - 40;
  const at = (time) => (time === null ? left + 40 : last > first ? from + ((time - first) / (last - first)) * (to - from) : (from + to) / 2);
  const mark = (figure) => {
    const text = amountSigns(figure);
    const width = widthOf(text) + (standing(figure) ? 27 : 14);
    const x = Math.min(right - width / 2, Math.max(left + width / 2 + 2, at(timeOf(dateOf(figure)))));
    return { figure, text, x, from: x - width / 2, to: x + width / 2 };
  };
  const ticks = times.length ? dateTicks(first, last, Math.max(2, Math.floor((to - from) / 90))).map(({ time, text }) => ({ x: at(time), text })) : [];
  if (undated) ticks.unshift({ x: left + 40, text: "no date" });
  return { mark, ticks, says: "by date", lay: (marks) => inLanes(marks.sort((one, other) => one.from - other.from || one.figure.id - other.figure.id)) };
}

/** Put marks that would cover each other one under the other. */
function inLanes(marks) {
  const ends = [];
  for (const mark of marks) {
    let lane = ends.findIndex((end) => end + 5 <= mark.from);
    if (lane < 0) lane = ends.length;
    ends[lane] = mark.to;
    mark.lane = lane;
  }
  return marks;
}

function dateTicks(first, last, most) {
  const [start, end] = [new Date(first), new Date(last)];
  const days = Math.round((last - first) / DAY);
  const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  const every = [1, 2, 7, 14].find((step) => days / step < most);
  if (every) return Array.from({ length: Math.floor(days / every) + 1 }, (_, number) => tickAt(first + number * every * DAY, 10));
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((size) => months / size <= most) ?? 240;
  const firstMonth = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  const found = [];
  for (let month = firstMonth; ; month += step) {
    const time = Date.UTC(Math.floor(month / 12), month % 12, 1) + DAY / 2;
    if (time > last) return found.length > 1 ? found : [tickAt(first, 10), tickAt(last, 10)];
    if (time >= first) found.push(tickAt(time, step >= 12 ? 4 : 7));
  }
}

const tickAt = (time, length) => ({ time, text: new Date(time).toISOString().slice(0, length) });

// ------------------------------------------------------------------ by number

/** Along the x axis stands how many; a mark is as wide as what the words allow, and bears its number and date. */
function valueScale(drawn, { left, right, narrow }) {
  const members = drawn.flatMap((row_) => row_.figures);
  const values = members.flatMap((figure) => [figure.value, figure.most]).map(Number).filter(Number.isFinite);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const logarithmic = least > 0 && most / least > 60;
  const bend = logarithmic ? Math.log10 : (value) => value;
  const [low, high] = [bend(logarithmic ? least : Math.min(0, least)), bend(most)];
  const to = right - (narrow ? 60 : 130);
  const at = (value) => (high > low ? left + 12 + ((bend(value) - low) / (high - low)) * (to - left - 12) : (left + to) / 2);
  const mark = (figure) => {
    const value = Number(figure.value);
    const start = at(Number.isFinite(value) ? value : least);
    const end = figure.most ? at(Number(figure.most)) : start;
    const open = { ">=": [start, right - 2], ">": [start, right - 2], "<=": [left + 4, start], "<": [left + 4, start], "~": [start - 14, start + 14] }[figure.operator] || [start, end];
    const text = [amountSigns(figure), narrow ? null : dateOf(figure)].filter(Boolean).join(" · ");
    return { figure, text, x: start, from: open[0], to: open[1], least: left, bar: true };
  };
  const ticks = valueTicks(least, most, logarithmic, narrow ? 4 : 7).map((value) => ({ x: at(value), text: value.toLocaleString("en", { notation: value >= 1e5 ? "compact" : "standard" }) }));
  const byDate = (one, other) => (dateOf(one.figure) < dateOf(other.figure) ? -1 : dateOf(one.figure) > dateOf(other.figure) ? 1 : one.figure.id - other.figure.id);
  return { mark, ticks, says: `by number${logarithmic ? ", each step of the axis ten times the last" : ""}`, lay: (marks) => marks.sort(byDate).map((each, lane) => Object.assign(each, { lane })) };
}

function valueTicks(least, most, logarithmic, count) {
  if (logarithmic) return Array.from({ length: Math.floor(Math.log10(most)) - Math.ceil(Math.log10(least)) + 1 }, (_, number) => 10 ** (Math.ceil(Math.log10(least)) + number));
  const low = Math.min(0, least);
  const rough = (most - low) / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((size) => size * power >= rough);
  return Array.from({ length: Math.floor((most - low) / step) + 1 }, (_, number) => Number((Math.ceil(low / step) * step + number * step).toPrecision(12)));
}

// ------------------------------------------------------------------ what is drawn

function rowName({ top, name, actor, page }, { width, left, narrow }) {
  const label = fitted(actor ? name : `${name} in ${page.name}`, narrow ? width - 20 : left - 16);
  return svgElement("text", { x: narrow ? 8 : left - 10, y: top + (narrow ? 15 : 4 + LANE / 2), class: "who", "text-anchor": narrow ? "start" : "end", "dominant-baseline": narrow ? "auto" : "central" }, label);
}

/** As much of a text as there is room for. */
function fitted(text, room) {
  if (widthOf(text) <= room) return text;
  let length = text.length;
  while (length > 1 && widthOf(`${text.slice(0, length)}…`) > room) length -= 1;
  return `${text.slice(0, length).replace(/[\ud800-\udbff]$/, "").trimEnd()}…`;
}

function tickOf({ x, text }, bottom) {
  const group = svgElement("g", { class: "tick" });
  const label = svgElement("text", { x, y: 15, "text-anchor": "middle" }, text);
  group.append(svgElement("line", { x1: x, x2: x, y1: 22, y2: bottom }), label);
  return group;
}

function markOf(mark, { name }) {
  const { figure } = mark;
  const stands = standing(figure);
  const open = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    openFigure(figure);
  };
  const group = svgElement("g", { class: `mark${stands ? " signed" : ""}${mark.bar ? " on-axis" : ""}`, role: "button", tabindex: "0", "data-figure": figure.id, "aria-label": figureLabel(figure, name) });
  if (stands) group.style.setProperty("--link", stands.kind.colour);
  group.addEventListener("click", open);
  group.addEventListener("keydown", open);
  for (const [type, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]]) group.addEventListener(type, () => pointAt(group, on));
  group.append(...(mark.bar ? barOf(mark, stands) : pillOf(mark, stands)));
  return group;
}

function pillOf({ figure, text, from, to, y }, stands) {
  const soft = figure.operator === "~" || figure.vague;
  const label = svgElement("text", { x: from + (stands ? 20 : 7), y, "dominant-baseline": "central", class: "amount" }, text);
  return [svgElement("rect", { x: from, y: y - 10, width: to - from, height: 20, rx: 6, class: soft ? "pill soft" : "pill" }), ...signAt(stands, from + 10, y), label];
}

function signAt(stands, x, y) {
  if (!stands) return [];
  const sign = svgElement("text", { x, y, "text-anchor": "middle", "dominant-baseline": "central", class: "sign" }, stands.kind.sign);
  return [sign];
}

/** A dot for an exact number, a bar for a range, one that ends in an arrow for a bound, a soft one for "about". */
function barOf(mark, stands) {
  const { figure, text, from, to, x, y } = mark;
  const soft = figure.operator === "~" || figure.vague;
  const shapes = to > from ? [svgElement("rect", { x: from, y: y - 4, width: to - from, height: 8, rx: soft ? 4 : 1, class: soft ? "bar soft" : "bar" })] : [];
  const up = figure.operator === ">=" || figure.operator === ">";
  const down = figure.operator === "<=" || figure.operator === "<";
  if (up) shapes.push(svgElement("path", { d: `M${to - 9} ${y - 8}L${to + 1} ${y}L${to - 9} ${y + 8}Z`, class: "tip" }));
  if (down) shapes.push(svgElement("path", { d: `M${from + 9} ${y - 8}L${from - 1} ${y}L${from + 9} ${y + 8}Z`, class: "tip" }));
  if (!figure.most) shapes.push(svgElement("circle", { cx: x, cy: y, r: 5, class: figure.operator === ">" || figure.operator === "<" ? "dot hollow" : "dot" }));
  const room = widthOf(text) + (stands ? 22 : 6);
  const before = up && x - 14 - room > mark.least; // left of the dot, as the bar goes to the right
  const start = before ? x - 9 - room : Math.max(x + 9, figure.most ? to + 6 : 0);
  const label = svgElement("text", { x: start + (stands ? 16 : 2), y, "dominant-baseline": "central", class: "amount" }, text);
  const back = svgElement("rect", { x: start - 1, y: y - 9, width: room, height: 18, rx: 4, class: "label" });
  Object.assign(mark, { from: Math.min(from, x - 5), to: Math.max(to, x + 5) });
  return [...shapes, back, ...signAt(stands, start + 7, y), label];
}

// ------------------------------------------------------------------ links between marks

/** Arrows along a row for what is revised, dashed brackets between rows for what is disputed. */
function tiesOf(bands, { right }) {
  const at = new Map();
  for (const [number, band] of bands.entries()) for (const mark of band.marks) note(at, mark.figure.id, { ...mark, row: number });
  const [found, brackets] = [[], []];
  for (const marks of at.values()) {
    for (const each of linksOfFigure(marks[0].figure)) {
      if (!each.out || !at.has(each.figure)) continue;
      for (const one of marks) {
        for (const other of at.get(each.figure)) {
          if (each.kind.kind === "revises" && one.row === other.row) found.push(arrow(other, one, each.kind));
          else if (each.kind.kind === "disputes" && one.row !== other.row) brackets.push([one, other, each.kind]);
        }
      }
    }
  }
  // By number, what overlaps and what does not is to be seen without them.
  const crowded = state.axis === "value" || brackets.length > LINES_AT_ONCE ? " crowded" : "";
  brackets.slice(0, 400).forEach(([one, other, kind], number) => found.push(bracket(one, other, kind, Math.min(right + 22, Math.max(one.to, other.to) + 9 + (number % 3) * 5), crowded)));
  return found;
}

function tie(one, other, kind, name, d) {
  const path = svgElement("path", { d, class: `tie-line ${name}`, "data-ends": `${one.figure.id} ${other.figure.id}` });
  path.style.setProperty("--link", kind.colour);
  return path;
}

/** From the earlier figure to the later one that revises it. */
function arrow(earlier, later, kind) {
  const [x, y, to, down] = later.from >= earlier.to ? [earlier.to, earlier.y, later.from, later.y] : [earlier.from + 12, earlier.y + 10, later.from + 12, later.y - 10];
  const tip = later.from >= earlier.to ? `M${to - 6} ${down - 4}L${to} ${down}L${to - 6} ${down + 4}` : `M${to - 4} ${down - 6}L${to} ${down}L${to + 4} ${down - 6}`;
  return tie(earlier, later, kind, "arrow", `M${x} ${y}L${to} ${down}${tip}`);
}

const bracket = (one, other, kind, x, crowded) => tie(one, other, kind, `bracket${crowded}`, `M${one.to} ${one.y}H${x}V${other.y}H${other.to}`);

/** Show the links of a mark, where they are too many to be shown all at once. */
function pointAt(mark, on) {
  const id = mark.dataset.figure;
  for (const line of mark.ownerSVGElement.querySelectorAll(".tie-line")) {
    if (line.dataset.ends.split(" ").includes(id)) line.classList.toggle("near", on);
  }
}
