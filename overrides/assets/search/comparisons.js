// Reads comparisons as people write them: 执行率<60%, 得分90以上, 不低于95%. Every word comes with the index.
// @ts-check

/** @typedef {import("./index.js").Words} Words */
/** @typedef {import("./index.js").Wanted} Wanted */

const NUMBER = /^[0-9][0-9,]*(?:\.[0-9]+)?/;

/**
 * A figure of a form against a number, or null. Without a sign it is no comparison.
 * @param {string} folded
 * @param {Words} words
 * @returns {Wanted | null}
 */
export function comparisonIn(folded, words) {
  const names = words.figures.flatMap(({ key, words: called }) => called.map((word) => ({ key, word })));
  names.sort((a, b) => b.word.length - a.word.length);
  const name = names.find(({ word }) => folded.startsWith(word));
  if (!name) return null;
  const read = read1(folded.slice(name.word.length), words);
  if (!read || !read.sign) return null;
  const scale = read.unit === "" ? "1" : words.units[read.unit];
  if (!scale) return null;
  return [name.key, read.sign, [scaled(read.number, scale)]];
}

/**
 * A comparison that a longer text begins with, and how much of it that is: 执行率低于60% of 执行率低于60%还评优.
 * @param {string} folded
 * @param {Words} words
 * @returns {{wanted: Wanted, length: number} | null}
 */
export function comparisonAt(folded, words) {
  const name = longestAt(folded, words.figures.flatMap(({ words: called }) => called));
  const figure = name && words.figures.find(({ words: called }) => called.includes(name));
  if (!figure) return null;
  let rest = folded.slice(name.length);
  const before = words.comparators.find(([spelling]) => rest.startsWith(spelling));
  rest = rest.slice(before?.[0].length ?? 0);
  const number = NUMBER.exec(rest)?.[0];
  if (!number) return null;
  rest = rest.slice(number.length);
  const unit = longestAt(rest, Object.keys(words.units));
  rest = rest.slice(unit.length);
  const behind = before ? undefined : words.after.find(([word]) => rest.startsWith(word));
  rest = rest.slice(behind?.[0].length ?? 0);
  const sign = before?.[1] ?? behind?.[1];
  if (!sign) return null;
  const value = scaled(number.replaceAll(",", ""), unit ? words.units[unit] : "1");
  return { wanted: [figure.key, sign, [value]], length: folded.length - rest.length };
}

/** The longest of some words that a text begins with, "" where it begins with none. @param {string} text @param {readonly string[]} words */
function longestAt(text, words) {
  return words.reduce((longest, word) => (word.length > longest.length && text.startsWith(word) ? word : longest), "");
}

/** A quantity in its one spelling, ≥95%, or "" where the text is none or has no sign. @param {string} folded @param {Words} words */
export function quantityIn(folded, words) {
  const read = read1(folded, words);
  return read && read.sign ? `${read.sign}${read.number}${read.unit}` : "";
}

/**
 * Sign, number and unit of a text that holds nothing else.
 * @param {string} folded
 * @param {Words} words
 */
function read1(folded, { comparators, after }) {
  const before = comparators.find(([spelling]) => folded.startsWith(spelling));
  const rest = before ? folded.slice(before[0].length) : folded;
  const number = NUMBER.exec(rest)?.[0];
  if (!number) return null;
  let unit = rest.slice(number.length);
  const behind = after.find(([word]) => unit.endsWith(word));
  if (behind) unit = unit.slice(0, -behind[0].length);
  if (unit.startsWith("(") && unit.endsWith(")")) unit = unit.slice(1, -1);
  if (/[0-9\s]/.test(unit) || unit.length > 16 || (before && behind && before[1] !== behind[1])) return null;
  return { sign: before?.[1] ?? behind?.[1] ?? "", number: number.replaceAll(",", ""), unit };
}

/** @param {string} number @param {string} scale */
function scaled(number, scale) {
  return scale === "1" ? number : String(Number((Number(number) * Number(scale)).toPrecision(15)));
}

/** Whether a figure stands to a bound as the sign says. @param {number} figure @param {string} sign @param {number} bound */
export function compares(figure, sign, bound) {
  if (sign === "<") return figure < bound;
  if (sign === "≤") return figure <= bound;
  if (sign === ">") return figure > bound;
  if (sign === "≥") return figure >= bound;
  return figure === bound;
}
