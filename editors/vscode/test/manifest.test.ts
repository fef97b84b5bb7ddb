import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

interface Manifest {
  contributes: {
    commands: { command: string }[];
    keybindings: { command: string }[];
    menus: Record<string, { command?: string }[]>;
    walkthroughs: { steps: { media: { markdown: string }; completionEvents: string[] }[] }[];
    configuration: { title: string; properties?: Record<string, { scope?: string; default?: unknown }> }[];
    snippets: { path: string }[];
    semanticTokenTypes: { id: string }[];
    semanticTokenModifiers: { id: string }[];
    semanticTokenScopes: { language: string; scopes: Record<string, string[]> }[];
  };
}
const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const manifest = read("package.json") as Manifest;
const sources = readdirSync("src").map((name) => readFileSync(`src/${name}`, "utf8")).join("\n");
const commands = manifest.contributes.commands.map(({ command }) => command);

test("every text of the manifest exists in both languages, and none is left over", () => {
  const used = [...JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/gu)].map((match) => match[1] ?? "");
  for (const file of ["package.nls.json", "package.nls.zh-cn.json"]) {
    assert.deepEqual(Object.keys(read(file) as object).sort(), [...new Set(used)].sort(), file);
  }
});

test("every text of the sources is translated, and no translation is left over", () => {
  const used = [...sources.matchAll(/l10n\.t\(\s*("(?:[^"\\]|\\.)*")/gu)].map((match) => JSON.parse(match[1] ?? '""') as string);
  const bundle = read("l10n/bundle.l10n.zh-cn.json") as Record<string, string>;
  assert.deepEqual(Object.keys(bundle).sort(), [...new Set(used)].sort());
  for (const [english, chinese] of Object.entries(bundle)) {
    const holes = (text: string): string[] => [...new Set(text.match(/\{\d\}/gu) ?? [])].sort();
    assert.deepEqual(holes(chinese), holes(english), english);
  }
});

test("every command of the manifest is registered, and the other way round", () => {
  const registered = [...sources.matchAll(/command\("(zhibi\.[\w.]+)"/gu)].map((match) => match[1] ?? "");
  for (const kind of ["Hint", "Figure", "Heading"]) registered.push(`zhibi.next${kind}`, `zhibi.previous${kind}`);
  assert.deepEqual([...registered].sort(), [...commands].sort());
});

test("menus, keys and walkthrough name commands that exist", () => {
  const named = [
    ...manifest.contributes.keybindings,
    ...Object.values(manifest.contributes.menus).flat(),
  ].flatMap(({ command }) => command ?? []);
  for (const step of manifest.contributes.walkthroughs.flatMap(({ steps }) => steps)) {
    const started = step.completionEvents.filter((event) => event.startsWith("onCommand:"));
    named.push(...started.map((event) => event.replace("onCommand:", "")));
    for (const texts of ["package.nls.json", "package.nls.zh-cn.json"]) {
      const page = (read(texts) as Record<string, string>)[step.media.markdown.replaceAll("%", "")] ?? "";
      assert.ok(existsSync(page), `${texts} ${step.media.markdown}`);
    }
  }
  for (const command of named) assert.ok(commands.includes(command), command);
});

test("the program's path can't come from a workspace", () => {
  const settings = Object.assign({}, ...manifest.contributes.configuration.map(({ properties }) => properties ?? {})) as Record<string, { scope?: string }>;
  assert.equal(settings["zhibi.server.path"]?.scope, "machine");
});

test("the sample draft holds the place that the walkthrough shows", () => {
  const sample = readFileSync("walkthrough/sample.gwr", "utf8");
  const shown = /indexOf\("([^"]+)"\)/u.exec(readFileSync("src/sample.ts", "utf8"))?.[1];
  assert.ok(shown !== undefined && sample.includes(shown));
});

test("every token that the server announces has a type, a description and a colour", () => {
  const names = (file: string, list: RegExp): string[] => {
    const source = readFileSync(`../../server/core/src/features/${file}`, "utf8");
    return [...(list.exec(source)?.[1] ?? "").matchAll(/"(\w+)"/gu)].map((match) => match[1] ?? "");
  };
  const types = names("tokens.rs", /pub const fn name\(self\)[^{]*\{([^}]*)\}/u);
  const modifiers = names("tokens.rs", /pub const MODIFIERS[^=]*=([^;]*);/u);
  assert.ok(types.length >= 5 && modifiers.length >= 2);
  const { semanticTokenTypes, semanticTokenModifiers, semanticTokenScopes } = manifest.contributes;
  assert.deepEqual(semanticTokenTypes.map(({ id }) => id).sort(), [...types].sort());
  assert.deepEqual(semanticTokenModifiers.map(({ id }) => id).sort(), [...modifiers].sort());
  for (const { language, scopes } of semanticTokenScopes) {
    const parts = Object.keys(scopes).flatMap((selector) => selector.split("."));
    for (const name of [...types, ...modifiers]) assert.ok(parts.includes(name), `${language}: ${name}`);
  }
});

test("snippets are well formed", () => {
  for (const { path } of manifest.contributes.snippets) {
    for (const [name, snippet] of Object.entries(read(path) as Record<string, { prefix: string[]; body: string[] }>)) {
      assert.ok(snippet.prefix.length > 0 && snippet.body.length > 0, name);
    }
  }
});

test("no command has the name of a command of the server, which the language client registers itself", () => {
  const source = readFileSync("../../server/lsp/src/requests/execute_command.rs", "utf8");
  const theirs = [...source.matchAll(/[A-Z_]+ = "(zhibi\.\w+)" =>/gu)].map((match) => match[1] ?? "");
  assert.ok(theirs.length > 10);
  assert.deepEqual(commands.filter((name) => theirs.includes(name)), []);
});

test("the extension calls roles as the server does", () => {
  const source = readFileSync("../../server/core/src/features/hover/words.rs", "utf8");
  const ours = readFileSync("src/names.ts", "utf8");
  const bundle = read("l10n/bundle.l10n.zh-cn.json") as Record<string, string>;
  const roles = [...source.matchAll(/Role::(\w+) => \("([^"]+)"/gu)];
  assert.ok(roles.length >= 15);
  for (const [, name = "", chinese = ""] of roles) {
    const role = name.replaceAll(/(?<=[a-z])[A-Z]/gu, (letter) => `-${letter}`).toLowerCase();
    const english = new RegExp(`case "${role}": return vscode\\.l10n\\.t\\("([^"]+)"\\)`, "u").exec(ours)?.[1] ?? "";
    assert.equal(bundle[english], chinese, role);
  }
});
