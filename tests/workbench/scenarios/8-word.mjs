// Word documents: opened as drafts, put right, given back with comments and changes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { crc32 } from "node:zlib";
import path from "node:path";
import { REPORT } from "../lib/drafts.mjs";
import { eventually, until } from "../lib/page.mjs";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/** A Word document with these paragraphs. */
function docx(paragraphs) {
  const body = paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join("");
  return archive({
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    "word/document.xml": `<w:document xmlns:w="${W}"><w:body>${body}</w:body></w:document>`,
  });
}

/** A ZIP archive of stored parts. */
function archive(parts) {
  const locals = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [file, content] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(file.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), common, file, content]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), common, rest, file]));
    locals.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, entries, end]);
}

/** A part of a document; empty where there is none. */
function part(file, name) {
  const code = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nsys.stdout.buffer.write(z.read(sys.argv[2]) if sys.argv[2] in z.namelist() else b'')";
  return execFileSync("python3", ["-c", code, file, name], { encoding: "utf8" });
}

export default [
  {
    name: "a Word document is opened as a draft, put right, and has the comments and the change afterwards",
    drafts: { "报告.docx": docx(["一、总体要求", "抓投资。新建项目超过100个以上。"]) },
    run: async ({ bench, page, folder, picture }) => {
      await bench.chooseFor("报告.docx", "用执笔打开 Word 文稿");
      await page.locator('.tabs-container .tab.active[data-resource-name="报告.gwr"]').waitFor();
      await bench.squiggles.first().waitFor({ state: "attached" });
      await bench.fix("超过100个以上", "改为“超过100个”");
      await eventually(async () => !(await bench.visibleText()).includes("以上"), "the bound is said once");
      await picture("word");
      await bench.command("写回批注");
      await bench.pick("写入 报告.docx");
      const document = path.join(folder, "报告.docx");
      await eventually(() => part(document, "word/comments.xml").includes("comparator-redundant"), "the comment is in the document");
      const body = part(document, "word/document.xml");
      assert.match(body, /<w:del [^>]*w:author="执笔"[^>]*><w:r><w:delText[^>]*>以上<\/w:delText>/u);
      assert.match(body, /<w:commentRangeStart /u);
    },
  },
  {
    name: "what was asked of a server that ends is asked of the next one",
    drafts: { "县报告.txt": REPORT, "报告.docx": docx(["一、总体要求", "抓投资。"]) },
    run: async ({ bench, page, servers }) => {
      const known = servers();
      await bench.open("县报告.txt");
      await bench.squiggles.first().waitFor({ state: "attached" });
      const pid = await eventually(() => servers().find((other) => !known.includes(other)), "a server runs");
      process.kill(pid, "SIGSTOP");
      try {
        await bench.chooseFor("报告.docx", "用执笔打开 Word 文稿");
        await page.waitForTimeout(1000);
      } finally {
        process.kill(pid, "SIGKILL");
      }
      await page.locator('.tabs-container .tab.active[data-resource-name="报告.gwr"]').waitFor();
      assert.equal(await bench.notifications.count(), 0, "nobody need know");
    },
  },
  {
    name: "a Word document that is opened as a file says what can be done with it, and becomes a draft by one click",
    drafts: { "报告.docx": docx(["一、总体要求", "抓投资。新建项目超过100个以上。"]) },
    run: async (tools) => {
      const { bench, page, folder } = tools;
      const inner = page.frameLocator("iframe.webview.ready").frameLocator("iframe");
      const link = inner.getByText("打开为可编辑的文稿");
      await until(page, () => bench.file("报告.docx").click(), link);
      assert.ok(!existsSync(path.join(folder, "报告.gwr")), "nothing is written before somebody asks");
      await link.click();
      await page.locator('.tabs-container .tab.active[data-resource-name="报告.gwr"]').waitFor();
      await bench.squiggles.first().waitFor({ state: "attached" });
    },
  },
  {
    name: "an old Word document is named with what to do",
    drafts: { "旧稿.doc": "\u00d0\u00cf", "报告.txt": "" },
    run: async ({ bench }) => {
      await bench.chooseFor("旧稿.doc", "用执笔打开 Word 文稿");
      await bench.notifications.filter({ hasText: "另存为 .docx" }).first().waitFor();
    },
  },
];
