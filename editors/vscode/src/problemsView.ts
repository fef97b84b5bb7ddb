/** The view 问题概览: the draft's problems by rule, most serious first; a click goes to the place. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";

interface RuleNode {
  kind: "rule";
  code: string;
  problems: vscode.Diagnostic[];
}
export type ProblemNode = RuleNode | { kind: "hints"; hints: vscode.Diagnostic[] } | { kind: "problem"; problem: vscode.Diagnostic };

export class ProblemsView implements vscode.TreeDataProvider<ProblemNode>, vscode.Disposable {
  readonly #report: ActiveReport;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<ProblemNode>;
  readonly #subscription: vscode.Disposable;
  readonly #titles: ReadonlyMap<string, string>;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(report: ActiveReport, titles: ReadonlyMap<string, string>) {
    this.#report = report;
    this.#titles = titles;
    this.#view = vscode.window.createTreeView("zhibi.problems", { treeDataProvider: this, showCollapseAll: true });
    this.#subscription = report.onDidChange(() => { this.#refresh(); });
    this.#refresh();
  }

  getChildren(node?: ProblemNode): ProblemNode[] {
    if (node?.kind === "rule") return node.problems.map((problem) => ({ kind: "problem", problem }));
    if (node?.kind === "hints") return byRule(node.hints);
    if (node !== undefined) return [];
    const hints = this.#report.hints();
    return [...byRule(this.#report.problems()), ...(hints.length > 0 ? [{ kind: "hints" as const, hints }] : [])];
  }

  getTreeItem(node: ProblemNode): vscode.TreeItem {
    if (node.kind === "rule") {
      const title = this.#titles.get(node.code);
      const item = new vscode.TreeItem(title ?? node.code, vscode.TreeItemCollapsibleState.Expanded);
      item.id = `${worst(node.problems)} ${node.code}`;
      item.tooltip = title === undefined ? node.code : `${title} · ${node.code}`;
      item.description = `${title === undefined ? "" : `${node.code} · `}${node.problems.length}`;
      item.iconPath = severityIcon(worst(node.problems));
      item.contextValue = "rule";
      return item;
    }
    if (node.kind === "hints") {
      const item = new vscode.TreeItem(vscode.l10n.t("Hints"), vscode.TreeItemCollapsibleState.Collapsed);
      item.id = "hints";
      item.tooltip = vscode.l10n.t("Worth a look; counted among the problems nowhere.");
      item.description = String(node.hints.length);
      item.iconPath = severityIcon(vscode.DiagnosticSeverity.Hint);
      return item;
    }
    const { problem } = node;
    const item = new vscode.TreeItem(problem.message);
    item.tooltip = problem.message;
    item.description = vscode.l10n.t("line {0}", problem.range.start.line + 1);
    item.iconPath = severityIcon(problem.severity);
    const document = this.#report.document;
    if (document !== undefined) {
      item.command = { command: "vscode.open", title: "", arguments: [document.uri, { selection: problem.range }] };
    }
    return item;
  }

  dispose(): void {
    vscode.Disposable.from(this.#subscription, this.#view, this.#changed).dispose();
  }

  #refresh(): void {
    const count = this.#report.problems().length;
    this.#view.description = count === 0 ? "" : String(count);
    this.#changed.fire();
  }
}

/** Problems by rule, most serious first. */
function byRule(problems: readonly vscode.Diagnostic[]): RuleNode[] {
  const rules = new Map<string, vscode.Diagnostic[]>();
  for (const problem of problems) {
    const code = ruleCode(problem) ?? "";
    const known = rules.get(code);
    if (known === undefined) rules.set(code, [problem]);
    else known.push(problem);
  }
  return [...rules]
    .map(([code, found]) => ({ kind: "rule" as const, code, problems: found }))
    .sort((a, b) => worst(a.problems) - worst(b.problems) || b.problems.length - a.problems.length || (a.code < b.code ? -1 : 1));
}

/** The rule's code, whether the server gave it with a link or without. */
export function ruleCode(diagnostic: vscode.Diagnostic): string | undefined {
  const { code } = diagnostic;
  if (code === undefined) return undefined;
  return String(typeof code === "object" ? code.value : code);
}

function worst(problems: readonly vscode.Diagnostic[]): vscode.DiagnosticSeverity {
  return problems.reduce<vscode.DiagnosticSeverity>((least, { severity }) => (severity < least ? severity : least), vscode.DiagnosticSeverity.Hint);
}

function severityIcon(severity: vscode.DiagnosticSeverity): vscode.ThemeIcon {
  switch (severity) {
    case vscode.DiagnosticSeverity.Error: return new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
    case vscode.DiagnosticSeverity.Warning: return new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
    case vscode.DiagnosticSeverity.Information: return new vscode.ThemeIcon("info");
    case vscode.DiagnosticSeverity.Hint: return new vscode.ThemeIcon("lightbulb");
  }
}
