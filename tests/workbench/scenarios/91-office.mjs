// What an office expects beyond one draft: whole folders, one metric everywhere, a page to print, rules and names by choice.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { eventually, until } from "../lib/page.mjs";
import { docx } from "../lib/docx.mjs";
import { CLEAN, REPORT } from "../lib/drafts.mjs";

/** Paragraphs with one fault. */
const FAULTY = ["一、总体要求", "（一）抓投资。", "（三）抓消费。"];

const row = (page, text) => page.locator('.pane-body [id^="list_id"], .pane-body .monaco-list-row').filter({ hasText: text });

/** Agrees in a dialog that asks. */
const agree = (page, button) => page.locator(".monaco-dialog-box .monaco-button", { hasText: button }).click();

/** Takes back what a message has just told; messages go by themselves after a quarter of a minute. */
const takeBack = (bench, words) => bench.notifications.filter({ hasText: words }).first().locator(".monaco-button", { hasText: "撤消" }).click();

/** A draft with a superfluous word in a name and in a sentence. */
const SURPLUS = REPORT.replace("二、今年重点工作", "（五）实施“超过50家以上”行动。\n二、今年重点工作");
const WORDS = "words = [\"“超过50家以上”\"]\n";

export default [
  {
    name: "a name is added to the folder's list from the light bulb, whose menu is short",
    drafts: { "县报告.txt": SURPLUS },
    run: async ({ bench, page, read, folder, picture }) => {
      await bench.open("县报告.txt");
      await bench.view("Problems: Focus on Problems View", bench.problems.filter({ hasText: "界限词重复" }));
      const named = bench.problems.filter({ hasText: "Ln 9" });
      await named.waitFor();
      await bench.fix("超过50家", "加入专名词表", bench.input);
      await eventually(async () => (await bench.input.inputValue()) === "“超过50家以上”", "the whole name is proposed");
      await page.keyboard.press("Enter");
      await bench.pick("在这个文件夹");
      await agree(page, "写入");
      await eventually(() => existsSync(path.join(folder, "zhibi.toml")) && read("zhibi.toml").includes("words = [\"“超过50家以上”\"]"), "the name is in zhibi.toml");
      await named.waitFor({ state: "detached" });
      await bench.click("超过8000人");
      const entry = bench.menu.filter({ hasText: "以后不查这条规则" }).first();
      await until(page, () => page.keyboard.press("Control+."), entry);
      assert.ok((await bench.menu.filter({ has: page.locator(".codicon") }).count()) <= 6, "at most six entries");
      await picture("fix-menu");
    },
  },
  {
    name: "a rule is turned off for the folder from the light bulb, and taken back at once or later from the list",
    drafts: { "县报告.txt": SURPLUS, "zhibi.toml": WORDS },
    run: async ({ bench, page, read }) => {
      await bench.open("县报告.txt");
      const problem = bench.problems.filter({ hasText: "界限词重复" });
      await bench.view("Problems: Focus on Problems View", problem);
      const turnOff = async () => {
        await bench.fix("超过8000人", "以后不查这条规则", bench.input);
        await bench.pick("在这个文件夹");
        await agree(page, "写入");
        await eventually(() => read("zhibi.toml").includes("comparator-redundant = \"off\""), "the rule is off in zhibi.toml");
        await problem.waitFor({ state: "detached" });
      };
      await turnOff();
      await takeBack(bench, "在这个文件夹不再检查");
      await problem.waitFor();
      assert.equal(read("zhibi.toml"), WORDS, "zhibi.toml is as it was");
      await turnOff();
      await bench.command("执笔: 恢复已忽略的问题");
      await bench.picks.filter({ hasText: "界限词重复" }).filter({ hasText: "在这个文件夹" }).click();
      await page.keyboard.press("Enter");
      await agree(page, "写入");
      await problem.waitFor();
      assert.ok(!read("zhibi.toml").includes("comparator-redundant") && read("zhibi.toml").includes("words"), "the name is still there");
    },
  },
  {
    name: "a rule is turned off for the user from the light bulb, and taken back at once",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, settingsFile }) => {
      await bench.open("县报告.txt");
      const problem = bench.problems.filter({ hasText: "序号跳号或倒序" });
      await bench.view("Problems: Focus on Problems View", problem);
      await bench.fix("（四）民生", "以后不查这条规则", bench.input);
      await bench.pick("在我的设置");
      await eventually(() => JSON.parse(readFileSync(settingsFile, "utf8"))["zhibi.checkFor.ordinals"]?.["ordinal-gap"] === false, "its box is unticked in the settings");
      await problem.waitFor({ state: "detached" });
      await takeBack(bench, "设置里这一项已取消勾选");
      await problem.waitFor();
    },
  },
  {
    name: "rules are boxes in the settings, found by their Chinese words",
    drafts: { "区报告.txt": CLEAN.replace("（一）产业更加兴旺。", "（一）产业更加兴旺,持续向好。") },
    run: async ({ bench, page, settingsFile, picture }) => {
      await bench.open("区报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.command("执笔: 打开设置");
      const search = page.locator(".settings-editor .suggest-input-container .view-line, .settings-editor .settings-header .monaco-editor .view-line").first();
      await search.waitFor();
      await search.click();
      await page.keyboard.press("Control+End");
      await page.keyboard.insertText(" 半角");
      await page.locator(".settings-editor", { hasText: /2 Settings Found/u }).waitFor();
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText("@ext:zhibi.zhibi 半角标点");
      const box = page.locator(".settings-editor .setting-item-contents", { hasText: "半角标点" }).locator("[role=checkbox]").first();
      await page.locator(".settings-editor", { hasText: /1 Setting Found/u }).waitFor();
      await picture("settings");
      await box.click();
      await eventually(() => JSON.parse(readFileSync(settingsFile, "utf8"))["zhibi.checkFor.punctuation"]?.["halfwidth-punctuation"] === false, "the box is written");
      await page.keyboard.press("Escape");
      await bench.status.filter({ hasText: "0 个问题" }).waitFor();
    },
  },
  {
    name: "after an item is deleted the numbers are put in order when asked, and always where that is set",
    drafts: { "区报告.txt": CLEAN.replace("（二）办好民生实事。\n", "（二）办好民生实事。\n（三）守牢安全底线。\n（四）抓好生态保护。\n") },
    run: async ({ bench, page, changeSettings, settingsFile, picture }) => {
      await bench.open("区报告.txt");
      await bench.status.filter({ hasText: "0 个问题" }).waitFor();
      const deleteLine = async (text) => {
        await bench.click(text);
        await page.keyboard.press("Control+Shift+K");
      };
      await deleteLine("（二）办好民生实事");
      const toast = bench.notifications.filter({ hasText: "后面的编号接不上了" });
      await toast.first().waitFor();
      await picture("renumber-offer");
      await toast.first().locator(".monaco-button", { hasText: /^重新编号$/u }).click();
      await eventually(async () => /（二）守牢安全底线。\n（三）抓好生态保护/u.test(await bench.visibleText()), "the items after it count on");
      await page.waitForTimeout(1500);
      assert.equal(await toast.count(), 0, "its own change is no reason to ask");
      const undone = async (pattern, what) => {
        await page.keyboard.press("Control+Z");
        await eventually(async () => pattern.test(await bench.visibleText()), what);
        await page.keyboard.press("Control+Y");
      };
      await undone(/（二）办好民生实事。\n（三）守牢安全底线。\n（四）抓好生态保护/u, "one step takes back the deletion and the numbers");
      await eventually(async () => /（一）扩大有效投资。?\n（二）守牢安全底线。\n（三）抓好生态保护/u.test(await bench.visibleText()), "and one step makes both again");
      await page.waitForTimeout(1500);
      assert.equal(await toast.count(), 0, "neither is a reason to ask");
      await deleteLine("（一）扩大有效投资");
      await toast.first().locator(".monaco-button", { hasText: "以后都自动重新编号" }).click();
      await eventually(() => JSON.parse(readFileSync(settingsFile, "utf8"))["zhibi.renumberOnEdit"] === "always", "the choice is in the settings");
      await eventually(async () => /二、工作安排\n（一）守牢安全底线。\n（二）抓好生态保护/u.test(await bench.visibleText()), "they count on when it is chosen for good");
      await page.waitForTimeout(1500);
      await bench.click("（一）守牢安全底线");
      await page.keyboard.press("End");
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.evaluate(() => navigator.clipboard.writeText("\n（一）扩大有效投资。\n（二）稳住外贸外资。"));
      await page.keyboard.press("Control+V");
      await eventually(
        async () => /（一）守牢安全底线。\n\s*（二）扩大有效投资。\n\s*（三）稳住外贸外资。\n（四）抓好生态保护/u.test(await bench.visibleText()),
        "pasted items and those after them count on",
      );
      await undone(/二、工作安排\n（一）守牢安全底线。\n（二）抓好生态保护/u, "one step takes back what was pasted and the numbers");
      await eventually(bench.shows("（四）抓好生态保护"), "and one step makes both again");
      await changeSettings({ "zhibi.renumberOnEdit": "never" });
      await deleteLine("（二）扩大有效投资");
      await page.waitForTimeout(1500);
      assert.ok((await bench.visibleText()).includes("（三）稳住外贸外资"), "nothing happens where nobody wants it");
      assert.equal(await toast.count(), 0);
    },
  },
  {
    name: "the folder is checked with one command, each draft counted once",
    drafts: { "县报告.txt": REPORT, "乡/乡报告.txt": CLEAN.replace("（二）城乡", "（三）城乡"), "乡/村报告.md": `# 村报告\n\n${CLEAN}`, "乡/购物.txt": "牛奶\n", "县报告.docx": docx(FAULTY), "街道.docx": docx(FAULTY), "街道-批注.docx": docx(FAULTY) },
    run: async ({ bench, picture }) => {
      // What was looked at one by one is not listed beside what is counted now.
      await bench.chooseFor("县报告.docx", "用执笔检查");
      await bench.problems.filter({ hasText: "县报告.docx" }).first().waitFor();
      await bench.open("县报告.txt");
      const problems = async () => Number(/(\d+) 个问题/u.exec(await bench.status.innerText())?.[1]);
      await eventually(async () => (await problems()) > 0, "the open draft is checked");
      const own = await problems();
      await bench.command("执笔: 检查文件夹");
      const told = bench.notifications.filter({ hasText: "检查了 5 个文件" });
      await told.first().waitFor();
      assert.match(await told.first().innerText(), new RegExp(`其中 3 个有问题，共 ${own + 2} 个问题`, "u"));
      await bench.problems.filter({ hasText: "乡报告.txt" }).first().waitFor();
      assert.equal(await bench.problems.filter({ hasText: "县报告.docx" }).count(), 0);
      await picture("folder-check");
      await bench.problems.filter({ hasText: "序号跳号或倒序" }).first().dblclick();
      await bench.page.locator('.tabs-container .tab.active[data-resource-name="乡报告.txt"]').waitFor();
      await bench.status.filter({ hasText: "1 个问题" }).waitFor();
      const rows = bench.page.locator('.markers-panel-container .monaco-list-row[aria-level="2"]');
      await eventually(async () => (await rows.count()) === own + 2, "what is open is not listed twice");
      // The editor keeps what was closed a while: it is counted as before.
      await bench.command("View: Close All Editors");
      await bench.page.locator('.tabs-container .tab[data-resource-name="乡报告.txt"]').waitFor({ state: "detached" });
      await bench.command("执笔: 检查文件夹");
      await eventually(async () => (await told.count()) > 1 || (await rows.count()) === own + 2, "checked again");
      await bench.problems.filter({ hasText: "乡报告.txt" }).first().waitFor();
      await eventually(async () => (await rows.count()) === own + 2, "and listed as before");
    },
  },
  {
    name: "a metric is found in all drafts of the folder, and figures by words",
    drafts: { "县报告.txt": REPORT, "去年/报告.txt": "县工作报告\n一、工作安排\n　　地区生产总值增长7%左右，新增学位800个。\n", "乡/材料.txt": "一、情况\n　　全乡森林覆盖率达到40%。\n" },
    run: async ({ bench, page, picture }) => {
      await bench.open("县报告.txt");
      await bench.status.filter({ hasText: "个指标" }).waitFor();
      await bench.click("186.4");
      await bench.command("在全部文稿里查找同一指标");
      const found = (text) => row(page, text).first();
      await found("≈7%").waitFor();
      await found("186.4亿元").waitFor();
      await picture("found");
      await found("≈7%").click();
      await page.locator("#status\\.editor\\.selection", { hasText: "Ln 3" }).waitFor();
      await bench.command("在全部文稿里查找数字");
      await bench.input.fill("覆盖率");
      await page.keyboard.press("Enter");
      await found("40%").waitFor();
      await found("43.3%").waitFor();
      await found("6.2%").waitFor({ state: "detached" });
    },
  },
  {
    name: "a check report is one page that needs nothing else",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, page, folder, shot }) => {
      await bench.open("县报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.command("执笔: 打印检查报告");
      await eventually(async () => (await bench.input.inputValue()).endsWith("县报告-检查报告.html"), "a name is proposed");
      await until(page, () => page.keyboard.press("Enter"), bench.notifications.filter({ hasText: "县报告-检查报告.html" }).filter({ hasText: "已写出" }));
      const file = path.join(folder, "县报告-检查报告.html");
      const html = readFileSync(file, "utf8");
      for (const part of ["【（四）】民生更加殷实", "<h2>大纲</h2>", "<h2>指标台账</h2>", "186.4亿元"]) assert.ok(html.includes(part), part);
      assert.ok(!/<script|https?:|src=/u.test(html), "no script and no address");
      const printed = await page.context().newPage();
      try {
        await printed.goto(`file://${file}`);
        assert.ok((await printed.locator("table").count()) >= 3);
        await shot(printed, "check-report");
      } finally {
        await printed.close();
      }
    },
  },
  {
    name: "the problem overview shows some kinds only, and says so",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, page, picture }) => {
      await bench.open("县报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.view("Focus on 问题概览 View", row(page, "序号跳号或倒序"));
      await bench.command("执笔: 只看某类问题");
      await bench.picks.first().waitFor();
      await page.locator(".quick-input-widget:visible .quick-input-header [role=checkbox]").first().click();
      await bench.picks.filter({ hasText: "序号" }).first().locator("[role=checkbox], .monaco-checkbox").first().click();
      await picture("problem-groups");
      await page.locator(".quick-input-widget:visible .quick-input-action .monaco-button", { hasText: "OK" }).click();
      await row(page, "界限词重复").first().waitFor({ state: "detached" });
      await row(page, "序号跳号或倒序").first().waitFor();
      await page.locator(".pane-header", { hasText: "问题概览" }).filter({ hasText: /1\/\d+ 序号/u }).waitFor();
      await bench.command("执笔: 显示全部问题");
      await row(page, "界限词重复").first().waitFor();
    },
  },
];
