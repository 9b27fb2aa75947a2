// Owns how a table is taken along as it is shown: its rows in their order, its columns, figures as numbers. Sums at the
// foot stay behind, so that nobody counts them twice.
// @ts-check

import { download, fileName, written } from "./csv.js";
import { bodyRows, headsOf } from "./tables.js";

const FIGURE = /^[+−-]?[\d,]+(\.\d+)?$/;
/** What this site adds inside a cell: links to a question, the number of a row, marks for the eye. */
const ADDED = ".asked, .row-link, .outcome";
const ROW = "行";
const NOTE = "备注";
const ADDRESS = "网址";

/** A column's label with its unit in brackets. @param {HTMLTableCellElement} head */
export function labelOf(head) {
  const unit = head.querySelector("small")?.textContent;
  const label = (head.textContent ?? "").trim();
  return unit ? `${label.slice(0, -unit.length)}（${unit}）` : label;
}

/** @typedef {{texts: string[], row: string, note: string, address: string}} Taken a row: cells, its number, what the site says in it, its page */

/** Heads and rows as they go into a file. @param {HTMLTableElement} table @returns {string[][]} */
export function gridOf(table) {
  const labels = headsOf(table).map(labelOf);
  const rows = takenRows(table, labels);
  /** @param {"row" | "note" | "address"} key */
  const has = (key) => rows.some((row) => row[key] !== "");
  const heads = [...(has("row") ? [ROW] : []), ...labels, ...(has("note") ? [NOTE] : []), ...(has("address") ? [ADDRESS] : [])];
  return [
    heads,
    ...rows.map(({ texts, row, note, address }) => [
      ...(has("row") ? [row] : []),
      ...texts,
      ...(has("note") ? [note] : []),
      ...(has("address") ? [address] : []),
    ]),
  ];
}

/** @param {HTMLTableElement} table @param {readonly string[]} labels @returns {Taken[]} */
function takenRows(table, labels) {
  /** Cells that reach down from a row above, by column. @type {({cell: HTMLTableCellElement, left: number} | undefined)[]} */
  const reaching = [];
  return bodyRows(table).map((row) => {
    const own = [...row.cells];
    const cells = labels.map((_, column) => {
      const above = reaching[column];
      if (above && above.left > 0) {
        above.left--;
        return above.cell;
      }
      const cell = own.shift();
      reaching[column] = cell && cell.rowSpan > 1 ? { cell, left: cell.rowSpan - 1 } : undefined;
      return cell;
    });
    return taken(row, cells, labels);
  });
}

/** @param {HTMLTableRowElement} row @param {(HTMLTableCellElement | undefined)[]} cells @param {readonly string[]} labels @returns {Taken} */
function taken(row, cells, labels) {
  const read = cells.map((cell) => (cell ? textOf(cell) : { text: "", note: "" }));
  const notes = read.flatMap(({ note }, column) => (note && row.contains(cells[column] ?? null) ? [`${labels[column]}：${note}`] : []));
  const link = row.querySelector("th[scope=row] a:not(.row-link, .asked), .c-form a");
  const number = row.querySelector("a.row-link");
  const address = /** @type {HTMLAnchorElement | null} */ (link ?? number)?.href ?? "";
  return { texts: read.map(({ text }) => text), row: (number?.textContent ?? "").trim(), note: notes.join("；"), address };
}

/** The text of a cell, and what the site says beside it. @param {HTMLTableCellElement} cell */
function textOf(cell) {
  const copy = /** @type {HTMLTableCellElement} */ (cell.cloneNode(true));
  const notes = [...copy.querySelectorAll(".outcome")].map((mark) => mark.textContent ?? "");
  if (notes.length && (copy.textContent ?? "").trim() === notes.join("")) return { text: notes.join(""), note: "" };
  for (const added of copy.querySelectorAll(ADDED)) added.remove();
  if (cell.dataset.value !== undefined) {
    for (const note of copy.querySelectorAll("em")) {
      notes.push((note.textContent ?? "").trim());
      note.remove();
    }
  }
  const text = (copy.textContent ?? "").replace(/\s+/g, " ").trim();
  return { text: cell.classList.contains("num") ? figure(text) : text === "—" ? "" : text, note: notes.filter(Boolean).join("，") };
}

/** A figure as a number without commas; nothing for a dash; words as they are. @param {string} text */
function figure(text) {
  if (text === "—" || text === "-") return "";
  return FIGURE.test(text) ? text.replace(/[+,]/g, "").replace("−", "-") : text;
}

/** A button that says how many rows it takes. @param {HTMLTableElement} table @param {() => string} [words] typed beside the table and not in the address */
export function makeTaker(table, words = () => "") {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet take";
  const count = () => {
    button.textContent = `下载这 ${bodyRows(table).length} 行（CSV）`;
  };
  button.addEventListener("click", () => download(written(gridOf(table)), fileName(table.dataset.take ?? "", { words: words() })));
  count();
  return { button, count };
}
