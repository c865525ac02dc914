// Reads the JSON in the page into `items` (actors, claims, documents) that know their ties, and `figures` and links
// between claims and figures, which are no items of their own.
// The files of this folder are joined in the order of page.py into one script, so they share their names.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const data = read("data");
const nodes = records(read("nodes"));
const edges = tiesIn(read("edges"));
const options = read("options");
const kinds = data.kinds;
const relations = new Map(data.relations.map((relation) => [relation.name, relation.label]));

/** Columns as records, without what is null. */
function records(columns) {
  const names = Object.keys(columns);
  return (columns[names[0]] || []).map((_, at) => {
    const record = {};
    for (const name of names) if (columns[name][at] !== null) record[name] = columns[name][at];
    return record;
  });
}

function tiesIn({ relations: named, ends }) {
  const found = new Array(ends.length / 3);
  for (let id = 0; id < found.length; id += 1) found[id] = { from: ends[3 * id], to: ends[3 * id + 1], relation: named[ends[3 * id + 2]], id };
  return found;
}

const withClaims = data.items.concat(records(data.claims));
for (const item of withClaims) if (item.iri.startsWith("/")) item.iri = withClaims[item.document].iri + item.iri; // goes on from its document's

const items = withClaims.map((item, id) => ({
  ...item,
  id,
  kind: nodes[id].group,
  of: kinds[nodes[id].group].of,
  name: nodes[id].label,
  ties: [], // { relation, other, out, edge }
}));
for (const edge of edges) {
  items[edge.from].ties.push({ relation: edge.relation, other: edge.to, out: true, edge: edge.id });
  items[edge.to].ties.push({ relation: edge.relation, other: edge.from, out: false, edge: edge.id });
}
for (const item of items) item.ties.sort((one, other) => one.other - other.other); // claims in document order

// What documents say of two actors, by actor.
const saidOf = new Map();
for (const relation of data.said) {
  for (const id of new Set([relation.left, relation.right])) {
    if (id === undefined) continue;
    if (!saidOf.has(id)) saidOf.set(id, []);
    saidOf.get(id).push(relation);
  }
}

// Figures know their number as `id`, measures are labels, and claims have their figures instead of numbers of them.
const figures = data.figures.map((figure, id) => ({ ...figure, id, claimants: figure.claimants || [], measure: data.measures[figure.measure] }));
for (const item of items) if (item.figures) item.figures = item.figures.map((id) => figures[id]);

const linkKinds = new Map(data.linkKinds.map((kind) => [kind.kind, kind]));
const linksByClaim = new Map();
const linksByFigure = new Map();
for (const link of data.links) {
  const [left, right] = [seen(link, true), seen(link, false)];
  note(linksByClaim, link.left, left);
  note(linksByFigure, link.leftFigure, left);
  note(linksByClaim, link.right, right);
  note(linksByFigure, link.rightFigure, right);
}

function note(found, key, value) {
  if (key === null) return;
  if (!found.has(key)) found.set(key, []);
  found.get(key).push(value);
}

/** A link as it looks from one of its ends: `claim` and `figure` are the other end's, `from` and `own` are this one's. */
function seen({ kind, left, leftFigure, right, rightFigure, reason, confidence }, out) {
  const ends = out ? { from: left, own: leftFigure, claim: right, figure: rightFigure } : { from: right, own: rightFigure, claim: left, figure: leftFigure };
  return { kind: linkKinds.get(kind), out, ...ends, reason, confidence };
}

/** How a claim (or one figure) stands to others. */
const linksOf = (item) => linksByClaim.get(item.id) || [];
const linksOfFigure = (figure) => linksByFigure.get(figure.id) || [];

const kindOf = (item) => kinds[item.kind];

/** Items tied to `item` by a relation; `out` says that `item` is where the tie starts. */
function tied(item, relation, out) {
  return item.ties.filter((tie) => tie.relation === relation && tie.out === out).map((tie) => items[tie.other]);
}

const claimants = (claim) => tied(claim, "claimant", false);
const claimsBy = (actor) => tied(actor, "claimant", true);
const claimsIn = (page) => tied(page, "statedIn", false);

/** Runs of two numbers each: [1, 2, 5, 9] -> [[1, 2], [5, 9]]. */
function pairs(flat) {
  const found = [];
  for (let at = 0; at < (flat || []).length; at += 2) found.push([flat[at], flat[at + 1]]);
  return found;
}

const grouping = new Intl.NumberFormat("en"); // made once: `toLocaleString` makes one at each call

function plural(count, one, many) {
  return `${grouping.format(count)} ${count === 1 ? one : many}`;
}
