// Says where a word occurs and how much that weighs: project, unit, indicator, then text. Knows nothing of the page.
// @ts-check

import { Haystack } from "./normalise.js";
import { isLetters, reads } from "./pinyin.js";

/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Readings} Readings */
/** @typedef {import("./index.js").TextTable} TextTable */
/** @typedef {import("./normalise.js").Needle} Needle */

export const WEIGHT = {
  project: { whole: 64, start: 56, inside: 48 },
  unit: 32,
  /** department, printed title, kind, year, grade */
  head: 24,
  /** pinyin */
  letters: 20,
  indicator: 16,
  text: 8,
};

/**
 * @typedef {object} Heads What every form is known by, folded once an index.
 * @property {Haystack[]} projects
 * @property {Haystack[][]} units name and short name
 * @property {Haystack[]} departments
 * @property {Haystack[]} titles
 * @property {Haystack[]} kinds
 * @property {string[]} grades
 * @property {Map<number, Haystack>} years
 */

/** @type {WeakMap<Names, Heads>} */
const made = new WeakMap();

/** @param {Names} names @returns {Heads} */
export function headsOf(names) {
  let heads = made.get(names);
  if (heads) return heads;
  const { folder } = names;
  /** @param {string} text */
  const hay = (text) => new Haystack(folder, text);
  heads = {
    projects: names.projects.map(([, name]) => hay(name)),
    units: names.units.map(([, name, short]) => [hay(name), hay(short)]),
    departments: names.departments.map(hay),
    titles: names.titles.map(hay),
    kinds: names.kinds.map(({ label }) => hay(label)),
    grades: names.grades.map(([grade]) => folder.fold(grade)),
    years: new Map([...new Set(names.column.year)].map((year) => [year, hay(`${year}年度`)])),
  };
  made.set(names, heads);
  return heads;
}

/**
 * Weight of a needle in each head, by the number of its value.
 * @param {Names} names
 * @param {Needle} needle
 * @param {Readings | null} readings where letters are read as pinyin
 */
export function headWeights(names, needle, readings) {
  const heads = headsOf(names);
  /** @param {Haystack} hay */
  const inHead = (hay) => (hay.holds(needle) ? WEIGHT.head : 0);
  /** @param {string[] | undefined} own */
  const aloud = (own) => (own?.some((reading) => reads(reading, needle.text)) ? WEIGHT.letters : 0);
  const spoken = readings && isLetters(needle.text) ? readings : null;
  return {
    project: heads.projects.map((hay, n) => inProject(hay, needle) || aloud(spoken?.projects[n])),
    unit: heads.units.map((own, n) => (own.some((hay) => hay.holds(needle)) ? WEIGHT.unit : aloud(spoken?.units[n]))),
    department: heads.departments.map(inHead),
    title: heads.titles.map(inHead),
    kind: heads.kinds.map(inHead),
    grade: heads.grades.map((grade) => (grade === needle.text ? WEIGHT.head : 0)),
    /** @type {Map<number, number>} */
    year: new Map([...heads.years].map(([year, hay]) => [year, inHead(hay)])),
  };
}

/**
 * Weight of a needle in the head of every form; 0 where it does not occur.
 * @param {Names} names
 * @param {Needle} needle
 * @param {Readings | null} readings
 * @param {string} part key of the only head that counts; "" for all
 */
export function weighNames(names, needle, readings, part = "") {
  const { column } = names;
  const found = headWeights(names, needle, readings);
  const keys = /** @type {const} */ (["project", "unit", "department", "title", "kind", "grade"]).filter((key) => !part || key === part);
  const weights = new Float32Array(names.count);
  for (const key of keys) {
    const of = column[key];
    const values = found[key];
    if (!values.some(Boolean)) continue;
    for (let form = 0; form < names.count; form++) {
      const weight = of[form] < 0 ? 0 : values[of[form]];
      if (weight > weights[form]) weights[form] = weight;
    }
  }
  if (!part || part === "year") {
    for (let form = 0; form < names.count; form++) weights[form] = Math.max(weights[form], found.year.get(column.year[form]) ?? 0);
  }
  return weights;
}

