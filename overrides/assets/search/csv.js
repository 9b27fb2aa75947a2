// Owns which columns the files of results have.
// @ts-check

import { written } from "../csv.js";
import { hasFigure } from "./filters.js";
import { COMPUTED, addressOf, whyComputed } from "./words.js";

/** @typedef {import("./index.js").Names} Names */

const FORM = ["年度", "表种", "主管部门", "实施单位", "项目名称"];
const HEADINGS = [
  ...FORM, "全年预算数或年度资金申请总额（万元）", "全年执行数（万元）", "执行率（%）", "得分", "没有印、按表上的数算的", "评分等级", "没得满分的行数", "网址",
];
const ROW_HEADINGS = [...FORM, "行", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析", "网址"];

/**
 * @param {Names} names
 * @param {readonly number[]} forms
 * @param {string} root address of the site's root
 */
export function csvOf(names, forms, root) {
  const { column, printed, kinds } = names;
  const rows = forms.map((form) => [
    ...headOf(names, form),
    ...["budget", "executed", "rate", "score"].map((key) => figure(printed[key][form])),
    COMPUTED.filter((key) => whyComputed(names, form, key)).map((key) => kinds[column.kind[form]].figures[key]).join("、"),
    column.grade[form] < 0 ? "" : names.grades[column.grade[form]][0],
    hasFigure(names, form, "score") ? String(column.short[form]) : "",
    root + addressOf(names, form),
  ]);
  return written([HEADINGS, ...rows]);
}

/**
 * @param {Names} names
 * @param {readonly import("./rows.js").FormRow[]} rows
 * @param {string} root address of the site's root
 */
export function rowsCsvOf(names, rows, root) {
  const lines = rows.map(({ form, row, texts }) => [
    ...headOf(names, form),
    String(row),
    ...["level1", "level2", "name", "target", "actual", "weight", "score", "reason"].map((key) => texts[key] ?? ""),
    `${root}${addressOf(names, form)}#row-${row}`,
  ]);
  return written([ROW_HEADINGS, ...lines]);
}

/** @param {Names} names @param {number} form */
function headOf({ column, kinds, departments, units, projects }, form) {
  return [
    String(column.year[form]),
    kinds[column.kind[form]].label,
    departments[column.department[form]],
    units[column.unit[form]][1],
    projects[column.project[form]][1],
  ];
}

/** @param {string} text */
function figure(text) {
  return text === "-" ? "" : text;
}
