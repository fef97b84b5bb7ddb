/** Writes the draft's ledger of figures, as the view filters it, to a file that the user chooses. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { allFigures } from "./ledgerView";
import { EXPORT_COMMAND, type ExportArguments, type ExportFormat, type ExportResult } from "./protocol";
import type { Server } from "./server";

const EXTENSIONS: Record<ExportFormat, string> = { xlsx: "xlsx", csv: "csv", markdown: "md", json: "json" };

export async function exportLedger(report: ActiveReport, server: Server, filter: string): Promise<void> {
  const document = report.document;
  if (document === undefined) return;
  const choices: (vscode.QuickPickItem & { format: ExportFormat })[] = [
    { label: "Excel (.xlsx)", format: "xlsx" },
    { label: "CSV (.csv)", description: vscode.l10n.t("UTF-8 with a mark that Excel understands"), format: "csv" },
    { label: "Markdown (.md)", format: "markdown" },
    { label: "JSON (.json)", description: vscode.l10n.t("for programs: all figures"), format: "json" },
  ];
  const name = vscode.l10n.t("Export the Figures Ledger");
  const title = filter === "" ? name : `${name} “${filter}”`;
  const choice = await vscode.window.showQuickPick(choices, { title });
  if (choice === undefined) return;
  const target = await vscode.window.showSaveDialog({
    defaultUri: defaultTarget(document, EXTENSIONS[choice.format]),
    filters: { [choice.label]: [EXTENSIONS[choice.format]] },
  });
  if (target === undefined) return;
  try {
    const argument: ExportArguments = { uri: document.uri.toString(), format: choice.format, all: allFigures(), filter };
    const result = (await server.execute(EXPORT_COMMAND, argument)) as ExportResult | null;
    await vscode.workspace.fs.writeFile(target, contents(result, choice.format));
  } catch (error) {
    void vscode.window.showErrorMessage(vscode.l10n.t("The ledger could not be written: {0}", error instanceof Error ? error.message : String(error)));
    return;
  }
  const open = vscode.l10n.t("Open");
  const written = target.path.slice(target.path.lastIndexOf("/") + 1);
  void vscode.window.showInformationMessage(vscode.l10n.t("Written: {0}", written), open).then(async (answer) => {
    if (answer === undefined) return;
    // A workbook is for another program; the text formats can be read here.
    if (choice.format === "xlsx") await vscode.env.openExternal(target);
    else await vscode.commands.executeCommand("vscode.open", target);
  });
}

function defaultTarget(document: vscode.TextDocument, extension: string): vscode.Uri {
  const path = document.uri.path;
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]+$/u, "");
  const file = `${name}-${vscode.l10n.t("figures")}.${extension}`;
  if (document.isUntitled) {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    return folder === undefined ? vscode.Uri.file(file) : vscode.Uri.joinPath(folder, file);
  }
  return vscode.Uri.joinPath(document.uri, "..", file);
}

function contents(result: ExportResult | null, format: ExportFormat): Uint8Array {
  if (typeof result?.base64 === "string") return Buffer.from(result.base64, "base64");
  if (typeof result?.text !== "string") throw new Error(vscode.l10n.t("The language server gave no ledger."));
  const mark = format === "csv" && !result.text.startsWith("\ufeff") ? "\ufeff" : "";
  return Buffer.from(mark + result.text, "utf8");
}
