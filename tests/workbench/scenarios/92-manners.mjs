// Small manners: what explains itself, what is found where one looks for it, what survives a narrow window.
import assert from "node:assert/strict";
import { eventually, until } from "../lib/page.mjs";
import { docx } from "../lib/docx.mjs";
import { CLEAN, PLAIN, REPORT } from "../lib/drafts.mjs";

const row = (page, text) => page.locator('.pane-body [id^="list_id"], .pane-body .monaco-list-row').filter({ hasText: text });
const selection = (page, text) => page.locator("#status\\.editor\\.selection", { hasText: text });

/** Three ranges that lack a sign. */
const ROUGH = `云岭市青禾县政府工作报告
一、工作回顾
　　新增就业增长10～15%，培训人员增长8～9%，办理案件增长3～5%。
二、工作安排
　　加快建设。
`;

/**
 * Long lines with many quoted words. No two marks side by side: VS Code measures such pairs narrower than it draws them,
 * whatever the extension sets.
 */
const QUOTED = `# 澄江区工作安排

## 一、强化产业支撑

${"推进“三提升”和“两培育”行动，落实“四张清单”制度，办好“一保障”实事。".repeat(12)}

## 二、提升城市品质

## 三、办好民生实事
`;

/** Where the lines on the screen end, where the editor does, and the colours of a heading and of text. */
const layout = (page) =>
  page.evaluate(() => {
    const colour = (text) => {
      const span = [...document.querySelectorAll(".editor-instance .view-line span span")].find((s) => s.textContent.includes(text));
      return span === undefined ? undefined : getComputedStyle(span).color;
    };
    const lines = [...document.querySelectorAll(".editor-instance .view-line > span")].map((span) => ({ text: span.textContent, right: span.getBoundingClientRect().right }));
    const edge = document.querySelector(".editor-instance .scrollbar.vertical").getBoundingClientRect().left;
    return { lines, edge, heading: colour("强化产业支撑"), plain: colour("推进") };
  });

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
      const rule = bench.webview;
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
      await bench.resize(720, 600);
      await bench.open("要点.txt");
      await bench.status.filter({ hasText: "像是报告：点此检查" }).waitFor();
      await picture("narrow-offer");
      await page.locator('.editor-actions .action-label[aria-label*="把当前文档作为报告检查"]').first().click();
      await bench.status.filter({ hasText: /[1-9]\d* 个问题/u }).waitFor();
      const { x, width } = await bench.status.boundingBox();
      assert.ok(x >= 0 && x + width <= 720, `it stands at ${x}, ${width} wide`);
      await picture("narrow");
    },
  },
  {
    name: "a Word document is checked from the explorer, its problems are listed",
    drafts: { "县报告.docx": docx(["一、总体要求", "（一）抓投资。新建项目超过100个以上。", "（三）抓消费。"]), "旁注.txt": "随记\n" },
    run: async ({ bench, page, picture }) => {
      await bench.chooseFor("县报告.docx", "用执笔检查");
      await bench.problems.filter({ hasText: "界限词重复" }).waitFor();
      await bench.problems.filter({ hasText: "序号跳号或倒序" }).waitFor();
      await picture("word-problems");
      // What a click on a problem opens says where in the document it is.
      await bench.problems.filter({ hasText: "界限词重复" }).dblclick();
      const inner = bench.webview;
      await inner.getByText("第2段：", { exact: false }).waitFor();
      assert.equal(await inner.getByText("2 个问题").count(), 1);
      await picture("word-page");
    },
  },
  {
    name: "the menu of fixes is short, the status bar says how many places can be corrected, and the command how many were",
    drafts: { "县报告.txt": ROUGH },
    run: async ({ bench, page, picture }) => {
      await bench.open("县报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.click("～15");
      await until(page, () => page.keyboard.press("Control+."), bench.menu.first());
      const entries = (await page.locator(".action-widget .monaco-list-row.action").allInnerTexts()).map((text) => text.trim());
      await picture("fix-menu");
      assert.ok(entries.length > 0 && entries.length <= 6, entries.join(" | "));
      assert.equal(new Set(entries).size, entries.length, entries.join(" | "));
      await page.keyboard.press("Escape");
      await bench.menu.first().waitFor({ state: "detached" });
      await bench.status.click();
      await bench.picks.filter({ hasText: "一键改正" }).filter({ hasText: "3 处" }).waitFor();
      await picture("safe-places");
      await bench.pick("一键改正");
      await page.locator(".notification-toast", { hasText: "已改正 3 处。" }).waitFor();
      await eventually(async () => /10%～15%[^]*8%～9%[^]*3%～5%/u.test(await bench.visibleText()), "three ranges are corrected");
    },
  },
  {
    name: "a Markdown draft breaks its lines at the edge, whatever its quotation marks, and its headings have a colour",
    drafts: { "安排.md": QUOTED },
    settings: { "editor.minimap.enabled": false },
    run: async ({ bench, page, picture }) => {
      await bench.open("安排.md");
      await bench.status.filter({ hasText: "像是报告：点此检查" }).click();
      await bench.status.filter({ hasText: "个问题" }).waitFor();
      const seen = await eventually(async () => {
        const seen = await layout(page);
        return seen.lines.length > 5 ? seen : undefined;
      }, "the lines are drawn");
      await picture("markdown");
      for (const { text, right } of seen.lines) assert.ok(right <= seen.edge, `${text} ends at ${right}, the editor at ${seen.edge}`);
      assert.notEqual(seen.heading, seen.plain, "headings look like text");
    },
  },
];
