/** When an item was deleted or items were pasted: offers to put the numbers after it in order, does so, or keeps quiet. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { renumberings } from "./fixes";
import { countedOn, firstNumeral, movesItems } from "./items";
import { joined } from "./oneStep";

/** Calm after the edit before the numbers are looked at, in milliseconds: the next edit may put the item in again. */
const CALM_MS = 600;
/** Length of a draft, in characters, up to which what an edit took away is known. */
const LONGEST = 500_000;
/** Lines below an edit in which the next item is looked for. */
const NEAR = 3;

/** An edit that moved items. */
interface Moved {
  /** The draft before it. */
  before: string;
  /** Offsets in the draft before it, and what was put in. */
  start: number;
  end: number;
  text: string;
  /** Version of the draft after it. */
  version: number;
}

export class RenumberOnEdit implements vscode.Disposable {
  readonly #report: ActiveReport;
  readonly #subscriptions: vscode.Disposable[];
  #document: vscode.TextDocument | undefined;
  /** The draft before the edit that is being told of. */
  #before = "";
  #timer: NodeJS.Timeout | undefined;
  /** Whether the edit that is being told of is our own. */
  #own = false;

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
    if (this.#own || mode === "never" || reason !== undefined || contentChanges.length > 1 || change === undefined || before === "") return;
    const removed = before.slice(change.rangeOffset, change.rangeOffset + change.rangeLength);
    if (!movesItems(removed, change.text)) return;
    const start = change.range.start;
    const gone = change.text === "" ? firstNumeral(removed) : undefined;
    const moved = { before, start: change.rangeOffset, end: change.rangeOffset + change.rangeLength, text: change.text, version: document.version };
    this.#timer = setTimeout(() => void this.#offer(document, start, gone, mode, moved), CALM_MS);
  }

  async #offer(document: vscode.TextDocument, at: vscode.Position, gone: string | undefined, mode: string, moved: Moved): Promise<void> {
    const offered = await inOrder(document, at, gone);
    const { version } = document;
    if (offered === undefined) return;
    if (mode === "always") {
      await this.#apply(document, offered.edits, moved);
      return;
    }
    const [renumber, always, never] = [vscode.l10n.t("Renumber"), vscode.l10n.t("Always Renumber"), vscode.l10n.t("Don't Ask Again")];
    const answer = await vscode.window.showInformationMessage(vscode.l10n.t("The numbers after this do not follow any more. {0}?", offered.title), renumber, always, never);
    if (answer === undefined) return;
    if (answer !== renumber) {
      await vscode.workspace.getConfiguration("zhibi").update("renumberOnEdit", answer === always ? "always" : "never", vscode.ConfigurationTarget.Global);
    }
    if (answer === never) return;
    // The draft may have gone on since it was asked.
    const now = document.version === version ? offered : await inOrder(document, at, gone);
    if (now !== undefined) await this.#apply(document, now.edits, moved);
    else void vscode.window.showInformationMessage(vscode.l10n.t("The numbers follow one another already."));
  }

  /**
   * Applies the new numbers. Where the edit that moved the items is the last one, both become one step of undo: the editor
   * adds nothing to a step that has ended, so the edit is taken back and made again together with the numbers.
   */
  async #apply(document: vscode.TextDocument, edits: readonly vscode.TextEdit[], moved: Moved): Promise<void> {
    const shown = vscode.window.visibleTextEditors.find((visible) => visible.document === document);
    if (shown === undefined) return;
    const offsets = edits.map(({ range, newText }) => ({ start: document.offsetAt(range.start), end: document.offsetAt(range.end), text: newText }));
    const together = document.version === moved.version ? joined(moved, offsets) : undefined;
    this.#own = true;
    try {
      if (together === undefined) {
        await replace(shown, edits);
        return;
      }
      const after = document.getText();
      // The commands act on the editor that has the focus.
      const editor = await vscode.window.showTextDocument(document, shown.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn });
      await vscode.commands.executeCommand("undo");
      if (document.getText() !== moved.before) {
        // What was typed before is part of that step.
        await vscode.commands.executeCommand("redo");
        if (document.getText() === after) await replace(editor, edits);
        return;
      }
      await replace(editor, together.map(({ start, end, text }) => new vscode.TextEdit(new vscode.Range(document.positionAt(start), document.positionAt(end)), text)));
    } finally {
      this.#own = false;
    }
  }
}

