import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { before, test } from "node:test";
import { OnigScanner, OnigString, loadWASM } from "vscode-oniguruma";
import { type IGrammar, INITIAL, Registry, parseRawGrammar } from "vscode-textmate";

let grammar: IGrammar;

before(async () => {
  const require = createRequire(`${process.cwd()}/package.json`);
  await loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new OnigScanner(patterns),
      createOnigString: (text) => new OnigString(text),
    }),
    loadGrammar: (scope) =>
      Promise.resolve(scope === "text.gov-report" ? parseRawGrammar(readFileSync("syntaxes/gov-report.tmLanguage.json", "utf8"), "grammar.json") : null),
  });
  const loaded = await registry.loadGrammar("text.gov-report");
  assert.ok(loaded);
  grammar = loaded;
});

/** Pieces of the line that carry a scope beginning with the name. */
function pieces(line: string, scope: string): string[] {
  return grammar
    .tokenizeLine(line, INITIAL)
    .tokens.filter(({ scopes }) => scopes.some((name) => name.startsWith(scope)))
    .map(({ startIndex, endIndex }) => line.slice(startIndex, endIndex));
}

const ordinals: [string, string[]][] = [
  ["一、过去一年工作回顾", ["一、"]],
  ["　　十二、保障措施", ["十二、"]],
  ["（三）城乡面貌持续改善。改造老旧小区。", ["（三）"]],
  ["(三)城鄉面貌持續改善", ["(三)"]],
  ["1.扩大投资。", ["1."]],
  ["１．擴大投資。", ["１．"]],
  ["（1）项目建设", ["（1）"]],
  ["①项目建设", ["①"]],
  ["第二部分 今年安排", ["第二部分"]],
  ["## （二）产业", ["（二）"]],
  ["抓好三件事：一是投资；二是品质；三是民生。", ["一是", "二是", "三是"]],
  ["首先，抓投资。其次，抓品质。", ["首先", "其次"]],
  ["3.5亿元投向农村", []],
  ["这是一是一、二是二的事", []],
];
for (const [line, expected] of ordinals) {
  test(`ordinals of ${line}`, () => { assert.deepEqual(pieces(line, "keyword.other.ordinal"), expected); });
}

test("a heading ends at its first full stop", () => {
  assert.deepEqual(pieces("（一）产业根基更加牢固。总投资已到位。", "markup.heading"), ["产业根基更加牢固"]);
});

const figures: [string, string[], string[]][] = [
  ["完成投资12.98亿元", ["12.98"], ["亿元"]],
  ["完成投資１２．９８億元", ["１２．９８"], ["億元"]],
  ["增长6%，占比３０％", ["6", "３０"], ["%", "％"]],
  ["建成600余场次", ["600"], ["余场次"]],
  ["浓度25微克/立方米", ["25"], ["微克/立方米"]],
  ["人口1,234万人", ["1,234"], ["万人"]],
  ["国道S225与PM2.5", [], []],
];
for (const [line, numbers, units] of figures) {
  test(`figures of ${line}`, () => {
    assert.deepEqual(pieces(line, "constant.numeric"), numbers);
    assert.deepEqual(pieces(line, "keyword.other.unit"), units);
  });
}

test("ranges and comparators", () => {
  assert.deepEqual(pieces("增长5—6%左右，不低于30亿元", "keyword.operator"), ["—", "左右", "不低于"]);
});
