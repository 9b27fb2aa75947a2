// Owns the one order of values: what is absent comes last, whichever way one sorts.
// @ts-check

/**
 * @template {string | number} T
 * @param {T} a a number, NaN where there is none; or a text, "" where there is none
 * @param {T} b
 * @param {number} sign 1 rising, -1 falling
 * @param {(a: T, b: T) => number} [difference]
 */
export function inOrder(a, b, sign, difference = (x, y) => Number(x) - Number(y)) {
  if (isAbsent(a) || isAbsent(b)) return Number(isAbsent(a)) - Number(isAbsent(b));
  return sign * difference(a, b);
}

/** @param {string | number} value */
function isAbsent(value) {
  return value === "" || Number.isNaN(value);
}
