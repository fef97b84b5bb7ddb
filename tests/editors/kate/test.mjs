/**
 * Kate under Xvfb, with its real configuration files: raw Chinese in URIs, problems, outline, hover, quick fix.
 * What Kate shows can't be read from outside, so the recorded traffic, the saved file and a picture are the witnesses.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Absent, FIXED_DRAFT, ROOT, WORK, apt, mustRun, run, which, workspace } from '../lib.mjs';

const PACKAGES = ['kate', 'xvfb', 'xdotool', 'dbus', 'imagemagick'];
const PROGRAMS = ['kate', 'Xvfb', 'xdotool', 'dbus-run-session', 'import'];
const CONFIG = join(ROOT, 'editors/kate');

async function install() {
  if (PROGRAMS.every(which)) return;
  if (process.env.ZHIBI_TEST_KATE !== '1') {
    // Some 180 packages: absence is accepted everywhere unless the test was asked for.
    throw Object.assign(new Absent(`Kate is not installed; set ZHIBI_TEST_KATE=1 or install ${PACKAGES.join(' ')}`), { optional: true });
  }
  await apt(PACKAGES);
}

/** Kate's folders with the configuration as a user would install it, but for the command and the permission to run it. */
function configure(home, env, command) {
  const config = JSON.parse(readFileSync(join(CONFIG, 'settings.json'), 'utf8'));
  config.servers['gov-report'].command = command;
  mkdirSync(join(env.XDG_CONFIG_HOME, 'kate/lspclient'), { recursive: true });
  writeFileSync(join(env.XDG_CONFIG_HOME, 'kate/lspclient/settings.json'), JSON.stringify(config));
  writeFileSync(
    join(env.XDG_CONFIG_HOME, 'katerc'),
    `[General]
Show welcome view for new window=false
[Kate Plugins]
lspclientplugin=true
[lspclient]
AllowedServerCommandLines=${command.join(' ')}
Diagnostics=true
SymbolDetails=true
AutoHover=true
`,
  );
  const syntax = join(env.XDG_DATA_HOME, 'org.kde.syntax-highlighting/syntax');
  mkdirSync(syntax, { recursive: true });
  copyFileSync(join(CONFIG, 'gov-report.xml'), join(syntax, 'gov-report.xml'));
  mkdirSync(join(home, 'run'), { mode: 0o700 });
}

/** A session of Kate with the draft open; `prepare` may put files beside it. `act` gets what tells of it and drives it. */
async function session(server, act, prepare = () => {}) {
  await install();
  const { home, draft, env: home_env } = workspace('kate');
  prepare(join(draft, '..'));
  const log = join(home, 'messages.jsonl');
  const recorder = fileURLToPath(new URL('record.mjs', import.meta.url));
  configure(home, home_env, [process.execPath, recorder, log, server, 'lsp']);

  const messages = (fits) =>
    existsSync(log)
      ? readFileSync(log, 'utf8').split('\n').slice(0, -1).map((line) => JSON.parse(line)).filter(fits)
      : [];
  const asked = (method) => ({ from, message }) => from === 'client' && message.method === method;
  const answers = (method) => {
    const ids = messages(asked(method)).map(({ message }) => message.id);
    return messages(({ from, message }) => from === 'server' && ids.includes(message.id)).map(({ message }) => message);
  };
  const wait = async (what, condition) => {
    for (let round = 0; round < 150; round += 1) {
      const value = await condition();
      if (value) return value;
      await sleep(200);
    }
    throw new Error(`timeout: ${what}`);
  };

  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [display] = await once(xvfb.stdio[3], 'data');
  const env = {
    ...process.env,
    ...home_env,
    DISPLAY: `:${String(display).trim()}`,
    XDG_RUNTIME_DIR: join(home, 'run'),
    QT_LOGGING_RULES: '*=false',
  };
  // A group of its own: the session bus and Kate end together.
  const running = spawn('dbus-run-session', ['--', 'kate', '-n', draft], { env, stdio: 'ignore', detached: true });
  const x = (...args) => mustRun('xdotool', args, { env, timeout: 20_000 });
  const published = () => messages(({ message }) => message.method === 'textDocument/publishDiagnostics').map(({ message }) => message.params);
  const focus = async () => {
    const [window] = (await wait('window', async () => {
      const { code, output } = await run('xdotool', ['search', '--onlyvisible', '--name', '报告'], { env });
      return code === 0 && output.trim();
    })).split('\n');
    await x('windowsize', window, '1270', '790');
    await x('windowmove', window, '0', '0');
    await sleep(1000);
  };
  try {
    await act({ draft, env, messages, asked, answers, published, wait, x, focus });
    assert.equal(running.exitCode, null, 'Kate is alive');
  } finally {
    if (running.exitCode === null) process.kill(-running.pid, 'SIGTERM');
    await Promise.race([once(running, 'exit'), sleep(5000)]);
    xvfb.kill();
  }
}

