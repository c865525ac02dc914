// Finds places in documents. Offsets in the data count Unicode code points, JavaScript counts UTF-16 units:
// everything here takes code points, and `unit` is the one place that converts.

const converters = new Map();

/** The UTF-16 position of a code point of a document's text. */
function unit(page, point) {
  if (!converters.has(page.id)) {
    let table = null; // stays null where each code point is one unit, as in most documents
    if (/[\ud800-\udbff]/.test(page.text || "")) {
      table = [];
      let at = 0;
      for (const character of page.text) {
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

const cut = (page, [start, end]) => (page.text || "").slice(unit(page, start), unit(page, end));

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

/** Where a passage around these places starts and ends: their sentences, or 240 characters where those are long. */
function passage(text, marked) {
  const first = Math.min(...marked.map((place) => place.start));
  const last = Math.max(...marked.map((place) => place.end));
  const before = text.slice(Math.max(0, first - 240), first);
  const breaks = [...before.matchAll(/[.!?…]["”’»)]*\s+|\n\s*/g)];
  let from = first - before.length;
  if (breaks.length) {
    const end = breaks[breaks.length - 1];
    from += end.index + end[0].length;
  } else if (from > 0) from += Math.max(0, before.search(/\s/)) + 1;
  const after = text.slice(last, last + 240);
  const stop = /[.!?…]["”’»)]*(?=\s|$)|\n/.exec(`${text[last - 1] || ""}${after}`);
  let to = last + after.length;
  if (stop) to = Math.max(last, last - 1 + stop.index + stop[0].trimEnd().length);
  else if (to < text.length) to = last + Math.max(0, after.lastIndexOf(" "));
  return [Math.min(from, first), to];
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
