// Draws what narrows a search as chips: conditions understood from the words, choices, ranges; each can be taken away.
// @ts-check

import { element } from "./dom.js";
import { isReversed, rising, valueNumber } from "./filters.js";
import { withoutWord } from "./query.js";

/** @typedef {import("./filters.js").Facet} Facet */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./index.js").Wanted} Wanted */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./state.js").State} State */

/** @typedef {{text: string, note: string, change: Partial<State>}} Chip change takes it away */

/**
 * @param {Names} names
 * @param {readonly Facet[]} facets
 * @param {State} state
 * @param {Query} query
 * @returns {Chip[]}
 */
export function chipsOf(names, facets, state, query) {
  const conditions = query.conditions.map(({ raw, rest, wanted }, at) => ({
    text: wording(names, facets, wanted),
    note: query.conditions[at + 1]?.raw === raw ? "" : `按“${raw}”理解`,
    change: { q: withoutWord(state.q, raw, rest) },
  }));
  const limits = [...query.terms, ...query.without]
    .filter((term) => term.part || query.without.includes(term))
    .map((term) => ({
      text: `${query.without.includes(term) ? "不含" : ""}${labelOf(names, term.part)}${term.text}`,
      note: "",
      change: { q: withoutWord(state.q, term.raw) },
    }));
  const choices = facets.flatMap((facet) =>
    (state.chosen[facet.key] ?? []).map((value) => ({
      text: `${facet.label}：${facet.values[valueNumber(facet, value)]?.label ?? `${value}（没有）`}`,
      note: "",
      change: { chosen: { ...state.chosen, [facet.key]: state.chosen[facet.key].filter((other) => other !== value) } },
    })),
  );
  const ranges = names.words.figures.flatMap(({ key, label, unit }) => {
    const range = state.ranges[key];
    if (!range) return [];
    const [from, until] = rising(range);
    const text = from && until ? `${from}—${until}` : from ? `不低于 ${from}` : `不高于 ${until}`;
    const note = isReversed(range) ? `写反了，按从 ${from} 到 ${until} 查` : "";
    return [{ text: `${label} ${text} ${unit}`, note, change: { ranges: { ...state.ranges, [key]: undefined } } }];
  });
  return [...conditions, ...limits, ...choices, ...ranges];
}

/** @param {Names} names @param {string} part */
function labelOf({ words }, part) {
  const limit = [...words.parts, ...words.heads].find(({ key }) => key === part);
  return limit ? `${limit.label}：` : "";
}

/** @param {Names} names @param {readonly Facet[]} facets @param {Wanted} wanted */
export function wording(names, facets, [key, sign, values]) {
  const figure = names.words.figures.find((one) => one.key === key);
  if (figure) return `${figure.label} ${sign} ${values.join("、")} ${figure.unit}`;
  const facet = facets.find((one) => one.key === key);
  const labels = values.map((value) => (facet ? facet.values[valueNumber(facet, value)]?.label : undefined)).filter(Boolean);
  return `${facet?.label ?? key}：${labels.join("、") || values.join("、")}`;
}

/** @param {readonly Chip[]} chips @param {(change: Partial<State>) => void} changed */
export function chipItems(chips, changed) {
  return chips.map(({ text, note, change }) => {
    const button = element("button", { type: "button", "aria-label": `去掉：${text}` }, text, element("span", { "aria-hidden": "true" }, " ×"));
    button.addEventListener("click", () => changed(change));
    return element("li", {}, button, ...(note ? [" ", element("span", { class: "find-note" }, note)] : []));
  });
}
