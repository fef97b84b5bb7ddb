/** 以后不查这条规则, 加入专名词表: asks where it is to be written, the draft, zhibi.toml or the user's settings. */
import * as vscode from "vscode";
import type { ActiveReport } from "./activeReport";
import { onlyThis, told, writeConfiguration } from "./configurationFile";
import { offerUndo } from "./ignoredList";
import { IGNORE_COMMAND, SETTING_COMMAND, type Written } from "./protocol";
import { ruleGroup } from "./ruleGroups";
import type { Server } from "./server";

/** Longest name that is proposed, in characters. */
const LONGEST = 24;

type Where = vscode.QuickPickItem & { where: "draft" | "folder" | "user" };

export class OwnSettings {
  readonly #report: ActiveReport;
  readonly #server: Server;
  readonly #titles: ReadonlyMap<string, string>;
  readonly #manifest: unknown;

  constructor(report: ActiveReport, server: Server, titles: ReadonlyMap<string, string>, manifest: unknown) {
    this.#report = report;
    this.#server = server;
    this.#titles = titles;
    this.#manifest = manifest;
  }

  /** Turns a rule off where the user says. */
  async stopRule(code: string): Promise<void> {
    const document = this.#report.document;
    if (document === undefined) return;
    const onDisk = !document.isUntitled;
    const choices: Where[] = [
      ...(onDisk ? [{ label: vscode.l10n.t("In this draft only"), description: ".zhibi/ignore.toml", where: "draft" as const }] : []),
      ...places(onDisk),
    ];
    const title = vscode.l10n.t("No longer check “{0}”", this.#titles.get(code) ?? code);
    const choice = await vscode.window.showQuickPick(choices, { title, placeHolder: vscode.l10n.t("Where does this hold?") });
    if (choice === undefined) return;
    await told(async () => {
      const uri = document.uri.toString();
      if (choice.where === "draft") {
        await this.#server.execute(IGNORE_COMMAND, { uri, code });
        void offerUndo(this.#server, IGNORE_COMMAND, [{ uri, code }]);
        return;
      }
      const undo = choice.where === "folder" ? await this.#write({ uri, rule: code }, title) : await this.#untick(code);
      if (undo !== undefined) void this.#offerUndo(code, choice.where, undo);
    });
  }

  /** Adds a name to the list of names, after the user has looked at it. */
  async addWord(proposed: string): Promise<void> {
    const document = this.#report.document;
    if (document === undefined) return;
    const title = vscode.l10n.t("Add to the List of Names");
    const prompt = vscode.l10n.t("The whole name. Numbers in it are no figures, and nothing in it is reported.");
    const word = (await vscode.window.showInputBox({ title, prompt, value: proposed }))?.trim();
    if (word === undefined || word === "") return;
    const choice = await vscode.window.showQuickPick(places(!document.isUntitled), { title: `${title}: ${word}`, placeHolder: vscode.l10n.t("Where does this hold?") });
    if (choice === undefined) return;
    await told(async () => {
      if (choice.where === "folder") {
        await this.#write({ uri: document.uri.toString(), word }, title);
        return;
      }
      const settings = vscode.workspace.getConfiguration("zhibi");
      const own = settings.inspect<string[]>("words")?.globalValue ?? [];
      if (!own.includes(word)) await settings.update("words", [...own, word], vscode.ConfigurationTarget.Global);
    });
  }

  /** Says that a rule is off and where to turn it on, and takes it back when asked to. */
  async #offerUndo(code: string, where: "folder" | "user", undo: () => Promise<void>): Promise<void> {
    const title = this.#titles.get(code) ?? code;
    const back = vscode.l10n.t("Take back");
    const message =
      where === "folder"
        ? vscode.l10n.t("“{0}” is no longer checked in this folder; its line in zhibi.toml says so.", title)
        : vscode.l10n.t("“{0}” is no longer checked; its box in the settings is unticked.", title);
    if ((await vscode.window.showInformationMessage(message, back)) === back) await told(undo);
  }

  /** What writes zhibi.toml as it was, where it was written. */
  async #write(argument: { uri: string; rule?: string; word?: string }, title: string): Promise<(() => Promise<void>) | undefined> {
    const written = (await this.#server.execute(SETTING_COMMAND, argument)) as Written;
    const target = vscode.Uri.parse(written.uri);
    const before = await vscode.workspace.fs.readFile(target).then((bytes) => bytes, () => undefined);
    if (!(await writeConfiguration(this.#server, written, onlyThis(title)))) return undefined;
    return async () => {
      const now = Buffer.from(await vscode.workspace.fs.readFile(target)).toString("utf8");
      if (now !== written.text) throw new Error(vscode.l10n.t("it has changed since"));
      await (before === undefined ? vscode.workspace.fs.delete(target) : vscode.workspace.fs.writeFile(target, before));
      await this.#server.filesChanged([target]);
    };
  }

  /** Unticks the rule's box in the user's settings; what ticks it again. */
  async #untick(code: string): Promise<() => Promise<void>> {
    const settings = vscode.workspace.getConfiguration("zhibi");
    const key = `checkFor.${ruleGroup(this.#manifest, code) ?? ""}`;
    const own = settings.inspect<Record<string, boolean>>(key)?.globalValue;
    await settings.update(key, { ...own, [code]: false }, vscode.ConfigurationTarget.Global);
    return async () => { await vscode.workspace.getConfiguration("zhibi").update(key, own, vscode.ConfigurationTarget.Global); };
  }
}

function places(onDisk: boolean): Where[] {
  const folder: Where = { label: vscode.l10n.t("In this folder, for everybody who drafts in it"), description: "zhibi.toml", where: "folder" };
  const user: Where = { label: vscode.l10n.t("In my settings, for all drafts"), where: "user" };
  return onDisk ? [folder, user] : [user];
}

/** The name that a place may belong to: what is selected, else what stands in quotation marks around it, else its own text. */
export function nameAt(document: vscode.TextDocument, range: vscode.Range): string | undefined {
  if (!range.isSingleLine) return undefined;
  const line = document.lineAt(range.start.line).text;
  const open = line.lastIndexOf("“", range.start.character);
  const close = line.indexOf("”", Math.max(range.start.character, range.end.character - 1));
  const quoted = open >= 0 && close >= 0 && !line.slice(open + 1, close).includes("”") ? line.slice(open, close + 1) : undefined;
  const name = (quoted ?? line.slice(range.start.character, range.end.character)).trim();
  const isOrdinal = /^[（(第]?[一二三四五六七八九十百\d①-⑳]+[）)、.．]?$/u.test(name);
  return name.length > 0 && Array.from(name).length <= LONGEST && !isOrdinal ? name : undefined;
}
