// Suggestions under a search box: names of projects and units while one types. Enter without a choice searches all.
// @ts-check

import { element, markedNodes } from "./dom.js";
import { marked } from "./passage.js";
import { namedPlaces } from "./places.js";
import { isLetters } from "./pinyin.js";
import { needlesOf, readQuery } from "./query.js";
import { search } from "./search.js";
import { addressOf } from "./words.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Names} Names */
/** @typedef {{url: string, text: string, note: string}} Suggestion */

const SHOWN = 7;
const UNITS = 2;
let boxes = 0;

/** @param {HTMLFormElement} form @param {Index} index */
export function suggestIn(form, index) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[name=q]"));
  const id = `find-suggestions-${++boxes}`;
  const list = element("ul", { id, class: "find-suggestions", role: "listbox", "aria-label": "建议", hidden: true });
  const status = element("span", { class: "visually-hidden", role: "status" });
  form.append(list, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false" })) {
    input.setAttribute(name, value);
  }
  let active = -1;

  /** @param {boolean} open */
  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) activate(-1);
  };
  /** @param {number} to */
  const activate = (to) => {
    active = to;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === to)));
    if (to < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[to].id);
  };
  const update = async () => {
    const query = input.value.trim();
    /** @type {Suggestion[]} */
    let suggestions = [];
    /** @type {Names | undefined} */
    let names;
    try {
      names = await index.names();
      if (query) suggestions = await suggestionsFor(index, names, query);
    } catch {
      return show(false); // the box still works as a plain form
    }
    if (query !== input.value.trim()) return;
    const needles = needlesOf(readQuery(query, names));
    const { folder } = names;
    list.replaceChildren(
      ...suggestions.map(({ url, text, note }, at) =>
        element(
          "li",
          { id: `${id}-${at}`, role: "option", "aria-selected": "false", "data-url": url },
          element("span", {}, ...markedNodes(marked(text, needles, folder))),
          element("span", { class: "find-note" }, note),
        ),
      ),
    );
    status.textContent = query ? `${suggestions.length} 条建议，回车查全文` : "";
    show(suggestions.length > 0 && form.contains(document.activeElement));
    activate(-1);
  };

  input.addEventListener("focus", () => void index.names().catch(() => undefined));
  input.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) void update();
  });
  input.addEventListener("compositionend", () => void update());
  input.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === "Escape" && count) {
      event.preventDefault();
      show(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      activate(((active + (event.key === "ArrowDown" ? 1 : -1) + count + 1 + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && active >= 0 && !event.isComposing) {
      event.preventDefault();
      location.assign(/** @type {string} */ (list.children[active].getAttribute("data-url")));
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const url = /** @type {HTMLElement} */ (event.target).closest("[data-url]")?.getAttribute("data-url");
    if (url) location.assign(url);
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) show(false);
  });
  if (input === document.activeElement && input.value) void update();
}

/**
 * Units first when the words are theirs, then projects, best first, each name once.
 * @param {Index} index
 * @param {Names} names
 * @param {string} query
 * @returns {Promise<Suggestion[]>}
 */
export async function suggestionsFor(index, names, query) {
  const { forms, needles } = await search(index, query, { text: false });
  const { column } = names;
  const counts = new Map();
  for (const form of forms) counts.set(column.project[form], (counts.get(column.project[form]) ?? 0) + 1);
  const readings = needles.some(({ text }) => isLetters(text)) ? await index.pinyin() : null;
  const units = namedPlaces(names, needles, readings)
    .filter(({ kind }) => kind === "unit")
    .slice(0, UNITS)
    .map(({ id, name }) => ({ url: `${index.base}units/${id}/`, text: name, note: "单位" }));
  /** @type {Suggestion[]} */
  const projects = [];
  for (const project of new Set(forms.map((form) => column.project[form]))) {
    if (units.length + projects.length >= SHOWN) break;
    const count = counts.get(project);
    const [slug, text] = names.projects[project];
    const form = /** @type {number} */ (forms.find((candidate) => column.project[candidate] === project));
    projects.push(
      count === 1
        ? { url: index.base + addressOf(names, form), text, note: `${names.units[column.unit[form]][2]} ${column.year[form]}` }
        : { url: `${index.base}projects/${slug}/`, text, note: `${count} 份表` },
    );
  }
  return [...units, ...projects];
}
