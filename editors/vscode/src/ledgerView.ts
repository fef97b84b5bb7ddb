/** The view 指标: the indicators of the draft, or all its figures, grouped and filtered; a click goes to the figure. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { type Figure, type Grouping, type LedgerNode, filterFigures, groupFigures, isIndicator, sentenceAt, utf16Offset } from "./figures";
import { boundSign, roleIcon, roleName } from "./names";

export class LedgerView implements vscode.TreeDataProvider<LedgerNode>, vscode.Disposable {
  readonly #report: ActiveReport;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<LedgerNode>;
  readonly #subscription: vscode.Disposable;
  readonly #settings: vscode.Disposable;
  #roots: LedgerNode[] = [];
  #nodes: Extract<LedgerNode, { kind: "figure" }>[] = [];
  readonly #parents = new Map<LedgerNode, LedgerNode>();
  #filter = "";
  #grouping: Grouping = "role";

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(report: ActiveReport) {
    this.#report = report;
    this.#view = vscode.window.createTreeView("zhibi.ledger", { treeDataProvider: this, showCollapseAll: true });
    this.#subscription = report.onDidChange(() => { this.#refresh(); });
    this.#settings = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(ALL_SETTING)) this.#refresh();
    });
    this.#refresh();
  }

  getChildren(node?: LedgerNode): LedgerNode[] {
    if (node !== undefined) return node.kind === "group" ? node.children : [];
    return this.#roots;
  }

  getTreeItem(node: LedgerNode): vscode.TreeItem {
    if (node.kind === "group") {
      const item = new vscode.TreeItem(node.title, vscode.TreeItemCollapsibleState.Expanded);
      item.id = node.key;
      item.description = String(node.count);
      return item;
    }
    const { figure } = node;
    const falls = figure.role === "growth" && figure.change === "decrease";
    const item = new vscode.TreeItem((falls ? vscode.l10n.t("down ") : "") + boundSign(figure.bound) + figure.text);
    item.description = [figure.metric, figure.period].filter((part) => part !== null && part !== "").join(" · ");
    item.iconPath = roleIcon(figure.role);
    item.tooltip = tooltip(figure, this.#report.document);
    item.accessibilityInformation = { label: [figure.role === null ? "" : roleName(figure.role), figure.text, item.description].join(" ").trim() };
    const document = this.#report.document;
    if (document !== undefined) {
      item.command = { command: "vscode.open", title: "", arguments: [document.uri, { selection: figureRange(figure, document) }] };
    }
    return item;
  }

  /** Shows the view, and in it the figure at the cursor. */
  async show(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    await vscode.commands.executeCommand("zhibi.ledger.focus");
    const document = this.#report.document;
    if (editor === undefined || document === undefined || editor.document !== document) return;
    const here = this.#nodes.find(({ figure }) => figureRange(figure, document).contains(editor.selection.active));
    if (here !== undefined) await this.#view.reveal(here, { select: true, focus: true });
  }

  getParent(node: LedgerNode): LedgerNode | undefined {
    return this.#parents.get(node);
  }

  async askFilter(): Promise<void> {
    const filter = await vscode.window.showInputBox({
      title: vscode.l10n.t("Filter the Figures"),
      prompt: vscode.l10n.t("Words of the metric, section, period, unit or role; all of them must occur."),
      value: this.#filter,
    });
    if (filter !== undefined) this.setFilter(filter);
  }

  setFilter(filter: string): void {
    this.#filter = filter.trim();
    void vscode.commands.executeCommand("setContext", "zhibi.ledgerFiltered", this.#filter !== "");
    this.#refresh();
  }

  async askGrouping(): Promise<void> {
    const choices: (vscode.QuickPickItem & { grouping: Grouping })[] = [
      { label: vscode.l10n.t("By section"), grouping: "section" },
      { label: vscode.l10n.t("By metric"), grouping: "metric" },
      { label: vscode.l10n.t("By role (achieved, target, …)"), grouping: "role" },
    ];
    const choice = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t("Group the Figures") });
    if (choice === undefined) return;
    this.#grouping = choice.grouping;
    this.#refresh();
  }

  dispose(): void {
    vscode.Disposable.from(this.#subscription, this.#settings, this.#view, this.#changed).dispose();
  }

  /** What the view shows only; empty for no filter. */
  get filter(): string {
    return this.#filter;
  }

  #listed(): readonly Figure[] | undefined {
    const figures = this.#report.figures;
    return allFigures() ? figures : figures?.filter(isIndicator);
  }

  #shown(): Figure[] {
    return filterFigures(this.#listed() ?? [], this.#filter, roleName);
  }

  #refresh(): void {
    this.#roots = groupFigures(this.#shown(), this.#grouping, { none: vscode.l10n.t("Without a metric"), role: roleName });
    this.#parents.clear();
    this.#nodes = [];
    const enter = (node: LedgerNode, parent: LedgerNode | undefined): void => {
      if (parent !== undefined) this.#parents.set(node, parent);
      if (node.kind === "figure") this.#nodes.push(node);
      else node.children.forEach((child) => { enter(child, node); });
    };
    this.#roots.forEach((root) => { enter(root, undefined); });
    const all = this.#listed();
    this.#view.description = all === undefined ? "" : this.#filter === "" ? String(all.length) : `${this.#shown().length}/${all.length} “${this.#filter}”`;
    this.#changed.fire();
  }
}

/** The setting by which dates, ranks, names and counts of lists are listed and exported, too. */
const ALL_SETTING = "zhibi.ledger.allFigures";

/** Whether the view and the export hold all figures, not the indicators alone. */
export function allFigures(): boolean {
  return vscode.workspace.getConfiguration().get<boolean>(ALL_SETTING, false);
}

/** The figure's place in the document; a place that an edit has removed is moved to the nearest one. */
export function figureRange(figure: Figure, document: vscode.TextDocument): vscode.Range {
  const at = (line: number, column: number): vscode.Position => {
    if (line > document.lineCount) return document.lineAt(document.lineCount - 1).range.end;
    return new vscode.Position(line - 1, utf16Offset(document.lineAt(line - 1).text, column));
  };
  return new vscode.Range(at(figure.line, figure.column), at(figure.endLine, figure.endColumn));
}

function tooltip(figure: Figure, document: vscode.TextDocument | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  if (document !== undefined && figure.line <= document.lineCount) {
    const { text: line } = document.lineAt(figure.line - 1);
    text.appendText(sentenceAt(line, utf16Offset(line, figure.column))).appendMarkdown("\n\n");
  }
  const add = (name: string, value: string | null): void => {
    if (value === null || value === "") return;
    text.appendMarkdown(`**${name}** `).appendText(value).appendMarkdown("  \n");
  };
  add(vscode.l10n.t("Role"), figure.role === null ? null : roleName(figure.role));
  add(vscode.l10n.t("Metric"), figure.metric);
  add(vscode.l10n.t("Period"), figure.period);
  add(vscode.l10n.t("Value"), [...new Set([figure.lower, figure.upper])].filter((value) => value !== null).join(" – ") + (figure.unit === null ? "" : ` ${figure.unit}`));
  add(vscode.l10n.t("Section"), figure.section.join(" › "));
  for (const relation of figure.relations) add(vscode.l10n.t("Computed"), relation.formula);
  return text;
}
