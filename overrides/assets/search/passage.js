// Picks the texts of a form that show why it was found, and cuts long ones around the words.
// @ts-check

import { haystacksOf } from "./normalise.js";

/** @typedef {import("./index.js").Cell} Cell */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./normalise.js").Folder} Folder */
/** @typedef {import("./normalise.js").Needle} Needle */
/** @typedef {import("./query.js").Term} Term */

const AROUND = 26;
const ROW = "row-";
const LEVELS = ["level1", "level2"];
const FIGURES = ["name", "target", "actual", "weight", "score"];

/**
 * @typedef {object} Passage
 * @property {string} anchor
 * @property {string} label
 * @property {{text: string, marked: boolean}[]} parts
 * @property {{key: string, count: number} | null} alike rows with a name alike, where there are more
 */

/**
 * @typedef {object} Hit A line that shows why a form was found: a row, or another text.
 * @property {string} anchor
 * @property {number} row from 1, 0 where it is none
 * @property {Cell[]} cells that hold a word
 * @property {Set<Term>} terms
 */

/** The number of a row from its anchor, 0 where it is none. @param {string} anchor */
export function rowOf(anchor) {
  return anchor.startsWith(ROW) ? Number(anchor.slice(ROW.length)) : 0;
}

/** Whether a term is limited to a part this cell is not of. @param {Names} names @param {Term} term @param {Cell} cell */
function isElsewhere({ words }, { part }, [, key]) {
  if (!part) return false;
  if (words.heads.some((head) => head.key === part)) return true;
  return (words.partOf[key] ?? key) !== part;
}

/**
 * Every line that holds a word, one a row: first those with the most words, then in the order of the form. A row's
 * level is no hit of its own where the row is one already.
 * @param {Names} names
 * @param {readonly Cell[]} cells
 * @param {readonly Term[]} terms
 * @returns {Hit[]}
 */
export function hitsOf(names, cells, terms) {
  /** @type {Map<string, Hit>} */
  const lines = new Map();
  cells.forEach((cell, number) => {
    const [anchor, key, text, also] = cell;
    const hays = haystacksOf(names.folder, cell, () => [text, also ?? ""].filter(Boolean));
    const held = terms.filter((term) => !isElsewhere(names, term, cell) && term.needles.some((needle) => hays.some((hay) => hay.holds(needle))));
    if (!held.length) return;
    const row = rowOf(anchor);
    const line = row ? `${anchor}${LEVELS.includes(key) ? key : ""}` : String(number);
    const hit = lines.get(line) ?? { anchor, row, cells: [], terms: new Set() };
    hit.cells.push(cell);
    held.forEach((term) => hit.terms.add(term));
    lines.set(line, hit);
  });
  const hits = [...lines.values()].filter((hit) => {
    const row = lines.get(hit.anchor);
    return !row || row === hit || [...hit.terms].some((term) => !row.terms.has(term));
  });
  return hits.sort((a, b) => b.terms.size - a.terms.size);
}

/** Lines that bring a word not shown yet come first. @param {readonly Hit[]} hits */
export function varied(hits) {
  const shown = new Set();
  const first = hits.filter(({ terms }) => {
    const brings = [...terms].some((term) => !shown.has(term));
    terms.forEach((term) => shown.add(term));
    return brings;
  });
  return [...first, ...hits.filter((hit) => !first.includes(hit))];
}

/**
 * @param {Names} names
 * @param {readonly Cell[]} cells of the form
 * @param {Hit} hit
 * @param {readonly Needle[]} needles
 * @returns {Passage}
 */
export function passageOf(names, cells, { anchor, row, cells: [cell, ...others] }, needles) {
  const { folder, words } = names;
  const [, key, text] = cell;
  /** @param {string} said @param {boolean} [cut] */
  const marks = (said, cut = false) => marked(said, needles, folder, cut);
  const label = words.labels[key] ?? key;
  if (!row) return { anchor, label, parts: markedCell(cell, needles, folder), alike: null };
  const number = `第 ${row} 行`;
  if (LEVELS.includes(key)) return { anchor, label: `${label}（${number}起）`, parts: marks(text, true), alike: null };
  const own = cells.filter((other) => other[0] === anchor);
  /** @param {string} wanted */
  const of = (wanted) => own.find((other) => other[1] === wanted)?.[2];
  const [target, actual, weight, score] = ["target", "actual", "weight", "score"].map(of);
  const figures = [
    ...(target ? [[plain("目标 "), markedCell(own.find((other) => other[1] === "target"), needles, folder)]] : []),
    ...(actual ? [[plain("完成 "), markedCell(own.find((other) => other[1] === "actual"), needles, folder)]] : []),
    ...(score && weight ? [[plain("得分 "), marks(score.replace(/分$/, "")), plain(" / "), marks(weight.replace(/分$/, ""))]] : []),
  ].flatMap((figure, at) => [plain(at ? "，" : "："), ...figure]);
  const rest = [cell, ...others].filter(([, name]) => !FIGURES.includes(name));
  const parts = [marks(of("name") ?? ""), ...figures, ...rest.flatMap((other) => [plain(`；${words.labels[other[1]] ?? other[1]}：`), markedCell(other, needles, folder)])];
  const named = own.find((other) => other[1] === "name");
  return { anchor, label: number, parts: parts.flat(), alike: named?.[4] ? { key: named[5] ?? named[2], count: named[4] } : null };
}

/** Found by its other spelling alone, the whole text is marked. @param {Cell | undefined} cell @param {readonly Needle[]} needles @param {Folder} folder */
function markedCell(cell, needles, folder) {
  const [, , text = "", also = ""] = cell ?? [];
  const parts = marked(text, needles, folder, true);
  if (!also || parts.some((part) => part.marked)) return parts;
  return folder.ranges(also, needles).length ? [{ text, marked: true }] : parts;
}

/** @param {string} text */
function plain(text) {
  return [{ text, marked: false }];
}

/**
 * A text in parts, marked and not.
 * @param {string} text
 * @param {readonly Needle[]} needles
 * @param {Folder} folder
 * @param {boolean} [cut] keep only what stands around the first word
 */
export function marked(text, needles, folder, cut = false) {
  const ranges = folder.ranges(text, needles);
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
