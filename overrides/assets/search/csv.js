// Writes results as CSV that Excel opens as Chinese and as text, never as a formula.
// @ts-check

import { addressOf } from "./words.js";

/** @typedef {import("./index.js").Names} Names */

const HEADINGS = [
  "年度", "表种", "主管部门", "实施单位", "项目名称", "全年预算数或年度资金申请总额（万元）", "全年执行数（万元）", "执行率（%）",
  "得分", "评分等级", "没得满分的行数", "网址",
];

/**
 * @param {Names} names
 * @param {readonly number[]} forms
 * @param {string} root address of the site's root
 */
export function csvOf(names, forms, root) {
  const { column, printed } = names;
  const rows = forms.map((form) => [
    String(column.year[form]),
    names.kinds[column.kind[form]][1],
    names.departments[column.department[form]],
    names.units[column.unit[form]][1],
    names.projects[column.project[form]][1],
    ...["budget", "executed", "rate", "score"].map((key) => figure(printed[/** @type {"rate"} */ (key)][form])),
    column.grade[form] < 0 ? "" : names.grades[column.grade[form]],
    column.kind[form] === 0 ? String(column.short[form]) : "",
    root + addressOf(names, form),
  ]);
  return `\ufeff${[HEADINGS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** @param {string} text */
function figure(text) {
  return text === "-" ? "" : text;
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe. @param {string} text */
export function cell(text) {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const guarded = /^[=+\-@\t\r]/.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
