// How long a person waits in the real workbench, with a draft of 13,000 characters: from the last key of a fault to its squiggle,
// from a key to the character on the screen, from the mouse to the hover. Measured on request, never a test.
//
//   node budgets.mjs --vsix FILE [--rounds N]
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { makeProfile, startWorkbench } from "./lib/codeServer.mjs";
import { ensureChromium, ensurePlaywright, ensureWorkbench, fontsOf } from "./lib/install.mjs";
import { CHROMIUM_FLAGS, Workbench, until } from "./lib/page.mjs";
import { ROOT, TARGET } from "./lib/paths.mjs";

const { values: options } = parseArgs({ options: { vsix: { type: "string" }, rounds: { type: "string", default: "12" } } });
if (!options.vsix) throw new Error("--vsix is missing");
const HOVER_DELAY = 100;

const seed = (name) => readFileSync(path.join(ROOT, "seeds", name), "utf8");
const draft = seed("3-whole-report-traditional.txt") + seed("1-excerpt-city-building.txt");
const state = path.join(TARGET, "workbench-budgets");
rmSync(state, { recursive: true, force: true });
const folder = path.join(state, "文稿");
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, "报告.gwr"), draft);

const workbench = await ensureWorkbench();
const profile = makeProfile(workbench, path.join(state, "profile"), {
  vsix: path.resolve(options.vsix),
  chinese: true,
  settings: { "files.autoSave": "off", "editor.hover.delay": HOVER_DELAY },
});
const server = await startWorkbench(workbench, profile);
const { chromium } = await ensurePlaywright();
const browser = await chromium.launch({ executablePath: await ensureChromium(), headless: true, args: CHROMIUM_FLAGS, env: fontsOf(state) });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
try {
  const bench = new Workbench(page);
  await bench.goto(server.page(folder));
  await bench.open("报告.gwr");
  await bench.status.filter({ hasText: "个指标" }).waitFor();
  // Paragraphs spread over the draft.
  const lines = draft.split("\n").flatMap((text, index) => (text.length > 60 ? [index + 1] : []));
  const rounds = Math.min(Number(options.rounds), lines.length);
  const waits = { squiggle: [], character: [], hover: [] };
  for (let round = 0; round < rounds; round += 1) {
    await page.keyboard.press("Control+G");
    await bench.input.fill(`:${lines[Math.floor((round * lines.length) / rounds)]}`);
    await page.keyboard.press("Enter");
    await page.keyboard.press("End");
    waits.character.push(await timed(page, () => page.keyboard.insertText("甲"), (mark) => document.querySelector(".editor-instance .view-lines").textContent.includes(mark), `甲`));
    await page.keyboard.press("Backspace");
    await page.keyboard.insertText(`完成投资${11 + round}.57亿元，新建项目超过`);
    await page.waitForTimeout(600);
    const before = await bench.squiggles.count();
    waits.squiggle.push(await timed(page, () => page.keyboard.insertText(`${101 + round}个以上。`), (count) => document.querySelectorAll(".monaco-editor [class*=squiggly-]").length > count, before));
    const { x, y, width, height } = await bench.find(`${11 + round}.57`);
    await page.mouse.move(5, 795);
    await page.waitForTimeout(300);
    const at = [x + width / 2, y + height / 2];
    const hover = bench.hovers.filter({ hasText: /完成投资|数值/u }).first();
    let moved = 0;
    // The workbench drops a hover now and then; what was waited for in vain is not counted.
    await until(page, async () => {
      await page.mouse.move(5, 795);
      moved = performance.now();
      await page.mouse.move(...at, { steps: 3 });
    }, hover, { wait: 4000 });
    waits.hover.push(performance.now() - moved);
    await page.mouse.move(5, 795);
    await page.keyboard.press("Escape");
  }
  console.log(`${[...draft].length} characters, ${rounds} rounds, milliseconds; the hover with the editor's own delay of ${HOVER_DELAY}`);
  for (const [what, all] of Object.entries(waits)) {
    const sorted = all.sort((a, b) => a - b);
    console.log(`${what}: median ${Math.round(sorted[Math.floor(sorted.length / 2)])}, slowest ${Math.round(sorted.at(-1))}`);
  }
} catch (error) {
  const picture = path.join(state, "failed.png");
  await page.screenshot({ path: picture });
  console.log(`picture: ${picture}`);
  throw error;
} finally {
  await browser.close();
  await server.stop();
}
process.exit(0);

/** Milliseconds from before a gesture until a condition in the page holds, looked at with each picture that is drawn. */
async function timed(page, gesture, condition, argument) {
  await page.evaluate(
    ([source, value]) => {
      const holds = new Function(`return (${source})`)();
      window.started = performance.now();
      window.waited = new Promise((resolve, reject) => {
        const look = () => (holds(value) ? resolve(performance.now() - window.started) : requestAnimationFrame(look));
        requestAnimationFrame(look);
        setTimeout(() => reject(new Error("nothing came within 20 s")), 20_000);
      });
    },
    [String(condition), argument],
  );
  await gesture();
  return await page.evaluate(() => window.waited);
}
