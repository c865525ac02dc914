// What is beside the graph: the list of everything, one item with its claims and their words, or a document's
// text with the places marked. `state.view` says which; the way that led here is the browser's history.

const panel = document.getElementById("panel-body");
const back = document.getElementById("back");
const crumb = document.getElementById("crumb");

/** The item that the panel is about, or null. */
function selectedId() {
  const { id, about } = state.view;
  return about ?? id ?? null;
}

const goToList = () => change({ view: { show: "list" } });

const openItem = (item) => change({ view: { show: "item", id: item.id } });

/** Open a document's text; `about` (a claim or an actor) says what is marked and scrolled to, `at` a place more. */
function openText(page, about, at) {
  if (data.text) change({ view: { show: "text", id: page.id, about: about?.id, at } });
}

const VIEWS = {
  list: () => listView(),
  item: ({ id }) => itemView(items[id]),
  text: ({ id, about, at }) => (data.text ? textView(items[id], items[about], at) : itemView(items[id])),
  tie: ({ from, to }) => tieView(from, to),
  against: ({ id, other }) => againstView(items[id], items[other]),
};
const CRUMBS = { list: "", text: "Document text", tie: "Between two actors", against: "Disagreement" };

function render({ returned, scroll, left, figure, filtered } = {}) {
  const { show, id, about } = state.view;
  const item = items[id];
  panel.replaceChildren(...VIEWS[show](state.view));
  back.hidden = show === "list";
  crumb.textContent = CRUMBS[show] ?? (item.of === "claim" ? "Claim" : kindOf(item).label);
  document.body.dataset.show = show;
  if (!filtered) panel.scrollTop = scroll || 0; // the browser lays the panel out for it
  selectionChanged(item && (about === undefined ? item : items[about]));
  if (show === "text") scrollToMark();
  const list = state.mode === "table" ? tablePane : panel;
  const inLedger = state.mode === "figures" && figure !== undefined ? figuresPane.querySelector(`button[data-figure="${figure}"]`) : null;
  const row = returned && left !== undefined ? inLedger || list.querySelector(`[data-item="${left}"]`) : null;
  const elsewhere = document.activeElement?.closest("#graph, #search-form, #modes, #legend");
  if (row) row.focus({ preventScroll: true });
  else if (elsewhere) return;
  else if (show !== "list") (panel.querySelector("h2") || panel).focus({ preventScroll: true });
  else if (returned) panel.focus({ preventScroll: true });
}

onChange((now, before, how) => {
  if (now.view !== before.view || now.query !== before.query) render({ ...how, left: before.view.about ?? before.view.id, figure: before.view.figure });
  else if (["list", "tie"].includes(now.view.show) && (filtersDiffer(now, before) || now.path !== before.path)) render({ filtered: true });
});

function scrollToMark() {
  const mark = panel.querySelector("mark.figure") || panel.querySelector("mark.content") || panel.querySelector("mark.mention") || panel.querySelector("mark.cue, mark.source");
  if (mark) mark.scrollIntoView({ block: "center" });
}

// ------------------------------------------------------------------ the list

const STEP = 50;

function listView() {
  if (state.path) return pathView(...state.path);
  const found = matching(state.query);
  const groups = [
    ["Actors", found.filter((item) => item.of === "actor").sort(byClaims)],
    ["Documents", found.filter((item) => item.of === "document")],
    ["Claims", found.filter((item) => item.of === "claim")],
  ];
  const allowedOnly = groups.map(([title, members]) => [title, members.filter(allowed)]);
  const count = allowedOnly.reduce((sum, [, members]) => sum + members.length, 0);
  const hiddenCount = found.length - count;
  const kept = hiddenCount ? ` ${plural(hiddenCount, "more is", "more are")} hidden by the legend.` : "";
  const { query } = state;
  const summary = query ? `${plural(count, "result", "results")} for “${query}”.${kept}` : kept.trim();
  const hint = "Select an actor, a document or a claim to read the words behind it.";
  if (query) announce(summary);
  return [
    make("p", { class: "summary", dir: "auto" }, summary || hint),
    ...allowedOnly.flatMap(([title, members]) =>
      members.length ? [make("h2", null, `${title} `, make("span", { class: "count" }, members.length.toLocaleString("en"))), rows(members, row)] : [],
    ),
  ];
}

