// Reads what the files of the index are written in: numbers as letters, sets, lines that share their beginnings.
// The same rules as generator/publish/search/letters.py, passages.py and alike.py. Fetches nothing.
// @ts-check

/** @typedef {import("./index.js").AlikeRow} AlikeRow */
/** @typedef {import("./index.js").Cell} Cell */

const VALUES = new Uint8Array(128).fill(64);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].forEach((letter, value) => {
  VALUES[letter.charCodeAt(0)] = value;
});
const [BLOCK, SOME, MANY] = [...".,;"].map((mark) => mark.charCodeAt(0));
/** Numbers of a form in a file of passages. */
const [PLACE, ALSO, TEXTS] = [0, 1, 2];
const BITS = 6;

/** A place in a text of letters, moved on by whoever reads. */
class Reader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  get isEnd() {
    return this.at >= this.text.length;
  }

  /** Whether a number stands here, not a mark. */
  get isNumber() {
    return this.at < this.text.length && VALUES[this.text.charCodeAt(this.at)] < 64;
  }

  /** Five bits a letter, lowest first; bit six says that more follow. */
  number() {
    let number = 0;
    for (let scale = 1; this.isNumber; scale *= 32) {
      const value = this.letter();
      number += (value & 31) * scale;
      if (value < 32) break;
    }
    return number;
  }

  letter() {
    return VALUES[this.text.charCodeAt(this.at++)];
  }

  mark() {
    return this.text.charCodeAt(this.at++);
  }
}

/** @param {string} text @returns {number[]} */
export function numbersOf(text) {
  const reader = new Reader(text);
  const numbers = [];
  while (!reader.isEnd) numbers.push(reader.number());
  return numbers;
}

/**
 * Rising places in the long line: block by block the number of the block behind its mark, then differences.
 * @param {string} text
 * @param {{starts: Uint32Array, firsts: Uint32Array}} table
 */
export function placesOf(text, { starts, firsts }) {
  const places = new Uint32Array(text.length);
  let count = 0;
  let place = 0;
  let step = 0;
  let scale = 1;
  let isBlock = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BLOCK) {
      isBlock = true;
      continue;
    }
    const value = VALUES[code];
    step += (value & 31) * scale;
    if (value & 32) {
      scale *= 32;
      continue;
    }
    if (isBlock) place = starts[firsts[step]];
    else places[count++] = place += step;
    isBlock = false;
    step = 0;
    scale = 1;
  }
  return places.slice(0, count);
}

/**
 * Forms that hold a symbol, and in which of their parts: one bit a part.
 * @param {string} text
 * @param {Uint32Array} firsts the first form of each block
 */
export function holdersIn(text, firsts) {
  const masks = new Uint32Array(firsts[firsts.length - 1]);
  const reader = new Reader(text);
  let first = 0;
  while (!reader.isEnd) {
    const mark = reader.mark();
    if (mark === BLOCK) {
      first = firsts[reader.number()];
      continue;
    }
    const part = 1 << reader.number();
    for (const form of members(reader, mark)) masks[first + form] |= part;
  }
  /** @type {{form: number, mask: number}[]} */
  const holders = [];
  masks.forEach((mask, form) => mask && holders.push({ form, mask }));
  return holders;
}

/** A set: its members one by one, or a bit for each. @param {Reader} reader @param {number} mark @returns {number[]} */
function members(reader, mark) {
  const found = [];
  if (mark === SOME) for (let member = 0; reader.isNumber; ) found.push((member += reader.number()));
  if (mark !== MANY) return found;
  for (let from = 0; reader.isNumber; from += BITS) {
    const bits = reader.letter();
    for (let bit = 0; bit < BITS; bit++) if (bits & (1 << bit)) found.push(from + bit);
  }
  return found;
}

/**
 * @typedef {object} Passages Texts of some forms.
 * @property {string | string[]} texts one a line: how many characters it shares with the one before, the rest; or read
 * @property {string | string[][]} places anchor and key, one a line; or read
 * @property {string[]} forms
 * @property {string[]} keys
 * @property {Record<string, string>} apart what a name shares with those alike, by the number of the text, where it is another text
 */

/**
 * The texts of one of the forms.
 * @param {Passages} file
 * @param {number} form
 * @param {readonly number[]} counts how many rows of all forms have each of the names
 * @returns {Cell[]}
 */
export function cellsOf(file, form, counts) {
  if (typeof file.texts === "string") file.texts = lines(file.texts);
  if (typeof file.places === "string") file.places = file.places.split("\n").map((place) => place.split(" "));
  const { texts, places, apart } = file;
  const keys = new Reader(file.keys[form]);
  const reader = new Reader(file.forms[form]);
  /** @type {Cell[]} */
  const cells = [];
  let place = -1;
  while (!reader.isEnd) {
    const number = reader.number();
    if (number === ALSO) {
      cells[cells.length - 1][3] = texts[reader.number() - TEXTS];
      continue;
    }
    place = number === PLACE ? reader.number() : place + 1;
    const text = (number === PLACE ? reader.number() : number) - TEXTS;
    const [anchor, key] = places[place];
    /** @type {Cell} */
    const cell = [anchor, key, texts[text]];
    const count = key === "name" ? counts[keys.number()] : 0;
    if (count > 1) cell.push("", count, ...(apart[text] ? [apart[text]] : []));
    cells.push(cell);
  }
  return cells;
}

/** @param {string} written */
function lines(written) {
  let before = "";
  return written.split("\n").map((line) => {
    const reader = new Reader(line);
    const shared = reader.number();
    return (before = before.slice(0, shared) + line.slice(reader.at));
  });
}

/**
 * Rows of one indicator in the order of the forms.
 * @param {string} key
 * @param {readonly [block: string, ...rows: [places: string, ...texts: string[]][]][]} blocks
 * @param {Uint32Array} firsts the first form of each block
 * @returns {AlikeRow[]}
 */
export function alikeRows(key, blocks, firsts) {
  /** @type {AlikeRow[]} */
  const rows = [];
  for (const [block, ...groups] of blocks) {
    const first = firsts[numbersOf(block)[0]];
    for (const [places, ...texts] of groups) {
      const [name, target = "", actual = "", weight = "", score = "", targetValue = "", targetUnit = "", actualValue = "", actualUnit = ""] = texts;
      const reader = new Reader(places);
      while (!reader.isEnd) rows.push([first + reader.number(), reader.number(), name || key, target, actual, weight, score, targetValue, targetUnit, actualValue, actualUnit]);
    }
  }
  return rows.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}
