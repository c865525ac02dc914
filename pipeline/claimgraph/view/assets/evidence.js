// Figures as words, and how claims and figures stand to others: who disputes, revises, repeats or answers what, with the
// other's words, who says them, where and when, and the reason.

const BOUNDS = { ">=": "at least ", ">": "more than ", "<=": "at most ", "<": "fewer than ", "~": "about ", range: "", "=": "" };
const SIGNS = { ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "~ ", range: "", "=": "" };

const numeral = (text) => (Number.isFinite(Number(text)) ? Number(text).toLocaleString("en", { maximumFractionDigits: 6 }) : text);
const unitOf = ({ unit }) => (unit === "percent" ? " %" : unit ? ` ${unit}` : "");

/** A number that its claimant denies is none that it gives. */
const denial = (figure) => (figure.claim !== undefined && kindOf(items[figure.claim]).denies ? "denies " : "");

/** A figure in words: "at least 14", "200 to 900". */
const amountWords = (figure) => `${denial(figure)}${BOUNDS[figure.operator] ?? ""}${numeral(figure.value ?? "")}${figure.most ? ` to ${numeral(figure.most)}` : ""}${unitOf(figure)}`;

/** A figure where there is little room: "≥ 14", "200–900". */
const amountSigns = (figure) => `${denial(figure)}${SIGNS[figure.operator] ?? ""}${numeral(figure.value ?? "")}${figure.most ? `–${numeral(figure.most)}` : ""}${unitOf(figure)}`;

/** The date that a figure is for: its own, else that of its document; "" where neither is known. */
const dateOf = (figure) => figure.asOf || items[figure.document].date || "";

const whoGives = (figure) => figure.claimants.map((id) => items[id]);
const capital = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** A figure is shown with the claim it stands in, else with its document. */
const openFigure = (figure) => change({ view: { show: "item", id: figure.claim ?? figure.document, figure: figure.id } });

const placeOf = (figure) => {
  const page = items[figure.document];
  return { start: unit(page, figure.span[0]), end: unit(page, figure.span[1]), role: "figure" };
};

/** The place of the figure that the panel (or the card) is about, if it is one of this claim. */
function chosenPlaces(claim, chosen = figures[state.view.figure]) {
  return chosen?.claim === claim.id ? [placeOf(chosen)] : [];
}

const parts = new Map();
for (const figure of figures) note(parts, figure.partOf ?? null, figure);

function figureLine(page, figure) {
  const counted = figure.measure ?? figure.counted;
  const whole = figures[figure.partOf];
  return make(
    "li",
    { class: state.view.figure === figure.id ? "chosen" : null },
    make("strong", null, amountWords(figure)),
    ...[counted, figure.scope].filter(Boolean).flatMap((text) => [" · ", said(text)]),
    figure.asOf ? ` · as of ${figure.asOf}` : null,
    figure.vague ? " · in words only" : null,
    " ",
    make("span", { class: "detail" }, "“", said(cut(page, figure.span)), "”"),
    ...(whole ? [" · part of ", figureLink(whole)] : []),
    ...(parts.get(figure.id) || []).flatMap((part, number) => [number ? ", " : " · of these ", figureLink(part), part.scope ? ` ${part.scope}` : null]),
  );
}

const figureLink = (figure) => make("button", { type: "button", class: "link", click: () => openFigure(figure) }, amountWords(figure));

// ------------------------------------------------------------------ figures outside of claims

/** A figure that stands in no claim, in its sentence: it is its document's. */
function figureCard(figure) {
  const page = items[figure.document];
  return make(
    "li",
    { class: "card", "data-figure": figure.id },
    make("p", { class: "who" }, whoGives(figure).length ? links(whoGives(figure)) : "Unnamed source", ", in the document’s own words"),
    quote(page, [placeOf(figure)]),
    make("ul", { class: "figures" }, figureLine(page, figure)),
    make("p", { class: "detail" }, said(page.name), page.date ? ` · ${page.date}` : null),
    make(
      "p",
      { class: "actions" },
      showText(null, () => openText(page, null, placeOf(figure))),
      state.view.figure === figure.id ? null : make("button", { type: "button", class: "quiet", click: () => openFigure(figure) }, "Figure and its ties"),
    ),
  );
}

/** The figure that a document's view is about, with how it stands to others. */
function chosenFigure(page) {
  const chosen = figures[state.view.figure];
  if (chosen?.document !== page.id || chosen.claim !== undefined) return [];
  return [make("h3", null, "Figure"), make("ul", { class: "cards" }, figureCard(chosen)), ...linkSections(linksOfFigure(chosen))];
}

let outside = null; // by actor, the figures that stand in no claim

function ownFigures(actor) {
  if (!outside) {
    outside = new Map();
    for (const figure of figures) {
      if (figure.claim === undefined) for (const id of figure.claimants) note(outside, id, figure);
    }
  }
  return outside.get(actor.id) || [];
}

// ------------------------------------------------------------------ links

