// Owns how a form is worded and addressed in a list of results.
// @ts-check

/** @typedef {import("./index.js").Names} Names */

/** Address of a form's page relative to the root of the site. @param {Names} names @param {number} form */
export function addressOf(names, form) {
  const { column } = names;
  const parts = [
    names.kinds[column.kind[form]][0],
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
  const facts = [
    names.units[column.unit[form]][2],
    `${column.year[form]} 年度`,
    names.kinds[column.kind[form]][1],
  ];
  const isEvaluation = column.kind[form] === 0;
  if (printed.budget[form] !== "-") facts.push(`${isEvaluation ? "全年预算" : "申请"} ${amount(printed.budget[form])} 万元`);
  if (isEvaluation) {
    facts.push(printed.rate[form] === "-" ? "没有执行率" : `执行率 ${printed.rate[form]}%`);
    facts.push(printed.score[form] === "-" ? "没有总分" : `${printed.score[form]} 分`);
  }
  return facts;
}
