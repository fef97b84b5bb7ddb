import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ruleGroup, ruleGroups } from "../src/ruleGroups";
import { ruleTitles } from "../src/ruleTitles";

const manifest: unknown = JSON.parse(readFileSync("package.json", "utf8"));

test("every rule is in one group, and has its box there", () => {
  const all = [...ruleGroups(manifest).values()].flat();
  assert.deepEqual([...all].sort(), [...ruleTitles(manifest, "zh").keys()].sort());
  assert.equal(new Set(all).size, all.length);
  assert.equal(ruleGroup(manifest, "halfwidth-punctuation"), "punctuation");
  assert.equal(ruleGroup(manifest, "none"), undefined);
});

test("every group has a name in the view of problems", () => {
  const source = readFileSync("src/problemsView.ts", "utf8");
  for (const group of ruleGroups(manifest).keys()) assert.ok(source.includes(`case "${group}"`), group);
});
