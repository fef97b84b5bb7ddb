/** Smart Enter: begins the next item of a series below the cursor. Bound to its own key, so that no input method meets it. */
import * as vscode from "vscode";
import { nextItemRequest } from "./protocol";
import type { Server } from "./server";

export async function insertNextItem(server: Server): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const { document } = editor;
  const position = editor.selection.active;
  const version = document.version;
  const answer = await server.request(nextItemRequest, {
    textDocument: { uri: document.uri.toString() },
    position: { line: position.line, character: position.character },
  });
  // The text went on while the server thought: an edit computed for the old text would land wrongly.
  if (document.version !== version || vscode.window.activeTextEditor !== editor) return;
  if (answer === undefined || answer === null) {
    await vscode.commands.executeCommand("editor.action.insertLineAfter");
    return;
  }
  const done = await editor.edit((builder) => {
    for (const { range, newText } of answer.edits) {
      builder.replace(new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character), newText);
    }
  });
  if (!done) return;
  const caret = new vscode.Position(answer.position.line, answer.position.character);
  editor.selection = new vscode.Selection(caret, caret);
  editor.revealRange(editor.selection);
}
