// Loaded on every page: wakes the search where there is one, and only when it is used.
// @ts-check

const base = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=site-base]"))?.content ?? ".";

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-suggest]"))) {
  form.addEventListener("focusin", () => void wake(form), { once: true });
}

/** @param {HTMLFormElement} form */
async function wake(form) {
  const [{ Index }, { suggestIn }] = await Promise.all([import("./index.js"), import("./suggest.js")]);
  suggestIn(form, new Index(base));
}
