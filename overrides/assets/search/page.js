// The search page: the address is its state; asks, draws, announces.
// @ts-check

import { makeControls, makeSort } from "./controls.js";
import { csvOf } from "./csv.js";
import { element } from "./dom.js";
import { facetsOf, filter, sorted } from "./filters.js";
import { IndexMissing } from "./index.js";
import { alike, inPieces } from "./near.js";
import { namedPlaces } from "./places.js";
import { PER_PAGE, pageItems, pager, placeItems, resultItems } from "./results.js";
import { search } from "./search.js";
import { readState, writeState } from "./state.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./state.js").State} State */

/** @param {HTMLElement} root @param {Index} index */
export async function startPage(root, index) {
  const page = new SearchPage(root, index);
  await page.start();
}

class SearchPage {
  /** @param {HTMLElement} root @param {Index} index */
  constructor(root, index) {
    this.index = index;
    this.root = root;
    this.form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    this.input = /** @type {HTMLInputElement} */ (this.form.querySelector("input[name=q]"));
    this.status = element("p", { class: "find-status", role: "status", tabindex: -1 });
    this.more = element("button", { type: "button", class: "find-more", hidden: true }, "在指标、目标、原因里也找一遍");
    this.places = element("ul", { class: "find-pages find-places", "aria-label": "单位和项目", hidden: true });
    this.list = element("ol", { class: "find-results" });
    /** What is near, never counted as found. */
    this.near = element("section", { class: "find-near", "aria-labelledby": "find-near", hidden: true });
    this.pages = element("ul", { class: "find-pages" });
    this.pagesPart = element("section", { class: "find-written", hidden: true }, element("h2", { id: "find-written" }, "说明页面"), this.pages);
    this.pager = pager(1, 0, () => "");
    this.state = readState(location.search);
    /** The texts are searched too: asked by Enter, by a link, or because no name answers. */
    this.full = true;
    /** Only the newest question may draw. */
    this.turn = 0;
    /** @type {number[]} */
    this.shown = [];
  }

  async start() {
    this.input.value = this.state.q;
    this.root.append(this.status);
    this.say("正在取目录……");
    try {
      const names = await this.index.names();
      this.names = names;
      this.facets = facetsOf(names);
      this.draw();
    } catch (error) {
      this.fail(error);
      return;
    }
    this.listen();
    await this.update();
  }