/** @param {Haystack} hay @param {Needle} needle */
function inProject(hay, needle) {
  if (!hay.holds(needle)) return 0;
  if (hay.folded === needle.text) return WEIGHT.project.whole;
  return hay.folded.startsWith(needle.text) ? WEIGHT.project.start : WEIGHT.project.inside;
}

/**
 * Weight of a needle in the text of every form.
 * @param {Index} index
 * @param {Needle} needle
 * @param {number} part number of the only part that counts, -1 for all
 * @returns {Promise<Float32Array>}
 */
export async function weighText(index, { symbols }, part) {
  const table = await index.text();
  const weights = new Float32Array(table.heads.length);
  if (symbols.length < 2) {
    for (const { form, mask } of await index.holders(symbols[0])) {
      if (part < 0 || mask & (1 << part)) weights[form] = Math.max(weights[form], mask & 1 ? WEIGHT.indicator : WEIGHT.text);
    }
    return weights;
  }
  const starts = await startsOf(index, symbols);
  mark(weights, table, part < 0 ? starts : inPart(starts, table, await index.parts(), part));
  return weights;
}

/** Rising places where symbols stand side by side. @param {Index} index @param {readonly string[]} symbols two or more */
export async function startsOf(index, symbols) {
  const lists = await Promise.all(
    pairOffsets(symbols.length).map(async (offset) => ({ offset, positions: await index.positions(symbols[offset], symbols[offset + 1]) })),
  );
  return sideBySide(lists);
}

/** Pairs that cover a word: 0, 2, 4 … and the last. @param {number} length */
export function pairOffsets(length) {
  const offsets = [];
  for (let offset = 0; offset < length - 1; offset += 2) offsets.push(offset);
  if (length % 2) offsets.push(length - 2);
  return offsets;
}

/**
 * Starts of the places where all pairs of a word stand at their offsets.
 * @param {{offset: number, positions: Uint32Array}[]} lists
 */
export function sideBySide(lists) {
  const [first, ...others] = [...lists].sort((a, b) => a.positions.length - b.positions.length);
  let starts = Float64Array.from(first.positions, (position) => position - first.offset);
  for (const { offset, positions } of others) {
    let kept = 0;
    let at = 0;
    for (const start of starts) {
      while (at < positions.length && positions[at] < start + offset) at++;
      if (positions[at] === start + offset) starts[kept++] = start;
    }
    starts = starts.subarray(0, kept);
  }
  return starts;
}

/**
 * Only the places in one part of their form.
 * @param {Float64Array} starts
 * @param {TextTable} table
 * @param {readonly Uint32Array[]} lengths of each part
 * @param {number} part
 */
function inPart(starts, table, lengths, part) {
  let form = 0;
  let known = -1;
  let from = 0;
  let until = 0;
  return starts.filter((start) => {
    while (table.starts[form + 1] <= start) form++;
    if (form !== known) {
      known = form;
      from = table.starts[form];
      for (let before = 0; before < part; before++) from += lengths[before][form];
      until = from + lengths[part][form];
    }
    return start >= from && start < until;
  });
}

/** @param {Float32Array} weights @param {TextTable} table @param {Float64Array} starts */
function mark(weights, table, starts) {
  let form = 0;
  for (const start of starts) {
    while (table.starts[form + 1] <= start) form++;
    const weight = start < table.heads[form] ? WEIGHT.indicator : WEIGHT.text;
    if (weight > weights[form]) weights[form] = weight;
  }
}

/** The forms of rising places, each once. @param {TextTable} table @param {Float64Array} starts @param {number} most */
export function formsAt(table, starts, most) {
  /** @type {number[]} */
  const forms = [];
  let form = 0;
  for (const start of starts) {
    while (table.starts[form + 1] <= start) form++;
    if (forms.at(-1) !== form) forms.push(form);
    if (forms.length >= most) break;
  }
  return forms;
}
