/** Files that were opened in an encoding they are not written in: warned of, kept from being saved, opened again rightly. */
import * as vscode from "vscode";
import { ENCODINGS, type Encoding, LOOKED_AT, likelyEncodings, looksMisread } from "./misread";
import { isOwn, ruleCode } from "./ruleNames";

const COMMAND = "zhibi.reopenWithEncoding";
/** Calm after a file was opened before its editor looks for actions again, in milliseconds. */
const RENEW_MS = 300;
/** Begins the keys under which choices are remembered. */
const MEMORY = "encoding ";
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
  /** In which encoding the user opened a file again: so it is opened the next time. */
  readonly #chosen: vscode.Memento;
  #actions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(chosen: vscode.Memento) {
    this.#chosen = chosen;
    this.#actions = this.#offerActions();
    this.#subscriptions = [
      vscode.window.onDidChangeActiveTextEditor((editor) => void this.#look(editor?.document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // Opened again rightly, perhaps by the editor's own command.
        if (this.#kept.has(document.uri.toString()) && document === vscode.window.activeTextEditor?.document) void this.#look(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => { this.#told.delete(document.uri.toString()); }),
      vscode.commands.registerCommand(COMMAND, (id?: string) => this.#reopenAs(vscode.window.activeTextEditor?.document, id)),
    ];
    void this.#look(vscode.window.activeTextEditor?.document);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(this.#actions, ...this.#subscriptions).dispose();
  }

  /** What is made of a garbled text would be garbled, too: says so instead, with what to do; true where it did. */
  async refuses(document: vscode.TextDocument | undefined): Promise<boolean> {
    if (document === undefined || !isMisread(document)) return false;
    const [best] = await encodings(document);
    const again = vscode.l10n.t("Reopen as {0}", best.label);
    const choice = await vscode.window.showWarningMessage(vscode.l10n.t("This draft was opened in a wrong encoding and its text is garbled. Reopen it first."), again);
    if (choice === again) await this.#reopen(document, best.id);
    return true;
  }

  async #look(document: vscode.TextDocument | undefined): Promise<void> {
    if (document === undefined) return;
    const key = document.uri.toString();
    // Without this the light bulb may stay dark in a file that was opened in another encoding once.
    if (this.#chosen.get<string>(`${MEMORY}${key}`) !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => { this.#renewActions(); }, RENEW_MS);
    }
    if (!isMisread(document)) {
      if (this.#kept.has(key)) await this.#release(document, "workbench.action.files.resetActiveEditorReadonlyInSession");
      return;
    }
    if (this.#told.has(key) || this.#insisted.has(key)) return;
    this.#told.add(key);
    const known = this.#chosen.get<string>(`${MEMORY}${key}`);
    if (known !== undefined && (await this.#reopen(document, known))) return;
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

  async #reopenAs(document: vscode.TextDocument | undefined, id: string | undefined): Promise<void> {
    if (document === undefined) return;
    if (id === undefined) await this.#choose(document);
    else await this.#reopen(document, id);
  }

  async #choose(document: vscode.TextDocument): Promise<void> {
    const choice = await vscode.window.showQuickPick(
      (await encodings(document)).map(({ id, label }) => ({ label, id })),
      { title: vscode.l10n.t("In which encoding is it written?") },
    );
    if (choice !== undefined) await this.#reopen(document, choice.id);
  }

  /** Whether the text is whole afterwards. */
  async #reopen(document: vscode.TextDocument, id: string): Promise<boolean> {
    if (!ENCODINGS.some((encoding) => encoding.id === id)) return false;
    const open = opener(document);
    if (open === undefined) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("workbench.action.editor.changeEncoding");
      return false;
    }
    const opened = await open(document.uri, { encoding: id });
    await vscode.window.showTextDocument(opened);
    if (looksMisread(opened.getText())) return false;
    await this.#chosen.update(`${MEMORY}${document.uri.toString()}`, id);
    await this.#release(opened, "workbench.action.files.resetActiveEditorReadonlyInSession");
    return true;
  }

  async #release(document: vscode.TextDocument, command: string): Promise<void> {
    if (!this.#kept.delete(document.uri.toString())) return;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand(command);
    this.#renewActions();
  }

  /** An editor that was read-only when its file was opened looks for actions again only when their providers change. */
  #renewActions(): void {
    this.#actions.dispose();
    this.#actions = this.#offerActions();
  }

  #offerActions(): vscode.Disposable {
    return vscode.languages.registerCodeActionsProvider(
      LANGUAGES.map((language) => ({ language })),
      { provideCodeActions: (document, _range, context) => this.#actionsFor(document, context) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    );
  }

  async #actionsFor(document: vscode.TextDocument, context: vscode.CodeActionContext): Promise<vscode.CodeAction[]> {
    const diagnostics = context.diagnostics.filter((problem) => isOwn(problem) && ruleCode(problem) === "encoding-suspect");
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

/** Opens a draft in the encoding it is written in; one that is open stays as it is. */
export async function openInItsEncoding(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  const open = isMisread(document) ? opener(document) : undefined;
  if (open === undefined) return document;
  const [best] = await encodings(document);
  return await open(uri, { encoding: best.id });
}

/** How a document is opened again in another encoding. Editors before 1.100 let nobody but the user choose one. */
function opener(document: vscode.TextDocument): ((uri: vscode.Uri, options: { encoding: string }) => Thenable<vscode.TextDocument>) | undefined {
  return "encoding" in document ? vscode.workspace.openTextDocument : undefined;
}

/** Whether a document was opened in an encoding it is not written in. */
export function isMisread(document: vscode.TextDocument): boolean {
  if (!SCHEMES.includes(document.uri.scheme) || !LANGUAGES.includes(document.languageId)) return false;
  return looksMisread(document.getText(new vscode.Range(document.positionAt(0), document.positionAt(LOOKED_AT))));
}

async function encodings(document: vscode.TextDocument): Promise<[Encoding, ...Encoding[]]> {
  const bytes = await vscode.workspace.fs.readFile(document.uri).then((read) => read, () => new Uint8Array());
  const [best = ENCODINGS[0], ...others] = likelyEncodings(bytes);
  return [best, ...others];
}
