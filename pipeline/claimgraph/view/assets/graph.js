// Which nodes and ties are on the canvas, and which of them stand out.

/**
 * Bring the canvas in line with what is opened, the filters and the focus. Ties are there when both of their ends are; an
 * actor that nothing ties to another is no part of the drawing of actors.
 */
function showAllowed() {
  const hiddenRelations = new Set(state.relations);
  const near = state.focus ? within(state.focus) : null;
  const there = new Uint8Array(items.length);
  for (const id of near || scene.members) if (passing[id]) there[id] = 1;
  shownTies = scene.ties.filter((tie) => there[tie.from] && there[tie.to] && !hiddenRelations.has(tie.relation) && (tie.relation !== "Relation" || isStated(tie.from, tie.to)));
  shown = new Set();
  for (const id of near || scene.members) if (there[id]) shown.add(id);
  leftTies = scene.countTies ? scene.countTies(shownTies) : shownTies;
  thinTies();
  drawAnew();
  showAmount();
}

/** Choose the ties that are drawn: where actors have too many, the strongest, and all of the one that is selected. */
function thinTies() {
  shownTies = scene.countTies ? strongestTies(leftTies, selectedId()) : leftTies;
}

function showAmount() {
  const [some, all] = [shown.size, scene.all()];
  const amount = document.getElementById("amount");
  const capped = !state.focus && scene.members.size < all;
  const texts = [];
  if (state.focus) texts.push(`${plural(state.focus.steps, "step", "steps")} around ${nameOf(items[state.focus.id])}: ${some.toLocaleString("en")} shown.`);
  if (capped) texts.push(`Showing ${scene.members.size.toLocaleString("en")} of ${all.toLocaleString("en")}${scene.noun}: the most connected first. Search reaches the rest.`);
  if (scene.alone) texts.push(`${plural(scene.alone, "actor", "actors")} without a tie to another left out.`);
  if (shownTies.length < leftTies.length) texts.push(`Drawn are the ${tiesEach()} strongest ties of each actor: select one for all of its ties.`);
  document.getElementById("amount-text").textContent = texts.join(" ");
  document.getElementById("everything").hidden = !isNarrowed();
  amount.hidden = !texts.length && !isNarrowed();
}

/** Make these stand out (null: nothing does). */
function emphasize(ids) {
  strong = ids;
  if (leftTies.length > shownTies.length) thinTies();
  drawAnew();
}

/** Light has become dark, or dark light. */
function repaint() {
  readTheme();
  drawAnew();
}

/** An item and what it is tied to; through its claims, actors and documents are tied to each other. */
function around(item) {
  const near = new Set([item.id]);
  if (scene === scenes.actors) {
    for (const { from, to } of leftTies) if (from === item.id || to === item.id) near.add(from).add(to);
    return near;
  }
  for (const tie of item.ties) {
    near.add(tie.other);
    if (item.of !== "claim" && items[tie.other].of === "claim" && ["claimant", "statedIn"].includes(tie.relation)) {
      for (const further of items[tie.other].ties) {
        if (["claimant", "statedIn", "addressee"].includes(further.relation)) near.add(further.other);
      }
    }
  }
  return near;
}

const REVEALED = 300; // what one selection adds to a large graph at most

/** Put an item and its surroundings on the canvas where a large graph has not shown them yet. */
function reveal(item) {
  const before = scene.members.size;
  scene.reveal(item);
  if (scene.members.size > before) showAllowed();
}
