// Loaded on every page: wakes the search where there is one, and only when it is used.
// @ts-check

import { Index } from "./index.js";

const base = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=site-base]"))?.content ?? ".";
const index = new Index(base);
const page = document.getElementById("find");

for (const slot of document.querySelectorAll("[data-search-slot]")) fill(/** @type {HTMLElement} */ (slot));

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-suggest]"))) {
  form.addEventListener("focusin", () => void import("./suggest.js").then(({ suggestIn }) => suggestIn(form, index)), { once: true });
}
if (page) void import("./page.js").then(({ startPage }) => startPage(page, index));

/** A larger box for a page that asks for one; the header's box stays for those without script. @param {HTMLElement} slot */
function fill(slot) {
  const box = document.querySelector("form[data-suggest]");
  if (!box || slot.childElementCount) return;
  const copy = /** @type {HTMLFormElement} */ (box.cloneNode(true));
  copy.classList.add("find-large");
  copy.setAttribute("aria-label", "搜索全部表");
  slot.append(copy);
}
