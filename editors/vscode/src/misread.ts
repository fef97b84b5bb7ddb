/** Tells from a text alone that its file was opened in an encoding it is not written in, and which it may be. */

/** Characters of a document's start that are looked at. */
export const LOOKED_AT = 65_536;

/** Encodings of Chinese texts that are not UTF-8: VS Code's names, and those of TextDecoder. */
export const ENCODINGS = [
  { id: "gbk", decoder: "gbk", label: "GBK" },
  { id: "gb18030", decoder: "gb18030", label: "GB18030" },
  { id: "big5hkscs", decoder: "big5", label: "Big5" },
  { id: "utf16le", decoder: "utf-16le", label: "UTF-16 LE" },
  { id: "utf16be", decoder: "utf-16be", label: "UTF-16 BE" },
] as const;

export type Encoding = (typeof ENCODINGS)[number];

const ENOUGH = 8;
/** Characters that half of any Chinese text consists of. */
const COMMON = /[的一是在和了有为不年大工作发展全市县区我们要业化会理生人民这國業發為對與並於，。、；：]/gu;

/**
 * Whether so many characters were lost on opening that the encoding must be another. A few lost ones were lost before: that
 * is the text's own damage.
 */
export function looksMisread(text: string): boolean {
  const head = text.slice(0, LOOKED_AT);
  const lost = head.match(/\ufffd/gu)?.length ?? 0;
  const others = head.match(/[^\ufffd\p{ASCII}]/gu)?.length ?? 0;
  return lost >= ENOUGH && lost > others / 4;
}

/** The encodings a file may be written in, likeliest first; `bytes` are its beginning. */
export function likelyEncodings(bytes: Uint8Array): Encoding[] {
  const head = bytes.subarray(0, LOOKED_AT);
  const score = ({ decoder }: Encoding): number => {
    const text = new TextDecoder(decoder).decode(head).replaceAll(/\s/gu, "");
    const lost = text.split(/\ufffd|\p{Cc}/u).length - 1;
    return (100 * ((text.match(COMMON)?.length ?? 0) - 4 * lost)) / Math.max(1, text.length);
  };
  return ENCODINGS.map((encoding) => ({ encoding, points: score(encoding) }))
    .sort((a, b) => b.points - a.points)
    .map(({ encoding }) => encoding);
}

