// What the page shows, as one frozen object that the address spells out: a state can be shared by its address, and
// the Back key of the browser undoes a change. Everything else reads `state`, calls `change` and listens.

const MODES = ["actors", "claims", "figures", "table"];

/**
 * Where the page starts. `view` is what the panel shows: {show: "list"}, {show: "item", id}, {show: "text", id, about, at},
 * {show: "tie", from, to} or {show: "against", id, other} (other: null for unnamed sources); an item may have a `figure`. `kinds`, `relations` and `publishers` are those that are hidden, by number, name and id.
 */
const START = freeze({
  mode: "claims",
  view: { show: "list" },
  query: "",
  kinds: [],
  relations: [],
  publishers: [],
  from: "",
  to: "",
  least: 0,
  disputed: false,
  focus: null, // {id, steps}
  path: null, // [id, id]
  table: { of: "claim", sort: "", down: false, page: 1 },
  measure: "",
  scope: "",
  by: null, // the claimant whose figures are shown alone
  columns: "date",
  axis: "date",
});

const listeners = [];
let depth = 0; // how many entries of ours the Back key can still undo
let late = 0; // the timer of an address that is written a moment later

/** Call `listener(now, before, how)` after each change; `how.returned` says that the Back or Forward key made it. */
const onChange = (listener) => listeners.push(listener);

/** Show something else. What is typed or slid replaces the entry in the browser's history; all else adds one. */
function change(patch, { replace = false } = {}) {
  const before = state;
  const next = freeze({ ...state, ...patch });
  if (JSON.stringify(next) === JSON.stringify(state)) return;
  if (!replace) flush();
  state = next;
  if (replace) {
    // Browsers refuse hundreds of addresses in a few seconds, which a slider asks for.
    if (!late) late = setTimeout(flush, 150);
  } else {
    history.replaceState({ ...history.state, depth, scroll: document.getElementById("panel-body").scrollTop }, "");
    depth += 1;
    enter("pushState", { depth, address: spell(state) });
  }
  tell(before, {});
}

/** What the Back key does; false where there is nothing to go back to. */
function goBack() {
  flush();
  if (depth > 0) history.back();
  else if (state.view.show !== "list") change({ view: START.view });
  else return false;
  return true;
}

function flush() {
  if (!late) return;
  clearTimeout(late);
  late = 0;
  enter("replaceState", { ...history.state, depth, address: spell(state) });
}

/** Write an entry of the history; inside a notebook the address is not ours, so the entry alone has to do. */
function enter(how, entry) {
  try {
    history[how](entry, "", `#${entry.address}`);
  } catch {
    history[how](entry, "");
  }
}

function tell(before, how) {
  for (const listener of listeners) listener(state, before, how);
}

window.addEventListener("popstate", ({ state: entry }) => {
  clearTimeout(late);
  late = 0;
  const before = state;
  state = understand(entry?.address ?? location.hash.slice(1));
  depth = entry?.depth ?? depth + 1;
  if (!entry) history.replaceState({ depth, address: spell(state) }, ""); // an address that somebody typed
  tell(before, { returned: true, scroll: entry?.scroll });
});

