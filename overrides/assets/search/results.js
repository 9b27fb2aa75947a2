// Draws the list of results, the written pages and the way to the next results.
// @ts-check

import { element, markedNodes } from "./dom.js";
import { hitsOf, marked, passageOf, varied } from "./passage.js";
import { placeAddress } from "./places.js";
import { reasonsOf } from "./reasons.js";
import { addressOf, factsOf, gradeOf } from "./words.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./index.js").Cell} Cell */
/** @typedef {import("./passage.js").Hit} Hit */
/** @typedef {import("./search.js").Found} Found */

export const PER_PAGE = 20;
const SHOWN = 3;

/**
 * @param {Index} index
 * @param {Names} names
 * @param {Found} found
 * @param {readonly number[]} forms those of one page
 */
export async function resultItems(index, names, found, forms) {
  const withPassages = found.full && found.query.terms.length > 0;
  const readings = withPassages && found.needles.some(({ text }) => /^[a-z0-9]{2,}$/.test(text)) ? await index.pinyin() : null;
  return Promise.all(
    forms.map(async (form) => {
      const item = resultItem(index, names, found, form);
      if (!withPassages) return item;
      const cells = await index.cells(form);
      item.append(...reasonLine(names, found, form, readings), ...passageLists(index, names, found, form, cells));
      return item;
    }),
  );
}

/** @param {Index} index @param {Names} names @param {Found} found @param {number} form */
function resultItem(index, names, { needles }, form) {
  const url = index.base + addressOf(names, form);
  const name = names.projects[names.column.project[form]][1];
  const grade = gradeOf(names, form);
  const facts = factsOf(names, form).map((fact) => element("span", {}, ...markedNodes(marked(fact, needles, names.folder))));
  if (grade) facts.at(-1)?.append(" ", element("span", { class: "grade", "data-grade": grade }, grade));
  return element(
    "li",
    { class: "find-result" },
    element("h2", {}, element("a", { href: url }, ...markedNodes(marked(name, needles, names.folder)))),
    element("p", { class: "find-facts" }, ...facts),
  );
}

/** @param {Names} names @param {Found} found @param {number} form @param {import("./index.js").Readings | null} readings */
function reasonLine(names, found, form, readings) {
  const reasons = reasonsOf(names, found, form, readings);
  if (!reasons.length) return [];
  const parts = reasons.flatMap(({ label, text }, at) => [
    ...(at ? [" · "] : []),
    element("span", { class: "find-label" }, label),
    ...markedNodes(marked(text, found.needles, names.folder)),
  ]);
  return [element("p", { class: "find-reasons" }, ...parts)];
}

/** The first lines, and the others folded. @param {Index} index @param {Names} names @param {Found} found @param {number} form @param {readonly Cell[]} cells */
function passageLists(index, names, found, form, cells) {
  const hits = varied(hitsOf(names, cells, found.query.terms));
  if (!hits.length) return [];
  const url = index.base + addressOf(names, form);
  /** @param {readonly Hit[]} some */
  const list = (some) => element("ul", { class: "find-passages" }, ...some.map((hit) => passageItem(index, names, found, url, cells, hit)));
  const shown = list(hits.slice(0, SHOWN));
  const rest = hits.slice(SHOWN);
  if (!rest.length) return [shown];
  const what = rest.every(({ row }) => row) ? "行" : "处";
  const folded = element("details", { class: "find-rest" }, element("summary", {}, `另有 ${rest.length} ${what}`));
  folded.addEventListener("toggle", () => folded.children.length < 2 && folded.append(list(rest)));
  return [shown, folded];
}

/** @param {Index} index @param {Names} names @param {Found} found @param {string} url @param {readonly Cell[]} cells @param {Hit} hit */
function passageItem(index, names, found, url, cells, hit) {
  const { anchor, label, parts, alike } = passageOf(names, cells, hit, found.needles);
  const link = element(
    "a",
    { href: anchor ? `${url}#${anchor}` : url },
    element("span", { class: "find-label" }, label),
    element("span", {}, ...markedNodes(parts)),
  );
  if (!alike) return element("li", {}, link);
  const same = `${index.base}search/?${new URLSearchParams({ same: alike.key })}`;
  return element("li", {}, link, element("a", { class: "find-same", href: same }, `同名指标 ${alike.count} 行`));
}

/**
 * Pages of units and projects, each with how many forms it gathers and from which years.
 * @param {Index} index
 * @param {Names} names
 * @param {readonly import("./places.js").Place[]} places
 * @param {readonly import("./normalise.js").Needle[]} needles
 * @param {(place: import("./places.js").Place) => string} only address of the same search in this unit alone; "" for none
 */
export function placeItems(index, names, places, needles, only) {
  return places.map((place) => {
    const years = [...new Set(place.forms.map((form) => names.column.year[form]))].sort((a, b) => b - a);
    const address = only(place);
    return element(
      "li",
      {},
      element("span", { class: "find-label" }, place.kind === "unit" ? "单位" : "项目"),
      element("a", { href: index.base + placeAddress(place) }, ...markedNodes(marked(place.name, needles, names.folder))),
      " ",
      element("span", { class: "find-note" }, `${place.forms.length} 份表 · ${years.join("、")} 年度`),
      ...(address ? [" ", element("a", { class: "find-only", href: address, "data-unit": place.id }, `只看这个单位（${place.forms.length}）`)] : []),
    );
  });
}

/** @param {Index} index @param {Names} names @param {Found} found */
export function pageItems(index, names, found) {
  return found.pages.map(({ url, title, text }) => {
    const line = text.split("\n").find((part) => names.folder.ranges(part, found.needles).length) ?? "";
    return element(
      "li",
      {},
      element("a", { href: index.base + url }, ...markedNodes(marked(title, found.needles, names.folder))),
      ...(line ? [element("p", {}, ...markedNodes(marked(line, found.needles, names.folder, true)))] : []),
    );
  });
}

/** How many pages so many results make. @param {number} total */
export function lastPage(total) {
  return Math.max(1, Math.ceil(total / PER_PAGE));
}

/**
 * @param {number} page from 1
 * @param {number} total
 * @param {(page: number) => string} addressOfPage
 */
export function pager(page, total, addressOfPage) {
  const last = lastPage(total);
  const nav = element("nav", { class: "find-pager", "aria-label": "结果翻页", hidden: last < 2 });
  /** @param {string} text @param {number} to */
  const link = (text, to) => element("a", { href: addressOfPage(to), "data-page": to }, text);
  if (page > 1) nav.append(link("上一页", page - 1));
  nav.append(element("span", {}, `第 ${page} 页，共 ${last} 页`));
  if (page < last) nav.append(link("下一页", page + 1));
  return nav;
}
