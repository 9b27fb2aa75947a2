// Picks the texts of a form that show why it was found, and cuts long ones around the words.
// @ts-check

/** @typedef {import("./index.js").Cell} Cell */
/** @typedef {import("./normalise.js").Folder} Folder */

const SHOWN = 3;
const AROUND = 26;
const ROW = "row-";
const LEVELS = ["一级指标", "二级指标"];
const FIGURES = ["三级指标", "年度指标值", "实际完成值", "分值", "得分"];

/**
 * @typedef {object} Passage
 * @property {string} anchor
 * @property {string} label
 * @property {{text: string, marked: boolean}[]} parts
 */

/**
 * At most three lines, one a row: first those that bring a word not shown yet, in the order of the form. A row is shown
 * with its figures; its level is no hit of its own where the row is one already.
 * @param {readonly Cell[]} cells
 * @param {readonly string[]} words folded
 * @param {Folder} folder
 * @returns {Passage[]}
 */
export function passagesOf(cells, words, folder) {
  /** @type {Map<string, {anchor: string, cells: Cell[], words: Set<string>}>} */
  const lines = new Map();
  cells.forEach((cell, number) => {
    const held = words.filter((word) => folder.fold(cell[2]).includes(word));
    if (!held.length) return;
    const [anchor, label] = cell;
    const key = anchor.startsWith(ROW) ? `${anchor}${LEVELS.includes(label) ? label : ""}` : String(number);
    const line = lines.get(key) ?? { anchor, cells: [], words: new Set() };
    line.cells.push(cell);
    held.forEach((word) => line.words.add(word));
    lines.set(key, line);
  });
  const hits = [...lines.values()].filter((line) => {
    const row = lines.get(line.anchor);
    return !row || row === line || [...line.words].some((word) => !row.words.has(word));
  });
  const shown = new Set();
  const first = hits.filter((hit) => {
    const brings = [...hit.words].some((word) => !shown.has(word));
    hit.words.forEach((word) => shown.add(word));
    return brings;
  });
  const picked = [...first, ...hits.filter((hit) => !first.includes(hit))].slice(0, SHOWN);
  return picked.map((hit) => lineOf(hit, cells, words, folder));
}

/**
 * @param {{anchor: string, cells: Cell[]}} hit
 * @param {readonly Cell[]} cells
 * @param {readonly string[]} words folded
 * @param {Folder} folder
 * @returns {Passage}
 */
function lineOf({ anchor, cells: [cell, ...others] }, cells, words, folder) {
  const [, label, text] = cell;
  if (!anchor.startsWith(ROW)) return { anchor, label, parts: marked(text, words, folder, true) };
  const number = `第 ${anchor.slice(ROW.length)} 行`;
  if (LEVELS.includes(label)) return { anchor, label: `${label}（${number}起）`, parts: marked(text, words, folder, true) };
  /** @param {string} wanted */
  const of = (wanted) => cells.find((own) => own[0] === anchor && own[1] === wanted)?.[2];
  const [target, actual, weight, score] = ["年度指标值", "实际完成值", "分值", "得分"].map(of);
  const figures = [
    ...(target ? [[plain("目标 "), marked(target, words, folder)]] : []),
    ...(actual ? [[plain("完成 "), marked(actual, words, folder)]] : []),
    ...(score && weight ? [[plain("得分 "), marked(score, words, folder), plain(" / "), marked(weight, words, folder)]] : []),
  ].flatMap((figure, at) => [plain(at ? "，" : "："), ...figure]);
  const rest = [cell, ...others].filter(([, name]) => !FIGURES.includes(name));
  const parts = [
    marked(of("三级指标") ?? "", words, folder),
    ...figures,
    ...rest.flatMap(([, name, said]) => [plain(`；${name}：`), marked(said, words, folder, true)]),
  ];
  return { anchor, label: number, parts: parts.flat() };
}

/** @param {string} text */
function plain(text) {
  return [{ text, marked: false }];
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
