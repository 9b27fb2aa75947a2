// Fetches the files of the index and decodes them; every file at most once. Knows nothing of the page.
// @ts-check

import { Folder, isFigure, isSame, symbolsOf, valueOf } from "./normalise.js";
import { alikeRows, cellsOf, holdersIn, numbersOf, placesOf } from "./reading.js";

/** A file of the index did not come. */
export class IndexMissing extends Error {
  /** @param {string} path */
  constructor(path) {
    super(`no index file ${path}`);
    this.path = path;
  }
}

/** @typedef {{key: string, label: string, words: string[]}} Part Texts of one sort and the words that mean them. */
/** @typedef {Part & {unit: string, range: boolean}} FigureName A figure of a form. */
/** @typedef {[key: string, sign: string, values: string[]]} Wanted A figure against a number, or a facet and its values. */

/**
 * @typedef {object} Words Every word the scripts understand.
 * @property {Record<string, string>} labels label of a text by its key
 * @property {Part[]} parts in the order of the long line
 * @property {Record<string, string>} partOf the part of a text by its key
 * @property {Part[]} heads
 * @property {FigureName[]} figures
 * @property {Record<string, string>} units what a number with this unit is multiplied with
 * @property {[spelling: string, sign: string][]} comparators the longest first
 * @property {[word: string, sign: string][]} after
 * @property {[phrase: string, wanted: Wanted][]} phrases the longest first
 * @property {string[]} openers words a question begins with
 * @property {string[]} joints words between its pieces
 * @property {[word: string, means: string[]][]} synonyms
 */

/** @typedef {{key: string, folder: string, label: string, figures: Record<string, string>}} Kind */

/**
 * @typedef {object} Names The first piece: every form, column by column.
 * @property {number} count
 * @property {Folder} folder
 * @property {Words} words
 * @property {Kind[]} kinds
 * @property {[id: string, name: string, short: string][]} units
 * @property {[slug: string, name: string][]} projects
 * @property {string[]} departments
 * @property {string[]} titles
 * @property {[word: string, rank: number | null][]} grades from high to low
 * @property {string[]} groups
 * @property {string[]} why why a figure is computed; the first stands for those that are printed
 * @property {[key: string, word: string][]} severities
 * @property {[url: string, title: string][]} pages
 * @property {Record<"project" | "unit" | "department" | "year" | "kind" | "title" | "grade" | "short" | "groups" | "computed" | "findings", Int32Array>} column
 * @property {Record<string, string[]>} printed by figure: decimals as text, "-" where there is none
 * @property {Record<string, Float64Array>} figure the same for comparing, NaN where there is none
 */

/**
 * @typedef {object} TextTable Where each form stands in the long line of all texts.
 * @property {Uint32Array} starts one more than forms
 * @property {Uint32Array} heads where the names of a form's indicators end
 * @property {string[]} blocks their names, in the order of the forms
 * @property {Uint32Array} firsts the first form of each block, and one more
 * @property {Map<string, string>} large the files of pairs that have one of their own
 * @property {number} pairs files
 * @property {number} symbols files
 * @property {number} alike files
 * @property {number} passage forms in a file of passages
 */

/** @typedef {[anchor: string, key: string, text: string, also?: string, alike?: number, name?: string]} Cell */
/** @typedef {[form: number, row: number, name: string, target: string, actual: string, weight: string, score: string, targetValue: string, targetUnit: string, actualValue: string, actualUnit: string]} AlikeRow */
/** @typedef {{units: string[][], projects: string[][]}} Readings syllables of each name, apart by spaces */

/** Decimals a printed figure has at most; so many zeros may stand behind what was asked. */
const DECIMALS = 6;

export class Index {
  /**
   * @param {string} base address of the site's root, with or without a slash at the end
   * @param {(url: string) => Promise<Response>} [get]
   */
  constructor(base, get = (url) => fetch(url)) {
    this.base = base.endsWith("/") ? base : `${base}/`;
    this.get = get;
    /** @type {Map<string, Promise<any>>} */
    this.kept = new Map();
  }

