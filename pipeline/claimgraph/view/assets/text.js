// Finds places in documents. Offsets in the data count Unicode code points, JavaScript counts UTF-16 units:
// everything here takes code points, and `unit` is the one place that converts.

const converters = new Map();

/** The UTF-16 position of a code point of a document's text. */
function unit(page, point) {
  if (!converters.has(page.id)) {
    let table = null; // stays null where each code point is one unit, as in most documents
    if (/[\ud800-\udbff]/.test(textOf(page))) {
      table = [];
      let at = 0;
      for (const character of textOf(page)) {
        table.push(at);
        at += character.length;
      }
      table.push(at);
    }
    converters.set(page.id, table);
  }
  const table = converters.get(page.id);
  return table ? table[Math.min(point, table.length - 1)] : point;
}

const cut = (page, [start, end]) => textOf(page).slice(unit(page, start), unit(page, end));

const UNKNOWN = "\0"; // stands for each code point that a file without texts does not have

/** A document's text; in a file without texts, the pieces that are quoted, each in its place. */
function textOf(page) {
  if (page.text !== undefined || !page.pieces) return page.text || "";
  if (page.sparse === undefined) {
    page.sparse = "";
    let at = 0;
    for (const [start, piece] of pairs(page.pieces)) {
      page.sparse += UNKNOWN.repeat(start - at) + piece;
      at = start + [...piece].length;
    }
    page.sparse += UNKNOWN.repeat(page.length - at);
  }
  return page.sparse;
}

/** The words of a claim; pieces that the text breaks up are joined by an ellipsis. */
const words = (claim) => pairs(claim.content).map((span) => cut(items[claim.document], span)).join(" … ");

function shorten(text, length) {
  const flat = text.replace(/\s+/g, " ").trim();
  if (flat.length <= length) return flat;
  const head = flat.slice(0, length).replace(/[\ud800-\udbff]$/, "");
  const space = head.lastIndexOf(" ");
  return `${(space > length * 0.6 ? head.slice(0, space) : head).replace(/[\s,;:.]+$/, "")}…`;
}

/** All places of a claim in its document, in UTF-16 units, with what each is. */
function places(claim) {
  const page = items[claim.document];
  return ["content", "source", "cue"].flatMap((role) =>
    pairs(claim[role]).map(([start, end]) => ({ start: unit(page, start), end: unit(page, end), role })),
  );
}

const FAR = 240; // characters: how far a passage reaches for the ends of its sentences, and what it spans

/** Where a passage with these places starts and ends, in pieces where the places are far from each other. */
function passages(text, marks) {
  const groups = [];
  for (const mark of [...marks].sort((one, other) => one.start - other.start)) {
    const last = groups[groups.length - 1];
    if (last && mark.start - last[1] <= FAR) last[1] = Math.max(last[1], mark.end);
    else groups.push([mark.start, mark.end]);
  }
  return groups.map(([first, last]) => [sentenceStart(text, first), sentenceEnd(text, last)]);
}

/** Marked places in the sentences they stand in; without texts, in the words that are known. */
function quote(page, marks) {
  const text = textOf(page);
  const quoted = make("blockquote", { dir: "auto", lang: page.language });
  (data.text ? passages(text, marks) : knownPassages(text, marks)).forEach(([from, to], number) => {
    if (number) quoted.append(" […] ");
    quoted.append(marked(text, from, to, marks));
  });
  return quoted;
}

function knownPassages(text, marks) {
  const found = [];
  for (const { start, end } of [...marks].sort((one, other) => one.start - other.start)) {
    const last = found[found.length - 1];
    if (last && (start <= last[1] || !text.slice(last[1], start).includes(UNKNOWN))) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}

function sentenceStart(text, first) {
  const from = Math.max(0, first - FAR);
  const before = text.slice(from, first);
  const ends = [...before.matchAll(/[.!?…]["”’»)]*\s+|\n\s*/g)];
  const end = ends[ends.length - 1];
  if (end) return from + end.index + end[0].length;
  return from ? from + before.search(/\s|$/) + 1 : 0;
}

function sentenceEnd(text, last) {
  const before = text[last - 1] || ""; // the place may end with the full stop itself
  const after = text.slice(last, last + FAR);
  const stop = /[.!?…]["”’»)]*(?=\s|$)|\n/.exec(before + after);
  if (stop) return Math.max(last, last - before.length + stop.index + stop[0].trimEnd().length);
  return last + FAR < text.length ? last + Math.max(0, after.lastIndexOf(" ")) : text.length;
}

/** Text from `from` to `to` as nodes, every marked place in `<mark>`s with the classes of what it is. */
function marked(text, from, to, marks) {
  const edgesOf = new Set([from, to]);
  for (const mark of marks) {
    if (mark.start > from && mark.start < to) edgesOf.add(mark.start);
    if (mark.end > from && mark.end < to) edgesOf.add(mark.end);
  }
  const cuts = [...edgesOf].sort((one, other) => one - other);
  const starting = [...marks].sort((one, other) => one.start - other.start);
  const fragment = document.createDocumentFragment();
  let open = [];
  let next = 0;
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const [start, end] = [cuts[at], cuts[at + 1]];
    while (next < starting.length && starting[next].start <= start) open.push(starting[next++]);
    open = open.filter((mark) => mark.end > start);
    const piece = text.slice(start, end);
    if (!open.length) fragment.append(piece);
    else fragment.append(make("mark", { class: [...new Set(open.map((mark) => mark.role))].join(" ") }, piece));
  }
  return fragment;
}

/** For search: without case and accents. */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
