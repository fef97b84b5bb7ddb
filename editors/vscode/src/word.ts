/** Word documents: an editable draft beside one, comments and changes back into it, a draft laid out as one. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import type { Documents } from "./documents";
import { ANNOTATE_COMMAND, type AnnotateResult, CONVERT_COMMAND, type ConvertResult } from "./protocol";
import type { Server } from "./server";

/** Under this key the workspace remembers what drafts were made of. */
const SOURCES = "zhibi.wordSources";

/** A Word document, and what it was when its draft was made. */
interface Source {
  uri: string;
  size: number;
  mtime: number;
}

export class WordDrafts {
  readonly #memory: vscode.Memento;
  readonly #server: Server;
  readonly #documents: Documents;
  readonly #report: ActiveReport;

  constructor(memory: vscode.Memento, server: Server, documents: Documents, report: ActiveReport) {
    this.#memory = memory;
    this.#server = server;
    this.#documents = documents;
    this.#report = report;
  }

  /** Makes an editable draft beside a Word document and opens it; gives that document. */
  async open(chosen?: vscode.Uri): Promise<vscode.Uri | undefined> {
    const word = chosen ?? (await pick({ Word: ["docx", "doc", "wps", "ofd"] }));
    if (word === undefined) return undefined;
    await told(async () => {
      const { size, mtime } = await vscode.workspace.fs.stat(word);
      const text = await this.#convert(word);
      const draft = sibling(word, ".gwr");
      if ((await exists(draft)) && !(await this.#again(draft))) {
        await vscode.window.showTextDocument(draft);
        return;
      }
      await vscode.workspace.fs.writeFile(draft, Buffer.from(text, "utf8"));
      await this.#remember(draft, { uri: word.toString(), size, mtime });
      await vscode.window.showTextDocument(draft);
    });
    return word;
  }

  /** The text of a Word document; nothing where it cannot be read, which is told. */
  async text(word: vscode.Uri): Promise<string | undefined> {
    let text: string | undefined;
    await told(async () => {
      text = await this.#convert(word);
    });
    return text;
  }

  async #convert(word: vscode.Uri): Promise<string> {
    await this.#server.serve(this.#documents.selector());
    const content = await vscode.workspace.fs.readFile(word);
    const argument = { name: nameOf(word), base64: Buffer.from(content).toString("base64") };
    const { text } = (await this.#server.execute(CONVERT_COMMAND, argument)) as ConvertResult;
    if (text === undefined) throw new Error(vscode.l10n.t("The language server gave no draft."));
    return text;
  }

  /** Writes what is found in the draft's Word document, and what was changed in the draft, into the document or a copy of it. */
  async annotate(): Promise<void> {
    const draft = this.#report.document;
    if (draft === undefined) return;
    const known = this.#sources()[draft.uri.toString()];
    const word = known === undefined ? await pick({ Word: ["docx"] }) : vscode.Uri.parse(known.uri);
    if (word === undefined) return;
    await told(async () => {
      const [content, { size, mtime }] = await Promise.all([vscode.workspace.fs.readFile(word), vscode.workspace.fs.stat(word)]);
      // What a colleague wrote meanwhile would come out as our changes.
      if (known !== undefined && (known.size !== size || known.mtime !== mtime) && !(await goOn(word))) return;
      const target = await this.#place(word);
      if (target === undefined) return;
      // A copy is told from the drafts of its folder.
      const copy = target.toString() !== word.toString();
      const argument = { uri: draft.uri.toString(), name: nameOf(word), base64: Buffer.from(content).toString("base64"), copy };
      const made = (await this.#server.execute(ANNOTATE_COMMAND, argument)) as AnnotateResult;
      await vscode.workspace.fs.writeFile(target, Buffer.from(made.base64, "base64"));
      if (!copy) {
        const now = await vscode.workspace.fs.stat(word);
        await this.#remember(draft.uri, { uri: word.toString(), size: now.size, mtime: now.mtime });
      }
      const counts = vscode.l10n.t("{0}: {1} comments, {2} tracked changes", nameOf(target), made.comments, made.changes);
      const left = made.left > 0 ? vscode.l10n.t("{0} changes of automatic numbers, formulas, notes, blank lines or table columns were not written back.", made.left) : "";
      offerToOpen(`${counts} ${left}`.trim(), target);
    });
  }

  /** Lays the draft out as a Word document. */
  async export(): Promise<void> {
    const draft = this.#report.document;
    if (draft === undefined) return;
    const choices: (vscode.QuickPickItem & { layout?: string })[] = [
      { label: vscode.l10n.t("Official document"), description: "GB/T 9704-2012", layout: "gb9704" },
      { label: vscode.l10n.t("Speaker's copy"), description: vscode.l10n.t("large type, minutes in the margin"), layout: "reading" },
      { label: vscode.l10n.t("Copy for deputies"), description: vscode.l10n.t("with a table of contents"), layout: "deputies" },
      { label: vscode.l10n.t("Layout file…"), description: ".toml" },
    ];
    const choice = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t("Export as Word Document") });
    if (choice === undefined) return;
    await told(async () => {
      let layout = choice.layout;
      if (layout === undefined) {
        const file = await pick({ TOML: ["toml"] });
        if (file === undefined) return;
        layout = Buffer.from(await vscode.workspace.fs.readFile(file)).toString("utf8");
      }
      const { base64 } = (await this.#server.execute(CONVERT_COMMAND, { uri: draft.uri.toString(), layout })) as ConvertResult;
      if (base64 === undefined) throw new Error(vscode.l10n.t("The language server gave no document."));
      const source = this.#sources()[draft.uri.toString()]?.uri;
      const beside = sibling(draft.uri, ".docx");
      // The document that the draft was made of is not what this is to replace.
      const defaultUri = beside.toString() === source ? sibling(draft.uri, `-${vscode.l10n.t("layout")}.docx`) : beside;
      const target = await vscode.window.showSaveDialog({ defaultUri, filters: { Word: ["docx"] } });
      if (target === undefined) return;
      await vscode.workspace.fs.writeFile(target, Buffer.from(base64, "base64"));
      offerToOpen(vscode.l10n.t("Written: {0}", nameOf(target)), target);
    });
  }

  /** Whether a draft that is there already is to be made anew. */
  async #again(draft: vscode.Uri): Promise<boolean> {
    const anew = vscode.l10n.t("Make It Anew");
    const open = vscode.l10n.t("Open It");
    const answer = await vscode.window.showWarningMessage(vscode.l10n.t("{0} is there already.", nameOf(draft)), { modal: true }, open, anew);
    return answer === anew;
  }

