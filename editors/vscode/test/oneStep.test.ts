import assert from "node:assert/strict";
import { test } from "node:test";
import { type Replaced, joined } from "../src/oneStep";

const applied = (text: string, edits: readonly Replaced[]): string =>
  [...edits].sort((a, b) => b.start - a.start).reduce((done, { start, end, text: put }) => done.slice(0, start) + put + done.slice(end), text);

/** The edit, and the renumbering of what follows, in one go and one after the other. */
const bothWays = (before: string, edit: Replaced, others: Replaced[]): void => {
  const after = applied(applied(before, [edit]), others);
  const together = joined(edit, others);
  assert.ok(together !== undefined);
  assert.equal(applied(before, together), after);
};

const at = (text: string, part: string, put: string): Replaced => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length, text: put });

test("a deleted item and those after it", () => {
  const before = "一、甲\n二、乙\n三、丙\n四、丁\n";
  const edit = at(before, "二、乙\n", "");
  const after = applied(before, [edit]);
  bothWays(before, edit, [at(after, "三", "二"), at(after, "四", "三")]);
});

test("pasted items are renumbered in what is pasted", () => {
  const before = "一、甲\n二、丁\n";
  const edit = { start: 4, end: 4, text: "一、乙\n二、丙\n" };
  bothWays(before, edit, [{ start: 4, end: 5, text: "二" }, { start: 8, end: 9, text: "三" }, { start: 12, end: 13, text: "四" }]);
  assert.deepEqual(joined(edit, [{ start: 4, end: 5, text: "二" }]), [{ start: 4, end: 4, text: "二、乙\n二、丙\n" }]);
});

test("what stands before stays where it is, what lies across an end can't be joined", () => {
  bothWays("一、甲二是乙", { start: 3, end: 4, text: "" }, [{ start: 0, end: 1, text: "二" }]);
  assert.equal(joined({ start: 3, end: 3, text: "一、" }, [{ start: 2, end: 4, text: "" }]), undefined);
  assert.equal(joined({ start: 3, end: 3, text: "一、" }, [{ start: 4, end: 6, text: "" }]), undefined);
});
