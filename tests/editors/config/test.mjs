/**
 * Configurations for editors that are not run here, checked against the keys their documentation lists:
 * a wrong or misspelt key would be ignored in silence by the editor.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { ROOT, mustRun, program, run, workspace } from '../lib.mjs';

const read = (path) => readFileSync(join(ROOT, 'editors', path), 'utf8');

/** No key but these, and all of those that are required. */
function onlyKeys(object, allowed, required = []) {
  const unknown = Object.keys(object).filter((key) => !allowed.includes(key));
  assert.deepEqual(unknown, [], 'unknown keys');
  assert.deepEqual(required.filter((key) => !(key in object)), [], 'missing keys');
}

function jsonc(path) {
  const errors = [];
  const value = parseJsonc(read(path), errors, { allowTrailingComma: false });
  assert.deepEqual(errors, [], path);
  return value;
}

/** A file that is a draft in one editor is a draft in all: VS Code's manifest leads. */
function fileNames() {
  const [language] = JSON.parse(read('vscode/package.json')).contributes.languages;
  const patterns = [...language.extensions.map((extension) => `*${extension}`), ...language.filenamePatterns];
  // `*报告*.txt` covers narrower patterns of the same shape.
  const widest = patterns.filter((p) => !patterns.some((q) => q !== p && q.startsWith('*报告') && p.endsWith('报告*.txt')));
  for (const path of ['neovim/ftdetect/gov-report.vim', 'vim/zhibi.vim', 'kate/gov-report.xml']) {
    for (const pattern of widest) assert.ok(read(path).includes(pattern), `${path} lacks ${pattern}`);
  }
  const helixTypes = parseToml(read('helix/languages.toml')).language[0]['file-types'];
  assert.deepEqual(helixTypes.map((type) => type.glob ?? `*.${type}`).sort(), widest.sort(), 'helix');
  const sublimeTypes = parseYaml(read('sublime/gov-report.sublime-syntax')).file_extensions;
  assert.deepEqual(sublimeTypes.map((type) => `.${type}`).sort(), [...language.extensions].sort(), 'sublime knows extensions only');
}

/** docs.helix-editor.com/languages.html */
function helix() {
  const config = parseToml(read('helix/languages.toml'));
  onlyKeys(config, ['language', 'language-server'], ['language', 'language-server']);
  const server = config['language-server'].zhibi;
  onlyKeys(server, ['command', 'args', 'config', 'timeout', 'environment', 'required-root-patterns'], ['command']);
  assert.deepEqual([server.command, ...server.args], ['zhibi', 'lsp']);
  const [language] = config.language;
  onlyKeys(
    language,
    ['name', 'language-id', 'scope', 'injection-regex', 'file-types', 'shebangs', 'roots', 'auto-format',
      'diagnostic-severity', 'comment-tokens', 'block-comment-tokens', 'indent', 'language-servers', 'grammar',
      'formatter', 'soft-wrap', 'text-width', 'rulers', 'path-completion', 'workspace-lsp-roots', 'persistent-diagnostic-sources'],
    ['name', 'scope', 'file-types', 'language-servers'],
  );
  assert.deepEqual(language['language-servers'], Object.keys(config['language-server']));
  for (const type of language['file-types']) assert.ok(typeof type === 'string' ? !type.startsWith('.') : typeof type.glob === 'string');
  assert.equal(language['soft-wrap'].enable, true);
}

/** lsp.sublimetext.io/client_configuration and sublimetext.com/docs/syntax.html */
function sublime() {
  const { clients, ...rest } = jsonc('sublime/LSP.sublime-settings');
  assert.deepEqual(rest, {});
  onlyKeys(
    clients.zhibi,
    ['enabled', 'command', 'tcp_port', 'selector', 'priority_selector', 'initializationOptions', 'settings',
      'diagnostics_mode', 'env', 'experimental_capabilities', 'disabled_capabilities', 'file_watcher', 'schemes'],
    ['enabled', 'command', 'selector'],
  );
  assert.deepEqual(clients.zhibi.command, ['zhibi', 'lsp']);

  const text = read('sublime/gov-report.sublime-syntax');
  assert.ok(text.startsWith('%YAML 1.2\n---\n'), 'Sublime Text demands this head');
  const syntax = parseYaml(text);
  onlyKeys(syntax, ['name', 'scope', 'version', 'file_extensions', 'hidden_file_extensions', 'first_line_match', 'hidden', 'variables', 'contexts'], ['scope', 'contexts']);
  assert.equal(syntax.scope, clients.zhibi.selector, 'the selector is the scope of the syntax');
  for (const { match, scope } of syntax.contexts.main) {
    assert.ok(scope.endsWith('.gov-report'));
    assert.doesNotThrow(() => new RegExp(match, 'mu'), match);
  }
}

