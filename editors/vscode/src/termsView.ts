/** The view 名词: the coined terms of the draft, those that are not explained first; a click goes to the place. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { type Term, TERMS_COMMAND, type Terms, type WireLocation } from "./protocol";
import type { Server } from "./server";
import { type TermGroup, termGroups } from "./termGroups";

export type TermNode = { kind: "group"; group: TermGroup; terms: Term[] } | { kind: "term"; term: Term };

/** Calm after the draft has changed before its terms are asked for again, in milliseconds. */
const CALM_MS = 800;

export class TermsView implements vscode.TreeDataProvider<TermNode>, vscode.Disposable {
  readonly #report: ActiveReport;
  readonly #server: Server;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<TermNode>;
  readonly #subscriptions: { dispose(): unknown }[];
  #terms: Terms = { listed: false, terms: [] };
  #timer: NodeJS.Timeout | undefined;
  #asked = 0;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(report: ActiveReport, server: Server) {
    this.#report = report;
    this.#server = server;
    this.#view = vscode.window.createTreeView("zhibi.termList", { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      report.onDidChange(() => { this.#later(CALM_MS); }),
      this.#view.onDidChangeVisibility(() => { this.#later(0); }),
    ];
  }

  async show(): Promise<void> {
    await vscode.commands.executeCommand("zhibi.termList.focus");
    await this.#refresh();
  }

  getChildren(node?: TermNode): TermNode[] {
    if (node?.kind === "group") return node.terms.map((term) => ({ kind: "term", term }));
    return node === undefined ? termGroups(this.#terms).map((group) => ({ kind: "group", ...group })) : [];
  }

  getTreeItem(node: TermNode): vscode.TreeItem {
    if (node.kind === "group") {
      const item = new vscode.TreeItem(groupName(node.group), vscode.TreeItemCollapsibleState.Expanded);
      item.id = node.group;
      item.description = String(node.terms.length);
      return item;
    }
    const { text, count, first, explained } = node.term;
    const item = new vscode.TreeItem(text);
    const parts = [
      first === null ? "" : vscode.l10n.t("{0} times, line {1}", count, first.range.start.line + 1),
      explained === null ? "" : vscode.l10n.t("explained in line {0}", explained.range.start.line + 1),
    ];
    item.description = parts.filter((part) => part !== "").join(" · ");
    item.tooltip = `${text}\n${item.description}`;
    item.iconPath = new vscode.ThemeIcon("symbol-text");
    const place = first ?? explained;
    if (place !== null) item.command = opening(place);
    return item;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #later(delay: number): void {
    clearTimeout(this.#timer);
    if (this.#view.visible) this.#timer = setTimeout(() => void this.#refresh(), delay);
  }

  async #refresh(): Promise<void> {
    const document = this.#report.document;
    const turn = ++this.#asked;
    let terms: Terms | null | undefined;
    if (document !== undefined && this.#server.state === "running") {
      terms = (await this.#server.execute(TERMS_COMMAND, { uri: document.uri.toString() })) as Terms | null | undefined;
      if (turn !== this.#asked) return;
    }
    this.#terms = terms ?? { listed: false, terms: [] };
    this.#view.description = this.#terms.terms.length === 0 ? "" : String(this.#terms.terms.length);
    this.#changed.fire();
  }
}

function opening({ uri, range: { start, end } }: WireLocation): vscode.Command {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  return { command: "vscode.open", title: "", arguments: [vscode.Uri.parse(uri), { selection }] };
}

function groupName(group: TermGroup): string {
  switch (group) {
    case "open": return vscode.l10n.t("Not explained");
    case "gone": return vscode.l10n.t("Explained, no longer in the text");
    case "explained": return vscode.l10n.t("Explained");
    case "all": return vscode.l10n.t("Terms");
  }
}
