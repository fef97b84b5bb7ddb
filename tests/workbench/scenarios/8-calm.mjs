// What changes while one writes, and what must not: nothing blinks, nothing is counted twice, nothing lingers.
import assert from "node:assert/strict";
import { eventually } from "../lib/page.mjs";
import { CLEAN, REPORT } from "../lib/drafts.mjs";

/** A page of clean text, paragraph by paragraph. */
const PARAGRAPHS = [
  "（三）深化重点领域改革。持续推进“放管服”改革，压减审批时限三成以上，办件满意率达到98.6%；健全“一窗受理”机制，新增线上服务事项126项，让企业和群众少跑腿、办成事。实施“千企升级”计划，支持中小企业走专业化道路，新认定省级企业技术中心5家。",
  "（四）持续改善生态环境。空气质量优良天数比率达到91.2%，完成造林3.5万亩，治理水土流失面积42平方公里；全面落实河湖长制，建成“美丽河湖”8条，农村生活污水治理率提高到56%。加快绿色低碳转型，单位生产总值能耗下降2.4%。",
  "（五）守牢安全发展底线。扎实开展安全生产专项整治，排查整改隐患1360处，事故起数下降12.5%；加强食品药品监管，抽检合格率保持在98%以上；防范化解金融风险，坚决守住不发生系统性风险的底线。完善基层治理网格312个，调解矛盾纠纷2480件。",
  "（六）加强政府自身建设。办理人大代表建议86件、政协提案112件，办复率均为100%；严格执行中央八项规定精神，“三公”经费下降8.3%，把更多资金用到发展紧要处、民生急需上。",
  "（七）提升公共服务水平。新建改建学校6所，新增学位3200个，义务教育优质均衡发展取得实效；建成县域医共体2个，基层诊疗量占比达到65%。健全养老服务体系，新增普惠托位280个。",
];

