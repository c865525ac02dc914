// The figures: who gives which number, when and where, measure by measure. Figures that count the same stand in one
// ledger, a row for each claimant, with a mark that says how each stands to the others, and a chart above it.

const figuresPane = document.getElementById("figures");
const LEDGERS = 5; // how many ledgers, rows, columns and figures in a cell are shown until more are asked for
const ROWS = 25;
const COLUMNS = 40;
const IN_CELL = 4;

const kindOrder = [...linkKinds.values()];
const standings = new Map();

/** How a figure stands to the others, each way once, what matters most first: {kind, out}. */
function standingsOf(figure) {
  if (!standings.has(figure.id)) {
    const rank = ({ kind, out }) => 2 * kindOrder.indexOf(kind) + (out ? 0 : 1);
    const ways = new Map(linksOfFigure(figure).filter((each) => each.figure !== null).map((each) => [rank(each), each]));
    standings.set(figure.id, [...ways].sort(([one], [other]) => one - other).map(([, each]) => each));
  }
  return standings.get(figure.id);
}

/** What matters most of it; undefined where there is nothing to say. */
const standing = (figure) => standingsOf(figure)[0];
const kindsAt = (figure) => [...new Set(standingsOf(figure).map(({ kind }) => kind))];

const isDisputed = (figure) => standingsOf(figure).some(({ kind }) => kind.kind === "disputes");

/** The figures that the filters let through: those of claims go with their claim, the others with their document. */
function figuresShown() {
  const hiddenKinds = new Set(state.kinds);
  const hiddenPublishers = new Set(state.publishers);
  const given = (figure) => !figure.claimants.length || figure.claimants.some((id) => !hiddenKinds.has(items[id].kind));
  const inDocument = (figure) => inTime(items[figure.document], state) && !onlyFrom(items[figure.document], hiddenPublishers) && given(figure);
  const passing_ = (figure) => (figure.claim === undefined ? inDocument(figure) : allowed(items[figure.claim]));
  return figures.filter((figure) => figure.measure && passing_(figure) && (!state.disputed || isDisputed(figure)));
}

let stale = true;

/** Draw the figures anew, where they are to be seen. */
function showFigures() {
  stale = state.mode !== "figures";
  if (stale) return;
  const found = figuresShown();
  const measures = countMeasures(found);
  const chosen = measures.find(({ label }) => label === state.measure) || measures[0];
  const focused = document.activeElement?.dataset?.key;
  if (!chosen) {
    const none = figures.length ? "The filters let no figure through." : "The documents hold no figures.";
    figuresPane.replaceChildren(make("p", { class: "summary" }, none), state.disputed ? disputedBox() : "");
    return;
  }
  const counted = found.filter((figure) => figure.measure === chosen.label);
  const scopes = [...new Set(counted.map((figure) => figure.scope || ""))].sort();
  const givers = [...new Set(counted.flatMap((figure) => figure.claimants))].sort((one, other) => items[one].name.localeCompare(items[other].name, "en") || one - other);
  const kept = counted.filter((figure) => (!scopes.includes(state.scope) || !state.scope || figure.scope === state.scope) && (!givers.includes(state.by) || figure.claimants.includes(state.by)));
  figuresPane.replaceChildren(measureList(measures, chosen), choices(scopes, givers), signKey(kept), ledgers(kept));
  markChosen();
  if (focused) figuresPane.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  announce(`${chosen.label}: ${plural(kept.length, "figure", "figures")}`);
}

function countMeasures(found) {
  const counts = new Map();
  for (const figure of found) {
    const count = counts.get(figure.measure) || { label: figure.measure, count: 0, disputed: 0 };
    count.count += 1;
    if (isDisputed(figure)) count.disputed += 1;
    counts.set(figure.measure, count);
  }
  return [...counts.values()].sort((one, other) => other.count - one.count || (one.label < other.label ? -1 : 1));
}

// ------------------------------------------------------------------ what is chosen

const FIRST_MEASURES = 8;
let allMeasures = false;

