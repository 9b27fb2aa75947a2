// The small parts of the search, one promise a test; run by tests/search/test_client.py.
import assert from "node:assert/strict";
import { test } from "node:test";

const from = (name) => import(new URL(`../../overrides/assets/search/${name}.js`, import.meta.url));
const { Folder, Haystack, isSame, symbolsOf, valueOf } = await from("normalise");
const { hashOf, Index, IndexMissing, readNames, readText } = await from("index");
const { alikeRows, cellsOf, holdersIn, numbersOf, placesOf } = await from("reading");
const { pairOffsets, sideBySide } = await from("rank");
const { hitsOf, marked, passageOf, varied } = await from("passage");
const { readState, writeState } = await from("state");
const { csvOf, rowsCsvOf } = await from("csv");
const { cell, fileName } = await from("../csv");
const { amount, factsOf } = await from("words");
const { filter, facetsOf, isReversed, meets, rising, sorted, sortsOf } = await from("filters");
const { alikePlaces, inOrder, namedPlaces } = await from("places");
const { wordsIn, filtersNamed } = await from("near");
const { readQuery, withoutWord } = await from("query");
const { tokensOf } = await from("tokens");
const { fitting } = await from("spelling");
const { followed } = await from("following");
const { reads } = await from("pinyin");
const { allRows } = await from("rows");
const { quarters, stretches, viewOf } = await from("same");
const { chipsOf } = await from("chips");

const folder = new Folder(["術滿評", "术满评"]);
const words = {
  labels: { name: "三级指标", target: "年度指标值", actual: "实际完成值", weight: "分值", score: "得分", reason: "偏差原因分析", level1: "一级指标", level2: "二级指标", "goals.expected": "预期目标" },
  partOf: { level1: "levels", level2: "levels", weight: "points", score: "points", "goals.expected": "goals" },
  parts: [
    { key: "name", label: "三级指标", words: ["指标"] },
    { key: "target", label: "年度指标值", words: ["目标"] },
    { key: "goals", label: "年度总体目标", words: ["总体目标"] },
  ],
  heads: [{ key: "unit", label: "实施单位", words: ["单位"] }],
  figures: [
    { key: "rate", label: "执行率", unit: "%", words: ["执行率"], range: true },
    { key: "score", label: "得分", unit: "分", words: ["得分"], range: true },
    { key: "budget", label: "全年预算或申请", unit: "万元", words: ["预算"], range: true },
    { key: "executed", label: "全年执行数", unit: "万元", words: ["执行数"], range: false },
  ],
  units: { "%": "1", 分: "1", 万元: "1", 亿元: "10000", 元: "0.0001" },
  comparators: [["大于等于", "≥"], ["不低于", "≥"], ["低于", "<"], [">=", "≥"], ["≥", "≥"], ["<", "<"]],
  after: [["以上", "≥"]],
  phrases: [["没得满分", ["short", "=", ["yes"]]], ["花得少", ["rate", "<", ["85"]]], ["评优", ["grade", "=", ["优"]]]],
  openers: ["哪些"],
  joints: ["却", "的", "还", "项目"],
  synonyms: [["没完成", ["未达成"]]],
};
const raw = {
  kinds: [
    { key: "evaluation", folder: "evaluations", label: "绩效自评价", figures: { budget: "全年预算", executed: "全年执行数", rate: "执行率", score: "得分" } },
    { key: "declaration", folder: "declarations", label: "绩效目标申报表", figures: { budget: "年度申请" } },
  ],
  units: [["a", "甲中心", "甲"]],
  projects: [["p", "培训"]],
  departments: ["某局"],
  titles: ["表"],
  grades: [["优", 1], ["良", 2]],
  groups: ["数量指标", "质量指标"],
  severities: [["error", "请核对"], ["warning", "请说明"]],
  why: ["", "未填报", "原件缺失"],
  pages: [],
  simplify: ["術滿評", "术满评"],
  words,
  forms: {
    project: "0 0 0", unit: "0 0 0", department: "0 0 0", year: "2022 2023 2023", kind: "0 0 1", title: "0 0 0",
    grade: "1 0 -1", short: "0 2 0", groups: "1 3 2", computed: "0 2 0", findings: "0 1 0",
    budget: "10 20.5 30", executed: "1 2 -", rate: "50.00 99.10 -", score: "80 95 -",
  },
};
const names = readNames(raw);
const needles = (...texts) => texts.map((text) => folder.needle(text));
const terms = (query) => readQuery(query, names).terms;

