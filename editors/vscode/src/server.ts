/** The language server's life: found, started, restarted after a crash, ended. */
import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import * as os from "node:os";
import * as vscode from "vscode";
import { CloseAction, ErrorAction, ErrorCodes, LanguageClient, ResponseError, RevealOutputChannelOn, State, WorkDoneProgress, vsdiag } from "vscode-languageclient/node";
import type { Diagnostic, DocumentFilter, RequestType } from "vscode-languageclient/node";
import { askAgain } from "./askAgain";
import { shownActions } from "./codeActions";
import { foldedPage } from "./explainRule";
import { offerUndo } from "./ignoredList";
import { diagnosticRequest } from "./protocol";
import { RestartLimit } from "./restartLimit";
import { RULE_SCHEME, type RuleNames, ruleAt } from "./ruleNames";
import { type FileState, type Location, locateServer } from "./serverLocation";
import { explicitSettings } from "./settings";

/** The server's command that shows the page of a rule. */
const OPEN_RULE = "zhibi.openRule";

/** Longest time that an orderly shutdown may take before the process is ended, in milliseconds. */
const SHUTDOWN_MS = 700;
/** Longest time that a question waits for a server that is being started, in milliseconds. */
const START_MS = 15_000;

export type ServerState = "idle" | "starting" | "running" | "failed";

/** A failure that has already been put into words for the user. */
class StartFailure extends Error {}

