// Draws the list of results, the written pages and the way to the next results.
// @ts-check

import { element, markedNodes } from "./dom.js";
import { marked, passagesOf } from "./passage.js";
import { placeAddress } from "./places.js";
import { addressOf, factsOf } from "./words.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./search.js").Found} Found */

export const PER_PAGE = 20;

/**
 * @param {Index} index
 * @param {Names} names
 * @param {Found} found
 * @param {readonly number[]} forms those of one page
 */
export async function resultItems(index, names, found, forms) {
  const withPassages = found.full && found.words.length > 0;
  return Promise.all(
    forms.map(async (form) => resultItem(index, names, found, form, withPassages ? await index.cells(form) : [])),
  );
}

/** @param {Index} index @param {Names} names @param {Found} found @param {number} form @param {import("./index.js").Cell[]} cells */
function resultItem(index, names, found, form, cells) {
  const url = index.base + addressOf(names, form);
  const name = names.projects[names.column.project[form]][1];
  const grade = names.column.grade[form] < 0 ? null : names.grades[names.column.grade[form]];
  const facts = factsOf(names, form).map((fact) => element("span", {}, ...markedNodes(marked(fact, found.words, names.folder))));
  if (grade) facts.at(-1)?.append(" ", element("span", { class: "grade", "data-grade": grade }, grade));
  const item = element(
    "li",
    { class: "find-result" },
    element("h2", {}, element("a", { href: url }, ...markedNodes(marked(name, found.words, names.folder)))),
    element(
      "p",
      { class: "find-facts" },
      ...facts,
    ),
  );
  const passages = passagesOf(cells, found.words, names.folder);
  if (passages.length) {
    item.append(
      element(
        "ul",
        { class: "find-passages" },
        ...passages.map(({ anchor, label, parts }) =>
          element(
            "li",
            {},
            element(
              "a",
              { href: anchor ? `${url}#${anchor}` : url },
              element("span", { class: "find-label" }, label),
              element("span", {}, ...markedNodes(parts)),
            ),
          ),
        ),
      ),
    );
  }
  return item;
}

/**
 * Pages of units and projects, each with how many forms it gathers and from which years.
 * @param {Index} index
 * @param {Names} names
 * @param {readonly import("./places.js").Place[]} places
 * @param {readonly string[]} words folded
 * @param {(place: import("./places.js").Place) => string} only address of the same search in this unit alone; "" for none
 */
export function placeItems(index, names, places, words, only) {
  return places.map((place) => {
    const years = [...new Set(place.forms.map((form) => names.column.year[form]))].sort((a, b) => b - a);
    const address = only(place);
    return element(
      "li",
      {},
      element("span", { class: "find-label" }, place.kind === "unit" ? "单位" : "项目"),
      element("a", { href: index.base + placeAddress(place) }, ...markedNodes(marked(place.name, words, names.folder))),
      " ",
      element("span", { class: "find-note" }, `${place.forms.length} 份表 · ${years.join("、")} 年度`),
      ...(address ? [" ", element("a", { class: "find-only", href: address, "data-unit": place.id }, `只看这个单位（${place.forms.length}）`)] : []),
    );
  });
}

/** @param {Index} index @param {Names} names @param {Found} found */
export function pageItems(index, names, found) {
  return found.pages.map(({ url, title, text }) => {
    const line = text.split("\n").find((part) => names.folder.ranges(part, found.words).length) ?? "";
    return element(
      "li",
      {},
      element("a", { href: index.base + url }, ...markedNodes(marked(title, found.words, names.folder))),
      ...(line ? [element("p", {}, ...markedNodes(marked(line, found.words, names.folder, true)))] : []),
    );
  });
}

/**
 * @param {number} page from 1
 * @param {number} total
 * @param {(page: number) => string} addressOfPage
 */
export function pager(page, total, addressOfPage) {
  const last = Math.ceil(total / PER_PAGE);
  const nav = element("nav", { class: "find-pager", "aria-label": "结果翻页", hidden: last < 2 });
  /** @param {string} text @param {number} to */
  const link = (text, to) => element("a", { href: addressOfPage(to), "data-page": to }, text);
  if (page > 1) nav.append(link("上一页", page - 1));
  nav.append(element("span", {}, `第 ${page} 页，共 ${last} 页`));
  if (page < last) nav.append(link("下一页", page + 1));
  return nav;
}