test("width, case, traditional and simplified do not matter, quotation marks are no text", () => {
  for (const [text, folded] of [
    ["ＡＢＣ１２", "abc12"],
    ["技術", "技术"],
    ["滿意度≥９０％", "满意度≥90%"],
    ["㎡", "m2"],
    ["（次）", "(次)"],
    ["“满意”\u200b度", "满意度"],
  ]) {
    assert.equal(folder.fold(text), folded);
  }
});

test("a figure is one symbol, its commas left out", () => {
  assert.deepEqual(symbolsOf("54,449,000.00元>=95%"), ["54449000.00", "元", "≥", "95", "%"]);
  assert.deepEqual(symbolsOf("2023.1.5"), ["2023", ".", "1", ".", "5"]);
  assert.equal(valueOf("37.90"), "37.9");
  assert.equal(valueOf("100"), "100");
});

test("a figure is found as a whole, with more zeros behind its point or not", () => {
  const holds = (text, query) => new Haystack(folder, text).holds(folder.needle(query));
  assert.ok(holds("5,444.90万元", "5444.9"));
  assert.ok(holds("850.00万元", "850万元"));
  assert.ok(!holds("54,449,000.00", "0.00"));
  assert.ok(!holds("12.5%", "2.5%"));
  assert.ok(!holds("100", "100.00"));
  assert.ok(isSame("0", "0.00"));
});

test("words are split at any white space, quotation marks hold them together, a minus leaves out", () => {
  const of = (query) => tokensOf(query).map(({ text, isMinus }) => [text, isMinus]);
  assert.deepEqual(of(" 满意度　培训\n"), [["满意度", false], ["培训", false]]);
  assert.deepEqual(of('“满意 度” -培训 "-5"'), [["满意 度", false], ["培训", true], ["-5", false]]);
  assert.deepEqual(of('满意" -'), [["满意", false], ["-", false]]);
  assert.equal(withoutWord('执行率<60% "a b" c', '"a b"'), "执行率<60% c");
});

test("a word may be limited to a part, or name a figure and a number, or be a phrase", () => {
  const query = readQuery("目标：95% 执行率<60% 花得少却评优 预算≥1亿元 满意度", names);
  assert.deepEqual(query.terms.map(({ text, part }) => [text, part]), [["满意度", ""], ["95%", "target"]]);
  assert.deepEqual(query.conditions.map(({ wanted }) => wanted), [
    ["rate", "<", ["60"]],
    ["rate", "<", ["85"]],
    ["grade", "=", ["优"]],
    ["budget", "≥", ["10000"]],
  ]);
  assert.deepEqual(readQuery('"执行率<60%"', names).conditions, []);
});

test("a question of several pieces is understood only as a whole", () => {
  const wanted = (query) => readQuery(query, names).conditions.map((condition) => condition.wanted);
  assert.deepEqual(wanted("执行率低于60%还评优"), [["rate", "<", ["60"]], ["grade", "=", ["优"]]]);
  assert.deepEqual(wanted("哪些项目得分90以上的？".replace("？", "")), [["score", "≥", ["90"]]]);
  assert.deepEqual(wanted("2022年甲中心没得满分"), [["year", "=", ["2022"]], ["unit", "=", ["a"]], ["short", "=", ["yes"]]]);
  for (const query of ["执行率低于60%还评优秀", "哪些项目", "甲中心", "2022年", "项目没得满分", "执行率"]) assert.deepEqual(wanted(query), [], query);
});

test("a target is the same in every spelling of its comparison", () => {
  for (const spelled of [">=95%", "≧95％", "不低于95%", "95%以上", "大于等于95(%)"]) {
    assert.ok(terms(spelled)[0].needles.some(({ text }) => text === "≥95%"), spelled);
  }
});

test("conditions are met by figures and choices, never by what is absent", () => {
  assert.deepEqual([0, 1, 2].filter((form) => meets(names, ["rate", "<", ["60"]], form)), [0]);
  assert.deepEqual([0, 1, 2].filter((form) => meets(names, ["short", "=", ["yes"]], form)), [1]);
  assert.deepEqual([0, 1, 2].filter((form) => meets(names, ["grade", "=", ["优"]], form)), [1]);
});

