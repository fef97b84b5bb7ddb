import assert from "node:assert/strict";
import { test } from "node:test";
import { countWords, looksLikeReport } from "../src/reportLikeness";

const accepted: [string, string][] = [
  ["a title", "云岭市人民政府\n政府工作报告\n（2026年1月）\n正文"],
  ["a title with a remark", "关于预算执行情况的报告（草案）\n正文"],
  ["a traditional title", "雲嶺市政府工作報告\n正文"],
  ["a Markdown title", "# 工作报告\n\n正文"],
  ["a bold Markdown title", "**青禾县工作报告**\n\n正文"],
  ["a title after a byte order mark", "\ufeff政府工作报告\n"],
  ["the salutation", "各位代表：\n现在报告工作。"],
  ["the salutation, deep in the text", "序\n".repeat(40) + "　　各位代表，同志们：\n"],
  ["three first-level ordinals", "前言\n一、总体要求\n内容\n二、主要任务\n内容\n三、保障措施\n"],
  ["three first-level ordinals as Markdown headings, CRLF", "说明\r\n## 一、甲\r\n## 二、乙\r\n## 三、丙\r\n"],
  ["a notice with two sections", "关于做好防汛工作的通知\n各乡镇：\n一、提高认识\n二、压实责任\n"],
  ["two sections with sentences", "一、提高认识。要把防汛工作摆在突出位置，压实各方责任。\n二、加强值守。\n"],
];
for (const [name, text] of accepted) test(`looks like a report: ${name}`, () => { assert.ok(looksLikeReport(text)); });

const refused: [string, string][] = [
  ["empty text", ""],
  ["a shopping list", "1. 牛奶\n2. 面包\n3. 鸡蛋\n"],
  ["two ordinals only", "一、买菜\n二、做饭\n一、买菜\n"],
  ["a shopping list with Chinese ordinals", "周末\n一、牛奶\n二、面包\n三、鸡蛋\n四、盐\n"],
  ["the word 报告 inside a sentence", "昨天看了一份报告，写得不错。\n今天继续。"],
  ["a long sentence that ends in 报告", "请各单位务必在本周五下班之前把上半年全部工作的进展情况和存在的主要问题以及下一步打算认真整理形成书面材料并且报送关于此事的报告\n"],
  ["English Markdown", "# Report\n\n- one\n- two\n- three\n"],
];
for (const [name, text] of refused) test(`does not look like a report: ${name}`, () => { assert.ok(!looksLikeReport(text)); });

test("only the start of a long text is read", () => {
  assert.ok(!looksLikeReport("序言。\n".repeat(20_000) + "各位代表：\n"));
});

test("words are counted as Word counts them", () => {
  assert.equal(countWords("　　一、𠮷祥\r\n 9.5 亿", false), 6);
  assert.equal(countWords("GDP 增长6.5%。", false), 5);
  assert.equal(countWords("## 一、回顾\n\n- **抓**落实\n---\n见[附件](https://example.com/a)。", true), 11);
  assert.equal(countWords("", false), 0);
});
