/** Entry point: wires the parts together. Each part is described in its own file. */
import * as vscode from "vscode";
import { AcrossView, openRow } from "./acrossView";
import { ActiveReport } from "./activeReport";
import { FileChecks } from "./checkFile";
import { Choices } from "./choices";
import { pickFile, setCompanion } from "./companions";
import { Documents } from "./documents";
import { RulePages } from "./explainRule";
import { exportLedger } from "./exportLedger";
import { FindView } from "./findView";
import { countSafe, fixAllSafe, renumberSeries } from "./fixes";
import { FolderCheck } from "./folderCheck";
import { goTo } from "./goTo";
import { JoinOnPaste } from "./joinOnPaste";
import { LedgerView } from "./ledgerView";
import { MisreadFiles } from "./misreadFiles";
import { restoreIgnored } from "./ignoredList";
import { insertNextItem } from "./nextItem";
import { openOwnDraft } from "./ownDraft";
import { OwnSettings } from "./ownSettings";
import { printReport } from "./printReport";
import { type ProblemNode, ProblemsView } from "./problemsView";
import { RenumberOnEdit } from "./renumberOnEdit";
import { ruleGroups } from "./ruleGroups";
import { RuleNames } from "./ruleNames";
import { ruleTitles } from "./ruleTitles";
import { openPlace } from "./openPlace";
import type { AcrossRow, WireLocation } from "./protocol";
import { Sample } from "./sample";
import { Server } from "./server";
import { offerSnippets } from "./snippets";
import { StatusBar } from "./statusBar";
import { TermsView } from "./termsView";
import { isWatched } from "./watchedNames";
import { WordDrafts } from "./word";
import { registerWordEditor } from "./wordEditor";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("执笔 Zhibi", { log: true });
  const documents = new Documents(new Choices(context.workspaceState));
  const titles = ruleTitles(context.extension.packageJSON, vscode.env.language);
  const names = new RuleNames(titles);
  const running = new Server(context, log, names);
  server = running;
  const report = new ActiveReport(documents, running);
  const ledger = new LedgerView(report);
  const across = new AcrossView(report, running, context.extensionUri);
  const rules = new RulePages(running, report, titles, names);
  const sample = new Sample(context);
  const files = new FileChecks(() => running.program(), names);
  const folder = new FolderCheck(running, documents, files);
  const groups = ruleGroups(context.extension.packageJSON);
  const problems = new ProblemsView(report, titles, groups);
  const found = new FindView(report, running);
  const terms = new TermsView(report, running);
  const own = new OwnSettings(report, running, titles, context.extension.packageJSON);
  context.subscriptions.push(files, folder, log, report, ledger, across, rules, problems, found, terms);
  const misread = new MisreadFiles(context.workspaceState);
  context.subscriptions.push(misread, new RenumberOnEdit(report), new JoinOnPaste(report, running), new StatusBar(documents, report, running));
  context.subscriptions.push(offerSnippets(context.extensionUri));
  const word = new WordDrafts(context.workspaceState, running, documents, report);
  context.subscriptions.push(registerWordEditor(word, documents, files));

  /** Starts the server once a report is open, and keeps it told which documents are meant. */
  const serve = async (): Promise<void> => {
    if (running.state !== "idle" || vscode.workspace.textDocuments.some((document) => documents.isReport(document))) {
      await running.serve(documents.selector());
    }
  };

  context.subscriptions.push(
    documents.onDidChange(() => void serve()),
    vscode.workspace.onDidOpenTextDocument((document) => void documents.opened(document)),
    vscode.workspace.onDidCloseTextDocument((document) => { documents.closed(document); }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("zhibi.documents.include")) {
        for (const document of vscode.workspace.textDocuments) await documents.opened(document);
      }
      // The server is told of both only when it starts.
      const atStart = ["zhibi.server.path", "zhibi.workspaceDiagnostics"].some((name) => event.affectsConfiguration(name));
      if (atStart && running.state !== "idle") await running.restart();
    }),
  );

  context.subscriptions.push(...tellOfFiles(running, report));

  // Whether a folder is trusted goes with the settings; what its files say is read anew.
  context.subscriptions.push(
    vscode.workspace.onDidGrantWorkspaceTrust(async () => {
      if (running.state !== "idle") await running.restart();
    }),
  );

  const command = (name: string, run: (...args: never[]) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  };
  const withActiveDocument = (run: (document: vscode.TextDocument) => Promise<void>) => async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document !== undefined) await run(document);
    else void vscode.window.showInformationMessage(vscode.l10n.t("Open a document first."));
  };
  const unlessMisread = (run: () => Promise<unknown>) => async (): Promise<void> => {
    if (!(await misread.refuses(report.document))) await run();
  };
  command("zhibi.checkDocument", withActiveDocument((document) => documents.accept(document)));
  command("zhibi.checkFile", (file?: unknown, selected?: vscode.Uri[]) => files.check(addressed(file), selected));
  command("zhibi.checkFolder", () => folder.check());
  command("zhibi.openOwn", () => openOwnDraft(documents, word));
  command("zhibi.stopChecking", withActiveDocument((document) => documents.decline(document)));
  command("zhibi.fixAllSafe", () => fixAllSafe(report));
  command("zhibi.renumberSeries", () => renumberSeries(report));
  command("zhibi.nextItem", () => insertNextItem(running));
  for (const [name, kind] of [["Hint", "hint"], ["Figure", "figure"], ["Heading", "heading"]] as const) {
    command(`zhibi.next${name}`, () => goTo(report, kind, true));
    command(`zhibi.previous${name}`, () => goTo(report, kind, false));
  }
  command("zhibi.focusOutline", () => vscode.commands.executeCommand("outline.focus"));
  command("zhibi.showLedger", () => ledger.show());
  command("zhibi.exportLedger", unlessMisread(() => exportLedger(report, running, ledger.filter)));
  command("zhibi.printReport", unlessMisread(() => printReport(report, running)));
  command("zhibi.sameMetric", () => found.sameMetric());
  command("zhibi.findByWords", () => found.byWords());
  command("zhibi.showTerms", () => terms.show());
  command("zhibi.problems.filter", () => problems.askGroups());
  command("zhibi.problems.clearFilter", () => { problems.showGroups(); });
  command("zhibi.stopRule", (code: string) => own.stopRule(code));
  command("zhibi.restoreIgnored", () => restoreIgnored(report, running, titles, groups));
  command("zhibi.addWord", (name: string) => own.addWord(name));
  command("zhibi.openWord", async (uri?: unknown) => {
    const made = await word.open(addressed(uri));
    if (made !== undefined) files.forget(made);
  });
  command("zhibi.annotateWord", () => word.annotate());
  command("zhibi.exportWord", unlessMisread(() => word.export()));
  command("zhibi.ledger.filter", () => ledger.askFilter());
  command("zhibi.ledger.clearFilter", () => { ledger.setFilter(""); });
  command("zhibi.ledger.groupBy", () => ledger.askGrouping());
  command("zhibi.compareWith", async () => {
    const other = await pickFile(report, vscode.l10n.t("Choose the draft to compare with"), false);
    if (other !== undefined) await across.compareWith(other);
  });
  command("zhibi.compareWithCommit", () => across.compareWithCommit());
  command("zhibi.setLastYear", () => setCompanion(report, running, across, "last-year", vscode.l10n.t("Choose last year's report")));
  command("zhibi.loadFacts", () => setCompanion(report, running, across, "facts", vscode.l10n.t("Choose the confirmed sheet")));
  command("zhibi.across.filter", () => across.askFilter());
  command("zhibi.across.refresh", () => across.refresh());
  command("zhibi.across.open", (row: AcrossRow) => openRow(row));
  command("zhibi.found.open", (place: WireLocation) => openPlace(place, vscode.ViewColumn.Active));
  command("zhibi.explainRule", (code?: string) => rules.explain(typeof code === "string" ? code : undefined));
  command("zhibi.problem.explain", (node?: ProblemNode) => rules.explain(node?.kind === "rule" ? node.code : undefined));
  command("zhibi.openSettings", () => vscode.commands.executeCommand("workbench.action.openSettings", `@ext:${context.extension.id}`));
  command("zhibi.restartServer", () => running.restart());
  command("zhibi.showLog", () => { log.show(); });
  command("zhibi.showActions", () => showActions(report));
  command("zhibi.openWalkthrough", () => vscode.commands.executeCommand("workbench.action.openWalkthrough", `${context.extension.id}#start`, false));
  command("zhibi.openSample", () => sample.open());
  command("zhibi.sample.fix", () => sample.fix());
  command("zhibi.sample.hover", () => sample.hover());

  for (const document of vscode.workspace.textDocuments) await documents.opened(document);
}

