// Puts the parts together: what happens on a click, a key, a search, a filter.

const search = document.getElementById("search");
const help = document.getElementById("help");

/** The panel shows something else: let it stand out on the canvas. */
function selectionChanged(item) {
  if (item) reveal(item);
  updateEmphasis();
  if (!item) return;
  moveTo(item.id);
  announce(`${nameOf(item)}, ${kindOf(item).label}`);
}

function updateEmphasis() {
  const { view, query, path } = state;
  const id = selectedId();
  if (view.show === "tie") emphasize(new Set([view.from, view.to]));
  else if (id !== null) emphasize(around(items[id]));
  else if (path) emphasize(new Set(pathBetween(...path) || path));
  else emphasize(query ? new Set(matching(query).map((item) => item.id)) : null);
}

onChange((now, before) => {
  if (search.value.trim() !== now.query) search.value = now.query;
  if (now.mode !== before.mode && isDrawn(now.mode)) {
    showScene();
    showLegend();
  }
  if (now.focus !== before.focus || now.path !== before.path) {
    revealPath();
    showAllowed();
    updateEmphasis();
    fit(now.path && !now.focus ? (pathBetween(...now.path) || now.path).filter((id) => shown.has(id)) : shown);
  }
  showAmount();
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

const suggesting = combobox(
  search,
  document.getElementById("suggestions"),
  (text) => (state.mode === "table" ? [] : suggestions(text)), // the table is itself what was found
  (item) => {
    clearTimeout(typing);
    search.blur(); // the panel takes the focus
    change({ query: search.value.trim(), view: { show: "item", id: item.id } });
  },
);

document.getElementById("search-form").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  suggesting.close();
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

network.on("click", ({ pointer: { canvas } }) => {
  const id = itemAt(canvas, 6);
  const tie = id === null ? tieAt(canvas) : null;
  if (id !== null) openItem(items[id]);
  else if (tie) openTie(tie);
  else goToList();
});

/** What a click on a tie opens: all that ties two actors, else the claim at one of its ends, else where it starts. */
function openTie({ from, to, parts }) {
  if (parts) change({ view: { show: "tie", from, to } });
  else openItem(items[from].of !== "claim" && items[to].of === "claim" ? items[to] : items[from]);
}

container.addEventListener("pointermove", (event) => {
  const box = container.getBoundingClientRect();
  const at = network.DOMtoCanvas({ x: event.clientX - box.left, y: event.clientY - box.top });
  if (dragged !== null) moveItem(dragged, at);
  if (dragged !== null || event.pointerType === "touch") return;
  const id = itemAt(at);
  const tie = id === null ? tieAt(at) : null;
  container.classList.toggle("pointing", id !== null || tie !== null);
  if (id === hovered && tie === hoveredTie) return;
  [hovered, hoveredTie] = [id, tie];
  redraw();
});

let dragged = null; // the item that a drag moves, where it started on one

network.on("dragStart", ({ pointer: { canvas } }) => {
  dragged = itemAt(canvas);
  if (dragged !== null) network.setOptions({ interaction: { dragView: false } });
});
window.addEventListener("pointerup", () => {
  if (dragged !== null) network.setOptions({ interaction: { dragView: true } });
  dragged = null;
});
network.on("afterDrawing", draw);

back.addEventListener("click", goBack);
document.getElementById("everything").addEventListener("click", showEverything);
document.getElementById("zoom-in").addEventListener("click", () => zoom(1.4));
document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
document.getElementById("zoom-fit").addEventListener("click", () => fit());
document.getElementById("help-open").addEventListener("click", () => help.showModal());
help.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  help.close();
});

legend.addEventListener("toggle", () => requestAnimationFrame(() => fit()));

buildTheme();
buildSave();
buildAbout();
buildLegend();
const count = (of, one, many) => plural(items.filter((item) => item.of === of).length, one, many);
document.getElementById("facts").textContent = [count("actor", "actor", "actors"), count("claim", "claim", "claims"), count("document", "document", "documents")].join(" · ");
const frame = container.querySelector(".vis-network");
frame.setAttribute("role", "application");
frame.setAttribute("aria-label", "Graph. Arrow keys move it, page keys zoom. The list after it holds the same items.");
showMode();
revealPath();
showScene();
search.value = state.query;
render();
if (state.mode === "table") showTable();

// For tests and the console: what is drawn, and where on the window.
window.claimgraph = {
  network,
  items,
  shown: () => [...shown],
  ties: () => shownTies.map((tie) => ({ ...tie, look: tieLookOf(tie), colour: tie.colour || theme.edge[tie.relation] })),
  faint: () => [...shown].filter((id) => lookOf(id) === "faint"),
  places: () => [...shown].map((id) => [id, scene.x[id], scene.y[id]]),
  positionOf: (id) => onWindow(scene.x[id], scene.y[id]),
  middleOf: (from, to) => {
    const [x, y, toX, toY] = endsOf(shownTies.find((tie) => tie.from === from && tie.to === to));
    return onWindow((x + toX) / 2, (y + toY) / 2);
  },
};

function onWindow(x, y) {
  const at = network.canvasToDOM({ x, y });
  const box = container.getBoundingClientRect();
  return { x: box.left + at.x, y: box.top + at.y };
}
