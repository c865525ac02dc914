// The table: everything that the graph shows as rows that can be sorted, searched and filtered, and the way to it for
// those who cannot use a drawing. It shows a hundred rows at a time, so that fifty thousand are no matter.

const PAGE = 100;
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const known = { rows: new Map(), ranks: new Map() };
const tablePane = document.getElementById("table");
let tableParts = null; // the elements of the table that is shown

const tableOf = () => (TABLES[state.table.of] ? state.table.of : "claim");

function allRows(of) {
  if (!known.rows.has(of)) known.rows.set(of, [...TABLES[of].rows()]);
  return known.rows.get(of);
}

/** The rows that filters and search let through, in the order that is asked for. */
function tableRows() {
  const of = tableOf();
  const rows = allRows(of);
  const wanted = plain(state.query).split(/\s+/).filter(Boolean);
  const found = [];
  rows.forEach((row, number) => {
    if (TABLES[of].passes(row) && (!wanted.length || rowHolds(of, row, wanted))) found.push(number);
  });
  return sorted(of, found).map((number) => rows[number]);
}

function rowHolds(of, row, wanted) {
  const about = TABLES[of].about(row);
  const says = TABLES[of].says ? plain(TABLES[of].says(row)) : "";
  return wanted.every((word) => says.includes(word) || about.some((item) => searchText(item).includes(word)));
}

/** Row numbers by the chosen column; equal ones, and all where none is chosen, as they are; empty cells go last. */
function sorted(of, numbers) {
  const column = TABLES[of].columns.find(({ key }) => key === state.table.sort);
  if (!column) return numbers;
  const ranks = ranksOf(of, column);
  const count = ranks.length;
  const place = (rank) => (rank < 0 ? count : state.table.down ? count - 1 - rank : rank);
  const keys = Float64Array.from(numbers, (number) => place(ranks[number]) * count + number).sort();
  return Array.from(keys, (key) => key % count);
}

/** For each row the place of its value among all values of the column, -1 where it has none; found once, unless the
 * filters change the value (`live`). */
function ranksOf(of, column) {
  const name = `${of} ${column.key}`;
  if (column.live || !known.ranks.has(name)) {
    const values = allRows(of).map((row) => (column.by ?? column.value)(row) ?? "");
    const different = [...new Set(values)].filter((value) => value !== "");
    different.sort(column.number ? (one, other) => one - other : collator.compare);
    const rank = new Map(different.map((value, number) => [value, number]));
    known.ranks.set(name, Int32Array.from(values, (value) => rank.get(value) ?? -1));
  }
  return known.ranks.get(name);
}

// ------------------------------------------------------------------ what is shown

