/** The outline of the draft as a nested list; a click goes to the heading. */
import { LSPPlugin } from '@codemirror/lsp-client';

/**
 * Fetches `textDocument/documentSymbol` and shows it.
 * @param {import('@codemirror/view').EditorView} view
 * @param {HTMLElement} panel element that holds the list
 */
export async function showOutline(view, panel) {
  const plugin = LSPPlugin.get(view);
  plugin.client.sync();
  const symbols = await plugin.client.request('textDocument/documentSymbol', { textDocument: { uri: plugin.uri } });

  const list = (items) => {
    const element = document.createElement('ul');
    for (const item of items) {
      const entry = document.createElement('li');
      const link = document.createElement('button');
      link.textContent = item.name;
      link.title = item.detail ?? '';
      link.onclick = () => {
        const anchor = plugin.fromPosition(item.selectionRange.start);
        view.dispatch({ selection: { anchor }, scrollIntoView: true });
        view.focus();
      };
      entry.append(link);
      if (item.children?.length) entry.append(list(item.children));
      element.append(entry);
    }
    return element;
  };
  panel.replaceChildren(list(symbols ?? []));
}
