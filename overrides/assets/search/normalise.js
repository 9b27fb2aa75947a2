// Folds text so that width, case, traditional and simplified characters do not matter, and reads it as symbols: a figure
// is one, every other character is one. The same rules as generator/publish/search/folding.py.
// @ts-check

const SYMBOL = /([0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?)|([0-9]+(?:\.[0-9]+){2,})|[0-9]+(?:\.[0-9]+)?|([<>]=)|./gsu;
const DROPPED = new Set("\"'“”‘’„‟‚‛「」『』〝〞\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff");
/** @type {Record<string, string>} */
const SIGNS = { "≧": "≥", "⩾": "≥", "≮": "≥", "≦": "≤", "⩽": "≤", "≯": "≤", ">=": "≥", "<=": "≤" };
const FIGURE = /^[0-9]/;

/**
 * @typedef {object} Needle What is looked for.
 * @property {string} text folded, its symbols side by side
 * @property {string[]} symbols at least one
 * @property {boolean} isPlain no figure and nothing that stands in one: containing the text says it all
 */

/** Half-width, lower case, simplified; keeps a memory of every character it met. */
export class Folder {
  /** @param {readonly [string, string]} table traditional characters, and what each becomes */
  constructor([from, to]) {
    const targets = [...to];
    /** @type {Map<string, string>} */
    this.simplified = new Map([...from].map((character, at) => [character, targets[at]]));
    /** What is known of characters, by code; far quicker than by name. @type {(string | undefined)[]} */
    this.known = new Array(65536);
  }

  /** @param {string} text */
  fold(text) {
    let folded = "";
    for (let at = 0; at < text.length; at++) {
      const part = this.known[text.charCodeAt(at)];
      if (part !== undefined) {
        folded += part;
        continue;
      }
      const character = String.fromCodePoint(/** @type {number} */ (text.codePointAt(at)));
      folded += this.one(character);
      at += character.length - 1;
    }
    return folded;
  }

  /** @param {string} character */
  one(character) {
    const code = character.charCodeAt(0);
    const known = character.length === 1 ? this.known[code] : undefined;
    if (known !== undefined) return known;
    let folded = "";
    for (const part of character.normalize("NFKC").toLowerCase()) {
      if (!DROPPED.has(part)) folded += SIGNS[part] ?? this.simplified.get(part) ?? part;
    }
    if (character.length === 1) this.known[code] = folded;
    return folded;
  }

  /** What is looked for, or null where nothing of the text is left. @param {string} text @returns {Needle | null} */
  needle(text) {
    const symbols = symbolsOf(this.fold(text));
    return symbols.length ? { text: symbols.join(""), symbols, isPlain: !/[0-9.,<>=]/.test(symbols.join("")) } : null;
  }

  /**
   * Where needles stand in a text, as ranges of the text itself; overlapping ranges are joined.
   * @param {string} text
   * @param {readonly Needle[]} needles
   * @returns {[number, number][]}
   */
  ranges(text, needles) {
    let folded = "";
    /** @type {number[]} */
    const starts = [];
    /** @type {number[]} */
    const ends = [];
    let at = 0;
    for (const character of text) {
      const part = this.one(character);
      for (let i = 0; i < part.length; i++) {
        starts.push(at);
        ends.push(at + character.length);
      }
      folded += part;
      at += character.length;
    }
    const read = readSymbols(folded);
    const symbols = read.map(({ symbol }) => symbol);
    /** @type {[number, number][]} */
    const found = [];
    for (const { symbols: wanted } of needles) {
      for (let i = placeOf(symbols, wanted, 0); i >= 0; i = placeOf(symbols, wanted, i + 1)) {
        found.push([starts[read[i].start], ends[read[i + wanted.length - 1].end - 1]]);
      }
    }
    return join(found);
  }
}

/** @type {WeakMap<object, Haystack[]>} */
const read = new WeakMap();

/**
 * The texts of something that is kept, read when first asked and not again: letter by letter the same cells are asked.
 * @param {Folder} folder
 * @param {object} owner
 * @param {() => string[]} texts
 */
export function haystacksOf(folder, owner, texts) {
  let hays = read.get(owner);
  if (!hays) read.set(owner, (hays = texts().map((text) => new Haystack(folder, text))));
  return hays;
}

/** A text that is asked often: folded once, its symbols read when first needed. */
export class Haystack {
  /** @param {Folder} folder @param {string} text */
  constructor(folder, text) {
    this.folded = folder.fold(text);
    /** @type {string[] | null} */
    this.symbols = null;
  }

  /** @param {Needle} needle */
  holds(needle) {
    if (needle.isPlain) return this.folded.includes(needle.text);
    this.symbols ??= symbolsOf(this.folded);
    return placeOf(this.symbols, needle.symbols, 0) >= 0;
  }
}

/** @param {string} folded @returns {string[]} */
export function symbolsOf(folded) {
  return readSymbols(folded).map(({ symbol }) => symbol);
}

/** @param {string} folded @returns {{symbol: string, start: number, end: number}[]} */
function readSymbols(folded) {
  const found = [];
  for (const match of folded.matchAll(SYMBOL)) {
    const [text, thousands, dotted, sign] = match;
    const start = match.index;
    if (dotted) {
      for (const part of text.matchAll(/[0-9]+|\./g)) {
        found.push({ symbol: part[0], start: start + part.index, end: start + part.index + part[0].length });
      }
      continue;
    }
    const symbol = thousands ? text.replaceAll(",", "") : sign ? SIGNS[sign] : text;
    found.push({ symbol, start, end: start + text.length });
  }
  return found;
}

/** Whether a symbol is a figure. @param {string} symbol */
export function isFigure(symbol) {
  return FIGURE.test(symbol);
}

/** A figure without what does not change its value: 37.90 is 37.9, 850.00 is 850. @param {string} symbol */
export function valueOf(symbol) {
  return isFigure(symbol) && symbol.includes(".") ? symbol.replace(/\.?0+$/, "") : symbol;
}

/**
 * A figure is also found with more zeros behind its point than were asked: 850 finds 850.00, 37.9 finds 37.90.
 * @param {string} asked
 * @param {string} found
 */
export function isSame(asked, found) {
  if (asked === found) return true;
  if (!isFigure(asked) || !found.startsWith(asked)) return false;
  return (asked.includes(".") ? /^0+$/ : /^\.0+$/).test(found.slice(asked.length));
}

/** @param {readonly string[]} symbols @param {readonly string[]} wanted @param {number} from */
function placeOf(symbols, wanted, from) {
  for (let at = from; at + wanted.length <= symbols.length; at++) {
    let i = 0;
    while (i < wanted.length && isSame(wanted[i], symbols[at + i])) i++;
    if (i === wanted.length) return at;
  }
  return -1;
}

/** @param {[number, number][]} ranges */
function join(ranges) {
  ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  /** @type {[number, number][]} */
  const joined = [];
  for (const [start, end] of ranges) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
