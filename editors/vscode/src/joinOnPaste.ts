/** When lines are pasted that a page cut at its width: offers to join the lines of each paragraph, does so, or keeps quiet. */
import * as vscode from "vscode";
import type { TextEdit } from "vscode-languageclient";
import type { ActiveReport } from "./activeReport";
import { pastedLines } from "./pastedLines";
import { JOIN_LINES_COMMAND } from "./protocol";
import type { Server } from "./server";

/** Calm after the paste before the lines are looked at, in milliseconds. */
const CALM_MS = 400;

export class JoinOnPaste implements vscode.Disposable {
  readonly #report: ActiveReport;
  readonly #server: Server;
  readonly #subscription: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(report: ActiveReport, server: Server) {
    this.#report = report;
    this.#server = server;
    this.#subscription = vscode.workspace.onDidChangeTextDocument((event) => { this.#edited(event); });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }

  #edited({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    if (document !== this.#report.document || contentChanges.length === 0) return;
    // What comes next moves the lines.
    clearTimeout(this.#timer);
    const [change] = contentChanges;
    if (reason !== undefined || contentChanges.length > 1 || change === undefined) return;
    const lines = pastedLines(change.range.start.line, change.text);
    const mode = vscode.workspace.getConfiguration("zhibi", document).get<string>("joinOnPaste", "ask");
    if (lines === undefined || mode === "never") return;
    this.#timer = setTimeout(() => void this.#offer(document, lines, mode), CALM_MS);
  }

  async #offer(document: vscode.TextDocument, lines: { from: number; to: number }, mode: string): Promise<void> {
    const { version } = document;
    const edits = await this.#edits(document, lines);
    if (edits.length === 0 || document.version !== version) return;
    if (mode !== "always") {
      const [join, always, never] = [vscode.l10n.t("Join Paragraphs"), vscode.l10n.t("Always Join"), vscode.l10n.t("Don't Ask Again")];
      const told = vscode.l10n.t("The lines that were pasted are cut at the width of a page. Join the lines of each paragraph?");
      const answer = await vscode.window.showInformationMessage(told, join, always, never);
      if (answer === undefined) return;
      if (answer !== join) {
        await vscode.workspace.getConfiguration("zhibi").update("joinOnPaste", answer === always ? "always" : "never", vscode.ConfigurationTarget.Global);
      }
      // The draft may have gone on since it was asked: then the rule's own fix still does it.
      if (answer === never || document.version !== version) return;
    }
    const change = new vscode.WorkspaceEdit();
    for (const { range: { start, end }, newText } of edits) {
      change.replace(document.uri, new vscode.Range(start.line, start.character, end.line, end.character), newText);
    }
    await vscode.workspace.applyEdit(change);
  }

  async #edits(document: vscode.TextDocument, lines: { from: number; to: number }): Promise<TextEdit[]> {
    if (this.#server.state !== "running") return [];
    return ((await this.#server.execute(JOIN_LINES_COMMAND, { uri: document.uri.toString(), ...lines })) ?? []) as TextEdit[];
  }
}