  /** The document itself, or a copy of it. */
  async #place(word: vscode.Uri): Promise<vscode.Uri | undefined> {
    const into = vscode.l10n.t("Write into {0}", nameOf(word));
    const choice = await vscode.window.showQuickPick([into, vscode.l10n.t("Write a copy…")], { title: vscode.l10n.t("Write Comments Back") });
    if (choice === undefined) return undefined;
    if (choice === into) return word;
    return await vscode.window.showSaveDialog({ defaultUri: sibling(word, `${copyEnding()}.docx`), filters: { Word: ["docx"] } });
  }

  #sources(): Record<string, Source> {
    return this.#memory.get<Record<string, Source>>(SOURCES, {});
  }

  async #remember(draft: vscode.Uri, source: Source): Promise<void> {
    await this.#memory.update(SOURCES, { ...this.#sources(), [draft.toString()]: source });
  }
}

/** How the name of a copy with our comments ends, unless the user named it otherwise. */
export function copyEnding(): string {
  return `-${vscode.l10n.t("comments")}`;
}

async function pick(filters: Record<string, string[]>): Promise<vscode.Uri | undefined> {
  return (await vscode.window.showOpenDialog({ canSelectMany: false, filters }))?.[0];
}

/** Whether to write into a document that is not what the draft was made of any more. */
async function goOn(word: vscode.Uri): Promise<boolean> {
  const yes = vscode.l10n.t("Write Back All the Same");
  const text = vscode.l10n.t("{0} has changed since the draft was made of it; what was changed there would be undone as tracked changes.", nameOf(word));
  return (await vscode.window.showWarningMessage(text, { modal: true }, yes)) === yes;
}

async function told(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

function offerToOpen(text: string, target: vscode.Uri): void {
  const open = vscode.l10n.t("Open");
  void vscode.window.showInformationMessage(text, open).then(async (answer) => {
    if (answer !== undefined) await vscode.env.openExternal(target);
  });
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

/** The file beside this one whose name ends in another way. */
function sibling(uri: vscode.Uri, ending: string): vscode.Uri {
  const file = nameOf(uri).replace(/\.[^.]+$/u, "") + ending;
  if (uri.scheme !== "untitled") return vscode.Uri.joinPath(uri, "..", file);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder === undefined ? vscode.Uri.file(file) : vscode.Uri.joinPath(folder, file);
}
