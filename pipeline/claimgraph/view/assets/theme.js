// Light or dark: as the system has it, until a reader chooses otherwise for as long as the page is open.

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
const THEME = "claimgraph-theme";

/** What was chosen before; a page inside a notebook may keep nothing. */
function keptTheme() {
  try {
    return sessionStorage.getItem(THEME);
  } catch {
    return null;
  }
}

function keepTheme(name) {
  try {
    sessionStorage.setItem(THEME, name);
  } catch {
    // It lasts until the page is loaded anew.
  }
}

const isDark = () => (document.documentElement.dataset.theme ?? (systemDark.matches ? "dark" : "light")) === "dark";

function buildTheme() {
  const button = document.getElementById("theme");
  const show = () => {
    button.setAttribute("aria-pressed", String(isDark()));
    repaint();
  };
  const kept = keptTheme();
  if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
  button.addEventListener("click", () => {
    const name = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = name;
    keepTheme(name);
    show();
    announce(`${name === "dark" ? "Dark" : "Light"} colours`);
  });
  systemDark.addEventListener("change", show);
  show();
}
