import assert from "node:assert/strict";
import { test } from "node:test";
import { globForPath, userGlob } from "../src/globs";

test("special characters of a path are quoted", () => {
  assert.equal(globForPath("/文稿/终稿[2]{a}?*.md"), "/文稿/终稿[[]2[]][{]a[}][?][*].md");
  assert.equal(globForPath("C:\\drafts\\a.md"), "C:/drafts/a.md");
});

test("a user's pattern counts from any folder", () => {
  assert.equal(userGlob("drafts/**/*.md"), "**/drafts/**/*.md");
  assert.equal(userGlob("./drafts/*.md"), "**/drafts/*.md");
  assert.equal(userGlob("**/*.md"), "**/*.md");
  assert.equal(userGlob("/home/li/*.md"), "/home/li/*.md");
  assert.equal(userGlob("D:\\文稿\\*.md"), "D:\\文稿\\*.md");
  assert.equal(userGlob("  "), undefined);
});
