// What stands near a query that the exact search does not answer: names alike, pieces of the words. Never counted as exact.
// @ts-check

import { alikePlaces, piecesOf } from "./places.js";
import { search } from "./search.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./search.js").Found} Found */
/** @typedef {import("./places.js").Place} Place */

const PIECES = 12;
const SHOWN = 10;

/**
 * Forms of units and projects whose names are alike, without those found exactly.
 * @param {Names} names
 * @param {Found} found
 * @returns {{places: Place[], forms: number[]}}
 */
export function alike(names, found) {
  const places = alikePlaces(names, found.words);
  const exact = new Set(found.forms);
  const forms = [...new Set(places.flatMap((place) => place.forms))].filter((form) => !exact.has(form));
  return { places, forms };
}

/**
 * Forms that hold pieces of the words, those with the most pieces first, and how many forms hold each piece.
 * @param {Index} index
 * @param {readonly string[]} words folded
 */
export async function inPieces(index, words) {
  const asked = piecesOf(words).slice(0, PIECES);
  const answers = await Promise.all(asked.map(async (piece) => ({ piece, forms: (await search(index, piece)).forms })));
  const pieces = answers.filter(({ forms }) => forms.length);
  /** @type {Map<number, number>} */
  const held = new Map();
  for (const { forms } of pieces) for (const form of forms) held.set(form, (held.get(form) ?? 0) + 1);
  const forms = [...held.keys()].sort((a, b) => (held.get(b) ?? 0) - (held.get(a) ?? 0) || a - b).slice(0, SHOWN);
  return { pieces: pieces.map(({ piece, forms: holding }) => ({ piece, count: holding.length })), forms };
}
