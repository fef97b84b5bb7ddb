/** Rule pages, which the code of a diagnostic links to as well. Shown rendered. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { initials } from "./pinyin";
import { explainRequest } from "./protocol";
import { folded } from "./rulePage";
import { RULE_SCHEME, type RuleNames, ruleAt, ruleCode } from "./ruleNames";
import type { Server } from "./server";

/** A rule's page, what only a configuration file needs folded away. The server's own pages are shown so, too. */
export function foldedPage(markdown: string): string {
  return folded(markdown, vscode.l10n.t("For those who keep the configuration"));
}

export class RulePages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #server: Server;
  readonly #report: ActiveReport;
  readonly #registration: vscode.Disposable;
  readonly #titles: ReadonlyMap<string, string>;
  readonly #names: RuleNames;

  constructor(server: Server, report: ActiveReport, titles: ReadonlyMap<string, string>, names: RuleNames) {
    this.#server = server;
    this.#titles = titles;
    this.#names = names;
    this.#report = report;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(RULE_SCHEME, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const code = ruleAt(uri);
    const page = await this.#server.request(explainRequest, { code });
    if (page !== undefined && page !== null) return foldedPage(page.markdown);
    return this.#server.state === "running"
      ? vscode.l10n.t("There is no rule “{0}”.", code)
      : vscode.l10n.t("Rules are explained while a report draft is open.");
  }

  /** Explains this rule; without a code, the one at the cursor or one that the user chooses. */
  async explain(code: string | undefined): Promise<void> {
    const chosen = code ?? (await this.#choose());
    if (chosen === undefined || chosen === "") return;
    await vscode.commands.executeCommand("markdown.showPreviewToSide", this.#names.address(chosen));
  }

  dispose(): void {
    this.#registration.dispose();
  }

  async #choose(): Promise<string | undefined> {
    const problems = this.#report.problems();
    const cursor = vscode.window.activeTextEditor?.selection.active;
    const here = problems.filter((problem) => cursor !== undefined && problem.range.contains(cursor));
    const [only] = here;
    if (here.length === 1 && only !== undefined) return ruleCode(only);
    // Those of this draft first.
    const found = [...new Set([...here, ...problems, ...this.#report.hints()].flatMap((problem) => ruleCode(problem) ?? []))];
    const others = [...this.#titles.keys()].filter((code) => !found.includes(code));
    const item = (code: string): vscode.QuickPickItem & { code: string } => {
      const title = this.#titles.get(code) ?? code;
      return { label: title, description: initials(title), code };
    };
    const part = (label: string, codes: string[]): (vscode.QuickPickItem & { code?: string })[] =>
      codes.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...codes.map(item)];
    const items = [...part(vscode.l10n.t("In this draft"), found), ...part(vscode.l10n.t("All rules"), others)];
    const options = { title: vscode.l10n.t("Explain a Rule"), placeHolder: vscode.l10n.t("Words of its title, or first letters of their pinyin"), matchOnDescription: true };
    return (await vscode.window.showQuickPick(items, options))?.code;
  }
}