/** Keeps the server told of the files that it reads beside drafts. */
function tellOfFiles(running: Server, report: ActiveReport): vscode.Disposable[] {
  // What another window ignored is seen as soon as one comes back to this one.
  const lookAgain = (): void => {
    if (report.document !== undefined) void running.lookAgain(report.document.uri);
  };
  // What this window itself wrote, made or removed: its file watchers miss new files now and then.
  const tell = (...files: vscode.Uri[]): void => { void running.filesChanged(files.filter(({ path }) => isWatched(path))); };
  return [
    vscode.window.onDidChangeWindowState(({ focused }) => { if (focused) lookAgain(); }),
    vscode.window.onDidChangeActiveTextEditor(lookAgain),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => { tell(uri); }),
    vscode.workspace.onDidCreateFiles(({ files }) => { tell(...files); }),
    vscode.workspace.onDidDeleteFiles(({ files }) => { tell(...files); }),
    vscode.workspace.onDidRenameFiles(({ files }) => { tell(...files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])); }),
  ];
}

/** An address that a command was given: by a menu, or, as text, by a link on a page. */
function addressed(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  return typeof given === "string" ? vscode.Uri.parse(given, true) : undefined;
}

/** Ends the server; VS Code waits for it. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}

/** What a click on the status bar offers. */
async function showActions(report: ActiveReport): Promise<void> {
  const safe = await countSafe(report);
  const part = (label: string): vscode.QuickPickItem & { command?: string } => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const choice = await vscode.window.showQuickPick<vscode.QuickPickItem & { command?: string }>(
    [
      part(vscode.l10n.t("This draft")),
      { label: `$(warning) ${vscode.l10n.t("Show problems")}`, command: "workbench.actions.view.problems" },
      { label: `$(wand) ${vscode.l10n.t("Fix all safe problems")}`, description: vscode.l10n.t("{0} places", safe), command: "zhibi.fixAllSafe" },
      { label: `$(list-ordered) ${vscode.l10n.t("Renumber the series at the cursor")}`, command: "zhibi.renumberSeries" },
      { label: `$(list-tree) ${vscode.l10n.t("Show the outline")}`, command: "zhibi.focusOutline" },
      { label: `$(table) ${vscode.l10n.t("Show the figures ledger")}`, command: "zhibi.showLedger" },
      { label: `$(book) ${vscode.l10n.t("Show the terms")}`, command: "zhibi.showTerms" },
      { label: `$(eye) ${vscode.l10n.t("Show again what is ignored…")}`, command: "zhibi.restoreIgnored" },
      part(vscode.l10n.t("Beside other files")),
      { label: `$(diff) ${vscode.l10n.t("Compare with another draft…")}`, command: "zhibi.compareWith" },
      { label: `$(history) ${vscode.l10n.t("Set last year's report…")}`, command: "zhibi.setLastYear" },
      { label: `$(checklist) ${vscode.l10n.t("Load the confirmed sheet…")}`, command: "zhibi.loadFacts" },
      { label: `$(search) ${vscode.l10n.t("Find figures in all drafts…")}`, command: "zhibi.findByWords" },
      { label: `$(folder) ${vscode.l10n.t("Check the folder")}`, command: "zhibi.checkFolder" },
      part(vscode.l10n.t("To be handed on")),
      { label: `$(save-as) ${vscode.l10n.t("Export the figures ledger…")}`, command: "zhibi.exportLedger" },
      { label: `$(preview) ${vscode.l10n.t("Print a check report…")}`, command: "zhibi.printReport" },
      { label: `$(file) ${vscode.l10n.t("Export as Word document…")}`, command: "zhibi.exportWord" },
      { label: `$(comment) ${vscode.l10n.t("Write comments back into Word…")}`, command: "zhibi.annotateWord" },
      part(vscode.l10n.t("Checking")),
      { label: `$(question) ${vscode.l10n.t("Explain a rule")}`, command: "zhibi.explainRule" },
      { label: `$(gear) ${vscode.l10n.t("Open settings")}`, command: "zhibi.openSettings" },
      { label: `$(debug-restart) ${vscode.l10n.t("Restart the language server")}`, command: "zhibi.restartServer" },
      { label: `$(output) ${vscode.l10n.t("Show the log")}`, command: "zhibi.showLog" },
      { label: `$(circle-slash) ${vscode.l10n.t("Stop checking this document")}`, command: "zhibi.stopChecking" },
    ],
    { title: "执笔 Zhibi" },
  );
  if (choice?.command !== undefined) await vscode.commands.executeCommand(choice.command);
}
