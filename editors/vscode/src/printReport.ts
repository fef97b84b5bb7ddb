/** 打印检查报告: one page with the problems and their sentences, the outline and the ledger, to be opened in a browser and printed. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { REPORT_COMMAND } from "./protocol";
import type { Server } from "./server";

export async function printReport(report: ActiveReport, server: Server): Promise<void> {
  const document = report.document;
  if (document === undefined) return;
  const name = document.uri.path.slice(document.uri.path.lastIndexOf("/") + 1).replace(/\.[^.]+$/u, "");
  const file = `${name}-${vscode.l10n.t("check report")}.html`;
  const folder = document.isUntitled ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(document.uri, "..");
  const defaultUri = folder === undefined ? vscode.Uri.file(file) : vscode.Uri.joinPath(folder, file);
  const target = await vscode.window.showSaveDialog({ defaultUri, filters: { HTML: ["html"] } });
  if (target === undefined) return;
  try {
    const { text } = (await server.execute(REPORT_COMMAND, { uri: document.uri.toString() })) as { text: string };
    await vscode.workspace.fs.writeFile(target, Buffer.from(text, "utf8"));
  } catch (error) {
    void vscode.window.showErrorMessage(vscode.l10n.t("The report could not be written: {0}", error instanceof Error ? error.message : String(error)));
    return;
  }
  const open = vscode.l10n.t("Open, to Print");
  const written = vscode.l10n.t("Written: {0}", target.path.slice(target.path.lastIndexOf("/") + 1));
  void vscode.window.showInformationMessage(written, open).then(async (answer) => {
    if (answer !== undefined) await vscode.env.openExternal(target);
  });
}
