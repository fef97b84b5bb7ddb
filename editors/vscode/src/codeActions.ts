/** The menu of fixes: the server's actions with those that the editor adds, at most six. */
import * as vscode from "vscode";
import { type Entry, MOST, best } from "./fixMenu";
import { nameAt } from "./ownSettings";
import { isOwn } from "./ruleNames";

type Action = vscode.CodeAction | vscode.Command;

/** Arguments of the server's command that ignores a finding, or without a place a rule in all of the draft. */
interface Ignore {
  code?: string;
  line?: number;
}

/** The actions as they are shown at a place. */
export function shownActions(document: vscode.TextDocument, range: vscode.Range, context: vscode.CodeActionContext, actions: readonly Action[]): Action[] {
  if (context.only !== undefined && !context.only.intersects(vscode.CodeActionKind.QuickFix)) return [...actions];
  const shown = actions.map((action) => (entryOf(action) === "rule" ? stopRule(action) : action));
  const own = context.diagnostics.filter(isOwn);
  const name = own.length > 0 || isName(document, range) ? nameAt(document, own[0]?.range ?? range) : undefined;
  if (name !== undefined && /[\p{L}\p{N}]/u.test(name)) {
    const last = shown.findLastIndex((action) => entryOf(action) === "rule");
    shown.splice(last < 0 ? shown.length : last + 1, 0, addWord(name, own));
  }
  const isQuickFix = (action: Action): boolean => action instanceof vscode.CodeAction && action.kind !== undefined && vscode.CodeActionKind.QuickFix.contains(action.kind);
  const kept = best(shown.filter(isQuickFix), entryOf);
  // Asked for by name, all refactorings are shown; beside fixes they fill what is left of the menu.
  const others = shown.filter((action) => !isQuickFix(action));
  return [...kept, ...(context.only === undefined ? others.slice(0, Math.max(0, MOST - kept.length)) : others)];
}

function entryOf(action: Action): Entry {
  const command = action instanceof vscode.CodeAction ? action.command : action;
  switch (command?.command) {
    case "zhibi.ignore": return (command.arguments?.[0] as Ignore | undefined)?.line === undefined ? "rule" : "ignore";
    case "zhibi.stopRule": return "rule";
    case "zhibi.addWord": return "name";
    case "zhibi.openRule": return "explain";
    case "zhibi.showPlace": return "next";
    case undefined:
    default: return isSameKind(action) ? "same-kind" : "fix";
  }
}

/** The action that mends all of a kind has the id of a rule and no place. */
function isSameKind(action: Action): boolean {
  const { data } = action as { data?: { id?: { action?: string } } };
  return data?.id?.action === "fixRule";
}

/** 以后不查这条规则 takes the place of 在全文忽略: it asks where. */
function stopRule(action: Action): Action {
  const code = ((action as vscode.CodeAction).command?.arguments?.[0] as Ignore | undefined)?.code;
  const asked = new vscode.CodeAction(vscode.l10n.t("No longer check this rule…"), vscode.CodeActionKind.QuickFix);
  asked.command = { command: "zhibi.stopRule", title: asked.title, arguments: [code] };
  const { diagnostics } = action as vscode.CodeAction;
  if (diagnostics !== undefined) asked.diagnostics = diagnostics;
  return asked;
}

function addWord(name: string, diagnostics: vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(vscode.l10n.t("Add to the list of names…"), vscode.CodeActionKind.QuickFix);
  action.command = { command: "zhibi.addWord", title: action.title, arguments: [name] };
  action.diagnostics = diagnostics;
  return action;
}

/** Whether what is selected may be a name: short, and with a number. */
function isName(document: vscode.TextDocument, range: vscode.Range): boolean {
  return !range.isEmpty && range.isSingleLine && /[\d０-９一二三四五六七八九十百千万]/u.test(document.getText(range));
}
