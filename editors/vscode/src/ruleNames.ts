/** Rules as an office sees them: by their titles, in the Problems panel and on the tabs of their pages. */
import * as vscode from "vscode";

/** Scheme of the addresses of rule pages: `zhibi-rule:/CODE.md` as the server says it, `zhibi-rule:/CODE/TITLE.md` here. */
export const RULE_SCHEME = "zhibi-rule";

/** What the server calls itself in its problems. */
const SERVER = "zhibi";

export class RuleNames {
  readonly #titles: ReadonlyMap<string, string>;

  constructor(titles: ReadonlyMap<string, string>) {
    this.#titles = titles;
  }

  /** Address of a rule's page, which ends in its title: that is what the tab shows. */
  address(code: string): vscode.Uri {
    const title = this.#titles.get(code)?.replace(/[/\\]/gu, " ");
    return vscode.Uri.from({ scheme: RULE_SCHEME, path: title === undefined ? `/${code}.md` : `/${code}/${title}.md` });
  }

  /** Names problems by the titles of their rules, which lead to their pages. */
  shown(problems: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
    return problems.map((problem) => {
      const code = ruleCode(problem);
      const title = code === undefined ? undefined : this.#titles.get(code);
      if (code !== undefined && title !== undefined) problem.code = { value: title, target: this.address(code) };
      if (problem.source === SERVER) problem.source = source();
      return problem;
    });
  }
}

/** What our problems are from, in the language of the window. */
export function source(): string {
  return vscode.l10n.t("Zhibi");
}

/** How many problems there are, in words. */
export function problemCount(count: number): string {
  return count === 1 ? vscode.l10n.t("1 problem") : vscode.l10n.t("{0} problems", count);
}

/** Whether a problem is one of ours. */
export function isOwn(problem: vscode.Diagnostic): boolean {
  return problem.source === source();
}

/** The rule whose page has an address. */
export function ruleAt(address: vscode.Uri): string {
  return address.path.replace(/^\//u, "").replace(/\.md$/u, "").split("/")[0] ?? "";
}

/** The rule that a problem is of. */
export function ruleCode({ code }: vscode.Diagnostic): string | undefined {
  if (code === undefined) return undefined;
  if (typeof code !== "object") return String(code);
  return code.target.scheme === RULE_SCHEME ? ruleAt(code.target) : String(code.value);
}
