// What is near an item, the shortest way from one actor to another, and letting a part of the drawing relax. A step goes
// from actor to actor through a claim, or to a document, which ends it: one document would take in all that it holds.

/** The ids within so many steps of an item, as far as the filters let them through. */
function within({ id, steps }) {
  const found = new Set([id]);
  let frontier = [id];
  const near = scene === scenes.actors ? neighbours(countTies(scene.ties)) : null;
  for (let step = 0; step < steps; step += 1) {
    const next = [];
    for (const at of frontier) {
      for (const other of near ? near.get(at) || [] : through(items[at])) {
        if (found.has(other)) continue;
        found.add(other);
        if (items[other].of === "actor" || (items[at].of === "claim" && items[other].of === "claim")) next.push(other);
      }
    }
    frontier = next;
  }
  return found;
}

function neighbours(ties) {
  const near = new Map();
  const add = (one, other) => (near.has(one) ? near.get(one).push(other) : near.set(one, [other]));
  for (const { from, to } of ties) {
    add(from, to);
    add(to, from);
  }
  return near;
}

/** What is one step from an item: what is tied to it, and what is tied to the claims that are. */
function through(item) {
  const hidden = new Set(state.relations);
  const open_ = (tie) => passing[tie.other] && !hidden.has(tie.relation);
  const near = [];
  for (const tie of item.ties.filter(open_)) {
    near.push(tie.other);
    if (item.of !== "claim" && items[tie.other].of === "claim") near.push(...items[tie.other].ties.filter(open_).map((further) => further.other));
  }
  return near;
}

/** The ids on the shortest way between two actors; through documents only where claims alone do not lead there. */
function pathBetween(from, to) {
  return searchPath(from, to, false) || searchPath(from, to, true);
}

function searchPath(from, to, documents) {
  const hidden = new Set(state.relations);
  const cameFrom = new Map([[from, null]]);
  let frontier = [from];
  while (frontier.length && !cameFrom.has(to)) {
    const next = [];
    for (const at of frontier) {
      for (const { other, relation } of items[at].ties) {
        if (cameFrom.has(other) || !passing[other] || hidden.has(relation)) continue;
        if (items[other].of === "document" && !documents) continue;
        cameFrom.set(other, at);
        next.push(other);
      }
    }
    frontier = next;
  }
  if (!cameFrom.has(to)) return null;
  const path = [];
  for (let at = to; at !== null; at = cameFrom.get(at)) path.unshift(at);
  return path;
}

/** Everything that a way needs is on the canvas, also where a large graph has not shown it yet. */
function revealPath() {
  if (!state.path) return;
  for (const id of pathBetween(...state.path) || state.path) opened.add(id);
}

// ------------------------------------------------------------------ in the panel

function pathView(from, to) {
  const path = pathBetween(from, to);
  const head = make("h2", { class: "title" }, make("span", null, "From ", link(items[from]), " to ", link(items[to])));
  const clear = make("button", { type: "button", class: "quiet", click: () => change({ path: null }) }, "Leave this path");
  if (!path) return [head, make("p", { class: "summary" }, "Nothing that is shown leads from one to the other."), clear];
  const claims = path.filter((id) => items[id].of === "claim").length;
  const pass = path.some((id) => items[id].of === "document") ? ", and documents that they stand in" : "";
  const step = (id) => (items[id].of === "claim" ? card(items[id]) : row(items[id]));
  return [head, make("p", { class: "summary" }, `The shortest way: through ${plural(claims, "claim", "claims")}${pass}.`), make("ol", { class: "path cards" }, ...path.map(step)), clear];
}

/** What can be done with an item in the drawing. */
function toolsFor(item) {
  const focused = (steps) => state.focus?.id === item.id && state.focus.steps === steps;
  const focusOn = (steps) => () => change({ focus: focused(steps) ? null : { id: item.id, steps } });
  const button = (steps) => make("button", { type: "button", class: "step", "data-steps": steps, "aria-pressed": String(focused(steps)), "aria-label": `Show only what is within ${plural(steps, "step", "steps")}`, click: focusOn(steps) }, String(steps));
  return make(
    "div",
    { class: "tools", role: "group", "aria-label": "In the drawing" },
    make("span", { class: "steps" }, "Only within ", button(1), button(2), button(3), " steps"),
    make("button", { type: "button", class: "quiet", click: () => relax(item) }, "Relax"),
    item.of === "actor" ? pathTool(item) : null,
  );
}

