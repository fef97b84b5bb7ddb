/** The example page in Chromium: problems, outline, hover, a quick fix, typing; and what the bridge refuses. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT, WORK, apt, mustRun, npmCi, which } from '../lib.mjs';

const EXAMPLE = join(ROOT, 'editors/codemirror');
const BROWSERS = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];

async function browserPath() {
  const installed = () => BROWSERS.map(which).find(Boolean);
  if (!installed()) await apt(['chromium', 'fonts-noto-cjk']);
  return installed();
}

/** The bridge on a port of its own choice, as `{url, stop, children}`. */
async function startBridge(server) {
  await npmCi(EXAMPLE);
  await mustRun('npm', ['run', '--silent', 'build'], { cwd: EXAMPLE });
  const child = spawn(process.execPath, ['bridge.mjs', '--port', '0'], {
    cwd: EXAMPLE,
    env: { ...process.env, ZHIBI_SERVER: server },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = await once(createInterface(child.stdout), 'line');
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  /** Ids of the server processes, as the kernel lists them. */
  const children = () => readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
  return { url, stop, children };
}

async function page(server) {
  const executablePath = await browserPath();
  const { chromium } = await import('playwright-core');
  const bridge = await startBridge(server);
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  try {
    const view = await browser.newPage({ locale: 'zh-CN' });
    const errors = [];
    view.on('pageerror', (error) => errors.push(error.message));
    view.setDefaultTimeout(20_000);
    await view.goto(bridge.url);

    const mark = (text) => view.locator('.cm-lintRange', { hasText: text }).first();
    await mark('超过20家以上').waitFor();
    await mark('（三）').waitFor();
    await view.locator('#status', { hasText: '2 处问题' }).waitFor();

    const outline = view.locator('#outline > ul > li');
    await outline.locator('ul > li > button', { hasText: '（三）城乡面貌持续改善' }).waitFor();
    assert.deepEqual(await outline.locator('> button').allTextContents(), ['一、2025年工作回顾', '二、2026年工作安排']);

    /** Middle of a text in the editor, found through a DOM range: text nodes have no box of their own. */
    const middle = (text) =>
      view.evaluate((wanted) => {
        const walker = document.createTreeWalker(document.querySelector('.cm-content'), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const at = walker.currentNode.data.indexOf(wanted);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + wanted.length);
          const box = range.getBoundingClientRect();
          return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        }
        throw new Error(`not on the page: ${wanted}`);
      }, text);
    const pointAt = async (text) => {
      const { x, y } = await middle(text);
      await view.mouse.move(2, 2);
      await view.mouse.move(x, y, { steps: 5 });
    };

    await pointAt('1.8亿元');
    const hover = view.locator('.cm-lsp-hover-tooltip');
    await hover.waitFor();
    assert.match((await hover.textContent()).replaceAll(',', ''), /18000万元/);

    mkdirSync(WORK, { recursive: true });
    await view.screenshot({ path: join(WORK, 'codemirror.png') });

    await pointAt('超过20家以上');
    await view.locator('.cm-tooltip-lint button', { hasText: '改为“超过20家”' }).click();
    await view.locator('#status', { hasText: '1 处问题' }).waitFor();
    assert.match(await view.locator('.cm-content').textContent(), /超过20家，规模以上|规上企业超过20家。/);

    // Typing reaches the server.
    const { x, y } = await middle('一般公共预算收入');
    await view.mouse.click(x, y);
    await view.keyboard.press('End');
    await view.keyboard.press('Enter');
    await view.keyboard.insertText('新增岗位不少于300个以上。');
    await mark('不少于300个以上').waitFor();
    assert.deepEqual(errors, [], 'errors on the page');
  } finally {
    await browser.close();
    await bridge.stop();
  }
}

/** Another site in the same browser must not reach the drafts. */
async function refusals(server) {
  const bridge = await startBridge(server);
  try {
    const { WebSocket } = await import(join(EXAMPLE, 'node_modules/ws/wrapper.mjs')).then((ws) => ({ WebSocket: ws.default }));
    const address = bridge.url.replace('http', 'ws') + 'lsp';
    const { host } = new URL(bridge.url);
    const opens = (origin, hostHeader) =>
      new Promise((resolve) => {
        const socket = new WebSocket(address, { headers: { Origin: origin, Host: hostHeader } });
        socket.on('open', () => (socket.close(), resolve(true)));
        socket.on('error', () => resolve(false));
      });
    assert.equal(await opens(`http://${host}`, host), true, 'its own page');
    assert.equal(await opens('http://example.org', host), false, 'another site');
    assert.equal(await opens('http://example.org', 'example.org'), false, 'another name for this address');
    assert.equal((await fetch(`${bridge.url}bridge.mjs`)).status, 404, 'only the page is served');
    for (let round = 0; bridge.children() !== '' && round < 50; round += 1) await sleep(100);
    assert.equal(bridge.children(), '', 'a closed page leaves no server behind');
  } finally {
    await bridge.stop();
  }
}

export default [
  { name: 'codemirror, bridge refuses other sites', run: refusals },
  { name: 'codemirror in Chromium', run: page },
];