function measureList(measures, chosen) {
  const first = allMeasures ? measures : measures.filter((each, number) => number < FIRST_MEASURES || each === chosen);
  const line = (each) =>
    make(
      "button",
      { type: "button", "data-key": `measure ${each.label}`, "aria-pressed": String(each === chosen), click: () => change({ measure: each.label, scope: "", by: null }) },
      said(each.label),
      make("span", { class: "count" }, each.count.toLocaleString("en")),
      ...(each.disputed ? [badge(linkKinds.get("disputes")), make("span", { class: "unseen" }, `${each.disputed} disputed`)] : []),
    );
  const more = make("button", { type: "button", class: "all", "data-key": "measures", click: () => [(allMeasures = true), showFigures()] }, `All ${measures.length} measures`);
  return make("div", { class: "measures", role: "group", "aria-label": "What is counted" }, ...first.map(line), first.length < measures.length ? more : null);
}

function choices(scopes, givers) {
  const named = scopes.filter(Boolean);
  return make(
    "div",
    { class: "choices" },
    named.length ? choice("Scope", "scope", [["", "Every scope"], ...named.map((scope) => [scope, scope])], state.scope, (scope) => change({ scope })) : null,
    givers.length > 1 ? choice("Claimant", "by", [["", "Every claimant"], ...givers.map((id) => [String(id), items[id].name])], String(state.by ?? ""), (id) => change({ by: id === "" ? null : Number(id) })) : null,
    choice("Columns", "columns", [["date", "Dates"], ["document", "Documents"]], state.columns, (columns) => change({ columns })),
    choice("Chart by", "axis", [["date", "Date"], ["value", "Number"]], state.axis, (axis) => change({ axis })),
    disputedBox(),
  );
}

function choice(label, key, options, value, chosen) {
  const lines = options.map(([name, text]) => make("option", { value: name, selected: name === value }, text));
  return make("label", null, label, " ", make("select", { "data-key": key, change: (event) => chosen(event.target.value) }, ...lines));
}

const disputedBox = () =>
  linkKinds.has("disputes")
    ? make("label", { class: "box" }, make("input", { type: "checkbox", "data-key": "disputed", checked: state.disputed, change: (event) => change({ disputed: event.target.checked }) }), " Only disputed")
    : null;

/** What the signs say, and how many figures bear each. */
function signKey(found) {
  const counts = new Map();
  for (const figure of found) for (const kind of kindsAt(figure)) note(counts, kind, figure);
  const kept = kindOrder.filter((kind) => counts.has(kind));
  return make("p", { class: "sign-key" }, ...kept.map((kind) => make("span", null, badge(kind), " ", said(AGREEMENT[kind.kind] || kind.label), " ", make("span", { class: "count" }, counts.get(kind).length.toLocaleString("en")))));
}

const AGREEMENT = { disputes: "disputed", revises: "revised", corroborates: "agrees", repeats: "repeated", differsInScope: "other scope" };

// ------------------------------------------------------------------ ledgers

/** Figures in groups that count the same, the largest first; last those that nothing else counts. */
function ledgers(found) {
  const groups = new Map();
  for (const figure of found) note(groups, figure.tally ?? -1, figure);
  const lone = groups.get(-1) || [];
  groups.delete(-1);
  const sorted = [...groups].sort(([one, ones], [other, others]) => others.length - ones.length || one - other).map(([id, members]) => ({ tally: data.tallies[id], members }));
  if (lone.length) sorted.push({ tally: null, members: lone });
  const box = make("div", { class: "ledgers" });
  const more = make("button", { type: "button", class: "more" });
  const extend = () => {
    const from = box.children.length;
    for (const group of sorted.slice(from, from + LEDGERS)) box.append(ledger(group, sorted.length));
    const left = sorted.length - box.children.length;
    more.hidden = left <= 0;
    more.textContent = `Show ${Math.min(LEDGERS, left)} more of ${left.toLocaleString("en")} ledgers`;
  };
  more.addEventListener("click", extend);
  extend();
  return make("div", null, box, more);
}

