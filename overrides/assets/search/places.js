// Owns which units and projects a query names, letter for letter or by some of their characters in order. Knows no page.
// @ts-check

import { isLetters, reads } from "./pinyin.js";
import { headsOf } from "./rank.js";

/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./index.js").Readings} Readings */
/** @typedef {import("./normalise.js").Haystack} Haystack */
/** @typedef {import("./normalise.js").Needle} Needle */

/**
 * @typedef {object} Place A page that gathers forms: a unit's or a project's.
 * @property {"unit" | "project"} kind
 * @property {string} id
 * @property {string} name
 * @property {number[]} forms
 */

const SHOWN = 3;
/** Fewer characters in order stand in too many names to mean one. */
const SHORTEST = 3;

/** Address relative to the root of the site. @param {Place} place */
export function placeAddress({ kind, id }) {
  return `${kind}s/${id}/`;
}

/**
 * Units and projects whose name holds every needle, or is read so; the best few of each, units first.
 * @param {Names} names
 * @param {readonly Needle[]} needles
 * @param {Readings | null} readings where letters are read as pinyin
 */
export function namedPlaces(names, needles, readings = null) {
  if (!needles.some(({ text }) => [...text].length > 1)) return [];
  return places(names, (place) =>
    needles.every((needle) => place.hays.some((hay) => hay.holds(needle)) || (readings !== null && isRead(readings, place, needle))),
  )
    .map((place) => ({ place, rank: rankOf(names.folder.fold(place.name), needles[0].text) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ place }) => place)
    .filter(few());
}

/** @param {Readings} readings @param {Named} place @param {Needle} needle */
function isRead(readings, { place, number }, { text }) {
  const own = (place.kind === "unit" ? readings.units : readings.projects)[number];
  return isLetters(text) && own.some((reading) => reads(reading, text));
}

/**
 * Units and projects whose name holds the characters of every needle in their order, with others between: 就业中心 in
 * 就业促进中心. Those that hold the needles themselves are not among them.
 * @param {Names} names
 * @param {readonly Needle[]} needles
 */
export function alikePlaces(names, needles) {
  if (!needles.length || !needles.some(({ symbols }) => symbols.length >= SHORTEST)) return [];
  return places(names, ({ hays }) => {
    if (needles.every((needle) => hays.some((hay) => hay.holds(needle)))) return false;
    return needles.every((needle) => hays.some((hay) => hay.holds(needle) || (needle.symbols.length >= SHORTEST && inOrder(hay.folded, needle.text))));
  });
}

/** Whether the characters of a word stand in a text in their order. @param {string} text @param {string} word */
export function inOrder(text, word) {
  let at = 0;
  for (const character of word) {
    at = text.indexOf(character, at) + 1;
    if (!at) return false;
  }
  return true;
}

/**
 * @typedef {object} Named A place with what it is found by.
 * @property {Place} place
 * @property {number} number in the table of its kind
 * @property {Haystack[]} hays its name and short name
 */

/** Made once an index: the forms of ten thousand names are gathered in one pass. @type {WeakMap<Names, Named[]>} */
const made = new WeakMap();

/** @param {Names} names @returns {Named[]} */
function allPlaces(names) {
  const known = made.get(names);
  if (known) return known;
  const heads = headsOf(names);
  const ofUnit = formsBy(names.column.unit);
  const ofProject = formsBy(names.column.project);
  const units = names.units.map(([id, name], number) => ({
    place: { kind: /** @type {const} */ ("unit"), id, name, forms: ofUnit.get(number) ?? [] },
    number,
    hays: heads.units[number],
  }));
  const projects = names.projects.map(([id, name], number) => ({
    place: { kind: /** @type {const} */ ("project"), id, name, forms: ofProject.get(number) ?? [] },
    number,
    hays: [heads.projects[number]],
  }));
  const all = [...units, ...projects];
  made.set(names, all);
  return all;
}

/** The forms of each number of a column. @param {ArrayLike<number>} numbers */
function formsBy(numbers) {
  /** @type {Map<number, number[]>} */
  const forms = new Map();
  for (let form = 0; form < numbers.length; form++) {
    const of = forms.get(numbers[form]);
    if (of) of.push(form);
    else forms.set(numbers[form], [form]);
  }
  return forms;
}

/**
 * The places that fit, names of one address together.
 * @param {Names} names
 * @param {(place: Named) => boolean} fits
 * @returns {Place[]}
 */
function places(names, fits) {
  /** @type {Map<string, Place>} */
  const found = new Map();
  for (const named of allPlaces(names)) {
    if (!fits(named)) continue;
    const { place } = named;
    const address = placeAddress(place);
    const known = found.get(address);
    if (known) known.forms.push(...place.forms);
    else found.set(address, { ...place, forms: [...place.forms] });
  }
  return [...found.values()];
}

/** 0 the whole name, 1 its start, 2 inside. @param {string} name @param {string} word */
function rankOf(name, word) {
  if (name === word) return 0;
  return name.startsWith(word) ? 1 : 2;
}

/** Lets the first few of each kind through. */
function few() {
  const taken = { unit: 0, project: 0 };
  return (/** @type {Place} */ { kind }) => ++taken[kind] <= SHOWN;
}
