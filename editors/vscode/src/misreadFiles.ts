/** Files that were opened in an encoding they are not written in: warned of, kept from being saved, opened again rightly. */
import * as vscode from "vscode";
import { ENCODINGS, type Encoding, LOOKED_AT, likelyEncodings, looksMisread } from "./misread";

const COMMAND = "zhibi.reopenWithEncoding";
const SCHEMES = ["file", "vscode-remote", "vscode-vfs"];
const LANGUAGES = ["plaintext", "gov-report", "markdown"];

export class MisreadFiles implements vscode.Disposable {
  /** Files that are read-only until they are opened again, or the user insists: for the session, also when closed. */
  readonly #kept = new Set<string>();
  /** Open files that the user was warned of. */
  readonly #told = new Set<string>();
  /** Files that the user wants to edit all the same. */
  readonly #insisted = new Set<string>();
  readonly #subscriptions: vscode.Disposable[];

  constructor() {
    this.#subscriptions = [
      vscode.window.onDidChangeActiveTextEditor((editor) => void this.#look(editor?.document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // Opened again rightly, perhaps by the editor's own command.
        if (this.#kept.has(document.uri.toString()) && document === vscode.window.activeTextEditor?.document) void this.#look(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => { this.#told.delete(document.uri.toString()); }),
      vscode.commands.registerCommand(COMMAND, (id: string) => this.#reopen(vscode.window.activeTextEditor?.document, id)),
      vscode.languages.registerCodeActionsProvider(
        LANGUAGES.map((language) => ({ language })),
        { provideCodeActions: (document, _range, context) => this.#actions(document, context) },
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
    ];
    void this.#look(vscode.window.activeTextEditor?.document);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #look(document: vscode.TextDocument | undefined): Promise<void> {
    if (document === undefined) return;
    const key = document.uri.toString();
    if (!isMisread(document)) {
      if (this.#kept.has(key)) await this.#release(document, "workbench.action.files.resetActiveEditorReadonlyInSession");
      return;
    }
    if (this.#told.has(key) || this.#insisted.has(key)) return;
    this.#told.add(key);
    this.#kept.add(key);
    await vscode.commands.executeCommand("workbench.action.files.setActiveEditorReadonlyInSession");
    const [best] = await encodings(document);
    const again = vscode.l10n.t("Reopen as {0}", best.label);
    const other = vscode.l10n.t("Another encoding…");
    const insist = vscode.l10n.t("Edit all the same");
    const name = document.uri.path.split("/").pop() ?? "";
    const choice = await vscode.window.showWarningMessage(
      vscode.l10n.t("“{0}” was opened in an encoding it is not written in. Saving it as it is now would destroy its text, so it is read-only for the time being.", name),
      again,
      other,
      insist,
    );
    if (choice === again) await this.#reopen(document, best.id);
    else if (choice === other) await this.#choose(document);
    else if (choice === insist) {
      this.#insisted.add(key);
      await this.#release(document, "workbench.action.files.setActiveEditorWriteableInSession");
    }
  }

  async #choose(document: vscode.TextDocument): Promise<void> {
    const choice = await vscode.window.showQuickPick(
      (await encodings(document)).map(({ id, label }) => ({ label, id })),
      { title: vscode.l10n.t("In which encoding is it written?") },
    );
    if (choice !== undefined) await this.#reopen(document, choice.id);
  }

  async #reopen(document: vscode.TextDocument | undefined, id: string): Promise<void> {
    if (document === undefined || !ENCODINGS.some((encoding) => encoding.id === id)) return;
    // Editors before 1.100 let nobody but the user choose.
    if (!("encoding" in document)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("workbench.action.editor.changeEncoding");
      return;
    }
    const open = vscode.workspace.openTextDocument as (uri: vscode.Uri, options: { encoding: string }) => Thenable<vscode.TextDocument>;
    const opened = await open(document.uri, { encoding: id });
    await vscode.window.showTextDocument(opened);
    if (!looksMisread(opened.getText())) await this.#release(opened, "workbench.action.files.resetActiveEditorReadonlyInSession");
  }

  async #release(document: vscode.TextDocument, command: string): Promise<void> {
    if (!this.#kept.delete(document.uri.toString())) return;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand(command);
  }

  async #actions(document: vscode.TextDocument, context: vscode.CodeActionContext): Promise<vscode.CodeAction[]> {
    const about = context.diagnostics.filter(({ code, source }) => source === "zhibi" && code === "encoding-suspect");
    const coded = context.diagnostics.filter(({ code }) => typeof code === "object" && code.value === "encoding-suspect");
    const diagnostics = [...about, ...coded];
    if (diagnostics.length === 0 || !SCHEMES.includes(document.uri.scheme)) return [];
    return (await encodings(document)).map(({ id, label }, index) => {
      const action = new vscode.CodeAction(vscode.l10n.t("Reopen as {0}", label), vscode.CodeActionKind.QuickFix);
      action.command = { command: COMMAND, title: action.title, arguments: [id] };
      action.diagnostics = diagnostics;
      action.isPreferred = index === 0;
      return action;
    });
  }
}

function isMisread(document: vscode.TextDocument): boolean {
  if (!SCHEMES.includes(document.uri.scheme) || !LANGUAGES.includes(document.languageId)) return false;
  return looksMisread(document.getText(new vscode.Range(document.positionAt(0), document.positionAt(LOOKED_AT))));
}

async function encodings(document: vscode.TextDocument): Promise<[Encoding, ...Encoding[]]> {
  const bytes = await vscode.workspace.fs.readFile(document.uri).then((read) => read, () => new Uint8Array());
  const [best = ENCODINGS[0], ...others] = likelyEncodings(bytes);
  return [best, ...others];
}