const made = items.map((item) => claimsBy(item).length);
const byClaims = (one, other) => made[other.id] - made[one.id] || other.ties.length - one.ties.length || one.id - other.id;

function row(item) {
  const count = item.of === "actor" ? made[item.id] : item.of === "document" ? claimsIn(item).length : 0;
  const detail =
    item.of === "claim"
      ? make("span", { class: "detail" }, said(claimHeadline(item)))
      : make("span", { class: "detail" }, item.of === "actor" ? kindOf(item).label : item.date || "", count ? ` · ${plural(count, "claim", "claims")}` : "");
  const name = item.of === "claim" ? shorten(words(item), 140) : item.name;
  return make(
    "li",
    null,
    make("button", { type: "button", class: "row", "data-item": item.id, click: () => openItem(item) }, icon(kindOf(item)), make("span", { class: "name", dir: "auto" }, name), detail),
  );
}

/** What an item is called where there is room for a line. */
const nameOf = (item) => (item.of === "claim" ? claimHeadline(item) : item.name);

const claimHeadline = (claim) => `${claimants(claim).map((actor) => actor.name).join(", ") || "Unnamed source"} ${kindOf(claim).label}`;

/** A list that shows its first members, and more when asked. */
function rows(members, draw, properties) {
  const list = make("ul", { class: "rows", ...properties });
  const more = make("button", { type: "button", class: "more" });
  const box = make("div", null, list, more);
  const extend = () => {
    const from = list.children.length;
    list.append(...members.slice(from, from + STEP).map(draw));
    const left = members.length - list.children.length;
    more.hidden = !left;
    more.textContent = `Show ${Math.min(STEP, left)} more of ${left.toLocaleString("en")}`;
    return list.children[from];
  };
  more.addEventListener("click", () => extend().querySelector("button")?.focus());
  extend();
  return box;
}

function searchText(item) {
  if (item.searchText === undefined) {
    const texts = item.of === "claim" ? [words(item)] : [item.name, ...(item.names || []), ...(item.roles || [])];
    item.searchText = plain(texts.join("\n"));
  }
  return item.searchText;
}

/** Items in which every word of the query occurs, names that start with it first. */
function matching(text) {
  const wanted = plain(text).split(/\s+/).filter(Boolean);
  if (!wanted.length) return items;
  const found = items.filter((item) => wanted.every((word) => searchText(item).includes(word)));
  const start = (item) => (searchText(item).startsWith(wanted[0]) ? 0 : 1);
  return found.sort((one, other) => start(one) - start(other) || one.id - other.id);
}

// ------------------------------------------------------------------ one item

function itemView(item) {
  const title = item.of === "claim" ? saying(item) : [item.name];
  const head = make("h2", { tabindex: "-1", dir: "auto", class: "title" }, icon(kindOf(item)), make("span", null, ...title));
  const body = item.of === "actor" ? actorView(item) : item.of === "claim" ? claimView(item) : documentView(item);
  return [head, toolsFor(item), ...body, make("p", { class: "iri" }, make("span", null, "Node "), make("code", null, data.base + item.iri))];
}

function actorView(actor) {
  const claims = claimsBy(actor);
  const acts = [...new Set(claims.map((claim) => claim.kind))].sort((one, other) => one - other);
  return [
    facts([
      ["Also named", listed(actor.names)],
      ["Described as", listed(actor.roles)],
    ]),
    whyOne(actor),
    ...acts.flatMap((kind) => section(kinds[kind].label, claims.filter((claim) => claim.kind === kind), (claim) => card(claim, actor), icon(kinds[kind]))),
    claims.length ? null : make("p", { class: "summary" }, "The documents attribute no claim to this actor."),
    ...disagreements(actor),
    ...section("Roles and ties, as documents state them", saidOf.get(actor.id) || [], (relation) => relationCard(relation, actor)),
    ...section("Claims about this actor", tied(actor, "about", false), (claim) => card(claim)),
    ...section("Claims addressed to this actor", tied(actor, "addressee", false), (claim) => card(claim)),
    ...section("Figures in its own documents", ownFigures(actor), figureCard),
    ...section("Publishes", tied(actor, "publisher", false), row),
    ...section("Named in", (actor.mentions || []).map(([id, spans]) => ({ page: items[id], count: spans.length / 2 })), ({ page, count }) =>
      make("li", null, make("button", { type: "button", class: "row", "data-item": page.id, click: () => (data.text ? openText(page, actor) : openItem(page)) }, icon(kindOf(page)), make("span", { class: "name", dir: "auto" }, page.name), make("span", { class: "detail" }, plural(count, "place", "places")))),
    ),
  ].filter(Boolean);
}

