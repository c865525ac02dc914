// Search with suggestions: names, other names, the words of claims. The box and its list follow the combobox pattern of
// ARIA: arrows go through the list while the focus stays in the box, Enter takes what is marked, Esc closes the list.

/** Make `input` suggest; `suggest(text)` gives [{item, line}], `choose(item)` is told what was taken. */
function combobox(input, list, suggest, choose) {
  let options_ = [];
  let marked_ = -1;
  const id = (at) => `${list.id}-${at}`;
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
  list.setAttribute("role", "listbox");
  const close = () => {
    list.hidden = true;
    marked_ = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (to) => {
    marked_ = (to + options_.length) % options_.length;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === marked_)));
    input.setAttribute("aria-activedescendant", id(marked_));
    list.children[marked_].scrollIntoView({ block: "nearest" });
  };
  const take = (at) => {
    const { item } = options_[at];
    close();
    choose(item);
  };
  const open = () => {
    options_ = input.value.trim() ? suggest(input.value.trim()) : [];
    // A press would move the focus out of the box, and the list would be gone before it is a click.
    const stay = (event) => event.preventDefault();
    list.replaceChildren(...options_.map(({ line }, at) => make("li", { id: id(at), role: "option", "aria-selected": "false", mousedown: stay, click: () => take(at) }, ...line)));
    if (!options_.length) return close();
    marked_ = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const used = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(marked_ + 1);
    else if (event.key === "ArrowUp") mark(marked_ < 0 ? options_.length - 1 : marked_ - 1);
    else if (event.key === "Enter" && marked_ >= 0) take(marked_);
    else if (event.key === "Escape") close();
    else return;
    used();
  });
  return { close };
}

const SUGGESTED = { actor: 5, document: 3, claim: 4 };

/** The first few of each kind, those that the filters let through. */
function suggestions(text) {
  const found = matching(text).filter(allowed);
  return Object.entries(SUGGESTED).flatMap(([of, most]) => found.filter((item) => item.of === of).slice(0, most).map((item) => ({ item, line: optionLine(item, text) })));
}

/** An item as a suggestion: its name, and the other name or the words by which it was found. */
function optionLine(item, text) {
  const wanted = plain(text).split(/\s+/).filter(Boolean);
  if (item.of === "claim") return [icon(kindOf(item)), said(shorten(words(item), 90), { class: "name" }), make("span", { class: "detail" }, said(claimHeadline(item)))];
  const fits = (name) => wanted.every((word) => plain(name).includes(word));
  const other = fits(item.name) ? null : [...(item.names || []), ...(item.roles || [])].find(fits);
  const detail = other ? ["also ", said(other)] : [item.of === "actor" ? kindOf(item).label : item.date || ""];
  return [icon(kindOf(item)), said(item.name, { class: "name" }), make("span", { class: "detail" }, ...detail)];
}
