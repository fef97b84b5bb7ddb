import assert from "node:assert/strict";
import { test } from "node:test";
import { ENCODINGS, likelyEncodings, looksMisread } from "../src/misread";

const TEXT = "青禾县政府工作报告\n各位代表：\n一、过去一年工作回顾\n全县地区生产总值达到186.4亿元，增长6.2%，民生持续改善。\n";

/** All characters of two bytes, by an encoding of the decoder: what no encoder of the platform writes. */
function encoded(text: string, decoder: string): Uint8Array {
  const bytes = new Map<string, number[]>();
  const decode = new TextDecoder(decoder);
  for (let first = 0x81; first < 0xff; first += 1) {
    for (let second = 0x40; second < 0xff; second += 1) bytes.set(decode.decode(new Uint8Array([first, second])), [first, second]);
  }
  return new Uint8Array(Array.from(text).flatMap((c) => (c < "\u0080" ? [c.charCodeAt(0)] : (bytes.get(c) ?? [0x3f]))));
}

function utf16(text: string, little: boolean): Uint8Array {
  const units = Array.from(text).map((c) => c.charCodeAt(0));
  return new Uint8Array(units.flatMap((unit) => (little ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff])));
}

const TRADITIONAL = "青禾縣政府工作報告\n各位代表：\n一、過去一年的工作\n全縣生產總值增長，民生與發展並重，我們要對人民負責。\n";

test("a file is told to be opened wrongly, and what it is written in", () => {
  const files: [string, Uint8Array][] = [
    ["gbk", encoded(TEXT, "gbk")],
    ["big5hkscs", encoded(TRADITIONAL, "big5")],
    ["utf16le", utf16(TEXT, true)],
    ["utf16be", utf16(TEXT, false)],
  ];
  for (const [id, bytes] of files) {
    if (!id.startsWith("utf16")) assert.ok(looksMisread(new TextDecoder("utf-8").decode(bytes)), id);
    assert.equal(likelyEncodings(bytes)[0]?.id, id);
  }
  assert.equal(likelyEncodings(new Uint8Array()).length, ENCODINGS.length);
});

test("a text with a few lost characters is no such file", () => {
  assert.ok(!looksMisread(TEXT));
  assert.ok(!looksMisread(""));
  assert.ok(!looksMisread(TEXT.repeat(5).replaceAll("年", "\ufffd").replaceAll("长", "\ufffd")));
  assert.ok(!looksMisread("\ufffd\ufffd\ufffd"));
});
