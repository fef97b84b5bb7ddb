/** Checks files that are not text, Word documents, with the program itself; what it finds is listed among the problems. */
import { execFile } from "node:child_process";
import * as vscode from "vscode";
import { type CheckedProblem, parseProblems } from "./checkedProblems";
import { problemCount, type RuleNames, source } from "./ruleNames";

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Bytes of findings that are read at most. */
const MOST = 64 << 20;

export class FileChecks implements vscode.Disposable {
  readonly #problems = vscode.languages.createDiagnosticCollection("zhibi-files");
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #program: () => string | undefined;
  readonly #names: RuleNames;
  readonly #subscriptions: { dispose(): unknown }[];

  /** `program` gives the path of the program, and has said why where there is none. */
  constructor(program: () => string | undefined, names: RuleNames) {
    this.#program = program;
    this.#names = names;
    // What was found in a file that has gone, or is another now, says nothing any more.
    const watcher = vscode.workspace.createFileSystemWatcher("**/*.docx", true);
    const forget = (uri: vscode.Uri): void => { this.#set(uri, undefined); };
    this.#subscriptions = [this.#changed, watcher, watcher.onDidChange(forget), watcher.onDidDelete(forget)];
  }

  dispose(): void {
    vscode.Disposable.from(this.#problems, ...this.#subscriptions).dispose();
  }

  /** What is known of a file has changed. */
  readonly onDidChange = this.#changed.event;

  /** What was found in a file, in its order; undefined where it was not checked, or is another now. */
  of(uri: vscode.Uri): readonly vscode.Diagnostic[] | undefined {
    return this.#problems.get(uri);
  }

  #set(uri: vscode.Uri, problems: vscode.Diagnostic[] | undefined): void {
    this.#problems.set(uri, problems);
    this.#changed.fire(uri);
  }

  /** Checks a file, or all that are selected in the explorer, and shows what is found. */
  async check(file: vscode.Uri | undefined, selected: vscode.Uri[] | undefined): Promise<void> {
    const asked = selected ?? (file === undefined ? [] : [file]);
    const given = asked.length > 0 ? asked : await ask();
    const found = await this.found(given);
    if (found.length === 0) return;
    const problems = found.flat().filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint);
    if (problems.length > 0) await vscode.commands.executeCommand("workbench.panel.markers.view.focus");
    const name = given.length === 1 ? given[0]?.path.split("/").pop() : undefined;
    const told = problems.length === 0 ? vscode.l10n.t("No problems were found.") : problemCount(problems.length);
    void vscode.window.showInformationMessage(name === undefined ? told : vscode.l10n.t("“{0}”: {1}", name, told));
  }

  /** Forgets what was found in a file: a draft was made of it, which is checked itself. */
  forget(file: vscode.Uri): void {
    this.#set(file, undefined);
  }

  /** Forgets what was found in other files than these. */
  keepOnly(files: readonly vscode.Uri[]): void {
    const kept = new Set(files.map(String));
    const gone: vscode.Uri[] = [];
    this.#problems.forEach((uri) => { if (!kept.has(uri.toString())) gone.push(uri); });
    for (const uri of gone) this.#set(uri, undefined);
  }

  /** What is found in each of these files, also listed among the problems; nothing of those that the user did not wait for. */
  async found(files: readonly vscode.Uri[]): Promise<vscode.Diagnostic[][]> {
    const program = files.length > 0 ? this.#program() : undefined;
    if (program === undefined) return [];
    const title = vscode.l10n.t("Checking Word documents");
    return await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
      const all: vscode.Diagnostic[][] = [];
      for (const uri of files) {
        if (token.isCancellationRequested) break;
        progress.report({ message: uri.path.split("/").pop() ?? "", increment: 100 / files.length });
        try {
          const problems = this.#names.shown(parseProblems(await run(program, uri, token)).map(diagnostic));
          this.#set(uri, problems);
          all.push(problems);
        } catch (error) {
          void vscode.window.showErrorMessage(vscode.l10n.t("“{0}” could not be checked: {1}", uri.path.split("/").pop() ?? "", String(error)));
        }
      }
      return all;
    });
  }
}

async function ask(): Promise<vscode.Uri[]> {
  const filters = { [vscode.l10n.t("Word documents")]: ["docx"] };
  return (await vscode.window.showOpenDialog({ canSelectMany: true, filters })) ?? [];
}

async function run(program: string, uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
  const language = vscode.env.language.startsWith("zh") ? "zh" : "en";
  return await new Promise((resolve, reject) => {
    const args = ["check", "--format", "json", "--lang", language, "--fail-on", "never", "--", uri.fsPath];
    const child = execFile(program, args, { maxBuffer: MOST, windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      // Ended by the user: what there is of an answer is none.
      else if (token.isCancellationRequested) resolve("[]");
      else reject(new Error(stderr.trim() === "" ? error.message : stderr.trim()));
    });
    token.onCancellationRequested(() => child.kill());
  });
}

function diagnostic(problem: CheckedProblem): vscode.Diagnostic {
  const place = new vscode.Range(problem.line - 1, problem.column - 1, problem.endLine - 1, problem.endColumn - 1);
  const found = new vscode.Diagnostic(place, problem.message, SEVERITIES[problem.severity]);
  found.source = source();
  found.code = problem.code;
  return found;
}
