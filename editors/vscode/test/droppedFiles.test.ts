import assert from "node:assert/strict";
import { test } from "node:test";
import { droppedWord } from "../src/droppedFiles";
import { wordPage } from "../src/wordPage";

test("the first Word document of what is dropped", () => {
  assert.equal(droppedWord("file:///a/%E6%8A%A5%E5%91%8A.docx"), "file:///a/%E6%8A%A5%E5%91%8A.docx");
  assert.equal(droppedWord("# from the explorer\r\nfile:///a/b.txt\r\nfile:///a/c.DOCX\r\nfile:///a/d.docx\r\n"), "file:///a/c.DOCX");
  assert.equal(droppedWord("file:///a/b.docx.txt\nfile:///a/b.doc"), undefined);
  assert.equal(droppedWord(""), undefined);
});

test("the page of a Word document has no script, loads nothing and escapes names", () => {
  const page = wordPage('甲<b>&"乙".docx', "文稿", [{ title: "打开", command: "command:zhibi.openWord?%5B%22a%22%5D" }]);
  assert.match(page, /default-src 'none'/u);
  assert.ok(!page.includes("<b>") && !page.includes("<script"));
  assert.ok(page.includes('<a href="command:zhibi.openWord?%5B%22a%22%5D">打开</a>'));
});
