// Says where a word occurs and how much that weighs: project, unit, indicator, then text. Knows nothing of the page.
// @ts-check

/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").TextTable} TextTable */

export const WEIGHT = {
  project: { whole: 64, start: 56, inside: 48 },
  unit: 32,
  /** department, printed title, kind, year, grade */
  head: 24,
  initials: 20,
  indicator: 16,
  text: 8,
};

/**
 * Weight of a word in the head of every form; 0 where it does not occur.
 * @param {Names} names
 * @param {string} word folded
 * @param {boolean} text the texts are searched too; while one types a name, one digit of a year says nothing
 */
export function weighNames(names, word, text) {
  const { folder, column } = names;
  const letters = /^[a-z0-9]{2,}$/.test(word) && /[a-z]/.test(word);
  /** @param {string} text */
  const has = (text) => folder.fold(text).includes(word);
  /** @param {string} initials */
  const abbreviates = (initials) => (letters && initials.includes(word) ? WEIGHT.initials : 0);
  const inYears = text || [...word].length > 1;
  const projects = names.projects.map(([, name, initials]) => inProject(folder.fold(name), word) || abbreviates(initials));
  const units = names.units.map(([, name, short, initials]) =>
    has(name) || has(short) ? WEIGHT.unit : abbreviates(initials),
  );
  const departments = names.departments.map((name) => (has(name) ? WEIGHT.head : 0));
  const titles = names.titles.map((title) => (has(title) ? WEIGHT.head : 0));
  const kinds = names.kinds.map(([, label]) => (has(label) ? WEIGHT.head : 0));
  const grades = names.grades.map((grade) => (folder.fold(grade) === word ? WEIGHT.head : 0));
  const weights = new Float32Array(names.count);
  for (let form = 0; form < names.count; form++) {
    weights[form] = Math.max(
      projects[column.project[form]],
      units[column.unit[form]],
      departments[column.department[form]],
      titles[column.title[form]],
      kinds[column.kind[form]],
      column.grade[form] < 0 ? 0 : grades[column.grade[form]],
      inYears && `${column.year[form]}年度`.includes(word) ? WEIGHT.head : 0,
    );
  }
  return weights;
}

/** @param {string} name @param {string} word */
function inProject(name, word) {
  const at = name.indexOf(word);
  if (at < 0) return 0;
  if (name.length === word.length) return WEIGHT.project.whole;
  return at ? WEIGHT.project.inside : WEIGHT.project.start;
}

/**
 * Weight of a word in the text of every form.
 * @param {Index} index
 * @param {string} word folded
 * @returns {Promise<Float32Array>}
 */
export async function weighText(index, word) {
  const table = await index.text();
  const weights = new Float32Array(table.heads.length);
  const characters = [...word];
  if (characters.length < 2) {
    for (const { form, inName } of await index.holders(word)) weights[form] = inName ? WEIGHT.indicator : WEIGHT.text;
    return weights;
  }
  const offsets = pairOffsets(characters.length);
  const lists = await Promise.all(
    offsets.map(async (offset) => ({
      offset,
      positions: await index.positions(characters[offset] + characters[offset + 1]),
    })),
  );
  mark(weights, table, sideBySide(lists));
  return weights;
}

/** Pairs that cover a word: 0, 2, 4 … and the last. @param {number} length */
export function pairOffsets(length) {
  const offsets = [];
  for (let offset = 0; offset < length - 1; offset += 2) offsets.push(offset);
  if (length % 2) offsets.push(length - 2);
  return offsets;
}

/**
 * Starts of the places where all pairs of a word stand at their offsets.
 * @param {{offset: number, positions: Uint32Array}[]} lists
 */
export function sideBySide(lists) {
  const [first, ...others] = [...lists].sort((a, b) => a.positions.length - b.positions.length);
  let starts = Float64Array.from(first.positions, (position) => position - first.offset);
  for (const { offset, positions } of others) {
    let kept = 0;
    let at = 0;
    for (const start of starts) {
      while (at < positions.length && positions[at] < start + offset) at++;
      if (positions[at] === start + offset) starts[kept++] = start;
    }
    starts = starts.subarray(0, kept);
  }
  return starts;
}

/** @param {Float32Array} weights @param {TextTable} table @param {Float64Array} starts */
function mark(weights, table, starts) {
  let form = 0;
  for (const start of starts) {
    while (table.starts[form + 1] <= start) form++;
    weights[form] = Math.max(weights[form], start < table.heads[form] ? WEIGHT.indicator : WEIGHT.text);
  }
}
