/** What is ignored in the draft: taken back at once after 在此忽略, or later from a list. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { IGNORED_COMMAND, IGNORE_COMMAND, type IgnoredEntry, UNIGNORE_COMMAND } from "./protocol";
import type { Server } from "./server";

/** Of what the server was asked to ignore. */
interface Asked {
  uri: string;
  code: string;
}

/** Lists what is ignored in the draft; what is chosen is told of again. */
export async function restoreIgnored(report: ActiveReport, server: Server): Promise<void> {
  const uri = report.document?.uri.toString();
  if (uri === undefined) return;
  const entries = await ignored(server, uri);
  if (entries.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nothing is ignored in this draft."));
    return;
  }
  const chosen = await vscode.window.showQuickPick(
    entries.map((entry) => ({ label: entry.title === "" ? entry.rule : entry.title, description: entry.text === "" ? vscode.l10n.t("In the whole draft") : entry.text, entry })),
    { canPickMany: true, title: vscode.l10n.t("What is to be told of again?"), matchOnDescription: true },
  );
  for (const { entry } of chosen ?? []) await restore(server, uri, entry);
}

/** Says after a command that something is ignored now, and takes it back when asked to. */
export async function offerUndo(server: Server, command: string, args: readonly unknown[]): Promise<void> {
  if (command !== IGNORE_COMMAND) return;
  const { uri, code } = args[0] as Asked;
  const entry = (await ignored(server, uri)).findLast(({ rule }) => rule === code);
  if (entry === undefined) return;
  const undo = vscode.l10n.t("Take back");
  const told = entry.text === "" ? vscode.l10n.t("“{0}” is ignored in this draft from now on.", entry.title) : vscode.l10n.t("“{0}” is ignored here from now on.", entry.title);
  if ((await vscode.window.showInformationMessage(told, undo)) === undo) await restore(server, uri, entry);
}

async function ignored(server: Server, uri: string): Promise<IgnoredEntry[]> {
  return ((await server.execute(IGNORED_COMMAND, { uri })) as IgnoredEntry[] | null | undefined) ?? [];
}

async function restore(server: Server, uri: string, { rule, hash }: IgnoredEntry): Promise<void> {
  await server.execute(UNIGNORE_COMMAND, { uri, rule, hash });
}
