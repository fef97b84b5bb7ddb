/** Names that people read for the terms of the server's figures. */
import * as vscode from "vscode";

/** What a figure is in its sentence. */
export function roleName(role: string | null): string {
  switch (role) {
    case null: return vscode.l10n.t("Without a role");
    case "achieved": return vscode.l10n.t("Achieved");
    case "target": return vscode.l10n.t("Target");
    case "total": return vscode.l10n.t("Total");
    case "done-investment": return vscode.l10n.t("Investment done");
    case "growth": return vscode.l10n.t("Growth");
    case "share": return vscode.l10n.t("Share");
    case "delta": return vscode.l10n.t("Change");
    case "completion": return vscode.l10n.t("Completion");
    case "threshold": return vscode.l10n.t("Threshold");
    case "list-count": return vscode.l10n.t("Count of a list");
    case "capacity": return vscode.l10n.t("Capacity");
    case "deadline": return vscode.l10n.t("Deadline");
    case "period": return vscode.l10n.t("Stretch of time");
    case "rank": return vscode.l10n.t("Rank");
    case "name": return vscode.l10n.t("Name");
    case "reference": return vscode.l10n.t("Reference");
    default: return role;
  }
}

/** Icon of the role: achieved figures and targets are told apart at a glance. */
export function roleIcon(role: string | null): vscode.ThemeIcon {
  switch (role) {
    case "achieved": case "done-investment": case "completion": return new vscode.ThemeIcon("pass", new vscode.ThemeColor("charts.green"));
    case "target": return new vscode.ThemeIcon("target", new vscode.ThemeColor("charts.blue"));
    case "growth": case "delta": return new vscode.ThemeIcon("graph-line");
    case "share": return new vscode.ThemeIcon("pie-chart");
    case "deadline": case "period": return new vscode.ThemeIcon("calendar");
    case "list-count": return new vscode.ThemeIcon("list-ordered");
    case "name": case "reference": return new vscode.ThemeIcon("tag");
    case null:
    default: return new vscode.ThemeIcon("symbol-number");
  }
}

/** How the bound reads before a value; empty for an exact one. */
export function boundSign(bound: string | null): string {
  switch (bound) {
    case ">=": return "≥";
    case "<=": return "≤";
    case ">": case "<": return bound;
    case "~": return "≈";
    case null:
    default: return "";
  }
}
