// Offers a word that differs from the one typed in one character and does occur: 满意渡, did you mean 满意度.
// @ts-check

import { wordsIn } from "./near.js";
import { isFigure, symbolsOf } from "./normalise.js";
import { formsAt, startsOf } from "./rank.js";
import { search } from "./search.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./query.js").Term} Term */

const LONGEST = 10;
const LOOKED_AT = 12;
const OFFERED = 3;

/**
 * Words that occur and differ in one character from a word that does not, the commonest first.
 * @param {Index} index
 * @param {Names} names
 * @param {Term} term
 * @returns {Promise<{text: string, count: number}[]>}
 */
export async function corrections(index, names, term) {
  const { symbols } = term.needles[0];
  if (term.isQuoted || symbols.length < 3 || symbols.length > LONGEST || symbols.some(isFigure)) return [];
  const lists = await Promise.all(symbols.map((_, at) => replacedAt(index, names, symbols, at)));
  const others = new Set([...lists.flat(), ...withoutOne(symbols), ...swapped(symbols)]);
  const counted = await Promise.all([...others].map(async (text) => ({ text, count: (await search(index, `"${text}"`)).held })));
  return counted.filter(({ count }) => count).sort((a, b) => missing(a.text, term) - missing(b.text, term) || b.count - a.count || (a.text < b.text ? -1 : 1)).slice(0, OFFERED);
}

/** A word as long as the one typed comes first. @param {string} text @param {Term} term */
function missing(text, term) {
  return Math.abs([...text].length - term.needles[0].symbols.length);
}

/** One character too many. @param {string[]} symbols */
function withoutOne(symbols) {
  return symbols.map((_, at) => [...symbols.slice(0, at), ...symbols.slice(at + 1)].join(""));
}

/** Two characters in the wrong order. @param {string[]} symbols */
function swapped(symbols) {
  return symbols.slice(1).map((_, at) => [...symbols.slice(0, at), symbols[at + 1], symbols[at], ...symbols.slice(at + 2)].join(""));
}

/**
 * What stands in some texts and names where the word has another character at a place.
 * @param {Index} index
 * @param {Names} names
 * @param {string[]} symbols
 * @param {number} at
 * @returns {Promise<string[]>}
 */
async function replacedAt(index, names, symbols, at) {
  const before = symbols.slice(0, at);
  const after = symbols.slice(at + 1);
  /** @param {string} text */
  const inText = (text) => fitting(symbolsOf(names.folder.fold(text)), symbols, at);
  const found = names.projects.flatMap(([, name]) => inText(name));
  const longer = before.length >= after.length ? before : after;
  if (longer.length > 1) {
    const forms = formsAt(await index.text(), await startsOf(index, longer), LOOKED_AT);
    const cells = await Promise.all(forms.map((form) => index.cells(form)));
    for (const cell of cells.flat()) found.push(...inText(cell[2]));
  }
  return [...new Set(found)];
}

/** Places of a text that differ from a word in one character. @param {string[]} text @param {string[]} word @param {number} at */
export function fitting(text, word, at) {
  /** @type {string[]} */
  const found = [];
  for (let from = 0; from + word.length <= text.length; from++) {
    const other = text[from + at];
    if (other === word[at] || !/^\p{L}$/u.test(other)) continue;
    if (word.every((symbol, i) => i === at || symbol === text[from + i]) && isOfWords(text, from, word.length)) found.push(text.slice(from, from + word.length).join(""));
  }
  return found;
}

/** Whether a stretch begins and ends where words do: 达成指 of 达成指标 is no word anybody means. @param {string[]} text @param {number} from @param {number} length */
function isOfWords(text, from, length) {
  const start = text.slice(0, from).join("").length;
  const end = start + text.slice(from, from + length).join("").length;
  let at = 0;
  const ends = new Set([0, ...wordsIn(text.join("")).map((word) => (at += word.length))]);
  return ends.has(start) && ends.has(end);
}