test("letters read a name in full, by initials or both mixed, from any syllable", () => {
  for (const letters of ["jinengpingjia", "jnpj", "jinpj", "pingj", "npj"]) assert.ok(reads("ji neng ping jia", letters), letters);
  for (const letters of ["engping", "jp", "pingja"]) assert.ok(!reads("ji neng ping jia", letters), letters);
});

test("marks stand on the text as published, also where a character folds to several", () => {
  assert.deepEqual(marked("共 30㎡，滿意", needles("满意"), folder).filter((part) => part.marked), [{ text: "滿意", marked: true }]);
  assert.deepEqual(marked("共 5,444.90 万元", needles("5444.9"), folder).filter((part) => part.marked), [{ text: "5,444.90", marked: true }]);
});

test("a long passage is cut around the word and says so", () => {
  const parts = marked(`${"甲".repeat(100)}培训${"乙".repeat(100)}`, needles("培训"), folder, true);
  assert.equal(parts[0].text, "…");
  assert.equal(parts.at(-1).text, "…");
  assert.ok(parts.some((part) => part.marked && part.text === "培训"));
});

test("passages show every word before they repeat one, rows with more words first", () => {
  const cells = [["row-1", "name", "培训人数"], ["row-2", "name", "培训场次"], ["row-3", "name", "培训满意度"], ["goals", "goals.expected", "提高满意度"]];
  const anchors = (query) => varied(hitsOf(names, cells, terms(query))).map(({ anchor }) => anchor);
  assert.deepEqual(anchors("培训 满意度"), ["row-3", "row-1", "row-2", "goals"]);
  assert.deepEqual(anchors("指标:满意度"), ["row-3"]);
});

const ROW = [
  ["row-1", "name", "学员满意度", "", 3, "学员满意度"],
  ["row-2", "name", "开班数"],
  ["row-1", "level1", "满意度指标"],
  ["row-1", "level2", "服务对象满意度"],
  ["row-1", "target", "不低于90%", "≥90%"],
  ["row-1", "actual", "95%"],
  ["row-1", "weight", "10.00分"],
  ["row-1", "score", "9.00分"],
  ["row-1", "reason", "满意度没有调查"],
  ["row-2", "level1", "满意度指标"],
];

test("a row is one line with its figures, and its level is no line of its own", () => {
  const lines = hitsOf(names, ROW, terms("满意度")).map((hit) => passageOf(names, ROW, hit, needles("满意度")));
  assert.deepEqual(lines.map(({ label, parts }) => [label, parts.map((part) => part.text).join("")]), [
    ["第 1 行", "学员满意度：目标 不低于90%，完成 95%，得分 9.00 / 10.00；偏差原因分析：满意度没有调查"],
    ["一级指标（第 2 行起）", "满意度指标"],
  ]);
  assert.deepEqual(lines[0].alike, { key: "学员满意度", count: 3 });
});

test("a text found by its other spelling is marked whole", () => {
  const [hit] = hitsOf(names, ROW, terms("≥90%"));
  const { parts } = passageOf(names, ROW, hit, needles("≥90%"));
  assert.deepEqual(parts.filter((part) => part.marked).map((part) => part.text), ["不低于90%"]);
});

test("every row has its levels and its figures as numbers", () => {
  assert.deepEqual(allRows(ROW)[0].texts.score, "9.00");
  assert.deepEqual(allRows(ROW).map(({ row, texts }) => [row, texts.level1]), [[1, "满意度指标"], [2, "满意度指标"]]);
});

test("the rows of the CSV carry target, actual value and points", () => {
  const [heads, line] = rowsCsvOf(names, [{ form: 1, row: 1, texts: allRows(ROW)[0].texts }], "https://x/").trim().split("\r\n");
  const of = (head) => line.split(",")[heads.split(",").indexOf(head)];
  assert.deepEqual(["年度指标值", "实际完成值", "分值", "得分"].map(of), ["不低于90%", "95%", "10.00", "9.00"]);
  assert.ok(line.endsWith("https://x/evaluations/2023/a/p/#row-1"));
});

