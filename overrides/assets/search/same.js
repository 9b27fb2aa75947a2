// The same indicator across forms: which units there are, how the values of one lie, every row. Draws a view of its own.
// @ts-check

import { makeSortable } from "../tables.js";
import { makeTaker } from "../taking.js";
import { element } from "./dom.js";
import { addressOf, amount } from "./words.js";

/** @typedef {import("./index.js").AlikeRow} AlikeRow */
/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./state.js").State} State */

const BINS = 8;
/** Values from which on quarters say something. */
const FEW = 8;
/** What differs first, so that a phone shows it without a push; the name, which hardly does, last. */
const HEADS = ["项目", "目标", "完成", "得分", "分值", "实施单位", "年度", "行", "三级指标"];
const FIGURES = new Set(["年度", "得分", "分值", "行"]);

/**
 * @typedef {object} AlikeView
 * @property {AlikeRow[]} rows of the unit that is looked at
 * @property {string} unit
 * @property {[unit: string, count: number][]} units the commonest first
 */

/** The rows of one unit of measure; where none is asked, of the commonest. @param {readonly AlikeRow[]} rows @param {string} asked @returns {AlikeView} */
export function viewOf(rows, asked) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const row of rows) counts.set(unitOf(row), (counts.get(unitOf(row)) ?? 0) + 1);
  const units = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const unit = counts.has(asked) ? asked : (units[0]?.[0] ?? "");
  return { rows: rows.filter((row) => unitOf(row) === unit), unit, units };
}

const NO_NUMBER = "—";

/** Unit of the target, else of the actual value; a dash where both are words. @param {AlikeRow} row */
function unitOf([, , , , , , , targetValue, targetUnit, actualValue, actualUnit]) {
  if (targetValue !== "") return targetUnit;
  return actualValue !== "" ? actualUnit : NO_NUMBER;
}

/** Lowest, quarters and highest of some values. @param {readonly number[]} values one or more @returns {[number, number, number, number, number]} */
export function quarters(values) {
  const rising = [...values].sort((a, b) => a - b);
  /** @param {number} share */
  const at = (share) => {
    const place = share * (rising.length - 1);
    const low = Math.floor(place);
    const high = Math.ceil(place);
    return rising[low] + (rising[high] - rising[low]) * (place - low);
  };
  return [at(0), at(0.25), at(0.5), at(0.75), at(1)];
}

/** How many values lie in each of some equal stretches; where there are few different ones, how many are each of them. @param {readonly number[]} values @returns {{from: number, until: number, count: number}[]} */
export function stretches(values) {
  const rising = [...new Set(values)].sort((a, b) => a - b);
  if (rising.length <= BINS) return rising.map((value) => ({ from: value, until: value, count: values.filter((other) => other === value).length }));
  const [low, high] = [rising[0], rising[rising.length - 1]];
  const width = (high - low) / BINS;
  const counts = Array.from({ length: BINS }, (_, n) => ({ from: low + n * width, until: n === BINS - 1 ? high : low + (n + 1) * width, count: 0 }));
  for (const value of values) counts[Math.min(BINS - 1, Math.floor((value - low) / width))].count++;
  return counts;
}

/** @param {Index} index @param {Names} names @param {State} state */
export async function alikeView(index, names, state) {
  const all = await index.alike(state.same);
  const back = element("p", {}, element("a", { href: `${index.base}search/?${new URLSearchParams({ q: state.same })}` }, `搜索“${state.same}”`));
  if (!all.length) return { title: state.same, count: 0, nodes: [element("p", {}, "没有这个指标。"), back] };
  const { rows, unit, units } = viewOf(all, state.of);
  const forms = new Set(rows.map(([form]) => form)).size;
  const name = commonest(rows.map(([, , text]) => text));
  const listed = table(index, names, rows);
  makeSortable(listed);
  const nodes = [
    element("h2", { id: "find-same" }, `同名指标：${name}${unit && unit !== NO_NUMBER ? `（${unit}）` : ""}`),
    element("p", {}, `${forms} 份表里的 ${rows.length} 行。名称去掉年份、数字和标点以后相同、计量单位相同的放在一起；各单位的做法可能不同，数不能直接比好坏。`),
    ...(units.length > 1 ? [unitLinks(state, unit, units)] : []),
    ...distribution("实际完成值", rows.map((row) => row[9]), unit),
    ...distribution("年度指标值", rows.map((row) => row[7]), unit),
    fullMarks(rows),
    element("div", { class: "find-table", tabindex: 0, role: "region", "aria-labelledby": "find-same" }, listed),
    element("p", {}, makeTaker(listed).button),
    back,
  ];
  return { title: name, count: rows.length, nodes };
}

