import assert from "node:assert/strict";
import { test } from "node:test";
import { isWatched } from "../src/watchedNames";

test("what the server reads beside drafts is told from other files", () => {
  for (const path of ["/稿件/zhibi.toml", "/稿件/.zhibi.toml", "/稿件/.zhibi", "/稿件/.zhibi/ignore.toml", "/稿件/台账.XLSX", "/稿件/去年.docx"]) assert.ok(isWatched(path), path);
  for (const path of ["/稿件/报告.txt", "/稿件/my-zhibi.toml", "/稿件/Cargo.toml", "/稿件/.zhibi/x/y.toml", "/稿件/zhibi.toml.bak"]) assert.ok(!isWatched(path), path);
});
