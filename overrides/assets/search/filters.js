// Owns what can be filtered and sorted, and how many forms each value has. Knows nothing of the page.
// @ts-check

import { inOrder } from "../order.js";
import { compares } from "./comparisons.js";

/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./index.js").Wanted} Wanted */
/** @typedef {import("./state.js").State} State */

/**
 * @typedef {object} Facet
 * @property {string} key name in the address
 * @property {string} label
 * @property {{value: string, label: string, short?: string}[]} values value as it stands in the address
 * @property {Int32Array} of by form: the number of its value, -1 for none; where forms have several, one bit a value
 * @property {boolean} isMany forms have several
 */

/** @type {WeakMap<Names, Facet[]>} */
const made = new WeakMap();

/** @param {Names} names @returns {Facet[]} */
export function facetsOf(names) {
  let facets = made.get(names);
  if (!facets) made.set(names, (facets = makeFacets(names).filter(({ values }) => values.length)));
  return facets;
}

/** Whether a form's kind has a figure at all. @param {Names} names @param {number} form @param {string} figure */
export function hasFigure({ kinds, column }, form, figure) {
  return figure in kinds[column.kind[form]].figures;
}

/** @param {Names} names @returns {Facet[]} */
function makeFacets(names) {
  const { column } = names;
  const years = [...new Set(column.year)].sort((a, b) => b - a);
  const kinds = names.kinds.map((kind, n) => ({ kind, n })).filter(({ n }) => column.kind.includes(n));
  const severities = names.severities.map(([key, word], n) => ({ key, word, n })).filter(({ n }) => column.findings.some((mask) => mask & (1 << n)));
  /** @param {string} text */
  const plain = (text) => ({ value: text, label: text });
  const short = Int32Array.from(column.short, (rows, form) => (hasFigure(names, form, "score") ? Number(rows === 0) : -1));
  const kindNumbers = new Map(kinds.map(({ n }, number) => [n, number]));
  /** @param {Int32Array} masks which severities are found, as bits of those that are listed */
  const listed = (masks) => masks.map((mask) => severities.reduce((bits, { n }, number) => (mask & (1 << n) ? bits | (1 << number) : bits), 0));
  /** @param {string} key @param {string} label @param {Facet["values"]} values @param {Int32Array} of */
  const one = (key, label, values, of) => ({ key, label, values, of, isMany: false });
  /** @param {string} key @param {string} label @param {Facet["values"]} values @param {Int32Array} of */
  const many = (key, label, values, of) => ({ key, label, values, of, isMany: true });
  return [
    one("year", "年度", years.map((year) => ({ ...plain(String(year)), short: `${year}年` })), column.year.map((year) => years.indexOf(year))),
    one("department", "主管部门", names.departments.map(plain), column.department),
    one("unit", "实施单位", names.units.map(([id, name, short]) => ({ value: id, label: name, short })), column.unit),
    one("kind", "表种", kinds.map(({ kind }) => ({ value: kind.folder, label: kind.label })), column.kind.map((kind) => kindNumbers.get(kind) ?? -1)),
    one("grade", "评分等级", names.grades.map(([grade]) => plain(grade)), column.grade),
    one("short", "指标得分", [{ value: "yes", label: "有没得满分的指标" }, { value: "no", label: "每行都得满分" }], short),
    many("group", "二级指标", names.groups.map(plain), column.groups),
    many("finding", "检查提示", severities.map(({ key, word }) => ({ value: key, label: word })), listed(column.findings)),
  ];
}

/** Whether a form has a value. @param {Facet} facet @param {number} form @param {number} value */
export function holds({ of, isMany }, form, value) {
  return isMany ? (of[form] & (1 << value)) !== 0 : of[form] === value;
}

/** The number of a facet's value; older addresses name it by its word. @param {Facet} facet @param {string} value */
export function valueNumber(facet, value) {
  const number = facet.values.findIndex((known) => known.value === value);
  return number < 0 ? facet.values.findIndex((known) => known.label === value) : number;
}

/** Whether a form meets a condition of the query. @param {Names} names @param {Wanted} wanted @param {number} form */
export function meets(names, [key, sign, values], form) {
  const figures = names.figure[key];
  if (figures) return values.some((value) => compares(figures[form], sign, Number(value)));
  const facet = facetsOf(names).find((one) => one.key === key);
  return facet !== undefined && values.some((value) => holds(facet, form, valueNumber(facet, value)));
}

/** @typedef {{key: string, label: string, first: string, second: string, falls: boolean}} Sort falls: the first way is from high to low */

