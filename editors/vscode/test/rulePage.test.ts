import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { folded } from "../src/rulePage";

for (const [folder, summary] of [["rules", "给管理配置的人"], ["en/rules", "For those who keep the configuration"]] as const) {
  test(`what is for configuration files is folded away: ${folder}`, () => {
    const page = folded(readFileSync(`../../docs/${folder}/halfwidth-punctuation.md`, "utf8"), summary);
    const [shown = "", hidden = "", ...more] = page.split(`<details>\n<summary>${summary}</summary>`);
    assert.equal(more.length, 0);
    assert.ok(!/`limit`|```toml|halfwidth-punctuation/u.test(shown), shown);
    assert.ok(hidden.includes("halfwidth-punctuation"));
    assert.ok(hidden.includes("`limit`") && hidden.includes("```toml") && hidden.endsWith("</details>\n"));
  });
}

test("a page without such a part stays", () => {
  assert.equal(folded("# 标题\n\n正文\n", "x"), "# 标题\n\n正文\n");
});
