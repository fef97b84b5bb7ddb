import assert from "node:assert/strict";
import { test } from "node:test";
import { Choices } from "../src/choices";

function store(initial?: unknown): { get(): unknown; update(key: string, value: unknown): Promise<void>; value: unknown } {
  const memory = {
    value: initial,
    get: (): unknown => memory.value,
    update: (_key: string, value: unknown): Promise<void> => {
      memory.value = JSON.parse(JSON.stringify(value)) as unknown;
      return Promise.resolve();
    },
  };
  return memory;
}

test("a choice is remembered by the next session", async () => {
  const memory = store();
  const first = new Choices(memory);
  await first.set("file:///a.txt", "report");
  await first.set("file:///b.txt", "declined");
  const second = new Choices(memory);
  assert.equal(second.get("file:///a.txt"), "report");
  assert.equal(second.get("file:///b.txt"), "declined");
  assert.equal(second.get("file:///c.txt"), undefined);
  assert.deepEqual(second.reports(), ["file:///a.txt"]);
});

test("a choice can be changed and forgotten", async () => {
  const choices = new Choices(store());
  await choices.set("file:///a.txt", "declined");
  await choices.set("file:///a.txt", "report");
  assert.equal(choices.get("file:///a.txt"), "report");
  await choices.set("file:///a.txt", undefined);
  assert.equal(choices.get("file:///a.txt"), undefined);
});

test("only the newest five hundred are kept", async () => {
  const memory = store();
  const choices = new Choices(memory);
  for (let index = 0; index < 510; index += 1) await choices.set(`file:///${index}`, "report");
  assert.equal(choices.get("file:///9"), undefined);
  assert.equal(choices.get("file:///10"), "report");
  assert.equal((memory.value as unknown[]).length, 500);
});

test("damaged state is ignored", () => {
  for (const damaged of [null, 7, "x", {}, [1, null, ["file:///a"], ["file:///a", "perhaps"], [3, "report"]]]) {
    assert.deepEqual(new Choices(store(damaged)).reports(), []);
  }
});
