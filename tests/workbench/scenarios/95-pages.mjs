// The terms of a draft, and text that is pasted from a page.
import { CLEAN } from "../lib/drafts.mjs";
import { eventually } from "../lib/page.mjs";

const row = (page, text) => page.locator('.pane-body [id^="list_id"], .pane-body .monaco-list-row').filter({ hasText: text });

/** Longer than a line of a page. */
const PARAGRAPH =
  "过去一年，我们坚持稳中求进工作总基调，统筹发展和安全，扎实推进产业升级、城乡融合和民生改善，各项事业取得新的进展，为今后发展打下了坚实基础。同时也看到，经济恢复的基础还不牢固，部分企业经营困难，需要在今后工作中认真解决。";

export default [
  {
    name: "the terms are listed, those without an explanation first, and a click goes to the place",
    drafts: {
      "县报告.txt": "云岭市青禾县政府工作报告\n一、过去一年工作回顾\n落实“三个一批”，推进“四链融合”。\n二、今年重点工作\n再抓“三个一批”，办好民生实事。\n名词解释\n1.“三个一批”：即甲。\n2.“海绵城市”：即乙。\n",
    },
    run: async ({ bench, page }) => {
      await bench.open("县报告.txt");
      await bench.view("显示名词清单", row(page, "四链融合"));
      const shown = page.locator('[id^="list_id"]').filter({ hasText: /没有解释|有解释|三个一批|四链融合|海绵城市/u });
      await eventually(async () => (await shown.count()) >= 6, "three groups with a term each");
      await row(page, "没有解释").first().waitFor();
      await row(page, "有解释，正文中已不出现").first().waitFor();
      await row(page, "三个一批").filter({ hasText: "2 次，第 3 行" }).first().waitFor();
      await row(page, "四链融合").first().click();
      await page.locator("#status\\.editor\\.selection", { hasText: "Ln 3" }).waitFor();
    },
  },
  {
    name: "text that was pasted with the lines of a page is joined when that is wanted",
    drafts: { "县报告.txt": CLEAN },
    run: async ({ bench, page }) => {
      await bench.open("县报告.txt");
      await bench.status.filter({ hasText: "个问题" }).waitFor();
      const whole = `${PARAGRAPH}\n`.repeat(3);
      const pasted = whole.replaceAll(/(.{24})(?!\n)/gu, "$1\n");
      await bench.click("（一）扩大有效投资");
      await page.keyboard.press("Home");
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.evaluate((text) => navigator.clipboard.writeText(text), pasted);
      await page.keyboard.press("Control+V");
      const toast = bench.notifications.filter({ hasText: "按版面宽度断了行" });
      await toast.first().locator(".monaco-button", { hasText: "连成段落" }).first().click();
      const text = async () => (await bench.visibleText()).replaceAll(/\s/gu, "");
      await eventually(async () => (await text()).includes(`${PARAGRAPH.repeat(3)}（一）扩大有效投资`), "the words are all there");
      const { length } = CLEAN.split("\n");
      await page.keyboard.press("Control+End");
      await page.locator("#status\\.editor\\.selection", { hasText: `Ln ${length + 3}` }).waitFor();
      await page.keyboard.press("Control+Z");
      await page.keyboard.press("Control+End");
      await page.locator("#status\\.editor\\.selection", { hasText: `Ln ${length + pasted.split("\n").length - 1}` }).waitFor();
    },
  },
];
