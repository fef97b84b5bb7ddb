/**
 * Problems with quick fixes. The client library shows problems but asks for no code actions, so this handler
 * asks for them itself and hangs them on each problem as buttons.
 */
import { setDiagnostics } from '@codemirror/lint';
import { LSPPlugin } from '@codemirror/lsp-client';

const SEVERITIES = { 1: 'error', 2: 'warning', 3: 'info', 4: 'hint' };

/** Capabilities this handler needs beyond those the library announces. */
export const clientCapabilities = {
  textDocument: {
    publishDiagnostics: { versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source'] } },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

/** Two diagnostics are the same problem when place, code and text agree. */
function sameProblem(a, b) {
  const place = (d) => [d.range.start.line, d.range.start.character, d.range.end.line, d.range.end.character];
  return a.code === b.code && a.message === b.message && place(a).join() === place(b).join();
}

/** The edits of a code action that concern this document. */
async function editsOf(client, action, uri) {
  let edit = action.edit;
  if (!edit && action.data !== undefined) edit = (await client.request('codeAction/resolve', action)).edit;
  if (!edit) return [];
  const versioned = (edit.documentChanges ?? []).filter((change) => change.textDocument?.uri === uri);
  return [...(edit.changes?.[uri] ?? []), ...versioned.flatMap((change) => change.edits)];
}

/** A button that applies one code action; positions refer to the text the server knows. */
function toButton(client, uri, action) {
  return {
    name: action.title,
    apply: async (view) => {
      const plugin = LSPPlugin.get(view);
      const edits = await editsOf(client, action, uri);
      const at = (position) => plugin.unsyncedChanges.mapPos(plugin.fromPosition(position, plugin.syncedDoc));
      view.dispatch({
        changes: edits.map(({ range, newText }) => ({ from: at(range.start), to: at(range.end), insert: newText })),
        userEvent: 'input.fix',
      });
      client.sync();
    },
  };
}

/**
 * Handler for `textDocument/publishDiagnostics`.
 * @param {(view: import('@codemirror/view').EditorView, count: number) => void} onShown called after the editor shows them
 */
export function diagnosticsHandler(onShown) {
  return (client, params) => {
    const file = client.workspace.getFile(params.uri);
    const view = file?.getView();
    const plugin = view && LSPPlugin.get(view);
    if (!plugin || (params.version != null && params.version !== file.version)) return true;

    const at = (position) => plugin.unsyncedChanges.mapPos(plugin.fromPosition(position, plugin.syncedDoc));
    const show = (actions) => {
      const shown = params.diagnostics.map((problem) => ({
        from: at(problem.range.start),
        to: at(problem.range.end),
        severity: SEVERITIES[problem.severity ?? 1],
        source: problem.code == null ? undefined : String(problem.code),
        message: problem.message,
        actions: actions
          .filter((action) => action.diagnostics?.some((d) => sameProblem(d, problem)))
          .map((action) => toButton(client, params.uri, action)),
      }));
      view.dispatch(setDiagnostics(view.state, shown));
      onShown(view, shown.length);
    };

    show([]); // the marks at once, the buttons when the answer is there
    if (params.diagnostics.length > 0) {
      const end = plugin.toPosition(plugin.syncedDoc.length, plugin.syncedDoc);
      client
        .request('textDocument/codeAction', {
          textDocument: { uri: params.uri },
          range: { start: { line: 0, character: 0 }, end },
          context: { diagnostics: params.diagnostics, only: ['quickfix'] },
        })
        .then((actions) => {
          // An answer about a version that is no longer the newest is dropped.
          if (params.version == null || params.version === file.version) show(actions ?? []);
        })
        .catch((error) => plugin.reportError('codeAction', error));
    }
    return true;
  };
}
