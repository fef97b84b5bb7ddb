/** Commands that apply the server's code actions: all safe fixes, and renumbering. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";

const FIX_ALL = vscode.CodeActionKind.Source.append("fixAll").append("zhibi");
const RENUMBER = vscode.CodeActionKind.RefactorRewrite.append("zhibi").append("renumber");

/** Applies every safe fix of the draft at once, as one step of undo. */
export async function fixAllSafe(report: ActiveReport): Promise<void> {
  const document = report.document;
  if (document === undefined) return;
  const action = await allSafe(document);
  if (action === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nothing can be fixed safely: what is left needs your decision."));
    return;
  }
  await apply(action);
  const places = placesOf(action);
  const done = places === 1 ? vscode.l10n.t("1 place was corrected.") : vscode.l10n.t("{0} places were corrected.", places);
  void vscode.window.showInformationMessage(done);
}

/** How many places of the draft can be fixed safely. */
export async function countSafe(report: ActiveReport): Promise<number> {
  const action = report.document === undefined ? undefined : await allSafe(report.document);
  return action === undefined ? 0 : placesOf(action);
}

async function allSafe(document: vscode.TextDocument): Promise<vscode.CodeAction | undefined> {
  const whole = new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  return (await actions(document, whole, FIX_ALL))[0];
}

function placesOf({ edit }: vscode.CodeAction): number {
  return (edit?.entries() ?? []).reduce((sum, [, edits]) => sum + edits.length, 0);
}

/** Offers the renumberings that are possible at the cursor; the only one is applied at once. */
export async function renumberSeries(report: ActiveReport): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document !== report.document) return;
  const found = await renumberings(editor.document, editor.selection);
  const [only] = found;
  if (only === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no numbering to put in order at the cursor. Place it on a numbered heading or item."));
    return;
  }
  if (found.length === 1) {
    await apply(only);
    return;
  }
  const choice = await vscode.window.showQuickPick(
    found.map((action) => ({ label: action.title, action })),
    { title: vscode.l10n.t("Renumber") },
  );
  if (choice !== undefined) await apply(choice.action);
}

/** The renumberings that are possible at a place. */
export async function renumberings(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return await actions(document, range, RENUMBER);
}

async function actions(document: vscode.TextDocument, range: vscode.Range, kind: vscode.CodeActionKind): Promise<vscode.CodeAction[]> {
  // The count asks VS Code to resolve as many actions, so that they carry their edits.
  const found = await vscode.commands.executeCommand<vscode.CodeAction[] | undefined>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    kind.value,
    20,
  );
  return (found ?? []).filter((action) => action.kind !== undefined && kind.contains(action.kind) && action.disabled === undefined);
}

async function apply(action: vscode.CodeAction): Promise<void> {
  if (action.edit !== undefined) await vscode.workspace.applyEdit(action.edit);
  if (action.command !== undefined) {
    await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
  }
}
