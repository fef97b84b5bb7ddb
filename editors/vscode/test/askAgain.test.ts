import assert from "node:assert/strict";
import { test } from "node:test";
import { askAgain } from "../src/askAgain";

const inTurn = (...servers: string[]) => {
  let turn = 0;
  return () => {
    const server = servers[turn];
    turn += 1;
    return server === undefined ? Promise.reject(new Error("nothing serves")) : Promise.resolve(server);
  };
};

test("an answer is given as it came, and who answered is asked once", async () => {
  const asked: string[] = [];
  const ask = (server: string) => { asked.push(server); return Promise.resolve(`from ${server}`); };
  assert.equal(await askAgain(inTurn("one", "two"), ask, () => true, 0), "from one");
  assert.deepEqual(asked, ["one"]);
});

test("the one that came instead of a lost one is asked", async () => {
  const ask = (server: string) => (server === "one" ? Promise.reject(new Error("the connection was closed")) : Promise.resolve(`from ${server}`));
  assert.equal(await askAgain(inTurn("one", "two"), ask, (server) => server === "one", 0), "from two");
});

test("what a server refuses is not asked again", async () => {
  const asked: string[] = [];
  const ask = (server: string) => { asked.push(server); return Promise.reject(new Error("no such draft")); };
  await assert.rejects(askAgain(inTurn("one", "two"), ask, () => false, 0), /no such draft/u);
  assert.deepEqual(asked, ["one"]);
});

test("a second loss is told, and so is that nothing serves any more", async () => {
  const ask = () => Promise.reject(new Error("the connection was closed"));
  await assert.rejects(askAgain(inTurn("one", "two", "three"), ask, () => true, 0), /the connection was closed/u);
  await assert.rejects(askAgain(inTurn("one"), ask, () => true, 0), /nothing serves/u);
});
