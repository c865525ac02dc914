// Cards: a claim, or what a document says of two actors, with its words in the sentence they stand in.

const WITHOUT_TEXT = "This file was made without the texts of the documents: quotes hold the words of claims, figures and ties only.";

/**
 * A claim with its words in the sentence they stand in; the view says already what is `known` (an actor, or all). The
 * figure that it is about is marked.
 */
function card(claim, known, figure) {
  const page = items[claim.document];
  const line = saying(claim, known);
  const who = known === "in the title" || (known && line.length === 1) ? null : make("p", { class: "who" }, icon(kindOf(claim)), " ", ...line);
  const chosen = chosenPlaces(claim, figure);
  return make(
    "li",
    { class: "card", "data-claim": claim.id },
    who,
    quote(page, [...places(claim), ...chosen]),
    claim.figures ? make("ul", { class: "figures" }, ...claim.figures.map((figure) => figureLine(page, figure))) : null,
    make("p", { class: "detail" }, said(page.name), ...[page.date, ...traits(claim)].filter(Boolean).map((text) => ` · ${text}`)),
    make(
      "p",
      { class: "actions" },
      showText(claim.id, () => openText(page, claim, chosen[0])),
      state.view.id === claim.id ? null : make("button", { type: "button", class: "quiet", click: () => openItem(claim) }, "Claim and its ties"),
    ),
  );
}

/** Why the names of an actor are one: each with the rule that tied it to the actor. */
function whyOne(actor) {
  if (!actor.reasons) return null;
  const line = ([name, method, confidence]) => make("li", null, said(name), " ", make("span", { class: "detail" }, `${method} (${confidence.toFixed(2)})`));
  return make("details", { class: "why" }, make("summary", null, "Why these names are one"), make("ul", null, ...actor.reasons.map(line)));
}

/** What a document says of the actor and another, with the sentence; it is the document that says so. */
function relationCard(relation, actor) {
  const page = items[relation.document];
  const side = (name) => (relation[name] === undefined ? relation[`${name}At`] && said(cut(page, relation[`${name}At`])) : relation[name] === actor.id ? said(actor.name) : link(items[relation[name]]));
  const at = { start: unit(page, relation.at[0]), end: unit(page, relation.at[1]), role: "content" };
  return make(
    "li",
    { class: "card relation" },
    make("p", { class: "who" }, side("left"), ` ${relation.former ? "formerly " : ""}`, said(relation.kind, { class: "act" }), " ", side("right"), relation.role ? make("span", { class: "detail" }, " as “", said(relation.role), "”") : null),
    quote(page, [at]),
    make("p", { class: "detail" }, "Said in ", said(page.name), ...[page.date, relation.method, `read with confidence ${relation.confidence.toFixed(2)}`].filter(Boolean).map((text) => ` · ${text}`)),
    make("p", { class: "actions" }, showText(null, () => openText(page, actor, at))),
  );
}

function traits(claim) {
  return [
    claim.quotation && { direct: "quoted directly", indirect: "retold", mixed: "partly quoted" }[claim.quotation],
    claim.attribution === "default" && "given to the publisher, as the text names nobody",
    claim.confidence !== undefined && `read with confidence ${claim.confidence.toFixed(2)}`,
  ];
}

/** The button to the words in their document; there is none in a file without texts. */
const showText = (id, click) => (data.text ? make("button", { type: "button", class: "show-text", "data-item": id, click }, "Show in document") : null);
