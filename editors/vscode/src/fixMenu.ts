/** What the menu of fixes shows: best first, at most six. Knows nothing of the editor. */

/** Entries of the menu at most. */
export const MOST = 6;

export type Entry = "fix" | "same-kind" | "ignore" | "next" | "rule" | "name" | "explain";

/** What is left out first where there are too many. */
const LEFT_OUT: readonly Entry[] = ["explain", "next", "name", "rule", "same-kind", "ignore"];

/** At most six of the entries, in order. Fixes are never left out: to choose between them is what the menu is for. */
export function best<T>(entries: readonly T[], kind: (entry: T) => Entry): T[] {
  let kept = [...entries];
  for (const victim of LEFT_OUT) {
    while (kept.length > MOST) {
      const at = kept.findLastIndex((entry) => kind(entry) === victim);
      if (at < 0) break;
      kept = kept.filter((_, index) => index !== at);
    }
  }
  return kept;
}
