// Across documents: another draft, the last commit, last year's report, the confirmed sheet.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { eventually } from "../lib/page.mjs";
import { gbk } from "../lib/drafts.mjs";

const DRAFT = `云岭市青禾县政府工作报告
一、2031年工作回顾
　　2031年，地区生产总值增长5.2%，城镇调查失业率5.1%。建成农村公路131公里。
二、2032年工作安排
　　主要预期目标是：地区生产总值增长6%以上。
`;
const BEFORE = DRAFT.replace("5.2%", "5.4%").replace("131公里", "130公里");
const LAST = `云岭市青禾县政府工作报告
一、2030年工作回顾
　　各项工作取得进展。
二、2031年工作安排
　　主要预期目标是：地区生产总值增长6%以上。新建口袋公园30个。
`;
const SHEET = "指标,时期,核定值,责任部门\n地区生产总值增长,2031年,5.3%,统计局\n";

const rows = (page) => page.locator('.pane-body [id^="list_id"], .pane-body .monaco-list-row');
const row = (page, ...words) => words.reduce((found, text) => found.filter({ hasText: text }), rows(page)).first();
const marks = (page) => page.locator(".editor-instance .glyph-margin-widgets .cgmr[class*='ced-'], .editor-instance .margin-view-overlays .cgmr[class*='ced-']");

async function chooseFile(bench, page, title, name) {
  await bench.command(title);
  await bench.input.waitFor();
  await bench.input.fill("");
  await bench.picks.filter({ hasText: name }).first().click();
  await bench.input.waitFor({ state: "detached" });
}

export default [
  {
    name: "the draft is compared with another one: rows of changes, both places side by side, marks beside the lines",
    drafts: { "稿.gwr": DRAFT, "上一稿.gwr": BEFORE },
    run: async ({ bench, page, picture }) => {
      await bench.open("稿.gwr");
      await bench.status.filter({ hasText: "个指标" }).waitFor();
      await chooseFile(bench, page, "与另一稿比较", "上一稿.gwr");
      await row(page, "地区生产总值", "5.4% → 5.2%").waitFor();
      await row(page, "农村公路", "130公里 → 131公里").waitFor();
      await eventually(async () => (await marks(page).count()) === 1, "one line is marked: both changes stand in it");
      const drawn = await marks(page).first().evaluate(async (mark) => {
        const image = new Image();
        image.src = /url\("?([^")]+)/u.exec(getComputedStyle(mark).backgroundImage)?.[1] ?? "";
        await image.decode();
        return image.width > 0;
      });
      assert.ok(drawn, "the mark's picture is in the package");
      await picture("across-changes");
      await row(page, "农村公路", "130公里 → 131公里").click();
      await eventually(async () => /130公里/u.test(await bench.visibleText()) && /131公里/u.test(await bench.visibleText()), "both drafts are shown");
    },
  },
  {
    name: "the draft is compared with its last commit",
    drafts: { "稿.gwr": BEFORE },
    run: async ({ bench, page, folder, write, picture }) => {
      const git = (...args) => execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: folder, env: { ...process.env, GIT_CONFIG_GLOBAL: "" } });
      git("init", "--quiet");
      git("add", "--all");
      git("commit", "--quiet", "--message", "一稿");
      write("稿.gwr", DRAFT);
      await bench.open("稿.gwr");
      await bench.status.filter({ hasText: "个指标" }).waitFor();
      await bench.command("与上次提交");
      await row(page, "地区生产总值", "5.4% → 5.2%").waitFor();
      await picture("across-commit");
    },
  },
  {
    name: "last year's targets and the confirmed sheet are named in zhibi.toml with consent, and shown in the view",
    drafts: { "稿.gwr": DRAFT, "去年.gwr": LAST, "核定表.csv": SHEET },
    run: async ({ bench, page, read, picture }) => {
      await bench.open("稿.gwr");
      await bench.status.filter({ hasText: "个指标" }).waitFor();
      for (const [title, name] of [["设定去年报告", "去年.gwr"], ["载入核定表", "核定表.csv"]]) {
        await chooseFile(bench, page, title, name);
        await page.locator(".monaco-dialog-box .monaco-button", { hasText: "写入" }).click();
        await eventually(() => read("zhibi.toml").includes(name), `${name} is named`);
        // The view comes to the front then.
        await row(page, "口袋公园", "—").waitFor();
      }
      await row(page, "地区生产总值", "未达到").or(row(page, "地区生产总值", "5.2% < 6%")).first().waitFor();
      await row(page, "口袋公园", "—").waitFor();
      await row(page, "5.3% → 5.2%", "核定表.csv").waitFor();
      await picture("across-targets");
      await bench.fix("5.2%", "5.3%", bench.shows("增长5.3%"));
      await row(page, "5.3% → 5.2%").waitFor({ state: "detached" });
      assert.ok(read("zhibi.toml").includes("last-year"));
    },
  },
  {
    name: "last year's report in another encoding is opened rightly, and its rows stay while one looks at it",
    drafts: { "稿.gwr": DRAFT, "去年.gwr": gbk(LAST), "zhibi.toml": "[companions]\nlast-year = \"去年.gwr\"\n" },
    run: async ({ bench, page, picture }) => {
      await bench.open("稿.gwr");
      await bench.status.filter({ hasText: "个指标" }).waitFor();
      await bench.view("Focus on 对照 View", row(page, "口袋公园", "—"));
      await row(page, "口袋公园", "—").click();
      await page.locator('.tabs-container .tab.active[data-resource-name="去年.gwr"]').waitFor();
      await eventually(bench.shows("新建口袋公园30个"), "the text is whole");
      // Longer than the view waits before it asks anew.
      await page.waitForTimeout(2500);
      assert.ok(await row(page, "口袋公园", "—").isVisible(), "the rows are those of the draft");
      assert.equal(await bench.notifications.filter({ hasText: "没有按原来的编码打开" }).count(), 0);
      await picture("across-gbk");
    },
  },
];
