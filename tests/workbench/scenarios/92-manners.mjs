// Small manners: what explains itself, what is found where one looks for it, what survives a narrow window.
import assert from "node:assert/strict";
import { until } from "../lib/page.mjs";
import { docx } from "../lib/docx.mjs";
import { CLEAN, PLAIN, REPORT } from "../lib/drafts.mjs";

const row = (page, text) => page.locator('.pane-body [id^="list_id"], .pane-body .monaco-list-row').filter({ hasText: text });
const selection = (page, text) => page.locator("#status\\.editor\\.selection", { hasText: text });

export default [
  {
    name: "F2 on the words of a heading explains itself",
    drafts: { "区报告.txt": CLEAN },
    run: async ({ bench, page, picture }) => {
      await bench.open("区报告.txt");
      await bench.status.filter({ hasText: "0 个问题" }).waitFor();
      await bench.click("办好民生实事");
      const told = page.locator(".monaco-editor-overlaymessage, .notification-toast", { hasText: "标题的文字直接改即可" });
      await until(page, () => page.keyboard.press("F2"), told.first());
      await picture("rename-told");
      assert.equal(await page.locator(".rename-box:visible").count(), 0);
    },
  },
  {
    name: "the ledger shows the figure at the cursor, and a figure's sentence under the mouse",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, page, picture }) => {
      await bench.open("县报告.txt");
      await bench.status.filter({ hasText: "个指标" }).waitFor();
      await bench.click("3968");
      await bench.command("显示指标台账");
      const here = page.locator(".pane-body .monaco-list-row.selected", { hasText: "3968人" });
      await here.waitFor();
      const hover = bench.hovers.filter({ hasText: "新增城镇就业3968人，完成目标任务198.4%" }).first();
      await until(page, async () => {
        await page.mouse.move(900, 400);
        await here.hover();
      }, hover);
      await picture("ledger-tooltip", { still: true });
    },
  },
  {
    name: "a rule is found in the list of all by first letters of its pinyin and by words, and its page has no word of programmers",
    drafts: { "区报告.txt": CLEAN },
    run: async ({ bench, page, picture }) => {
      await bench.open("区报告.txt");
      await bench.status.filter({ hasText: "0 个问题" }).waitFor();
      await bench.command("执笔: 解释规则");
      await bench.picks.first().waitFor();
      await bench.input.fill("成对");
      await bench.picks.filter({ hasText: "成对标点不配对" }).waitFor();
      await bench.input.fill("bjbd");
      await bench.picks.filter({ hasText: "半角标点" }).first().waitFor();
      await picture("rules");
      await page.locator(".quick-input-widget:visible .monaco-list-row.focused", { hasText: "半角标点" }).waitFor();
      await page.keyboard.press("Enter");
      const rule = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
      await rule.locator("h1", { hasText: "半角标点" }).waitFor();
      await rule.locator("summary", { hasText: /配置/u }).waitFor();
      const shown = await rule.locator("body").innerText();
      assert.ok(/错误示例/u.test(shown) && !/limit|profile|U\+|toml/u.test(shown), shown);
      await picture("rule-page");
    },
  },
  {
    name: "commands and keys go to the next figure, heading and hint; the selection is counted as Word counts",
    drafts: { "县报告.txt": `${REPORT}（三）改善环境。新增绿地1200平米，建成公园3个。\n` },
    run: async ({ bench, page, picture }) => {
      await bench.open("县报告.txt");
      await bench.status.filter({ hasText: "个指标" }).waitFor();
      await bench.click("各位代表");
      await page.keyboard.press("Control+Home");
      await page.keyboard.press("Control+Alt+Period");
      await selection(page, "Ln 5").filter({ hasText: "7 selected" }).waitFor();
      // 186.4亿元: one word of digits, and two characters; 一年 in a heading is no 指标.
      await bench.status.filter({ hasText: /19 个指标 · 3\/\d+ 字/u }).waitFor();
      await bench.command("下一处数字");
      await selection(page, "Ln 5").filter({ hasText: "4 selected" }).waitFor();
      await page.keyboard.press("Control+Alt+Comma");
      await selection(page, "7 selected").waitFor();
      await page.keyboard.press("Control+Alt+BracketRight");
      await selection(page, "Ln 6").waitFor();
      await bench.command("上一个标题");
      await selection(page, "Ln 4").waitFor();
      await bench.command("下一处提示");
      await selection(page, "Ln 13").waitFor();
      await bench.hovers.filter({ hasText: "平方米" }).first().waitFor();
      await picture("next-hint", { still: true });
    },
  },
  {
    name: "in a narrow window the offer and the counts are still there, and the title bar of the editor offers, too",
    drafts: { "要点.txt": PLAIN },
    run: async ({ bench, page, picture }) => {
      await page.setViewportSize({ width: 720, height: 600 });
      try {
        await bench.open("要点.txt");
        await bench.status.filter({ hasText: "像是报告：点此检查" }).waitFor();
        await picture("narrow-offer");
        await page.locator('.editor-actions .action-label[aria-label*="把当前文档作为报告检查"]').first().click();
        await bench.status.filter({ hasText: /[1-9]\d* 个问题/u }).waitFor();
        const { x, width } = await bench.status.boundingBox();
        assert.ok(x >= 0 && x + width <= 720, `it stands at ${x}, ${width} wide`);
        await picture("narrow");
      } finally {
        await page.setViewportSize({ width: 1280, height: 800 });
      }
    },
  },
  {
    name: "a Word document is checked from the explorer, its problems are listed",
    drafts: { "县报告.docx": docx(["一、总体要求", "（一）抓投资。新建项目超过100个以上。", "（三）抓消费。"]), "旁注.txt": "随记\n" },
    run: async ({ bench, picture }) => {
      await bench.chooseFor("县报告.docx", "用执笔检查");
      await bench.problems.filter({ hasText: "comparator-redundant" }).waitFor();
      await bench.problems.filter({ hasText: "ordinal-gap" }).waitFor();
      await picture("word-problems");
    },
  },
];
