// Picks the texts of a form that show why it was found, and cuts long ones around the words.
// @ts-check

/** @typedef {import("./index.js").Cell} Cell */
/** @typedef {import("./normalise.js").Folder} Folder */

const SHOWN = 3;
const AROUND = 26;

/**
 * @typedef {object} Passage
 * @property {string} anchor
 * @property {string} label
 * @property {{text: string, marked: boolean}[]} parts
 */

/**
 * At most three cells: first those that bring a word not shown yet, in the order of the form.
 * @param {readonly Cell[]} cells
 * @param {readonly string[]} words folded
 * @param {Folder} folder
 * @returns {Passage[]}
 */
export function passagesOf(cells, words, folder) {
  const hits = cells
    .map((cell) => ({ cell, words: words.filter((word) => folder.fold(cell[2]).includes(word)) }))
    .filter((hit) => hit.words.length);
  const shown = new Set();
  const first = hits.filter((hit) => {
    const brings = hit.words.some((word) => !shown.has(word));
    hit.words.forEach((word) => shown.add(word));
    return brings;
  });
  const picked = [...first, ...hits.filter((hit) => !first.includes(hit))].slice(0, SHOWN);
  return picked.map(({ cell: [anchor, label, text] }) => ({ anchor, label, parts: marked(text, words, folder, true) }));
}

/**
 * A text in parts, marked and not.
 * @param {string} text
 * @param {readonly string[]} words folded
 * @param {Folder} folder
 * @param {boolean} [cut] keep only what stands around the first word
 */
export function marked(text, words, folder, cut = false) {
  const ranges = folder.ranges(text, words);
  const from = cut && ranges.length && ranges[0][0] > AROUND ? ranges[0][0] - AROUND : 0;
  const until = cut && ranges.length ? Math.min(text.length, Math.max(from + 3 * AROUND, ranges[0][1] + AROUND)) : text.length;
  /** @type {{text: string, marked: boolean}[]} */
  const parts = [];
  /** @param {number} start @param {number} end @param {boolean} isMarked */
  const add = (start, end, isMarked) => end > start && parts.push({ text: text.slice(start, end), marked: isMarked });
  if (from > 0) parts.push({ text: "…", marked: false });
  let at = from;
  for (const [start, end] of ranges) {
    if (start >= until) break;
    add(at, start, false);
    add(start, Math.min(end, until), true);
    at = Math.min(end, until);
  }
  add(at, until, false);
  if (until < text.length) parts.push({ text: "…", marked: false });
  return parts;
}
