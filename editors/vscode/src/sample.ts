/** The walkthrough's sample draft: opened as an unsaved copy, so that nothing can be spoilt. */
import * as vscode from "vscode";
import { LANGUAGE } from "./documents";
import { ruleCode } from "./ruleNames";

/** The walkthrough has to stay in sight. */
const BESIDE = vscode.ViewColumn.Beside;

export class Sample {
  readonly #source: vscode.Uri;
  #document: vscode.TextDocument | undefined;
  /** The last opening: a second click on a slow machine waits for it instead of opening a second editor. */
  #opened: Promise<unknown> = Promise.resolve();

  constructor(extension: vscode.ExtensionContext) {
    this.#source = vscode.Uri.joinPath(extension.extensionUri, "walkthrough", "sample.gwr");
  }

  async open(): Promise<vscode.TextEditor> {
    const opening = this.#opened.then(() => this.#open());
    this.#opened = opening.catch(() => undefined);
    return await opening;
  }

  async #open(): Promise<vscode.TextEditor> {
    if (this.#document !== undefined && !this.#document.isClosed) return await show(this.#document, columnOf(this.#document));
    const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.#source));
    this.#document = await vscode.workspace.openTextDocument({ language: LANGUAGE, content });
    const editor = await show(this.#document, BESIDE);
    closeTwins(this.#document);
    return editor;
  }

  /** Goes to the jump in the numbering and opens the menu of fixes there. */
  async fix(): Promise<void> {
    const editor = await this.open();
    const problem = await firstProblem(editor.document, "ordinal-gap");
    if (problem === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t("The jump in the sample's numbering is mended already."));
      return;
    }
    select(editor, problem.range.start);
    await vscode.commands.executeCommand("editor.action.quickFix");
  }

  /** Shows the hover of a figure. */
  async hover(): Promise<void> {
    const editor = await this.open();
    const offset = editor.document.getText().indexOf("12.6亿元");
    if (offset < 0) return;
    select(editor, editor.document.positionAt(offset + 1));
    await vscode.commands.executeCommand("editor.action.showHover");
  }
}

async function show(document: vscode.TextDocument, viewColumn: vscode.ViewColumn): Promise<vscode.TextEditor> {
  return await vscode.window.showTextDocument(document, { viewColumn, preview: false });
}

/** Where the document is shown or open already. */
function columnOf(document: vscode.TextDocument): vscode.ViewColumn {
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  return visible?.viewColumn ?? tabsOf(document)[0]?.group.viewColumn ?? BESIDE;
}

function tabsOf(document: vscode.TextDocument): vscode.Tab[] {
  const uri = document.uri.toString();
  const isIt = ({ input }: vscode.Tab): boolean => input instanceof vscode.TabInputText && input.uri.toString() === uri;
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(isIt));
}

/**
 * Closes the tab that the workbench makes by itself, behind the walkthrough, of unsaved text that it has not shown within
 * eight tenths of a second, as on a slow machine. It may come a moment later than the editor.
 */
function closeTwins(document: vscode.TextDocument): void {
  const close = (): void => {
    const tabs = tabsOf(document);
    const hidden = tabs.filter((tab) => !tab.isActive);
    // A tab that is gone by itself is no matter.
    if (hidden.length > 0 && hidden.length < tabs.length) vscode.window.tabGroups.close(hidden, true).then(undefined, () => undefined);
  };
  const watching = vscode.window.tabGroups.onDidChangeTabs(close);
  setTimeout(() => { watching.dispose(); }, 5000);
  close();
}

function select(editor: vscode.TextEditor, position: vscode.Position): void {
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The first problem of this rule; waits for the first check of a document that was only just opened. */
async function firstProblem(document: vscode.TextDocument, code: string): Promise<vscode.Diagnostic | undefined> {
  for (let waited = 0; waited < 5000; waited += 100) {
    const found = vscode.languages.getDiagnostics(document.uri).find((problem) => ruleCode(problem) === code);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}
