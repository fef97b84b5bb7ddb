import assert from "node:assert/strict";
import { test } from "node:test";
import { parseProblems } from "../src/checkedProblems";

test("findings of the program are read, anything else is left out", () => {
  const one = { file: "稿.docx", code: "ordinal-gap", severity: "error", message: "缺（二）", line: 3, column: 1, endLine: 3, endColumn: 4, fixes: [] };
  const output = JSON.stringify([one, { ...one, severity: "fatal" }, { ...one, line: 0 }, { ...one, code: 1 }, null, "x"]);
  assert.deepEqual(parseProblems(output).map(({ code, line }) => [code, line]), [["ordinal-gap", 3]]);
  assert.deepEqual(parseProblems("{}"), []);
  assert.throws(() => parseProblems("error"));
});
