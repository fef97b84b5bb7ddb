/** 检查文件夹: all drafts of the folders, Word documents among them; what is found is listed among the problems. */
import * as vscode from "vscode";
import type { FileChecks } from "./checkFile";
import type { Documents } from "./documents";
import { CHECK_FOLDERS_COMMAND, type CheckedDraft } from "./protocol";
import { isOwn } from "./ruleNames";
import type { Server } from "./server";
import { copyEnding } from "./word";

/** Word documents that are checked at most. */
const MOST_DOCUMENTS = 500;

export class FolderCheck implements vscode.Disposable {
  readonly #problems = vscode.languages.createDiagnosticCollection("zhibi-folder");
  readonly #server: Server;
  readonly #documents: Documents;
  readonly #files: FileChecks;
  readonly #subscriptions: vscode.Disposable[];
  /** Drafts that were open at the last check or opened since, with what was last found in them as they are on disk. */
  readonly #open = new Map<string, vscode.Diagnostic[]>();

  constructor(server: Server, documents: Documents, files: FileChecks) {
    this.#server = server;
    this.#documents = documents;
    this.#files = files;
    const forget = (uri: vscode.Uri): void => {
      this.#problems.delete(uri);
      this.#open.delete(uri.toString());
    };
    // What is opened is checked while it is open, and listed as it was then when it is closed; what changes outside says
    // something else now.
    const watcher = vscode.workspace.createFileSystemWatcher("**/*", true);
    this.#subscriptions = [
      watcher,
      watcher.onDidChange((uri) => { if (!this.#open.has(uri.toString())) forget(uri); }),
      watcher.onDidDelete(forget),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => { this.#opened(uri); }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => { this.#closed(uri); }),
      // The editor keeps a document a while after its last tab is gone, without its problems.
      vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
        for (const uri of addresses(opened)) this.#opened(uri);
        for (const uri of addresses(closed)) if (!inTabs().has(uri.toString())) this.#closed(uri);
      }),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => { for (const uri of uris) this.#note(uri); }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(this.#problems, ...this.#subscriptions).dispose();
  }

  #opened(uri: vscode.Uri): void {
    const found = this.#problems.get(uri);
    if (found === undefined) return;
    this.#open.set(uri.toString(), [...found]);
    this.#problems.delete(uri);
  }

  #closed(uri: vscode.Uri): void {
    const found = this.#open.get(uri.toString());
    if (!this.#open.delete(uri.toString()) || found === undefined) return;
    this.#problems.set(uri, found);
  }

  #note(uri: vscode.Uri): void {
    if (!this.#open.has(uri.toString())) return;
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    if (document !== undefined && !document.isDirty && !document.isClosed) this.#open.set(uri.toString(), ofServer(uri));
  }

  async check(): Promise<void> {
    if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t("Open a folder first: all drafts in it are checked."));
      return;
    }
    try {
      await this.#server.serve(this.#documents.selector());
      const title = vscode.l10n.t("Checking the drafts of the folder");
      const checked = (await this.#server.executeShown(CHECK_FOLDERS_COMMAND, {}, title)) as CheckedDraft[] | undefined;
      if (checked === undefined) return;
      this.#problems.clear();
      this.#open.clear();
      // Where the server lists the drafts that are not open anyway, they would stand there twice.
      const listed = vscode.workspace.getConfiguration("zhibi").get<boolean>("workspaceDiagnostics.enable", false);
      const documents = vscode.workspace.textDocuments.filter((document) => !document.isUntitled && this.#documents.isReport(document));
      const open = documents.map(({ uri }) => uri.toString());
      let [drafts, faulty, problems] = [0, 0, 0];
      const count = (found: readonly vscode.Diagnostic[]): void => {
        const counted = found.filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint).length;
        drafts += 1;
        faulty += counted > 0 ? 1 : 0;
        problems += counted;
      };
      for (const { uri, diagnostics } of checked) {
        const target = vscode.Uri.parse(uri);
        if (open.includes(target.toString())) continue;
        const found = await this.#server.diagnostics(diagnostics);
        if (!listed) this.#problems.set(target, found);
        count(found);
      }
      const tabs = inTabs();
      for (const { uri } of documents) {
        const found = await this.#server.found(uri);
        if (tabs.has(uri.toString())) this.#open.set(uri.toString(), found);
        else if (!listed) this.#problems.set(uri, found);
        count(found);
      }
      const words = await vscode.workspace.findFiles("**/[!~]*.docx", undefined, MOST_DOCUMENTS);
      const own = ownDrafts(words, [...checked.map(({ uri }) => uri), ...open].map((uri) => vscode.Uri.parse(uri)));
      // What was found in the others before would stand there beside what is counted now.
      this.#files.keepOnly(own);
      for (const found of await this.#files.found(own)) count(found);
      if (problems > 0) await vscode.commands.executeCommand("workbench.panel.markers.view.focus");
      void vscode.window.showInformationMessage(vscode.l10n.t("{0} files checked, {1} of them with problems, {2} problems in all.", drafts, faulty, problems));
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }
}

/**
 * The Word documents that are drafts of their own: one beside a draft of its name is that draft, made from it or its source,
 * and one with our comments is a copy of another. Their faults are counted once.
 */
function ownDrafts(documents: readonly vscode.Uri[], drafts: readonly vscode.Uri[]): vscode.Uri[] {
  const taken = new Set(drafts.map(stem));
  const names = new Set([...taken, ...documents.map(stem)]);
  const ending = copyEnding();
  return documents.filter((uri) => {
    const name = stem(uri);
    return !taken.has(name) && !(name.endsWith(ending) && names.has(name.slice(0, -ending.length)));
  });
}

/** The files of tabs. */
function addresses(tabs: readonly vscode.Tab[]): vscode.Uri[] {
  return tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []));
}

/** The files that have a tab. */
function inTabs(): Set<string> {
  return new Set(addresses(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)).map(String));
}

/** The path without its extension. */
function stem(uri: vscode.Uri): string {
  return uri.path.replace(/\.[^./]+$/u, "");
}

/** What the server says of a document. */
function ofServer(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(isOwn);
}
