import assert from "node:assert/strict";
import { test } from "node:test";
import { RestartLimit } from "../src/restartLimit";

test("three crashes in a short time are forgiven, the fourth is not", () => {
  let now = 0;
  const limit = new RestartLimit(3, 180_000, () => now);
  for (let crash = 0; crash < 3; crash += 1) {
    now += 1000;
    assert.ok(limit.mayRestart());
  }
  now += 1000;
  assert.ok(!limit.mayRestart());
});

test("crashes long ago are forgotten", () => {
  let now = 0;
  const limit = new RestartLimit(3, 180_000, () => now);
  for (let crash = 0; crash < 50; crash += 1) {
    now += 61_000;
    assert.ok(limit.mayRestart(), `crash ${crash}`);
  }
});

test("a restart asked for by the user begins afresh", () => {
  const limit = new RestartLimit(1, 180_000, () => 0);
  assert.ok(limit.mayRestart());
  assert.ok(!limit.mayRestart());
  limit.reset();
  assert.ok(limit.mayRestart());
});
