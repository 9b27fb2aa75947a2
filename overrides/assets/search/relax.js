// What to try when nothing holds the words as they are: the same value in other decimals, pieces between commas, words
// of the forms for words of readers. Whatever is tried is said.
// @ts-check

import { valueOf } from "./normalise.js";
import { addTerm, makeTerm } from "./query.js";
import { search } from "./search.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./query.js").Term} Term */
/** @typedef {import("./search.js").Found} Found */

const BREAKS = /[，,、；;。：:／/·]+/u;

/** @typedef {{found: Found, tried: string}} Relaxed What was found, and the words that found it. */

/**
 * The first reading of the query that finds something, or null.
 * @param {Index} index
 * @param {Names} names
 * @param {Query} query that finds nothing
 * @returns {Promise<Relaxed | null>}
 */
export async function relaxed(index, names, query) {
  if (!query.terms.length) return null;
  const inValues = changed(query, (term) => byValue(term, names));
  const inPieces = changed(query, (term) => broken(term, names));
  const inWords = changed(query, (term) => replaced(term, names));
  const both = inPieces && changed(inPieces, (term) => replaced(term, names));
  for (const other of [inValues, inPieces, inWords, both]) {
    if (!other) continue;
    const found = await search(index, other);
    if (found.held) return { found, tried: other.terms.map(({ text }) => text).join(" ") };
  }
  return null;
}

/**
 * The query with some of its terms changed; null where none is.
 * @param {Query} query
 * @param {(term: Term) => Term[] | null} change
 * @returns {Query | null}
 */
function changed(query, change) {
  /** @type {Term[]} */
  const terms = [];
  let isChanged = false;
  for (const term of query.terms) {
    const others = term.isQuoted ? null : change(term);
    isChanged ||= others !== null;
    for (const other of others ?? [term]) addTerm(terms, other);
  }
  return isChanged && terms.length ? { ...query, terms } : null;
}

/** 5444.9 for 5444.90. @param {Term} term @param {Names} names */
function byValue(term, names) {
  const shortest = term.needles[0].symbols.map(valueOf).join("");
  return shortest === term.needles[0].text ? null : made(term, [shortest], names);
}

/** @param {Term} term @param {Names} names */
function broken(term, names) {
  const pieces = term.text.split(BREAKS).filter(Boolean);
  return pieces.length > 1 ? made(term, pieces, names) : null;
}

/** The words of the forms for what readers say; any of them will do. @param {Term} term @param {Names} names */
function replaced(term, names) {
  const { folder, words } = names;
  const folded = term.needles[0].text;
  const synonym = words.synonyms.find(([word]) => folded.includes(folder.fold(word)));
  if (!synonym) return null;
  const [word, means] = synonym;
  const others = made(term, means.map((mean) => folded.replace(folder.fold(word), mean)), names);
  if (!others.length) return null;
  return [{ ...others[0], text: others.map(({ text }) => text).join("／"), needles: others.flatMap(({ needles }) => needles) }];
}

/** @param {Term} term @param {string[]} texts @param {Names} names @returns {Term[]} */
function made(term, texts, names) {
  return texts.map((text) => makeTerm(term.raw, text, term.part, false, names)).filter((one) => one !== null);
}

/** Words of the forms for a query's own, to be offered beside what is found. @param {Names} names @param {Query} query */
export function synonymsOf(names, query) {
  const { folder, words } = names;
  return query.terms
    .filter(({ isQuoted }) => !isQuoted)
    .flatMap(({ needles: [needle] }) => words.synonyms.filter(([word]) => folder.fold(word) === needle.text).flatMap(([, means]) => means));
}
