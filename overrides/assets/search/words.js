// Owns how a form is worded and addressed in a list of results.
// @ts-check

/** @typedef {import("./index.js").Names} Names */

/** Address of a form's page relative to the root of the site. @param {Names} names @param {number} form */
export function addressOf(names, form) {
  const { column } = names;
  const parts = [
    names.kinds[column.kind[form]].folder,
    column.year[form],
    names.units[column.unit[form]][0],
    names.projects[column.project[form]][0],
  ];
  return `${parts.join("/")}/`;
}

/** 1068.30 reads 1,068.30. @param {string} decimal */
export function amount(decimal) {
  const [whole, part = ""] = decimal.split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${part.padEnd(2, "0")}`;
}

/** What stands under a result's name, without its grade. @param {Names} names @param {number} form */
export function factsOf(names, form) {
  const { column, printed } = names;
  const { label, figures } = names.kinds[column.kind[form]];
  const facts = [names.units[column.unit[form]][2], `${column.year[form]} 年度`, label];
  /** @param {string} key @param {(called: string, decimal: string) => string} said @param {string} absent */
  const add = (key, said, absent) => {
    if (!(key in figures)) return;
    const decimal = printed[key][form];
    if (decimal !== "-") facts.push(said(figures[key], decimal));
    else if (absent) facts.push(absent);
  };
  /** @param {string} key @param {string} text */
  const marked = (key, text) => {
    const why = whyComputed(names, form, key);
    return why ? `按表上的数算 ${text}（${why}）` : text;
  };
  add("budget", (called, decimal) => `${called} ${amount(decimal)} 万元`, "");
  add("rate", (called, decimal) => `${called} ${marked("rate", `${decimal}%`)}`, "没有执行率");
  add("score", (_, decimal) => marked("score", `${decimal} 分`), "没有总分");
  return facts;
}

/** Figures that are computed where the form prints none. */
export const COMPUTED = ["rate", "score"];

/** Why a figure is not printed, where other figures of the form make it; else "". @param {Names} names @param {number} form @param {string} figure */
export function whyComputed({ column, why }, form, figure) {
  return why[Math.floor(column.computed[form] / why.length ** COMPUTED.indexOf(figure)) % why.length];
}

/** The grade of a form, or null. @param {Names} names @param {number} form */
export function gradeOf({ column, grades }, form) {
  return column.grade[form] < 0 ? null : grades[column.grade[form]][0];
}
