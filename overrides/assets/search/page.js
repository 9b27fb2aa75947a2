// The search page: the address is its state; asks, draws, announces.
// @ts-check

import { makeControls, makeSort } from "./controls.js";
import { csvOf } from "./csv.js";
import { element } from "./dom.js";
import { facetsOf, filter, sorted } from "./filters.js";
import { IndexMissing } from "./index.js";
import { PER_PAGE, pageItems, pager, resultItems } from "./results.js";
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
    this.list = element("ol", { class: "find-results" });
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
    const tools = element("div", { class: "find-tools" }, element("label", { for: "find-sort" }, "排序"), this.sort, download);
    this.root.append(
      element(
        "div",
        { class: "find-body" },
        filters,
        element("div", { class: "find-main" }, this.status, this.more, tools, this.list, this.pager, this.pagesPart),
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
      const link = /** @type {HTMLElement} */ (event.target).closest("a[data-page]");
      if (!link || /** @type {MouseEvent} */ (event).metaKey || /** @type {MouseEvent} */ (event).ctrlKey) return;
      event.preventDefault();
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
    if (turn !== this.turn) return;
    this.shown = all;
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

  /** @param {import("./search.js").Found} found @param {number} count @param {number} pages */
  announce(found, count, pages) {
    const total = found.words.length ? found.forms.length : (this.names?.count ?? 0);
    const where = found.full ? "" : "（只查了名称）";
    const also = pages ? `，另有 ${pages} 个说明页面` : "";
    if (count) this.say(`${count === total ? `${count} 份表` : `${count} 份表，筛选前 ${total} 份`}${where}${also}。`);
    else if (total) this.say(`没有同时符合这些筛选的表；去掉筛选有 ${total} 份。`);
    else if (pages) this.say(`没有一份表写到“${this.state.q}”，有 ${pages} 个说明页面写到。`);
    else this.say(`没有一份表写到“${this.state.q}”。可以少写几个字、换个说法，或者用空格把词分开。`);
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
