// The legend: which colour and shape is what, and at the same time which of them are shown.

const legend = document.getElementById("legend");
const legendLines = []; // { box, group, key, count }

function buildLegend() {
  const numbered = kinds.map((kind, number) => ({ ...kind, number }));
  const group = (of) => numbered.filter((kind) => kind.of === of).map(kindLine);
  document.getElementById("legend-body").append(
    narrowing(),
    legendGroup("Actors", group("actor")),
    legendGroup("Claims", group("claim")),
    legendGroup("Documents", group("document")),
    legendGroup("Publishers", publishers().map(publisherLine)),
    legendGroup("Ties", namesOfTies().map(relationLine)),
  );
  showLegend();
}

/** Ticks and counts as the state has them. */
function showLegend() {
  const counts = countsOf(state);
  for (const { box, group, key, count } of legendLines) {
    box.checked = !state[group].includes(key);
    count.textContent = (group === "kinds" ? counts.kinds[key] : counts[group].get(key) || 0).toLocaleString("en");
  }
  for (const { group, key, line } of legendLines) if (group === "relations") line.hidden = !(state.mode === "actors" ? betweenActors : betweenItems).has(key);
  showNarrowing();
}

const betweenItems = new Set(edges.map((edge) => edge.relation));
const betweenActors = new Set(acts.map(({ what }) => what).filter((what) => typeof what === "string"));

/** The ties of both drawings, in the order of the ontology; what is in one only has its line there. */
const namesOfTies = () => [...new Set([...relations.keys(), ...linkKinds.keys()])].filter((name) => betweenItems.has(name) || betweenActors.has(name));

function legendGroup(title, drawn) {
  const turn = (on) => () => {
    const [{ group }] = drawn;
    const own = new Set(drawn.map(({ key }) => key));
    change({ [group]: [...state[group].filter((key) => !own.has(key)), ...(on ? [] : own)] });
  };
  return make(
    "fieldset",
    { hidden: !drawn.length },
    make("legend", null, title),
    drawn.length > 2
      ? make(
          "span",
          { class: "turn" },
          make("button", { type: "button", click: turn(true), "aria-label": `Show all: ${title}` }, "all"),
          make("button", { type: "button", click: turn(false), "aria-label": `Show none: ${title}` }, "none"),
        )
      : null,
    ...drawn.map(({ line }) => line),
  );
}

const kindLine = (kind) => legendLine("kinds", kind.number, icon(kind), kind.label, { "data-kind": kind.label });

/** Who published what is here, the most first. */
function publishers() {
  const found = new Map();
  for (const ids of publishersOf) for (const id of ids || []) found.set(id, (found.get(id) || 0) + 1);
  return [...found].sort(([one, many], [other, more]) => more - many || one - other).map(([id]) => id);
}

const publisherLine = (id) => legendLine("publishers", id, icon(kindOf(items[id])), items[id].name, { "data-publisher": items[id].name });

function relationLine(name) {
  const sample = make("span", { class: `tie tie-${name}`, "aria-hidden": "true" });
  sample.style.borderTopColor = linkKinds.get(name)?.colour || data.relations.find((relation) => relation.name === name)?.colour || "";
  return legendLine("relations", name, sample, nameOfTie(name), { "data-relation": name });
}

/** A box for one key of `group`, a list in the state that holds what is hidden. */
function legendLine(group, key, sign, label, properties) {
  const tick = (event) => change({ [group]: event.target.checked ? state[group].filter((each) => each !== key) : [...state[group], key] });
  const box = make("input", { type: "checkbox", checked: true, change: tick, ...properties });
  const count = make("span", { class: "count" });
  const drawn = { box, group, key, count, line: make("label", { class: "line" }, box, sign, said(label), count) };
  legendLines.push(drawn);
  return drawn;
}
