/** Joins an edit with those that follow from it, so that both are one step of undo. Knows nothing of the editor. */

/** What replaces a stretch of text; offsets in UTF-16 code units. */
export interface Replaced {
  start: number;
  end: number;
  text: string;
}

/**
 * The edits of the text before `edit` that give what `edit` and then `others` give; `others` stand in the text after it.
 * Undefined where one of them lies across an end of what was put in.
 */
export function joined(edit: Replaced, others: readonly Replaced[]): Replaced[] | undefined {
  const end = edit.start + edit.text.length;
  const moved = edit.end - end;
  const outside: Replaced[] = [];
  let text = edit.text;
  // From the end, so that offsets in what was put in stay true.
  for (const other of [...others].sort((a, b) => b.start - a.start)) {
    if (other.start >= end) outside.push({ start: other.start + moved, end: other.end + moved, text: other.text });
    else if (other.end <= edit.start) outside.push(other);
    else if (other.start >= edit.start && other.end <= end) text = text.slice(0, other.start - edit.start) + other.text + text.slice(other.end - edit.start);
    else return undefined;
  }
  return [...outside, { ...edit, text }].sort((a, b) => a.start - b.start);
}
