// Installs a real VS Code workbench under target/: code-server from npm, on the Node that it wants, also from npm.
// Install scripts stay off; only the two native modules without prebuilt files are compiled.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TESTS, WORKBENCH } from "./paths.mjs";
import { needDebian, run, which, withRetries } from "./shell.mjs";

/** VS Code 1.139.1. */
const CODE_SERVER = "4.139.1";
const NODE = "24.21.0";
const NPM = process.platform === "win32" ? "npm.cmd" : "npm";
const FLAGS = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** Paths of the workbench's Node and of code-server's entry; installs what is missing. */
export async function ensureWorkbench() {
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== "linux-x64" && platform !== "linux-arm64") {
    throw new Error(`the browser workbench can be installed on Linux (x64, arm64) only, not on ${platform}; install desktop VS Code instead`);
  }
  const node = path.join(WORKBENCH, "node_modules", `node-${platform}`);
  const codeServer = path.join(WORKBENCH, "node_modules/code-server");
  const installation = { node: path.join(node, "bin/node"), entry: path.join(codeServer, "out/node/entry.js") };
  const stamp = path.join(WORKBENCH, "installed");
  const wanted = `code-server ${CODE_SERVER} node ${NODE}\n`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && existsSync(installation.node)) return installation;

  const compilers = [["python3", "python3"], ["make", "make"], ["g++", "g++"]].filter(([program]) => !which(program));
  if (compilers.length > 0) await needDebian(compilers.map(([, name]) => name), "the workbench compiles two native modules");

  console.log(`installing VS Code's workbench (code-server ${CODE_SERVER}) under ${WORKBENCH}; this happens once`);
  rmSync(WORKBENCH, { recursive: true, force: true });
  mkdirSync(WORKBENCH, { recursive: true });
  writeFileSync(path.join(WORKBENCH, "package.json"), '{ "name": "workbench", "private": true }\n');
  await withRetries("node", () => run(NPM, ["install", `node-${platform}@${NODE}`, ...FLAGS], { cwd: WORKBENCH }));
  const env = { ...process.env, PATH: path.join(node, "bin") + path.delimiter + process.env.PATH, npm_config_nodedir: node };
  await withRetries("code-server", () => run(NPM, ["install", `code-server@${CODE_SERVER}`, ...FLAGS], { cwd: WORKBENCH, env }));
  const vscode = path.join(codeServer, "lib/vscode");
  await withRetries("code-server's modules", () => run(NPM, ["install", "--omit=dev", ...FLAGS], { cwd: vscode, env }));
  const gyp = path.join(run(NPM, ["root", "-g"]).trim(), "npm/node_modules/node-gyp/bin/node-gyp.js");
  for (const module of ["@vscode/spdlog", "@vscode/native-watchdog", "node-pty"]) {
    const folder = path.join(vscode, "node_modules", module);
    if (existsSync(path.join(folder, "prebuilds", platform))) continue;
    run(installation.node, [gyp, "rebuild", "-j", "2", `--nodedir=${node}`], { cwd: folder, env });
  }
  for (const [folder, from, to] of [["bin/remote-cli", "code-linux.sh", "code-server"], ["bin/helpers", "browser-linux.sh", "browser.sh"]]) {
    const link = path.join(vscode, folder, to);
    if (readdirSync(path.dirname(link)).includes(from) && !existsSync(link)) symlinkSync(from, link);
  }
  writeFileSync(stamp, wanted);
  return installation;
}

/** Path of Chromium; installs it and fonts that can show Chinese where that is allowed. */
export async function ensureChromium() {
  const find = () => process.env.ZHIBI_CHROMIUM ?? which("chromium", "chromium-browser", "google-chrome");
  const missing = [];
  if (!find()) missing.push("chromium");
  if (!which("fc-list") || run("fc-list", [":lang=zh"]).trim() === "") missing.push("fonts-noto-cjk", "fontconfig");
  if (missing.length > 0) await needDebian(missing, "Chromium and Chinese fonts are needed to look at the workbench");
  const found = find();
  if (!found) throw new Error("no Chromium was found on PATH; ZHIBI_CHROMIUM can name one");
  return found;
}

/**
 * The environment of a browser that shows Chinese in one typeface: without it, which font stands in for a character that the
 * interface's font lacks is chosen character by character, and pictures mix two.
 */
export function fontsOf(folder) {
  const family = "Noto Sans CJK SC";
  const prefer = (name) =>
    `<match target="pattern"><test name="family" qual="any"><string>${name}</string></test><edit name="family" mode="prepend" binding="strong"><string>${family}</string></edit></match>`;
  const file = path.join(folder, "fonts.conf");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `<?xml version="1.0"?><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>${["system-ui", "sans-serif"].map(prefer).join("")}</fontconfig>`);
  return { ...process.env, FONTCONFIG_FILE: file };
}

/** Loads playwright-core, which talks to Chromium; installs it as the lockfile says. */
export async function ensurePlaywright() {
  if (!existsSync(path.join(TESTS, "node_modules/playwright-core/package.json"))) {
    await withRetries("playwright-core", () => run(NPM, ["ci", ...FLAGS], { cwd: TESTS }));
  }
  return await import("playwright-core");
}
