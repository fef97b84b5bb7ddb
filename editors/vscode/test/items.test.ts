import assert from "node:assert/strict";
import { test } from "node:test";
import { countItems, movesItems } from "../src/items";

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
