// What the table can list: for each kind of thing its rows and its columns. A column's `value` is what is sorted and
// saved, `draw` how it is shown where text alone would not do; `about` names the items that a search looks at.

const namesOf = (members) => members.map((item) => item.name).join("; ");
const byWhom = (claim) => namesOf(claimants(claim)) || "Unnamed source";
const addressees = (claim) => tied(claim, "addressee", true);
const yes = (truth) => (truth ? "yes" : undefined);
const iriOf = (item) => item && data.base + item.iri;
const publisherOf = (page) => namesOf(tied(page, "publisher", true));
const drawnLinks = (members) => links(members) ?? "";
const drawnItem = (item, text) => make("button", { type: "button", class: "link", dir: "auto", "data-item": item.id, click: () => openItem(item) }, text ?? item.name);

const DOCUMENT_COLUMNS = (page) => [
  { key: "document", label: "Document", value: (row) => page(row)?.name, draw: (row) => (page(row) ? drawnItem(page(row)) : "") },
  { key: "date", label: "Date", short: true, value: (row) => page(row)?.date },
];

const IRI = (label, item) => ({ key: label, label, value: (row) => iriOf(item(row)) });

const TABLES = {
  claim: {
    title: "Claims",
    rows: () => allClaims,
    passes: allowed,
    about: (claim) => [claim, items[claim.document], ...claim.ties.filter(({ relation, out }) => relation !== "relays" && !(relation === "statedIn" && out)).map((tie) => items[tie.other])],
    columns: [
      { key: "who", label: "Who", value: byWhom, draw: (claim) => links(claimants(claim)) ?? "Unnamed source" },
      { key: "act", label: "Act", short: true, value: (claim) => kindOf(claim).label, draw: (claim) => make("span", { class: "sign" }, icon(kindOf(claim)), " ", said(kindOf(claim).label)) },
      { key: "words", label: "Words", wide: true, value: words, opens: (claim) => claim },
      { key: "to", label: "Addressed to", value: (claim) => namesOf(addressees(claim)), draw: (claim) => drawnLinks(addressees(claim)) },
      ...DOCUMENT_COLUMNS((claim) => items[claim.document]),
      { key: "disputed", label: "Disputed", short: true, value: (claim) => yes(disputedClaims.has(claim.id)) },
      { key: "confidence", label: "Confidence", number: true, value: (claim) => claim.confidence?.toFixed(2) },
    ],
    more: [
      { key: "quotation", label: "Quotation", value: (claim) => claim.quotation },
      { key: "attribution", label: "Attribution", value: (claim) => claim.attribution },
      { key: "figures", label: "Figures", value: (claim) => claim.figures?.map(amountWords).join("; ") },
      { key: "about", label: "About", value: (claim) => namesOf(tied(claim, "about", true)) },
      { key: "places", label: "Places (code points)", value: (claim) => pairs(claim.content).map((place) => place.join("-")).join("; ") },
      IRI("Claim IRI", (claim) => claim),
      IRI("Document IRI", (claim) => items[claim.document]),
    ],
  },
  actor: {
    title: "Actors",
    rows: () => items.filter((item) => item.of === "actor"),
    passes: allowed,
    about: (actor) => [actor],
    columns: [
      { key: "name", label: "Name", wide: true, value: (actor) => actor.name, opens: (actor) => actor },
      { key: "kind", label: "Kind", value: (actor) => kindOf(actor).label, draw: (actor) => make("span", { class: "sign" }, icon(kindOf(actor)), " ", said(kindOf(actor).label)) },
      { key: "roles", label: "Described as", value: (actor) => actor.roles?.join("; ") },
      { key: "names", label: "Also named", value: (actor) => actor.names?.join("; ") },
      { key: "claims", label: "Claims", number: true, value: (actor) => claimsBy(actor).length },
      { key: "about", label: "Claims about it", number: true, value: (actor) => tied(actor, "about", false).length },
      { key: "addressed", label: "Addressed to it", number: true, value: (actor) => tied(actor, "addressee", false).length },
      { key: "documents", label: "Documents", number: true, value: (actor) => actor.mentions?.length ?? 0 },
    ],
    more: [IRI("Actor IRI", (actor) => actor)],
  },
  document: {
    title: "Documents",
    rows: () => items.filter((item) => item.of === "document"),
    passes: allowed,
    about: (page) => [page, ...tied(page, "publisher", true)],
    columns: [
      { key: "title", label: "Title", wide: true, value: (page) => page.name, opens: (page) => page },
      { key: "publisher", label: "Publisher", value: publisherOf, draw: (page) => drawnLinks(tied(page, "publisher", true)) },
      { key: "date", label: "Date", short: true, value: (page) => page.date },
      { key: "language", label: "Language", short: true, value: (page) => page.language },
      { key: "claims", label: "Claims", number: true, value: (page) => claimsIn(page).length },
    ],
    more: [{ key: "sources", label: "From", value: (page) => page.sources?.join("; ") }, IRI("Document IRI", (page) => page)],
  },
  tie: {
    title: "Who relates to whom",
    rows: () => acts.map((act) => ({ ...act, parts: [act] })),
    passes: (tie) => allowed(items[tie.from]) && allowed(items[tie.to]) && partsLeft(tie).length > 0,
    about: (tie) => [items[tie.from], items[tie.to]],
    says: (tie) => tieWords(tie),
    columns: [
      { key: "who", label: "Who", value: (tie) => items[tie.from].name, draw: (tie) => drawnItem(items[tie.from]) },
      { key: "what", label: "Does what", wide: true, value: (tie) => tieWords(tie), opens: (tie) => items[tie.from], open: ({ from, to }) => change({ view: { show: "tie", from, to } }) },
      { key: "whom", label: "To whom", value: (tie) => items[tie.to].name, draw: (tie) => drawnItem(items[tie.to]) },
      { key: "times", label: "Times", number: true, live: true, value: (tie) => partsLeft(tie)[0]?.claims.length ?? 0 },
    ],
    more: [IRI("Left IRI", (tie) => items[tie.from]), IRI("Right IRI", (tie) => items[tie.to])],
  },
  relation: {
    title: "Roles and ties",
    rows: () => data.said,
    passes: (relation) => allowed(items[relation.document]) && [relation.left, relation.right].every((id) => id === undefined || allowed(items[id])),
    about: (relation) => [relation.left, relation.right, relation.document].filter((id) => id !== undefined).map((id) => items[id]),
    columns: [
      { key: "who", label: "Who", value: (relation) => sideOf(relation, "left"), draw: (relation) => drawnSide(relation, "left") },
      { key: "tie", label: "Tie", value: (relation) => `${relation.former ? "formerly " : ""}${relation.kind}` },
      { key: "whom", label: "To whom or what", value: (relation) => sideOf(relation, "right"), draw: (relation) => drawnSide(relation, "right") },
      { key: "role", label: "As", value: (relation) => relation.role },
      { key: "words", label: "Words", wide: true, value: (relation) => cut(items[relation.document], relation.at) },
      ...DOCUMENT_COLUMNS((relation) => items[relation.document]),
      { key: "confidence", label: "Confidence", number: true, value: (relation) => relation.confidence.toFixed(2) },
    ],
    more: [{ key: "method", label: "Method", value: (relation) => relation.method }, IRI("Document IRI", (relation) => items[relation.document])],
  },
  figure: {
    title: "Figures",
    rows: () => figures,
    passes: (figure) => allowed(items[figure.claim ?? figure.document]) && (!figure.claimants.length || figure.claimants.some((id) => allowed(items[id]))),
    about: (figure) => [...figure.claimants, figure.document, figure.claim].filter((id) => id !== undefined).map((id) => items[id]),
    says: (figure) => [amountWords(figure), figure.measure, figure.counted, figure.scope].join(" "),
    columns: [
      { key: "amount", label: "Figure", number: true, value: amountWords, by: (figure) => Number(figure.value) },
      { key: "measure", label: "Of what", value: (figure) => figure.measure ?? figure.counted },
      { key: "scope", label: "Scope", value: (figure) => figure.scope },
      { key: "who", label: "Who says so", value: figureClaimants, draw: (figure) => links(whoGives(figure)) ?? "Unnamed source" },
      { key: "words", label: "Words", wide: true, value: figureWords, opens: (figure) => items[figure.claim ?? figure.document], open: openFigure },
      { key: "asOf", label: "As of", short: true, value: (figure) => figure.asOf },
      ...DOCUMENT_COLUMNS((figure) => items[figure.document]),
      { key: "links", label: "Compared", value: (figure) => [...new Set(linksOfFigure(figure).map((link) => link.kind.label))].sort().join("; ") },
    ],
    more: [
      { key: "operator", label: "Operator", value: (figure) => figure.operator },
      { key: "value", label: "Value", value: (figure) => figure.value },
      { key: "most", label: "Upper end", value: (figure) => figure.most },
      { key: "unit", label: "Unit", value: (figure) => figure.unit },
      { key: "counted", label: "Counted", value: (figure) => figure.counted },
      { key: "place", label: "Place (code points)", value: (figure) => figure.span.join("-") },
      IRI("Claim IRI", (figure) => items[figure.claim]),
      IRI("Document IRI", (figure) => items[figure.document]),
    ],
  },
  link: {
    title: "Agreement and dispute",
    rows: () => data.links,
    passes: (link) => ["left", "right"].every((side) => allowed(endOf(link, side).item)),
    about: (link) => ["left", "right"].flatMap((side) => [endOf(link, side).item, ...endOf(link, side).by]),
    says: (link) => `${linkKinds.get(link.kind).label} ${link.reason}`,
    columns: [
      ...linkEnd("left", "Who", "Words"),
      { key: "kind", label: "Does what", value: (link) => linkKinds.get(link.kind).label },
      ...linkEnd("right", "Whose", "Other words"),
      { key: "reason", label: "Why", value: (link) => link.reason },
      { key: "confidence", label: "Confidence", number: true, value: (link) => link.confidence?.toFixed(2) },
    ],
    more: [IRI("Left IRI", (link) => endOf(link, "left").item), IRI("Right IRI", (link) => endOf(link, "right").item)],
  },
};

