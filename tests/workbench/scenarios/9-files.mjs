// Files that are no UTF-8 text: opened in the wrong encoding, and Word documents.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { eventually } from "../lib/page.mjs";
import { REPORT } from "../lib/drafts.mjs";

/** A text in GBK: Node decodes it only, so its table is turned round. */
function gbk(text) {
  const bytes = new Map();
  const decoder = new TextDecoder("gbk");
  for (let first = 0x81; first < 0xff; first += 1) {
    for (let second = 0x40; second < 0xff; second += 1) bytes.set(decoder.decode(Uint8Array.of(first, second)), [first, second]);
  }
  return Buffer.from([...text].flatMap((c) => (c < "\u0080" ? [c.charCodeAt(0)] : bytes.get(c))));
}

const NOTE = "没有按原来的编码打开";

export default [
  {
    name: "a GBK file is told from a damaged one, kept from being saved, and opened rightly by one click",
    drafts: { "县报告.txt": gbk(REPORT), "材料.txt": gbk("第一季度经济运行情况：全县工业增加值增长6.2%，民生持续改善，各项工作有序推进。\n".repeat(3)) },
    run: async ({ bench, page, folder, picture }) => {
      await bench.open("县报告.txt");
      const toast = bench.notifications.filter({ hasText: NOTE });
      await toast.first().waitFor();
      await bench.status.filter({ hasText: "1 个问题" }).waitFor();
      await bench.view("Problems: Focus on Problems View", bench.problems);
      await eventually(async () => (await bench.problems.count()) === 2, "one error only");
      await picture("gbk");
      await page.locator(".editor-instance .monaco-editor").first().click();
      await page.keyboard.type("x");
      assert.equal(await page.locator(".tab.active.dirty").count(), 0, "nothing can be typed into it");
      await toast.first().locator(".monaco-button", { hasText: "按 GBK 重新打开" }).click();
      await eventually(async () => (await bench.visibleText()).includes("青禾县政府工作报告"), "the text is there");
      await bench.problems.filter({ hasText: "ordinal-gap" }).waitFor();
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
      await eventually(async () => (await bench.visibleText()).includes("第一季度经济运行情况"), "the other text is there");
    },
  },
];
