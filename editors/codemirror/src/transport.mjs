/**
 * A transport over a web socket: one JSON message per frame, no LSP headers.
 * @param {string} url address of the bridge, `ws:` or `wss:`
 * @returns {Promise<import('@codemirror/lsp-client').Transport & {onClose: (handler: () => void) => void}>}
 */
export function webSocketTransport(url) {
  const handlers = new Set();
  const socket = new WebSocket(url);
  socket.onmessage = (event) => {
    for (const handler of handlers) handler(event.data);
  };
  return new Promise((resolve, reject) => {
    socket.onerror = () => reject(new Error(`cannot reach ${url}`));
    socket.onopen = () =>
      resolve({
        send: (message) => {
          if (socket.readyState !== WebSocket.OPEN) throw new Error('connection closed');
          socket.send(message);
        },
        subscribe: (handler) => handlers.add(handler),
        unsubscribe: (handler) => handlers.delete(handler),
        onClose: (handler) => socket.addEventListener('close', handler),
      });
  });
}
