/**
 * Validates a SARIF log against the schema of the standard, which a package of the npm registry carries.
 *
 *   node tests/sarif/validate.mjs LOG
 *
 * Ends with 0 when the log is valid, 1 when it is not, 3 when the packages cannot be installed.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Absent, npmCi } from '../editors/lib.mjs';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
try {
  await npmCi(FOLDER);
} catch (error) {
  if (!(error instanceof Absent)) throw error;
  console.error(error.message);
  process.exit(3);
}
const { default: Ajv } = await import('ajv');
const { default: addFormats } = await import('ajv-formats');

const schema = JSON.parse(readFileSync(`${FOLDER}node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json`, 'utf8'));
// The schema says that it is of draft 4, which ajv no longer takes; the rest of it means the same in draft 7.
delete schema.$schema;
delete schema.id;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);
if (!validate(JSON.parse(readFileSync(process.argv[2], 'utf8')))) {
  console.error(JSON.stringify(validate.errors.slice(0, 5), null, 1));
  process.exit(1);
}
