// The search itself: a query in, forms and written pages out, best first. Knows nothing of the page.
// @ts-check

import { wordsOf } from "./normalise.js";
import { weighNames, weighText } from "./rank.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Names} Names */

/**
 * @typedef {object} Found
 * @property {string[]} words folded
 * @property {number[]} forms numbers of the forms that hold every word, best first, then newest
 * @property {Float32Array} weights by form
 * @property {boolean} full the texts were searched too, not the names alone
 * @property {{url: string, title: string, text: string}[]} pages written pages that hold every word
 */

/**
 * Forms and written pages that hold every word of the query.
 * @param {Index} index
 * @param {string} query
 * @param {{text?: boolean}} [options] without text only the names are searched
 * @returns {Promise<Found>}
 */
export async function search(index, query, { text = true } = {}) {
  const names = await index.names();
  const words = wordsOf(query, names.folder);
  const weights = new Float32Array(names.count).fill(words.length ? 0 : 1);
  const ofWords = await Promise.all(
    words.map(async (word) => {
      const inNames = weighNames(names, word, text);
      const inText = text ? await weighText(index, word) : inNames;
      return inNames.map((weight, form) => Math.max(weight, inText[form]));
    }),
  );
  if (ofWords.length) {
    for (let form = 0; form < names.count; form++) {
      let sum = 0;
      for (const ofWord of ofWords) {
        if (!ofWord[form]) {
          sum = 0;
          break;
        }
        sum += ofWord[form];
      }
      weights[form] = sum;
    }
  }
  const pages = words.length ? await searchPages(index, names, words, text) : [];
  return { words, forms: ordered(names, weights), weights, full: text, pages };
}

/** @param {Names} names @param {Float32Array} weights */
function ordered(names, weights) {
  const { year } = names.column;
  /** @type {number[]} */
  const forms = [];
  weights.forEach((weight, form) => weight > 0 && forms.push(form));
  return forms.sort((a, b) => weights[b] - weights[a] || year[b] - year[a] || a - b);
}

/** @param {Index} index @param {Names} names @param {string[]} words @param {boolean} text */
async function searchPages(index, names, words, text) {
  const { folder } = names;
  const pages = text ? await index.pages() : names.pages.map(([url, title]) => /** @type {const} */ ([url, title, ""]));
  return pages
    .filter(([, title, body]) => {
      const head = folder.fold(title);
      const lines = text ? folder.fold(body) : "";
      return words.every((word) => head.includes(word) || lines.includes(word));
    })
    .map(([url, title, body]) => ({ url, title, text: body }));
}
