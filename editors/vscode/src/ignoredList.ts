/** What is ignored in the draft: taken back at once after 在此忽略, or later from a list. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { onlyThis, told, writeConfiguration } from "./configurationFile";
import { IGNORED_COMMAND, IGNORE_COMMAND, type IgnoredEntry, SETTING_COMMAND, UNIGNORE_COMMAND, type Written } from "./protocol";
import type { Server } from "./server";

/** Stands for a rule that the folder's configuration turns off, in place of a sentence. */
const CONFIGURATION = "zhibi.toml";

/** Of what the server was asked to ignore. */
interface Asked {
  uri: string;
  code: string;
}

/** Something that is not told, and how it is told again. */
interface Untold {
  label: string;
  description: string;
  restore: () => Promise<void>;
}

/** Lists what is ignored in the draft, and the rules that its folder or the user turns off; what is chosen is told of again. */
export async function restoreIgnored(report: ActiveReport, server: Server, titles: ReadonlyMap<string, string>, groups: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const uri = report.document?.uri.toString();
  if (uri === undefined) return;
  const all = [...(await ignored(server, uri)).map((entry) => untold(server, uri, entry)), ...unticked(titles, [...groups.keys()])];
  if (all.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nothing is ignored in this draft."));
    return;
  }
  const chosen = await vscode.window.showQuickPick(all, { canPickMany: true, title: vscode.l10n.t("What is to be told of again?"), matchOnDescription: true });
  for (const { restore } of chosen ?? []) await restore();
}

function untold(server: Server, uri: string, entry: IgnoredEntry): Untold {
  const label = entry.title === "" ? entry.rule : entry.title;
  if (entry.hash !== CONFIGURATION) {
    const description = entry.text === "" ? vscode.l10n.t("In the whole draft") : entry.text;
    return { label, description, restore: () => restore(server, uri, entry) };
  }
  const title = vscode.l10n.t("Check “{0}” again", label);
  const on = async (): Promise<void> => {
    await told(async () => {
      await writeConfiguration(server, (await server.execute(SETTING_COMMAND, { uri, on: entry.rule })) as Written, onlyThis(title));
    });
  };
  return { label, description: vscode.l10n.t("In this folder, for everybody who drafts in it"), restore: on };
}

/** The rules whose boxes the user has unticked. */
function unticked(titles: ReadonlyMap<string, string>, groups: readonly string[]): Untold[] {
  return groups.flatMap((group) => {
    const key = `checkFor.${group}`;
    const boxes = vscode.workspace.getConfiguration("zhibi").inspect<Record<string, boolean>>(key)?.globalValue ?? {};
    return Object.keys(boxes).filter((code) => boxes[code] === false).map((code) => {
      const tick = async (): Promise<void> => {
        const settings = vscode.workspace.getConfiguration("zhibi");
        const now = { ...settings.inspect<Record<string, boolean>>(key)?.globalValue, [code]: true };
        await settings.update(key, now, vscode.ConfigurationTarget.Global);
      };
      return { label: titles.get(code) ?? code, description: vscode.l10n.t("In my settings, for all drafts"), restore: tick };
    });
  });
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
