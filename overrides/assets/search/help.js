// Draws what is offered beside exact results: names alike, a spelling, filters the words name, parts of the words.
// @ts-check

import { wording } from "./chips.js";
import { element } from "./dom.js";
import { facetsOf, filter } from "./filters.js";
import { alike, filtersNamed, inPieces } from "./near.js";
import { withoutWord } from "./query.js";
import { synonymsOf } from "./relax.js";
import { PER_PAGE, placeItems, resultItems } from "./results.js";
import { search } from "./search.js";
import { corrections } from "./spelling.js";
import { writeState } from "./state.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./search.js").Found} Found */
/** @typedef {import("./state.js").State} State */

/** @param {string} text @param {string} address */
function link(text, address) {
  return element("a", { href: address }, text);
}

/** @param {string} head @param {readonly HTMLAnchorElement[]} links */
function line(head, links) {
  return links.length ? [element("p", { class: "find-offer" }, head, ...links.flatMap((one) => [" ", one]))] : [];
}

/**
 * Beside what is found: the words of the forms for words of readers, and the literal reading of what became a filter.
 * @param {Index} index
 * @param {Names} names
 * @param {State} state
 * @param {Found} found
 */
export async function besides(index, names, state, found) {
  const offered = [...new Set(synonymsOf(names, found.query))];
  const words = offered.map((word) => link(word, writeState({ ...state, q: word, page: 1 })));
  const literal = await Promise.all(
    [...new Set(found.query.conditions.map(({ raw }) => raw))].map(async (raw) => {
      const { held } = await search(index, `"${raw}"`);
      return held ? [link(`“${raw}”（${held}）`, `?${new URLSearchParams({ q: `"${raw}"` })}`)] : [];
    }),
  );
  return [...line("也可以查：", words), ...line("只查写着这几个字的：", literal.flat())];
}

/**
 * Forms of units and projects with names alike.
 * @param {Index} index
 * @param {Names} names
 * @param {State} state
 * @param {Found} found
 */
export async function alikeParts(index, names, state, found) {
  const named = alike(names, found);
  const { forms } = filter(names, facetsOf(names), named.forms, state);
  const shown = forms.slice(0, PER_PAGE);
  if (!shown.length) return [];
  return [
    element("h2", { id: "find-near" }, `名称里依次有这几个字的：${forms.length} 份表`),
    element("ul", { class: "find-pages" }, ...placeItems(index, names, named.places, [], () => "")),
    await list(index, names, found, shown),
    ...(forms.length > shown.length ? [element("p", { class: "find-note" }, `这里列出 ${shown.length} 份，全部在上面的单位和项目页。`)] : []),
  ];
}

/**
 * Where nothing is found at all.
 * @param {Index} index
 * @param {Names} names
 * @param {State} state
 * @param {Found} found
 */
export async function nothingParts(index, names, state, found) {
  const spelled = await spellings(index, names, state, found);
  const filters = await filterLinks(index, names, found);
  const { pieces, forms } = await inPieces(index, found.query);
  const units = names.units.map(([id, name]) => element("li", {}, link(name, `${index.base}units/${id}/`)));
  const parts = pieces.map(({ piece, count }) => link(`${piece}（${count}）`, `?${new URLSearchParams({ q: piece })}`));
  return [
    ...line("是不是要查：", spelled),
    ...line("用筛选来找：", filters),
    ...(pieces.length ? [element("h2", { id: "find-near" }, "写到其中一部分的"), ...line("", parts), await list(index, names, found, forms)] : []),
    element("h2", pieces.length ? {} : { id: "find-near" }, "也可以从这里找"),
    element("ul", { class: "find-pages" }, ...units, element("li", {}, link("全部项目", `${index.base}projects/`))),
  ];
}

/** @param {Index} index @param {Names} names @param {State} state @param {Found} found */
async function spellings(index, names, state, found) {
  const lists = await Promise.all(
    found.query.terms.map(async (term) => {
      const others = await corrections(index, names, term);
      const rest = withoutWord(state.q, term.raw);
      return others.map(({ text, count }) => link(`${text}（${count}）`, `?${new URLSearchParams({ q: `${rest} ${text}`.trim() })}`));
    }),
  );
  return lists.flat();
}

/** @param {Index} index @param {Names} names @param {Found} found */
async function filterLinks(index, names, found) {
  const offered = filtersNamed(names, found.query);
  const links = await Promise.all(
    offered.map(async ({ label, key, value, phrase }) => {
      if (phrase) {
        const { forms, query } = await search(index, phrase);
        const said = query.conditions.map(({ wanted }) => wording(names, facetsOf(names), wanted)).join("，");
        return forms.length ? [link(`${said}（${forms.length}）`, `?${new URLSearchParams({ q: phrase })}`)] : [];
      }
      const all = [...names.column.kind.keys()];
      const chosen = filter(names, facetsOf(names), all, { q: "", chosen: { [key]: [value] }, ranges: {}, sort: "", page: 1, same: "", of: "" });
      return chosen.forms.length ? [link(`${label}（${chosen.forms.length}）`, `?${new URLSearchParams({ [key]: value })}`)] : [];
    }),
  );
  return links.flat();
}

/** @param {Index} index @param {Names} names @param {Found} found @param {readonly number[]} forms */
async function list(index, names, found, forms) {
  return element("ol", { class: "find-results" }, ...(await resultItems(index, names, { ...found, full: false }, forms)));
}
