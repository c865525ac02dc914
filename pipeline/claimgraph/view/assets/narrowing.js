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
    make("label", { for: "least" }, "Show claims read with confidence of at least ", make("b", { id: "least-value" })),
    make("input", { id: "least", type: "range", min: "0", max: "0.95", step: "0.05", value: "0", input }),
    make("span", { id: "least-count", class: "count" }),
  );
}

/** Two dates between which documents are kept; the bounds are those of the documents. */
function dateRange() {
  const days = { min: `${dates[0]}-01-01`.slice(0, 10), max: `${dates[dates.length - 1]}-12-31`.slice(0, 10) };
  const day = (id, label) => make("label", { for: id }, label, make("input", { id, type: "date", ...(dates.length ? days : {}), change: (event) => change({ [id]: event.target.value }) }));
  const note_ = undated ? make("span", { id: "undated", class: "count" }) : null;
  return make("div", { class: "dates", role: "group", "aria-label": "Dates of documents", hidden: dates[0] === dates[dates.length - 1] }, day("from", "From"), day("to", "To"), note_);
}

function disputedOnly() {
  const tick = (event) => change({ disputed: event.target.checked });
  return make("label", { class: "line", hidden: !disputedClaims.size }, make("input", { id: "disputed", type: "checkbox", change: tick }), make("span", { class: "label" }, "Only what is disputed"), make("span", { class: "count" }, disputedClaims.size.toLocaleString("en")));
}

function showNarrowing() {
  document.getElementById("least").value = String(state.least);
  document.getElementById("least-value").textContent = state.least.toFixed(2);
  document.getElementById("least-count").textContent = claimsShown();
  for (const id of ["from", "to"]) if (document.activeElement?.id !== id) document.getElementById(id).value = state[id];
  document.getElementById("disputed").checked = state.disputed;
  const note_ = document.getElementById("undated");
  if (note_) note_.textContent = state.from || state.to ? `${plural(undated, "document", "documents")} without a date kept` : "";
}
