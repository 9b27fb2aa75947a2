// Owns what can be filtered and sorted, and how many forms each value has. Knows nothing of the page.
// @ts-check

import { inOrder } from "../order.js";

/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./state.js").State} State */

/**
 * @typedef {object} Facet
 * @property {string} key name in the address
 * @property {string} label
 * @property {{value: string, label: string}[]} values value as it stands in the address
 * @property {(form: number, value: number) => boolean} holds
 */

/** @param {Names} names @returns {Facet[]} */
export function facetsOf(names) {
  const { column } = names;
  const years = [...new Set(column.year)].sort((a, b) => b - a);
  /** @param {string} text */
  const plain = (text) => ({ value: text, label: text });
  /** @type {Facet[]} */
  const facets = [
    { key: "year", label: "年度", values: years.map((year) => plain(String(year))), holds: (form, n) => column.year[form] === years[n] },
    { key: "department", label: "主管部门", values: names.departments.map(plain), holds: (form, n) => column.department[form] === n },
    {
      key: "unit",
      label: "实施单位",
      values: names.units.map(([id, name]) => ({ value: id, label: name })),
      holds: (form, n) => column.unit[form] === n,
    },
    {
      key: "kind",
      label: "表种",
      values: names.kinds.map(([folder, label]) => ({ value: folder, label })),
      holds: (form, n) => column.kind[form] === n,
    },
    { key: "grade", label: "评分等级", values: names.grades.map(plain), holds: (form, n) => column.grade[form] === n },
    {
      key: "short",
      label: "指标得分",
      values: [
        { value: "yes", label: "有没得满分的指标" },
        { value: "no", label: "每行都得满分" },
      ],
      holds: (form, n) => column.kind[form] === 0 && (n === 0 ? column.short[form] > 0 : column.short[form] === 0),
    },
    { key: "group", label: "二级指标", values: names.groups.map(plain), holds: (form, n) => (column.groups[form] & (1 << n)) !== 0 },
    { key: "finding", label: "检查提示", values: names.severities.map(plain), holds: (form, n) => (column.findings[form] & (1 << n)) !== 0 },
  ];
  return facets.filter((facet) => facet.values.length);
}

/** @typedef {"rate" | "score" | "budget"} RangeKey */

/** @type {{key: RangeKey, label: string, unit: string}[]} */
export const RANGES = [
  { key: "rate", label: "执行率", unit: "%" },
  { key: "score", label: "得分", unit: "分" },
  { key: "budget", label: "全年预算或申请", unit: "万元" },
];

/** @type {{key: string, label: string, falls: boolean}[]} falls: the first direction is from high to low */
export const SORTS = [
  { key: "year", label: "年度", falls: true },
  { key: "department", label: "主管部门", falls: false },
  { key: "unit", label: "实施单位", falls: false },
  { key: "kind", label: "表种", falls: false },
  { key: "grade", label: "评分等级", falls: false },
  { key: "rate", label: "执行率", falls: false },
  { key: "score", label: "得分", falls: false },
  { key: "budget", label: "全年预算或申请", falls: true },
  { key: "short", label: "没得满分的行数", falls: true },
  { key: "finding", label: "检查提示", falls: true },
];

/**
 * The forms that pass every filter, and how many forms each value of each facet would leave, the other filters kept.
 * @param {Names} names
 * @param {readonly Facet[]} facets
 * @param {readonly number[]} forms
 * @param {State} state
 */
export function filter(names, facets, forms, state) {
  const chosen = facets.map((facet) => {
    const wanted = state.chosen[facet.key] ?? [];
    return wanted.map((value) => facet.values.findIndex((known) => known.value === value));
  });
  const counts = facets.map((facet) => new Uint32Array(facet.values.length));
  /** @type {number[]} */
  const kept = [];
  for (const form of forms) {
    if (!inRanges(names, state, form)) continue;
    let failed = -1;
    let failures = 0;
    for (let f = 0; f < facets.length && failures < 2; f++) {
      if (chosen[f].length && !chosen[f].some((value) => value >= 0 && facets[f].holds(form, value))) {
        failed = f;
        failures++;
      }
    }
    if (failures > 1) continue;
    if (!failures) kept.push(form);
    for (let f = 0; f < facets.length; f++) {
      if (failures && f !== failed) continue;
      for (let value = 0; value < counts[f].length; value++) if (facets[f].holds(form, value)) counts[f][value]++;
    }
  }
  return { forms: kept, counts };
}

/** @param {Names} names @param {State} state @param {number} form */
function inRanges(names, state, form) {
  for (const { key } of RANGES) {
    const range = state.ranges[key];
    if (!range) continue;
    const figure = names.figure[key][form];
    if (Number.isNaN(figure)) return false;
    if (range[0] !== "" && figure < Number(range[0])) return false;
    if (range[1] !== "" && figure > Number(range[1])) return false;
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
  if (!SORTS.some((known) => known.key === key)) return [...forms];
  const sign = sort.startsWith("-") ? -1 : 1;
  const value = sortValue(names, key);
  return [...forms].sort((a, b) => inOrder(value(a), value(b), sign));
}

/** @param {Names} names @param {string} key @returns {(form: number) => number} */
function sortValue(names, key) {
  const { column, figure } = names;
  if (key === "rate" || key === "score" || key === "budget") return (form) => figure[key][form];
  if (key === "grade") {
    const order = ["优", "良", "中", "合格", "差", "不合格"];
    const places = names.grades.map((grade) => order.indexOf(grade));
    return (form) => (column.grade[form] < 0 ? NaN : places[column.grade[form]]);
  }
  if (key === "short") return (form) => (column.kind[form] === 0 ? column.short[form] : NaN);
  if (key === "finding") return (form) => bits(column.findings[form]);
  return (form) => column[/** @type {"year" | "department" | "unit" | "kind"} */ (key)][form];
}

/** How many kinds of finding. @param {number} mask */
function bits(mask) {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) count++;
  return count;
}
