/** Rows of the view 对照, apart from the editor. */
import type { AcrossRow } from "./protocol";

/** The rows that hold all words of a filter. */
export function filterRows(rows: readonly AcrossRow[], filter: string): AcrossRow[] {
  const words = filter.toLowerCase().split(/\s+/u).filter((word) => word !== "");
  return rows.filter(({ label, detail }) => words.every((word) => `${label} ${detail}`.toLowerCase().includes(word)));
}
