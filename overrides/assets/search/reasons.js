// Says by which of its heads a form was found, where that cannot be seen in its name: 主管部门, 表名, 等级, 拼音.
// @ts-check

import { isLetters, reads } from "./pinyin.js";
import { headsOf } from "./rank.js";

/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./index.js").Readings} Readings */
/** @typedef {import("./search.js").Found} Found */

/** @typedef {{label: string, text: string}} Reason */

/**
 * @param {Names} names
 * @param {Found} found
 * @param {number} form
 * @param {Readings | null} readings
 * @returns {Reason[]}
 */
export function reasonsOf(names, { query }, form, readings) {
  const heads = headsOf(names);
  const { column } = names;
  const values = valuesOf(names, form);
  const label = new Map(names.words.heads.map((head) => [head.key, head.label]));
  /** @type {Map<string, Reason>} */
  const reasons = new Map();
  for (const { needles, part } of query.terms) {
    if (!part && needles.some((needle) => heads.projects[column.project[form]].holds(needle))) continue;
    for (const { key, text, holds } of values) {
      if (part && part !== key) continue;
      if (needles.some(holds)) reasons.set(key, { label: label.get(key) ?? key, text });
    }
    const letters = needles.find(({ text }) => isLetters(text));
    const read = letters && readings ? readAs(names, form, readings, letters.text) : "";
    if (read) reasons.set("pinyin", { label: "拼音", text: read });
  }
  return [...reasons.values()];
}

/** @param {Names} names @param {number} form */
function valuesOf(names, form) {
  const heads = headsOf(names);
  const { column } = names;
  /** @typedef {import("./normalise.js").Needle} Needle */
  const [, unit] = names.units[column.unit[form]];
  const grade = column.grade[form];
  return [
    { key: "unit", text: unit, holds: (/** @type {Needle} */ needle) => heads.units[column.unit[form]].some((hay) => hay.holds(needle)) },
    { key: "department", text: names.departments[column.department[form]], holds: (/** @type {Needle} */ needle) => heads.departments[column.department[form]].holds(needle) },
    { key: "title", text: names.titles[column.title[form]], holds: (/** @type {Needle} */ needle) => heads.titles[column.title[form]].holds(needle) },
    { key: "kind", text: names.kinds[column.kind[form]].label, holds: (/** @type {Needle} */ needle) => heads.kinds[column.kind[form]].holds(needle) },
    { key: "year", text: String(column.year[form]), holds: (/** @type {Needle} */ needle) => heads.years.get(column.year[form])?.holds(needle) ?? false },
    { key: "grade", text: grade < 0 ? "" : names.grades[grade][0], holds: (/** @type {Needle} */ needle) => grade >= 0 && heads.grades[grade] === needle.text },
  ];
}

/** The name that letters read. @param {Names} names @param {number} form @param {Readings} readings @param {string} letters */
function readAs(names, form, readings, letters) {
  const { column } = names;
  if (readings.projects[column.project[form]].some((reading) => reads(reading, letters))) return names.projects[column.project[form]][1];
  const [full, short] = readings.units[column.unit[form]];
  const [, name, shortName] = names.units[column.unit[form]];
  if (short && reads(short, letters)) return shortName;
  return reads(full, letters) ? name : "";
}