// These are functions so that the columns above can name them.

function tieWords({ what, claims }) {
  return what === "Relation" ? data.said[claims[0]].kind : nameOfTie(what);
}

function figureClaimants(figure) {
  return namesOf(whoGives(figure)) || "Unnamed source";
}

function figureWords(figure) {
  return figure.claim === undefined ? cut(items[figure.document], figure.span) : words(items[figure.claim]);
}

/** One end of a link: the claim, else the figure's document, with who says it and in which words. */
function endOf(link, side) {
  const claim = items[link[side]];
  if (claim) return { item: claim, by: claimants(claim), words: words(claim), date: items[claim.document].date };
  const figure = figures[link[`${side}Figure`]];
  return { item: items[figure.document], by: whoGives(figure), words: cut(items[figure.document], figure.span), date: items[figure.document].date };
}

function linkEnd(side, who, said) {
  const opened = side === "left" ? { opens: (link) => endOf(link, side).item } : { draw: (link) => drawnItem(endOf(link, side).item, shorten(endOf(link, side).words, 240)) };
  return [
    { key: `${side}Who`, label: who, value: (link) => namesOf(endOf(link, side).by) || "Unnamed source", draw: (link) => links(endOf(link, side).by) ?? "Unnamed source" },
    { key: `${side}Words`, label: said, wide: true, value: (link) => endOf(link, side).words, ...opened },
    { key: `${side}Date`, label: side === "left" ? "Date" : "Other date", short: true, value: (link) => endOf(link, side).date },
  ];
}

const sideOf = (relation, side) => items[relation[side]]?.name ?? (relation[`${side}At`] ? cut(items[relation.document], relation[`${side}At`]) : undefined);
const drawnSide = (relation, side) => (relation[side] === undefined ? said(sideOf(relation, side) ?? "") : drawnItem(items[relation[side]]));