  draw() {
    const facets = /** @type {import("./filters.js").Facet[]} */ (this.facets);
    this.controls = makeControls(facets, (change) => this.change(change));
    this.sort = makeSort((sort) => this.change({ sort }));
    const download = element("button", { type: "button", class: "find-csv" }, "下载结果（CSV）");
    const clear = element("button", { type: "button", class: "find-clear" }, "清除筛选");
    download.addEventListener("click", () => this.download());
    clear.addEventListener("click", () => this.change({ chosen: {}, ranges: {} }));
    const wide = matchMedia("(min-width: 60em)").matches;
    const filters = element("details", { class: "find-filters", open: wide }, element("summary", {}, "筛选"), this.controls.root, clear);
    this.tools = element("div", { class: "find-tools" }, element("label", { for: "find-sort" }, "排序"), this.sort, download);
    this.root.append(
      element(
        "div",
        { class: "find-body" },
        filters,
        element("div", { class: "find-main" }, this.status, this.more, this.places, this.tools, this.list, this.pager, this.near, this.pagesPart),
      ),
    );
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.full = true;
      this.change({ q: this.input.value.trim() });
    });
    this.input.addEventListener("input", (event) => {
      if (/** @type {InputEvent} */ (event).isComposing) return;
      this.typed();
    });
    this.input.addEventListener("compositionend", () => this.typed());
    this.more.addEventListener("click", () => {
      this.full = true;
      this.status.focus();
      void this.update();
    });
    window.addEventListener("popstate", () => {
      this.state = readState(location.search);
      this.input.value = this.state.q;
      this.full = true;
      void this.update();
    });
    this.root.addEventListener("click", (event) => {
      const link = /** @type {HTMLElement} */ (event.target).closest("a[data-page], a[data-unit]");
      if (!link || /** @type {MouseEvent} */ (event).metaKey || /** @type {MouseEvent} */ (event).ctrlKey) return;
      event.preventDefault();
      const unit = link.getAttribute("data-unit");
      if (unit) {
        this.change({ chosen: { ...this.state.chosen, unit: [unit] } });
        this.status.focus();
        return;
      }
      this.change({ page: Number(link.getAttribute("data-page")) });
      this.status.focus({ preventScroll: true });
      this.form.scrollIntoView();
    });
  }

  typed() {
    const q = this.input.value.trim();
    if (q === this.state.q) return;
    this.full = q === "";
    this.state = { ...this.state, q, page: 1 };
    history.replaceState(null, "", location.pathname + writeState(this.state));
    void this.update();
  }

  /** @param {Partial<State>} change */
  change(change) {
    this.state = { ...this.state, page: 1, ...change };
    const address = location.pathname + writeState(this.state);
    if (address !== location.pathname + location.search) history.pushState(null, "", address);
    void this.update();
  }

  async update() {
    const turn = ++this.turn;
    const late = setTimeout(() => turn === this.turn && this.say("正在查找……"), 150);
    this.list.setAttribute("aria-busy", "true");
    try {
      await this.ask(turn);
    } catch (error) {
      if (turn === this.turn) this.fail(error);
    } finally {
      clearTimeout(late);
      if (turn === this.turn) this.list.removeAttribute("aria-busy");
    }
  }

  /** @param {number} turn */
  async ask(turn) {
    const names = /** @type {import("./index.js").Names} */ (this.names);
    let found = await search(this.index, this.state.q, { text: this.full });
    if (!found.full && !found.forms.length) {
      found = await search(this.index, this.state.q);
    }
    const { forms, counts } = filter(names, this.facets ?? [], found.forms, this.state);
    const all = sorted(names, forms, this.state.sort);
    const from = (this.state.page - 1) * PER_PAGE;
    const items = await resultItems(this.index, names, found, all.slice(from, from + PER_PAGE));
    const nearParts = found.words.length && from + PER_PAGE >= all.length ? await this.nearParts(found) : [];
    if (turn !== this.turn) return;
    this.shown = all;
    this.showPlaces(found);
    this.near.replaceChildren(...nearParts);
    this.near.hidden = !nearParts.length;
    if (this.tools) this.tools.hidden = !all.length;
    this.list.replaceChildren(...items);
    this.list.start = from + 1;
    const next = pager(this.state.page, all.length, (page) => writeState({ ...this.state, page }) || location.pathname);
    this.pager.replaceWith(next);
    this.pager = next;
    const written = pageItems(this.index, names, found);
    this.pages.replaceChildren(...written);
    this.pagesPart.hidden = !written.length;
    this.controls?.show(this.state, counts);
    if (this.sort) this.sort.value = this.state.sort;
    this.more.hidden = found.full || !found.words.length;
    this.announce(found, all.length, written.length);
  }

  /** Pages of the units and projects that are named; a unit whose name is also a department's can be looked at alone.
   * @param {import("./search.js").Found} found */
  showPlaces(found) {
    const names = /** @type {import("./index.js").Names} */ (this.names);
    const items = placeItems(this.index, names, namedPlaces(names, found.words), found.words, (place) => {
      const isChosen = (this.state.chosen.unit ?? []).length > 0;
      if (place.kind !== "unit" || isChosen || found.forms.length <= place.forms.length) return "";
      return writeState({ ...this.state, page: 1, chosen: { ...this.state.chosen, unit: [place.id] } });
    });
    this.places.replaceChildren(...items);
    this.places.hidden = !items.length;
  }

  /**
   * Names alike; where there are none and nothing is found at all, what holds pieces of the words.
   * @param {import("./search.js").Found} found
   */
  async nearParts(found) {
    const names = /** @type {import("./index.js").Names} */ (this.names);
    const named = alike(names, found);
    if (named.forms.length) {
      const { forms } = filter(names, this.facets ?? [], named.forms, this.state);
      const shown = forms.slice(0, PER_PAGE);
      if (!shown.length) return [];
      return [
        element("h2", { id: "find-near" }, `名称里依次有这几个字的：${forms.length} 份表`),
        element("ul", { class: "find-pages" }, ...placeItems(this.index, names, named.places, [], () => "")),
        await this.nearList(found, shown),
        ...(forms.length > shown.length ? [element("p", { class: "find-note" }, `这里列出 ${shown.length} 份，全部在上面的单位和项目页。`)] : []),
      ];
    }
    if (found.forms.length) return [];
    const { pieces, forms } = await inPieces(this.index, found.words);
    const units = names.units.map(([id, name]) => element("li", {}, element("a", { href: `${this.index.base}units/${id}/` }, name)));
    return [
      ...(pieces.length
        ? [
            element("h2", { id: "find-near" }, "写到其中一部分的"),
            element(
              "p",
              {},
              ...pieces.flatMap(({ piece, count }) => [element("a", { href: `?${new URLSearchParams({ q: piece })}` }, `${piece}（${count}）`), " "]),
            ),
            await this.nearList(found, forms),
          ]
        : []),
      element("h2", pieces.length ? {} : { id: "find-near" }, "也可以从这里找"),
      element("ul", { class: "find-pages" }, ...units, element("li", {}, element("a", { href: `${this.index.base}projects/` }, "全部项目"))),
    ];
  }

  /** @param {import("./search.js").Found} found @param {readonly number[]} forms */
  async nearList(found, forms) {
    const names = /** @type {import("./index.js").Names} */ (this.names);
    return element("ol", { class: "find-results" }, ...(await resultItems(this.index, names, { ...found, full: false }, forms)));
  }

  /** @param {import("./search.js").Found} found @param {number} count @param {number} pages */
  announce(found, count, pages) {
    const total = found.words.length ? found.forms.length : (this.names?.count ?? 0);
    const where = found.full ? "" : "（只查了名称）";
    const also = pages ? `，另有 ${pages} 个说明页面` : "";
    if (count) this.say(`${count === total ? `${count} 份表` : `${count} 份表，筛选前 ${total} 份`}${where}${also}。`);
    else if (total) this.say(`没有同时符合这些筛选的表；去掉筛选有 ${total} 份。`);
    else if (pages) this.say(`没有一份表写到“${this.state.q}”，有 ${pages} 个说明页面写到。`);
    else this.say(`没有一份表写到“${this.state.q}”。下面是相近的；也可以换个说法，或者用空格把词分开。`);
  }

  download() {
    if (!this.names) return;
    const root = new URL(this.index.base, location.href).href;
    const file = new Blob([csvOf(this.names, this.shown, root)], { type: "text/csv;charset=utf-8" });
    const link = element("a", { href: URL.createObjectURL(file), download: "search.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  /** @param {unknown} error */
  fail(error) {
    if (!(error instanceof IndexMissing)) throw error;
    this.list.replaceChildren();
    this.status.replaceChildren(
      `搜索用的文件没有取到（${error.path}）。请检查网络后刷新；也可以`,
      element("a", { href: `${this.index.base}years/` }, "按年度找"),
      "或",
      element("a", { href: `${this.index.base}units/` }, "按单位找"),
      "。",
    );
  }

  /** @param {string} text */
  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}
