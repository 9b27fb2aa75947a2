// A table to look around in: words, choices, order; the state stands in the address, what is shown can be taken along.
// Without it the table is there, whole, in its first order.
// @ts-check

import { element } from "./search/dom.js";
import { bodyRows, headsOf, makeShort, makeSortable, sortBy, wordsOf } from "./tables.js";
import { labelOf, makeTaker } from "./taking.js";

/** Key of a column, the name it has in the address. @param {HTMLTableCellElement} head */
function keyOf(head) {
  return [...head.classList].find((name) => name.startsWith("c-"))?.slice(2) ?? "";
}

/** How many rows say what in a column, the commonest first. @param {readonly HTMLTableRowElement[]} rows @param {number} column */
function choicesOf(rows, column) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const row of rows) counts.set(wordsOf(row.cells[column]), (counts.get(wordsOf(row.cells[column])) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** @param {HTMLTableElement} table */
export function makeExplorer(table) {
  const heads = headsOf(table);
  const keys = heads.map(keyOf);
  const labels = heads.map(labelOf);
  const rows = [...table.tBodies[0].rows];
  const words = element("input", { type: "search" });
  const chosen = (table.dataset.explore ?? "").split(" ").map((key) => {
    const column = keys.indexOf(key);
    const options = choicesOf(rows, column).map(([text, count]) => element("option", { value: text }, `${text}（${count}）`));
    return { key, column, select: element("select", {}, element("option", { value: "" }, "全部"), ...options) };
  });
  const orders = keys.flatMap((key, column) => {
    if (!heads[column].classList.contains("num")) return [];
    return [`-${key}`, key].map((value) => element("option", { value }, `${labels[column]}${value === key ? "从少到多" : "从多到少"}`));
  });
  const order = element("select", {}, element("option", { value: "" }, "失分从多到少"), ...orders);
  const count = element("span", { role: "status" });
  const clear = element("button", { type: "button", class: "quiet" }, "清除条件");
  const taker = makeTaker(table);
  const shorten = makeShort(table);
  const field = (/** @type {string} */ label, /** @type {HTMLElement} */ input) => element("label", {}, `${label} `, input);
  const bar = element(
    "div",
    { class: "filter explore" },
    field("写到", words),
    ...chosen.map(({ column, select }) => field(labels[column], select)),
    field("次序", order),
    element("p", {}, count, clear, taker.button),
  );
  (table.closest(".scroll") ?? table).before(bar);

  function show() {
    const wanted = words.value.trim().toLowerCase().split(/\s+/);
    for (const row of rows) {
      const text = (row.textContent ?? "").toLowerCase();
      const isChosen = chosen.every(({ column, select }) => !select.value || wordsOf(row.cells[column]) === select.value);
      row.hidden = !isChosen || !wanted.every((word) => text.includes(word));
    }
    const visible = bodyRows(table).length;
    shorten(visible);
    taker.count();
    count.textContent = `${visible} / ${rows.length} 行`;
    clear.hidden = !location.search;
  }

  function arrange() {
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    const column = keys.indexOf(order.value.replace(/^-/, ""));
    if (column < 0) table.tBodies[0].append(...rows);
    else sortBy(table, column, order.value.startsWith("-") ? "descending" : "ascending");
  }

  function read() {
    const values = new URLSearchParams(location.search);
    words.value = values.get("q") ?? "";
    for (const { key, select } of chosen) select.value = values.get(key) ?? "";
    for (const { select } of chosen) if (select.selectedIndex < 0) select.value = "";
    wish(values.get("sort") ?? "");
    arrange();
    show();
  }

  /** A column of words is sorted by its head only, and named in the list while it is. @param {string} sort */
  function wish(sort) {
    const column = keys.indexOf(sort.replace(/^-/, ""));
    if (column >= 0 && ![...order.options].some(({ value }) => value === sort)) {
      order.append(element("option", { value: sort }, `按${labels[column]}${sort.startsWith("-") ? "倒" : ""}排`));
    }
    order.value = column < 0 ? "" : sort;
  }

  function write() {
    const values = new URLSearchParams();
    if (words.value.trim()) values.set("q", words.value.trim());
    for (const { key, select } of chosen) if (select.value) values.set(key, select.value);
    if (order.value) values.set("sort", order.value);
    const query = values.toString();
    history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
    show();
  }

  makeSortable(table, (column, direction) => {
    wish(`${direction === "descending" ? "-" : ""}${keys[column]}`);
    write();
  });
  words.addEventListener("input", write);
  for (const { select } of chosen) select.addEventListener("change", write);
  order.addEventListener("change", () => {
    arrange();
    write();
  });
  clear.addEventListener("click", () => {
    history.replaceState(null, "", location.pathname);
    read();
  });
  read();
}
