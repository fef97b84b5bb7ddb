import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ruleTitles } from "../src/ruleTitles";

const manifest: unknown = JSON.parse(readFileSync("package.json", "utf8"));

test("every rule has a title in both languages", () => {
  const [chinese, english] = [ruleTitles(manifest, "zh-cn"), ruleTitles(manifest, "en")];
  assert.ok(chinese.size > 60);
  assert.deepEqual([...english.keys()], [...chinese.keys()]);
  for (const [code, title] of chinese) assert.match(title, /\p{Script=Han}/u, code);
  for (const [code, title] of english) assert.match(title, /[a-z]{3}/u, code);
  assert.equal(chinese.get("ordinal-gap"), "序号跳号或倒序");
});

test("a manifest without settings gives no titles", () => {
  assert.equal(ruleTitles({}, "en").size, 0);
});
