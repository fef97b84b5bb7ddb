/** Choosing the files that a draft is held against, and writing them into zhibi.toml once the user agrees. */
import * as vscode from "vscode";
import type { AcrossView } from "./acrossView";
import type { ActiveReport } from "./activeReport";
import { told, writeConfiguration } from "./configurationFile";
import { COMPANION_COMMAND, type CompanionKey, type Written } from "./protocol";
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
export async function setCompanion(report: ActiveReport, server: Server, across: AcrossView, key: CompanionKey, title: string): Promise<void> {
  const file = await pickFile(report, title, key === "facts");
  const document = report.document;
  if (file === undefined || document === undefined) return;
  await told(async () => {
    const argument = { uri: document.uri.toString(), key, path: file.toString() };
    const written = (await server.execute(COMPANION_COMMAND, argument)) as Written;
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    const detail = (path: string): string => vscode.l10n.t("{0} will name “{1}”. Everything else in it stays as it is.", path, name);
    if (await writeConfiguration(server, written, detail)) await across.show();
  });
}
