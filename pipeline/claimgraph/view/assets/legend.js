// The legend: which colour and shape is what, and at the same time which of them are shown.

function buildLegend() {
  const body = document.getElementById("legend-body");
  const counts = new Map();
  for (const item of items) counts.set(item.kind, (counts.get(item.kind) || 0) + 1);
  const numbered = kinds.map((kind, number) => ({ ...kind, number }));
  const group = (of) => numbered.filter((kind) => kind.of === of);
  body.append(
    confidenceRange(),
    legendGroup("Actors", group("actor").map((kind) => kindLine(kind, counts))),
    legendGroup("Claims", group("claim").map((kind) => kindLine(kind, counts))),
    legendGroup("Documents", group("document").map((kind) => kindLine(kind, counts))),
    legendGroup("Ties", [...relations].filter(([name]) => edges.some((edge) => edge.relation === name)).map(relationLine)),
  );
}

function legendGroup(title, lines) {
  const boxes = () => [...set.querySelectorAll("input")];
  const turn = (on) => () => {
    for (const box of boxes()) {
      box.checked = on;
      box.dispatchEvent(new Event("change"));
    }
  };
  const set = make(
    "fieldset",
    { hidden: !lines.length },
    make("legend", null, title),
    lines.length > 2
      ? make(
          "span",
          { class: "turn" },
          make("button", { type: "button", click: turn(true), "aria-label": `Show all: ${title}` }, "all"),
          make("button", { type: "button", click: turn(false), "aria-label": `Show none: ${title}` }, "none"),
        )
      : null,
    ...lines,
  );
  return set;
}

const kindLine = (kind, counts) =>
  legendLine(hiddenKinds, kind.number, icon(kind), kind.label, counts.get(kind.number) || 0, { "data-kind": kind.label });

function relationLine([name, label]) {
  const sample = make("span", { class: `tie tie-${name}`, "aria-hidden": "true" });
  sample.style.borderTopColor = data.relations.find((relation) => relation.name === name).colour || "";
  const count = edges.filter((edge) => edge.relation === name).length;
  return legendLine(hiddenRelations, name, sample, label, count, { "data-relation": name });
}

function legendLine(hidden, key, sign, label, count, properties) {
  const change = (event) => {
    if (event.target.checked) hidden.delete(key);
    else hidden.add(key);
    filterChanged();
  };
  return make(
    "label",
    { class: "line" },
    make("input", { type: "checkbox", checked: true, change, ...properties }),
    sign,
    said(label),
    make("span", { class: "count" }, count.toLocaleString("en")),
  );
}
