// Owns how letters mean a name: by its pinyin in full, by initials, or by both mixed. The one place where this is decided.
// @ts-check

/** Two letters or more, digits between them; one letter says nothing. @param {string} text folded */
export function isLetters(text) {
  return /^[a-z0-9]{2,}$/.test(text) && /[a-z]/.test(text);
}

/**
 * Whether letters read a part of a name: each syllable in full or by its first letter, the last may be begun.
 * @param {string} reading syllables apart by spaces: "ji neng ping jia"
 * @param {string} letters
 */
export function reads(reading, letters) {
  const syllables = reading.split(" ");
  return syllables.some((_, from) => readsFrom(syllables, from, letters));
}

/** @param {readonly string[]} syllables @param {number} from @param {string} letters @returns {boolean} */
function readsFrom(syllables, from, letters) {
  if (!letters) return true;
  const syllable = syllables[from];
  if (!syllable || syllable[0] !== letters[0]) return false;
  if (syllable.startsWith(letters)) return true;
  if (letters.startsWith(syllable) && readsFrom(syllables, from + 1, letters.slice(syllable.length))) return true;
  return /^[a-z]./.test(syllable) && readsFrom(syllables, from + 1, letters.slice(1));
}
