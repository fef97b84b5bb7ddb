// Pictures in the themes that people use; the draft stays readable in each.
import assert from "node:assert/strict";
import { until } from "../lib/page.mjs";
import { REPORT } from "../lib/drafts.mjs";

/** How the picture is called, how the list of themes calls it, and the workbench's class for it. */
const THEMES = [
  ["light", "Light Modern", "vs"],
  ["dark", "Dark Modern", "vs-dark"],
  ["high-contrast", "Dark High Contrast", "hc-black"],
];

/** Colours of an ordinal, a figure and plain text. */
const colours = (page) =>
  page.evaluate(() => {
    const colour = (text) => {
      for (const span of document.querySelectorAll(".editor-instance .view-line span span")) {
        if (span.textContent.includes(text)) return getComputedStyle(span).color;
      }
      return undefined;
    };
    return { ordinal: colour("（二）"), figure: colour("186.4"), text: colour("各位代表") };
  });

export default [
  {
    name: "ordinals, headings and figures are told apart in a light, a dark and a high-contrast theme",
    drafts: { "县报告.txt": REPORT },
    settings: { "window.autoDetectHighContrast": false },
    run: async ({ bench, page, picture }) => {
      await bench.open("县报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      for (const [name, theme, kind] of THEMES) {
        const chooseTheme = async () => {
          for (const key of ["Control+K", "Control+T"]) await page.keyboard.press(key);
        };
        await until(page, chooseTheme, bench.picks.first());
        await bench.pick(theme);
        await page.locator(`.monaco-workbench.${kind}`).waitFor();
        await page.waitForTimeout(500);
        const { ordinal, figure, text } = await colours(page);
        assert.notEqual(ordinal, text, `ordinals in the ${name} theme`);
        assert.notEqual(figure, text, `figures in the ${name} theme`);
        await picture(`theme-${name}`);
      }
    },
  },
];
