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

/** Numeral of the first item of a text; undefined where it holds none. */
export function firstNumeral(text: string): string | undefined {
  const [led, inside] = [text.search(LED), text.search(RUN_IN)];
  if (led < 0 && inside < 0) return undefined;
  return /[一二三四五六七八九十百]+|\d+|[①-⑳]/u.exec(text.slice(led < 0 ? inside : inside < 0 ? led : Math.min(led, inside)))?.[0];
}

/** Whether an edit takes items away or puts some in, so that the numbers after it may no longer follow. */
export function movesItems(removed: string, inserted: string): boolean {
  const [gone, come] = [countItems(removed), countItems(inserted)];
  if (gone > 0 && come === 0) return inserted.length === 0;
  return come > 0 && gone === 0 && inserted.trim().length >= PASTED;
}

/** A change of one numeral. */
export interface Renumbered {
  line: number;
  start: number;
  end: number;
  text: string;
}

interface Item {
  value: number;
  start: number;
  end: number;
  /** Marks around the numeral, and its kind: what fellows have in common. */
  form: string;
  /** The smaller, the higher: 一、 over （一） over 1. over （1） over ①. */
  rank: number;
}

const DIGITS = "〇一二三四五六七八九";

/** `十二` is 12; NaN for what is no number below a hundred. */
function valueOf(numeral: string): number {
  if (/^\d+$/u.test(numeral)) return Number(numeral);
  if (/^[①-⑳]$/u.test(numeral)) return (numeral.codePointAt(0) ?? 0) - 0x245f;
  const [, tens, ones] = /^(?:([一二三四五六七八九]?)十)?([一二三四五六七八九]?)$/u.exec(numeral) ?? [];
  if (numeral === "" || (tens === undefined && ones === undefined)) return Number.NaN;
  const ten = numeral.includes("十") ? (tens === undefined || tens === "" ? 1 : DIGITS.indexOf(tens)) : 0;
  return ten * 10 + (ones === undefined || ones === "" ? 0 : DIGITS.indexOf(ones));
}

/** A number written as another one is; undefined where it can't be. */
function written(value: number, like: string): string | undefined {
  if (value < 1 || value > 99) return undefined;
  if (/^\d/u.test(like)) return String(value);
  if (/^[①-⑳]/u.test(like)) return value <= 20 ? String.fromCodePoint(0x245f + value) : undefined;
  const [ten, one] = [Math.floor(value / 10), value % 10];
  return `${ten === 0 ? "" : `${ten === 1 ? "" : DIGITS.charAt(ten)}十`}${one === 0 ? "" : DIGITS.charAt(one)}`;
}

function itemOf(line: string): Item | undefined {
  const [whole, before, numeral, after] = /^([ \t\u3000#>*-]*[（(第]?)([一二三四五六七八九十]{1,3}|\d{1,2}|[①-⑳])([）)、.．，]?)/u.exec(line) ?? [];
  if (whole === undefined || before === undefined || numeral === undefined || after === undefined) return undefined;
  const [open, kind] = [before.replace(/[ \t\u3000#>*-]/gu, ""), /\d/u.test(numeral) ? "1" : /[①-⑳]/u.test(numeral) ? "①" : "一"];
  const ranks: Record<string, number> = { "第一，": 0, "第一、": 0, "一、": 1, "（一）": 2, "(一)": 2, "1.": 3, "1．": 3, "1、": 3, "（1）": 4, "(1)": 4, "①": 5, "①、": 5 };
  const rank = ranks[open + kind + after];
  const value = valueOf(numeral);
  // 3.5% begins no item.
  if (rank === undefined || Number.isNaN(value) || (after === "." && /^\d/u.test(line.slice(whole.length)))) return undefined;
  return { value, start: before.length, end: before.length + numeral.length, form: open + kind + after, rank };
}

/**
 * The numbers of the item at a line and of its fellows below, counted on from the one above it, or from one; what stands
 * under a higher heading is no fellow. Empty where all is in order, or where the line begins no item.
 */
export function countedOn(lines: readonly string[], from: number): Renumbered[] {
  const first = itemOf(lines[from] ?? "");
  if (first === undefined) return [];
  let expected = 1;
  for (let line = from - 1; line >= 0; line -= 1) {
    const item = itemOf(lines[line] ?? "");
    if (item === undefined || item.rank > first.rank) continue;
    if (item.form === first.form) expected = item.value + 1;
    break;
  }
  const changes: Renumbered[] = [];
  for (let line = from; line < lines.length; line += 1) {
    const text = lines[line] ?? "";
    const item = itemOf(text);
    if (item === undefined || item.rank > first.rank) continue;
    if (item.form !== first.form) break;
    const numeral = text.slice(item.start, item.end);
    const wanted = written(expected, numeral);
    if (wanted === undefined) return [];
    if (wanted !== numeral) changes.push({ line, start: item.start, end: item.end, text: wanted });
    expected += 1;
  }
  return changes;
}