/** zed.dev/docs/extensions/developing-extensions, …/languages and …/configuring-languages */
function zed() {
  const manifest = parseToml(read('zed/extension.toml'));
  onlyKeys(
    manifest,
    ['id', 'name', 'version', 'schema_version', 'authors', 'description', 'repository', 'language_servers'],
    ['id', 'name', 'version', 'schema_version', 'authors'], // publishing also wants `repository`
  );
  assert.equal(manifest.schema_version, 1);
  assert.deepEqual(Object.keys(manifest.language_servers), ['zhibi']);
  const server = manifest.language_servers.zhibi;
  onlyKeys(server, ['name', 'languages', 'language_ids'], ['name', 'languages']);
  assert.deepEqual(Object.keys(server.language_ids).sort(), [...server.languages].sort());

  const cargo = parseToml(read('zed/Cargo.toml'));
  assert.deepEqual(cargo.lib['crate-type'], ['cdylib'], 'Zed compiles the extension to a WebAssembly library');
  assert.equal(cargo.package.version, manifest.version);

  const settings = jsonc('zed/settings.json');
  onlyKeys(settings, ['file_types', 'languages', 'lsp']);
  for (const language of [...Object.keys(settings.file_types), ...Object.keys(settings.languages)]) {
    assert.ok(server.languages.includes(language), language);
  }
  onlyKeys(settings.lsp.zhibi, ['binary', 'initialization_options', 'settings']);
}

/** The Zed extension compiles; its dependencies take minutes, so only on request. */
async function zedCompiles() {
  await mustRun('cargo', ['check', '--quiet', '--target-dir', join(ROOT, 'target/zed')], {
    cwd: join(ROOT, 'editors/zed'),
    timeout: 900_000,
  });
}

/** docs.kde.org: Kate, "LSP Client Plugin"; docs.kde.org: "Working with Syntax Highlighting" */
function kate() {
  const config = jsonc('kate/settings.json');
  onlyKeys(config, ['servers']);
  const server = config.servers['gov-report'];
  onlyKeys(
    server,
    ['command', 'commandDebug', 'path', 'url', 'root', 'rootIndicationFileNames', 'rootIndicationFilePatterns',
      'highlightingModeRegex', 'documentLanguageId', 'initializationOptions', 'settings', 'useWorkspace', 'completionTriggerCharacters'],
    ['command', 'highlightingModeRegex'],
  );
  assert.deepEqual(server.command, ['zhibi', 'lsp']);
  const name = /<language name="([^"]+)"/.exec(read('kate/gov-report.xml'))[1];
  assert.match(name, new RegExp(server.highlightingModeRegex), 'the server is chosen by the name of the highlighting');
}

/**
 * Vim reads the file and hands the server to both plugins, which are stood in for by functions that note what they get.
 * Keys: `:help lsp#register_server` of vim-lsp, `:help lsp-configuration` of yegappan/lsp.
 */
async function vim() {
  const path = await program('vim', ['vim']);
  const { home, draft, env } = workspace('vim');
  const script = fileURLToPath(new URL('registrations.vim', import.meta.url));
  const { code, output } = await run(
    path,
    ['-e', '-s', '-N', '-u', 'NONE', '-i', 'NONE', '-n', '-S', script],
    { cwd: home, env: { ...env, ZHIBI_PLUGIN: join(ROOT, 'editors/vim/zhibi.vim'), ZHIBI_FILE: draft, ZHIBI_OUT: join(home, 'out.json') }, timeout: 30_000 },
  );
  assert.equal(code, 0, output);
  const { filetype, wrap, vimLsp, yegappan } = JSON.parse(readFileSync(join(home, 'out.json'), 'utf8'));
  assert.deepEqual({ filetype, wrap }, { filetype: 'gov-report', wrap: 1 });

  onlyKeys(
    vimLsp,
    ['name', 'cmd', 'tcp', 'allowlist', 'blocklist', 'root_uri', 'initialization_options', 'config', 'workspace_config', 'languageId', 'semantic_highlight', 'env', 'capabilities'],
    ['name', 'cmd', 'allowlist'],
  );
  assert.deepEqual(vimLsp.cmd, ['zhibi', 'lsp']);
  assert.equal(vimLsp.languageId, 'gov-report');
  assert.deepEqual(vimLsp.workspace_config, { zhibi: { check: { run: 'onSave' } } });

  assert.equal(yegappan.length, 1);
  onlyKeys(
    yegappan[0],
    ['name', 'path', 'args', 'filetype', 'initializationOptions', 'workspaceConfig', 'rootSearch', 'runIfSearch',
      'runUnlessSearch', 'customNotificationHandlers', 'customRequestHandlers', 'features', 'omnicompl', 'syncInit', 'debug', 'traceLevel', 'languageId'],
    ['path', 'args', 'filetype'],
  );
  assert.deepEqual([yegappan[0].path, ...yegappan[0].args], ['zhibi', 'lsp']);
  assert.deepEqual(yegappan[0].filetype, ['gov-report']);
}

export default [
  { name: 'file names agree between editors', run: fileNames },
  { name: 'helix configuration', run: helix },
  { name: 'sublime configuration', run: sublime },
  { name: 'zed configuration', run: zed },
  ...(process.env.ZHIBI_TEST_ZED === '1' ? [{ name: 'zed extension compiles', run: zedCompiles }] : []),
  { name: 'kate configuration', run: kate },
  { name: 'vim registrations', run: vim },
];
