// The package as a whole: its page in the editor, its English side.
import assert from "node:assert/strict";
import { eventually } from "../lib/page.mjs";
import { REPORT } from "../lib/drafts.mjs";

const HAN = /\p{Script=Han}/u;

export default [
  {
    name: "the extension's page shows its text, with no picture that can't be had offline",
    drafts: { "空.txt": "\n" },
    run: async ({ bench, page, picture }) => {
      const entry = page.locator(".extensions-viewlet .extension-list-item", { hasText: "执笔 Zhibi" }).first();
      await bench.view("Extensions: Focus on Extensions View", entry);
      await entry.click();
      const readme = bench.webview;
      await readme.locator("h1", { hasText: "在 VS Code 里写报告" }).waitFor();
      await readme.locator("td", { hasText: "zhibi.check.run" }).first().waitFor();
      const broken = await readme.locator("img").evaluateAll((images) => images.filter((image) => image.naturalWidth === 0).length);
      assert.equal(broken, 0, "broken pictures");
      await picture("extension-page");
    },
  },
  {
    name: "in an English window commands, views, problems and hovers are English",
    english: true,
    drafts: { "县报告.txt": REPORT },
    run: async ({ bench, page, picture }) => {
      await bench.open("县报告.txt");
      await bench.status.filter({ hasText: /^\s*\d+ problems · \d+ figures · [\d,]+ words\s*$/u }).waitFor();
      await bench.view("Problems: Focus on Problems View", bench.problems.filter({ hasText: "expected “（三）” here" }));
      await page.keyboard.press("F1");
      await bench.input.fill(">Zhibi");
      const titles = await eventually(async () => {
        const found = (await bench.picks.allInnerTexts()).filter((title) => title.startsWith("Zhibi:"));
        return found.length >= 5 ? found : false;
      }, "the commands are listed");
      for (const title of titles) assert.doesNotMatch(title, HAN);
      await page.keyboard.press("Escape");
      // Its row in Problems says so, too, behind what it says of the draft.
      const overview = page.locator(".pane-body .monaco-list-row", { hasText: /^\s*A number is skipped or out of order/u });
      await bench.view("Focus on Problem Overview View", overview);
      assert.doesNotMatch(await overview.first().innerText(), HAN);
      const hover = await bench.hover("198.4%", "2000");
      // Joiners keep a label in one piece.
      const told = (await hover.innerText()).replaceAll("\u2060", "");
      assert.match(told, /Same\smetric[^]*line 8[^]*achieved/u);
      await picture("english", { still: true });
    },
  },
];
