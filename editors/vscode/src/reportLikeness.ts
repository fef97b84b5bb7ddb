/** Decides from a file's text alone whether it looks like a report draft. */

/** Characters of the document's start that are looked at. */
export const SAMPLE_LENGTH = 65_536;

const TITLE = /(?:报告|報告)\s*(?:[（(【〔][^）)】〕]*[）)】〕])?$/u;
const SALUTATION = /^(?:各位|尊敬的)(?:代表|委员|委員)/u;
const LEVEL_ONE = /^([一二三四五六七八九十]{1,3})、(.*)$/u;
/** What an announcement or plan is called. */
const NOTICE = /(?:通知|通告|方案|意见|意見|要点|要點|计划|計劃|总结|總結|纪要|紀要|讲话|講話|汇报|匯報|规划|規劃|办法|辦法|决定|決定|清单|清單)$/u;
/** A sentence of a draft, not 买两斤。 */
const SENTENCE_LENGTH = 15;
const TITLE_LINES = 8;
const TITLE_LENGTH = 50;
/** Headings of drafts have as many characters on average; items of a shopping list have fewer. */
const HEADING_LENGTH = 4;

/**
 * A title that ends in 报告, the salutation 各位代表; 一、 and 二、 below the title of a notice or over sentences; or headings
 * from 一、 to 三、, if they are longer than what one buys.
 * Markdown heading marks and emphasis are ignored. Works on simplified and traditional script.
 */
export function looksLikeReport(text: string): boolean {
  const ordinals = new Map<string, number>();
  let sentences = false;
  let notice = false;
  let lineNumber = 0;
  for (const raw of text.slice(0, SAMPLE_LENGTH).split(/\r\n|\r|\n/u)) {
    const line = raw.replace(/^[\s#*>\u3000\ufeff]+|[\s*#\u3000]+$/gu, "");
    if (line === "") continue;
    lineNumber += 1;
    if (lineNumber <= TITLE_LINES && line.length <= TITLE_LENGTH && TITLE.test(line)) return true;
    if (SALUTATION.test(line)) return true;
    if (lineNumber <= TITLE_LINES && line.length <= TITLE_LENGTH && NOTICE.test(line)) notice = true;
    const [, ordinal, title] = LEVEL_ONE.exec(line) ?? [];
    if (ordinal !== undefined && title !== undefined && !ordinals.has(ordinal)) ordinals.set(ordinal, raw.startsWith("#") ? TITLE_LENGTH : title.length);
    if (/[。；]/u.test(line) && line.length >= SENTENCE_LENGTH) sentences = true;
    if (!ordinals.has("一") || !ordinals.has("二")) continue;
    if (notice || sentences) return true;
    const lengths = [...ordinals.values()];
    if (ordinals.has("三") && lengths.reduce((sum, length) => sum + length, 0) >= HEADING_LENGTH * lengths.length) return true;
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
