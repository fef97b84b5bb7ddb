/** The view 问题概览: the draft's problems by rule, most serious first; a click goes to the place. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { ruleCode } from "./ruleNames";

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
  readonly #groups: ReadonlyMap<string, readonly string[]>;
  /** The groups that are shown; all of them where nobody chose. */
  #shown: readonly string[] | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(report: ActiveReport, titles: ReadonlyMap<string, string>, groups: ReadonlyMap<string, readonly string[]>) {
    this.#report = report;
    this.#groups = groups;
    this.#titles = titles;
    this.#view = vscode.window.createTreeView("zhibi.problems", { treeDataProvider: this, showCollapseAll: true });
    this.#subscription = report.onDidChange(() => { this.#refresh(); });
    this.#refresh();
  }

  getChildren(node?: ProblemNode): ProblemNode[] {
    if (node?.kind === "rule") return node.problems.map((problem) => ({ kind: "problem", problem }));
    if (node?.kind === "hints") return byRule(node.hints);
    if (node !== undefined) return [];
    const hints = this.#ofGroups(this.#report.hints());
    return [...byRule(this.#ofGroups(this.#report.problems())), ...(hints.length > 0 ? [{ kind: "hints" as const, hints }] : [])];
  }

  getTreeItem(node: ProblemNode): vscode.TreeItem {
    if (node.kind === "rule") {
      const title = this.#titles.get(node.code);
      const item = new vscode.TreeItem(title ?? node.code, vscode.TreeItemCollapsibleState.Expanded);
      item.id = `${worst(node.problems)} ${node.code}`;
      item.tooltip = title ?? node.code;
      item.description = String(node.problems.length);
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

  /** Asks which groups are to be shown, with how many problems each has. */
  async askGroups(): Promise<void> {
    const problems = this.#report.problems();
    const items = [...this.#groups].map(([group, codes]) => ({
      label: groupName(group),
      description: String(problems.filter((problem) => codes.includes(ruleCode(problem) ?? "")).length),
      picked: this.#shown?.includes(group) ?? true,
      group,
    }));
    const chosen = await vscode.window.showQuickPick(items, { canPickMany: true, title: vscode.l10n.t("Which Problems Are Shown") });
    if (chosen === undefined) return;
    this.showGroups(chosen.length === 0 || chosen.length === items.length ? undefined : chosen.map(({ group }) => group));
  }

  /** Shows some groups only; all of them again without an argument. */
  showGroups(groups?: readonly string[]): void {
    this.#shown = groups;
    void vscode.commands.executeCommand("setContext", "zhibi.problemsFiltered", groups !== undefined);
    this.#refresh();
  }

  #ofGroups(problems: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
    const codes = this.#shown?.flatMap((group) => this.#groups.get(group) ?? []);
    return problems.filter((problem) => codes?.includes(ruleCode(problem) ?? "") ?? true);
  }

  dispose(): void {
    vscode.Disposable.from(this.#subscription, this.#view, this.#changed).dispose();
  }

  #refresh(): void {
    const problems = this.#report.problems();
    const all = problems.length === 0 ? "" : String(problems.length);
    // The count of all problems is the same everywhere: what is not shown is told beside it.
    this.#view.description = this.#shown === undefined ? all : `${this.#ofGroups(problems).length}/${problems.length} ${this.#shown.map(groupName).join(" ")}`;
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

/** What a group of rules is called. */
function groupName(group: string): string {
  switch (group) {
    case "ordinals": return vscode.l10n.t("Numbering");
    case "counts": return vscode.l10n.t("Declared counts");
    case "figures": return vscode.l10n.t("Figures and targets");
    case "punctuation": return vscode.l10n.t("Punctuation");
    case "text": return vscode.l10n.t("Text and damage");
    case "facts": return vscode.l10n.t("Confirmed figures");
    default: return group;
  }
}
