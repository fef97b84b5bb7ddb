/** Entry point in a browser without a computer behind it: no program can be started there, and that is said plainly. */
import * as vscode from "vscode";

export function activate(context: vscode.ExtensionContext): void {
  const explain = (): void => {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        "执笔 Zhibi checks drafts with a program on your computer, which VS Code in the browser cannot start. Open the folder in VS Code for the desktop, or in a remote window.",
      ),
    );
  };
  for (const { command } of (context.extension.packageJSON as { contributes: { commands: { command: string }[] } }).contributes.commands) {
    context.subscriptions.push(vscode.commands.registerCommand(command, explain));
  }
}
