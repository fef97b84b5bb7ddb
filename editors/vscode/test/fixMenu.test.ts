import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, best } from "../src/fixMenu";

const kept = (...entries: Entry[]): string => best(entries, (entry) => entry).join(" ");

test("a short menu stays as it is", () => {
  assert.equal(kept("fix", "ignore", "rule", "name", "explain"), "fix ignore rule name explain");
});

test("what matters least goes first, and fixes stay", () => {
  assert.equal(kept("fix", "fix", "same-kind", "ignore", "rule", "name", "explain"), "fix fix same-kind ignore rule name");
  assert.equal(kept("fix", "fix", "ignore", "ignore", "rule", "rule", "explain", "explain"), "fix fix ignore ignore rule rule");
  assert.equal(kept("fix", "fix", "fix", "fix", "fix", "fix", "fix", "explain"), "fix fix fix fix fix fix fix");
});
