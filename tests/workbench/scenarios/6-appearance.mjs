// Pictures in the themes that people use; the draft stays readable in each.
import assert from "node:assert/strict";
import { REPORT } from "../lib/drafts.mjs";

export default [
  ["light", "Default Light Modern"],
  ["dark", "Default Dark Modern"],
  ["high-contrast", "Default High Contrast"],
].map(([name, theme]) => ({
  name: `ordinals, headings and figures are told apart in the ${name} theme`,
  drafts: { "县报告.txt": REPORT },
  settings: { "workbench.colorTheme": theme, "window.autoDetectHighContrast": false },
  run: async ({ bench, page, picture }) => {
    await bench.open("县报告.txt");
    await bench.squiggles.first().waitFor({ state: "attached" });
    await page.waitForTimeout(500);
    const colours = await page.evaluate(() => {
      const colour = (text) => {
        for (const span of document.querySelectorAll(".editor-instance .view-line span span")) {
          if (span.textContent.includes(text)) return getComputedStyle(span).color;
        }
        return undefined;
      };
      return { ordinal: colour("（二）"), figure: colour("186.4"), text: colour("各位代表") };
    });
    assert.notEqual(colours.ordinal, colours.text);
    assert.notEqual(colours.figure, colours.text);
    await picture(`theme-${name}`);
  },
}));
