// The drawing of actors alone: one line from an actor to another for all that its claims do to that one, as wide as
// there are many. What a line stands for follows the filters.

const acts = data.between.ties.map(([from, to, what, claims]) => ({ from, to, what, claims }));

/** What ties an actor to another is called: the act, or the name of the tie. */
function nameOfTie(what) {
  if (typeof what === "number") return kinds[what].label;
  return linkKinds.get(what)?.label ?? relations.get(what) ?? what;
}

const colourOfTie = (what) => (typeof what === "number" ? kinds[what].colour : (linkKinds.get(what)?.colour ?? theme.edge[what]));

/** What may be told apart most: who only names or quotes somebody says less of the two than who accuses. */
const MILD = { Relation: 1, relays: 2, about: 3 };

function actorsScene() {
  const all = data.between.at.length / 4;
  const [x, y, size] = [0, 1, 2].map(() => new Float64Array(items.length));
  const order = [];
  for (let at = 0; at < data.between.at.length; at += 4) {
    const id = data.between.at[at];
    [x[id], y[id], size[id]] = data.between.at.slice(at + 1, at + 4);
    order.push(id);
  }
  order.sort((one, other) => size[other] - size[one] || one - other);
  const members = new Set(order.slice(0, data.cap));
  const ties = pairsOf(acts);
  return { x, y, size, ties, members, camera: null, noun: " actors", alone: items.filter((item) => item.of === "actor").length - all, all: () => all, countTies, reveal: (item) => revealActor(item, members, ties) };
}

/** One tie for each ordered pair of actors, with its parts. */
function pairsOf(parts) {
  const found = new Map();
  for (const part of parts) {
    const key = part.from * items.length + part.to;
    if (!found.has(key)) found.set(key, { from: part.from, to: part.to, relation: "between", parts: [] });
    found.get(key).parts.push(part);
  }
  for (const tie of found.values()) tie.both = found.has(tie.to * items.length + tie.from);
  return [...found.values()];
}

/** The ties of which something is left under the filters, with what is left: what of it, how often, in which colour. */
function countTies(ties) {
  const hidden = new Set(state.relations);
  const kept = [];
  for (const tie of ties) {
    const left = partsLeft(tie, hidden);
    if (!left.length) continue;
    const count = left.reduce((sum, { claims }) => sum + claims.length, 0);
    const weight = left.reduce((sum, { what, claims }) => sum + claims.length / (1 + (MILD[what] || 0)), 0);
    kept.push({ ...tie, left, count, weight, width: 1 + Math.min(7, Math.round(2 * Math.log2(count)) / 2), colour: colourOfTie(left[0].what) });
  }
  return kept;
}

/** Of many ties the strongest of each actor, and all of the one that is selected. */
function strongestTies(ties, chosen) {
  if (ties.length <= MANY_TIES) return ties;
  const drawn = new Map();
  const most = tiesEach();
  const counted = (id) => drawn.get(id) || 0;
  return [...ties]
    .sort((one, other) => other.weight - one.weight || one.from - other.from || one.to - other.to)
    .filter(({ from, to }) => {
      const own = from === chosen || to === chosen;
      if (!own && counted(from) >= most && counted(to) >= most) return false;
      for (const id of own ? [] : [from, to]) drawn.set(id, counted(id) + 1);
      return true;
    });
}

const MANY_TIES = 600; // more would hide each other
const tiesEach = () => Math.max(2, Math.round(MANY_TIES / Math.max(1, shown.size)));

function partsLeft(tie, hidden = new Set(state.relations)) {
  const left = [];
  for (const { what, claims } of tie.parts) {
    if (hidden.has(what)) continue;
    const kept = claims.filter((id) => (what === "Relation" ? relationPasses(data.said[id]) : passing[id]));
    if (kept.length) left.push({ what, claims: kept });
  }
  return left.sort((one, other) => (MILD[one.what] || 0) - (MILD[other.what] || 0) || other.claims.length - one.claims.length);
}

/** Put an actor and those it is tied to on the canvas. */
function revealActor(item, members, ties) {
  if (members.has(item.id) || !ties.some(({ from, to }) => from === item.id || to === item.id)) return;
  members.add(item.id);
  for (const { from, to } of ties) if (from === item.id || to === item.id) members.add(from).add(to);
}

const tieBetween = (from, to) => sceneOf("actors").ties.find((tie) => tie.from === from && tie.to === to);

// ------------------------------------------------------------------ in the panel

/** All that an actor's claims do to another, and the other way round, each with its words. */
function tieView(from, to) {
  const ways = [tieBetween(from, to), tieBetween(to, from)].filter(Boolean).map((tie) => ({ ...tie, left: partsLeft(tie) }));
  const firstDispute = ways.findIndex(({ left }) => left.some(({ what }) => what === "disputes")); // the pairs are the same from both sides
  return [
    make("h2", { tabindex: "-1", dir: "auto", class: "title" }, make("span", null, link(items[from]), " and ", link(items[to]))),
    ...ways.flatMap(({ from: source, to: target, left }, way) => left.filter(({ what }) => what !== "disputes" || way === firstDispute).flatMap(({ what, claims }) => partView(items[source], items[target], what, claims))),
    ways.some(({ left }) => left.length) ? null : make("p", { class: "summary" }, "The filters leave nothing of what ties these two."),
  ].filter(Boolean);
}

function partView(source, target, what, claims) {
  const title = `${source.name} → ${target.name}: ${nameOfTie(what)}`;
  if (what === "disputes") return disputesPart(source, target);
  if (what === "Relation") return section("As documents state it", claims.map((id) => data.said[id]), (relation) => relationCard(relation, source));
  return section(title, claims.map((id) => items[id]), (claim) => card(claim), typeof what === "number" ? icon(kinds[what]) : null);
}

/** Over how much two actors disagree, with the way to the pairs. */
function disputesPart(source, target) {
  const kind = linkKinds.get("disputes");
  const found = disputesOf(source).get(target.id)?.pairs || [];
  const open = () => change({ view: { show: "against", id: source.id, other: target.id } });
  return [
    make("h3", null, badge(kind), said(kind.label), " ", make("span", { class: "count" }, grouping.format(found.length))),
    make("p", { class: "actions" }, make("button", { type: "button", class: "primary", click: open }, `Open ${plural(found.length, "pair of claims", "pairs of claims")}`)),
  ];
}

/** What a tie is, in short: "accuses 3 · relays". */
const tieLabel = ({ left }) => left.map(({ what, claims }) => `${what === "Relation" ? data.said[claims[0]].kind : nameOfTie(what)}${claims.length > 1 ? ` ${claims.length}` : ""}`).join(" · ");