test("rows of one indicator are looked at by unit, the commonest first, with quarters and stretches", () => {
  const row = (form, value, unit) => [form, 1, "培训人数", `≥${value}${unit}`, "", "", "", String(value), unit, "", ""];
  const rows = [row(0, 10, "人"), row(1, 20, "人"), row(2, 5, "%"), [0, 2, "培训人数", "及时", "", "", "", "", "", "", ""]];
  assert.deepEqual(viewOf(rows, "").unit, "人");
  assert.deepEqual(viewOf(rows, "%").rows.length, 1);
  assert.deepEqual(quarters([4, 1, 3, 2, 5]), [1, 2, 3, 4, 5]);
  assert.equal(stretches([1, 2, 9]).reduce((sum, { count }) => sum + count, 0), 3);
  assert.deepEqual(stretches([7, 7]), [{ from: 7, until: 7, count: 2 }]);
  assert.deepEqual(stretches([90, 98, 90]).map(({ from, count }) => [from, count]), [[90, 2], [98, 1]]);
  assert.equal(stretches(Array.from({ length: 100 }, (_, n) => n)).length, 8);
});

test("characters in their order", () => {
  assert.ok(inOrder("示例市就业促进中心", "就业中心"));
  assert.ok(!inOrder("示例市就业促进中心", "中心就业"));
});

test("a spelling that is offered is made of whole words of its text", () => {
  assert.deepEqual(fitting([..."达成指标"], [..."达成率"], 2), []);
  assert.deepEqual(fitting([..."学员满意度"], [..."满意渡"], 2), ["满意度"]);
});

test("a feed is named only where it holds what is shown", () => {
  const page = (address) => followed(names, readState(address))?.page ?? "";
  assert.equal(page("?unit=a"), "units/a/");
  assert.equal(page("?q=甲中心"), "units/a/");
  assert.equal(page("?year=2023"), "years/2023/");
  assert.equal(page("?q=培训"), "projects/p/");
  for (const address of ["", "?unit=a&year=2023", "?unit=b", "?year=1999", "?q=培训&year=2023", "?q=会议", "?unit=a&rate=..60", "?grade=优"]) assert.equal(page(address), "", address);
});

test("what is offered as a part of the words is words, never a cut between them", () => {
  assert.deepEqual(wordsIn("职业培训"), ["职业", "培训"]);
});

test("filters that the words name are offered", () => {
  const labels = (query) => filtersNamed(names, readQuery(query, names)).map(({ label }) => label);
  assert.deepEqual(labels("听说花得少"), ["花得少"]);
  assert.deepEqual(labels("甲中心2022年的表格"), ["年度：2022", "实施单位：甲中心"]);
});

test("what narrows a search is a chip that can be taken away", () => {
  const state = readState("?q=培训+执行率<60%25+-会议&year=2023&rate=90..60");
  const chips = chipsOf(names, facetsOf(names), state, readQuery(state.q, names));
  assert.deepEqual(chips.map(({ text }) => text), ["执行率 < 60 %", "不含会议", "年度：2023", "执行率 60—90 %"]);
  assert.equal(chips[0].change.q, "培训 -会议");
  assert.match(chips[3].note, /写反/);
  const both = readState("?q=花得少却评优");
  const apart = chipsOf(names, facetsOf(names), both, readQuery(both.q, names));
  assert.deepEqual(apart.map(({ change }) => change.q), ["评优", "花得少"]);
});

const table = readText({ lengths: "5 7 4", heads: "2 3 1", blocks: [["a", 2], ["b", 1]], pairs: 1, symbols: 1, alike: 1, large: [[], ["指标"]], passage: 16 });

test("numbers are read as written by the generator", () => {
  assert.deepEqual(numbersOf("AfgBhB/////D"), [0, 31, 32, 33, 31 + 31 * 32 + 31 * 1024 + 31 * 32768 + 31 * 1048576 + 3 * 33554432]);
});

test("places stand block by block, counted from where the block begins", () => {
  assert.deepEqual([...placesOf(".ACC.BBC", table)], [2, 4, 13, 15]);
});

test("forms that hold a symbol stand part by part, one by one or bit by bit", () => {
  assert.deepEqual(holdersIn(".A,AAB;CD.B,BA", table.firsts), [{ form: 0, mask: 0b101 }, { form: 1, mask: 0b101 }, { form: 2, mask: 0b10 }]);
});