async function kate({ draft, env, messages, asked, answers, published, wait, x, focus }) {
  const first = await wait('problems published', () => published()[0]);
  const opened = messages(asked('textDocument/didOpen'))[0].message.params.textDocument;
  assert.equal(opened.languageId, 'gov-report');
  assert.equal(first.uri, opened.uri, 'the spelling of the URI is the client’s own');
  if (/ 22\./.test((await run('kate', ['--version'], { env })).output)) {
    assert.match(opened.uri, /稿件\/报告\.gwr$/, 'this version sends raw Chinese');
  }
  assert.deepEqual(first.diagnostics.map((d) => d.code).sort(), ['comparator-redundant', 'ordinal-gap']);

  const [outline] = await wait('outline', () => {
    const found = answers('textDocument/documentSymbol');
    return found.length > 0 && found;
  });
  assert.deepEqual(outline.result.map(({ name }) => name), ['一、2025年工作回顾', '二、2026年工作安排']);
  assert.equal(outline.result[0].children[1].name, '（三）城乡面貌持续改善');

  await focus();

  // Hover: the mouse goes over the text, nearest to where the figure stood when this was written first, and rests
  // until Kate asks.
  await x('mousemove', '600', '400', 'click', '1');
  const conversion = () => JSON.stringify(answers('textDocument/hover')).replaceAll(',', '').includes('18000万元');
  const points = [];
  for (let y = 115; y < 260; y += 9) for (let at = 340; at < 640; at += 25) points.push([at, y]);
  const distance = ([at, y]) => Math.hypot(at - 445, y - 167);
  points.sort((one, other) => distance(one) - distance(other));
  for (const [at, y] of points) {
    if (conversion()) break;
    await x('mousemove', String(at), String(y));
    await sleep(900);
  }
  await wait('hover on a figure', conversion);
  await run('import', ['-window', 'root', join(WORK, 'kate.png')], { env });

  // Quick fix at the cursor: third line, behind the astral character. Kate asks over the whole document and applies
  // every action of the answer, so exactly one may come.
  await x('mousemove', '600', '500', 'click', '1');
  await x('key', 'ctrl+Home', 'Down', 'Down', 'Home');
  for (let column = 0; column < 26; column += 1) await x('key', 'Right');
  await x('key', 'ctrl+period');
  await wait('quick fix applied', () =>
    messages(asked('textDocument/didChange')).some(({ message }) => message.params.contentChanges[0].text === FIXED_DRAFT),
  );
  await x('key', 'ctrl+s');
  await wait('file saved', () => readFileSync(draft, 'utf8') === FIXED_DRAFT);
  assert.deepEqual(published().at(-1).diagnostics.map((d) => d.code), ['ordinal-gap']);
}

/** Checking on save only, as a zhibi.toml beside the draft says: the faulty line is pasted once more, on top. */
async function onSave({ draft, messages, asked, published, wait, x, focus }) {
  const codes = () => published().at(-1)?.diagnostics.map((d) => d.code).sort().join() ?? '';
  const gap = () => published().at(-1).diagnostics.find((d) => d.code === 'ordinal-gap').range.start.line;
  await wait('problems of the file', () => codes() === 'comparator-redundant,ordinal-gap');
  assert.equal(gap(), 3);
  await focus();
  await x('mousemove', '600', '400', 'click', '1');
  await x('key', 'ctrl+Home', 'Down', 'Down', 'Home', 'shift+Down', 'ctrl+c', 'ctrl+Home', 'Down', 'Home', 'ctrl+v');
  await wait('the line pasted', () =>
    messages(asked('textDocument/didChange')).some(({ message }) => message.params.contentChanges.at(-1).text.includes('超过20家以上')),
  );
  await wait('old places have moved along', () => gap() === 4);
  await sleep(1500);
  assert.equal(codes(), 'comparator-redundant,ordinal-gap', 'nothing new while typing');
  await x('key', 'ctrl+s');
  await wait('file saved', () => readFileSync(draft, 'utf8').split('超过20家以上').length === 3);
  await wait('all of it after saving', () => codes().split('comparator-redundant').length === 3);
}

export default [
  { name: 'kate under Xvfb', run: (server) => session(server, kate) },
  {
    name: 'kate under Xvfb, on save',
    run: (server) => session(server, onSave, (folder) => writeFileSync(join(folder, 'zhibi.toml'), '[check]\nrun = "onSave"\n')),
  },
];
