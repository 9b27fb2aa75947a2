// The search page: the address is its state; asks, draws, announces.
// @ts-check

import { chipItems, chipsOf } from "./chips.js";
import { makeControls, makeSort } from "./controls.js";
import { download, fileName } from "../csv.js";
import { csvOf, rowsCsvOf } from "./csv.js";
import { element } from "./dom.js";
import { facetsOf, filter, sorted } from "./filters.js";
import { followed } from "./following.js";
import { alikeParts, besides, nothingParts } from "./help.js";
import { IndexMissing } from "./index.js";
import { isLetters } from "./pinyin.js";
import { namedPlaces } from "./places.js";
import { relaxed } from "./relax.js";
import { lastPage, PER_PAGE, pageItems, pager, placeItems, resultItems } from "./results.js";
import { Returning } from "./returning.js";
import { rowsOf } from "./rows.js";
import { alikeView } from "./same.js";
import { search } from "./search.js";
import { readState, writeState } from "./state.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {import("./search.js").Found} Found */
/** @typedef {import("./state.js").State} State */

/** Milliseconds without a key after which the texts are searched too. */
const PAUSE = 120;

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
    this.chips = element("ul", { class: "find-chips", "aria-label": "筛选条件", hidden: true });
    this.places = element("ul", { class: "find-pages find-places", "aria-label": "单位和项目", hidden: true });
    this.offers = element("div", { class: "find-offers" });
    this.list = element("ol", { class: "find-results" });
    /** The same indicator across forms, in the place of the results. */
    this.view = element("section", { class: "find-view", hidden: true });
    /** What is near, never counted as found. */
    this.near = element("section", { class: "find-near", "aria-labelledby": "find-near", hidden: true });
    this.pages = element("ul", { class: "find-pages" });
    this.pagesPart = element("section", { class: "find-written", hidden: true }, element("h2", { id: "find-written" }, "说明页面"), this.pages);
    this.pager = pager(1, 0, () => "");
    this.state = readState(location.search);
    this.returning = new Returning();
    this.title = document.title;
    /** Only the newest question may draw. */
    this.turn = 0;
    this.pause = 0;
    /** @type {number[]} */
    this.shown = [];
  }

  async start() {
    this.input.value = this.state.q;
    this.root.append(this.status);
    this.say("正在取目录……");
    try {
      this.draw(await this.index.names());
    } catch (error) {
      this.fail(error);
      return;
    }
    this.listen();
    await this.update();
    this.returning.restore();
  }

  /** @param {Names} names */
  draw(names) {
    this.names = names;
    this.facets = facetsOf(names);
    this.controls = makeControls(names, this.facets, (change) => this.change(change));
    this.sort = makeSort(names, (sort) => this.change({ sort }));
    const clear = element("button", { type: "button", class: "find-clear" }, "清除筛选");
    clear.addEventListener("click", () => this.change({ chosen: {}, ranges: {} }));
    const wide = matchMedia("(min-width: 60em)").matches;
    this.filters = element("details", { class: "find-filters", open: wide }, element("summary", {}, "筛选"), this.controls.root, clear);
    this.tools = element("div", { class: "find-tools" }, element("label", { for: "find-sort" }, "排序"), this.sort);
    this.files = element("div", { class: "find-files" }, this.button("下载结果（CSV）", () => this.saveForms()), this.button("下载指标行（CSV）", (button) => this.saveRows(button)), this.button("复制这次搜索的网址", (button) => this.copyAddress(button)), this.feed());
    const parts = [this.status, this.chips, this.tools, this.offers, this.places, this.list, this.view, this.pager, this.files, this.near, this.pagesPart];
    this.main = element("div", { class: "find-main" }, ...parts);
    this.root.append(element("div", { class: "find-body" }, this.main, this.filters));
  }

  /** @param {string} text @param {(button: HTMLButtonElement) => unknown} clicked */
  button(text, clicked) {
    const button = element("button", { type: "button", class: "find-csv" }, text);
    button.addEventListener("click", () => void clicked(button));
    return button;
  }

  feed() {
    this.subscribe = element("a", { class: "find-feed", hidden: true, type: "application/atom+xml", href: `${this.index.base}feeds/forms.xml` }, "");
    return this.subscribe;
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.change({ q: this.input.value.trim(), same: "", of: "" });
    });
    this.input.addEventListener("input", (event) => {
      if (!(/** @type {InputEvent} */ (event).isComposing)) this.typed();
    });
    this.input.addEventListener("compositionend", () => this.typed());
    window.addEventListener("popstate", () => {
      this.state = readState(location.search);
      this.input.value = this.state.q;
      void this.update().then(() => this.returning.restore());
    });
    this.root.addEventListener("click", (event) => this.clicked(/** @type {MouseEvent} */ (event)));
  }

  /** Links that only change the address are followed without a new page. @param {MouseEvent} event */
  clicked(event) {
    const link = /** @type {HTMLElement} */ (event.target).closest("a[data-page], a[data-unit], a.find-same, a[href^='?']");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const next = readState(new URL(/** @type {HTMLAnchorElement} */ (link).href).search);
    this.input.value = next.q;
    this.change(next);
    this.status.focus({ preventScroll: true });
    this.form.scrollIntoView();
  }

  /** Names answer at once; when the typing rests, the texts do too, so that one address has one answer. */
  typed() {
    const q = this.input.value.trim();
    if (q === this.state.q) return;
    this.state = { ...this.state, q, page: 1, same: "", of: "" };
    void this.update({ draft: q !== "" });
  }

  /** @param {State} state */
  address(state) {
    return location.pathname + writeState(state);
  }

  /** @param {Partial<State>} change */
  change(change) {
    this.state = { ...this.state, page: 1, ...change };
    if (this.input.value.trim() !== this.state.q) this.input.value = this.state.q;
    const address = this.address(this.state);
    if (address !== location.pathname + location.search) {
      this.returning.keep();
      history.pushState(null, "", address);
    }
    void this.update();
  }

  /** @param {{draft?: boolean}} [options] */
  async update({ draft = false } = {}) {
    const turn = ++this.turn;
    clearTimeout(this.pause);
    const late = setTimeout(() => turn === this.turn && this.say("正在查找……"), 150);
    this.list.setAttribute("aria-busy", "true");
    try {
      await (this.state.same ? this.lookAtSame(turn) : this.ask(turn, draft));
    } catch (error) {
      if (turn === this.turn) this.fail(error);
    } finally {
      clearTimeout(late);
      if (turn === this.turn) this.list.removeAttribute("aria-busy");
    }
  }

  /** @param {number} turn @param {boolean} draft the names alone */
  async ask(turn, draft) {
    const { names, facets } = this.ready();
    let found = await search(this.index, this.state.q, { text: !draft });
    if (draft && found.held) this.pause = window.setTimeout(() => turn === this.turn && void this.update(), PAUSE);
    else if (draft) found = await search(this.index, this.state.q);
    const other = found.full && !found.held ? await relaxed(this.index, names, found.query) : null;
    const asked = found;
    if (other) found = { ...other.found, pages: found.pages.length ? found.pages : other.found.pages };
    const { forms, counts } = filter(names, facets, found.forms, this.state);
    const all = sorted(names, forms, this.state.sort);
    const page = Math.min(this.state.page, lastPage(all.length));
    const from = (page - 1) * PER_PAGE;
    const readings = found.needles.some(({ text }) => isLetters(text)) ? await this.index.pinyin() : null;
    const items = await resultItems(this.index, names, found, all.slice(from, from + PER_PAGE));
    if (turn !== this.turn) return;
    if (page !== this.state.page) this.state = { ...this.state, page };
    this.shown = all;
    this.found = found;
    this.show({ found, items, counts, from, readings });
    this.announce(asked, found, all.length, other?.tried ?? "");
    setTimeout(() => turn === this.turn && this.note()); // the browser takes its time for both
    if (found.full) void this.help(turn, found, from + PER_PAGE >= all.length);
  }

  /** The answer stands; what else might help follows. @param {number} turn @param {Found} found @param {boolean} isLast no results after those shown */
  async help(turn, found, isLast) {
    const { names } = this.ready();
    try {
      const [offers, near] = await Promise.all([
        besides(this.index, names, this.state, found),
        found.query.terms.length && isLast ? this.nearParts(found) : [],
      ]);
      if (turn !== this.turn) return;
      this.offers.replaceChildren(...offers);
      this.near.replaceChildren(...near);
      this.near.hidden = !near.length;
    } catch (error) {
      if (!(error instanceof IndexMissing)) throw error; // the answer stands without it
    }
  }

  /** Address and title say what is shown. */
  note() {
    const address = this.address(this.state);
    if (address !== location.pathname + location.search) history.replaceState(history.state, "", address);
    this.entitle(this.state.q);
  }

  /** What is known once the first piece is there. */
  ready() {
    return { names: /** @type {Names} */ (this.names), facets: this.facets ?? [] };
  }

  /** @param {{found: Found, items: HTMLElement[], counts: Uint32Array[], from: number, readings: import("./index.js").Readings | null}} drawn */
  show({ found, items, counts, from, readings }) {
    const { names, facets } = this.ready();
    this.leaveView(false);
    this.showPlaces(found, readings);
    this.offers.replaceChildren();
    this.near.hidden = true;
    this.list.replaceChildren(...items);
    this.list.start = from + 1;
    const next = pager(this.state.page, this.shown.length, (page) => writeState({ ...this.state, page }) || location.pathname);
    this.pager.replaceWith(next);
    this.pager = next;
    const written = pageItems(this.index, names, found);
    this.pages.replaceChildren(...written);
    this.pagesPart.hidden = !written.length;
    this.controls?.show(this.state, counts);
    if (this.sort) this.sort.value = this.state.sort;
    const chips = chipItems(chipsOf(names, facets, this.state, found.query), (change) => this.change(change));
    this.chips.replaceChildren(...chips);
    this.chips.hidden = !chips.length;
    this.showFeed();
  }

  /** In the view of one indicator nothing of the list is shown. @param {boolean} isView */
  leaveView(isView) {
    this.view.hidden = !isView;
    for (const part of [this.list, this.offers]) part.hidden = isView;
    for (const part of [this.tools, this.files]) if (part) part.hidden = isView || !this.shown.length;
    if (this.filters) this.filters.hidden = isView; // they choose among forms, not among the rows of one indicator
    for (const part of [this.chips, this.places, this.near, this.pagesPart, this.pager]) part.hidden ||= isView;
  }

  /** @param {number} turn */
  async lookAtSame(turn) {
    const { title, count, nodes } = await alikeView(this.index, this.ready().names, this.state);
    if (turn !== this.turn) return;
    this.view.replaceChildren(...nodes);
    this.leaveView(true);
    this.entitle(title);
    this.say(`同名指标 ${count} 行。`);
  }

  /** The feed that holds what is shown: of the unit, year or project that is all that was asked, else of all. */
  showFeed() {
    const of = followed(this.ready().names, this.state);
    if (!this.subscribe) return;
    this.subscribe.href = this.index.base + (of ? `${of.page}feed.xml` : "feeds/forms.xml");
    this.subscribe.textContent = of ? `订阅${of.label}` : "订阅全部新表和改动";
    this.subscribe.hidden = false;
  }

  /** @param {string} about */
  entitle(about) {
    document.title = about ? `${about} - ${this.title}` : this.title;
  }

  /** Pages of the units and projects that are named; a unit whose name is also a department's can be looked at alone.
   * @param {Found} found @param {import("./index.js").Readings | null} readings */
  showPlaces(found, readings) {
    const { names } = this.ready();
    const named = namedPlaces(names, found.query.terms.filter(({ part }) => !part).map(({ needles }) => needles[0]), readings);
    const items = placeItems(this.index, names, named, found.needles, (place) => {
      const isChosen = (this.state.chosen.unit ?? []).length > 0;
      if (place.kind !== "unit" || isChosen || found.forms.length <= place.forms.length) return "";
      return writeState({ ...this.state, page: 1, chosen: { ...this.state.chosen, unit: [place.id] } });
    });
    this.places.replaceChildren(...items);
    this.places.hidden = !items.length;
  }

  /** @param {Found} found */
  async nearParts(found) {
    const { names } = this.ready();
    const alike = await alikeParts(this.index, names, this.state, found);
    return alike.length || found.held ? alike : nothingParts(this.index, names, this.state, found);
  }

  /** @param {Found} asked @param {Found} found what is shown @param {number} count @param {string} tried other words that were searched */
  announce(asked, found, count, tried) {
    const where = found.full ? "" : "（只查了名称，正在查全文）";
    const pages = found.pages.length;
    const also = pages ? `，另有 ${pages} 个说明页面` : "";
    const instead = tried ? `没有一份表写到“${this.state.q}”，下面按“${tried}”查：` : "";
    if (count) this.say(`${instead}${count === found.held ? `${count} 份表` : `${count} 份表，筛选前 ${found.held} 份`}${where}${also}。`);
    else if (found.held) this.say(`没有同时符合这些筛选的表；去掉筛选有 ${found.held} 份。`);
    else if (pages) this.say(`没有一份表写到“${this.state.q}”，有 ${pages} 个说明页面写到。`);
    else this.say(`没有一份表写到“${asked.query.terms.length ? this.state.q : "这些"}”。下面是相近的；也可以换个说法，或者用空格把词分开。`);
  }

  saveForms() {
    if (this.names) download(csvOf(this.names, this.shown, this.siteRoot()), fileName("forms"));
  }

  /** @param {HTMLButtonElement} button */
  async saveRows(button) {
    if (!this.names || !this.found) return;
    const label = button.textContent;
    button.disabled = true;
    try {
      const rows = await rowsOf(this.index, this.names, this.found, this.shown, (done) => (button.textContent = `${done} / ${this.shown.length} 份表`));
      download(rowsCsvOf(this.names, rows, this.siteRoot()), fileName("rows"));
    } catch (error) {
      this.fail(error);
    } finally {
      button.disabled = false;
      button.textContent = label;
    }
  }

  /** What is in the address bar, which a phone hides, to be sent on. @param {HTMLButtonElement} button */
  async copyAddress(button) {
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(new URL(this.address(this.state), location.href).href);
      button.textContent = "已复制";
    } catch {
      button.textContent = "复制不了，请从地址栏复制";
    }
    setTimeout(() => (button.textContent = label), 2000);
  }

  siteRoot() {
    return new URL(this.index.base, location.href).href;
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