interface Renumbering {
  title: string;
  edits: vscode.TextEdit[];
}

/**
 * The renumbering that changes nothing before a place, and most after it. `gone` is the numeral of the first item that was
 * taken away: where the series began with it, the next item takes its place.
 */
async function inOrder(document: vscode.TextDocument, at: vscode.Position, gone: string | undefined): Promise<Renumbering | undefined> {
  const places = [at];
  for (let line = at.line; line < document.lineCount && places.length <= NEAR; line += 1) {
    const { firstNonWhitespaceCharacterIndex: character, isEmptyOrWhitespace } = document.lineAt(line);
    if (!isEmptyOrWhitespace) places.push(new vscode.Position(line, character));
  }
  for (const place of places) {
    const actions = await renumberings(document, new vscode.Range(place, place));
    const fitting = actions.map((action) => ({ title: action.title, edits: editsOf(action.edit) })).filter(({ edits }) => follows(edits, at));
    const [best] = fitting.sort((a, b) => b.edits.length - a.edits.length);
    if (best !== undefined) return best;
  }
  if (gone === "一" || gone === "1") return await fromFirst(document, places, at, gone);
  return gone === undefined ? pasted(document, at) : undefined;
}

/** Items that were pasted count on from the one above; those whose numbers stand twice the server takes for a series of their own. */
function pasted(document: vscode.TextDocument, at: vscode.Position): Renumbering | undefined {
  const lines = document.getText().split(/\r\n|\r|\n/u);
  for (let line = at.line; line < Math.min(lines.length, at.line + NEAR); line += 1) {
    const edits = countedOn(lines, line).map(({ line: place, start, end, text }) => vscode.TextEdit.replace(new vscode.Range(place, start, place, end), text));
    const [first] = edits;
    if (first !== undefined) return { title: vscode.l10n.t("Renumber from “{0}” on", ordinalAt(lines, first)), edits };
  }
  return undefined;
}

/** The ordinal that an edit makes, with its marks: （四）. */
function ordinalAt(lines: readonly string[], { range, newText }: vscode.TextEdit): string {
  const line = lines[range.start.line] ?? "";
  const [open] = /[（(第]*$/u.exec(line.slice(0, range.start.character)) ?? [""];
  const [close] = /^[）)、.．章节条]*/u.exec(line.slice(range.end.character)) ?? [""];
  return open + newText + close;
}

/** The series of the next item begun with one. */
async function fromFirst(document: vscode.TextDocument, places: readonly vscode.Position[], at: vscode.Position, numeral: string): Promise<Renumbering | undefined> {
  for (const place of places) {
    // Only an item that has no other before it: that one is called two now.
    if (!["二", "2"].includes(firstNumeral(document.lineAt(place.line).text.slice(place.character)) ?? "")) continue;
    try {
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>("vscode.executeDocumentRenameProvider", document.uri, place, numeral);
      const edits = editsOf(edit);
      if (edits.length > 0 && follows(edits, at)) return { title: vscode.l10n.t("Renumber from “{0}” on", numeral), edits };
    } catch {
      // Nothing to be renamed stands there.
    }
  }
  return undefined;
}

function follows(edits: readonly vscode.TextEdit[], at: vscode.Position): boolean {
  return edits.every(({ range }) => range.start.line >= at.line);
}

function editsOf(edit: vscode.WorkspaceEdit | undefined): vscode.TextEdit[] {
  return (edit?.entries() ?? []).flatMap(([, changes]) => changes);
}

async function replace(editor: vscode.TextEditor, edits: readonly vscode.TextEdit[]): Promise<void> {
  await editor.edit((builder) => {
    for (const { range, newText } of edits) {
      // The cursor goes behind what is put in at it.
      if (range.isEmpty) builder.insert(range.start, newText);
      else builder.replace(range, newText);
    }
  });
}
