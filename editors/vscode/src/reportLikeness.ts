/** Decides from a file's text alone whether it looks like a report draft. */

/** Characters of the document's start that are looked at. */
export const SAMPLE_LENGTH = 65_536;

const TITLE = /(?:报告|報告)\s*(?:[（(【〔][^）)】〕]*[）)】〕])?$/u;
const SALUTATION = /^(?:各位|尊敬的)(?:代表|委员|委員)/u;
const LEVEL_ONE = /^([一二三四五六七八九十]{1,3})、/u;
const TITLE_LINES = 8;
const TITLE_LENGTH = 50;
const LEVEL_ONE_ENOUGH = 3;

/**
 * A title that ends in 报告, the salutation 各位代表, or at least three different first-level ordinals (一、 二、 三、).
 * Markdown heading marks and emphasis are ignored. Works on simplified and traditional script.
 */
export function looksLikeReport(text: string): boolean {
  const ordinals = new Set<string>();
  let lineNumber = 0;
  for (const raw of text.slice(0, SAMPLE_LENGTH).split(/\r\n|\r|\n/u)) {
    const line = raw.replace(/^[\s#*>\u3000\ufeff]+|[\s*#\u3000]+$/gu, "");
    if (line === "") continue;
    lineNumber += 1;
    if (lineNumber <= TITLE_LINES && line.length <= TITLE_LENGTH && TITLE.test(line)) return true;
    if (SALUTATION.test(line)) return true;
    const ordinal = LEVEL_ONE.exec(line)?.[1];
    if (ordinal !== undefined) ordinals.add(ordinal);
    if (ordinals.size >= LEVEL_ONE_ENOUGH) return true;
  }
  return false;
}

/** Marks of Markdown that are no text: comments, addresses, marks of lines and words. */
const MARKS = /<!--[\s\S]*?-->|\]\([^)\n]*\)|<[a-z]+:\/\/[^>\s]*>|^[ \t]*(?:[#>]+[ \t]*|[-+*][ \t]+)+|^[ \t]*[-:=|* _]{3,}$|[[*`|]/gmu;
/** What Word counts as one: a run of Latin letters, digits and marks, or any other character that shows. */
const WORDS = /[!-~\u00c0-\u024f]+|[^\s\u3000\ufeff\u200b]/gu;

/** 字数 as Word counts it; the server counts sections in the same way. */
export function countWords(text: string, markdown: boolean): number {
  return (markdown ? text.replace(MARKS, " ") : text).match(WORDS)?.length ?? 0;
}
