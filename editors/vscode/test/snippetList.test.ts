import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Snippet, offered } from "../src/snippetList";

const snippets = JSON.parse(readFileSync("snippets/gov-report.json", "utf8")) as Record<string, Snippet>;

test("all snippets have a name in both languages, and a prefix of letters", () => {
  for (const chinese of [true, false]) {
    const all = offered(snippets, "", chinese);
    assert.equal(all.length, Object.keys(snippets).length);
    for (const { label } of all) assert.equal(/\p{Script=Han}/u.test(label.replace(/[一二三四五六七八九十]|首先|其次|最后|是|要|（.）/gu, "")), chinese, label);
  }
  for (const { prefix } of Object.values(snippets)) assert.ok(prefix.some((one) => /^[a-z]/u.test(one)), prefix.join());
});

test("what was typed chooses among them", () => {
  const names = (typed: string): string[] => offered(snippets, typed, true).map(({ filter }) => filter);
  assert.deepEqual(names("yish"), ["yishi"]);
  assert.deepEqual(names("H1"), ["h1"]);
  assert.deepEqual(names("qq"), []);
});
