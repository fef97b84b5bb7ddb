/** A Word document that is opened or dropped as a file, and one that is dropped into a draft. */
import * as vscode from "vscode";
import { type Documents, LANGUAGE } from "./documents";
import { droppedWord } from "./droppedFiles";
import type { WordDrafts } from "./word";
import { wordPage } from "./wordPage";

const VIEW = "zhibi.wordDocument";

/**
 * Instead of "binary" a Word document shows a page that says what can be done with it: an extension is not told of a drop
 * onto the editor area, it sees the file that is opened by it. Nothing is written before somebody asks for it.
 */
class WordPages implements vscode.CustomReadonlyEditorProvider {
  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, { webview }: vscode.WebviewPanel): void {
    const commands = ["zhibi.openWord", "zhibi.checkFile"] as const;
    webview.options = { enableScripts: false, enableCommandUris: [...commands], localResourceRoots: [] };
    const titles = [vscode.l10n.t("Open as an editable draft"), vscode.l10n.t("Check it as it is")];
    const argument = encodeURIComponent(JSON.stringify([uri.toString()]));
    const links = commands.map((command, at) => ({ title: titles[at] ?? command, command: `command:${command}?${argument}` }));
    const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
    webview.html = wordPage(name, vscode.l10n.t("A Word document. The draft is made beside it; the document itself is not changed."), links);
  }
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

export function registerWordEditor(word: WordDrafts, documents: Documents): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(VIEW, new WordPages()),
    vscode.languages.registerDocumentDropEditProvider([{ language: LANGUAGE }, { language: "markdown" }], new WordDrops(word, documents)),
  );
}
