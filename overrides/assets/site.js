// Comfort on top of static tables: sort, filter, copy. Without it everything is still there to read.
// @ts-check

import { makeExplorer } from "./explorer.js";
import { makeShort, makeSortable } from "./tables.js";
import { makeTaker } from "./taking.js";

/** @param {HTMLTableElement} table */
function makeFilterable(table) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length < 12) return;
  const bar = document.createElement("div");
  bar.className = "filter";
  const label = document.createElement("label");
  const input = document.createElement("input");
  const count = document.createElement("span");
  input.type = "search";
  count.setAttribute("role", "status");
  label.append("筛选 ", input);
  bar.append(label, count);
  const taker = makeTaker(table, () => input.value);
  bar.append(taker.button);
  (table.closest(".scroll") ?? table).before(bar);
  const shorten = makeShort(table);
  const update = () => {
    const words = input.value.trim().toLowerCase().split(/\s+/);
    let shown = 0;
    for (const row of rows) {
      const text = (row.textContent ?? "").toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = `${shown} / ${rows.length} 行`;
    shorten(shown);
    taker.count();
  };
  input.addEventListener("input", update);
  update();
}

/** A table that fits needs no box that scrolls: its head can follow the page, and the box is no stop for the keyboard. */
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const region = /** @type {HTMLElement} */ (target.closest(".scroll"));
    const isWide = region.scrollWidth > region.clientWidth;
    region.classList.toggle("is-wide", isWide);
    region.classList.toggle("is-whole", !isWide);
    region.tabIndex = isWide ? 0 : -1;
  }
});

/** A box with words to take along gets a button that does it. @param {HTMLElement} box */
function makeCopier(box) {
  const before = "复制这段话";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-button";
  button.textContent = before;
  box.append(button);
  button.addEventListener("click", async () => {
    const text = [...box.querySelectorAll("p")].map((line) => line.textContent).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "已复制";
    } catch {
      button.textContent = "复制不了，请手动选取";
    }
    setTimeout(() => (button.textContent = before), 2000);
  });
}

/** Who cites a page cites what it shows, so the choice belongs to its address, and says when it was looked at. @param {HTMLDetailsElement} cite */
function makeCitation(cite) {
  const address = cite.querySelector(".cite-address");
  const day = cite.querySelector(".cite-day");
  const own = address?.textContent ?? "";
  cite.addEventListener("toggle", () => {
    const today = new Date();
    const date = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((number) => String(number).padStart(2, "0"));
    if (address) address.textContent = own + location.search;
    if (day) day.textContent = `（${date.join("-")} 查阅）`;
  });
}

/** A link may lead to a part that is folded, or into one; the reader wants to see it. */
function unfoldTarget() {
  const target = document.querySelector(":target");
  const folded = document.querySelectorAll("details:not([open])");
  const around = [...folded].filter((part) => part.contains(target));
  for (const part of around) part.setAttribute("open", "");
  if (around.length) target?.scrollIntoView();
}

/** A word of the form is explained where it stands; without a script, or where the glossary does not come, its link leads there. @param {HTMLElement} line */
function makeTerms(line) {
  const said = document.createElement("p");
  said.className = "term-said";
  said.setAttribute("role", "status");
  line.after(said);
  line.addEventListener("click", async (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const entry = await explanation(link.href);
    if (!entry) location.href = link.href;
    else said.textContent = said.textContent === entry ? "" : entry;
  });
}

/** What the glossary says at an address, "" where it cannot be had. The policy of the page lets no text become a document, but a request may bring one. @param {string} address @returns {Promise<string>} */
function explanation(address) {
  const { pathname, hash } = new URL(address);
  const request = new XMLHttpRequest();
  request.open("GET", pathname);
  request.responseType = "document";
  return new Promise((resolve) => {
    request.addEventListener("error", () => resolve(""));
    request.addEventListener("load", () => {
      const entry = request.responseXML?.getElementById(hash.slice(1));
      resolve(entry ? [...entry.children].map((part) => part.textContent?.trim()).join("：") : "");
    });
    request.send();
  });
}

/** The button of the drawer: what a label does for a finger it does for a keyboard too. @param {HTMLElement} button */
function makeMenu(button) {
  const drawer = /** @type {HTMLInputElement} */ (document.getElementById("__drawer"));
  /** @param {boolean} isOpen */
  const set = (isOpen) => {
    drawer.checked = isOpen;
    drawer.dispatchEvent(new Event("change"));
  };
  drawer.addEventListener("change", () => button.setAttribute("aria-expanded", String(drawer.checked)));
  button.addEventListener("click", () => {
    set(!drawer.checked);
    const first = document.querySelector(".md-nav--primary a");
    if (drawer.checked) /** @type {HTMLElement | null} */ (first)?.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    set(false);
    button.focus();
  });
}

/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button.menu")).forEach(makeMenu);
/** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table[data-sortable]")).forEach((table) => {
  makeSortable(table);
  makeFilterable(table);
});
/** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table[data-explore]")).forEach(makeExplorer);
/** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table[data-take]")).forEach((table) => {
  const box = table.closest(".scroll") ?? table;
  if (!box.previousElementSibling?.matches(".filter")) box.after(makeTaker(table).button);
});
/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".copy")).forEach(makeCopier);
/** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details.cite")).forEach(makeCitation);
/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("p.terms")).forEach(makeTerms);
window.addEventListener("hashchange", unfoldTarget);
unfoldTarget();
document.querySelectorAll(".scroll, .scroll > table").forEach((box) => widths.observe(box));
