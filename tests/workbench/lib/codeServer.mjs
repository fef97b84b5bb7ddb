// Starts VS Code's workbench on the loopback address with a profile of its own, and ends what it started.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { run } from "./shell.mjs";

/** Settings that keep the workbench quiet: no tips, no chat, no updates, no look-ups. */
export const QUIET = {
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "workbench.reduceMotion": "on",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "window.commandCenter": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.enabled": false,
  "git.enabled": false,
  "git.openRepositoryInParentFolders": "never",
  "editor.minimap.enabled": false,
  "editor.fontFamily": "'Noto Sans Mono CJK SC', monospace",
};

/**
 * Makes a profile with the extension installed as a user would install it: from its .vsix.
 * With `chinese`, the workbench runs under the locale zh-cn: an empty language pack stands in for the one from the
 * marketplace, so our own texts are Chinese and the workbench's stay English.
 */
export function makeProfile(workbench, folder, { vsix, settings = {}, chinese = false }) {
  const profile = { folder, user: path.join(folder, "user"), extensions: path.join(folder, "extensions"), chinese };
  mkdirSync(path.join(profile.user, "User"), { recursive: true });
  mkdirSync(path.join(folder, "tmp"), { recursive: true });
  mkdirSync(profile.extensions, { recursive: true });
  writeFileSync(path.join(profile.user, "User/settings.json"), JSON.stringify({ ...QUIET, ...settings }, null, 2));
  writeFileSync(path.join(folder, "config.yaml"), "auth: none\ncert: false\n");
  const flags = ["--user-data-dir", profile.user, "--extensions-dir", profile.extensions];
  if (vsix) run(workbench.node, [workbench.entry, ...flags, "--install-extension", vsix], { env: environment(profile) });
  if (chinese) addLanguagePack(profile);
  return profile;
}

/** Starts the workbench on this profile; resolves once it answers. */
export async function startWorkbench(workbench, profile, { env = {} } = {}) {
  const port = await freePort();
  const args = [
    workbench.entry, "--config", path.join(profile.folder, "config.yaml"), "--auth", "none", "--bind-addr", `127.0.0.1:${port}`,
    // A window may go without a word, like a browser that is killed; what ran for it should not stay for hours.
    "--reconnection-grace-time", "3",
    "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--disable-getting-started-override",
    "--user-data-dir", profile.user, "--extensions-dir", profile.extensions,
    ...(profile.chinese ? ["--locale", "zh-cn"] : []),
  ];
  // A group of its own: Ctrl-C in the terminal reaches us only, and we end it in order.
  const server = spawn(workbench.node, args, { env: { ...environment(profile), ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let output = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (data) => (output = (output + data).slice(-20_000)));
  const url = `http://127.0.0.1:${port}`;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  for (const started = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (server.exitCode !== null) throw new Error(`the workbench ended at once:\n${output}`);
    if (await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false)) break;
    if (Date.now() - started > 60_000) throw new Error(`the workbench did not come up:\n${output}`);
  }
  return {
    url,
    pid: server.pid,
    log: () => output,
    page: (folder) => `${url}/?folder=${encodeURIComponent(folder)}`,
    stop: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill("SIGTERM");
      const kill = setTimeout(() => process.kill(-server.pid, "SIGKILL"), 5000);
      await ended;
      clearTimeout(kill);
    },
  };
}

function environment(profile) {
  return { ...process.env, EXTENSIONS_GALLERY: "{}", TMPDIR: path.join(profile.folder, "tmp"), NODE_OPTIONS: "" };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function addLanguagePack(profile) {
  const id = "zhibi-tests.empty-language-pack";
  const folder = path.join(profile.extensions, `${id}-1.0.0`);
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  const translations = path.join(folder, "main.json");
  writeFileSync(translations, JSON.stringify({ version: "1.0.0", contents: {} }));
  const manifest = {
    name: "empty-language-pack", publisher: "zhibi-tests", version: "1.0.0", engines: { vscode: "^1.91.0" },
    contributes: { localizations: [{ languageId: "zh-cn", languageName: "Chinese Simplified", localizedLanguageName: "中文（简体）", translations: [{ id: "vscode", path: "./main.json" }] }] },
  };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest, null, 2));
  const hash = createHash("md5").update(id).digest("hex");
  const packs = { "zh-cn": { hash, extensions: [{ extensionIdentifier: { id }, version: "1.0.0" }], translations: { vscode: translations }, label: "中文（简体）" } };
  writeFileSync(path.join(profile.user, "languagepacks.json"), JSON.stringify(packs));
}

/** A fresh copy of a folder of drafts. */
export function copyDrafts(from, to) {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true, filter: (source) => path.basename(source) !== "README.md" });
}
