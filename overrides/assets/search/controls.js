// Draws the filters once and then only moves counts and ticks, so that the keyboard never loses its place.
// @ts-check

import { element } from "./dom.js";
import { isReversed, sortsOf, valueNumber } from "./filters.js";

/** @typedef {import("./filters.js").Facet} Facet */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./index.js").FigureName} FigureName */
/** @typedef {import("./state.js").State} State */

const FOLDED_FROM = 9;
const BOX_FROM = 12;

/**
 * @param {Names} names
 * @param {readonly Facet[]} facets
 * @param {(change: Partial<State>) => void} changed
 */
export function makeControls(names, facets, changed) {
  const root = element("div", { class: "find-controls" });
  const ranged = names.words.figures.filter(({ range }) => range);
  const boxes = facets.map((facet) => drawFacet(names, facet, root, () => changed({ chosen: readChosen() })));
  const ranges = ranged.map((range) => drawRange(range, root, () => changed({ ranges: readRanges() })));

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
    ranged.forEach(({ key }, r) => {
      const [from, until] = ranges[r].inputs.map((input) => (input.validity.valid ? input.value : ""));
      if (from || until) read[key] = [from, until];
    });
    return read;
  }

  /** Counts that stand there; -1 before the first. */
  const shown = facets.map(({ values }) => values.map(() => -1));

  /** @param {State} state @param {readonly Uint32Array[]} counts */
  function show(state, counts) {
    facets.forEach((facet, f) => {
      const chosen = new Set((state.chosen[facet.key] ?? []).map((value) => valueNumber(facet, value)));
      boxes[f].forEach(({ box, count, line }, value) => {
        const isChosen = chosen.has(value);
        if (shown[f][value] === counts[f][value] && box.checked === isChosen) return;
        shown[f][value] = counts[f][value];
        box.checked = isChosen;
        count.textContent = String(counts[f][value]);
        line.classList.toggle("is-empty", !counts[f][value] && !isChosen);
      });
    });
    ranged.forEach(({ key }, r) => {
      const { inputs, note } = ranges[r];
      const range = state.ranges[key] ?? ["", ""];
      inputs.forEach((input, end) => {
        if (input !== document.activeElement) input.value = range[end];
      });
      note.textContent = isReversed(range) ? `从 ${range[0]} 到 ${range[1]} 写反了，按从小到大查。` : "";
    });
  }

  return { root, show };
}

/** @param {Names} names @param {Facet} facet @param {HTMLElement} root @param {() => void} changed */
function drawFacet(names, facet, root, changed) {
  const lines = facet.values.map(({ value, label }) => {
    const box = element("input", { type: "checkbox", name: facet.key, value });
    const count = element("span", { class: "find-count" });
    const line = element("label", {}, box, element("span", {}, label), " ", count);
    box.addEventListener("change", changed);
    return { box, count, line };
  });
  const list = element("div", { class: "find-values" }, ...lines.map(({ line }) => line));
  const isLong = lines.length >= FOLDED_FROM;
  const narrow = lines.length >= BOX_FROM ? [narrowing(names, facet, lines)] : [];
  const details = element("details", { open: !isLong }, element("summary", {}, facet.label), ...narrow, list);
  root.append(element("fieldset", {}, element("legend", { class: "visually-hidden" }, facet.label), details));
  return lines;
}

/** A box that leaves only the values that hold what is typed. @param {Names} names @param {Facet} facet @param {readonly {box: HTMLInputElement, line: HTMLElement}[]} lines */
function narrowing({ folder }, facet, lines) {
  const input = element("input", { type: "search", class: "find-narrow", "aria-label": `在${facet.label}里找`, placeholder: "找一个" });
  input.addEventListener("input", () => {
    const wanted = folder.fold(input.value.trim());
    lines.forEach(({ box, line }, n) => {
      const { label, short = "" } = facet.values[n];
      line.hidden = !box.checked && !folder.fold(`${label}\n${short}`).includes(wanted);
    });
  });
  return input;
}

/** @param {FigureName} figure @param {HTMLElement} root @param {() => void} changed */
function drawRange({ key, label, unit }, root, changed) {
  const inputs = ["从", "到"].map((end) =>
    element("input", { type: "number", min: 0, step: "any", inputmode: "decimal", "aria-label": `${label}${end}（${unit}）`, placeholder: end, "data-range": key }),
  );
  inputs.forEach((input) => input.addEventListener("change", changed));
  const note = element("p", { class: "find-reversed", role: "status" });
  root.append(
    element(
      "fieldset",
      { class: "find-range" },
      element("legend", {}, `${label}（${unit}）`),
      element("div", {}, inputs[0], element("span", { "aria-hidden": "true" }, "—"), inputs[1]),
      note,
    ),
  );
  return { inputs, note };
}

/** @param {Names} names @param {(sort: string) => void} changed */
export function makeSort(names, changed) {
  const select = element("select", { id: "find-sort" }, element("option", { value: "" }, "按相关程度"));
  for (const { key, label, first, second, falls } of sortsOf(names)) {
    const [one, two] = falls ? [`-${key}`, key] : [key, `-${key}`];
    select.append(element("option", { value: one }, `按${label}，${first}`), element("option", { value: two }, `按${label}，${second}`));
  }
  select.addEventListener("change", () => changed(select.value));
  return select;
}