  /** @returns {Promise<Names>} */
  names() {
    return this.once("names.json", readNames);
  }

  /** @returns {Promise<TextTable>} */
  text() {
    return this.once("text.json", readText);
  }

  /** Symbols of each part of each form. @returns {Promise<Uint32Array[]>} */
  parts() {
    return this.once("parts.json", (value) => value.map((/** @type {string} */ lengths) => Uint32Array.from(numbersIn(lengths))));
  }

  /** @returns {Promise<Readings>} */
  pinyin() {
    return this.once("pinyin.json", (value) => value);
  }

  /** @returns {Promise<[url: string, title: string, text: string][]>} */
  pages() {
    return this.once("pages.json", (value) => value);
  }

  /**
   * Rising positions of a pair of symbols; a figure among them also with zeros behind.
   * @param {string} first
   * @param {string} second
   * @returns {Promise<Uint32Array>}
   */
  async positions(first, second) {
    const table = await this.text();
    const shard = this.once(`pairs/${hashOf([first, second]) % table.pairs}.json`, (value) => value);
    const keys = isFigure(first) ? spellings(first).map((one) => one + second) : spellings(second).map((two) => first + two);
    const lists = await Promise.all(
      keys.map(async (key) => {
        const large = table.large.get(key);
        const file = await (large === undefined ? shard : this.once(large, (value) => value));
        return file[key] ? this.decoded(key, file[key], table) : null;
      }),
    );
    return merged(lists.filter((list) => list !== null));
  }

  /**
   * Forms whose texts hold a symbol, and in which of their parts: one bit a part.
   * @param {string} symbol
   * @returns {Promise<{form: number, mask: number}[]>}
   */
  async holders(symbol) {
    const table = await this.text();
    const shard = await this.once(`symbols/${hashOf([symbol]) % table.symbols}.json`, (value) => value);
    return spellings(symbol).flatMap((key) => (shard[key] ? holdersIn(shard[key], table.firsts) : []));
  }

  /**
   * Texts of one form.
   * @param {number} form
   * @returns {Promise<Cell[]>}
   */
  async cells(form) {
    const table = await this.text();
    const block = blockOf(table, form);
    const at = form - table.firsts[block];
    const [group, counts] = await Promise.all([
      this.once(`passages/${table.blocks[block]}-${Math.floor(at / table.passage)}.json`, (value) => ({ ...value, cells: new Map() })),
      this.once(`alike/${table.blocks[block]}.json`, numbersOf),
    ]);
    const own = at % table.passage;
    if (!group.cells.has(own)) group.cells.set(own, cellsOf(group, own, counts));
    return group.cells.get(own);
  }

  /** Rows of all forms whose indicator has this name. @param {string} key @returns {Promise<AlikeRow[]>} */
  async alike(key) {
    const table = await this.text();
    const shard = await this.once(`alike/${hashOf(symbolsOf(key)) % table.alike}.json`, (value) => value);
    return alikeRows(key, shard[key] ?? [], table.firsts);
  }

  /** A long list is read once. @param {string} pair @param {string} text @param {TextTable} table @returns {Promise<Uint32Array>} */
  decoded(pair, text, table) {
    const name = `pair ${pair}`;
    let kept = this.kept.get(name);
    if (!kept) this.kept.set(name, (kept = Promise.resolve(placesOf(text, table))));
    return kept;
  }

  /**
   * @template T
   * @param {string} path
   * @param {(value: any) => T} read
   * @returns {Promise<T>}
   */
  once(path, read) {
    let kept = this.kept.get(path);
    if (!kept) {
      kept = this.load(path).then(read);
      kept.catch(() => this.kept.delete(path));
      this.kept.set(path, kept);
    }
    return kept;
  }

  /** @param {string} path */
  async load(path) {
    try {
      const answer = await this.get(`${this.base}search/${path}`);
      if (answer.ok) return await answer.json();
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error; // no network, or no JSON
    }
    throw new IndexMissing(`search/${path}`);
  }
}

