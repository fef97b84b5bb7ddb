/** Tells from a piece of text alone whether it holds items of a numbered series. Knows nothing of the editor. */

const NUMERAL = "[一二三四五六七八九十百]{1,4}";
/** An ordinal at the start of a line, Markdown's marks before it. */
const LED = new RegExp(String.raw`(?:^|\n)[ \t\u3000#>*-]*(?:[（(](?:${NUMERAL}|\d{1,3})[）)]|${NUMERAL}、|\d{1,3}[.．、](?!\d)|[①-⑳]|第${NUMERAL}[，、])`, "gu");
/** 一是 inside a paragraph. */
const RUN_IN = /[一二三四五六七八九十]是/gu;
/** Shorter text was typed, not pasted: an input method hands over a few characters at a time. */
const PASTED = 8;

/** How many items a text holds. */
export function countItems(text: string): number {
  return (text.match(LED)?.length ?? 0) + (text.match(RUN_IN)?.length ?? 0);
}

/** Whether an edit takes items away or puts some in, so that the numbers after it may no longer follow. */
export function movesItems(removed: string, inserted: string): boolean {
  const [gone, come] = [countItems(removed), countItems(inserted)];
  if (gone > 0 && come === 0) return inserted.length === 0;
  return come > 0 && gone === 0 && inserted.trim().length >= PASTED;
}
