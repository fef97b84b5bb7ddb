import assert from "node:assert/strict";
import { test } from "node:test";
import { countItems, countedOn, firstNumeral, movesItems } from "../src/items";

test("items are counted by their ordinals", () => {
  assert.equal(countItems("（三）完善机制。\n（四）加强保障。\n"), 2);
  assert.equal(countItems("一、总体要求\n  1. 抓投资。\n2．抓消费。\n③其他\n第四，抓好落实。"), 5);
  assert.equal(countItems("## （二）扩大投资"), 1);
  assert.equal(countItems("一是抓项目；二是抓招商。"), 2);
  assert.equal(countItems("增长3.5%，见附件（三）。"), 0);
});

test("a deleted item moves the others, a deleted word does not", () => {
  assert.ok(movesItems("\n（三）完善机制。", ""));
  assert.ok(movesItems("二是抓招商；", ""));
  assert.ok(!movesItems("完善机制", ""));
  // Written anew, not deleted.
  assert.ok(!movesItems("（三）完善机制。", "完善"));
  assert.ok(!movesItems("（三）", "（四）"));
});

test("pasted items move the others, typed ordinals do not", () => {
  assert.ok(movesItems("", "（五）健全考核办法。\n"));
  assert.ok(!movesItems("", "（五）"));
  assert.ok(!movesItems("", "\n（五）"));
  assert.ok(!movesItems("", "健全考核办法，完善机制。"));
});

test("the first item tells its number", () => {
  assert.equal(firstNumeral("\n（一）完善机制。"), "一");
  assert.equal(firstNumeral("抓招商。二是抓项目；"), "二");
  assert.equal(firstNumeral("  12. 抓投资"), "12");
  assert.equal(firstNumeral("完善机制"), undefined);
});

test("items count on from the one above, past what is nested in them, up to the next higher heading", () => {
  const text = "一、总\n（一）甲\n（五）乙\n1. 小\n2. 小\n（二）丙\n二、分\n（一）丁".split("\n");
  const after = (from: number, lines = text): string[] => {
    const copy = [...lines];
    for (const { line, start, end, text: numeral } of countedOn(lines, from)) copy[line] = (copy[line] ?? "").slice(0, start) + numeral + (copy[line] ?? "").slice(end);
    return copy;
  };
  assert.deepEqual(after(2), "一、总\n（一）甲\n（二）乙\n1. 小\n2. 小\n（三）丙\n二、分\n（一）丁".split("\n"));
  assert.deepEqual(after(4), text, "in order");
  assert.deepEqual(after(0, ["九、甲", "二、乙"]), ["一、甲", "二、乙"]);
  const long = Array.from({ length: 12 }, (_, n) => `${n < 9 ? "八" : "十"}、第${n}项`);
  assert.deepEqual(after(0, long).map((line) => line.split("、")[0]), ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]);
  assert.deepEqual(after(1, ["①甲", "①乙", "3.5%是增速"]), ["①甲", "②乙", "3.5%是增速"]);
  assert.deepEqual(countedOn(["没有序号"], 0), []);
});
