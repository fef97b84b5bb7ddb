// Real-editor tests: the packaged extension, installed in the real VS Code workbench, driven through a browser.
//
//   node run.mjs [--vsix FILE] [--only PART-OF-NAME]... [--pictures]
//
// Scenarios are independent: each has its own folder of drafts, its own settings and its own window. Pictures go to
// target/pictures; --pictures also renews those that the READMEs show. The last line is "N passed, N failed".
import { mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { QUIET, makeProfile, startWorkbench } from "./lib/codeServer.mjs";
import { ensureChromium, ensurePlaywright, ensureWorkbench, fontsOf } from "./lib/install.mjs";
import { CHROMIUM_FLAGS, Workbench, eventually } from "./lib/page.mjs";
import { PICTURES, ROOT, TARGET, TESTS } from "./lib/paths.mjs";
import { run } from "./lib/shell.mjs";

const { values: options } = parseArgs({
  options: { vsix: { type: "string" }, only: { type: "string", multiple: true }, pictures: { type: "boolean", default: false } },
});

const SETTINGS = {
  ...QUIET,
  "files.autoSave": "off",
  "files.simpleDialog.enable": true,
  "editor.cursorBlinking": "solid",
  "editor.hover.delay": 100,
};

const workbench = await ensureWorkbench();
const executablePath = await ensureChromium();
const { chromium } = await ensurePlaywright();
const vsix = path.resolve(options.vsix ?? packageExtension());

const state = path.join(TARGET, "workbench-tests");
rmSync(state, { recursive: true, force: true });
mkdirSync(PICTURES, { recursive: true });
/** A workbench in Chinese, and one in English for the scenarios that ask for it; each starts when it is first wanted. */
const sites = new Map();
async function site({ english = false }) {
  const language = english ? "en" : "zh";
  if (!sites.has(language)) {
    const profile = makeProfile(workbench, path.join(state, language), { vsix, chinese: !english });
    sites.set(language, { profile, server: await startWorkbench(workbench, profile) });
  }
  return sites.get(language);
}
const stopAll = () => Promise.allSettled([browser.close(), ...[...sites.values()].map(({ server }) => server.stop())]);
const browser = await chromium.launch({ executablePath, headless: true, args: CHROMIUM_FLAGS, env: fontsOf(state) });
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => void stopAll().then(() => process.exit(130)));
}
const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });

const scenarios = [];
for (const file of readdirSync(path.join(TESTS, "scenarios")).sort()) {
  scenarios.push(...(await import(`./scenarios/${file}`)).default);
}
const chosen = scenarios.filter(({ name }) => !options.only || options.only.some((part) => name.includes(part)));

let failed = 0;
const started = Date.now();
try {
  for (const [index, scenario] of chosen.entries()) {
    // A busy machine can make a real workbench miss a gesture. A second failure is the product's.
    const passed = (await play(scenario, index)) || (console.log("     once more"), await play(scenario, `${index}-again`));
    failed += passed ? 0 : 1;
  }
} finally {
  await stopAll();
}
if (chosen.length === 0) throw new Error("no scenario has such a name");
console.log(`${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function play(scenario, index) {
  const { profile, server } = await site(scenario);
  const folder = path.join(state, String(index), "文稿");
  const begun = Date.now();
  for (const [name, text] of Object.entries(scenario.drafts)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  writeSettings(profile, typeof scenario.settings === "function" ? scenario.settings(folder) : (scenario.settings ?? {}));
  const page = await context.newPage();
  const bench = new Workbench(page);
  const tools = {
    bench,
    page,
    folder,
    /** Changes the user's settings in the window, as a person does: changes of the file from outside are sometimes missed. */
    changeSettings: async (settings) => {
      await bench.command("Preferences: Open User Settings (JSON)");
      await page.locator(".modal-editor-part .monaco-editor.focused .view-line").first().waitFor();
      const text = JSON.stringify({ ...SETTINGS, ...settings });
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(text);
      // The editor may have closed a bracket on its own.
      for (const key of ["Control+Shift+End", "Delete"]) await page.keyboard.press(key);
      const file = path.join(profile.user, "User/settings.json");
      await eventually(async () => {
        await page.keyboard.press("Control+S");
        await page.waitForTimeout(300);
        return readFileSync(file, "utf8") === text;
      }, "the settings are saved");
      // The window learns a moment later that they are, and would ask whether to save them; the extension learns last.
      await page.waitForTimeout(1500);
      await page.keyboard.press("Escape");
    },
    url: (target) => server.page(target),
    origin: server.url,
    settingsFile: path.join(profile.user, "User/settings.json"),
    /** A picture of another page than the workbench. */
    shot: (other, name) => other.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: true }),
    read: (name) => readFileSync(path.join(folder, name), "utf8"),
    write: (name, text) => writeFileSync(path.join(folder, name), text),
    servers: () => serverProcesses(profile.extensions),
    /** `still`: the mouse stays where it is, for what shows only under it. */
    picture: async (name, { readme, still = false } = {}) => {
      // Smaller for a page that people read.
      if (readme) await bench.resize(1080, 660);
      if (!still) await page.mouse.move(5, 640);
      await page.waitForTimeout(300);
      await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
      if (options.pictures && readme) {
        for (const copy of readme) {
          mkdirSync(path.dirname(path.join(ROOT, copy)), { recursive: true });
          writeFileSync(path.join(ROOT, copy), readFileSync(path.join(PICTURES, `${name}.png`)));
        }
      }
    },
  };
  try {
    await bench.goto(scenario.url ? scenario.url(tools) : server.page(folder));
    await scenario.run(tools);
    console.log(`ok   ${scenario.name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    const picture = path.join(PICTURES, `failed-${index}.png`);
    await page.screenshot({ path: picture }).catch(() => undefined);
    // Where only the output is kept, what the workbench said is all that there is to go by.
    const said = await page.locator(".notification-toast, .monaco-dialog-box").allInnerTexts().catch(() => []);
    const open = await page.locator(".monaco-menu, .quick-input-widget:visible").count().catch(() => 0);
    console.log(`FAIL ${scenario.name}: ${String(error?.stack ?? error).slice(0, 1500)}\n     picture: ${picture}\n     said: ${JSON.stringify(said)}; menus and pickers left open: ${open}`);
    return false;
  } finally {
    await page.close({ runBeforeUnload: false });
  }
}

/** Writes what the user has set before the window opens. */
function writeSettings(profile, settings) {
  writeFileSync(path.join(profile.user, "User/settings.json"), JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  // A remote workbench, which this is, reads settings of scope "machine" from a file of their own.
  const machine = Object.fromEntries(Object.entries(settings).filter(([key]) => key.startsWith("zhibi.server.")));
  mkdirSync(path.join(profile.user, "Machine"), { recursive: true });
  writeFileSync(path.join(profile.user, "Machine/settings.json"), JSON.stringify(machine));
}

/** Process ids of language servers that were started from the installed extension. */
function serverProcesses(extensions) {
  return readdirSync("/proc").filter((entry) => {
    if (!/^\d+$/u.test(entry)) return false;
    try {
      return readlinkSync(`/proc/${entry}/exe`).startsWith(extensions);
    } catch {
      return false;
    }
  }).map(Number);
}

function packageExtension() {
  console.log("packaging the extension");
  run("cargo", ["xtask", "dist", "vsix", "--dev"], { cwd: ROOT });
  return path.join(TARGET, "dist-dev", `zhibi-${process.platform}-${process.arch}.vsix`);
}
