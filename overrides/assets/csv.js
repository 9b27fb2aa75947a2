// Owns how rows become a file a reader takes along: CSV that Excel opens as Chinese and as text, never as a formula, and
// a name that says which page, which choice and which day. Knows no table and no index.
// @ts-check

const LONGEST_NAME = 120;

/** The lines of a file, with the mark by which Excel knows UTF-8. @param {readonly (readonly string[])[]} rows */
export function written(rows) {
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe. @param {string} text */
export function cell(text) {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const guarded = /^[=+\-@\t\r＝＋－＠]/.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/**
 * Host and path of the page, what was chosen, the day: in the name, so that the rows stay nothing but rows.
 * @param {string} part what of the page it is, such as "forms"; "" where the address says it
 * @param {{address?: URL | Location, words?: string, day?: Date}} [of] address of the page; words typed that it does not hold
 */
export function fileName(part, { address = location, words = "", day = new Date() } = {}) {
  const chosen = [...new URLSearchParams(address.search)].filter(([key]) => key !== "page").map(([key, value]) => `${key}=${value}`);
  const pieces = [address.host, address.pathname.replace(/index\.html$/, ""), part, ...chosen, words].map(plain).filter(Boolean);
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((number) => String(number).padStart(2, "0"));
  return `${[...pieces.join("-")].slice(0, LONGEST_NAME).join("")}-${date.join("-")}.csv`;
}

/** What any system takes as part of a file's name. @param {string} text */
function plain(text) {
  return text.replace(/[^\p{L}\p{N}.=]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "");
}

/** Hands a file to the reader. @param {string} text @param {string} name */
export function download(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
