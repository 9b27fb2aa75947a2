// The small parts of the search, one promise a test; run by tests/search/test_client.py.
import assert from "node:assert/strict";
import { test } from "node:test";

const from = (name) => import(new URL(`../../overrides/assets/search/${name}.js`, import.meta.url));
const { Folder, wordsOf } = await from("normalise");
const { decode, Index, IndexMissing, readNames, readText } = await from("index");
const { pairOffsets, sideBySide } = await from("rank");
const { marked, passagesOf } = await from("passage");
const { readState, writeState } = await from("state");
const { cell, csvOf } = await from("csv");
const { amount } = await from("words");
const { filter, facetsOf, sorted } = await from("filters");

const { alikePlaces, inOrder, namedPlaces, piecesOf } = await from("places");

const folder = new Folder(["術滿評", "术满评"]);

test("width, case, traditional and simplified do not matter", () => {
  for (const [text, folded] of [
    ["ＡＢＣ１２", "abc12"],
    ["技術", "技术"],
    ["滿意度≥９０％", "满意度≥90%"],
    ["㎡", "m2"],
    ["（次）", "(次)"],
  ]) {
    assert.equal(folder.fold(text), folded);
  }
});

test("words are split at any white space, each once", () => {
  assert.deepEqual(wordsOf(" 满意度　培训\n满意度 ", folder), ["满意度", "培训"]);
});

test("marks stand on the text as published, also where a character folds to several", () => {
  assert.deepEqual(marked("共 30㎡，滿意", ["m2", "满意"], folder).filter((part) => part.marked), [
    { text: "㎡", marked: true },
    { text: "滿意", marked: true },
  ]);
});

test("a long passage is cut around the word and says so", () => {
  const parts = marked(`${"甲".repeat(100)}培训${"乙".repeat(100)}`, ["培训"], folder, true);
  assert.equal(parts[0].text, "…");
  assert.equal(parts.at(-1).text, "…");
  assert.ok(parts.some((part) => part.marked && part.text === "培训"));
});

test("passages show every word before they repeat one", () => {
  const cells = [["row-1", "三级指标", "培训人数"], ["row-2", "三级指标", "培训场次"], ["row-3", "三级指标", "培训课时"], ["goals", "预期目标", "提高满意度"]];
  const anchors = passagesOf(cells, ["培训", "满意度"], folder).map((passage) => passage.anchor);
  assert.deepEqual(anchors, ["row-1", "goals", "row-2"]);
});

test("a row is one line with its figures, and its level is no line of its own", () => {
  const cells = [
    ["row-1", "三级指标", "学员满意度"],
    ["row-2", "三级指标", "开班数"],
    ["row-1", "一级指标", "满意度指标"],
    ["row-1", "二级指标", "服务对象满意度"],
    ["row-1", "年度指标值", "≥90%"],
    ["row-1", "实际完成值", "95%"],
    ["row-1", "分值", "10.00"],
    ["row-1", "得分", "9.00"],
    ["row-1", "偏差原因分析", "满意度没有调查"],
    ["row-2", "一级指标", "满意度指标"],
  ];
  const lines = passagesOf(cells, ["满意度"], folder).map(({ label, parts }) => [label, parts.map((part) => part.text).join("")]);
  assert.deepEqual(lines, [
    ["第 1 行", "学员满意度：目标 ≥90%，完成 95%，得分 9.00 / 10.00；偏差原因分析：满意度没有调查"],
    ["一级指标（第 2 行起）", "满意度指标"],
  ]);
});

test("characters in their order, and pieces of words", () => {
  assert.ok(inOrder("示例市就业促进中心", "就业中心"));
  assert.ok(!inOrder("示例市就业促进中心", "中心就业"));
  assert.deepEqual(piecesOf(["就业率", "就业", "100%"]), ["业率", "10", "00"]);
});

test("postings are read as written by the generator", () => {
  assert.deepEqual([...decode("AfgBhB/////D")], [0, 31, 63, 96, 96 + 31 + 31 * 32 + 31 * 1024 + 31 * 32768 + 31 * 1048576 + 3 * 33554432]);
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
  assert.deepEqual(readState("?page=x&rate=abc"), { q: "", chosen: {}, ranges: {}, sort: "", page: 1 });
});

test("no cell of the CSV is taken for a formula, numbers stay numbers", () => {
  for (const [text, written] of [["=1+1", "'=1+1"], ["+86", "'+86"], ["-", "'-"], ["@a", "'@a"], ["-3.20", "-3.20"], ['说"好",', '"说""好"","']]) {
    assert.equal(cell(text), written);
  }
});

test("amounts read with commas and at least two decimals", () => {
  assert.equal(amount("1068.3"), "1,068.30");
  assert.equal(amount("12345678"), "12,345,678.00");
  assert.equal(amount("0.0123"), "0.0123");
});

const names = readNames({
  kinds: [["evaluations", "绩效自评价"], ["declarations", "绩效目标申报表"]],
  units: [["a", "甲中心", "甲", "jzx"]],
  projects: [["p", "培训", "px"]],
  departments: ["某局"],
  titles: ["表"],
  grades: ["良", "优"],
  groups: ["数量指标", "质量指标"],
  severities: ["错误"],
  pages: [],
  simplify: ["", ""],
  forms: {
    project: "0 0 0", unit: "0 0 0", department: "0 0 0", year: "2022 2023 2023", kind: "0 0 1", title: "0 0 0",
    grade: "1 0 -1", short: "0 2 0", groups: "1 3 2", findings: "0 1 0",
    budget: "10 20.5 30", executed: "1 2 -", rate: "50.00 99.10 -", score: "80 95 -",
  },
});

test("a place is named by its whole words, alike by their characters in order, never both", () => {
  const of = (places) => places.map(({ kind, id, forms }) => [kind, id, forms.length]);
  const long = { ...names, units: [["a", "示例市就业促进中心", "就业促进中心", "slsjycjzx"]], projects: [["p", "促进就业专项", "cjjyzx"]] };
  assert.deepEqual(of(namedPlaces(long, ["就业"])), [["unit", "a", 3], ["project", "p", 3]]);
  assert.deepEqual(of(namedPlaces(long, ["jycj"])), [["unit", "a", 3]]);
  assert.deepEqual(of(alikePlaces(long, ["就业中心"])), [["unit", "a", 3]]);
  assert.deepEqual(of(alikePlaces(long, ["就业促进中心"])), []);
  assert.deepEqual(of(alikePlaces(long, ["业心"])), []);
});

const state = (address) => readState(address);

test("the CSV names both amounts its column holds", () => {
  const [heads, declared] = csvOf(names, [2], "/").split("\r\n");
  const column = heads.split(",").indexOf("全年预算数或年度资金申请总额（万元）");
  assert.equal(declared.split(",")[column], "30");
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

test("sorting puts forms without a value last in both directions", () => {
  assert.deepEqual(sorted(names, [0, 1, 2], "rate"), [0, 1, 2]);
  assert.deepEqual(sorted(names, [0, 1, 2], "-rate"), [1, 0, 2]);
  assert.deepEqual(sorted(names, [2, 1, 0], "grade"), [0, 1, 2]);
  assert.deepEqual(sorted(names, [2, 1, 0], "unknown"), [2, 1, 0]);
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

test("places of forms follow from their lengths", () => {
  const table = readText({ lengths: [5, 7], heads: [2, 3], shards: 1, large: ["指标"], passage: 16 });
  assert.deepEqual([...table.starts], [0, 5, 12]);
  assert.deepEqual([...table.heads], [2, 8]);
  assert.equal(table.large.get("指标"), 0);
});
