/** Example page: a report draft in CodeMirror 6, checked by the Zhibi server behind a web socket. */
import { basicSetup } from 'codemirror';
import { EditorView } from '@codemirror/view';
import { LSPClient, hoverTooltips, serverCompletion, serverDiagnostics } from '@codemirror/lsp-client';
import DOMPurify from 'dompurify';
import { webSocketTransport } from './transport.mjs';
import { clientCapabilities, diagnosticsHandler } from './diagnostics.mjs';
import { showOutline } from './outline.mjs';

/** The draft exists only in the page, so its URI has a scheme of its own; the server checks it in memory. */
const URI = 'inmemory://drafts/报告.gwr';

const SAMPLE = `2026年青禾县人民政府工作报告
一、2025年工作回顾
（一）工业经济稳中有进。规模以上工业增加值增长6.2%，新增规上企业超过20家以上。
（三）城乡面貌持续改善。完成老旧小区改造12个，总投资1.8亿元。
二、2026年工作安排
力争地区生产总值增长6%以上，一般公共预算收入突破30亿元。
`;

const status = document.querySelector('#status');
const outline = document.querySelector('#outline');

const client = new LSPClient({
  timeout: 10_000,
  sanitizeHTML: (html) => DOMPurify.sanitize(html),
  notificationHandlers: {
    'textDocument/publishDiagnostics': diagnosticsHandler((view, count) => {
      status.textContent = count === 0 ? '没有发现问题' : `${count} 处问题`;
      showOutline(view, outline).catch((error) => console.error(error));
    }),
  },
  // serverDiagnostics also sends the edits to the server as they are made.
  extensions: [{ clientCapabilities }, serverDiagnostics(), hoverTooltips({ hoverTime: 200 }), serverCompletion()],
});

const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
webSocketTransport(`${scheme}://${location.host}/lsp`)
  .then((transport) => {
    transport.onClose(() => (status.textContent = '与检查服务的连接已断开，请刷新页面'));
    client.connect(transport);
    new EditorView({
      doc: SAMPLE,
      parent: document.querySelector('#editor'),
      extensions: [basicSetup, EditorView.lineWrapping, client.plugin(URI, 'gov-report')],
    });
  })
  .catch((error) => (status.textContent = `无法连接检查服务：${error.message}`));
