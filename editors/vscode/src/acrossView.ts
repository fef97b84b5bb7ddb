/** The view 对照: what changed since another draft, last year's targets, the confirmed sheet; a click opens both places. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { filterRows } from "./acrossRows";
import { openPlace } from "./openPlace";
import { ACROSS_COMMAND, type Across, type AcrossRow } from "./protocol";
import type { Server } from "./server";

export type AcrossNode = { kind: "group"; group: keyof Across; rows: AcrossRow[] } | { kind: "row"; row: AcrossRow };

const GROUPS: readonly (keyof Across)[] = ["changes", "targets", "facts", "unclear"];

/** Calm after the draft has changed before it is held against the other files again, in milliseconds. */
const CALM_MS = 1000;

export class AcrossView implements vscode.TreeDataProvider<AcrossNode>, vscode.Disposable {
  readonly #report: ActiveReport;
  readonly #server: Server;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<AcrossNode>;
  readonly #subscriptions: { dispose(): unknown }[] = [];
  #across: Across | undefined;
  /** What it is held against in place of the draft before that the settings name. */
  #other: { of: string; by: { other: string } | { revision: string } } | undefined;
  #filter = "";
  #timer: NodeJS.Timeout | undefined;
  #asked = 0;
  /** The draft whose rows are shown. */
  #of: string | undefined;
  readonly #mark: vscode.TextEditorDecorationType;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(report: ActiveReport, server: Server, extension: vscode.Uri) {
    this.#mark = vscode.window.createTextEditorDecorationType({
      gutterIconPath: vscode.Uri.joinPath(extension, "images", "changed.svg"),
      overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.modifiedForeground"),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
    });
    this.#report = report;
    this.#server = server;
    this.#view = vscode.window.createTreeView("zhibi.across", { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions.push(
      this.#view,
      this.#changed,
      this.#mark,
      vscode.window.onDidChangeVisibleTextEditors(() => { this.#showMarks(); }),
      vscode.workspace.onDidSaveTextDocument(({ fileName }) => {
        // Other files may be named now.
        if (fileName.endsWith("zhibi.toml")) this.#of = undefined;
      }),
      report.onDidChange(() => { this.#follow(CALM_MS); }),
      this.#view.onDidChangeVisibility(() => { this.#follow(0); }),
    );
  }

  /** Compares the draft with another one, whatever the settings name. */
  async compareWith(other: vscode.Uri): Promise<void> {
    this.#choose({ other: other.toString() });
    await this.show();
  }

  /** Compares the draft with what its last commit has of it. */
  async compareWithCommit(): Promise<void> {
    this.#choose({ revision: "HEAD" });
    await this.show();
  }

  /** Shows the view, as the files are now. */
  async show(): Promise<void> {
    await vscode.commands.executeCommand("zhibi.across.focus");
    await this.refresh();
  }

  async askFilter(): Promise<void> {
    const text = await vscode.window.showInputBox({ title: vscode.l10n.t("Show only rows with these words"), value: this.#filter });
    if (text === undefined) return;
    this.#filter = text.trim();
    this.#changed.fire();
  }

  async refresh(): Promise<void> {
    const document = this.#report.document;
    const turn = ++this.#asked;
    if (document === undefined || this.#server.state !== "running") {
      this.#across = undefined;
    } else {
      const uri = document.uri.toString();
      // What was chosen for one draft is nothing to another.
      const across = await this.#ask({ uri, ...(this.#other?.of === uri ? this.#other.by : {}) });
      if (turn !== this.#asked) return;
      this.#across = across ?? undefined;
      this.#of = uri;
    }
    const count = rowsOf(this.#across).length;
    this.#view.description = count === 0 ? "" : String(count);
    this.#showMarks();
    this.#changed.fire();
  }

  /**
   * Whether nothing is to be asked: the user looks at the other side of the rows that are shown; or nobody sees the view,
   * and there was nothing that marks beside lines could tell.
   */
  #stays(): boolean {
    const uri = this.#report.document?.uri.toString();
    if (uri !== undefined && uri === this.#of) return !this.#view.visible && rowsOf(this.#across).length === 0;
    return rowsOf(this.#across).some(({ there }) => there !== null && vscode.Uri.parse(there.uri).toString() === uri);
  }

  #choose(by: { other: string } | { revision: string }): void {
    const document = this.#report.document;
    if (document !== undefined) this.#other = { of: document.uri.toString(), by };
  }

  async #ask(argument: { uri: string }): Promise<Across | null | undefined> {
    try {
      return (await this.#server.execute(ACROSS_COMMAND, argument)) as Across | null | undefined;
    } catch (error) {
      // A draft that no repository has is said once, and compared with what the settings name.
      if (this.#other === undefined) throw error;
      this.#other = undefined;
      void vscode.window.showWarningMessage(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  getChildren(node?: AcrossNode): AcrossNode[] {
    if (node?.kind === "group") return node.rows.map((row) => ({ kind: "row", row }));
    if (node !== undefined || this.#across === undefined) return [];
    const across = this.#across;
    return GROUPS.map((group) => ({ kind: "group" as const, group, rows: filterRows(across[group], this.#filter) })).filter(({ rows }) => rows.length > 0);
  }

  getTreeItem(node: AcrossNode): vscode.TreeItem {
    if (node.kind === "group") {
      const item = new vscode.TreeItem(groupName(node.group), vscode.TreeItemCollapsibleState.Expanded);
      item.id = node.group;
      item.description = String(node.rows.length);
      return item;
    }
    const { row } = node;
    const item = new vscode.TreeItem(row.label);
    const said = kindName(row.kind);
    item.description = [said, row.detail].filter((part) => part !== undefined && part !== "").join(" · ");
    item.tooltip = [row.label, row.detail, said].filter((part) => part !== undefined && part !== "").join("\n");
    item.iconPath = icon(row.kind);
    item.command = { command: "zhibi.across.open", title: "", arguments: [row] };
    return item;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #follow(delay: number): void {
    clearTimeout(this.#timer);
    if (this.#stays()) return;
    this.#timer = setTimeout(() => void this.refresh(), delay);
  }

  /** A mark beside each line with something that the draft before does not have so. */
  #showMarks(): void {
    const changed = (this.#across?.changes ?? []).flatMap(({ here }) => (here === null ? [] : [here]));
    for (const editor of vscode.window.visibleTextEditors) {
      const uri = editor.document.uri.toString();
      const lines = new Set(changed.filter((place) => vscode.Uri.parse(place.uri).toString() === uri).map(({ range }) => range.start.line));
      editor.setDecorations(this.#mark, [...lines].map((line) => new vscode.Range(line, 0, line, 0)));
    }
  }
}

function rowsOf(across: Across | undefined): AcrossRow[] {
  return across === undefined ? [] : GROUPS.flatMap((group) => across[group]);
}

/** Opens both places of a row side by side. */
export async function openRow(row: AcrossRow): Promise<void> {
  if (row.there !== null) await openPlace(row.there, row.here === null ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside);
  if (row.here !== null) await openPlace(row.here, vscode.ViewColumn.One);
}

function groupName(group: keyof Across): string {
  switch (group) {
    case "changes": return vscode.l10n.t("Changes");
    case "targets": return vscode.l10n.t("Last year's targets");
    case "facts": return vscode.l10n.t("Confirmed sheet");
    case "unclear": return vscode.l10n.t("To be looked at");
  }
}

/** What a sign says, where the row's words do not. */
function kindName(kind: AcrossRow["kind"]): string | undefined {
  switch (kind) {
    case "added": return vscode.l10n.t("new");
    case "removed": return vscode.l10n.t("gone");
    case "met": return vscode.l10n.t("met");
    case "missed": return vscode.l10n.t("not met");
    case "unanswered": return vscode.l10n.t("no answer");
    case "not-comparable": return vscode.l10n.t("not comparable");
    case "unclear": return vscode.l10n.t("to be looked at");
    case "changed":
    case "mismatch": return undefined;
  }
}

function icon(kind: AcrossRow["kind"]): vscode.ThemeIcon {
  switch (kind) {
    case "added": return new vscode.ThemeIcon("diff-added");
    case "removed": return new vscode.ThemeIcon("diff-removed");
    case "changed": return new vscode.ThemeIcon("diff-modified");
    case "met": return new vscode.ThemeIcon("pass");
    case "missed": return new vscode.ThemeIcon("error");
    case "mismatch": return new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
    case "unanswered": return new vscode.ThemeIcon("circle-outline");
    case "not-comparable":
    case "unclear": return new vscode.ThemeIcon("question");
  }
}
