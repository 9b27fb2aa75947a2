// Fetches the files of the index and decodes them; every file at most once. Knows nothing of the page.
// @ts-check

import { Folder } from "./normalise.js";

/** A file of the index did not come. */
export class IndexMissing extends Error {
  /** @param {string} path */
  constructor(path) {
    super(`no index file ${path}`);
    this.path = path;
  }
}

/**
 * @typedef {object} Names The first piece: every form, column by column.
 * @property {number} count
 * @property {Folder} folder
 * @property {[folder: string, label: string][]} kinds
 * @property {[id: string, name: string, short: string, initials: string][]} units
 * @property {[slug: string, name: string, initials: string][]} projects
 * @property {string[]} departments
 * @property {string[]} titles
 * @property {string[]} grades
 * @property {string[]} groups
 * @property {string[]} severities
 * @property {[url: string, title: string][]} pages
 * @property {Record<"project" | "unit" | "department" | "year" | "kind" | "title" | "grade" | "short" | "groups" | "findings", Int32Array>} column
 * @property {Record<"budget" | "executed" | "rate" | "score", string[]>} printed decimals as text, "-" where there is none
 * @property {Record<"budget" | "executed" | "rate" | "score", Float64Array>} figure the same for comparing, NaN where there is none
 */

/**
 * @typedef {object} TextTable Where each form stands in the long line of all texts.
 * @property {Uint32Array} starts one more than forms
 * @property {Uint32Array} heads where the names of a form's indicators end
 * @property {number} shards
 * @property {Map<string, number>} large
 * @property {number} characters shards of the characters
 * @property {number} passage forms in a file of passages
 */

/** @typedef {[anchor: string, label: string, text: string]} Cell */

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

  /** @returns {Promise<[url: string, title: string, text: string][]>} */
  pages() {
    return this.once("pages.json", (value) => value);
  }

  /**
   * Rising positions of a pair of characters.
   * @param {string} pair two characters
   * @returns {Promise<Uint32Array>}
   */
  async positions(pair) {
    const table = await this.text();
    const large = table.large.get(pair);
    const file = large === undefined ? `pairs/${shardOf(pair, table.shards)}.json` : `pairs/large-${large}.json`;
    const shard = await this.once(file, (value) => value);
    return decode(shard[pair] ?? "");
  }

  /**
   * Forms whose texts hold a character, and whether the name of an indicator does.
   * @param {string} character
   * @returns {Promise<{form: number, inName: boolean}[]>}
   */
  async holders(character) {
    const { characters } = await this.text();
    const shard = await this.once(`characters/${shardOf(character, characters)}.json`, (value) => value);
    return [...decode(shard[character] ?? "")].map((value) => ({ form: value >> 1, inName: value % 2 === 1 }));
  }

  /**
   * Texts of one form.
   * @param {number} form
   * @returns {Promise<Cell[]>}
   */
  async cells(form) {
    const { passage } = await this.text();
    const group = await this.once(`passages/${Math.floor(form / passage)}.json`, (value) => value);
    return group[form % passage];
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
  /** @param {string} name */
  const split = (name) => (forms[name] === "" ? [] : forms[name].split(" "));
  /** @param {string[]} names @param {(values: string[]) => any} make */
  const each = (names, make) => Object.fromEntries(names.map((name) => [name, make(split(name))]));
  const figures = ["budget", "executed", "rate", "score"];
  const columns = Object.keys(forms).filter((name) => !figures.includes(name));
  const column = each(columns, (values) => Int32Array.from(values, Number));
  return {
    ...tables,
    folder: new Folder(simplify),
    count: column.project.length,
    column,
    printed: each(figures, (values) => values),
    figure: each(figures, (values) => Float64Array.from(values, (value) => (value === "-" ? NaN : Number(value)))),
  };
}

/** @param {any} raw @returns {TextTable} */
export function readText(raw) {
  const starts = new Uint32Array(raw.lengths.length + 1);
  const heads = new Uint32Array(raw.lengths.length);
  raw.lengths.forEach((/** @type {number} */ length, /** @type {number} */ form) => {
    heads[form] = starts[form] + raw.heads[form];
    starts[form + 1] = starts[form] + length;
  });
  const large = new Map(raw.large.map((/** @type {string} */ pair, /** @type {number} */ number) => [pair, number]));
  return { starts, heads, shards: raw.shards, large, characters: raw.characters, passage: raw.passage };
}

/** @param {string} key a pair or a character @param {number} count */
export function shardOf(key, count) {
  const [first, second] = [...key, "\0"];
  return (/** @type {number} */ (first.codePointAt(0)) * 31 + /** @type {number} */ (second.codePointAt(0))) % count;
}

const VALUES = new Uint8Array(128);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].forEach((letter, value) => {
  VALUES[letter.charCodeAt(0)] = value;
});

/**
 * Differences, five bits a letter, lowest first; bit six says that more follow.
 * @param {string} text
 */
export function decode(text) {
  const positions = new Uint32Array(text.length);
  let count = 0;
  let position = 0;
  let step = 0;
  let scale = 1;
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i)];
    step += (value & 31) * scale;
    if (value & 32) {
      scale *= 32;
      continue;
    }
    position += step;
    positions[count++] = position;
    step = 0;
    scale = 1;
  }
  return positions.subarray(0, count);
}
