import assert from "node:assert/strict";
import { test } from "node:test";
import { explicitSettings } from "../src/settings";

const KEYS = ["zhibi.check.run", "zhibi.check.debounceMs", "zhibi.profile", "zhibi.rules", "zhibi.server.path", "zhibi.documents.include"];

/** A configuration whose keys have these values in these scopes; the first scope wins. */
function configuration(values: Record<string, Record<string, unknown>>): { get(key: string): unknown; inspect(key: string): object | undefined } {
  return {
    get: (key) => Object.values(values[key] ?? {})[0],
    inspect: (key) => values[key],
  };
}

test("only what was set is sent, also where it equals the default", () => {
  const sent = explicitSettings(
    configuration({
      "check.run": { workspaceValue: "onType", defaultValue: "onType" },
      "check.debounceMs": { defaultValue: 150 },
      profile: { globalValue: "inferred", defaultValue: "inferred" },
      rules: { workspaceFolderLanguageValue: { "ordinal-gap": "off" }, defaultValue: {} },
    }),
    KEYS,
  );
  assert.deepEqual(sent, { check: { run: "onType" }, profile: "inferred", rules: { "ordinal-gap": "off" } });
});

test("members of one table are sent together", () => {
  const sent = explicitSettings(configuration({ "check.run": { globalValue: "onSave" }, "check.debounceMs": { globalValue: 0 } }), KEYS);
  assert.deepEqual(sent, { check: { run: "onSave", debounceMs: 0 } });
});

test("what concerns the editor alone stays there", () => {
  const sent = explicitSettings(configuration({ "server.path": { globalValue: "/bin/zhibi" }, "documents.include": { globalValue: ["*.txt"] } }), KEYS);
  assert.deepEqual(sent, {});
});

test("defaults of the language are nobody's choice, and unset scopes say nothing", () => {
  const sent = explicitSettings(configuration({ profile: { defaultLanguageValue: "gb", globalValue: undefined }, "check.run": {} }), KEYS);
  assert.deepEqual(sent, {});
});

test("boxes of rules are rules: unticked ones are off, ticked ones keep what they have", () => {
  const sent = explicitSettings(
    configuration({
      rules: { globalValue: { "ordinal-gap": "warning", "halfwidth-punctuation": { limit: 5 } } },
      "checkFor.ordinals": { globalValue: { "ordinal-gap": true, "level-order": false }, workspaceValue: { "level-order": true }, defaultValue: { "heading-glued": true } },
      "checkFor.punctuation": { workspaceValue: { "halfwidth-punctuation": false } },
      "checkFor.text": { defaultValue: { jiezhi: true } },
    }),
    [...KEYS, "zhibi.checkFor.ordinals", "zhibi.checkFor.punctuation", "zhibi.checkFor.text"],
  );
  assert.deepEqual(sent, { rules: { "ordinal-gap": "warning", "level-order": "on", "halfwidth-punctuation": { limit: 5, severity: "off" } } });
});
