/**
 * Stands between an editor and the server, passes every byte on, and notes each message.
 *
 *   node record.mjs LOG PROGRAM ARGUMENT…      LOG: one JSON object a line, {"from": "client" | "server", "message": …}
 */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

const [log, program, ...args] = process.argv.slice(2);
const server = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });

/** Notes the messages of one direction; the bytes themselves go on untouched. */
function note(from) {
  let pending = Buffer.alloc(0);
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const headEnd = pending.indexOf('\r\n\r\n');
      const length = headEnd < 0 ? NaN : Number(/content-length:\s*(\d+)/i.exec(pending.toString('latin1', 0, headEnd))?.[1]);
      if (!(pending.length >= headEnd + 4 + length)) return;
      const message = JSON.parse(pending.toString('utf8', headEnd + 4, headEnd + 4 + length));
      appendFileSync(log, `${JSON.stringify({ from, message })}\n`);
      pending = pending.subarray(headEnd + 4 + length);
    }
  };
}

process.stdin.on('data', note('client'));
server.stdout.on('data', note('server'));
process.stdin.pipe(server.stdin);
server.stdout.pipe(process.stdout);
server.on('exit', (code) => process.exit(code ?? 1));
