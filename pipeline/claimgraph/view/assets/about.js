// What the help says of this graph: how much was read, of which time, and by what.

const ACCURACIES = { high: "high: claims and names were found with a transformer", fast: "fast: without a transformer, so less is found" };

function buildAbout() {
  const dates = items.filter((item) => item.of === "document" && item.date).map((item) => item.date).sort();
  const run = data.run || {};
  const lines = [
    ["Read", ["actor", "claim", "document"].map((of) => plural(items.filter((item) => item.of === of).length, of, `${of}s`)).join(", ")],
    ["Documents dated", dates.length ? [...new Set([dates[0], dates[dates.length - 1]])].join(" to ") : null],
    ["Read by", run.software],
    ["Language model", run.model],
    ["Accuracy", ACCURACIES[run.accuracy] ?? run.accuracy],
    ["Ontology", run.ontology],
  ];
  const filled = lines.filter(([, text]) => text);
  document.getElementById("build-facts").append(...filled.flatMap(([name, text]) => [make("dt", null, name), make("dd", null, said(text))]));
  document.getElementById("skip").addEventListener("click", () => (state.mode === "table" ? tableParts.scroller : panel).focus());
}
