import assert from "node:assert/strict";
import { test } from "node:test";
import { initials } from "../src/pinyin";

test("first letters of pinyin", () => {
  for (const [text, letters] of [["半角标点", "bjbd"], ["序号缺失", "xhqs"], ["引号、括号不成对", "yhkhbcd"], ["GDP 增速", "gdpzs"], ["啊做", "az"], ["", ""]] as const) {
    assert.equal(initials(text), letters, text);
  }
});
