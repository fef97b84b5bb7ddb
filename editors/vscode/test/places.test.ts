import assert from "node:assert/strict";
import { test } from "node:test";
import { type Place, nextPlace } from "../src/places";

test("the next and the last place, round the text", () => {
  const places = [[0, 2], [1, 0], [1, 7]].map(([line = 0, character = 0]) => ({ line, character }));
  const from = (line: number, character: number, forward: boolean): number => {
    const found = nextPlace(places, { line, character }, forward);
    return found === undefined ? -1 : places.indexOf(found);
  };
  assert.equal(from(0, 0, true), 0);
  assert.equal(from(0, 2, true), 1);
  assert.equal(from(1, 7, true), 0);
  assert.equal(from(1, 7, false), 1);
  assert.equal(from(0, 2, false), 2);
  assert.equal(nextPlace<Place>([], { line: 0, character: 0 }, true), undefined);
});
