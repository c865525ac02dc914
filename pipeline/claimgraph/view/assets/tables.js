// What the table can list: for each kind of thing its rows and its columns. A column's `value` is what is sorted and
// saved, `draw` how it is shown where text alone would not do; `about` names the items that a search looks at.

const namesOf = (members) => members.map((item) => item.name).join("; ");
const wordsOf = (claim) => words(claim);
const byWhom = (claim) => namesOf(claimants(claim)) || "Unnamed source";
const addressees = (claim) => tied(claim, "addressee", true);
const yes = (truth) => (truth ? "yes" : undefined);
const iriOf = (item) => item && data.base + item.iri;
const publisherOf = (page) => namesOf(tied(page, "publisher", true));
const drawnLinks = (members) => links(members) ?? "";
const drawnItem = (item, text) => make("button", { type: "button", class: "link", dir: "auto", "data-item": item.id, click: () => openItem(item) }, text ?? item.name);

const DOCUMENT_COLUMNS = (page) => [
  { key: "document", label: "Document", value: (row) => page(row)?.name, draw: (row) => (page(row) ? drawnItem(page(row)) : "") },
  { key: "date", label: "Date", value: (row) => page(row)?.date },
];

const IRI = (label, item) => ({ key: label, label, value: (row) => iriOf(item(row)) });

/** A figure as words: "at least 14", "200 to 900". */
const amountOf = (figure) => `${BOUNDS[figure.operator] ?? ""}${figure.value ?? ""}${figure.most ? ` to ${figure.most}` : ""}${figure.unit ? ` ${figure.unit}` : ""}`;

const TABLES = {
  claim: {
    title: "Claims",
    rows: () => allClaims,
    passes: allowed,
    about: (claim) => [claim, items[claim.document], ...claim.ties.filter(({ relation, out }) => relation !== "relays" && !(relation === "statedIn" && out)).map((tie) => items[tie.other])],
    columns: [
      { key: "who", label: "Who", value: byWhom, draw: (claim) => links(claimants(claim)) ?? "Unnamed source" },
      { key: "act", label: "Act", value: (claim) => kindOf(claim).label, draw: (claim) => make("span", { class: "sign" }, icon(kindOf(claim)), " ", said(kindOf(claim).label)) },
      { key: "words", label: "Words", wide: true, value: wordsOf, opens: (claim) => claim },
      { key: "to", label: "Addressed to", value: (claim) => namesOf(addressees(claim)), draw: (claim) => drawnLinks(addressees(claim)) },
      ...DOCUMENT_COLUMNS((claim) => items[claim.document]),
      { key: "disputed", label: "Disputed", value: (claim) => yes(disputedClaims.has(claim.id)) },
      { key: "confidence", label: "Confidence", number: true, value: (claim) => claim.confidence?.toFixed(2) },
    ],
    more: [
      { key: "quotation", label: "Quotation", value: (claim) => claim.quotation },
      { key: "attribution", label: "Attribution", value: (claim) => claim.attribution },
      { key: "figures", label: "Figures", value: (claim) => claim.figures?.map(amountOf).join("; ") },
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
      { key: "date", label: "Date", value: (page) => page.date },
      { key: "language", label: "Language", value: (page) => page.language },
      { key: "claims", label: "Claims", number: true, value: (page) => claimsIn(page).length },
    ],
    more: [{ key: "sources", label: "From", value: (page) => page.sources?.join("; ") }, IRI("Document IRI", (page) => page)],
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
};

const sideOf = (relation, side) => items[relation[side]]?.name ?? (relation[`${side}At`] ? cut(items[relation.document], relation[`${side}At`]) : undefined);
const drawnSide = (relation, side) => (relation[side] === undefined ? said(sideOf(relation, side) ?? "") : drawnItem(items[relation[side]]));
