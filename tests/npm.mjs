/** What npm left out: now and then it ends with success and has not installed everything it was asked for. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Throws unless every package that the folder's package.json names stands in its node_modules. */
export function insistOnPackages(folder, groups = ['dependencies', 'devDependencies']) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const names = groups.flatMap((group) => Object.keys(manifest[group] ?? {}));
  const missing = names.filter((name) => !existsSync(join(folder, 'node_modules', name, 'package.json')));
  if (missing.length > 0) throw new Error(`npm ended with success in ${folder}, but these are missing: ${missing.join(' ')}`);
}
