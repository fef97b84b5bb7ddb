/** Commands that go from one hint, figure or heading of the draft to the next. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { isIndicator } from "./figures";
import { figureRange } from "./ledgerView";
import { nextPlace } from "./places";

export type Kind = "hint" | "figure" | "heading";

/** Goes to the next of a kind, or to the one before; a hint, which shows as three dots only, is read out. */
export async function goTo(report: ActiveReport, kind: Kind, forward: boolean): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document !== report.document) return;
  const ranges = (await ranged(report, editor.document, kind)).sort((a, b) => a.start.compareTo(b.start));
  const starts = ranges.map((range) => ({ line: range.start.line, character: range.start.character, range }));
  const found = nextPlace(starts, editor.selection.start, forward)?.range;
  if (found === undefined) {
    const none = { hint: vscode.l10n.t("There are no hints."), figure: vscode.l10n.t("There are no figures."), heading: vscode.l10n.t("There are no headings.") };
    void vscode.window.showInformationMessage(none[kind]);
    return;
  }
  editor.selection = kind === "heading" ? new vscode.Selection(found.start, found.start) : new vscode.Selection(found.start, found.end);
  editor.revealRange(found, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  if (kind === "hint") await vscode.commands.executeCommand("editor.action.showHover");
}

async function ranged(report: ActiveReport, document: vscode.TextDocument, kind: Kind): Promise<vscode.Range[]> {
  switch (kind) {
    case "hint":
      return report.hints().map(({ range }) => range);
    case "figure":
      // A date is a number where it has digits; 一年 is none.
      return (report.figures ?? []).filter((figure) => isIndicator(figure) || /\d/u.test(figure.text)).map((figure) => figureRange(figure, document));
    case "heading": {
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>("vscode.executeDocumentSymbolProvider", document.uri);
      const all = (list: vscode.DocumentSymbol[]): vscode.Range[] => list.flatMap(({ selectionRange, children, kind: form }) => [...(form === vscode.SymbolKind.File ? [selectionRange] : []), ...all(children)]);
      return all(symbols ?? []);
    }
  }
}
