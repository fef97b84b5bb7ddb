/** Writing zhibi.toml as the server proposes it, once the user agrees. */
import * as vscode from "vscode";
import type { Written } from "./protocol";
import type { Server } from "./server";

/** Shows what is to change and writes it; false where the user declines or it can't be written, which is told. */
export async function writeConfiguration(server: Server, written: Written, detail: (path: string) => string): Promise<boolean> {
  const target = vscode.Uri.parse(written.uri);
  const agree = vscode.l10n.t("Write");
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t("Write zhibi.toml?"), { modal: true, detail: detail(target.fsPath) }, agree);
  if (answer !== agree) return false;
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === target.toString());
  if (open?.isDirty === true) {
    void vscode.window.showWarningMessage(vscode.l10n.t("zhibi.toml has unsaved changes. Save it first."));
    return false;
  }
  await vscode.workspace.fs.writeFile(target, Buffer.from(written.text, "utf8"));
  await server.filesChanged([target]);
  return true;
}

/** What a change is, and that nothing else changes. */
export function onlyThis(title: string): (path: string) => string {
  return (path) => `${title}\n${vscode.l10n.t("{0}: everything else in it stays as it is.", path)}`;
}

/** Runs a step and tells why zhibi.toml could not be written. */
export async function told(step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    void vscode.window.showErrorMessage(vscode.l10n.t("zhibi.toml could not be written: {0}", error instanceof Error ? error.message : String(error)));
  }
}
