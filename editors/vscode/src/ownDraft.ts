/** 打开自己的文稿: the last step of the walkthrough. One dialog, and the draft is checked, whatever its name and format. */
import * as vscode from "vscode";
import type { Documents } from "./documents";
import type { WordDrafts } from "./word";

export async function openOwnDraft(documents: Documents, word: WordDrafts): Promise<void> {
  const filters = { [vscode.l10n.t("Drafts")]: ["txt", "md", "markdown", "docx", "doc", "wps", "ofd", "gwr", "公文", "报告"] };
  const [chosen] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t("Open Your Draft"), canSelectMany: false, filters })) ?? [];
  if (chosen === undefined) return;
  // The step of the walkthrough is done when a draft was chosen.
  await vscode.commands.executeCommand("setContext", "zhibi.openedOwn", true);
  if (/\.(?:docx|doc|wps|ofd)$/iu.test(chosen.path)) {
    await word.open(chosen);
    return;
  }
  const document = await vscode.workspace.openTextDocument(chosen);
  await vscode.window.showTextDocument(document);
  await documents.accept(document);
}