function freeze(value) {
  if (value && typeof value === "object" && !Object.isFrozen(value)) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

// ------------------------------------------------------------------ the address

const byKey = new Map();
for (const item of items) byKey.set(item.iri, item.id);

const escaped = (text) => encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%3A", ":");
const keyOf = (id) => escaped(items[id].iri);
const written = (list, key) => (list.length ? list.map(key).join(",") : null);
const itemIn = (text) => byKey.get(decodeURIComponent(text));
const itemsIn = (text) => text.split(",").map(itemIn).filter((id) => id !== undefined);
const dateIn = (text) => (/^\d{4}(-\d\d(-\d\d)?)?$/.test(text) ? text : undefined);
const kindsIn = (text) => {
  const keys = new Set(text.split(",").map(decodeURIComponent));
  return kinds.flatMap((kind, number) => (keys.has(kind.key) ? [number] : []));
};

/** By the name that the address has it under: how a part of the state is written (null: not at all) and read. */
const SPELLING = {
  mode: [({ mode }) => (mode === START.mode ? null : mode), (text) => (MODES.includes(text) ? { mode: text } : {})],
  item: [({ view }) => (view.show === "item" ? keyOf(view.id) : null), (text) => shows(text, (id) => ({ show: "item", id }))],
  text: [({ view }) => (view.show === "text" ? keyOf(view.id) : null), (text) => shows(text, (id) => (items[id].of === "document" ? { show: "text", id } : null))],
  about: [({ view }) => (view.show === "text" && view.about !== undefined ? keyOf(view.about) : null), (text, { view }) => (view?.show === "text" ? shows(text, (about) => (items[about].of === "document" ? null : { ...view, about })) : {})],
  figure: [({ view }) => (view.figure === undefined ? null : figures[view.figure].span.join("-")), figureIn],
  against: [({ view }) => (view.show === "against" ? written([view.id, ...(view.other === null ? [] : [view.other])], keyOf) : null), againstIn],
  at: [({ view }) => (view.show === "text" && view.at ? `${view.at.start}-${view.at.end}` : null), placeIn],
  tie: [({ view }) => (view.show === "tie" ? written([view.from, view.to], keyOf) : null), tieIn],
  find: [({ query }) => (query ? escaped(query) : null), (text) => ({ query: decodeURIComponent(text) })],
  hide: [(now) => written(now.kinds, (number) => escaped(kinds[number].key)), (text) => ({ kinds: kindsIn(text) })],
  ties: [(now) => written(now.relations, escaped), (text) => ({ relations: text.split(",").filter((name) => relations.has(name) || linkKinds.has(name)) })],
  publishers: [(now) => written(now.publishers, keyOf), (text) => ({ publishers: itemsIn(text) })],
  from: [({ from }) => from || null, (text) => ({ from: dateIn(text) })],
  to: [({ to }) => to || null, (text) => ({ to: dateIn(text) })],
  least: [({ least }) => (least ? String(least) : null), (text) => ({ least: Number(text) >= 0 && Number(text) <= 1 ? Number(text) : undefined })],
  disputed: [({ disputed }) => (disputed ? "1" : null), (text) => ({ disputed: text === "1" })],
  focus: [({ focus }) => (focus ? `${keyOf(focus.id)},${focus.steps}` : null), focusIn],
  path: [({ path }) => (path ? written(path, keyOf) : null), pathIn],
  table: [({ table }) => (JSON.stringify(table) === JSON.stringify(START.table) ? null : [table.of, escaped(table.sort), table.down ? "down" : "up", table.page].join(",")), tableIn],
  measure: [({ measure }) => (measure ? escaped(measure) : null), (text) => ({ measure: decodeURIComponent(text) })],
  scope: [({ scope }) => (scope ? escaped(scope) : null), (text) => ({ scope: decodeURIComponent(text) })],
  by: [({ by }) => (by === null ? null : keyOf(by)), (text) => ({ by: itemIn(text) })],
  columns: [({ columns }) => (columns === START.columns ? null : columns), (text) => ({ columns: text === "document" ? text : undefined })],
  axis: [({ axis }) => (axis === START.axis ? null : axis), (text) => ({ axis: text === "value" ? text : undefined })],
};

/** The address of a state: `mode=actors&item=actor/union&least=0.5`; what is as at the start is left out. */
const spell = (now) =>
  Object.entries(SPELLING)
    .flatMap(([name, [write]]) => {
      const text = write(now);
      return text === null ? [] : [`${name}=${text}`];
    })
    .join("&");

/** The state that an address spells; what is unknown or makes no sense is as at the start. */
function understand(address) {
  const given = new Map(address.split("&").map((part) => [part.split("=", 1)[0], part.slice(part.indexOf("=") + 1)]));
  let found = {};
  for (const [name, [, read]] of Object.entries(SPELLING)) {
    if (!given.has(name)) continue;
    try {
      const known = Object.entries(read(given.get(name), found)).filter(([, value]) => value !== undefined && value !== null);
      found = { ...found, ...Object.fromEntries(known) };
    } catch {
      continue; // an escape that is none
    }
  }
  return freeze({ ...START, ...found });
}

function shows(text, make) {
  const id = itemIn(text);
  return id === undefined ? {} : { view: make(id) };
}

function placeIn(text, { view }) {
  const [start, end] = text.split("-").map(Number);
  if (view?.show !== "text" || !(start >= 0 && end > start)) return {};
  const counted = figures.some((figure) => figure.document === view.id && unit(items[view.id], figure.span[0]) === start && unit(items[view.id], figure.span[1]) === end);
  return { view: { ...view, at: { start, end, role: counted ? "figure" : "content" } } };
}

/** A figure of the claim or the document that is shown, by its place. */
function figureIn(text, { view }) {
  if (view?.show !== "item") return {};
  const found = figures.find((figure) => (figure.claim ?? figure.document) === view.id && figure.span.join("-") === text);
  return found ? { view: { ...view, figure: found.id } } : {};
}

function againstIn(text) {
  const [id, other = null] = itemsIn(text);
  return id === undefined || items[id].of !== "actor" ? {} : { view: { show: "against", id, other } };
}

function tieIn(text) {
  const [from, to] = itemsIn(text);
  return to === undefined || items[from].of !== "actor" || items[to].of !== "actor" ? {} : { view: { show: "tie", from, to } };
}

function focusIn(text) {
  const [key, steps] = text.split(",");
  return itemIn(key) !== undefined && /^[123]$/.test(steps) ? { focus: { id: itemIn(key), steps: Number(steps) } } : {};
}

function pathIn(text) {
  const path = itemsIn(text);
  return path.length === 2 && path[0] !== path[1] ? { path } : {};
}

function tableIn(text) {
  const [of, sort, way, page] = text.split(",");
  return { table: { of, sort: decodeURIComponent(sort || ""), down: way === "down", page: /^[1-9]\d{0,6}$/.test(page) ? Number(page) : 1 } };
}

depth = history.state?.depth ?? 0;
let state = understand(history.state?.address ?? location.hash.slice(1));
