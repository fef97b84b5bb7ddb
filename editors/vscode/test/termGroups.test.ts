import assert from "node:assert/strict";
import { test } from "node:test";
import type { Term, WireLocation } from "../src/protocol";
import { termGroups } from "../src/termGroups";

const place: WireLocation = { uri: "file:///a.txt", range: { start: { line: 1, character: 0 }, end: { line: 1, character: 2 } } };
const term = (text: string, first: boolean, explained: boolean): Term => ({ text, count: first ? 1 : 0, first: first ? place : null, explained: explained ? place : null });
const shown = (listed: boolean, terms: Term[]): [string, string[]][] => termGroups({ listed, terms }).map((group) => [group.group, group.terms.map(({ text }) => text)]);

test("terms are grouped by what is to be done about them", () => {
  const terms = [term("三个一批", true, true), term("1+5+2", true, false), term("海绵城市", false, true)];
  assert.deepEqual(shown(true, terms), [["open", ["1+5+2"]], ["gone", ["海绵城市"]], ["explained", ["三个一批"]]]);
  assert.deepEqual(shown(true, terms.slice(0, 1)), [["explained", ["三个一批"]]]);
});

test("without a list of terms none is missing in it", () => {
  assert.deepEqual(shown(false, [term("1+5+2", true, false)]), [["all", ["1+5+2"]]]);
  assert.deepEqual(shown(false, []), []);
});