onChange((now, before) => {
  if (now.focus === before.focus) return;
  for (const step of panel.querySelectorAll(".step")) step.setAttribute("aria-pressed", String(now.focus?.id === selectedId() && now.focus.steps === Number(step.dataset.steps)));
});

function pathTool(item) {
  const input = make("input", { id: "path-to", type: "text", placeholder: "Path to …", autocomplete: "off", spellcheck: "false", "aria-label": `Path from ${item.name} to another actor` });
  const list = make("ul", { id: "path-to-list", "aria-label": "Actors", hidden: true });
  const suggest = (text) => matching(text).filter((other) => other.of === "actor" && other.id !== item.id && allowed(other)).slice(0, 8).map((other) => ({ item: other, line: optionLine(other, text) }));
  combobox(input, list, suggest, (other) => change({ path: [item.id, other.id], view: { show: "list" } }));
  return make("span", { class: "combo" }, input, list);
}

// ------------------------------------------------------------------ moving

const RELAXED = 250; // items that relax together at most
const COOLING = 90; // steps until they stand still

/** Let an item's surroundings find their places by springs for a moment; then they stay there. */
function relax(item) {
  const ids = [...around(item)].filter((id) => shown.has(id)).slice(0, RELAXED);
  const inside = new Set(ids);
  const springs = leftTies.filter((tie) => inside.has(tie.from) && inside.has(tie.to));
  let step = 0;
  const turn = () => {
    const steps = calm.matches ? COOLING : 2;
    for (let n = 0; n < steps && step < COOLING; n += 1) push(ids, springs, item.id, 1 - (step += 1) / COOLING);
    redraw();
    if (step < COOLING) requestAnimationFrame(turn);
    else announce(`${plural(ids.length, "item has", "items have")} found new places`);
  };
  turn();
}

/** One step: tied items are drawn to each other, all push each other away; `fixed` stays. */
function push(ids, springs, fixed, heat) {
  const { x, y, size } = scene;
  const forces = new Map(ids.map((id) => [id, [0, 0]]));
  const act = (one, other, amount) => {
    const [dx, dy] = [x[other] - x[one] || 0.1, y[other] - y[one] || 0.1];
    const far = Math.hypot(dx, dy);
    const [fx, fy] = [(dx / far) * amount(far), (dy / far) * amount(far)];
    forces.get(one)[0] += fx;
    forces.get(one)[1] += fy;
    forces.get(other)[0] -= fx;
    forces.get(other)[1] -= fy;
  };
  for (const { from, to } of springs) act(from, to, (far) => (far - size[from] - size[to] - 45) * 0.04);
  ids.forEach((one, at) => {
    for (let n = at + 1; n < ids.length; n += 1) act(one, ids[n], (far) => -Math.min(40, 900 / Math.max(4, far - size[one] - size[ids[n]])) * (far < 260));
  });
  for (const [id, [fx, fy]] of forces) {
    if (id === fixed) continue;
    const much = Math.min(1, (18 * heat) / (Math.hypot(fx, fy) || 1));
    x[id] += fx * much;
    y[id] += fy * much;
  }
}

/** Move an item; the claims around an actor or a document that they stand by go with it. */
function moveItem(id, to) {
  const [dx, dy] = [to.x - scene.x[id], to.y - scene.y[id]];
  const going = [id];
  if (scene === scenes.claims && items[id].of !== "claim") {
    for (const { other } of items[id].ties) if (items[other].of === "claim" && homeOf(items[other]) === id) going.push(other);
  }
  for (const each of new Set(going)) {
    scene.x[each] += dx;
    scene.y[each] += dy;
  }
  redraw();
}

// ------------------------------------------------------------------ back to everything

const NARROWING = ["query", "kinds", "relations", "publishers", "from", "to", "least", "disputed", "focus", "path"];
const isNarrowed = () => NARROWING.some((name) => JSON.stringify(state[name]) !== JSON.stringify(START[name]));

const showEverything = () => change(Object.fromEntries(NARROWING.map((name) => [name, START[name]])));
