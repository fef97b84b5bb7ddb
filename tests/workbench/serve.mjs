// Shows a folder of drafts in the browser workbench with the packaged extension installed, until Ctrl-C or until standard
// input ends (the caller is gone). With --screenshot it takes one picture without a display, and ends.
//
//   node serve.mjs --vsix FILE --drafts FOLDER --open NAME --state FOLDER [--screenshot FILE]
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { makeProfile, startWorkbench } from "./lib/codeServer.mjs";
import { ensureChromium, ensurePlaywright, ensureWorkbench, fontsOf } from "./lib/install.mjs";
import { CHROMIUM_FLAGS, Workbench } from "./lib/page.mjs";

const { values } = parseArgs({
  options: {
    vsix: { type: "string" },
    drafts: { type: "string" },
    open: { type: "string" },
    state: { type: "string" },
    screenshot: { type: "string" },
  },
});
for (const name of ["vsix", "drafts", "open", "state"]) {
  if (!values[name]) throw new Error(`--${name} is missing`);
}
const drafts = path.resolve(values.drafts);

const stopped = new Promise((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => resolve(signal));
  process.stdin.resume();
  process.stdin.once("end", () => resolve("end"));
});

const workbench = await ensureWorkbench();
rmSync(values.state, { recursive: true, force: true });
const profile = makeProfile(workbench, path.resolve(values.state), {
  vsix: path.resolve(values.vsix),
  chinese: true,
  settings: { "zhibi.documents.include": ["**/*.txt"], "editor.wordWrap": "on" },
});
const server = await startWorkbench(workbench, profile);
try {
  const file = path.join(drafts, values.open);
  const payload = JSON.stringify([["openFile", `vscode-remote://${new URL(server.url).host}${encodeURI(file)}`]]);
  const url = `${server.page(drafts)}&payload=${encodeURIComponent(payload)}`;
  if (values.screenshot) {
    const picture = path.resolve(values.screenshot);
    mkdirSync(path.dirname(picture), { recursive: true });
    await takePicture(url, picture);
    console.log(`picture: ${picture}`);
  } else {
    console.log(`\n  ${url}\n\nOpen this address in a browser on this computer. Ctrl-C ends it.`);
    await stopped;
    console.log("stopped");
  }
} finally {
  await server.stop();
}
process.exit(0);

async function takePicture(url, picture) {
  const { chromium } = await ensurePlaywright();
  const browser = await chromium.launch({ executablePath: await ensureChromium(), headless: true, args: CHROMIUM_FLAGS, env: fontsOf(path.resolve(values.state)) });
  let page;
  try {
    page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
    const bench = new Workbench(page);
    await bench.goto(url);
    await page.locator(`.tabs-container .tab.active[data-resource-name="${values.open}"]`).waitFor();
    // The draft has been checked and its figures are counted.
    await bench.status.filter({ hasText: "个指标" }).waitFor();
    await bench.view("Explorer: Focus on Outline View", bench.outline);
    await bench.command("Problems: Focus on Problems View");
    await page.mouse.move(5, 855);
    await page.waitForTimeout(800);
    await page.screenshot({ path: picture });
  } catch (error) {
    await page?.screenshot({ path: picture }).catch(() => undefined);
    throw error;
  } finally {
    await browser.close();
  }
}
