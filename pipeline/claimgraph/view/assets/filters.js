// Which items the filters let through: kinds, ties, publishers, dates, confidence, only what is disputed. An actor or a
// document that nothing shown ties to anything goes with the last of its ties; what never had a tie stays.

const disputedClaims = new Set();
for (const link of data.links || []) {
  if (link.kind !== "disputes") continue;
  for (const id of [link.left, link.right]) if (id !== null && id !== undefined) disputedClaims.add(id);
}

const publishersOf = items.map((item) => (item.of === "document" ? tied(item, "publisher", true).map((actor) => actor.id) : null));

// By pair of actors, what documents state of the two.
const statedBy = new Map();
for (const relation of data.said) {
  const { left, right } = relation;
  if (left === undefined || right === undefined) continue;
  const key = `${left} ${right}`;
  if (!statedBy.has(key)) statedBy.set(key, []);
  statedBy.get(key).push(relation);
}

/** Whether the filters let an item through. */
const allowed = (item) => passing[item.id] === 1;

/** One byte for each item: 1 where `now` lets it through. */
function passes(now) {
  const hiddenKinds = new Set(now.kinds);
  const hiddenRelations = new Set(now.relations);
  const hiddenPublishers = new Set(now.publishers);
  const own = new Uint8Array(items.length);
  for (const item of items) {
    if (item.of === "document" && inTime(item, now) && !onlyFrom(item, hiddenPublishers)) own[item.id] = 1;
  }
  // A claim goes with its document's date and publisher, but stays when documents as such are hidden.
  for (const item of items) {
    if (item.of === "actor") own[item.id] = hiddenKinds.has(item.kind) ? 0 : 1;
    else if (item.of === "claim") {
      const shown = own[item.document] && !hiddenKinds.has(item.kind) && sureness(item) >= now.least && (!now.disputed || disputedClaims.has(item.id));
      if (shown && madeBySomeShown(item, hiddenKinds)) own[item.id] = 1;
    }
  }
  const found = own.slice();
  for (const item of items) {
    if (item.of === "claim" || !own[item.id]) continue;
    if (item.of === "document" && hiddenKinds.has(item.kind)) found[item.id] = 0;
    else if (now.disputed) found[item.id] = item.ties.some((tie) => disputing(tie, item) && own[tie.other]) ? 1 : 0;
    else if (item.ties.length && !item.ties.some((tie) => !hiddenRelations.has(tie.relation) && holds(tie, item, own, hiddenKinds, now.least))) found[item.id] = 0;
  }
  return found;
}

/** How sure a claim was read; one that does not say is taken as sure. */
const sureness = (claim) => claim.confidence ?? 1;

function inTime({ date }, { from, to }) {
  if (!date || (!from && !to)) return true; // what has no date cannot be said to be outside
  return (!from || date >= from.slice(0, date.length)) && (!to || date.slice(0, to.length) <= to);
}

const onlyFrom = (page, hidden) => publishersOf[page.id].length > 0 && publishersOf[page.id].every((id) => hidden.has(id));

function madeBySomeShown(claim, hiddenKinds) {
  let made = false;
  for (const tie of claim.ties) {
    if (tie.relation !== "claimant") continue;
    if (!hiddenKinds.has(items[tie.other].kind)) return true;
    made = true;
  }
  return !made;
}

const disputing = (tie, item) => items[tie.other].of === "claim" && (tie.relation === "claimant" || (item.of === "document" && tie.relation === "statedIn"));

/** Whether what is at the other end of a tie is there; a tie of two actors is there with a document that states it. */
function holds(tie, item, own, hiddenKinds, least) {
  const other = items[tie.other];
  if (!own[tie.other] || hiddenKinds.has(other.kind)) return false;
  if (tie.relation !== "Relation") return true;
  const key = tie.out ? `${item.id} ${other.id}` : `${other.id} ${item.id}`;
  return statedBy.get(key).some(({ document, confidence }) => own[document] && confidence >= least);
}

/** Whether the filters let through what a document states of two actors: as surely read as claims must be. */
const relationPasses = ({ document, confidence }, now = state, through_ = passing) => through_[document] === 1 && confidence >= now.least && !now.disputed;

/** Whether any document that is let through states a tie of two actors. */
const isStated = (left, right, now = state, through_ = passing) => statedBy.get(`${left} ${right}`).some((relation) => relationPasses(relation, now, through_));

/**
 * How many items of each kind, documents of each publisher and ties of each name are shown when the filters of that
 * group itself are left aside: what ticking a box would bring.
 */
function countsOf(now) {
  const counts = { kinds: new Array(kinds.length).fill(0), publishers: new Map(), relations: new Map() };
  for (const of of ["actor", "claim", "document"]) {
    const others = now.kinds.filter((number) => kinds[number].of !== of);
    const found = others.length === now.kinds.length ? passing : passes({ ...now, kinds: others });
    for (const item of items) if (item.of === of && found[item.id]) counts.kinds[item.kind] += 1;
  }
  const found = now.publishers.length ? passes({ ...now, publishers: [] }) : passing;
  for (const item of items) {
    if (item.of !== "document" || !found[item.id]) continue;
    for (const id of publishersOf[item.id]) counts.publishers.set(id, (counts.publishers.get(id) || 0) + 1);
  }
  const tying = now.relations.length ? passes({ ...now, relations: [] }) : passing;
  const add = (name) => counts.relations.set(name, (counts.relations.get(name) || 0) + 1);
  if (now.mode === "actors") for (const { what, claims } of acts) claims.forEach((id) => typeof what === "string" && (what === "Relation" ? relationPasses(data.said[id], now, tying) : tying[id]) && add(what));
  else for (const { from, to, relation } of edges) if (tying[from] && tying[to] && (relation !== "Relation" || isStated(from, to, now, tying))) add(relation);
  return counts;
}

const FILTERS = ["kinds", "relations", "publishers", "from", "to", "least", "disputed"];
const filtersDiffer = (now, before) => FILTERS.some((name) => now[name] !== before[name] && JSON.stringify(now[name]) !== JSON.stringify(before[name]));

let passing = passes(state);
onChange((now, before) => {
  if (filtersDiffer(now, before)) passing = passes(now);
});

const allClaims = items.filter((item) => item.of === "claim");

/** How many claims the filters let through, of all that there are. */
const claimsShown = () => `${allClaims.filter(allowed).length.toLocaleString("en")} of ${plural(allClaims.length, "claim", "claims")}`;
