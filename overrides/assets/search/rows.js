// Gathers the indicator rows of forms, those that hold the words asked or all of them. Knows nothing of the page.
// @ts-check

import { hitsOf, rowOf } from "./passage.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./index.js").Cell} Cell */
/** @typedef {import("./search.js").Found} Found */

/** @typedef {{form: number, row: number, texts: Record<string, string>}} FormRow texts by key, figures without 分 */

const AT_ONCE = 48;

/**
 * The rows of forms that hold a word of the query; where none of them does, all rows of the form.
 * @param {Index} index
 * @param {Names} names
 * @param {Found} found
 * @param {readonly number[]} forms
 * @param {(done: number) => void} [progress]
 * @returns {Promise<FormRow[]>}
 */
export async function rowsOf(index, names, found, forms, progress) {
  /** @type {FormRow[]} */
  const rows = [];
  for (let from = 0; from < forms.length; from += AT_ONCE) {
    const some = forms.slice(from, from + AT_ONCE);
    const cells = await Promise.all(some.map((form) => index.cells(form)));
    some.forEach((form, at) => rows.push(...rowsIn(names, found, form, cells[at])));
    progress?.(Math.min(from + AT_ONCE, forms.length));
  }
  return rows;
}

/** @param {Names} names @param {Found} found @param {number} form @param {readonly Cell[]} cells @returns {FormRow[]} */
function rowsIn(names, found, form, cells) {
  const wanted = new Set(hitsOf(names, cells, found.query.terms).map(({ row }) => row).filter(Boolean));
  const all = allRows(cells);
  return all.filter(({ row }) => !wanted.size || wanted.has(row)).map((one) => ({ form, ...one }));
}

/** Every row of a form; a level holds until the next is named. @param {readonly Cell[]} cells */
export function allRows(cells) {
  /** @type {Map<number, Record<string, string>>} */
  const rows = new Map();
  for (const [anchor, key, text] of cells) {
    const row = rowOf(anchor);
    if (!row) continue;
    const texts = rows.get(row) ?? {};
    texts[key] = key === "weight" || key === "score" ? text.replace(/分$/, "") : text;
    rows.set(row, texts);
  }
  /** @type {Record<string, string>} */
  let levels = {};
  return [...rows].sort(([a], [b]) => a - b).map(([row, texts]) => {
    if (texts.level1) levels = { level1: texts.level1 };
    if (texts.level2) levels = { ...levels, level2: texts.level2 };
    return { row, texts: { ...levels, ...texts } };
  });
}
