/**
 * Drives real editors other than VS Code against the server.
 *
 *   ZHIBI_SERVER=/path/to/zhibi node tests/editors/run.mjs [WORD…]
 *
 * WORDs choose the tests whose name holds one of them. A missing editor is installed where that is allowed (root on
 * Debian; Python and Node packages below the project); otherwise the test is reported as not run, which is a
 * failure when CI=true. Kate pulls in some 180 packages: it runs where it is installed or with ZHIBI_TEST_KATE=1.
 */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Absent, CI, WORK, npmCi } from './lib.mjs';

const server = process.env.ZHIBI_SERVER ?? '';
if (!isAbsolute(server)) {
  console.error('ZHIBI_SERVER must hold the absolute path of the zhibi program');
  process.exit(2);
}
accessSync(server, constants.X_OK);
mkdirSync(WORK, { recursive: true });
try {
  await npmCi(fileURLToPath(new URL('.', import.meta.url)));
} catch (error) {
  console.log(`not run: all editor tests: ${error.message}`);
  process.exit(CI ? 1 : 0);
}

const wanted = process.argv.slice(2);
const tests = [];
for (const folder of ['config', 'neovim', 'emacs', 'codemirror', 'kate']) {
  tests.push(...(await import(`./${folder}/test.mjs`)).default);
}

let passed = 0;
let failed = 0;
let absent = 0;
for (const { name, run } of tests) {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  try {
    await run(server);
    passed += 1;
    console.log(`ok ${name} (${seconds()})`);
  } catch (error) {
    if (error instanceof Absent && !(CI && !error.optional)) {
      absent += 1;
      console.log(`not run: ${name}: ${error.message}`);
    } else {
      failed += 1;
      console.log(`FAILED ${name} (${seconds()})\n${String(error.message).replace(/^/gm, '  ')}`);
    }
  }
}
console.log(`${passed} passed, ${failed} failed${absent > 0 ? `, ${absent} not run` : ''}`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
