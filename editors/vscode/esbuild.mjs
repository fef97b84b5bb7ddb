// Bundles the extension (dist/), its web stand-in, and with --tests the unit tests (dist-test/).
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as esbuild from "esbuild";

const flags = new Set(process.argv.slice(2));
const production = flags.has("--production");

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  format: "cjs",
  target: "es2022",
  external: ["vscode"],
  logLevel: "warning",
  sourcemap: production ? false : "linked",
  minify: production,
};

if (flags.has("--tests")) {
  rmSync("dist-test", { recursive: true, force: true });
  await esbuild.build({
    ...common,
    platform: "node",
    external: ["vscode-textmate", "vscode-oniguruma"],
    entryPoints: readdirSync("test").filter((name) => name.endsWith(".test.ts")).map((name) => `test/${name}`),
    outdir: "dist-test",
  });
} else {
  if (production) rmSync("dist", { recursive: true, force: true });
  const builds = [
    { ...common, platform: "node", entryPoints: ["src/extension.ts"], outfile: "dist/extension.js" },
    { ...common, platform: "browser", entryPoints: ["src/web.ts"], outfile: "dist/web.js" },
  ];
  if (flags.has("--watch")) {
    for (const options of builds) await (await esbuild.context({ ...options, logLevel: "info" })).watch();
  } else {
    await Promise.all(builds.map((options) => esbuild.build(options)));
    if (production) writeReadme();
  }
}

/**
 * The README for the extension's page: VS Code shows pictures there from web addresses only, neither from the package nor
 * as data, so ours would be broken. They stay in the project's README; the walkthrough shows the same things live.
 */
function writeReadme() {
  writeFileSync("dist/readme.md", readFileSync("README.md", "utf8").replaceAll(/^!\[[^\]]*\]\([^):]+\)\n\n/gmu, ""));
}
