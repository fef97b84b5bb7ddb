/** Choosing the files that a draft is held against, and writing them into zhibi.toml once the user agrees. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { COMPANION_COMMAND, type CompanionKey, type CompanionResult } from "./protocol";
import type { Server } from "./server";

/** Asks for one file; a table for the confirmed sheet, else a draft. */
export async function pickFile(report: ActiveReport, title: string, tables: boolean): Promise<vscode.Uri | undefined> {
  const document = report.document;
  if (document === undefined) return undefined;
  const filters = tables
    ? { [vscode.l10n.t("Spreadsheets")]: ["xlsx", "xlsm", "xls", "et", "ods", "csv"] }
    : { [vscode.l10n.t("Drafts")]: ["txt", "md", "markdown", "docx", "gwr", "公文", "报告"] };
  const defaultUri = document.isUntitled ? undefined : vscode.Uri.joinPath(document.uri, "..");
  const chosen = await vscode.window.showOpenDialog({ title, filters, canSelectMany: false, ...(defaultUri && { defaultUri }) });
  return chosen?.[0];
}

/** Names a file in zhibi.toml as last year's report or as a confirmed sheet. */
export async function setCompanion(report: ActiveReport, server: Server, key: CompanionKey, title: string): Promise<void> {
  const file = await pickFile(report, title, key === "facts");
  const document = report.document;
  if (file === undefined || document === undefined) return;
  try {
    const argument = { uri: document.uri.toString(), key, path: file.toString() };
    const written = (await server.execute(COMPANION_COMMAND, argument)) as CompanionResult;
    const target = vscode.Uri.parse(written.uri);
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    const agree = vscode.l10n.t("Write");
    const detail = vscode.l10n.t("{0} will name “{1}” under [companions]. Everything else in it stays as it is.", target.fsPath, name);
    const answer = await vscode.window.showInformationMessage(vscode.l10n.t("Write zhibi.toml?"), { modal: true, detail }, agree);
    if (answer !== agree) return;
    const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === target.toString());
    if (open?.isDirty === true) {
      void vscode.window.showWarningMessage(vscode.l10n.t("zhibi.toml has unsaved changes. Save it first."));
      return;
    }
    await vscode.workspace.fs.writeFile(target, Buffer.from(written.text, "utf8"));
    await vscode.commands.executeCommand("zhibi.across.focus");
  } catch (error) {
    void vscode.window.showErrorMessage(vscode.l10n.t("zhibi.toml could not be written: {0}", error instanceof Error ? error.message : String(error)));
  }
}
