import assert from "node:assert/strict";
import { test } from "node:test";
import { pastedLines } from "../src/pastedLines";

test("a page of lines is told from a few", () => {
  const lines = Array.from({ length: 12 }, (_, index) => `第${index}行`);
  assert.deepEqual(pastedLines(3, lines.join("\n")), { from: 3, to: 15 });
  assert.deepEqual(pastedLines(3, `${lines.join("\r\n")}\r\n`), { from: 3, to: 15 });
  assert.equal(pastedLines(3, lines.slice(1).join("\n")), undefined);
  assert.equal(pastedLines(3, `${lines.slice(1).join("\n")}\n`), undefined);
  assert.equal(pastedLines(0, "一段文字"), undefined);
});