/** The sign of a kind of link, in its colour. */
function badge(kind) {
  const sign = make("span", { class: "badge", "aria-hidden": "true" }, kind.sign);
  sign.style.setProperty("--link", kind.colour);
  return sign;
}

const titleOf = ({ kind, out }) => capital(out ? kind.label : kind.inverse);

/** How an utterance stands to others, by kind and direction; what matters most comes first, and the chosen figure's. */
function linkSections(found) {
  const order = [...linkKinds.values()];
  const chosen = ({ own }) => Number(own !== null && own === state.view.figure);
  const groups = new Map();
  for (const each of [...found].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind) || other.out - one.out || chosen(other) - chosen(one))) note(groups, titleOf(each), each);
  return [...groups].flatMap(([title, members]) => section(title, members, linkCard, badge(members[0].kind)));
}

/** The other end of a link: who says what there, and why the two stand so to each other. */
function linkCard(seenLink) {
  const { claim: id, own, figure: number, reason, confidence } = seenLink;
  const claim = items[id];
  const figure = figures[number];
  const page = items[claim ? claim.document : figure.document];
  const marks = [...(claim ? places(claim) : []), ...(figure ? [placeOf(figure)] : [])];
  const open = () => (figure ? openFigure(figure) : openItem(claim));
  return make(
    "li",
    { class: "card linked" },
    make("p", { class: "who" }, ...(claim ? [icon(kindOf(claim)), " ", ...saying(claim)] : [whoGives(figure).length ? links(whoGives(figure)) : "Unnamed source", ", in the document’s own words"])),
    figure ? make("p", { class: "against" }, make("strong", null, amountWords(figure)), figures[own] ? ` against ${amountWords(figures[own])} here` : null) : null,
    quote(page, marks),
    reason ? make("p", { class: "reason" }, "Why: ", said(reason)) : null,
    make("p", { class: "detail" }, said(page.name), ...[page.date, `linked with confidence ${confidence.toFixed(2)}`].filter(Boolean).map((text) => ` · ${text}`)),
    make(
      "p",
      { class: "actions" },
      make("button", { type: "button", class: "open-link", "data-item": claim?.id, click: open }, figure && !claim ? "Open this figure" : "Open this claim"),
      showText(null, () => openText(page, claim, figure && placeOf(figure))),
    ),
  );
}

/** All links by which what an actor says is disputed, or disputes, by the actor at the other end (null: unnamed). */
function disputesOf(actor) {
  const found = new Map();
  const ends = [...claimsBy(actor).flatMap(linksOf), ...ownFigures(actor).flatMap(linksOfFigure)];
  for (const each of new Set(ends)) {
    if (each.kind.kind !== "disputes") continue;
    const others = items[each.claim] ? claimants(items[each.claim]) : whoGives(figures[each.figure]);
    for (const other of others.length ? others : [null]) if (other !== actor) noteOther(found, other, each);
  }
  return found;
}

function noteOther(found, other, each) {
  const key = other === null ? -1 : other.id;
  if (!found.has(key)) found.set(key, { other, pairs: [] });
  found.get(key).pairs.push(each);
}

/** With whom an actor disagrees, and over how many claims or figures; each opens the pairs. */
function disagreements(actor) {
  const found = [...disputesOf(actor).values()].sort((one, other) => other.pairs.length - one.pairs.length || (one.other?.id ?? -1) - (other.other?.id ?? -1));
  const line = ({ other, pairs: both }) =>
    make(
      "li",
      null,
      make(
        "button",
        { type: "button", class: "row", "data-item": other?.id, click: () => change({ view: { show: "against", id: actor.id, other: other?.id ?? null } }) },
        other ? icon(kindOf(other)) : badge(linkKinds.get("disputes")),
        make("span", { class: "name", dir: "auto" }, other?.name ?? "Unnamed sources"),
        make("span", { class: "detail" }, plural(both.length, "pair of claims", "pairs of claims")),
      ),
    );
  return found.length ? [make("h3", null, badge(linkKinds.get("disputes")), said("Disagrees with"), " ", make("span", { class: "count" }, found.length.toLocaleString("en"))), rows(found, line)] : [];
}

/** The pairs over which two actors disagree, one after the other; neither is said to be right. */
function againstView(actor, other) {
  const found = disputesOf(actor).get(other?.id ?? -1)?.pairs || [];
  const own = (each) => (items[each.from] ? card(items[each.from], null, figures[each.own]) : figureCard(figures[each.own]));
  return [
    make("h2", { tabindex: "-1", class: "title" }, make("span", null, link(actor), " and ", other ? link(other) : "unnamed sources")),
    make("p", { class: "summary" }, `${plural(found.length, "pair", "pairs")} that cannot both hold as they stand. Which of them does is not said here.`),
    rows(found, (each) => make("li", { class: "pair" }, make("ul", { class: "cards" }, own(each), linkCard(each))), { class: "pairs" }),
  ];
}
