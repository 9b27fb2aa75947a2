// What stands near a query that the exact search does not answer: names alike, parts of the words, filters they name.
// Never counted as exact.
// @ts-check

import { facetsOf } from "./filters.js";
import { alikePlaces } from "./places.js";
import { search } from "./search.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./search.js").Found} Found */
/** @typedef {import("./places.js").Place} Place */

const TRIED = 40;
const PIECES = 8;
const SHOWN = 10;
const SHORTEST = 2;

/**
 * Forms of units and projects whose names are alike, without those found exactly.
 * @param {Names} names
 * @param {Found} found
 * @returns {{places: Place[], forms: number[]}}
 */
export function alike(names, found) {
  const places = alikePlaces(names, found.query.terms.map(({ needles }) => needles[0]));
  const exact = new Set(found.forms);
  const forms = [...new Set(places.flatMap((place) => place.forms))].filter((form) => !exact.has(form));
  return { places, forms };
}

/**
 * Forms that hold parts of the words, those with the most parts first, and how many forms hold each part.
 * @param {Index} index
 * @param {Query} query
 */
export async function inPieces(index, query) {
  /** @type {Map<string, number[]>} */
  const pieces = new Map();
  for (const { needles } of query.terms) for (const [piece, forms] of await piecesOf(index, needles[0].text)) pieces.set(piece, forms);
  const shown = [...pieces].slice(0, PIECES);
  /** @type {Map<number, number>} */
  const held = new Map();
  for (const [, forms] of shown) for (const form of forms) held.set(form, (held.get(form) ?? 0) + 1);
  const forms = [...held.keys()].sort((a, b) => (held.get(b) ?? 0) - (held.get(a) ?? 0) || a - b).slice(0, SHOWN);
  return { pieces: shown.map(([piece, holding]) => ({ piece, count: holding.length })), forms };
}

/**
 * The longest runs of whole words that occur, from left to right, so that no piece begins inside a word; one character
 * may end a piece (执行率), never begin one (率低).
 * @param {Index} index
 * @param {string} text folded
 */
async function piecesOf(index, text) {
  const words = wordsIn(text);
  /** @type {[string, number[]][]} */
  const pieces = [];
  let tried = 0;
  for (let from = 0; from < words.length; ) {
    let taken = 1;
    const begins = typeof Intl.Segmenter !== "function" || [...words[from]].length > 1;
    for (let until = words.length; begins && until > from && tried < TRIED; until--) {
      const run = words.slice(from, until).join("").trim();
      if ([...run].length < SHORTEST || !/^[\p{L}\p{N}.%]+$/u.test(run)) continue;
      tried++;
      const { forms } = await search(index, `"${run}"`);
      if (!forms.length) continue;
      pieces.push([run, forms]);
      taken = until - from;
      break;
    }
    from += taken;
  }
  return pieces;
}

/** The words of a text as the browser's dictionary cuts it; its characters where there is none. @param {string} text */
export function wordsIn(text) {
  if (typeof Intl.Segmenter !== "function") return [...text];
  return [...new Intl.Segmenter("zh-Hans", { granularity: "word" }).segment(text)].map(({ segment }) => segment);
}

/**
 * Filters that words of a query name: a phrase inside, a year, a grade, a kind, a unit's short name.
 * @param {Names} names
 * @param {Query} query
 * @returns {{label: string, key: string, value: string, phrase: string}[]} a phrase to search, or a value to choose
 */
export function filtersNamed(names, query) {
  const { folder, words } = names;
  const text = query.terms.map(({ needles }) => needles[0].text).join(" ");
  const phrases = words.phrases
    .filter(([phrase]) => text.includes(folder.fold(phrase)))
    .filter(([phrase], at, all) => !all.some(([longer], other) => other < at && longer.includes(phrase)))
    .map(([phrase]) => ({ label: phrase, key: "", value: "", phrase }));
  const choices = facetsOf(names).flatMap((facet) =>
    facet.values
      .filter(({ label, short }) => [label, short ?? label].some((name) => [...name].length > 1 && text.includes(folder.fold(name))))
      .map(({ value, label }) => ({ label: `${facet.label}：${label}`, key: facet.key, value, phrase: "" })),
  );
  return [...phrases, ...choices];
}
