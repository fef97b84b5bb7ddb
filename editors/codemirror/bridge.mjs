/**
 * Serves the page and joins each web socket to a server process of its own.
 *
 *   node bridge.mjs [--port N]      N = 0 lets the system choose; the address is printed
 *
 * Env ZHIBI_SERVER names the zhibi program; without it, `zhibi` on PATH. Listens on 127.0.0.1 only, and
 * accepts a socket only from its own page: a foreign site open in the same browser must not read drafts.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { WebSocketServer } from 'ws';

const FILES = new Map([
  ['/', ['index.html', 'text/html; charset=utf-8']],
  ['/dist/main.js', ['dist/main.js', 'text/javascript; charset=utf-8']],
  ['/dist/main.js.map', ['dist/main.js.map', 'application/json']],
]);

const { values } = parseArgs({ options: { port: { type: 'string', default: '8787' } } });
const program = process.env.ZHIBI_SERVER || 'zhibi';

/** Host names under which the page may be opened; guards against DNS rebinding. */
function isOwnHost(host) {
  const { port } = http.address();
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

const http = createServer((request, response) => {
  const file = isOwnHost(request.headers.host) && FILES.get(request.url);
  if (!file) {
    response.writeHead(404).end();
    return;
  }
  const body = createReadStream(new URL(file[0], import.meta.url));
  body.on('open', () => {
    response.writeHead(200, { 'content-type': file[1] });
    body.pipe(response);
  });
  body.on('error', () => response.writeHead(404).end());
});

const sockets = new WebSocketServer({
  server: http,
  path: '/lsp',
  maxPayload: 64 << 20,
  verifyClient: ({ req, origin }) => isOwnHost(req.headers.host) && origin === `http://${req.headers.host}`,
});

/** Cuts a byte stream into the JSON bodies of LSP messages. */
function messageReader(onMessage) {
  let pending = Buffer.alloc(0);
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const headEnd = pending.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = Number(/content-length:\s*(\d+)/i.exec(pending.toString('latin1', 0, headEnd))?.[1]);
      const bodyEnd = headEnd + 4 + length;
      if (!(pending.length >= bodyEnd)) return;
      onMessage(pending.toString('utf8', headEnd + 4, bodyEnd));
      pending = pending.subarray(bodyEnd);
    }
  };
}

sockets.on('connection', (socket) => {
  const server = spawn(program, ['lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
  server.stdout.on('data', messageReader((message) => socket.send(message)));
  server.stdin.on('error', () => socket.close()); // the process is gone; `exit` says why
  server.on('error', (error) => {
    console.error(`cannot start ${program}: ${error.message}`);
    socket.close(1011, 'server not started');
  });
  server.on('exit', () => socket.close(1011, 'server ended'));
  socket.on('message', (message) => {
    server.stdin.write(`Content-Length: ${message.length}\r\n\r\n`);
    server.stdin.write(message);
  });
  // The server ends when its input does; a stuck one is ended by force.
  socket.on('close', () => {
    server.stdin.end();
    const force = setTimeout(() => server.kill('SIGKILL'), 2000);
    server.on('exit', () => clearTimeout(force));
  });
});

http.listen(Number(values.port), '127.0.0.1', () => console.log(`http://127.0.0.1:${http.address().port}/`));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