/** @param {any} raw @returns {Names} */
export function readNames(raw) {
  const { forms, simplify, ...tables } = raw;
  /** @type {string[]} */
  const figures = tables.words.figures.map((/** @type {FigureName} */ { key }) => key);
  /** @type {Record<string, Int32Array>} */
  const column = {};
  for (const name of Object.keys(forms)) if (!figures.includes(name)) column[name] = wholeNumbers(forms[name]);
  const printed = Object.fromEntries(figures.map((name) => [name, forms[name] === "" ? [] : forms[name].split(" ")]));
  return {
    ...tables,
    folder: new Folder(simplify),
    count: column.project.length,
    column: /** @type {Names["column"]} */ (column),
    printed,
    figure: Object.fromEntries(figures.map((name) => [name, values(printed[name])])),
  };
}

/** Whole numbers apart by spaces, read letter by letter: a hundred thousand before the first answer. @param {string} text */
function wholeNumbers(text) {
  const numbers = new Int32Array(text.length);
  let count = 0;
  let number = 0;
  let sign = 1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 32) {
      numbers[count++] = sign * number;
      number = 0;
      sign = 1;
    } else if (code === 45) sign = -1;
    else number = number * 10 + code - 48;
  }
  if (text) numbers[count++] = sign * number;
  return numbers.slice(0, count);
}

/** Decimals as numbers to compare; NaN where there is none. @param {string[]} decimals */
function values(decimals) {
  const numbers = new Float64Array(decimals.length);
  for (let at = 0; at < decimals.length; at++) numbers[at] = decimals[at] === "-" ? NaN : Number(decimals[at]);
  return numbers;
}

/** @param {string} text */
function numbersIn(text) {
  return text === "" ? [] : text.split(" ").map(Number);
}

/** @param {any} raw @returns {TextTable} */
export function readText(raw) {
  const lengths = numbersIn(raw.lengths);
  const names = numbersIn(raw.heads);
  const starts = new Uint32Array(lengths.length + 1);
  const heads = new Uint32Array(lengths.length);
  lengths.forEach((length, form) => {
    heads[form] = starts[form] + names[form];
    starts[form + 1] = starts[form] + length;
  });
  const firsts = new Uint32Array(raw.blocks.length + 1);
  raw.blocks.forEach((/** @type {[string, number]} */ [, forms], /** @type {number} */ block) => (firsts[block + 1] = firsts[block] + forms));
  const large = new Map(raw.large.flatMap((/** @type {string[]} */ pairs, /** @type {number} */ group) => pairs.map((pair, at) => [pair, `pairs/large-${group}-${at}.json`])));
  const blocks = raw.blocks.map((/** @type {[string, number]} */ [name]) => name);
  return { starts, heads, blocks, firsts, large, pairs: raw.pairs, symbols: raw.symbols, alike: raw.alike, passage: raw.passage };
}

/** The block of a form. @param {TextTable} table @param {number} form */
function blockOf({ firsts }, form) {
  let low = 0;
  let high = firsts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= form) low = middle;
    else high = middle;
  }
  return low;
}

/** A number by which a key finds its file; figures of one value have the same. @param {readonly string[]} symbols */
export function hashOf(symbols) {
  let number = 0;
  for (const symbol of symbols) for (const character of valueOf(symbol)) number = (number * 31 + /** @type {number} */ (character.codePointAt(0))) % 65521;
  return number;
}

/** A symbol as it may be printed: a figure also with zeros behind its point. @param {string} symbol */
function spellings(symbol) {
  if (!isFigure(symbol)) return [symbol];
  const found = [symbol];
  const decimals = symbol.split(".")[1]?.length ?? 0;
  let longer = decimals ? symbol : `${symbol}.`;
  for (let more = decimals; more < DECIMALS; more++) found.push((longer += "0"));
  return found.filter((one) => isSame(symbol, one));
}

/** Rising lists as one. @param {Uint32Array[]} lists */
function merged(lists) {
  if (lists.length < 2) return lists[0] ?? new Uint32Array();
  const all = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all.sort();
}
