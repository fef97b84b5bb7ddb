import assert from "node:assert/strict";
import { test } from "node:test";
import { type Figure, type LedgerNode, filterFigures, groupFigures, isIndicator, utf16Offset } from "../src/figures";

const figure = (text: string, changes: Partial<Figure> = {}): Figure => ({
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 2,
  text,
  class: "quantity",
  lower: null,
  upper: null,
  unit: null,
  bound: "=",
  role: "achieved",
  metric: null,
  change: null,
  period: null,
  section: [],
  relations: [],
  ...changes,
});
const titles = { none: "无", role: (role: string | null): string => (role === "target" ? "目标" : "完成") };
const shape = (nodes: LedgerNode[]): unknown[] => nodes.map((node) => (node.kind === "figure" ? node.figure.text : [`${node.title} ${node.count}`, ...shape(node.children)]));

const figures = [
  figure("186.4亿元", { section: ["一、回顾"], metric: "地区生产总值", period: "2025年" }),
  figure("12个", { section: ["一、回顾", "（一）城乡"], metric: "老旧小区" }),
  figure("6%", { section: ["二、任务"], metric: "地区生产总值", role: "target" }),
  figure("9家", { section: ["一、回顾"], role: "achieved" }),
];

test("indicators are neither dates nor ranks, names nor counts of lists", () => {
  const counted = (changes: Partial<Figure>): boolean => isIndicator(figure("1", changes));
  assert.deepEqual([counted({}), counted({ class: "count-cn" }), counted({ role: null })], [true, true, true]);
  assert.deepEqual(["date", "ordinal", "name", "threshold"].map((kind) => counted({ class: kind })), [false, false, false, false]);
  assert.deepEqual(["list-count", "rank", "period"].map((role) => counted({ role })), [false, false, false]);
});

test("by section: the tree of the draft, a figure's group counts all below it", () => {
  assert.deepEqual(shape(groupFigures(figures, "section", titles)), [
    ["一、回顾 3", "186.4亿元", ["（一）城乡 1", "12个"], "9家"],
    ["二、任务 1", "6%"],
  ]);
});

test("by metric, the nameless together", () => {
  assert.deepEqual(shape(groupFigures(figures, "metric", titles)), [
    ["地区生产总值 2", "186.4亿元", "6%"],
    ["老旧小区 1", "12个"],
    ["无 1", "9家"],
  ]);
});

test("by role", () => {
  assert.deepEqual(shape(groupFigures(figures, "role", titles)), [
    ["目标 1", "6%"],
    ["完成 3", "186.4亿元", "12个", "9家"],
  ]);
});

test("equal titles in different sections are different groups", () => {
  const twice = [figure("1", { section: ["一、", "（一）"] }), figure("2", { section: ["二、", "（一）"] })];
  assert.deepEqual(shape(groupFigures(twice, "section", titles)), [
    ["一、 1", ["（一） 1", "1"]],
    ["二、 1", ["（一） 1", "2"]],
  ]);
});

test("the filter wants every word, in any field", () => {
  const texts = (filter: string): string[] => filterFigures(figures, filter, titles.role).map(({ text }) => text);
  assert.deepEqual(texts("生产总值　2025"), ["186.4亿元"]);
  assert.deepEqual(texts("目标"), ["6%"]);
  assert.deepEqual(texts("  "), ["186.4亿元", "12个", "6%", "9家"]);
  assert.deepEqual(texts("没有"), []);
});

test("code point columns become UTF-16 offsets", () => {
  assert.equal(utf16Offset("一二三", 1), 0);
  assert.equal(utf16Offset("一𠮷三", 3), 3);
  assert.equal(utf16Offset("一𠮷三", 99), 4);
});