/** Notes every squiggle of a fault that shows, however briefly, and every Latin letter in the outline. */
async function watch(page) {
  await page.evaluate(() => {
    window.seen = [];
    const look = () => {
      for (const mark of document.querySelectorAll(".monaco-editor .squiggly-error, .monaco-editor .squiggly-warning")) window.seen.push(mark.className);
      for (const row of document.querySelectorAll(".outline-pane .monaco-list-row .label-name")) {
        if (/[a-z]/u.test(row.textContent)) window.seen.push(row.textContent);
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"], characterData: true });
  });
}

/** Composes a text as an input method does: letters behind the text, with blanks and tone digits, then the word in their place. */
async function compose(devtools, text) {
  const letters = ["zh", "gai", "ji z", "fa3", "qi'ye", "sh4"];
  let count = 0;
  for (const [word] of text.matchAll(/\p{Script=Han}{1,4}|[^\p{Script=Han}]/gu)) {
    if (/\p{Script=Han}/u.test(word)) {
      const typed = letters[count % letters.length];
      count += 1;
      for (let end = 1; end <= typed.length; end += 1) {
        const part = typed.slice(0, end);
        await devtools.send("Input.imeSetComposition", { text: part, selectionStart: part.length, selectionEnd: part.length });
      }
    }
    await devtools.send("Input.insertText", { text: word });
  }
}

/** How many problems each place tells: the panel, the status bar. */
async function counts(bench) {
  const status = /(\d+) 个问题/u.exec(await bench.status.innerText())?.[1];
  // Below the file, and above the places that prove them.
  const rows = bench.page.locator('.markers-panel-container .monaco-list-row[aria-level="2"]');
  return { panel: await rows.count(), status: Number(status) };
}

async function countIs(bench, wanted) {
  await eventually(async () => {
    const { panel, status } = await counts(bench);
    // Without a problem the panel shows a row that says so, or none.
    return status === wanted && (wanted === 0 || panel === wanted) ? true : Promise.reject(new Error(`panel ${panel}, status ${status}`));
  }, `${wanted} problems everywhere`);
}

export default [
  {
    name: "five hundred composed characters of clean text show no squiggle and no letter in the outline",
    drafts: { "区报告.txt": CLEAN },
    run: async ({ bench, page }) => {
      await bench.open("区报告.txt");
      await bench.status.filter({ hasText: "0 个问题" }).waitFor();
      await bench.view("Explorer: Focus on Outline View", bench.outline);
      await bench.click("（二）办好民生实事");
      await page.keyboard.press("Control+End");
      assert.ok(PARAGRAPHS.join("").length >= 500);
      await watch(page);
      const devtools = await page.context().newCDPSession(page);
      for (const paragraph of PARAGRAPHS) {
        await compose(devtools, paragraph);
        await page.keyboard.press("Enter");
      }
      await bench.status.filter({ hasText: "0 个问题" }).waitFor();
      assert.ok((await bench.visibleText()).includes("（七）提升公共服务水平"));
      assert.deepEqual(await page.evaluate(() => window.seen), []);
    },
  },
  {
    name: "what waits for the end of a sentence is told in the tooltip, and comes when its paragraph is left",
    drafts: { "区报告.txt": CLEAN },
    run: async ({ bench, page }) => {
      await bench.open("区报告.txt");
      await bench.status.filter({ hasText: "0 个问题" }).waitFor();
      await page.keyboard.press("Control+End");
      await page.keyboard.insertText("深入实施“三个一批活动");
      await eventually(async () => (await bench.status.getAttribute("aria-label"))?.includes("还有 1 处待写完后再看"), "the tooltip tells what waits");
      assert.equal(await bench.squiggles.count(), 0);
      await bench.click("一、工作回顾");
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.status.filter({ hasText: "1 个问题" }).waitFor();
    },
  },
  {
    name: "problems are counted once: after an ignored place, a setting and zhibi.toml, in two windows",
    drafts: { "县报告.txt": REPORT, "旁注.txt": "随记\n" },
    run: async ({ bench, page, changeSettings, write, url, folder }) => {
      await bench.open("县报告.txt");
      await bench.status.filter({ hasText: /[1-9]\d* 个问题/u }).waitFor();
      await bench.view("Problems: Focus on Problems View", bench.problems);
      const all = (await counts(bench)).status;
      await countIs(bench, all);
      const other = await page.context().newPage();
      try {
        const second = new bench.constructor(other);
        await second.goto(url(folder));
        await second.open("县报告.txt");
        await second.view("Problems: Focus on Problems View", second.problems);
        await countIs(second, all);
        await page.bringToFront();
        await bench.fix("（四）民生", "在此忽略", bench.notifications.filter({ hasText: "此处不再提示" }));
        await countIs(bench, all - 1);
        // The offer to take it back would take the key that closes the settings.
        await page.keyboard.press("Escape");
        await bench.notifications.filter({ hasText: "此处不再提示" }).first().waitFor({ state: "detached" });
        await other.bringToFront();
        // As soon as one comes back to the draft, whatever the file watcher tells.
        await second.open("旁注.txt");
        await second.open("县报告.txt");
        await countIs(second, all - 1);
      } finally {
        await other.close();
      }
      await page.bringToFront();
      // The settings were in front: the draft again.
      const set = async (settings) => {
        await changeSettings(settings);
        await bench.click("二、今年重点");
      };
      await set({ "zhibi.rules": { "comparator-redundant": "off" } });
      await countIs(bench, all - 2);
      await set({});
      await countIs(bench, all - 1);
      write("zhibi.toml", "[rules]\ncomparator-redundant = 'off'\n");
      // Another program wrote it, and the workbench's file watcher misses some new files: seen at the latest when one comes back.
      await bench.open("旁注.txt");
      await bench.open("县报告.txt");
      await countIs(bench, all - 2);
      await bench.click("（一）产业");
      await page.keyboard.press("End");
      await page.keyboard.insertText("民生改善。");
      await bench.save();
      await countIs(bench, all - 2);
    },
  },
];
