// Puts the parts together: what happens on a click, a key, a search, a filter.

const search = document.getElementById("search");
const help = document.getElementById("help");

/** The panel shows something else: let it stand out on the canvas. */
function selectionChanged(item) {
  if (item) reveal(item);
  network.unselectAll();
  if (item && shown.has(item.id)) network.selectNodes([item.id], false);
  updateEmphasis();
  if (item) {
    moveTo(item.id);
    announce(`${item.of === "claim" ? claimHeadline(item) : item.name}, ${kindOf(item).label}`);
  }
}

function updateEmphasis() {
  const id = selectedId();
  if (id !== null) emphasize(around(items[id]));
  else emphasize(state.query ? new Set(matching(state.query).map((item) => item.id)) : null);
}

onChange((now, before) => {
  if (search.value.trim() !== now.query) search.value = now.query;
  if (!filtersDiffer(now, before)) return;
  showAllowed();
  showLegend();
  announce(`${claimsShown()}, ${plural(shown.size, "node", "nodes")} shown`);
});

let typing = 0;

function searchChanged() {
  change({ query: search.value.trim(), view: { show: "list" } }, { replace: state.view.show === "list" });
}

search.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(searchChanged, items.length > 3000 ? 200 : 60);
});

document.getElementById("search-form").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  searchChanged();
  const first = state.mode === "table" ? tablePane.querySelector("tbody .link") : panel.querySelector(".row");
  if (state.query && first) {
    first.focus();
    first.click();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  const writing = event.target === search;
  if (event.target.matches("select, input:not(#search, [type='checkbox'], [type='range'])") && event.key !== "Escape") return;
  if (event.key === "Escape") {
    event.preventDefault();
    if (!writing && goBack()) return;
    if (search.value) {
      search.value = "";
      searchChanged();
    } else if (writing) search.blur();
  } else if (event.key === "/" && !writing) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "?" && !writing) {
    event.preventDefault();
    help.showModal();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (state.mode === "table") moveInTable(event, writing);
    moveInList(event, writing);
  }
});

/** Arrow keys go from the search box into the list and along it. */
function moveInList(event, writing) {
  if (event.defaultPrevented) return;
  const list = [...panel.querySelectorAll(".row, .show-text")];
  const at = list.indexOf(document.activeElement);
  const down = event.key === "ArrowDown";
  if (at < 0 && !(writing && down)) return;
  event.preventDefault();
  if (at === 0 && !down) search.focus();
  else list[at + (down ? 1 : -1)]?.focus();
}

network.on("click", ({ nodes: [node], edges: [edge] }) => {
  if (node !== undefined) openItem(items[node]);
  else if (edge !== undefined) openItem(claimOn(edges[edge]));
  else goToList();
});

/** What a click on an edge opens: the claim at one of its ends, else where it starts. */
const claimOn = (edge) => (items[edge.from].of !== "claim" && items[edge.to].of === "claim" ? items[edge.to] : items[edge.from]);

network.on("hoverNode", ({ node }) => {
  hovered = node;
  container.classList.add("pointing");
});
network.on("blurNode", () => {
  hovered = null;
  container.classList.remove("pointing");
});
network.on("afterDrawing", drawLabels);

back.addEventListener("click", goBack);
document.getElementById("zoom-in").addEventListener("click", () => zoom(1.4));
document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
document.getElementById("zoom-fit").addEventListener("click", fit);
document.getElementById("help-open").addEventListener("click", () => help.showModal());
help.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  help.close();
});

legend.addEventListener("toggle", () => requestAnimationFrame(fit));

buildTheme();
buildSave();
buildAbout();
buildLegend();
legend.open = window.matchMedia("(min-width: 1100px) and (min-height: 640px)").matches;
const count = (of, one, many) => plural(items.filter((item) => item.of === of).length, one, many);
document.getElementById("facts").textContent = [count("actor", "actor", "actors"), count("claim", "claim", "claims"), count("document", "document", "documents")].join(" · ");
const frame = container.querySelector(".vis-network");
frame.setAttribute("role", "application");
frame.setAttribute("aria-label", "Graph. Arrow keys move it, page keys zoom. The list after it holds the same items.");
showMode();
showAllowed();
fit();
search.value = state.query;
render();
if (state.mode === "table") showTable();

// For tests and the console: where an item is on the canvas, in pixels of the window.
window.claimgraph = {
  network,
  items,
  positionOf: (id) => {
    const at = network.canvasToDOM(network.getPositions([id])[id]);
    const box = container.getBoundingClientRect();
    return { x: box.left + at.x, y: box.top + at.y };
  },
};