function ledger({ tally, members }, count) {
  const [{ measure }] = members;
  const title = tally ? [measure, tally.scope].filter(Boolean).join(": ") : count > 1 ? `Other figures: ${measure}` : measure;
  const rows_ = rowsOf(members);
  const box = make("section", { class: "ledger", "aria-label": title });
  const draw = (limit) => {
    const shown_ = rows_.slice(0, limit.rows);
    box.replaceChildren(
      make("h3", null, said(title), tally?.unit ? ` (${tally.unit})` : null),
      make("p", { class: "detail" }, summaryOf(members, rows_)),
      ...(members.length > 1 ? [chart(title, shown_)] : []),
      ledgerTable(title, shown_, limit.columns),
      ...[["rows", rows_.length, "claimants"], ["columns", columnsOf(members).length, state.columns === "date" ? "dates" : "documents"]].flatMap(([name, size, what]) =>
        size > limit[name] ? [make("button", { type: "button", class: "more", click: () => draw({ ...limit, [name]: limit[name] * 2 }) }, `Show more ${what}: ${limit[name].toLocaleString("en")} of ${size.toLocaleString("en")}`)] : [],
      ),
    );
    markChosen();
  };
  draw({ rows: ROWS, columns: COLUMNS });
  return box;
}

function summaryOf(members, rows_) {
  const dates = members.map(dateOf).filter(Boolean).sort();
  const disputed = members.filter(isDisputed).length;
  return [
    plural(members.length, "figure", "figures"),
    plural(rows_.length, "claimant", "claimants"),
    plural(new Set(members.map((figure) => figure.document)).size, "document", "documents"),
    dates.length ? (dates[0] === dates.at(-1) ? dates[0] : `${dates[0]} to ${dates.at(-1)}`) : null,
    disputed ? `${disputed.toLocaleString("en")} disputed` : null,
  ].filter(Boolean).join(" · ");
}

/** A row for each claimant, by the date of the first figure; unnamed sources are one only within their document. */
function rowsOf(members) {
  const found = new Map();
  for (const figure of members) {
    const givers = figure.claimants.length ? figure.claimants.filter((id) => state.by === null || id === state.by || !figure.claimants.includes(state.by)) : [`in ${figure.document}`];
    for (const id of givers) {
      if (!found.has(id)) found.set(id, { actor: items[id] ?? null, page: items[figure.document], figures: [] });
      found.get(id).figures.push(figure);
    }
  }
  const first = (row_) => row_.figures.map(dateOf).filter(Boolean).sort()[0] ?? "9999";
  const rows_ = [...found.values()].map((row_) => ({ ...row_, first: first(row_), name: row_.actor?.name ?? "Unnamed source" }));
  return rows_.sort((one, other) => (one.first === other.first ? one.name.localeCompare(other.name, "en") || one.page.id - other.page.id : one.first < other.first ? -1 : 1));
}

/** The columns, each with its key; dates become months, then years, where they are too many. */
function columnsOf(members) {
  if (state.columns === "document") return [...new Set(members.map((figure) => figure.document))].sort((one, other) => one - other).map((id) => ({ key: id, page: items[id] }));
  const cutTo = dateLength(members);
  const dates = [...new Set(members.map((figure) => dateOf(figure).slice(0, cutTo)))].sort((one, other) => (!one) - !other || (one < other ? -1 : 1));
  return dates.map((date) => ({ key: date, date }));
}

const dateLength = (members) => [10, 7].find((length) => new Set(members.map((figure) => dateOf(figure).slice(0, length))).size <= COLUMNS) ?? 4;