/** @param {readonly string[]} texts */
function commonest(texts) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0][0];
}

/** @param {State} state @param {string} unit @param {readonly [string, number][]} units */
function unitLinks(state, unit, units) {
  const links = units.map(([other, count]) => {
    const text = `${other === NO_NUMBER ? "只有文字" : other || "没有单位"}（${count}）`;
    const address = `?${new URLSearchParams({ same: state.same, of: other })}`;
    return element("li", {}, other === unit ? element("b", {}, text) : element("a", { href: address }, text));
  });
  return element("ul", { class: "find-units", "aria-label": "计量单位" }, ...links);
}

/** @param {string} label @param {readonly string[]} texts @param {string} unit */
function distribution(label, texts, unit) {
  const values = texts.filter((text) => text !== "").map(Number);
  if (values.length < 2) return [];
  const [low, first, middle, third, high] = quarters(values).map(said);
  const lies = values.length < FEW ? `最低 ${low}，最高 ${high}` : `最低 ${low}，四分之一不高于 ${first}，一半不高于 ${middle}，四分之一不低于 ${third}，最高 ${high}`;
  const bars = stretches(values);
  const most = Math.max(...bars.map(({ count }) => count));
  const lines = bars.map(({ from, until, count }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, from === until ? said(from) : `${said(from)}—${said(until)}`),
      element("td", { class: "num" }, String(count)),
      element("td", { "aria-hidden": "true" }, bar(count / most)),
    ),
  );
  return [
    element("h3", {}, `${label}怎么分布`),
    element("p", {}, `${values.length} 行有数${unit ? `，单位：${unit}` : ""}：${low === high ? `都是 ${low}` : lies}。`),
    element("table", { class: "find-spread" }, element("caption", { class: "visually-hidden" }, `${label}在各段的行数`), element("tbody", {}, ...lines)),
  ];
}

/** Its length is set by script: the page allows no style in its markup. @param {number} share */
function bar(share) {
  const drawn = element("span", { class: "find-bar" });
  drawn.style.width = `${Math.round(share * 100)}%`;
  return drawn;
}

/** At most two decimals, thousands commas. @param {number} value */
function said(value) {
  const text = value.toFixed(2).replace(/\.?0+$/, "");
  return text.includes(".") ? amount(text) : amount(text).replace(/\.00$/, "");
}

/** @param {readonly AlikeRow[]} rows */
function fullMarks(rows) {
  const scored = rows.filter(([, , , , , weight, score]) => weight !== "" && score !== "" && !Number.isNaN(Number(weight) - Number(score)));
  const full = scored.filter(([, , , , , weight, score]) => Number(score) >= Number(weight)).length;
  return element("p", {}, scored.length ? `${scored.length} 行有得分，${full} 行得满分。` : "没有一行有得分。");
}

/** @param {Index} index @param {Names} names @param {readonly AlikeRow[]} rows */
function table(index, names, rows) {
  const { column, units, projects } = names;
  const lines = rows.map(([form, row, name, target, actual, weight, score]) => {
    const link = element("a", { href: `${index.base}${addressOf(names, form)}#row-${row}` }, projects[column.project[form]][1]);
    const texts = [target, actual, score, weight, units[column.unit[form]][2], String(column.year[form]), String(row), name];
    const cells = texts.map((text, at) => element("td", FIGURES.has(HEADS[at + 1]) ? { class: "num" } : {}, text));
    return element("tr", {}, element("th", { scope: "row" }, link), ...cells);
  });
  const heads = HEADS.map((head) => element("th", { scope: "col", class: FIGURES.has(head) ? "num" : null }, head));
  return element("table", { "data-take": "rows" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...lines));
}
