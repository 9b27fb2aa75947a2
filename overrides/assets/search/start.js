// Starts the search page. Published with all it imports, so that one file is fetched; stands behind the form it takes.
// @ts-check

import { Index } from "./index.js";
import { startPage } from "./page.js";

const base = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=site-base]"))?.content ?? ".";
const index = new Index(base);
const page = document.getElementById("find");

if (new URLSearchParams(location.search).has("q")) void index.text().catch(() => undefined); // whoever needs it asks again
if (page) void startPage(page, index);