/** @param {Names} names @returns {Sort[]} */
export function sortsOf(names) {
  const [high, low] = ["从高到低", "从低到高"];
  /** @param {string} key @param {string} label @param {string} first @param {string} second @param {boolean} falls */
  const sort = (key, label, first, second, falls) => ({ key, label, first, second, falls });
  const figures = names.words.figures
    .filter(({ range }) => range)
    .map(({ key, label, unit }) => (names.words.units[unit] && unit.endsWith("元") ? sort(key, label, "从多到少", "从少到多", true) : sort(key, label, low, high, false)));
  return [
    sort("year", "年度", "新的在前", "旧的在前", true),
    sort("department", "主管部门", "顺着排", "倒着排", false),
    sort("unit", "实施单位", "按名录次序", "按名录倒序", false),
    sort("kind", "表种", "顺着排", "倒着排", false),
    sort("grade", "评分等级", high, low, false),
    ...figures,
    sort("short", "没得满分的行数", "从多到少", "从少到多", true),
    sort("finding", "检查提示", "种类多的在前", "种类少的在前", true),
  ];
}

/**
 * The forms that pass every filter, and how many forms each value of each facet would leave, the other filters kept.
 * @param {Names} names
 * @param {readonly Facet[]} facets
 * @param {readonly number[]} forms
 * @param {State} state
 */
export function filter(names, facets, forms, state) {
  const chosen = facets.map((facet) => (state.chosen[facet.key] ?? []).map((value) => valueNumber(facet, value)));
  const counts = facets.map((facet) => new Uint32Array(facet.values.length));
  /** @type {number[]} */
  const kept = [];
  for (const form of forms) {
    if (!inRanges(names, state, form)) continue;
    let failed = -1;
    let failures = 0;
    for (let f = 0; f < facets.length && failures < 2; f++) {
      if (chosen[f].length && !chosen[f].some((value) => value >= 0 && holds(facets[f], form, value))) {
        failed = f;
        failures++;
      }
    }
    if (failures > 1) continue;
    if (!failures) kept.push(form);
    for (let f = 0; f < facets.length; f++) {
      if (failures && f !== failed) continue;
      count(facets[f], form, counts[f]);
    }
  }
  return { forms: kept, counts };
}

/** @param {Facet} facet @param {number} form @param {Uint32Array} counts */
function count({ of, isMany }, form, counts) {
  const own = of[form];
  if (!isMany) {
    if (own >= 0) counts[own]++;
    return;
  }
  for (let rest = own; rest; rest &= rest - 1) counts[31 - Math.clz32(rest & -rest)]++;
}

/** A range written from high to low means the same as from low to high. @param {readonly [string, string]} range @returns {[string, string]} */
export function rising([from, until]) {
  return isReversed([from, until]) ? [until, from] : [from, until];
}

/** @param {readonly [string, string]} range */
export function isReversed([from, until]) {
  return from !== "" && until !== "" && Number(from) > Number(until);
}

/** @param {Names} names @param {State} state @param {number} form */
function inRanges(names, state, form) {
  for (const [key, range] of Object.entries(state.ranges)) {
    const figures = names.figure[key];
    if (!range || !figures) continue;
    const [from, until] = rising(range);
    const figure = figures[form];
    if (Number.isNaN(figure)) return false;
    if (from !== "" && figure < Number(from)) return false;
    if (until !== "" && figure > Number(until)) return false;
  }
  return true;
}

/**
 * Sorts by one column; forms without a value come last in both directions, equal ones keep their rank.
 * @param {Names} names
 * @param {readonly number[]} forms by rank
 * @param {string} sort "" for rank, "rate" or "-rate"
 */
export function sorted(names, forms, sort) {
  const key = sort.replace(/^-/, "");
  if (!sortsOf(names).some((known) => known.key === key)) return [...forms];
  const sign = sort.startsWith("-") ? -1 : 1;
  const value = sortValue(names, key);
  return [...forms].sort((a, b) => inOrder(value(a), value(b), sign));
}

/** @param {Names} names @param {string} key @returns {(form: number) => number} */
function sortValue(names, key) {
  const { column, figure } = names;
  if (key in figure) return (form) => figure[key][form];
  if (key === "grade") {
    const ranks = names.grades.map(([, rank]) => rank ?? NaN);
    return (form) => (column.grade[form] < 0 ? NaN : ranks[column.grade[form]]);
  }
  if (key === "short") return (form) => (hasFigure(names, form, "score") ? column.short[form] : NaN);
  if (key === "finding") return (form) => bits(column.findings[form]);
  return (form) => column[/** @type {"year" | "department" | "unit" | "kind"} */ (key)][form];
}

/** How many kinds of finding. @param {number} mask */
function bits(mask) {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) count++;
  return count;
}
