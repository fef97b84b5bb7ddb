// Colours and pictures in the themes that people use; the draft stays readable in each.
import assert from "node:assert/strict";
import { eventually, until } from "../lib/page.mjs";
import { REPORT } from "../lib/drafts.mjs";

/** How the list of themes calls it, the end of the workbench's class for it, and the name of its picture, if one is taken. */
const THEMES = [
  ["Light Modern", "light_modern-json", "light"],
  ["Dark Modern", "dark_modern-json", "dark"],
  ["Dark High Contrast", "hc_black-json", "high-contrast"],
  ["Light High Contrast", "hc_light-json", "high-contrast-light"],
  ["Light (Visual Studio)", "light_vs-json"],
  ["Dark (Visual Studio)", "dark_vs-json"],
  ["Abyss", "abyss-color-theme-json"],
  ["Kimbie Dark", "kimbie-dark-color-theme-json"],
  ["Monokai", "monokai-color-theme-json"],
  ["Quiet Light", "quietlight-color-theme-json"],
  ["Red", "red-color-theme-json"],
  ["Solarized Dark", "solarized-dark-color-theme-json"],
  ["Solarized Light", "solarized-light-color-theme-json"],
  ["Tomorrow Night Blue", "tomorrow-night-blue-color-theme-json"],
];

/** Colours of an ordinal, of figures that were achieved and that are aimed at, of a date, of a unit, and of plain text. */
const colours = (page) =>
  page.evaluate(() => {
    const colour = (text) => {
      for (const span of document.querySelectorAll(".editor-instance .view-line span span")) {
        if (span.textContent.includes(text)) return getComputedStyle(span).color;
      }
      return undefined;
    };
    return { ordinal: colour("（二）"), achieved: colour("186.4"), unit: colour("元"), target: colour("1200"), date: colour("2031"), text: colour("各位代表") };
  });

export default [
  {
    name: "ordinals, figures, targets and dates are told apart in the themes that come with VS Code",
    drafts: { "县报告.txt": REPORT.replace("全县地区", "2031年，全县地区").replace("增长6.2%", "增长8.2%") },
    settings: { "window.autoDetectHighContrast": false },
    run: async ({ bench, page, picture }) => {
      await bench.open("县报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      const chooseTheme = async () => {
        for (const key of ["Control+K", "Control+T"]) await page.keyboard.press(key);
      };
      for (const [theme, kind, name] of THEMES) {
        await until(page, chooseTheme, bench.picks.first());
        await bench.pick(theme);
        await page.locator(`.monaco-workbench[class*="${kind}" i]`).waitFor();
        const told = await eventually(async () => {
          const { ordinal, achieved, unit, target, date, text } = await colours(page);
          const apart = new Set([achieved, target, date, text]).size === 4 && ordinal !== text && ordinal !== achieved;
          return apart && unit === achieved ? true : Promise.reject(new Error(JSON.stringify({ ordinal, achieved, unit, target, date, text })));
        }, `colours in ${theme}`, 5000);
        assert.ok(told);
        if (name !== undefined) await picture(`theme-${name}`);
      }
    },
  },
];
