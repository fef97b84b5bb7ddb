/** Snippets in the list of completions under Chinese names; the editor itself would list their Latin prefixes. */
import * as vscode from "vscode";
import { type Snippet, offered } from "./snippetList";

export function offerSnippets(extension: vscode.Uri): vscode.Disposable {
  // Read when they are first asked for: the extension's start waits for no file.
  let read: Promise<Record<string, Snippet>> | undefined;
  const chinese = vscode.env.language.toLowerCase().startsWith("zh");
  return vscode.languages.registerCompletionItemProvider("gov-report", {
    provideCompletionItems: async (document, position) => {
      const before = document.lineAt(position.line).text.slice(0, position.character);
      const typed = /[a-z]*\d?$/iu.exec(before)?.[0] ?? "";
      // In the middle of a line only those that were begun.
      if (typed === "" && before.trim() !== "") return undefined;
      const range = new vscode.Range(position.translate(0, -typed.length), position);
      const snippets = await (read ??= readSnippets(extension));
      const items = offered(snippets, typed, chinese).map(({ label, filter, body }, index) => {
        // No snippet to the editor, which lists none of those that are contributed.
        const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Struct);
        item.insertText = new vscode.SnippetString(body);
        item.filterText = typed === "" ? label : filter;
        item.range = range;
        item.sortText = `zz${String(index).padStart(3, "0")}`;
        return item;
      });
      return new vscode.CompletionList(items, true);
    },
  });
}

async function readSnippets(extension: vscode.Uri): Promise<Record<string, Snippet>> {
  const file = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, "snippets/gov-report.json"));
  return JSON.parse(Buffer.from(file).toString("utf8")) as Record<string, Snippet>;
}
