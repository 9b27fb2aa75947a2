// Comfort on top of static tables: sort, filter, copy. Without it everything is still there to read.
// @ts-check

const collator = new Intl.Collator("zh-Hans-CN", { numeric: true });

/** @param {HTMLTableCellElement} cell */
function valueOf(cell) {
  const text = (cell?.textContent ?? "").trim();
  const number = Number(text.replace(/[,%\s]/g, "").replace("−", "-"));
  return text !== "" && Number.isFinite(number) ? number : text;
}

/** Numbers before words, words by pinyin. @param {string | number} a @param {string | number} b */
function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === typeof b) return collator.compare(String(a), String(b));
  return typeof a === "number" ? -1 : 1;
}

/** @param {HTMLTableElement} table */
function makeSortable(table) {
  const heads = /** @type {HTMLTableCellElement[]} */ ([...(table.tHead?.rows[0]?.cells ?? [])]);
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const direction = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", direction);
      const sign = direction === "ascending" ? 1 : -1;
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => sign * compare(valueOf(a.cells[column]), valueOf(b.cells[column])));
      table.tBodies[0].append(...rows);
    });
  });
}

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
  (table.closest(".scroll") ?? table).before(bar);
  const update = () => {
    const words = input.value.trim().toLowerCase().split(/\s+/);
    let shown = 0;
    for (const row of rows) {
      const text = (row.textContent ?? "").toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = `${shown} / ${rows.length} 行`;
  };
  input.addEventListener("input", update);
  update();
}

/** @param {HTMLButtonElement} button */
function makeCopier(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy ?? "")?.textContent ?? "";
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "已复制";
    } catch {
      button.textContent = "复制不了，请手动选取";
    }
    setTimeout(() => (button.textContent = before), 2000);
  });
}

/** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table[data-sortable]")).forEach((table) => {
  makeSortable(table);
  makeFilterable(table);
});
/** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-copy]")).forEach(makeCopier);
