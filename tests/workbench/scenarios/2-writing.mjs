// Numbering is renumbered, continued and completed; sections fold.
import assert from "node:assert/strict";
import { eventually, until } from "../lib/page.mjs";
import { CLEAN, REPORT } from "../lib/drafts.mjs";

export default [
  {
    name: "rename on a heading's number renumbers the list from there",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, page }) => {
      await bench.open("县报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.click("（四）");
      const box = page.locator(".rename-box:visible input");
      await until(page, () => page.keyboard.press("F2"), box);
      await box.fill("三");
      await page.keyboard.press("Enter");
      await eventually(bench.shows("（三）民生更加殷实"), "the heading is renumbered");
    },
  },
  {
    name: "the renumber command puts a series in order",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench }) => {
      await bench.open("县报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.click("（四）");
      await bench.command("光标处重新编号");
      await bench.pick("本级重新编号");
      await eventually(bench.shows("（三）民生更加殷实"), "the series is renumbered");
    },
  },
  {
    name: "Ctrl+Enter begins the next item, and plain Enter does not",
    drafts: { "区报告.txt": CLEAN },
    run: async ({ bench, page }) => {
      await bench.open("区报告.txt");
      await bench.status.filter({ hasText: "0 个问题" }).waitFor();
      await bench.click("（二）办好民生实事。");
      await page.keyboard.press("End");
      await page.keyboard.press("Control+Enter");
      await eventually(bench.shows("（三）"), "the next item is begun");
      await page.keyboard.insertText("守牢安全底线。");
      await eventually(bench.shows("（三）守牢安全底线。"), "typing goes on behind the ordinal");
      await page.keyboard.press("Enter");
      await page.waitForTimeout(500);
      assert.ok(!(await bench.visibleText()).includes("（四）"), "plain Enter adds no ordinal");
      await bench.click("（一）产业更加兴旺");
      await page.keyboard.press("End");
      await page.keyboard.press("Control+Enter");
      await eventually(bench.shows("（三）城乡"), "what follows is renumbered");
      await page.keyboard.press("Control+Z");
      await eventually(async () => /（一）产业更加兴旺[^（]*（二）城乡/u.test(await bench.visibleText()), "one step takes back the item and the numbers");
    },
  },
  {
    name: "completion offers the next ordinal first and a standard phrase, also by letters of its reading",
    drafts: { "区报告.txt": CLEAN },
    run: async ({ bench, page, picture }) => {
      await bench.open("区报告.txt");
      await bench.status.filter({ hasText: "0 个问题" }).waitFor();
      await page.keyboard.press("Control+End");
      await page.keyboard.insertText("（");
      const offer = page.locator(".suggest-widget:visible .monaco-list-row", { hasText: "（三）" });
      await until(page, () => page.keyboard.press("Control+Space"), offer.first());
      await page.keyboard.press("Escape");
      await page.keyboard.insertText("三）坚持稳中");
      const phrase = page.locator(".suggest-widget:visible .monaco-list-row", { hasText: "坚持稳中求进工作总基调" });
      await until(page, () => page.keyboard.press("Control+Space"), phrase.first());
      await page.keyboard.press("Enter");
      await eventually(bench.shows("（三）坚持稳中求进工作总基调"), "the phrase replaces its beginning");
      await page.keyboard.press("Enter");
      const rows = page.locator(".suggest-widget:visible .monaco-list-row");
      await until(page, () => page.keyboard.press("Control+Space"), rows.first());
      assert.match(await rows.nth(0).innerText(), /（四）/u, "on an empty line the next ordinal is first");
      assert.match(await rows.nth(1).innerText(), /三、/u, "and then that of the level above");
      await rows.filter({ hasText: "一级标题" }).first().waitFor();
      assert.equal(await rows.filter({ hasText: "yiji" }).count(), 0, "snippets have Chinese names");
      await picture("completion");
      await page.keyboard.press("Escape");
      await page.keyboard.insertText("jkgj");
      await until(page, () => page.keyboard.press("Control+Space"), rows.filter({ hasText: "加快构建新发展格局" }).first());
      await page.keyboard.press("Enter");
      await eventually(async () => /\n加快构建新发展格局/u.test(await bench.visibleText()), "the phrase replaces the letters");
    },
  },
  {
    name: "sections fold by their level; a lens counts them and leads to the outline",
    drafts: { "县报告.txt": REPORT },
    settings: { "zhibi.codeLens.enable": true },
    run: async ({ bench, page }) => {
      await bench.open("县报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      // The editor asks for what folds some time after it has the diagnostics.
      await page.locator(".margin .codicon-folding-expanded").first().waitFor({ state: "attached" });
      await bench.command("Fold All");
      await eventually(async () => !(await bench.visibleText()).includes("（二）城乡更加宜居"), "the subsections are folded away");
      assert.ok((await bench.visibleText()).includes("一、过去一年工作回顾"), "first-level headings stay in sight");
      await bench.command("Unfold All");
      await eventually(bench.shows("（二）城乡更加宜居"), "the subsections are back");
      const lens = page.locator(".codelens-decoration a", { hasText: /字数 \d+(?: · 约\d+分钟)? · 指标 \d+ · 问题 \d+/u });
      await until(page, () => lens.first().click(), bench.outline.filter({ hasText: "一、过去一年工作回顾" }).first());
    },
  },
  {
    name: "a snippet writes a run-in list",
    drafts: { "区报告.txt": CLEAN },
    run: async ({ bench, page }) => {
      await bench.open("区报告.txt");
      await page.keyboard.press("Control+End");
      await bench.command("Snippets: Insert Snippet");
      await bench.pick("yishi");
      await eventually(bench.shows("一是内容；二是内容；三是内容。"), "the snippet is inserted");
    },
  },
];
