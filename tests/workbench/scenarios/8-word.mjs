// Word documents: opened as drafts, put right, given back with comments and changes.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { docx, part } from "../lib/docx.mjs";
import { REPORT } from "../lib/drafts.mjs";
import { eventually, until } from "../lib/page.mjs";

export default [
  {
    name: "a Word document is opened as a draft, put right, and has the comments and the change afterwards",
    drafts: { "报告.docx": docx(["一、总体要求", "抓投资。新建项目超过100个以上。"]) },
    run: async ({ bench, page, folder, picture }) => {
      await bench.chooseFor("报告.docx", "用执笔打开 Word 文稿");
      await page.locator('.tabs-container .tab.active[data-resource-name="报告.gwr"]').waitFor();
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.fix("超过100个以上", "改为“超过100个”", async () => !(await bench.visibleText()).includes("以上"));
      await picture("word");
      await bench.command("写回批注");
      await bench.pick("写入 报告.docx");
      const document = path.join(folder, "报告.docx");
      await eventually(() => part(document, "word/comments.xml").includes("检查项：界限词重复"), "the comment is in the document");
      const body = part(document, "word/document.xml");
      assert.match(body, /<w:del [^>]*w:author="执笔"[^>]*><w:r><w:delText[^>]*>以上<\/w:delText>/u);
      assert.match(body, /<w:commentRangeStart /u);
    },
  },
  {
    name: "what was asked of a server that ends is asked of the next one",
    drafts: { "县报告.txt": REPORT, "报告.docx": docx(["一、总体要求", "抓投资。"]) },
    run: async ({ bench, page, servers }) => {
      const known = servers();
      await bench.open("县报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      const pid = await eventually(() => servers().find((other) => !known.includes(other)), "a server runs");
      process.kill(pid, "SIGSTOP");
      try {
        await bench.chooseFor("报告.docx", "用执笔打开 Word 文稿");
        await page.waitForTimeout(1000);
      } finally {
        process.kill(pid, "SIGKILL");
      }
      await page.locator('.tabs-container .tab.active[data-resource-name="报告.gwr"]').waitFor();
      assert.equal(await bench.notifications.count(), 0, "nobody need know");
    },
  },
  {
    name: "a Word document that is opened as a file says what can be done with it, and becomes a draft by one click",
    drafts: { "报告.docx": docx(["一、总体要求", "抓投资。新建项目超过100个以上。"]) },
    run: async (tools) => {
      const { bench, page, folder } = tools;
      const inner = bench.webview;
      const link = inner.getByText("打开为可编辑的文稿");
      // A window that has just come up does not know the editors of extensions yet: it is opened again then. The extension
      // starts for it, and the page is loaded behind a frame of the workbench's own.
      const open = async () => {
        if (await page.getByText("Open Anyway").isVisible()) await bench.command("View: Close All Editors");
        await bench.file("报告.docx").click();
      };
      await until(page, open, link, { tries: 12, wait: 5_000 });
      assert.ok(!existsSync(path.join(folder, "报告.gwr")), "nothing is written before somebody asks");
      await link.click();
      await page.locator('.tabs-container .tab.active[data-resource-name="报告.gwr"]').waitFor();
      await bench.squiggles.first().waitFor({ state: "attached" });
    },
  },
  {
    name: "a Word document that is dropped into a draft with Shift held down is text where it falls",
    drafts: { "报告.docx": docx(["一、总体要求", "抓投资。"]), "县报告.txt": "甲。\n乙。\n" },
    run: async ({ bench, page }) => {
      await bench.open("县报告.txt");
      await bench.status.waitFor();
      await bench.drag("报告.docx", "乙", { shift: true });
      await page.locator(".editor-instance .view-lines").getByText("总体要求").first().waitFor();
      assert.match(await bench.visibleText(), /甲。\s*一、总体要求\s*抓投资。\s*乙。/u);
      assert.equal(await page.locator(".tabs-container .tab").count(), 1, "nothing else is opened");
      // Without Shift it is opened, and one click makes a draft of it.
      await bench.drag("报告.docx", "乙");
      const link = bench.webview.getByText("打开为可编辑的文稿");
      await link.click();
      await page.locator('.tabs-container .tab.active[data-resource-name="报告.gwr"]').waitFor();
    },
  },
  {
    name: "an old Word document is named with what to do",
    drafts: { "旧稿.doc": "\u00d0\u00cf", "报告.txt": "" },
    run: async ({ bench }) => {
      await bench.chooseFor("旧稿.doc", "用执笔打开 Word 文稿");
      await bench.notifications.filter({ hasText: "另存为 .docx" }).first().waitFor();
    },
  },
];
