/** Lines that were pasted, apart from the editor. */

/** Fewest lines that can be told to be cut at the width of a page. */
const FEWEST = 12;

/** The lines that an edit at `line` put in, if they are as many as a page has: the first, and the one behind the last. */
export function pastedLines(line: number, text: string): { from: number; to: number } | undefined {
  const breaks = text.match(/\r\n|\r|\n/gu)?.length ?? 0;
  const last = /[\r\n]$/u.test(text) ? 0 : 1;
  return breaks + last >= FEWEST ? { from: line, to: line + breaks + last } : undefined;
}
