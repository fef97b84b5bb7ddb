/** Goes to a place that the server told: a draft in its encoding, a table or a Word document in the editor meant for it. */
import * as vscode from "vscode";
import { openInItsEncoding } from "./misreadFiles";
import type { WireLocation } from "./protocol";

export async function openPlace({ uri, range }: WireLocation, viewColumn: vscode.ViewColumn): Promise<void> {
  const target = vscode.Uri.parse(uri);
  if (/\.(?:xlsx?|xlsm|ods|et|docx)$/iu.test(target.path)) {
    await vscode.commands.executeCommand("vscode.open", target, viewColumn);
    return;
  }
  const selection = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
  await vscode.window.showTextDocument(await openInItsEncoding(target), { viewColumn, selection, preview: true });
}
