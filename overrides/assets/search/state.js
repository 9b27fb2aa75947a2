// Owns the state of a search as it stands in the address, so that it can be sent and gone back to.
// @ts-check

const FACETS = ["year", "department", "unit", "kind", "grade", "short", "group", "finding"];
const OWN = new Set([...FACETS, "q", "sort", "page", "same", "of"]);
const RANGE = /^(\d*\.?\d*)\.\.(\d*\.?\d*)$/;

/**
 * @typedef {object} State
 * @property {string} q
 * @property {Record<string, string[]>} chosen values by facet
 * @property {Record<string, [from: string, to: string] | undefined>} ranges by figure, "" for an open end
 * @property {string} sort "" for rank, "rate" rising, "-rate" falling
 * @property {number} page from 1
 * @property {string} same key of the indicator that is looked at across forms, "" for none
 * @property {string} of unit of that indicator, "" for the commonest
 */

/** @param {string} query the part of an address after "?" @returns {State} */
export function readState(query) {
  const values = new URLSearchParams(query);
  /** @type {State["chosen"]} */
  const chosen = {};
  for (const key of FACETS) {
    const wanted = values.getAll(key).filter(Boolean);
    if (wanted.length) chosen[key] = [...new Set(wanted)];
  }
  /** @type {State["ranges"]} */
  const ranges = {};
  for (const [key, value] of values) {
    const range = OWN.has(key) ? null : RANGE.exec(value);
    if (range && (range[1] || range[2])) ranges[key] = [range[1], range[2]];
  }
  const page = Number(values.get("page"));
  return {
    q: (values.get("q") ?? "").trim(),
    chosen,
    ranges,
    sort: values.get("sort") ?? "",
    page: Number.isInteger(page) && page > 0 ? page : 1,
    same: values.get("same") ?? "",
    of: values.get("of") ?? "",
  };
}

/** The shortest address of a state: "?q=…" or "". @param {State} state */
export function writeState(state) {
  const values = new URLSearchParams();
  if (state.q) values.set("q", state.q);
  for (const key of FACETS) for (const value of state.chosen[key] ?? []) values.append(key, value);
  for (const [key, range] of Object.entries(state.ranges)) if (range) values.set(key, `${range[0]}..${range[1]}`);
  if (state.sort) values.set("sort", state.sort);
  if (state.page > 1) values.set("page", String(state.page));
  if (state.same) values.set("same", state.same);
  if (state.same && state.of) values.set("of", state.of);
  const query = values.toString();
  return query && `?${query}`;
}
