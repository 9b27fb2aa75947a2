// Draws the filters once and then only moves counts and ticks, so that the keyboard never loses its place.
// @ts-check

import { element } from "./dom.js";
import { RANGES, SORTS } from "./filters.js";

/** @typedef {import("./filters.js").Facet} Facet */
/** @typedef {import("./state.js").State} State */

const FOLDED_FROM = 9;

/**
 * @param {readonly Facet[]} facets
 * @param {(change: Partial<State>) => void} changed
 */
export function makeControls(facets, changed) {
  const root = element("div", { class: "find-controls" });
  const boxes = facets.map((facet) => drawFacet(facet, root, () => changed({ chosen: readChosen() })));
  const ranges = RANGES.map((range) => drawRange(range, root, () => changed({ ranges: readRanges() })));

  function readChosen() {
    /** @type {State["chosen"]} */
    const chosen = {};
    facets.forEach((facet, f) => {
      const values = boxes[f].filter(({ box }) => box.checked).map(({ box }) => box.value);
      if (values.length) chosen[facet.key] = values;
    });
    return chosen;
  }

  function readRanges() {
    /** @type {State["ranges"]} */
    const read = {};
    RANGES.forEach(({ key }, r) => {
      const [from, until] = ranges[r].map((input) => (input.validity.valid ? input.value : ""));
      if (from || until) read[key] = [from, until];
    });
    return read;
  }

  /** @param {State} state @param {readonly Uint32Array[]} counts */
  function show(state, counts) {
    facets.forEach((facet, f) => {
      boxes[f].forEach(({ box, count, line }, value) => {
        box.checked = (state.chosen[facet.key] ?? []).includes(box.value);
        count.textContent = String(counts[f][value]);
        line.classList.toggle("is-empty", !counts[f][value] && !box.checked);
      });
    });
    RANGES.forEach(({ key }, r) => {
      ranges[r].forEach((input, end) => {
        if (input !== document.activeElement) input.value = state.ranges[key]?.[end] ?? "";
      });
    });
  }

  return { root, show };
}

/** @param {Facet} facet @param {HTMLElement} root @param {() => void} changed */
function drawFacet(facet, root, changed) {
  const lines = facet.values.map(({ value, label }) => {
    const box = element("input", { type: "checkbox", name: facet.key, value });
    const count = element("span", { class: "find-count" });
    const line = element("label", {}, box, element("span", {}, label), " ", count);
    box.addEventListener("change", changed);
    return { box, count, line };
  });
  const list = element("div", { class: "find-values" }, ...lines.map(({ line }) => line));
  const isLong = lines.length >= FOLDED_FROM;
  const details = element("details", { open: !isLong }, element("summary", {}, facet.label), list);
  root.append(element("fieldset", {}, element("legend", { class: "visually-hidden" }, facet.label), details));
  return lines;
}

/** @param {{key: string, label: string, unit: string}} range @param {HTMLElement} root @param {() => void} changed */
function drawRange({ key, label, unit }, root, changed) {
  const inputs = ["从", "到"].map((end) =>
    element("input", { type: "number", min: 0, step: "any", inputmode: "decimal", "aria-label": `${label}${end}（${unit}）`, placeholder: end, "data-range": key }),
  );
  inputs.forEach((input) => input.addEventListener("change", changed));
  root.append(
    element(
      "fieldset",
      { class: "find-range" },
      element("legend", {}, `${label}（${unit}）`),
      element("div", {}, inputs[0], element("span", { "aria-hidden": "true" }, "—"), inputs[1]),
    ),
  );
  return inputs;
}

/** @param {(sort: string) => void} changed */
export function makeSort(changed) {
  const select = element("select", { id: "find-sort" }, element("option", { value: "" }, "按相关程度"));
  for (const { key, label, falls } of SORTS) {
    const [first, second] = falls ? [`-${key}`, key] : [key, `-${key}`];
    select.append(option(first, label), option(second, label));
  }
  select.addEventListener("change", () => changed(select.value));
  return select;
}

/** @param {string} value @param {string} label */
function option(value, label) {
  return element("option", { value }, `按${label}，${value.startsWith("-") ? "从高到低" : "从低到高"}`);
}