function showTable() {
  const of = tableOf();
  if (tableParts?.of !== of) buildTable(of);
  const rows = tableRows();
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(Math.max(1, state.table.page || 1), pages);
  const from = (page - 1) * PAGE;
  const { body, caption, heads, pager } = tableParts;
  body.replaceChildren(...rows.slice(from, from + PAGE).map((row) => tableRow(of, row)));
  for (const { column, head } of heads) {
    if (column.key === state.table.sort) head.setAttribute("aria-sort", state.table.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
  const total = allRows(of).length;
  const count = rows.length === total ? total.toLocaleString("en") : `${rows.length.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  const sort = TABLES[of].columns.find(({ key }) => key === state.table.sort);
  caption.replaceChildren(
    make("b", null, TABLES[of].title),
    make("span", { class: "count" }, ` ${count}`, sort ? `, by ${sort.label.toLowerCase()}${state.table.down ? ", last first" : ""}` : "", state.query ? [", for “", "”"].join(state.query) : ""),
  );
  pager.box.hidden = pages === 1;
  pager.before.disabled = page === 1;
  pager.after.disabled = page === pages;
  pager.text.textContent = `Rows ${(from + 1).toLocaleString("en")} to ${Math.min(rows.length, from + PAGE).toLocaleString("en")}`;
  tableParts.none.hidden = rows.length > 0;
  tableParts.choice.value = of;
  tableParts.page = page;
  markRow();
  return caption.textContent;
}

function buildTable(of) {
  const choose = (event) => change({ table: { ...START.table, of: event.target.value } });
  const option = ([key, { title }]) => make("option", { value: key }, `${title} (${allRows(key).length.toLocaleString("en")})`);
  const choice = make("select", { id: "table-of", change: choose }, ...Object.entries(TABLES).filter(([key]) => allRows(key).length || key === "claim").map(option));
  const heads = TABLES[of].columns.map((column) => ({ column, head: tableHead(column) }));
  const caption = make("caption", { id: "table-caption", dir: "auto" });
  const body = make("tbody");
  const turn = (step) => () => {
    change({ table: { ...state.table, page: tableParts.page + step } });
    tableParts.scroller.scrollTop = 0;
  };
  const pager = {
    before: make("button", { type: "button", click: turn(-1) }, "Previous"),
    after: make("button", { type: "button", click: turn(1) }, "Next"),
    text: make("span", { class: "count" }),
  };
  pager.box = make("nav", { id: "table-pages", "aria-label": "Pages of the table" }, pager.before, pager.text, pager.after);
  const scroller = make(
    "div",
    { id: "table-rows", role: "region", "aria-labelledby": "table-caption", tabindex: "0" },
    make("table", null, caption, make("thead", null, make("tr", null, ...heads.map(({ head }) => head))), body),
  );
  const none = make("p", { class: "summary", hidden: true }, "No row passes the search and the filters.");
  const focused = tablePane.contains(document.activeElement);
  tableParts = { of, heads, caption, body, pager, scroller, none, choice };
  tablePane.replaceChildren(
    make("div", { id: "table-bar" }, make("label", { for: "table-of" }, "List"), choice, pager.box),
    scroller,
    none,
  );
  if (focused) choice.focus();
}

function tableHead(column) {
  const sort = () => change({ table: { ...state.table, sort: column.key, down: state.table.sort === column.key && !state.table.down, page: 1 } });
  return make(
    "th",
    { scope: "col", class: column.number ? "number" : column.wide ? "wide" : null },
    make("button", { type: "button", click: sort, "data-sort": column.key }, column.label, make("span", { class: "way", "aria-hidden": "true" })),
  );
}

function tableRow(of, row) {
  const { columns } = TABLES[of];
  const head = columns.find((column) => column.opens);
  const opens = head?.opens(row);
  const open = () => (head.open ?? ((given) => openItem(head.opens(given))))(row);
  const cell = (column) => {
    const value = column.value(row);
    const look = column.number ? "number" : column.short ? "short" : null;
    if (!column.opens) return make("td", { class: look }, column.draw ? column.draw(row) : said(value ?? ""));
    return make("th", { scope: "row", class: "wide" }, make("button", { type: "button", class: "link", dir: "auto", "data-item": opens.id, click: open }, shorten(String(value), 240)));
  };
  const click = (event) => {
    if (!event.target.closest("button") && !String(getSelection())) open();
  };
  return make("tr", { "data-row": opens?.id, click: opens ? click : null, class: opens ? "opens" : null }, ...columns.map(cell));
}

/** The row of what the panel shows stands out. */
function markRow() {
  const id = String(selectedId());
  for (const row of tableParts.body.children) {
    if (row.dataset.row === id) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

/** Arrow keys go up and down along a column of the table, its head included, and from the search box into it. */
function moveInTable(event, writing) {
  const here = document.activeElement.closest("#table th, #table td");
  const first = tableParts?.body.querySelector("th button");
  if (writing && event.key === "ArrowDown" && first) {
    event.preventDefault();
    first.focus();
  }
  if (!here) return;
  const rows = [...tablePane.querySelectorAll("tr")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  for (let at = rows.indexOf(here.parentElement) + step; at >= 0 && at < rows.length; at += step) {
    const button = rows[at].children[here.cellIndex].querySelector("button");
    if (!button) continue;
    event.preventDefault();
    button.focus();
    return;
  }
}

onChange((now, before) => {
  if (now.mode !== "table") return;
  const rowsDiffer = now.mode !== before.mode || now.table !== before.table || now.query !== before.query || filtersDiffer(now, before);
  if (rowsDiffer) announce(showTable());
  else markRow();
});
