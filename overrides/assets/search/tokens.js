// Cuts what was typed into words: white space parts them, quotation marks hold them together. Knows no meaning.
// @ts-check

/**
 * @typedef {object} Token
 * @property {string} raw as typed
 * @property {string} text without quotation marks and the minus before it
 * @property {number} quotedFrom where the first quoted character stands in the text; its length where none is quoted
 * @property {boolean} isMinus what holds it is left out
 */

/** @type {Record<string, string>} */
const MATES = { '"': '"', "“": "”", "”": "”", "＂": "＂", "「": "」", "『": "』", "„": "“" };
const MINUS = /^[-－−]/;

/** @param {string} query @returns {Token[]} */
export function tokensOf(query) {
  const characters = [...query];
  /** @type {Token[]} */
  const tokens = [];
  let raw = "";
  let text = "";
  let quotedFrom = -1;
  const finish = () => {
    const isMinus = quotedFrom !== 0 && MINUS.test(text) && [...text].length > 1;
    const shift = isMinus ? 1 : 0;
    const clean = text.slice(shift);
    if (clean.trim()) tokens.push({ raw, text: clean, quotedFrom: quotedFrom < 0 ? clean.length : quotedFrom - shift, isMinus });
    [raw, text, quotedFrom] = ["", "", -1];
  };
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at];
    const end = MATES[character] ? characters.indexOf(MATES[character], at + 1) : -1;
    if (end > at) {
      if (quotedFrom < 0) quotedFrom = text.length;
      const inside = characters.slice(at + 1, end).join("");
      text += inside;
      raw += `${character}${inside}${characters[end]}`;
      at = end;
    } else if (/\s/u.test(character)) {
      finish();
    } else {
      raw += character;
      if (!MATES[character]) text += character;
    }
  }
  finish();
  return tokens;
}
