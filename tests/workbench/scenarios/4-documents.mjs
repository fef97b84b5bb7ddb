// Which documents are checked: by name, by one click, by setting; in one folder or several.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { eventually, until } from "../lib/page.mjs";
import { ROOT } from "../lib/paths.mjs";
import { CLEAN, MARKDOWN, PLAIN, REPORT, SHOPPING } from "../lib/drafts.mjs";

const language = (page) => page.locator("#status\\.editor\\.mode");
const SEEDS = path.join(ROOT, "seeds");
const seeds = readdirSync(SEEDS).filter((name) => name.endsWith(".txt"));

export default [
  {
    name: "a plain text that looks like a report is checked after one click, and again in the next window",
    drafts: { "要点.txt": PLAIN, "购物.txt": SHOPPING },
    run: async ({ bench, page, servers, picture, url, folder }) => {
      const before = servers().length;
      await bench.open("购物.txt");
      await page.waitForTimeout(800);
      assert.equal(await bench.status.count(), 0, "no offer for a text that is no report");
      await bench.open("要点.txt");
      await bench.status.filter({ hasText: "像是报告：点此检查" }).waitFor();
      await picture("offer");
      assert.equal(servers().length, before, "no server runs before it is wanted");
      await bench.status.click();
      await bench.squiggles.first().waitFor({ state: "attached" });
      await language(page).filter({ hasText: "执笔公文" }).waitFor();
      await page.waitForTimeout(500);
      await bench.goto(url(folder));
      // The workbench restores the open editor only if it had the time to note it.
      await bench.open("要点.txt");
      await eventually(async () => (await bench.status.innerText()).includes("个问题"), "the choice is remembered");
    },
  },
  {
    name: "Markdown is checked after one click and stays Markdown",
    drafts: { "安排.md": MARKDOWN },
    run: async ({ bench, page }) => {
      await bench.open("安排.md");
      await bench.status.filter({ hasText: "像是报告：点此检查" }).click();
      await bench.squiggles.first().waitFor({ state: "attached" });
      await language(page).filter({ hasText: "Markdown" }).waitFor();
      await bench.view("Explorer: Focus on Outline View", bench.outline.filter({ hasText: "扩大有效投资" }));
      await bench.command("不再检查当前文档");
      await bench.squiggles.first().waitFor({ state: "detached" });
    },
  },
  {
    name: "files named by the setting are checked without a click",
    drafts: { "稿件/安排[终稿].md": MARKDOWN, "稿件/要点.txt": PLAIN, "安排.md": MARKDOWN },
    settings: { "zhibi.documents.include": ["稿件/*"], "explorer.autoReveal": false },
    run: async ({ bench }) => {
      await bench.file("稿件").click();
      await bench.open("要点.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.open("安排[终稿].md");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.open("安排.md");
      await bench.status.filter({ hasText: "像是报告" }).waitFor();
      assert.equal(await bench.squiggles.count(), 0, "a file elsewhere waits for its click");
    },
  },
  {
    name: "the command checks a file whose name and text say nothing",
    drafts: { "[草稿] 一.txt": "一、甲\n三、乙\n" },
    run: async ({ bench }) => {
      await bench.open("[草稿] 一.txt");
      await bench.command("把当前文档作为报告检查");
      await bench.squiggles.first().waitFor({ state: "attached" });
    },
  },
  {
    name: "a window with several folders serves drafts of each",
    drafts: {
      "甲/甲报告.txt": REPORT,
      "乙/乙报告.gwr": PLAIN,
      "两处.code-workspace": JSON.stringify({ folders: [{ path: "甲" }, { path: "乙" }] }),
    },
    url: ({ origin, folder }) => `${origin}/?workspace=${encodeURIComponent(path.join(folder, "两处.code-workspace"))}`,
    run: async ({ bench }) => {
      for (const name of ["甲", "乙"]) {
        const row = bench.file(name);
        await row.waitFor();
        await eventually(async () => {
          if ((await row.getAttribute("aria-expanded")) === "true") return true;
          await row.click();
          return false;
        }, `the folder ${name} is open`);
      }
      await bench.open("甲报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.open("乙报告.gwr");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.view("Problems: Focus on Problems View", bench.problems.filter({ hasText: "甲报告.txt" }));
      await bench.problems.filter({ hasText: "乙报告.gwr" }).first().waitFor();
    },
  },
  {
    name: "the walkthrough's sample shows a problem, a fix and a hover in three clicks",
    drafts: { "空.txt": "\n" },
    run: async ({ bench, page, picture }) => {
      await bench.command("入门");
      const step = page.locator(".getting-started .step-container, .gettingStartedContainer .getting-started-step");
      await step.first().waitFor();
      const button = (text) => page.locator(".gettingStartedContainer .monaco-button:visible", { hasText: text });
      await until(page, () => step.filter({ hasText: "打开示例稿" }).first().click(), button("打开示例稿"));
      await picture("walkthrough");
      // A page beside the steps, in the language of the window; there is room for it in a wide one only.
      await bench.resize(1700, 900);
      const beside = bench.webview;
      await beside.getByText("示例稿是一篇虚构的区级报告").waitFor();
      assert.equal(await beside.getByText("invented", { exact: false }).count(), 0);
      await bench.resize(1280, 800);
      await button("打开示例稿").click();
      await bench.squiggles.first().waitFor({ state: "attached" });
      await until(page, () => step.filter({ hasText: "看问题，改一处" }).first().click(), button("看一处改正"));
      // Its menu is lost where newer actions are asked for meanwhile, as by the check of what was only just opened.
      await until(page, () => button("看一处改正").click(), bench.menu.filter({ hasText: "（三）" }).first(), { tries: 3, wait: 8000 });
      await picture("walkthrough-fix");
      await page.keyboard.press("Escape");
      await until(page, () => step.filter({ hasText: "把鼠标停在数字上" }).first().click(), button("看一处悬停"));
      await button("看一处悬停").click();
      await bench.hovers.filter({ hasText: "亿元" }).first().waitFor();
      await picture("walkthrough-hover", { still: true });
      assert.equal(await page.locator(".tabs-container .tab", { hasText: "示例稿" }).count(), 1, "the sample is open once");
    },
  },
  {
    name: "the walkthrough is walked with the keyboard alone, and its last step opens a draft of one's own",
    drafts: { "空.txt": "\n", "我的材料.txt": PLAIN },
    run: async ({ bench, page, folder, picture }) => {
      await bench.command("入门");
      await page.locator(".gettingStartedContainer .getting-started-step").first().waitFor();
      const step = async (title, button) => {
        // Arrow keys go from step to step, and Tab goes to the button of the one that is open. Which one that is at first
        // depends on what was done before.
        const opened = page.locator(".getting-started-step.expanded", { hasText: title });
        for (let key = 0; key < 12 && !(await opened.count()); key += 1) {
          await page.keyboard.press(key < 6 ? "ArrowUp" : "ArrowDown");
          await page.waitForTimeout(200);
        }
        await opened.waitFor();
        for (let key = 0; key < 40 && !(await page.locator(".monaco-button:focus", { hasText: button }).count()); key += 1) {
          await page.keyboard.press("Tab");
        }
        await page.locator(".monaco-button:focus", { hasText: button }).waitFor();
        await page.keyboard.press("Enter");
      };
      /** Back to the walkthrough: VS Code's own key for it leaves the focus in the draft, the command opens the next step. */
      const back = async () => {
        await page.keyboard.press("Escape");
        await bench.command("执笔: 入门");
      };
      await step("打开示例稿", "打开示例稿");
      await bench.squiggles.first().waitFor({ state: "attached" });
      const mending = async () => {
        await back();
        await step("看问题，改一处", "看一处改正");
      };
      await until(page, mending, bench.menu.filter({ hasText: "（三）" }).first(), { tries: 3, wait: 8000 });
      await page.keyboard.press("Enter");
      await eventually(bench.shows("（三）"), "the menu's first entry has mended it");
      await back();
      await step("把鼠标停在数字上", "看一处悬停");
      await bench.hovers.filter({ hasText: "亿元" }).first().waitFor();
      await back();
      await step("检查自己的文稿", "打开自己的文稿");
      await bench.input.waitFor();
      await picture("walkthrough-own");
      await bench.input.fill(path.join(folder, "我的材料.txt"));
      await until(page, () => page.keyboard.press("Enter"), page.locator('.tabs-container .tab.active[data-resource-name="我的材料.txt"]'));
      await bench.status.filter({ hasText: /[1-9]\d* 个问题/u }).waitFor();
    },
  },
  {
    name: "every sample draft opens and is analysed",
    drafts: Object.fromEntries(seeds.map((name) => [name.replace(".txt", "报告.txt"), readFileSync(path.join(SEEDS, name), "utf8")])),
    run: async ({ bench, picture }) => {
      for (const [index, name] of seeds.entries()) {
        await bench.open(name.replace(".txt", "报告.txt"));
        await bench.status.filter({ hasText: /\d+ 个问题 · [1-9]\d* 个指标/u }).waitFor();
        if (index === 2) await bench.view("Explorer: Focus on Outline View", bench.outline);
        await picture(`seed-${index + 1}`);
      }
    },
  },
  {
    name: "a draft in traditional script and Windows line ends is checked like any other",
    drafts: { "區報告.gwr": CLEAN.replace("（二）城乡更加宜居。", "（三）城鄉更加宜居。").replaceAll("\n", "\r\n") },
    run: async ({ bench, page, read }) => {
      await bench.open("區報告.gwr");
      await bench.fix("（三）", "（二）", bench.shows("（二）城鄉更加宜居"));
      await bench.save();
      await eventually(() => read("區報告.gwr").includes("（二）城鄉更加宜居。\r\n"), "the fix keeps the line end");
      assert.equal(await bench.squiggles.count(), 0);
      await page.locator("#status\\.editor\\.eol", { hasText: "CRLF" }).waitFor();
    },
  },
];
