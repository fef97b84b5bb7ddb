/** When an item was deleted or items were pasted: offers to put the numbers after it in order, does so, or keeps quiet. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { renumberings } from "./fixes";
import { movesItems } from "./items";

/** Calm after the edit before the numbers are looked at, in milliseconds: the next edit may put the item in again. */
const CALM_MS = 600;
/** Length of a draft, in characters, up to which what an edit took away is known. */
const LONGEST = 500_000;
/** Lines below an edit in which the next item is looked for. */
const NEAR = 3;

export class RenumberOnEdit implements vscode.Disposable {
  readonly #report: ActiveReport;
  readonly #subscriptions: vscode.Disposable[];
  #document: vscode.TextDocument | undefined;
  /** The draft before the edit that is being told of. */
  #before = "";
  #timer: NodeJS.Timeout | undefined;

  constructor(report: ActiveReport) {
    this.#report = report;
    this.#subscriptions = [
      report.onDidChange(() => { this.#follow(); }),
      vscode.workspace.onDidChangeTextDocument((event) => { this.#edited(event); }),
    ];
    this.#follow();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #follow(): void {
    if (this.#report.document === this.#document) return;
    this.#document = this.#report.document;
    this.#before = this.#document?.getText() ?? "";
    clearTimeout(this.#timer);
  }

  #edited({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    if (document !== this.#document || contentChanges.length === 0) return;
    const before = this.#before;
    const mode = vscode.workspace.getConfiguration("zhibi", document).get<string>("renumberOnEdit", "ask");
    const text = mode === "never" ? "" : document.getText();
    this.#before = text.length <= LONGEST ? text : "";
    clearTimeout(this.#timer);
    const [change] = contentChanges;
    if (mode === "never" || reason !== undefined || contentChanges.length > 1 || change === undefined || before === "") return;
    const removed = before.slice(change.rangeOffset, change.rangeOffset + change.rangeLength);
    if (!movesItems(removed, change.text)) return;
    const start = change.range.start;
    this.#timer = setTimeout(() => void this.#offer(document, start, mode), CALM_MS);
  }

  async #offer(document: vscode.TextDocument, at: vscode.Position, mode: string): Promise<void> {
    const action = await inOrder(document, at);
    if (action === undefined) return;
    if (mode === "always") {
      await apply(document, action);
      return;
    }
    const [renumber, always, never] = [vscode.l10n.t("Renumber"), vscode.l10n.t("Always Renumber"), vscode.l10n.t("Don't Ask Again")];
    const answer = await vscode.window.showInformationMessage(vscode.l10n.t("The numbers after this do not follow any more. {0}?", action.title), renumber, always, never);
    if (answer === undefined) return;
    if (answer !== renumber) {
      await vscode.workspace.getConfiguration("zhibi").update("renumberOnEdit", answer === always ? "always" : "never", vscode.ConfigurationTarget.Global);
    }
    // The draft may have gone on: what is right is worked out again.
    const now = answer === never ? undefined : await inOrder(document, at);
    if (now !== undefined) await apply(document, now);
  }
}

/** The renumbering that changes nothing before a place, and most after it. */
async function inOrder(document: vscode.TextDocument, at: vscode.Position): Promise<vscode.CodeAction | undefined> {
  const places = [at];
  for (let line = at.line; line < document.lineCount && places.length <= NEAR; line += 1) {
    const { firstNonWhitespaceCharacterIndex: character, isEmptyOrWhitespace } = document.lineAt(line);
    if (!isEmptyOrWhitespace) places.push(new vscode.Position(line, character));
  }
  for (const place of places) {
    const found = await renumberings(document, new vscode.Range(place, place));
    const fitting = found.filter((action) => edits(action).every(({ range }) => range.start.line >= at.line));
    const [best] = fitting.sort((a, b) => edits(b).length - edits(a).length);
    if (best !== undefined) return best;
  }
  return undefined;
}

function edits(action: vscode.CodeAction): vscode.TextEdit[] {
  return (action.edit?.entries() ?? []).flatMap(([, changes]) => changes);
}

async function apply(document: vscode.TextDocument, action: vscode.CodeAction): Promise<void> {
  const editor = vscode.window.visibleTextEditors.find((visible) => visible.document === document);
  if (editor === undefined) return;
  await editor.edit((builder) => {
    for (const { range, newText } of edits(action)) builder.replace(range, newText);
  });
}
