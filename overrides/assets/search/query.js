// Says what a query means: words in any text or in one part of it, words to leave out, conditions on figures and choices.
// Every word with a meaning comes with the index.
// @ts-check

import { comparisonAt, comparisonIn, quantityIn } from "./comparisons.js";
import { facetsOf } from "./filters.js";
import { isFigure } from "./normalise.js";
import { tokensOf } from "./tokens.js";

/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./index.js").Wanted} Wanted */
/** @typedef {import("./normalise.js").Needle} Needle */
/** @typedef {import("./tokens.js").Token} Token */

/** Facets whose values may stand in a question. */
const CHOICES = ["year", "unit", "kind"];

/**
 * @typedef {object} Term One word that is looked for.
 * @property {string} raw as typed
 * @property {string} text without its limit
 * @property {Needle[]} needles any of them will do: the word itself, or its other spelling
 * @property {string} part key of the part or head it must stand in; "" for anywhere
 * @property {boolean} isQuoted taken to the letter
 */

/** @typedef {{raw: string, rest: string[], wanted: Wanted}} Condition What the word says besides stands in rest. */

/**
 * @typedef {object} Query
 * @property {Term[]} terms longest first: they narrow most
 * @property {Term[]} without
 * @property {Condition[]} conditions
 */

/** @param {string} query @param {Names} names @returns {Query} */
export function readQuery(query, names) {
  /** @type {Query} */
  const read = { terms: [], without: [], conditions: [] };
  for (const token of tokensOf(query)) {
    const wanted = token.isMinus ? [] : conditionsOf(token, names);
    if (wanted.length) read.conditions.push(...wanted.map(({ text, wanted: one }) => ({ raw: token.raw, rest: wanted.map((other) => other.text).filter((other) => other !== text), wanted: one })));
    else addTerm(token.isMinus ? read.without : read.terms, termOf(token, names));
  }
  read.terms.sort((a, b) => lengthOf(b) - lengthOf(a));
  return read;
}

/** @param {Term} term */
function lengthOf(term) {
  return term.needles[0].symbols.length;
}

/** Each word once. @param {Term[]} terms @param {Term | null} term */
export function addTerm(terms, term) {
  if (term && !terms.some(({ part, needles }) => part === term.part && needles[0].text === term.needles[0].text)) terms.push(term);
}

/**
 * Conditions a word stands for, each with its own text: a comparison, or phrases and nothing besides.
 * @param {Token} token
 * @param {Names} names
 * @returns {{text: string, wanted: Wanted}[]}
 */
function conditionsOf(token, names) {
  if (token.quotedFrom < token.text.length) return [];
  const folded = names.folder.fold(token.text);
  const comparison = comparisonIn(folded, names.words);
  return comparison ? [{ text: token.text, wanted: comparison }] : phrasesIn(folded, names);
}

/** @typedef {{text: string, wanted: Wanted, isChoice: boolean}} Part a piece of a question; isChoice: a year or a unit, which alone asks nothing */

/**
 * A question read piece by piece: 哪些项目执行率低于60%却评优. Where a piece is not understood, it is none.
 * @param {string} folded
 * @param {Names} names
 * @returns {{text: string, wanted: Wanted}[]}
 */
function phrasesIn(folded, names) {
  const { folder, words } = names;
  /** @type {Part[]} */
  const found = [];
  let rest = folded;
  let isBegun = false;
  /** @param {readonly string[]} some */
  const wordAt = (some) => some.find((word) => rest.startsWith(folder.fold(word)));
  while (rest) {
    const part = partAt(rest, names);
    const between = part ? undefined : wordAt(isBegun ? words.joints : words.openers);
    if (part) found.push(part);
    else if (between === undefined) return [];
    isBegun = true;
    rest = rest.slice((part ? part.text : folder.fold(/** @type {string} */ (between))).length);
  }
  return found.some(({ isChoice }) => !isChoice) ? found : [];
}

/** The longest piece a text begins with. @param {string} folded @param {Names} names @returns {Part | undefined} */
function partAt(folded, names) {
  const { folder, words } = names;
  const comparison = comparisonAt(folded, words);
  const phrase = words.phrases.find(([text]) => folded.startsWith(folder.fold(text)));
  /** @type {Part[]} */
  const parts = [];
  if (comparison) parts.push({ text: folded.slice(0, comparison.length), wanted: comparison.wanted, isChoice: false });
  if (phrase) parts.push({ text: folder.fold(phrase[0]), wanted: phrase[1], isChoice: false });
  for (const { key, values } of facetsOf(names).filter(({ key }) => CHOICES.includes(key))) {
    for (const { value, label, short = label } of values) {
      for (const name of [label, short].map((called) => folder.fold(called))) {
        if ([...name].length > 1 && folded.startsWith(name)) parts.push({ text: name, wanted: [key, "=", [value]], isChoice: true });
      }
    }
  }
  return parts.sort((a, b) => b.text.length - a.text.length)[0];
}

/** @param {Token} token @param {Names} names @returns {Term | null} */
function termOf(token, names) {
  const { part, text } = limitOf(token, names);
  return makeTerm(token.raw, text, part, token.quotedFrom < token.text.length, names);
}

/**
 * @param {string} raw
 * @param {string} text
 * @param {string} part
 * @param {boolean} isQuoted
 * @param {Names} names
 * @returns {Term | null}
 */
export function makeTerm(raw, text, part, isQuoted, names) {
  const needle = names.folder.needle(text);
  if (!needle) return null;
  const spelled = isQuoted ? "" : quantityIn(names.folder.fold(text), names.words);
  const other = spelled ? names.folder.needle(spelled) : null;
  return { raw, text, needles: other && other.text !== needle.text ? [needle, other] : [needle], part, isQuoted };
}

/** The part a word is limited to: 目标:95% is 95% among the targets. @param {Token} token @param {Names} names */
function limitOf({ text, quotedFrom }, { folder, words }) {
  const colon = text.search(/[:：]/);
  if (colon > 0 && colon < quotedFrom && colon < text.length - 1) {
    const called = folder.fold(text.slice(0, colon));
    const limit = [...words.parts, ...words.heads].find((part) => part.words.some((word) => folder.fold(word) === called));
    if (limit) return { part: limit.key, text: text.slice(colon + 1) };
  }
  return { part: "", text };
}

/** Needles to mark in what is shown. @param {Query} query */
export function needlesOf(query) {
  return query.terms.flatMap(({ needles }) => needles);
}

/** Whether a query asks for anything but conditions. @param {Query} query */
export function hasWords(query) {
  return query.terms.length > 0 || query.without.length > 0;
}

/** The query without one of its words, or with others in its place. @param {string} query @param {string} raw @param {readonly string[]} [instead] */
export function withoutWord(query, raw, instead = []) {
  return tokensOf(query).flatMap((token) => (token.raw === raw ? instead : [token.raw])).join(" ");
}

/** Whether a needle is a figure alone. @param {Needle} needle */
export function isNumber(needle) {
  return needle.symbols.length === 1 && isFigure(needle.symbols[0]);
}
