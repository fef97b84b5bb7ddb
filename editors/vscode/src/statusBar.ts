/** The status bar item: problems · figures · words of the draft, or the offer to check a file that looks like one. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import type { Documents } from "./documents";
import { isIndicator } from "./figures";
import { isMisread } from "./misreadFiles";
import { countWords } from "./reportLikeness";
import { problemCount } from "./ruleNames";
import type { Server } from "./server";

/** What stands further right is hidden last where a window is narrow. */
const PRIORITY = -100;
/** Calm after an edit before the text is looked at again, in milliseconds. */
const CALM_MS = 300;

export class StatusBar implements vscode.Disposable {
  readonly #documents: Documents;
  readonly #report: ActiveReport;
  readonly #server: Server;
  readonly #item = vscode.window.createStatusBarItem("zhibi.status", vscode.StatusBarAlignment.Right, PRIORITY);
  readonly #subscriptions: { dispose(): unknown }[];
  #selected = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(documents: Documents, report: ActiveReport, server: Server) {
    this.#documents = documents;
    this.#report = report;
    this.#server = server;
    this.#item.name = "执笔 Zhibi";
    const later = (): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => { this.#show(); }, CALM_MS);
    };
    this.#subscriptions = [
      this.#item,
      report.onDidChange(() => { this.#show(); }),
      documents.onDidChange(() => { this.#show(); }),
      vscode.window.onDidChangeActiveTextEditor(() => { this.#show(); }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        const some = selections.some(({ isEmpty }) => !isEmpty);
        if (textEditor.document === this.#report.document && (some || this.#selected)) later();
        this.#selected = some;
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === vscode.window.activeTextEditor?.document) later();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("zhibi.documents")) later();
      }),
    ];
    this.#show();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #show(): void {
    const document = this.#report.document;
    const other = vscode.window.activeTextEditor?.document;
    const candidate = document === undefined && other !== undefined && this.#documents.isCandidate(other);
    void vscode.commands.executeCommand("setContext", "zhibi.candidate", candidate);
    if (document !== undefined) this.#showReport(document);
    else if (candidate) this.#showOffer();
    else this.#item.hide();
  }

  #showReport(document: vscode.TextDocument): void {
    const counted = (text: string): number => countWords(text, document.languageId === "markdown");
    const editor = vscode.window.activeTextEditor;
    const selected = editor?.document === document ? editor.selections.map((selection) => document.getText(selection)).join("\n") : "";
    const count = counted(document.getText());
    // As Word tells it: of the selection, and of all.
    const words = (selected === "" ? "" : `${counted(selected).toLocaleString("en-US")}/`) + count.toLocaleString("en-US");
    this.#item.command = "zhibi.showActions";
    this.#item.backgroundColor = undefined;
    if (isMisread(document)) {
      this.#showMisread();
      return;
    }
    switch (this.#server.state) {
      case "running": {
        const problems = this.#report.problems().length;
        const figures = this.#report.figures?.filter(isIndicator).length;
        const parts = [problemCount(problems)];
        if (figures !== undefined) parts.push(vscode.l10n.t("{0} figures", figures));
        const budget = this.#report.budget;
        parts.push(
          budget === undefined
            ? vscode.l10n.t("{0} words", words)
            : `${vscode.l10n.t("{0} words", `${words} / ${budget.total.toLocaleString("en-US")}`)} · ${vscode.l10n.t("about {0} min", Math.round(count / budget.pace))}`,
        );
        this.#item.text = `${problems === 0 ? "$(pass)" : "$(edit)"} ${parts.join(" · ")}`;
        const tooltip = [vscode.l10n.t("执笔 Zhibi: this document is checked as a report. Click for actions.")];
        if (this.#report.held > 0) tooltip.push(vscode.l10n.t("{0} more to look at once this is written", this.#report.held));
        this.#item.tooltip = tooltip.join("\n");
        break;
      }
      case "failed":
        this.#item.text = `$(error) ${vscode.l10n.t("Zhibi has stopped")}`;
        this.#item.tooltip = vscode.l10n.t("The language server does not run. Click for actions.");
        this.#item.backgroundColor = new vscode.ThemeColor("statusBarItem.errorBackground");
        break;
      case "idle":
      case "starting":
        this.#item.text = `$(sync~spin) ${vscode.l10n.t("{0} words", words)}`;
        this.#item.tooltip = vscode.l10n.t("执笔 Zhibi is starting.");
    }
    this.#item.show();
  }

  /** Counts of a garbled text are none. */
  #showMisread(): void {
    this.#item.text = `$(warning) ${vscode.l10n.t("Garbled: reopen it in the right encoding")}`;
    this.#item.tooltip = vscode.l10n.t("The file was opened in an encoding it is not written in.");
    this.#item.command = "zhibi.reopenWithEncoding";
    this.#item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
    this.#item.show();
  }

  #showOffer(): void {
    this.#item.text = `$(search) ${vscode.l10n.t("Looks like a report: check it")}`;
    const tooltip = new vscode.MarkdownString(
      `${vscode.l10n.t("Check numbering and figures of this document.")}\n\n[${vscode.l10n.t("Not this file")}](command:zhibi.stopChecking)`,
    );
    tooltip.isTrusted = { enabledCommands: ["zhibi.stopChecking"] };
    this.#item.tooltip = tooltip;
    this.#item.command = "zhibi.checkDocument";
    this.#item.backgroundColor = undefined;
    this.#item.show();
  }
}
