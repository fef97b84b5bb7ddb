/** Emacs in batch mode: zhibi.el byte-compiled without warnings, then a session with eglot and one with lsp-mode. */
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DRAFT, FIXED_DRAFT, ROOT, apt, program, run, workspace } from '../lib.mjs';

const PLUGIN = join(ROOT, 'editors/emacs');

/** Emacs that can load the library, which Debian packages under `elpa-…`. */
async function emacsWith(library) {
  const emacs = await program('emacs', ['emacs-nox']);
  const load = ['--batch', '--eval', `(progn (package-initialize) (require '${library}))`];
  if ((await run(emacs, load)).code !== 0) await apt([`elpa-${library}`]);
  return emacs;
}

async function session(library, server, adapt = (text) => text) {
  const emacs = await emacsWith(library);
  const { draft, env } = workspace('emacs', { text: adapt(DRAFT) });
  const script = fileURLToPath(new URL(`${library}-session.el`, import.meta.url));
  const { code, output } = await run(emacs, ['--batch', '-l', script], {
    cwd: join(draft, '..'),
    env: { ...env, ZHIBI_SERVER: server, ZHIBI_PLUGIN: PLUGIN, ZHIBI_FILE: draft },
    timeout: 90_000,
  });
  assert.equal(code, 0, output);
  assert.equal(readFileSync(draft, 'utf8'), adapt(FIXED_DRAFT), 'saved file');
}

/** `zhibi-check-buffer` in a Markdown file, and the files that are drafts by name. */
async function anyBuffer(server) {
  const emacs = await emacsWith('eglot');
  const { draft, env } = workspace('emacs', { file: '草稿.md' });
  const script = fileURLToPath(new URL('any-buffer.el', import.meta.url));
  const { code, output } = await run(emacs, ['--batch', '-l', script], {
    cwd: join(draft, '..'),
    env: { ...env, ZHIBI_SERVER: server, ZHIBI_PLUGIN: PLUGIN, ZHIBI_FILE: draft },
    timeout: 90_000,
  });
  assert.equal(code, 0, output);
}

/** Checking on save only, as a zhibi.toml beside the draft says. */
async function onSave(library, server, text = DRAFT) {
  const emacs = await emacsWith(library);
  const { draft, env } = workspace('emacs', { text });
  writeFileSync(join(draft, '../zhibi.toml'), '[check]\nrun = "onSave"\n');
  const script = fileURLToPath(new URL(`${library}-onsave.el`, import.meta.url));
  const { code, output } = await run(emacs, ['--batch', '-l', script], {
    cwd: join(draft, '..'),
    env: { ...env, ZHIBI_SERVER: server, ZHIBI_PLUGIN: PLUGIN, ZHIBI_FILE: draft },
    timeout: 90_000,
  });
  assert.equal(code, 0, output);
}

async function byteCompile() {
  const emacs = await emacsWith('eglot');
  const { home, env } = workspace('emacs');
  copyFileSync(join(PLUGIN, 'zhibi.el'), join(home, 'zhibi.el'));
  const strict = '(setq byte-compile-error-on-warn t)';
  const { code, output } = await run(
    emacs,
    ['--batch', '--eval', '(package-initialize)', '--eval', strict, '-f', 'batch-byte-compile', join(home, 'zhibi.el')],
    { env },
  );
  assert.equal(code, 0, output);
}

export default [
  { name: 'emacs, byte compilation', run: byteCompile },
  { name: 'emacs, detection and any buffer', run: anyBuffer },
  { name: 'emacs, eglot, on save', run: (server) => onSave('eglot', server) },
  { name: 'emacs, eglot', run: (server) => session('eglot', server) },
  // lsp-mode 8.0 takes UTF-16 columns for characters: one off behind every astral character, so there is none.
  { name: 'emacs, lsp-mode', run: (server) => session('lsp-mode', server, (text) => text.replace('𠮷', '吉')) },
  { name: 'emacs, lsp-mode, on save', run: (server) => onSave('lsp-mode', server, DRAFT.replace('𠮷', '吉')) },
];
