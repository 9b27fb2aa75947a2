// Owns which units and projects a query names, letter for letter or by some of their characters in order. Knows no page.
// @ts-check

/** @typedef {import("./index.js").Names} Names */

/**
 * @typedef {object} Place A page that gathers forms: a unit's or a project's.
 * @property {"unit" | "project"} kind
 * @property {string} id
 * @property {string} name
 * @property {number[]} forms
 */

const SHOWN = 3;
const SHORTEST = 3;
/** Fewer characters in order stand in too many names to mean one. */

/** Address relative to the root of the site. @param {Place} place */
export function placeAddress({ kind, id }) {
  return `${kind}s/${id}/`;
}

/**
 * Units and projects whose name holds every word, or whose initials do; the best few of each, units first.
 * @param {Names} names
 * @param {readonly string[]} words folded
 */
export function namedPlaces(names, words) {
  if (!words.some((word) => [...word].length > 1)) return [];
  return places(names, (texts, initials) =>
    words.every((word) => texts.some((text) => text.includes(word)) || (/^[a-z0-9]{2,}$/.test(word) && initials.includes(word))),
  )
    .map((place) => ({ place, rank: rankOf(names.folder.fold(place.name), words[0]) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ place }) => place)
    .filter(few());
}

/**
 * Units and projects whose name holds the characters of every word in their order, with others between: 就业中心 in
 * 就业促进中心. Those that hold the words themselves are not among them.
 * @param {Names} names
 * @param {readonly string[]} words folded
 */
export function alikePlaces(names, words) {
  if (!words.length || !words.some((word) => [...word].length >= SHORTEST)) return [];
  return places(
    names,
    (texts) =>
      words.every((word) => texts.some((text) => text.includes(word) || ([...word].length >= SHORTEST && inOrder(text, word)))) &&
      !words.every((word) => texts.some((text) => text.includes(word))),
  );
}

/** Whether the characters of a word stand in a text in their order. @param {string} text @param {string} word */
export function inOrder(text, word) {
  let at = 0;
  for (const character of word) {
    at = text.indexOf(character, at) + 1;
    if (!at) return false;
  }
  return true;
}

/**
 * Every two neighbouring characters of the words, each once, in their order.
 * @param {readonly string[]} words folded
 */
export function piecesOf(words) {
  const pieces = words.flatMap((word) => {
    const characters = [...word];
    return characters.slice(1).map((character, at) => characters[at] + character);
  });
  return [...new Set(pieces)].filter((piece) => !words.includes(piece) && /^[\p{L}\p{N}]+$/u.test(piece));
}

/**
 * @typedef {object} Named A place with what it is found by.
 * @property {Place} place
 * @property {string[]} texts its name and short name, folded
 * @property {string} initials
 */

/** Made once an index: ten thousand names are folded and their forms gathered in one pass. @type {WeakMap<Names, Named[]>} */
const made = new WeakMap();

/** @param {Names} names @returns {Named[]} */
function allPlaces(names) {
  const known = made.get(names);
  if (known) return known;
  const { column, folder } = names;
  const ofUnit = formsBy(column.unit);
  const ofProject = formsBy(column.project);
  const units = names.units.map(([id, name, short, initials], number) => ({
    place: { kind: /** @type {const} */ ("unit"), id, name, forms: ofUnit.get(number) ?? [] },
    texts: [folder.fold(name), folder.fold(short)],
    initials,
  }));
  const projects = names.projects.map(([id, name, initials], number) => ({
    place: { kind: /** @type {const} */ ("project"), id, name, forms: ofProject.get(number) ?? [] },
    texts: [folder.fold(name)],
    initials,
  }));
  const all = [...units, ...projects];
  made.set(names, all);
  return all;
}

/** The forms of each number of a column. @param {ArrayLike<number>} numbers */
function formsBy(numbers) {
  /** @type {Map<number, number[]>} */
  const forms = new Map();
  for (let form = 0; form < numbers.length; form++) {
    const of = forms.get(numbers[form]);
    if (of) of.push(form);
    else forms.set(numbers[form], [form]);
  }
  return forms;
}

/**
 * The places that fit, names of one address together.
 * @param {Names} names
 * @param {(texts: string[], initials: string) => boolean} fits
 * @returns {Place[]}
 */
function places(names, fits) {
  /** @type {Map<string, Place>} */
  const found = new Map();
  for (const { place, texts, initials } of allPlaces(names)) {
    if (!fits(texts, initials)) continue;
    const address = placeAddress(place);
    const known = found.get(address);
    if (known) known.forms.push(...place.forms);
    else found.set(address, { ...place, forms: [...place.forms] });
  }
  return [...found.values()];
}

/** 0 the whole name, 1 its start, 2 inside. @param {string} name @param {string} word */
function rankOf(name, word) {
  if (name === word) return 0;
  return name.startsWith(word) ? 1 : 2;
}

/** Lets the first few of each kind through. */
function few() {
  const taken = { unit: 0, project: 0 };
  return (/** @type {Place} */ { kind }) => ++taken[kind] <= SHOWN;
}
