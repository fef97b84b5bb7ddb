/** First letters of pinyin, by the order in which the platform sorts Chinese characters. */

const LETTERS = "abcdefghjklmnopqrstwxyz";
/** The first character of each letter in that order. */
const FIRST = Array.from("阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀");
const collator = new Intl.Collator("zh-Hans-CN-u-co-pinyin");

/** `序号不连续` gives `xhblx`; Latin letters and digits stay, everything else is left out. */
export function initials(text: string): string {
  return Array.from(text.toLowerCase()).map(initial).join("");
}

function initial(character: string): string {
  if (/[a-z0-9]/u.test(character)) return character;
  if (!/\p{Script=Han}/u.test(character)) return "";
  const after = FIRST.findIndex((first) => collator.compare(character, first) < 0);
  return LETTERS.at(after === -1 ? -1 : Math.max(0, after - 1)) ?? "";
}
