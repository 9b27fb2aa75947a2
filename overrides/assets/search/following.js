// Says which page of the site has a feed of its own for what is asked. Knows no element.
// @ts-check

/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./state.js").State} State */

/**
 * The unit, the year or the project that is all that was asked: chosen as the only filter, or named in full. Any other
 * query has no feed, for nobody makes one when it is typed.
 * @param {Names} names
 * @param {State} state
 * @returns {{page: string, label: string} | null} address of its page under the site
 */
export function followed(names, { q, chosen, ranges }) {
  if (Object.values(ranges).some(Boolean)) return null;
  const choices = Object.entries(chosen).flatMap(([key, values]) => values.map((value) => ({ key, value })));
  if (choices.length + Number(q !== "") !== 1) return null;
  return q ? named(names, q) : filed(names, choices[0]);
}

/** @param {Names} names @param {{key: string, value: string}} choice */
function filed({ units, column }, { key, value }) {
  const unit = key === "unit" ? units.find(([id]) => id === value) : undefined;
  if (unit) return { page: `units/${unit[0]}/`, label: `这个单位：${unit[2]}` };
  return key === "year" && column.year.includes(Number(value)) ? { page: `years/${value}/`, label: `这一年：${value} 年度` } : null;
}

/** @param {Names} names @param {string} q */
function named({ folder, units, projects }, q) {
  const wanted = folder.fold(q);
  const unit = units.find((called) => called.slice(1).some((name) => folder.fold(name) === wanted));
  if (unit) return { page: `units/${unit[0]}/`, label: `这个单位：${unit[2]}` };
  const project = projects.find(([, name]) => folder.fold(name) === wanted);
  return project ? { page: `projects/${project[0]}/`, label: `这个项目：${project[1]}` } : null;
}
