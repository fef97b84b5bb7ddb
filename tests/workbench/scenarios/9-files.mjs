// Files that are no UTF-8 text: opened in the wrong encoding, and Word documents.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { eventually } from "../lib/page.mjs";
import { REPORT, gbk } from "../lib/drafts.mjs";

const NOTE = "没有按原来的编码打开";

export default [
  {
    name: "a GBK file is told from a damaged one, kept from being saved, and opened rightly by one click",
    drafts: { "县报告.txt": gbk(REPORT), "材料.txt": gbk("第一季度经济运行情况：全县工业增加值增长6.2%，民生持续改善，各项工作有序推进。\n".repeat(3)) },
    run: async ({ bench, page, folder, picture }) => {
      await bench.open("县报告.txt");
      const toast = bench.notifications.filter({ hasText: NOTE });
      await toast.first().waitFor();
      await bench.status.filter({ hasText: "乱码" }).waitFor();
      await bench.view("Problems: Focus on Problems View", bench.problems);
      await eventually(async () => (await bench.problems.count()) === 2, "one error only");
      await picture("gbk");
      await page.locator(".editor-instance .monaco-editor").first().click();
      await page.keyboard.type("x");
      assert.equal(await page.locator(".tab.active.dirty").count(), 0, "nothing can be typed into it");
      await toast.first().locator(".monaco-button", { hasText: "按 GBK 重新打开" }).click();
      await eventually(bench.shows("青禾县政府工作报告"), "the text is there");
      await bench.problems.filter({ hasText: "序号跳号或倒序" }).waitFor();
      await bench.click("（一）产业");
      await page.keyboard.press("End");
      // It is free a moment after its text is there.
      await eventually(async () => {
        await page.keyboard.insertText("民生改善。");
        await page.waitForTimeout(400);
        return (await page.locator(".tab.active.dirty").count()) > 0;
      }, "it can be edited");
      await bench.save();
      const saved = new TextDecoder("gbk").decode(readFileSync(path.join(folder, "县报告.txt")));
      assert.ok(saved.includes("全部开工，完成投资12.98亿元。民生改善。"), "it is saved in its own encoding");
      // A name that says nothing, and the light bulb.
      await bench.open("材料.txt");
      await toast.first().waitFor();
      await toast.first().locator(".monaco-button", { hasText: "按 GBK 重新打开" }).click();
      await eventually(bench.shows("第一季度经济运行情况"), "the other text is there");
    },
  },
  {
    name: "nothing is exported of a garbled draft, the status bar opens it rightly, and the next time it opens so by itself",
    drafts: { "县报告.txt": gbk(REPORT) },
    run: async ({ bench, page, picture }) => {
      await bench.open("县报告.txt");
      const garbled = bench.status.filter({ hasText: "乱码" });
      await garbled.waitFor();
      await bench.notifications.filter({ hasText: NOTE }).first().waitFor();
      await page.keyboard.press("Escape");
      await bench.command("打印检查报告");
      await bench.notifications.filter({ hasText: "现在是乱码" }).first().waitFor();
      await picture("garbled");
      await garbled.click();
      await bench.pick("GBK");
      await bench.status.filter({ hasText: "个指标" }).waitFor();
      // Fixes are there, though the file was read-only when it was opened.
      await bench.fix("（四）民生", "（三）", bench.shows("（三）民生更加殷实"));
      await bench.save();
      await bench.command("View: Close All Editors");
      await page.locator(".tab", { hasText: "县报告.txt" }).waitFor({ state: "detached" });
      await bench.open("县报告.txt");
      await bench.status.filter({ hasText: "个指标" }).waitFor();
      await eventually(bench.shows("（三）民生更加殷实"), "it is opened as it was then");
      await bench.fix("超过8000人以上", "改为“超过8000人”", bench.shows("超过8000人受益"));
    },
  },
  {
    name: "what was ignored by mistake is taken back at once, and later from a list",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, page, picture }) => {
      await bench.open("县报告.txt");
      const all = bench.status.filter({ hasText: "2 个问题" });
      await all.waitFor();
      const told = bench.notifications.filter({ hasText: "此处不再提示“序号跳号或倒序”" });
      await bench.fix("（四）民生", "在此忽略", told);
      await bench.status.filter({ hasText: "1 个问题" }).waitFor();
      await picture("ignored");
      await told.first().locator(".monaco-button", { hasText: "撤消" }).click();
      await all.waitFor();
      await bench.fix("（四）民生", "在此忽略", bench.status.filter({ hasText: "1 个问题" }));
      await bench.command("恢复已忽略的问题");
      await bench.picks.filter({ hasText: "序号跳号或倒序" }).first().click();
      await page.locator(".quick-input-widget:visible .monaco-button", { hasText: "OK" }).click();
      await all.waitFor();
    },
  },
];
