// Folds text so that width, case, traditional and simplified characters do not matter. The same rules as
// generator/publish/search/folding.py: character by character, so no substring is lost.
// @ts-check

/** Half-width, lower case, simplified; keeps a memory of every character it met. */
export class Folder {
  /** @param {readonly [string, string]} table traditional characters, and what each becomes */
  constructor([from, to]) {
    const targets = [...to];
    /** @type {Map<string, string>} */
    this.simplified = new Map([...from].map((character, at) => [character, targets[at]]));
    /** @type {Map<string, string>} */
    this.known = new Map();
  }

  /** @param {string} text */
  fold(text) {
    let folded = "";
    for (const character of text) folded += this.one(character);
    return folded;
  }

  /** @param {string} character */
  one(character) {
    let folded = this.known.get(character);
    if (folded === undefined) {
      folded = "";
      for (const part of character.normalize("NFKC").toLowerCase()) folded += this.simplified.get(part) ?? part;
      this.known.set(character, folded);
    }
    return folded;
  }

  /**
   * Where folded words stand in a text, as ranges of the text itself; overlapping ranges are joined.
   * @param {string} text
   * @param {readonly string[]} words folded
   * @returns {[number, number][]}
   */
  ranges(text, words) {
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
    /** @type {[number, number][]} */
    const found = [];
    for (const word of words) {
      if (!word) continue;
      for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + 1)) {
        found.push([starts[i], ends[i + word.length - 1]]);
      }
    }
    return join(found);
  }
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

/**
 * The words of a query, folded, each once. Longer words first: they narrow most.
 * @param {string} query
 * @param {Folder} folder
 */
export function wordsOf(query, folder) {
  const words = folder.fold(query).split(/\s+/u).filter(Boolean);
  return [...new Set(words)].sort((a, b) => b.length - a.length);
}
