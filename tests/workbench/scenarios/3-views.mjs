// The views 指标 and 问题概览, the status bar, export, and the rules' pages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { eventually, until } from "../lib/page.mjs";
import { REPORT } from "../lib/drafts.mjs";

const row = (page, text) => page.locator('.pane-body [id^="list_id"], .pane-body .monaco-list-row').filter({ hasText: text });

/** What is chosen in the list, how the file's name ends, and what must be in it. */
const EXPORTS = [
  ["CSV", "csv", (bytes) => {
    const text = bytes.toString("utf8");
    assert.ok(text.startsWith("\ufeff"), "a byte order mark for Excel");
    for (const figure of ["186.4亿元", "12.98亿元", "3968人"]) assert.ok(text.includes(figure), figure);
  }],
  ["Excel", "xlsx", (bytes) => assert.equal(bytes.subarray(0, 4).toString("latin1"), "PK\u0003\u0004", "a workbook is a zip file")],
  ["Markdown", "md", (bytes) => assert.match(bytes.toString("utf8"), /^\|.*186\.4亿元/mu)],
  ["JSON", "json", (bytes) => assert.equal(JSON.parse(bytes).find((figure) => figure.text === "186.4亿元").lower, "18640000000")],
];

export default [
  {
    name: "the ledger lists the figures, filters and groups them, and a click selects one in the draft",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, page, picture }) => {
      await bench.open("县报告.txt");
      await bench.view("显示指标台账", row(page, "186.4亿元"));
      // It opens on the targets.
      await row(page, /^目标/u).first().waitFor();
      await picture("ledger", { readme: ["editors/vscode/images/ledger.png"] });
      await row(page, "1200个").first().click();
      const selection = page.locator("#status\\.editor\\.selection");
      await selection.filter({ hasText: "5 selected" }).waitFor();
      await selection.filter({ hasText: "Ln 12" }).waitFor();
      await bench.command("筛选指标台账");
      await bench.input.fill("民生更加");
      await page.keyboard.press("Enter");
      await row(page, "3968人").first().waitFor();
      await row(page, "186.4亿元").first().waitFor({ state: "detached" });
      await bench.command("清除台账筛选");
      await row(page, "186.4亿元").first().waitFor();
      await bench.command("指标台账分组方式");
      await bench.pick("按章节");
      await row(page, "一、过去一年工作回顾").first().waitFor();
    },
  },
  {
    name: "the ledger is exported in every format, CSV and a workbook that Excel can open among them",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, folder, page }) => {
      await bench.open("县报告.txt");
      await bench.status.filter({ hasText: "个指标" }).waitFor();
      for (const [format, extension, check] of EXPORTS) {
        const name = `县报告-指标台账.${extension}`;
        await bench.command("导出指标台账");
        await bench.pick(format);
        await eventually(async () => (await bench.input.inputValue()).endsWith(name), "a name is proposed");
        await until(page, () => page.keyboard.press("Enter"), bench.notifications.filter({ hasText: name }).filter({ hasText: "已写出" }));
        check(readFileSync(path.join(folder, name)));
        await page.keyboard.press("Escape");
      }
    },
  },
  {
    name: "the problem overview groups by rule, and explains a rule",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, page, picture }) => {
      await bench.open("县报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.view("Focus on 问题概览 View", row(page, "序号跳号或倒序"));
      await picture("problems");
      await row(page, "第 8 行").first().click();
      await page.locator("#status\\.editor\\.selection", { hasText: "Ln 8" }).waitFor();
      await row(page, "序号跳号或倒序").first().hover();
      await row(page, "序号跳号或倒序").first().locator(".action-label.codicon-question").click();
      await page.locator(".tab", { hasText: "序号跳号或倒序" }).waitFor();
      const preview = bench.webview;
      await preview.locator("h1", { hasText: "序号跳号或倒序" }).waitFor();
    },
  },
  {
    name: "the status bar counts problems, figures and characters, and offers actions",
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, picture }) => {
      await bench.open("县报告.txt");
      await bench.status.filter({ hasText: /[1-9]\d* 个问题 · [1-9]\d* 个指标 · \d+ 字/u }).waitFor();
      await bench.status.click();
      await bench.picks.first().waitFor();
      await picture("actions");
      // The list is longer than what is shown of it.
      for (const action of ["一键改正", "导出指标台账", "重启语言服务"]) {
        await bench.input.fill(action);
        await bench.picks.filter({ hasText: action }).waitFor();
      }
      await bench.input.fill("");
      await bench.pick("显示大纲");
      await bench.outline.filter({ hasText: "一、过去一年工作回顾" }).first().waitFor();
    },
  },
];
