// Owns how a static table is put in another order: the order of cells, the buttons in its head.
// @ts-check

import { inOrder } from "./order.js";

const collator = new Intl.Collator("zh-Hans-CN", { numeric: true });

/** The figure of a cell, NaN where it says in words that there is none. @param {HTMLTableCellElement} cell */
function figureOf(cell) {
  const text = cell.dataset.value ?? cell.textContent ?? "";
  const digits = text.replace(/[,%\s]/g, "").replace("−", "-");
  return digits === "" ? NaN : Number(digits);
}

/** @param {HTMLTableCellElement} cell */
export function wordsOf(cell) {
  const text = (cell.textContent ?? "").trim();
  return text === "—" ? "" : text;
}

/** @param {boolean} isFigures @param {number} sign @returns {(a: HTMLTableCellElement, b: HTMLTableCellElement) => number} */
function cellOrder(isFigures, sign) {
  if (isFigures) return (a, b) => inOrder(figureOf(a), figureOf(b), sign);
  return (a, b) => inOrder(wordsOf(a), wordsOf(b), sign, collator.compare); // words by pinyin, numbers in them by value
}

/** @param {HTMLTableElement} table */
export function headsOf(table) {
  return /** @type {HTMLTableCellElement[]} */ ([...(table.tHead?.rows[0]?.cells ?? [])]);
}

/** The rows that are shown, in their order; what a phone folds is shown. @param {HTMLTableElement} table */
export function bodyRows(table) {
  return [...table.tBodies[0].rows].filter((row) => !row.hidden);
}

/** @typedef {"ascending" | "descending"} Direction */

/** Puts the rows in the order of a column and says so in its head. @param {HTMLTableElement} table @param {number} column @param {Direction} direction */
export function sortBy(table, column, direction) {
  const heads = headsOf(table);
  heads.forEach((other) => other.removeAttribute("aria-sort"));
  heads[column].setAttribute("aria-sort", direction);
  const order = cellOrder(heads[column].classList.contains("num"), direction === "ascending" ? 1 : -1);
  const rows = [...table.tBodies[0].rows].sort((a, b) => order(a.cells[column], b.cells[column]));
  table.tBodies[0].append(...rows);
}

/** @param {HTMLTableElement} table @param {(column: number, direction: Direction) => void} [sorted] told when a reader has sorted */
export function makeSortable(table, sorted = () => {}) {
  table.classList.add("is-sortable");
  headsOf(table).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const direction = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
      sortBy(table, column, direction);
      sorted(column, direction);
    });
  });
}

const FIRST = 20;

/** On a phone a long table shows its first rows until one asks for all. @param {HTMLTableElement} table @returns {(visible: number) => void} told how many rows there are to show */
export function makeShort(table) {
  const more = document.createElement("button");
  more.type = "button";
  more.className = "quiet more";
  (table.closest(".scroll") ?? table).after(more);
  more.addEventListener("click", () => {
    table.classList.add("is-all");
    more.hidden = true;
  });
  return (visible) => {
    table.classList.add("is-long");
    table.classList.remove("is-all");
    more.textContent = `再看 ${visible - FIRST} 行`;
    more.hidden = visible <= FIRST;
  };
}
