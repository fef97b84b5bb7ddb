import assert from "node:assert/strict";
import { test } from "node:test";
import { wordPage } from "../src/wordPage";

test("the page of a Word document says what was found where, and runs nothing of it", () => {
  const links = [{ title: "打开", command: "command:zhibi.openWord?1" }];
  assert.ok(!wordPage("报告.docx", "说明", links).includes("<h3>"));
  const page = wordPage("<b>.docx", "说明", links, { title: "1 个问题", rows: [{ place: "第2段", message: "“<script>”重复" }] });
  assert.ok(page.includes("<h3>1 个问题</h3><ul><li>第2段：“&#60;script&#62;”重复</li></ul>"), page);
  assert.ok(page.includes("<h2>&#60;b&#62;.docx</h2>") && !page.includes("<script>"));
});