function claimView(claim) {
  return [
    make("ul", { class: "cards" }, card(claim, "in the title")),
    ...linkSections(linksOf(claim)),
    ...section("Relays", tied(claim, "relays", true), (claim) => card(claim)),
    ...section("Relayed by", tied(claim, "relays", false), (claim) => card(claim)),
    ...section("About", tied(claim, "about", true), row),
  ];
}

function documentView(page) {
  return [
    facts([
      ["Publisher", links(tied(page, "publisher", true))],
      ["Date", page.date && said(page.date)],
      ["From", listed(page.sources)],
    ]),
    data.text ? make("button", { type: "button", class: "primary", click: () => openText(page) }, "Read the document") : make("p", { class: "summary" }, WITHOUT_TEXT),
    ...chosenFigure(page),
    ...section("Claims, in order", claimsIn(page), (claim) => card(claim)),
  ];
}

function section(title, members, draw, sign) {
  if (!members.length) return [];
  const cards = draw === row ? {} : { class: "cards" };
  return [make("h3", null, sign || null, said(title), " ", make("span", { class: "count" }, members.length.toLocaleString("en"))), rows(members, (member) => draw(member), cards)];
}

function facts(lines) {
  const filled = lines.filter(([, value]) => value);
  return filled.length ? make("dl", null, ...filled.flatMap(([name, value]) => [make("dt", null, name), make("dd", null, value)])) : null;
}

function listed(texts) {
  if (!texts?.length) return null;
  const span = make("span", null);
  texts.forEach((text, number) => span.append(number ? " · " : "", said(text)));
  return span;
}

function links(actors) {
  if (!actors.length) return null;
  const span = make("span", null);
  actors.forEach((actor, number) => span.append(number ? ", " : "", link(actor)));
  return span;
}

const link = (item) => make("button", { type: "button", class: "link", dir: "auto", click: () => openItem(item) }, item.name);

/** Who does what to whom, with links; `known` is left out because the view is about it. */
function saying(claim, known) {
  const by = claimants(claim).filter((actor) => actor !== known);
  const to = tied(claim, "addressee", true);
  const who = by.length ? [links(by), " "] : known ? [] : ["Unnamed source "];
  return [...who, said(kindOf(claim).label, { class: "act" }), ...(to.length ? [", addressed to ", links(to)] : [])];
}

// ------------------------------------------------------------------ a document's text

function textView(page, about, at) {
  const text = page.text || "";
  const others = claimsIn(page).flatMap((claim) => (claim === about ? [] : places(claim).filter((place) => place.role === "content").map((place) => ({ ...place, role: "other" }))));
  return [
    make(
      "div",
      { class: "text-head" },
      make("h2", { tabindex: "-1", dir: "auto" }, icon(kindOf(page)), " ", page.name),
      make("p", { class: "key" }, ...textKey(page, about)),
    ),
    make("div", { id: "text", class: "text", dir: "auto", lang: page.language, role: "region", "aria-label": "Text of the document", tabindex: "0" }, marked(text, 0, text.length, [...others, ...marksFor(page, about), ...(at ? [at] : [])])),
  ];
}

function marksFor(page, about) {
  if (!about) return [];
  if (about.of === "claim") return places(about);
  const mentions = (about.mentions || []).find(([id]) => id === page.id);
  return pairs(mentions?.[1]).map(([start, end]) => ({ start: unit(page, start), end: unit(page, end), role: "mention" }));
}

function textKey(page, about) {
  const key = (role, text) => make("span", { class: `sample ${role}` }, text);
  const other = claimsIn(page).length > (about?.of === "claim" ? 1 : 0) ? [key("other", about?.of === "claim" ? "other claims" : "claims")] : [];
  if (about?.of === "claim") return [key("content", "what is claimed"), key("source", "by whom"), key("cue", "cue"), ...other];
  return about ? [key("mention", "where it is named"), ...other] : other;
}
