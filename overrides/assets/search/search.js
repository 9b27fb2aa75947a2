// The search itself: a query in, forms and written pages out, best first. Knows nothing of the page.
// @ts-check

import { meets } from "./filters.js";
import { isLetters } from "./pinyin.js";
import { hasWords, needlesOf, readQuery } from "./query.js";
import { weighNames, weighText } from "./rank.js";
import { haystacksOf } from "./normalise.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./normalise.js").Needle} Needle */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./query.js").Term} Term */

/**
 * @typedef {object} Found
 * @property {Query} query
 * @property {Needle[]} needles what is marked
 * @property {number[]} forms numbers of the forms that hold every word and meet every condition, best first, then newest
 * @property {number} held how many hold every word, conditions aside
 * @property {boolean} full the texts were searched too, not the names alone
 * @property {{url: string, title: string, text: string}[]} pages written pages that hold every word
 */

const KEPT = 60;
/** Weights of words already asked, for a query that grows letter by letter. @type {WeakMap<Index, Map<string, Promise<Float32Array>>>} */
const asked = new WeakMap();

/**
 * Forms and written pages that answer a query.
 * @param {Index} index
 * @param {string | Query} query
 * @param {{text?: boolean}} [options] without text only the names are searched
 * @returns {Promise<Found>}
 */
export async function search(index, query, { text = true } = {}) {
  const names = await index.names();
  const read = typeof query === "string" ? readQuery(query, names) : query;
  const [wanted, unwanted] = await Promise.all(
    [read.terms, read.without].map((terms) => Promise.all(terms.map((term) => weigh(index, names, term, text)))),
  );
  const weights = new Float32Array(names.count).fill(wanted.length ? 0 : 1);
  for (let form = 0; form < names.count; form++) {
    let sum = wanted.length ? 0 : 1;
    for (const ofWord of wanted) {
      if (!ofWord[form]) {
        sum = 0;
        break;
      }
      sum += ofWord[form];
    }
    weights[form] = unwanted.some((ofWord) => ofWord[form]) ? 0 : sum;
  }
  const held = ordered(names, weights);
  const forms = read.conditions.length ? held.filter((form) => read.conditions.every(({ wanted }) => meets(names, wanted, form))) : held;
  const pages = read.terms.length && !read.conditions.length ? await searchPages(index, names, read, text) : [];
  return { query: read, needles: needlesOf(read), forms, held: hasWords(read) ? held.length : names.count, full: text, pages };
}

/** @param {Index} index @param {Names} names @param {Term} term @param {boolean} text @returns {Promise<Float32Array>} */
function weigh(index, names, term, text) {
  const kept = asked.get(index) ?? new Map();
  asked.set(index, kept);
  const key = JSON.stringify([text, term.part, ...term.needles.map((needle) => needle.symbols)]);
  const known = kept.get(key);
  if (known) return known;
  const answer = weighTerm(index, names, term, text);
  answer.catch(() => kept.delete(key));
  kept.set(key, answer);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  return answer;
}

/** The weightiest place of any spelling of a term. @param {Index} index @param {Names} names @param {Term} term @param {boolean} text */
async function weighTerm(index, names, { needles, part }, text) {
  const number = names.words.parts.findIndex(({ key }) => key === part);
  const isHead = part !== "" && number < 0;
  const readings = number < 0 && needles.some((needle) => isLetters(needle.text)) ? await index.pinyin() : null;
  const weights = new Float32Array(names.count);
  for (const needle of needles) {
    if (number < 0) raise(weights, weighNames(names, needle, readings, part));
    if (text && !isHead) raise(weights, await weighText(index, needle, number));
  }
  return weights;
}

/** @param {Float32Array} weights @param {Float32Array} others */
function raise(weights, others) {
  for (let form = 0; form < weights.length; form++) if (others[form] > weights[form]) weights[form] = others[form];
}

/** @param {Names} names @param {Float32Array} weights */
function ordered(names, weights) {
  const { year } = names.column;
  /** @type {number[]} */
  const forms = [];
  weights.forEach((weight, form) => weight > 0 && forms.push(form));
  return forms.sort((a, b) => weights[b] - weights[a] || year[b] - year[a] || a - b);
}

/** @param {Index} index @param {Names} names @param {Query} query @param {boolean} text */
async function searchPages(index, names, { terms, without }, text) {
  if (terms.some(({ part }) => part)) return [];
  const { folder } = names;
  const pages = text ? await index.pages() : names.pages.map(([url, title]) => /** @type {const} */ ([url, title, ""]));
  return pages
    .filter((page) => {
      const hays = haystacksOf(folder, page, () => [page[1], ...page[2].split("\n")]);
      /** @param {Term} term */
      const holds = ({ needles }) => needles.some((needle) => hays.some((hay) => hay.holds(needle)));
      return terms.every(holds) && !without.some(holds);
    })
    .map(([url, title, body]) => ({ url, title, text: body }));
}
