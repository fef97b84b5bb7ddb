/** What `zhibi check --format json` tells: lines and columns 1-based, columns in code points, end exclusive. */

export interface CheckedProblem {
  code: string;
  severity: "error" | "warning" | "information" | "hint";
  message: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

const SEVERITIES = ["error", "warning", "information", "hint"];

/** The findings of an output; those that are not as expected are left out. */
export function parseProblems(output: string): CheckedProblem[] {
  const list: unknown = JSON.parse(output);
  return Array.isArray(list) ? list.filter(isProblem) : [];
}

function isProblem(value: unknown): value is CheckedProblem {
  if (typeof value !== "object" || value === null) return false;
  const { code, severity, message, ...places } = value as Record<string, unknown>;
  const words = typeof code === "string" && typeof message === "string" && SEVERITIES.includes(String(severity));
  return words && ["line", "column", "endLine", "endColumn"].every((name) => Number(places[name]) >= 1);
}
