// Keeps where a reader was in the list, so that going back from a form leads there and not to the top.
// @ts-check

const KEY = "find-place";

export class Returning {
  constructor() {
    history.scrollRestoration = "manual";
    window.addEventListener("pagehide", () => this.keep());
  }

  /** Keeps the place with the entry of the history that is left. */
  keep() {
    history.replaceState({ ...history.state, [KEY]: Math.round(scrollY) }, "");
  }

  /** Goes to the place this entry of the history was left at. */
  restore() {
    const place = history.state?.[KEY];
    if (typeof place === "number") scrollTo({ top: place, behavior: "instant" });
  }
}
