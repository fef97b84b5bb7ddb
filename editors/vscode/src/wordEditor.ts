/** A Word document that is opened or dropped as a file, and one that is dropped into a draft. */
import * as vscode from "vscode";
import type { FileChecks } from "./checkFile";
import { type Documents, LANGUAGE } from "./documents";
import { droppedWord } from "./droppedFiles";
import { problemCount } from "./ruleNames";
import type { WordDrafts } from "./word";
import { wordPage, type WordProblems } from "./wordPage";

const VIEW = "zhibi.wordDocument";

/**
 * Instead of "binary" a Word document shows a page that says what can be done with it: an extension is not told of a drop
 * onto the editor area, it sees the file that is opened by it. Nothing is written before somebody asks for it.
 */
class WordPages implements vscode.CustomReadonlyEditorProvider {
  readonly #files: FileChecks;

  constructor(files: FileChecks) {
    this.#files = files;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const { webview } = panel;
    const commands = ["zhibi.openWord", "zhibi.checkFile"] as const;
    webview.options = { enableScripts: false, enableCommandUris: [...commands], localResourceRoots: [] };
    const titles = [vscode.l10n.t("Open as an editable draft"), vscode.l10n.t("Check it as it is")];
    const argument = encodeURIComponent(JSON.stringify([uri.toString()]));
    const links = commands.map((command, at) => ({ title: titles[at] ?? command, command: `command:${command}?${argument}` }));
    const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
    const text = vscode.l10n.t("A Word document. The draft is made beside it; the document itself is not changed.");
    // A click on a problem opens this page: it says where in the document each is.
    const show = (): void => { webview.html = wordPage(name, text, links, listed(this.#files.of(uri))); };
    const changes = this.#files.onDidChange((changed) => { if (changed.toString() === uri.toString()) show(); });
    panel.onDidDispose(() => { changes.dispose(); });
    show();
  }
}

/** What was found, in words; nothing where it was not looked for. */
function listed(problems: readonly vscode.Diagnostic[] | undefined): WordProblems | undefined {
  const shown = problems?.filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint);
  if (shown === undefined) return undefined;
  if (shown.length === 0) return { title: vscode.l10n.t("No problems were found."), rows: [] };
  const rows = shown.map(({ range, message }) => ({ place: vscode.l10n.t("Paragraph {0}", range.start.line + 1), message }));
  return { title: problemCount(shown.length), rows };
}

/** Puts the text of a Word document where it is dropped into a draft, with Shift held down. */
class WordDrops implements vscode.DocumentDropEditProvider {
  readonly #word: WordDrafts;
  readonly #documents: Documents;

  constructor(word: WordDrafts, documents: Documents) {
    this.#word = word;
    this.#documents = documents;
  }

  async provideDocumentDropEdits(
    document: vscode.TextDocument,
    _position: vscode.Position,
    data: vscode.DataTransfer,
  ): Promise<vscode.DocumentDropEdit | undefined> {
    if (!this.#documents.isReport(document)) return undefined;
    const dropped = droppedWord((await data.get("text/uri-list")?.asString()) ?? "");
    const text = dropped === undefined ? undefined : await this.#word.text(vscode.Uri.parse(dropped));
    return text === undefined ? undefined : new vscode.DocumentDropEdit(new vscode.SnippetString().appendText(text));
  }
}

export function registerWordEditor(word: WordDrafts, documents: Documents, files: FileChecks): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(VIEW, new WordPages(files)),
    vscode.languages.registerDocumentDropEditProvider([{ language: LANGUAGE }, { language: "markdown" }], new WordDrops(word, documents)),
  );
}
