// What people take with them: the picture as PNG or SVG, the table as CSV. Files are made in the page and handed to the
// browser by a Blob; nothing leaves it.

/** A name for a file: the words of the title, in any script, and what is in it. */
function fileName(what, ending) {
  const plainly = (text) => text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `${[plainly(document.title).slice(0, 60), plainly(what)].filter(Boolean).join("-")}.${ending}`;
}

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // a browser that asks where to save takes its time
  announce(`Saved as ${name}`);
}

/** The drawing that is on the screen; the chart in Figures, else the graph. */
const drawing = () => (state.mode === "figures" ? chartSvg(document.querySelector("#figures svg")) : networkSvg());

/** As XML, without the characters that XML cannot hold. */
const svgText = (sheet) => new XMLSerializer().serializeToString(sheet).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Cs}]/gu, "\ufffd");

function saveSvg() {
  download(new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', svgText(drawing())], { type: "image/svg+xml" }), fileName(state.mode, "svg"));
}

const FINER = 2; // a PNG has so many dots for each of the page's

async function savePng() {
  const sheet = drawing();
  const [width, height] = ["width", "height"].map((name) => Number(sheet.getAttribute(name)));
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(sheet))}`;
  await picture.decode();
  const canvas = make("canvas", { width: width * FINER, height: height * FINER });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => download(blob, fileName(state.mode, "png")), "image/png");
}

function saveCsv() {
  const of = TABLES[tableOf()];
  const columns = [...of.columns, ...of.more];
  const lines = [columns.map(({ label }) => label), ...tableRows().map((row) => columns.map(({ value }) => value(row)))];
  const text = lines.map((line) => `${line.map(csvCell).join(",")}\r\n`).join("");
  download(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }), fileName(of.title, "csv"));
}

/**
 * A cell as RFC 4180 has it. Text that a spreadsheet would run as a formula is led by an apostrophe, as those programs
 * have it themselves; numbers stay numbers.
 */
function csvCell(value) {
  let text = value === undefined || value === null ? "" : String(value);
  if (/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) && !Number.isFinite(Number(text))) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function buildSave() {
  const menu = document.getElementById("save");
  const handle = menu.querySelector("summary");
  const close = () => {
    menu.open = false;
    handle.focus();
  };
  const entry = (id, save, text) => make("button", { type: "button", id, click: () => [save(), close()] }, text);
  const entries = [entry("save-png", savePng, "Picture (PNG)"), entry("save-svg", saveSvg, "Drawing (SVG)"), entry("save-csv", saveCsv)];
  document.getElementById("save-body").append(...entries);
  menu.addEventListener("toggle", () => {
    const drawn = state.mode === "figures" ? document.querySelector("#figures svg") : state.mode !== "table";
    entries[0].hidden = !drawn;
    entries[1].hidden = !drawn;
    entries[2].textContent = `Table of ${TABLES[tableOf()].title.toLowerCase()} (CSV)`;
  });
  menu.addEventListener("keydown", (event) => {
    const seen = [handle, ...entries.filter((each) => !each.hidden)];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!menu.open || (!step && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    if (step) seen[(seen.indexOf(document.activeElement) + step + seen.length) % seen.length].focus();
    else close();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}
