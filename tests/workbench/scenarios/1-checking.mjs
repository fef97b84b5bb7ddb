// A draft is opened, looked at and put right.
import assert from "node:assert/strict";
import { eventually } from "../lib/page.mjs";
import { CLEAN, REPORT } from "../lib/drafts.mjs";

export default [
  {
    name: "an opened draft shows squiggles, problems, a nested outline and breadcrumbs",
    drafts: { "青禾县政府工作报告.txt": REPORT },
    run: async ({ bench, page, picture }) => {
      await bench.open("青禾县政府工作报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.view("Explorer: Focus on Outline View", bench.outline);
      for (const title of ["一、过去一年工作回顾", "（二）城乡更加宜居", "二、今年重点工作"]) {
        await bench.outline.filter({ hasText: title }).first().waitFor();
      }
      const level = (title) => bench.outline.filter({ hasText: title }).first().getAttribute("aria-level");
      assert.ok(Number(await level("（二）城乡更加宜居")) > Number(await level("一、过去一年工作回顾")), "（二） lies below 一、");
      await bench.click("改造老旧小区");
      await bench.breadcrumbs.filter({ hasText: "城乡更加宜居" }).waitFor();
      await bench.view("Problems: Focus on Problems View", bench.problems.filter({ hasText: "序号跳号或倒序" }));
      await page.locator("#status\\.problems").filter({ hasText: /[1-9]/ }).waitFor();
      await picture("overview", { readme: ["editors/vscode/images/overview.png", "docs/images/workbench.png"] });
    },
  },
  {
    name: "neither full-width punctuation nor the indent of a paragraph is boxed",
    drafts: { "区报告.txt": CLEAN.replace("（一）产业更加兴旺。", "　　（一）产业更加兴旺。") },
    run: async ({ bench, page }) => {
      await bench.open("区报告.txt");
      await bench.status.filter({ hasText: "0 个问题" }).waitFor();
      assert.equal(await page.locator(".unicode-highlight, .monaco-editor .unicode-highlight-ambiguous").count(), 0);
      assert.equal(await bench.squiggles.count(), 0);
    },
  },
  {
    name: "a hover on a figure explains it",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, picture }) => {
      await bench.open("县报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.hover("18.32亿元", "1,832,000,000元");
      const hover = await bench.hover("198.4%", "2000人");
      assert.match(await hover.innerText(), /城镇就业/u);
      await picture("hover", { still: true });
    },
  },
  {
    name: "a quick fix changes the text, and the file after saving",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, read }) => {
      await bench.open("县报告.txt");
      await bench.fix("（四）民生", "（三）", bench.shows("（三）民生更加殷实"));
      await bench.save();
      await eventually(() => read("县报告.txt").includes("（三）民生") && !read("县报告.txt").includes("（四）民生"), "the file is corrected");
    },
  },
  {
    name: "all safe fixes are applied on save when the user has asked for it",
    drafts: { "县报告.txt": "县工作报告\n一、工作回顾\n　　新增就业10～15%，培训人员30.5万人次。\n二、工作安排\n" },
    settings: { "editor.codeActionsOnSave": { "source.fixAll.zhibi": "explicit" } },
    run: async ({ bench, page, read }) => {
      await bench.open("县报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.click("二、工作安排");
      await page.keyboard.press("End");
      await page.keyboard.insertText("。");
      await bench.breadcrumbs.filter({ hasText: "工作安排" }).waitFor();
      await bench.save();
      await eventually(() => read("县报告.txt").includes("10%～15%") && read("县报告.txt").endsWith("二、工作安排。\n"), "saving has fixed the range");
    },
  },
  {
    name: "with onSave a typed gap shows after saving, old places move along, and a fix clears its own at once",
    drafts: { "区报告.txt": CLEAN },
    settings: { "zhibi.check.run": "onSave" },
    run: async ({ bench, page }) => {
      await bench.open("区报告.txt");
      await bench.status.filter({ hasText: "0 个问题" }).waitFor();
      await page.keyboard.press("Control+End");
      await page.keyboard.insertText("（四）完善保障机制。");
      await page.locator(".tab.active.dirty").waitFor();
      await page.waitForTimeout(1500);
      assert.equal(await bench.squiggles.count(), 0, "nothing before saving");
      await bench.save();
      await bench.squiggles.first().waitFor({ state: "attached" });
      const top = async () => (await bench.squiggles.first().boundingBox())?.y ?? 0;
      const before = await top();
      await page.keyboard.press("Control+Home");
      await page.keyboard.insertText("送审稿\n");
      await eventually(async () => (await top()) > before, "the squiggle moves with its line");
      assert.equal(await bench.squiggles.count(), 1);
      await bench.fix("（四）完善保障机制", "（三）", bench.shows("（三）完善保障机制"));
      await bench.squiggles.first().waitFor({ state: "detached" });
      await page.locator(".tab.active.dirty").waitFor();
    },
  },
  {
    name: "text composed by an input method is checked when it is complete",
    drafts: { "区报告.txt": CLEAN },
    run: async ({ bench, page }) => {
      await bench.open("区报告.txt");
      await bench.status.filter({ hasText: "0 个问题" }).waitFor();
      await bench.click("二、工作安排");
      await page.keyboard.press("Control+End");
      const devtools = await page.context().newCDPSession(page);
      for (const text of ["s", "si", "（si", "（si）"]) {
        await devtools.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
        await page.waitForTimeout(60);
      }
      await devtools.send("Input.insertText", { text: "（四）完善保障机制。" });
      await bench.squiggles.first().waitFor({ state: "attached" });
      assert.ok((await bench.visibleText()).includes("（四）完善保障机制。"));
    },
  },
  {
    name: "a changed setting takes effect at once",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, changeSettings }) => {
      await bench.open("县报告.txt");
      await bench.view("Problems: Focus on Problems View", bench.problems.filter({ hasText: "序号跳号或倒序" }));
      await changeSettings({ "zhibi.rules": { "ordinal-gap": "off" } });
      await bench.problems.filter({ hasText: "序号跳号或倒序" }).waitFor({ state: "detached" });
      await bench.problems.filter({ hasText: "界限词重复" }).waitFor();
    },
  },
];