test("texts of a form stand without what they share with the one before, places without their number where it is the next", () => {
  const file = { texts: "A≥95%\nA人数\nB工\nA质量", places: "row-1 name\nrow-2 name\n goals", forms: ["DEFBC", "ABF"], keys: ["AB", "B"], apart: { 1: "人数数" } };
  assert.deepEqual(cellsOf(file, 0, [3, 1]), [["row-1", "name", "人数", "", 3, "人数数"], ["row-2", "name", "人工"], ["", "goals", "质量", "≥95%"]]);
  assert.deepEqual(cellsOf(file, 1, [3, 1]), [["row-2", "name", "质量"]]);
});

test("rows of one indicator stand in the order of the forms, whichever texts they share", () => {
  const rows = alikeRows("人数", [["A", ["BBAC", "", "9"], ["AD", "人 数"]], ["B", ["AB"]]], table.firsts);
  assert.deepEqual(rows.map(([form, row, name, target]) => [form, row, name, target]), [[0, 2, "人数", "9"], [0, 3, "人 数", ""], [1, 1, "人数", "9"], [2, 1, "人数", ""]]);
});

test("the pairs of a word cover it", () => {
  assert.deepEqual(pairOffsets(2), [0]);
  assert.deepEqual(pairOffsets(3), [0, 1]);
  assert.deepEqual(pairOffsets(5), [0, 2, 3]);
});

test("a word stands where its pairs stand side by side, and nowhere else", () => {
  const lists = [
    { offset: 0, positions: Uint32Array.of(3, 10, 20) },
    { offset: 1, positions: Uint32Array.of(4, 12, 21, 30) },
  ];
  assert.deepEqual([...sideBySide(lists)], [3, 20]);
});

test("the state comes back from its own address", () => {
  for (const address of ["", "?q=%E6%BB%A1%E6%84%8F", "?q=a+b&year=2023&year=2024&grade=%E4%BC%98&rate=60..&score=..90&budget=1.5..3&sort=-rate&page=3"]) {
    assert.equal(writeState(readState(address)), address);
  }
  assert.deepEqual(readState("?page=x&rate=abc"), { q: "", chosen: {}, ranges: {}, sort: "", page: 1, same: "", of: "" });
  assert.equal(writeState(readState("?same=%E4%BA%BA&of=%25")), "?same=%E4%BA%BA&of=%25");
});

test("no cell of the CSV is taken for a formula, numbers stay numbers", () => {
  for (const [text, written] of [["=1+1", "'=1+1"], ["+86", "'+86"], ["-", "'-"], ["@a", "'@a"], ["＝1", "'＝1"], ["-3.20", "-3.20"], ['说"好",', '"说""好"","']]) {
    assert.equal(cell(text), written);
  }
});

test("the name of a file says page, choice and day, in what every system takes", () => {
  const day = new Date(2024, 5, 1);
  const of = (address, part, words) => fileName(part, { address: new URL(address), words, day });
  assert.equal(of("https://example.org/jixiao/years/2023/", "forms", "培训"), "example.org-jixiao-years-2023-forms-培训-2024-06-01.csv");
  assert.equal(of("http://127.0.0.1:8000/search/?q=a%2Fb&unit=x&page=3", "rows"), "127.0.0.1-8000-search-rows-q=a-b-unit=x-2024-06-01.csv");
  assert.ok(of(`https://example.org/?q=${"字".repeat(300)}`, "rows").length < 140);
});

test("amounts read with commas and at least two decimals", () => {
  assert.equal(amount("1068.3"), "1,068.30");
  assert.equal(amount("12345678"), "12,345,678.00");
  assert.equal(amount("0.0123"), "0.0123");
});

test("a place is named by its whole words, alike by their characters in order, never both", () => {
  const of = (places) => places.map(({ kind, id, forms }) => [kind, id, forms.length]);
  const long = { ...names, units: [["a", "示例市就业促进中心", "就业促进中心"]], projects: [["p", "促进就业专项"]] };
  const readings = { units: [["shi li shi jiu ye cu jin zhong xin", "jiu ye cu jin zhong xin"]], projects: [["cu jin jiu ye zhuan xiang"]] };
  assert.deepEqual(of(namedPlaces(long, needles("就业"))), [["unit", "a", 3], ["project", "p", 3]]);
  assert.deepEqual(of(namedPlaces(long, needles("jycj"), readings)), [["unit", "a", 3]]);
  assert.deepEqual(of(alikePlaces(long, needles("就业中心"))), [["unit", "a", 3]]);
  assert.deepEqual(of(alikePlaces(long, needles("就业促进中心"))), []);
  assert.deepEqual(of(alikePlaces(long, needles("业心"))), []);
});

