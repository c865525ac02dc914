// What narrows the claims as a whole, above the legend's boxes: how surely they were read, the dates of their documents,
// and whether others dispute them.

const dates = items.filter((item) => item.of === "document" && item.date).map((page) => page.date).sort();
const undated = items.filter((item) => item.of === "document" && !item.date).length;

function narrowing() {
  return make("div", { class: "narrowing", hidden: !allClaims.length }, confidenceRange(), dateRange(), disputedOnly());
}

function confidenceRange() {
  const input = (event) => change({ least: Number(event.target.value) }, { replace: true });
  return make(
    "div",
    { class: "least" },
    make("label", { for: "least" }, "Confidence of at least ", make("b", { id: "least-value" })),
    make("span", { id: "least-count", class: "count" }),
    make("input", { id: "least", type: "range", min: "0", max: "0.95", step: "0.05", value: "0", input }),
  );
}

/** Two dates between which documents are kept, as 2022, 2022-01 or 2022-01-05; the first and the last are hinted at. */
function dateRange() {
  // Boxes for dates show them in the order of the reader's country, and no part of one can be given.
  const typed = ({ target }) => {
    const text = target.value.trim();
    const known = !text || dateIn(text) !== undefined;
    target.setAttribute("aria-invalid", String(!known));
    if (known) change({ [target.id]: text }, { replace: true });
  };
  const day = (id, label, hint) => make("label", { for: id }, `${label} `, make("input", { id, type: "text", inputmode: "numeric", maxlength: "10", placeholder: hint, autocomplete: "off", input: typed }));
  const note_ = undated ? make("span", { id: "undated", class: "count" }) : null;
  return make("div", { class: "dates", role: "group", "aria-label": "Dates of documents", hidden: dates[0] === dates[dates.length - 1] }, day("from", "From", dates[0]), day("to", "To", dates[dates.length - 1]), note_);
}

function disputedOnly() {
  const tick = (event) => change({ disputed: event.target.checked });
  return make("label", { class: "line", hidden: !disputedClaims.size }, make("input", { id: "disputed", type: "checkbox", change: tick }), make("span", { class: "label" }, "Only what is disputed"), make("span", { class: "count" }, disputedClaims.size.toLocaleString("en")));
}

function showNarrowing() {
  document.getElementById("least").value = String(state.least);
  document.getElementById("least-value").textContent = state.least.toFixed(2);
  document.getElementById("least-count").textContent = claimsShown();
  for (const id of ["from", "to"]) {
    const box = document.getElementById(id);
    if (box === document.activeElement) continue;
    box.value = state[id];
    box.setAttribute("aria-invalid", "false");
  }
  document.getElementById("disputed").checked = state.disputed;
  const note_ = document.getElementById("undated");
  if (note_) note_.textContent = state.from || state.to ? `${plural(undated, "document", "documents")} without a date kept` : "";
}
