/** The view 查找数字: statements of one metric, or figures by words, in all drafts of the folders; a click goes to the place. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { boundSign } from "./names";
import { FIND_FIGURES_COMMAND, type FoundFigure, type FoundFigures } from "./protocol";
import type { Server } from "./server";

export type FindNode = { kind: "file"; uri: vscode.Uri; figures: FoundFigure[] } | { kind: "figure"; figure: FoundFigure };

export class FindView implements vscode.TreeDataProvider<FindNode>, vscode.Disposable {
  readonly #report: ActiveReport;
  readonly #server: Server;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<FindNode>;
  #found: FoundFigures = { title: null, figures: [], more: false };

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(report: ActiveReport, server: Server) {
    this.#report = report;
    this.#server = server;
    this.#view = vscode.window.createTreeView("zhibi.found", { treeDataProvider: this, showCollapseAll: true });
  }

  /** Statements of the metric at the cursor. */
  async sameMetric(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || editor.document !== this.#report.document) return;
    const { line, character } = editor.selection.active;
    const found = await this.#ask({ uri: editor.document.uri.toString(), position: { line, character } });
    if (found?.title === null) void vscode.window.showInformationMessage(vscode.l10n.t("Place the cursor on the name of a metric, or on its figure."));
    else if (found !== undefined) await this.#show(found);
  }

  /** Figures by words. */
  async byWords(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const selected = editor?.document === this.#report.document ? editor?.document.getText(editor.selection) : undefined;
    const words = await vscode.window.showInputBox({
      title: vscode.l10n.t("Find Figures in All Drafts"),
      prompt: vscode.l10n.t("Words of the metric, or of the clause that the figure stands in; all of them must occur."),
      value: selected !== undefined && selected.length <= 20 && !selected.includes("\n") ? selected : (this.#found.title ?? ""),
    });
    if (words === undefined || words.trim() === "") return;
    const found = await this.#ask({ words });
    if (found !== undefined) await this.#show(found);
  }

  getChildren(node?: FindNode): FindNode[] {
    if (node?.kind === "file") return node.figures.map((figure) => ({ kind: "figure", figure }));
    if (node !== undefined) return [];
    const files = new Map<string, FoundFigure[]>();
    for (const figure of this.#found.figures) {
      const { uri } = figure.location;
      files.set(uri, [...(files.get(uri) ?? []), figure]);
    }
    return [...files].map(([uri, figures]) => ({ kind: "file", uri: vscode.Uri.parse(uri), figures }));
  }

  getTreeItem(node: FindNode): vscode.TreeItem {
    if (node.kind === "file") {
      const item = new vscode.TreeItem(vscode.workspace.asRelativePath(node.uri), vscode.TreeItemCollapsibleState.Expanded);
      item.description = String(node.figures.length);
      item.iconPath = new vscode.ThemeIcon("file-text");
      return item;
    }
    const { text, bound, metric, period, role, sentence, location } = node.figure;
    const item = new vscode.TreeItem(boundSign(bound) + text);
    item.description = [role, period ?? "", metric ?? ""].filter((part) => part !== "").join(" · ");
    item.tooltip = sentence;
    item.iconPath = new vscode.ThemeIcon("symbol-number");
    item.command = { command: "zhibi.found.open", title: "", arguments: [location] };
    return item;
  }

  dispose(): void {
    vscode.Disposable.from(this.#view, this.#changed).dispose();
  }

  async #ask(argument: object): Promise<FoundFigures | undefined> {
    try {
      return (await this.#server.executeShown(FIND_FIGURES_COMMAND, argument, vscode.l10n.t("Looking through the drafts"))) as FoundFigures | undefined;
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  async #show(found: FoundFigures): Promise<void> {
    this.#found = found;
    this.#view.description = `${found.title ?? ""} · ${found.figures.length}${found.more ? "+" : ""}`;
    this.#changed.fire();
    await vscode.commands.executeCommand("zhibi.found.focus");
  }
}
