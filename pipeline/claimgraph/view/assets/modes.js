// The four ways to look, as tabs: who relates to whom, the claims, the figures, and everything as a table. What is
// selected and filtered stays when one changes to another.

const tabs = [...document.querySelectorAll("#modes [role=tab]")];
const panes = { actors: "graph", claims: "graph", figures: "figures", table: "table" };

function showMode() {
  for (const tab of tabs) {
    const chosen = tab.dataset.mode === state.mode;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
  for (const id of ["figures", "table"]) document.getElementById(id).hidden = panes[state.mode] !== id;
  // The canvas keeps its size, and with it where it is looked at.
  container.inert = panes[state.mode] !== "graph";
  document.getElementById(panes[state.mode]).setAttribute("aria-labelledby", `mode-${state.mode}`);
  document.body.dataset.mode = state.mode;
}

/** Change to the drawing of the mode, where it was left. */
function showScene() {
  scene = sceneOf(state.mode);
  network.setSize("100%", "100%"); // as it is now; the camera moves with it
  showAllowed();
  updateEmphasis();
  if (scene.camera) network.moveTo({ ...scene.camera, animation: false });
  else fit();
  const id = selectedId();
  if (id !== null) moveTo(id);
}

const keepCamera = () => (scene.camera = { position: network.getViewPosition(), scale: network.getScale() });

const isDrawn = (mode) => panes[mode] === "graph";

for (const tab of tabs) tab.addEventListener("click", () => change({ mode: tab.dataset.mode }));

document.getElementById("modes").addEventListener("keydown", (event) => {
  const at = tabs.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  tabs[to % tabs.length].focus();
  change({ mode: tabs[to % tabs.length].dataset.mode }, { replace: true });
});

onChange((now, before) => {
  if (now.mode === before.mode) return;
  if (isDrawn(before.mode)) keepCamera();
  showMode();
});