const state = (address) => readState(address);

test("the CSV names both amounts its column holds", () => {
  const [heads, declared] = csvOf(names, [2], "/").split("\r\n");
  const column = heads.split(",").indexOf("全年预算数或年度资金申请总额（万元）");
  assert.equal(declared.split(",")[column], "30");
});

test("a computed figure is marked beside the result, and named in the CSV", () => {
  assert.ok(factsOf(names, 1).includes("执行率 按表上的数算 99.10%（原件缺失）"));
  assert.ok(factsOf(names, 1).includes("95 分"));
  const [heads, printed, computed] = csvOf(names, [0, 1], "/").split("\r\n");
  const column = heads.split(",").indexOf("没有印、按表上的数算的");
  assert.deepEqual([printed, computed].map((line) => line.split(",")[column]), ["", "执行率"]);
});

test("filters combine, and a facet's counts leave its own choice aside", () => {
  const facets = facetsOf(names);
  const { forms, counts } = filter(names, facets, [0, 1, 2], state("?year=2023&group=数量指标"));
  assert.deepEqual(forms, [1]);
  const of = (key) => [...counts[facets.findIndex((facet) => facet.key === key)]];
  assert.deepEqual(of("year"), [1, 1]);
  assert.deepEqual(of("group"), [1, 2]);
  assert.deepEqual(of("grade"), [1, 0]);
});

test("a range leaves out forms without the figure", () => {
  assert.deepEqual(filter(names, facetsOf(names), [0, 1, 2], state("?rate=0..100")).forms, [0, 1]);
  assert.deepEqual(filter(names, facetsOf(names), [0, 1, 2], state("?score=90..")).forms, [1]);
});

test("a range from high to low means the same from low to high", () => {
  assert.ok(isReversed(["90", "60"]));
  assert.deepEqual(rising(["90", "60"]), ["60", "90"]);
  assert.deepEqual(filter(names, facetsOf(names), [0, 1, 2], state("?rate=60..40")).forms, [0]);
});

test("older addresses name a choice by its word", () => {
  assert.deepEqual(filter(names, facetsOf(names), [0, 1, 2], state("?finding=请核对")).forms, [1]);
  assert.deepEqual(filter(names, facetsOf(names), [0, 1, 2], state("?finding=error")).forms, [1]);
});

test("sorting puts forms without a value last in both directions, grades by their rank", () => {
  assert.deepEqual(sorted(names, [0, 1, 2], "rate"), [0, 1, 2]);
  assert.deepEqual(sorted(names, [0, 1, 2], "-rate"), [1, 0, 2]);
  assert.deepEqual(sorted(names, [2, 1, 0], "grade"), [1, 0, 2]);
  assert.deepEqual(sorted(names, [2, 1, 0], "unknown"), [2, 1, 0]);
});

test("the words of a sort fit its column", () => {
  const words = Object.fromEntries(sortsOf(names).map(({ key, first }) => [key, first]));
  assert.equal(words.year, "新的在前");
  assert.equal(words.budget, "从多到少");
  assert.equal(words.grade, "从高到低");
});

test("a file that does not come is said, and asked for again the next time", async () => {
  let asked = 0;
  const index = new Index(".", async () => {
    asked++;
    return new Response("", { status: 404 });
  });
  for (const turn of [1, 2]) {
    await assert.rejects(index.names(), IndexMissing);
    assert.equal(asked, turn);
  }
});

test("places of forms follow from their lengths, blocks from how many forms they have", () => {
  assert.deepEqual([...table.starts], [0, 5, 12, 16]);
  assert.deepEqual([...table.heads], [2, 8, 13]);
  assert.deepEqual([...table.firsts], [0, 2, 3]);
  assert.equal(table.large.get("指标"), "pairs/large-1-0.json");
});

test("figures of one value stand in one file", () => {
  assert.equal(hashOf(["850"]), hashOf(["850.00"]));
  assert.equal(hashOf(["满", "意"]), ("满".codePointAt(0) * 31 + "意".codePointAt(0)) % 65521);
});