function ledgerTable(title, rows_, limit) {
  const members = rows_.flatMap((row_) => row_.figures);
  const columns = columnsOf(members).slice(0, limit);
  const cutTo = dateLength(members);
  const head = columns.map(({ date, page }) => make("th", { scope: "col" }, page ? make("button", { type: "button", class: "link", dir: "auto", title: page.name, click: () => openItem(page) }, shorten(page.name, 40)) : date || "No date", page?.date ? make("span", { class: "detail" }, page.date) : null));
  const lines = rows_.map((row_) => {
    const cells = new Map();
    for (const figure of row_.figures) note(cells, state.columns === "document" ? figure.document : dateOf(figure).slice(0, cutTo), figure);
    const who = row_.actor ? link(row_.actor) : make("span", null, "Unnamed source", make("span", { class: "detail" }, " in ", said(shorten(row_.page.name, 60))));
    return make("tr", null, make("th", { scope: "row" }, who), ...columns.map(({ key }) => cellOf(cells.get(key) || [], row_)));
  });
  return make(
    "div",
    { class: "ledger-table", role: "region", tabindex: "0", "aria-label": `${title}: table` },
    make("table", null, make("caption", { class: "unseen" }, `${title}: a row for each claimant, a column for each ${state.columns}`), make("thead", null, make("tr", null, make("th", { scope: "col" }, "Claimant"), ...head)), make("tbody", null, ...lines)),
  );
}

function cellOf(members, row_) {
  const cell = make("td", null, ...members.slice(0, IN_CELL).map((figure) => figureButton(figure, row_)));
  if (members.length > IN_CELL) {
    const rest = make("button", { type: "button", class: "link", click: () => rest.replaceWith(...members.slice(IN_CELL).map((figure) => figureButton(figure, row_))) }, `${members.length - IN_CELL} more`);
    cell.append(rest);
  }
  return cell;
}

function figureButton(figure, row_) {
  const stands = standing(figure);
  const button = make(
    "button",
    { type: "button", class: stands ? "figure signed" : "figure", "data-figure": figure.id, "aria-label": figureLabel(figure, row_.name), click: () => openFigure(figure) },
    ...kindsAt(figure).map(badge),
    make("span", { class: "amount" }, amountSigns(figure)),
    figure.scope && figure.scope !== data.tallies[figure.tally]?.scope ? make("span", { class: "detail" }, said(figure.scope)) : null,
    figure.partOf === undefined ? null : make("span", { class: "detail" }, `of ${amountSigns(figures[figure.partOf])}`),
  );
  if (stands) button.style.setProperty("--link", stands.kind.colour);
  return button;
}

/** What a figure is, for those who hear it. */
function figureLabel(figure, name) {
  const ways = standingsOf(figure).map(({ kind, out }) => (out ? kind.label : kind.inverse));
  const what = [figure.measure, figure.scope].filter(Boolean).join(", ");
  return [`${name}: ${amountWords(figure)} ${what}`, figure.partOf === undefined ? null : `part of ${amountWords(figures[figure.partOf])}`, dateOf(figure) || "no date", ...new Set(ways)].filter(Boolean).join("; ");
}

/** Mark the figure that the panel is about. */
function markChosen() {
  for (const mark of figuresPane.querySelectorAll("[aria-current]")) mark.removeAttribute("aria-current");
  if (state.view.figure === undefined) return;
  for (const mark of figuresPane.querySelectorAll(`[data-figure="${state.view.figure}"]`)) mark.setAttribute("aria-current", "true");
}

const ABOUT_FIGURES = ["mode", "measure", "scope", "by", "columns", "axis"];
onChange((now, before) => {
  if (filtersDiffer(now, before) || ABOUT_FIGURES.some((name) => now[name] !== before[name])) {
    if (now.mode === "figures" && before.mode !== "figures" && !stale && !filtersDiffer(now, before)) markChosen();
    else showFigures();
  } else if (now.view !== before.view && now.mode === "figures") markChosen();
});

let widthDrawn = 0;
new ResizeObserver(([{ contentRect }]) => {
  if (state.mode !== "figures" || Math.abs(contentRect.width - widthDrawn) < 2) return;
  widthDrawn = contentRect.width;
  showFigures();
}).observe(figuresPane);
