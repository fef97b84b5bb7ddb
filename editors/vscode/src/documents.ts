/** Which documents are checked as reports, and how one becomes such a document. */
import * as vscode from "vscode";
import type { DocumentFilter } from "vscode-languageclient/node";
import type { Choices } from "./choices";
import { globForPath, userGlob } from "./globs";
import { SAMPLE_LENGTH, looksLikeReport } from "./reportLikeness";

export const LANGUAGE = "gov-report";

/** Schemes of documents that people draft in; the others (git:, output:, vscode-…) show copies of something else. */
const SCHEMES = ["file", "untitled", "vscode-remote", "vscode-vfs"];

export class Documents {
  readonly #choices: Choices;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Files that this session has turned from plain text into reports. */
  readonly #turned = new Set<string>();

  /** The set of checked documents may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  /** What the server is to be told about, in the language client's terms. */
  selector(): DocumentFilter[] {
    const filters: DocumentFilter[] = SCHEMES.map((scheme) => ({ language: LANGUAGE, scheme }));
    const globs = includeGlobs(null);
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      for (const glob of includeGlobs(folder.uri)) if (!globs.includes(glob)) globs.push(glob);
    }
    for (const pattern of globs) filters.push({ language: "markdown", pattern });
    for (const uri of this.#choices.reports()) {
      const { scheme, fsPath, path } = vscode.Uri.parse(uri);
      filters.push({ language: "markdown", scheme, pattern: globForPath(scheme === "file" ? fsPath : path) });
    }
    return filters;
  }

  /** Whether the document is checked. */
  isReport(document: vscode.TextDocument): boolean {
    if (!SCHEMES.includes(document.uri.scheme)) return false;
    if (document.languageId === LANGUAGE) return true;
    if (document.languageId !== "markdown") return false;
    const choice = this.#choices.get(document.uri.toString());
    return choice === "report" || (choice !== "declined" && matchesInclude(document));
  }

  /** Whether to offer a check: it looks like a report, and nobody has said no. */
  isCandidate(document: vscode.TextDocument): boolean {
    if (!isConvertible(document) || this.#choices.get(document.uri.toString()) !== undefined) return false;
    if (!vscode.workspace.getConfiguration("zhibi", document).get<boolean>("documents.offer", true)) return false;
    const head = document.getText(new vscode.Range(document.positionAt(0), document.positionAt(SAMPLE_LENGTH)));
    return looksLikeReport(head);
  }

  /** The user wants this document checked. Plain text becomes a report draft; Markdown keeps its language and preview. */
  async accept(document: vscode.TextDocument): Promise<void> {
    if (document.languageId !== LANGUAGE) {
      await this.#choices.set(document.uri.toString(), "report");
      if (document.languageId !== "markdown") await this.#turn(document);
    }
    this.#changed.fire();
  }

  /** The user does not want this document checked, nor to be asked again. */
  async decline(document: vscode.TextDocument): Promise<void> {
    await this.#choices.set(document.uri.toString(), "declined");
    this.#turned.delete(document.uri.toString());
    if (document.languageId === LANGUAGE) await vscode.languages.setTextDocumentLanguage(document, "plaintext");
    this.#changed.fire();
  }

  /** To be called for every document that is opened: brings back what was chosen for it earlier. */
  async opened(document: vscode.TextDocument): Promise<void> {
    if (document.languageId === LANGUAGE) {
      this.#changed.fire();
      return;
    }
    if (!isConvertible(document)) return;
    const key = document.uri.toString();
    const choice = this.#choices.get(key);
    if (this.#turned.delete(key)) {
      // It was a report a moment ago: the user has set the language back by hand.
      await this.#choices.set(key, "declined");
    } else if (choice === "report" || (choice === undefined && matchesInclude(document))) {
      if (document.languageId === "plaintext") await this.#turn(document);
    }
    this.#changed.fire();
  }

  /** To be called for every document that is closed. A change of language is a close and an open. */
  closed(document: vscode.TextDocument): void {
    // Only a real close (no open follows at once) forgets that the language was set here.
    const key = document.uri.toString();
    setTimeout(() => {
      if (!vscode.workspace.textDocuments.some((other) => other.uri.toString() === key)) this.#turned.delete(key);
    }, 0);
  }

  async #turn(document: vscode.TextDocument): Promise<void> {
    const turned = await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
    this.#turned.add(turned.uri.toString());
  }
}

function isConvertible(document: vscode.TextDocument): boolean {
  return SCHEMES.includes(document.uri.scheme) && (document.languageId === "plaintext" || document.languageId === "markdown");
}

function includeGlobs(scope: vscode.Uri | null): string[] {
  const patterns = vscode.workspace.getConfiguration("zhibi", scope).get<unknown>("documents.include");
  if (!Array.isArray(patterns)) return [];
  return patterns.flatMap((pattern) => (typeof pattern === "string" ? (userGlob(pattern) ?? []) : []));
}

function matchesInclude(document: vscode.TextDocument): boolean {
  return includeGlobs(document.uri).some((pattern) => vscode.languages.match({ pattern }, document) > 0);
}
