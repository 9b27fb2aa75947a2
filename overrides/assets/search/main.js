// Loaded on every page: wakes the search where there is one, and only when it is used.
// @ts-check

import { Index } from "./index.js";

const base = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=site-base]"))?.content ?? ".";
const index = new Index(base);
const page = document.getElementById("find");

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-suggest]"))) {
  form.addEventListener("focusin", () => void import("./suggest.js").then(({ suggestIn }) => suggestIn(form, index)), { once: true });
}
if (page && new URLSearchParams(location.search).has("q")) void index.text().catch(() => undefined); // whoever needs it asks again
if (page) void import("./page.js").then(({ startPage }) => startPage(page, index));
