import assert from "node:assert/strict";
import { test } from "node:test";
import { filterRows } from "../src/acrossRows";
import type { AcrossRow } from "../src/protocol";

const row = (label: string, detail: string): AcrossRow => ({ label, detail, kind: "changed", here: null, there: null });

test("a filter keeps the rows that hold all its words", () => {
  const rows = [row("地区生产总值", "1280亿元 → 1290亿元"), row("学校", "12所 → 3所"), row("GDP", "5% → 6%")];
  assert.deepEqual(filterRows(rows, "").length, 3);
  assert.deepEqual(filterRows(rows, "学校 3所").map((r) => r.label), ["学校"]);
  assert.deepEqual(filterRows(rows, "gdp").map((r) => r.label), ["GDP"]);
  assert.deepEqual(filterRows(rows, "医院"), []);
});