/** A client that leaves telling the user to us: it writes its errors, with their stack traces, to the log only. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export class Server implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #extension: vscode.ExtensionContext;
  readonly #changed = new vscode.EventEmitter<ServerState>();
  readonly #limit = new RestartLimit();
  /** The names of all settings of the extension. */
  readonly #settingNames: string[];
  #state: ServerState = "idle";
  #client: LanguageClient | undefined;
  #process: ChildProcess | undefined;
  readonly #names: RuleNames;
  #selector: DocumentFilter[] = [];
  #queue: Promise<void> = Promise.resolve();
  #works = 0;
  /** Whether the running program has completed its start. */
  #answered = false;

  readonly onDidChangeState = this.#changed.event;

  constructor(extension: vscode.ExtensionContext, log: vscode.LogOutputChannel, names: RuleNames) {
    this.#extension = extension;
    this.#names = names;
    const { contributes } = extension.extension.packageJSON as { contributes: { configuration: { properties?: object }[] } };
    this.#settingNames = contributes.configuration.flatMap((section) => Object.keys(section.properties ?? {}));
    this.#log = log;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Makes the server serve these documents: starts it, or starts it anew when the set has changed. */
  async serve(selector: DocumentFilter[]): Promise<void> {
    await this.#enqueue(async () => {
      const unchanged = JSON.stringify(selector) === JSON.stringify(this.#selector);
      if (unchanged && (this.#client !== undefined || this.#state === "failed")) return;
      this.#selector = selector;
      await this.#stop();
      await this.#start();
    });
  }

  /** Starts the server anew, whatever became of it before. */
  async restart(): Promise<void> {
    this.#limit.reset();
    await this.#enqueue(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  /** Has the server look whether another window, or another program, has changed what is ignored beside a draft: file watchers miss some. */
  async lookAgain(draft: vscode.Uri): Promise<void> {
    if (["file", "vscode-remote"].includes(draft.scheme)) await this.filesChanged([vscode.Uri.joinPath(draft, "..", ".zhibi", "ignore.toml")]);
  }

  /** Tells the server of files that were made, written or removed: the editor's watchers miss some, new ones above all. */
  async filesChanged(files: readonly vscode.Uri[]): Promise<void> {
    const client = this.#client;
    if (client === undefined || this.#state !== "running" || files.length === 0) return;
    const changes = files.map((uri) => ({ uri: uri.toString(), type: 2 }));
    await client.sendNotification("workspace/didChangeWatchedFiles", { changes }).catch((error: unknown) => { this.#log.warn(String(error)); });
  }

  /** Path of the program; where there is none, the user is told why. */
  program(): string | undefined {
    const location = this.#locate();
    if (location.kind === "found") return location.path;
    this.#tell(explain(location));
    return undefined;
  }

  /** Ends the server's process within a second. */
  async stop(): Promise<void> {
    await this.#enqueue(() => this.#stop());
  }

  dispose(): void {
    void this.stop();
  }

  /** The answer to a request, or undefined when no server runs or it can't answer (the log says why). */
  async request<P, R>(type: RequestType<P, R, void>, params: P, token?: vscode.CancellationToken): Promise<R | undefined> {
    if (this.#client === undefined) return undefined;
    try {
      // A token that is passed as undefined would count as a parameter.
      const ask = (client: LanguageClient): Promise<R> =>
        token === undefined ? client.sendRequest<R>(type.method, params) : client.sendRequest<R>(type.method, params, token);
      return await this.#ask(ask, token);
    } catch (error) {
      if (token?.isCancellationRequested !== true) this.#log.warn(`${type.method}: ${String(error)}`);
      return undefined;
    }
  }

  /** Runs a command of the server; throws what the server answers. */
  async execute(command: string, argument: unknown): Promise<unknown> {
    return await this.#ask((client) => client.sendRequest("workspace/executeCommand", { command, arguments: [argument] }));
  }

  /** The same for what takes its time: shown with its progress, and stopped by the user, which gives undefined. */
  async executeShown(command: string, argument: unknown, title: string): Promise<unknown> {
    return await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (shown, token) => {
      let done = 0;
      const ask = async (client: LanguageClient): Promise<unknown> => {
        const workDoneToken = `zhibi-${(this.#works += 1)}`;
        const told = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
          if (value.kind === "end") return;
          const percentage = value.percentage ?? done;
          shown.report({ message: value.message ?? "", increment: percentage - done });
          done = percentage;
        });
        try {
          return await client.sendRequest<unknown>("workspace/executeCommand", { command, arguments: [argument], workDoneToken }, token);
        } finally {
          told.dispose();
        }
      };
      try {
        return await this.#ask(ask, token);
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        throw error;
      }
    });
  }

  /** Asks the server that runs, after what is under way; the next one where it was replaced, or ended, before it answered. */
  async #ask<R>(ask: (client: LanguageClient) => Promise<R>, token?: vscode.CancellationToken): Promise<R> {
    const lost = (client: LanguageClient, error: unknown): boolean =>
      token?.isCancellationRequested !== true && (client !== this.#client || isLost(error));
    return await askAgain(() => this.#serving(), ask, lost);
  }

  /** The client of a server that has started, or is being started; throws where none is. */
  async #serving(): Promise<LanguageClient> {
    let queue: Promise<void> | undefined;
    // Further steps may be added while the last one is waited for.
    while (queue !== this.#queue) {
      queue = this.#queue;
      await queue;
    }
    if (this.#state === "starting") await this.#settled();
    if (this.#client === undefined || this.#state !== "running") throw new Error(vscode.l10n.t("The language server is not running."));
    return this.#client;
  }

  /** Waits until a start has ended, well or not. */
  async #settled(): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        change.dispose();
        resolve();
      };
      const timer = setTimeout(end, START_MS);
      const change = this.onDidChangeState((state) => { if (state !== "starting") end(); });
    });
  }

  /** What is found in an open document, as it is now: the editor forgets the problems of one without a tab. */
  async found(uri: vscode.Uri): Promise<vscode.Diagnostic[]> {
    const report = await this.request(diagnosticRequest, { textDocument: { uri: uri.toString() } });
    return await this.diagnostics(report?.items ?? []);
  }

  /** Problems of the protocol as the editor has them. */
  async diagnostics(items: Diagnostic[]): Promise<vscode.Diagnostic[]> {
    return this.#names.shown((await this.#client?.protocol2CodeConverter.asDiagnostics(items)) ?? []);
  }

  async #enqueue(step: () => Promise<void>): Promise<void> {
    const run = this.#queue.then(step);
    this.#queue = run.catch((error: unknown) => {
      this.#log.error(String(error));
    });
    await this.#queue;
  }

  #enter(state: ServerState): void {
    if (state === "running") this.#answered = true;
    if (this.#state === state) return;
    this.#state = state;
    this.#changed.fire(state);
  }

  async #start(): Promise<void> {
    this.#answered = false;
    this.#enter("starting");
    const client = this.#createClient();
    this.#client = client;
    client.onDidChangeState(({ newState }) => {
      if (this.#client !== client) return;
      if (newState === State.Starting) this.#enter("starting");
      // Only once the start is complete does the server know the open documents.
      else if (newState === State.Running) void client.start().then(() => { if (this.#client === client) this.#enter("running"); }, () => undefined);
    });
    try {
      await client.start();
    } catch (error) {
      const process = this.#process;
      this.#client = undefined;
      this.#process = undefined;
      this.#enter("failed");
      if (!(error instanceof StartFailure)) {
        this.#tell(
          process !== undefined && (await hasEnded(process, 500))
            ? vscode.l10n.t("{0} ended as soon as it was started. Is it the zhibi program for this kind of computer?", process.spawnfile)
            : vscode.l10n.t("The language server could not be started: {0}", reason(error)),
        );
      }
      process?.kill();
      await client.dispose(0).catch(() => undefined);
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    const process = this.#process;
    this.#client = undefined;
    this.#process = undefined;
    this.#enter("idle");
    if (client !== undefined) {
      await client.dispose(SHUTDOWN_MS).catch((error: unknown) => {
        this.#log.warn(String(error));
      });
    }
    if (process?.exitCode !== null || process.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => process.once("exit", () => { resolve(); }));
    const timer = setTimeout(() => process.kill("SIGKILL"), 200);
    await ended;
    clearTimeout(timer);
  }

  #createClient(): QuietClient {
    return new QuietClient("zhibi", "执笔 Zhibi", () => this.#spawn(), {
      documentSelector: this.#selector,
      outputChannel: this.#log,
      traceOutputChannel: this.#log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticCollectionName: "zhibi",
      initializationOptions: this.#settings(),
      middleware: {
        // Rules are called by their titles; what the server would show as text is shown as a page.
        handleDiagnostics: (uri, diagnostics, next) => { next(uri, this.#names.shown(diagnostics)); },
        provideDiagnostics: async (document, previous, token, next) => {
          const report = await next(document, previous, token);
          if (report?.kind === vsdiag.DocumentDiagnosticReportKind.full) report.items = this.#names.shown(report.items);
          return report;
        },
        provideWorkspaceDiagnostics: (previous, token, report, next) =>
          next(previous, token, (part) => {
            for (const document of part?.items ?? []) {
              if (document.kind === vsdiag.DocumentDiagnosticReportKind.full) document.items = this.#names.shown(document.items);
            }
            report(part);
          }),
        executeCommand: async (command, args, next) => {
          if (command === OPEN_RULE) return await vscode.commands.executeCommand("zhibi.explainRule", args[0]);
          const answer: unknown = await next(command, args);
          void offerUndo(this, command, args);
          return answer;
        },
        // What a lens counts is in the outline below it; the server does not know the commands of its clients.
        provideCodeLenses: async (document, token, next) => {
          const lenses = await next(document, token);
          for (const { command } of lenses ?? []) {
            if (command?.command === "") command.command = "zhibi.focusOutline";
          }
          return lenses;
        },
        provideCodeActions: async (document, range, context, token, next) => {
          const actions = await next(document, range, context, token);
          return shownActions(document, range, context, actions ?? []);
        },
        provideTextDocumentContent: async (uri, token, next) => {
          if (uri.scheme !== RULE_SCHEME) return await next(uri, token);
          const text = await next(vscode.Uri.from({ scheme: RULE_SCHEME, path: `/${ruleAt(uri)}.md` }), token);
          return typeof text === "string" ? foldedPage(text) : text;
        },
        workspace: {
          configuration: async (params, token, next) => {
            const answers: unknown = await next(params, token);
            return params.items.map((item, index) => {
              if (item.section === "zhibi") return this.#settings(item.scopeUri);
              return Array.isArray(answers) ? (answers[index] as unknown) : null;
            });
          },
        },
      },
      initializationFailedHandler: () => false,
      errorHandler: {
        error: (_error, _message, count) => ({ action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true }),
        closed: () => {
          // A program that ends before it has answered once will not do better the next time.
          if (this.#client === undefined || this.#state === "failed" || !this.#answered) return { action: CloseAction.DoNotRestart, handled: true };
          if (this.#limit.mayRestart()) return { action: CloseAction.Restart, handled: true };
          this.#client = undefined;
          this.#enter("failed");
          this.#tell(
            vscode.l10n.t("The language server has ended unexpectedly {0} times in a few minutes and is not started again.", this.#limit.limit + 1),
          );
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    });
  }

  /** What the user has set, for a folder or for none. */
  #settings(folder?: string): Record<string, unknown> {
    const configuration = vscode.workspace.getConfiguration("zhibi", folder === undefined ? undefined : vscode.Uri.parse(folder));
    return { ...explicitSettings(configuration, this.#settingNames), workspaceTrusted: vscode.workspace.isTrusted };
  }

  async #spawn(): Promise<ChildProcess> {
    const location = this.#locate();
    if (location.kind !== "found") throw this.#failure(explain(location));
    this.#log.info(`server: ${location.path} (${location.origin})`);
    const child = spawn(location.path, ["lsp"], { stdio: ["pipe", "pipe", "pipe"], windowsHide: true });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", (error: NodeJS.ErrnoException) => {
        reject(this.#failure(vscode.l10n.t("{0} could not be run: {1}", location.path, startError(error))));
      });
    });
    child.on("exit", (code, signal) => { this.#log.info(`server ended: ${signal ?? code ?? ""}`); });
    // A write to a process that has just ended is no reason to trouble the extension host.
    child.stdin.on("error", (error) => { this.#log.warn(String(error)); });
    this.#process = child;
    return child;
  }

  #failure(message: string): StartFailure {
    this.#enter("failed");
    this.#tell(message);
    return new StartFailure(message);
  }

  #locate(): Location {
    return locateServer({
      environment: process.env.ZHIBI_SERVER,
      setting: vscode.workspace.getConfiguration("zhibi").get("server.path", ""),
      bundledFolder: vscode.Uri.joinPath(this.#extension.extensionUri, "server").fsPath,
      path: process.env.PATH,
      windows: process.platform === "win32",
      home: os.homedir(),
      inspect,
    });
  }

  /** Says it once, with what can be done about it; does not wait for the answer. */
  #tell(message: string): void {
    const showLog = vscode.l10n.t("Show Log");
    const openSettings = vscode.l10n.t("Open Settings");
    const restart = vscode.l10n.t("Start Again");
    void vscode.window.showErrorMessage(`执笔 Zhibi: ${message}`, restart, showLog, openSettings).then(async (choice) => {
      if (choice === showLog) this.#log.show();
      else if (choice === openSettings) await vscode.commands.executeCommand("workbench.action.openSettings", "zhibi.server.path");
      else if (choice === restart) await this.restart();
    });
  }
}

/** Whether an error says that the connection ended, not what the server answered. */
function isLost(error: unknown): boolean {
  return !(error instanceof ResponseError) || error.code === ErrorCodes.PendingResponseRejected || error.code === ErrorCodes.ConnectionInactive;
}

/** Whether the process has ended, or ends within the time. */
async function hasEnded(process: ChildProcess, milliseconds: number): Promise<boolean> {
  if (process.exitCode !== null || process.signalCode !== null) return true;
  return await new Promise((resolve) => {
    const timer = setTimeout(() => { resolve(false); }, milliseconds);
    process.once("exit", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

function inspect(path: string): FileState {
  try {
    if (statSync(path).isDirectory()) return "directory";
  } catch {
    return "missing";
  }
  try {
    accessSync(path, constants.X_OK);
    return "executable";
  } catch {
    return "notExecutable";
  }
}

function explain(location: Exclude<Location, { kind: "found" }>): string {
  if (location.kind === "nowhere") {
    return vscode.l10n.t(
      "The zhibi program was not found. This package of the extension has none inside: install the one for your platform, or put zhibi on PATH, or set zhibi.server.path.",
    );
  }
  const source = {
    environment: vscode.l10n.t("environment variable ZHIBI_SERVER"),
    setting: vscode.l10n.t("setting zhibi.server.path"),
    bundled: vscode.l10n.t("inside the extension"),
    path: "PATH",
  }[location.origin];
  switch (location.state) {
    case "missing":
      return vscode.l10n.t("{0} does not exist ({1}). Correct the path, or clear it to use the program inside the extension.", location.path, source);
    case "directory":
      return vscode.l10n.t("{0} is a folder ({1}). Give the path of the zhibi program itself.", location.path, source);
    case "notExecutable":
      return vscode.l10n.t("{0} may not be executed ({1}). In a terminal: chmod +x \"{0}\"", location.path, source);
  }
}

function startError(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case "ENOEXEC":
    case "UNKNOWN":
      return vscode.l10n.t("it is not a program for this kind of computer ({0})", error.message);
    case "EACCES":
    case "EPERM":
      return vscode.l10n.t("the system forbids it ({0})", error.message);
    case undefined:
    default:
      return error.message;
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
