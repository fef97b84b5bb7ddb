/** The report draft that the user works on, and its figures: what the status bar and the views show. */
import * as vscode from "vscode";
import type { Documents } from "./documents";
import type { Figure } from "./figures";
import { figuresRequest, statusRequest, type Status } from "./protocol";
import { isOwn } from "./ruleNames";
import type { Server } from "./server";

/** Calm after an edit before the figures are asked for again, and before other problems are shown, in milliseconds. */
const CALM_MS = 400;
const SETTLE_MS = 300;

export class ActiveReport implements vscode.Disposable {
  readonly #documents: Documents;
  readonly #server: Server;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: { dispose(): unknown }[] = [];
  #document: vscode.TextDocument | undefined;
  #figures: Figure[] | undefined;
  #held = 0;
  #budget: NonNullable<Status["budget"]> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #settling: NodeJS.Timeout | undefined;
  #edited = 0;
  #asked: vscode.CancellationTokenSource | undefined;

  /** The draft, its figures or its problems have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(documents: Documents, server: Server) {
    this.#documents = documents;
    this.#server = server;
    this.#subscriptions.push(
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor(() => { this.#follow(); }),
      documents.onDidChange(() => { this.#follow(); }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document !== this.#document || contentChanges.length === 0) return;
        this.#edited = Date.now();
        this.#askLater(CALM_MS);
      }),
      vscode.workspace.onDidSaveTextDocument(({ fileName }) => {
        if (fileName.endsWith("zhibi.toml")) this.#askLater(CALM_MS);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document === this.#document) this.#follow();
      }),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const own = this.#document?.uri.toString();
        if (!uris.some((uri) => uri.toString() === own)) return;
        // What was held back may have come; counts stand still while one types.
        if (this.#held > 0) this.#askLater(CALM_MS);
        clearTimeout(this.#settling);
        this.#settling = setTimeout(() => { this.#changed.fire(); }, Math.max(0, this.#edited + SETTLE_MS - Date.now()));
      }),
      server.onDidChangeState(() => {
        this.#figures = undefined;
        this.#askLater(0);
        this.#changed.fire();
      }),
    );
    this.#follow();
  }

  /** The draft in the active editor; while a view or the output has the focus, the draft before. */
  get document(): vscode.TextDocument | undefined {
    return this.#document;
  }

  /** Its figures; undefined until the server has answered. */
  get figures(): readonly Figure[] | undefined {
    return this.#figures;
  }

  /** How many problems wait for what is being written. */
  get held(): number {
    return this.#held;
  }

  /** The length that the whole report may have. */
  get budget(): NonNullable<Status["budget"]> | undefined {
    return this.#budget;
  }

  /** Our own diagnostics of the draft, in its order. Hints are no problems: the editor lists and counts them nowhere. */
  problems(): vscode.Diagnostic[] {
    return this.#diagnostics().filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint);
  }

  /** Our own hints, in the draft's order. */
  hints(): vscode.Diagnostic[] {
    return this.#diagnostics().filter(({ severity }) => severity === vscode.DiagnosticSeverity.Hint);
  }

  #diagnostics(): vscode.Diagnostic[] {
    if (this.#document === undefined) return [];
    return vscode.languages
      .getDiagnostics(this.#document.uri)
      .filter(isOwn)
      .sort((a, b) => a.range.start.compareTo(b.range.start));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#settling);
    this.#asked?.dispose();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #follow(): void {
    const editor = vscode.window.activeTextEditor;
    let document = this.#document;
    if (editor !== undefined && editor.document.uri.scheme !== "output") {
      document = this.#documents.isReport(editor.document) ? editor.document : undefined;
    } else if (document !== undefined && (document.isClosed || !vscode.window.visibleTextEditors.some((visible) => visible.document === document))) {
      document = undefined;
    }
    void vscode.commands.executeCommand("setContext", "zhibi.activeReport", document !== undefined);
    if (document === this.#document) return;
    this.#document = document;
    this.#figures = undefined;
    this.#held = 0;
    this.#budget = undefined;
    this.#askLater(0);
    this.#changed.fire();
  }

  #askLater(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), delay);
  }

  async #ask(): Promise<void> {
    const document = this.#document;
    this.#asked?.cancel();
    if (document === undefined || this.#server.state !== "running") return;
    const asked = new vscode.CancellationTokenSource();
    this.#asked = asked;
    const params = { textDocument: { uri: document.uri.toString() } };
    const [figures, status] = await Promise.all([
      this.#server.request(figuresRequest, params, asked.token),
      this.#server.request(statusRequest, params, asked.token),
    ]);
    if (!Array.isArray(figures) || document !== this.#document || asked.token.isCancellationRequested) return;
    this.#figures = figures;
    this.#held = status?.held ?? 0;
    this.#budget = status?.budget ?? undefined;
    this.#changed.fire();
  }
}
