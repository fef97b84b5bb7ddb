"""Word documents by the hundred, held against what must always be true. On request: cargo xtask test --only word.

usage: check.py ZHIBI WORK [TEXTS]

Documents are made by python-docx, by zhibi itself (seeds, and up to a hundred texts of TEXTS in the layout of GB/T 9704) and by
LibreOffice, out of OpenDocument texts and of documents of python-docx. Each is annotated with --track. Then:
- every part but the body, the comments, the content types and the body's relations is the same, byte for byte;
- the body without what was put in, split runs joined, is the body as it was, node for node;
- the range of each comment is the finding's text, or a place of its paragraph where no comment can be inside;
- rejecting all changes gives the text as it was, accepting them what `zhibi fix` makes of it;
- LibreOffice opens every document.
"""

import copy
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHANGED = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
AUTHORS = {"执笔", "Zhibi"}
SENTENCES = [
    "新建项目超过100个以上，完成投资12.98亿元。",
    "城镇新增就业3968人，增长10～15%。",
    "（一）抓项目。全年开工重点项目50个以上，同比增长8%。",
    "约30亿元左右的资金用于“三个一批”建设；增长-13.8%。",
    "地区生产总值由2021年的83.18亿元提高到134亿元。",
]


def handmade(folder: Path) -> list[Path]:
    """Thirty documents with what colleagues put into theirs."""
    made = []
    for number in range(30):
        dice = random.Random(number)
        document = docx.Document()
        document.add_heading("岚溪市工作报告", 0)
        document.sections[0].header.paragraphs[0].text = "内部资料，超过100个以上"
        for index in range(12):
            paragraph = document.add_paragraph(style=dice.choice(["Normal", "List Number", "Heading 1", "Normal"]))
            for piece in cut(dice, dice.choice(SENTENCES)):
                run = paragraph.add_run(piece)
                run.bold = dice.random() < 0.3
            feature(dice.randrange(10), document, paragraph, dice)
        table = document.add_table(rows=3, cols=3)
        for row, cells in zip(table.rows, [("指标", "目标", "完成"), ("城镇新增就业", "2000人", "3968人"), ("增速", "10～15%", "8%")]):
            for cell, text in zip(row.cells, cells):
                cell.text = text
        table.cell(0, 0).merge(table.cell(0, 1))
        path = folder / f"手{number:02}.docx"
        document.save(path)
        made.append(path)
    return made


def cut(dice, text):
    cuts = sorted(dice.sample(range(1, len(text)), 3))
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)])]


def feature(which, document, paragraph, dice):
    """Comments, changes, fields, links, boxes, breaks, bookmarks, alternate content."""
    p, author = paragraph._p, 'w:author="王" w:date="2031-01-01T00:00:00"'
    run = f'<w:r {nsdecls("w")}><w:t>新增50个以上</w:t></w:r>'
    number = dice.randrange(100, 10_000)
    if which == 0:
        document.add_comment(paragraph.runs, text="请核", author="王", initials="W")
    elif which == 1:
        p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="{number}" {author}>{run}</w:ins>'))
    elif which == 2:
        p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="{number}" {author}>{run.replace("w:t>", "w:delText>")}</w:del>'))
    elif which == 3:
        for kind in ["begin", None, "separate", "text", "end"]:
            inner = {None: "<w:instrText> PAGE </w:instrText>", "text": "<w:t>12</w:t>"}.get(kind, f'<w:fldChar w:fldCharType="{kind}"/>')
            p.append(parse_xml(f'<w:r {nsdecls("w")}>{inner}</w:r>'))
    elif which == 4:
        p.append(parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="a">{run}</w:hyperlink>'))
    elif which == 5:
        box = (
            '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:100pt;height:50pt"><v:textbox><w:txbxContent>'
            f"<w:p>{run}</w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
        )
        p.append(parse_xml(f'<w:r {nsdecls("w")}>{box}<w:t>框后50个以上</w:t></w:r>'))
    elif which == 6:
        paragraph.add_run().add_break()
        paragraph.add_run("软回车后，超过20个以上。")
    elif which == 7:
        p.insert(1, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="b{number}"/>'))
        p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))
    elif which == 8:
        mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        p.append(parse_xml(f'<mc:AlternateContent {mc} {nsdecls("w")}><mc:Choice Requires="w14">{run}</mc:Choice><mc:Fallback>{run}</mc:Fallback></mc:AlternateContent>'))
    else:
        mark = OxmlElement("w:proofErr")
        mark.set(qn("w:type"), "spellStart")
        p.insert(1, mark)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def office(folder: Path, form: str, paths):
    run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form, "--outdir", str(folder), *map(str, paths))


def ours(element):
    return element.get(W + "author") in AUTHORS


def plain(body):
    """The body without what was put in, its split runs joined, as a list of what stands in it."""
    body = copy.deepcopy(body)
    for element in list(body.iter(W + "ins")):
        if ours(element):
            element.getparent().remove(element)
    for element in list(body.iter(W + "del")):
        if ours(element):
            parent, at = element.getparent(), element.getparent().index(element)
            for child in list(element):
                for text in child.iter(W + "delText"):
                    text.tag = W + "t"
                parent.insert(at, child)
                at += 1
            parent.remove(element)
    for element in list(body.iter(W + "commentRangeStart", W + "commentRangeEnd")):
        element.getparent().remove(element)
    for element in list(body.iter(W + "commentReference")):
        element.getparent().remove(element)
    out = []
    for element in body.iter():
        if element.tag == W + "r":
            look = etree.tostring(element.find(W + "rPr")) if element.find(W + "rPr") is not None else b""
            if not [child for child in element if child.tag != W + "rPr"]:
                continue
            out.append(("r", sorted(element.attrib.items()), look))
        elif element.tag == W + "t":
            out.append(("t", element.text or ""))
        elif not any(parent.tag == W + "rPr" for parent in element.iterancestors()) and element.tag != W + "rPr":
            out.append((str(element.tag), sorted(element.attrib.items())))
    joined = []
    for item in out:
        last = joined[-1] if joined else None
        if item[0] == "r" and last and last[0] == "t" and [i for i in joined if i[0] == "r"][-1] == item:
            continue
        if item[0] == "t" and last and last[0] == "t":
            joined[-1] = ("t", last[1] + item[1])
            continue
        joined.append(item)
    return joined


def body(path):
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def ranges(path):
    """The text that each comment of ours goes around, by its number, as it was before our changes."""
    with zipfile.ZipFile(path) as archive:
        if "word/comments.xml" not in archive.namelist():
            return {}
        comments = etree.fromstring(archive.read("word/comments.xml"))
    mine = {c.get(W + "id"): "" for c in comments if c.get(W + "author") in AUTHORS}
    open_now = set()
    for element in body(path).iter():
        inserted = any(parent.tag == W + "ins" and ours(parent) for parent in element.iterancestors())
        hidden = any(etree.QName(p).localname == "Fallback" for p in element.iterancestors() if isinstance(p.tag, str))
        if element.tag == W + "commentRangeStart":
            open_now.add(element.get(W + "id"))
        elif element.tag == W + "commentRangeEnd":
            open_now.discard(element.get(W + "id"))
        elif element.tag in (W + "t", W + "delText") and not inserted and not hidden:
            deleted = [p for p in element.iterancestors(W + "del")]
            if element.tag == W + "t" or any(ours(p) for p in deleted):
                for number in open_now & mine.keys():
                    mine[number] += element.text or ""
    return mine


def check(zhibi, path, work):
    """What is wrong with the copy of one document."""
    wrong = []
    target = work / "annotated" / path.name
    target.parent.mkdir(exist_ok=True)
    before = path.read_bytes()
    found = run(zhibi, "check", "--format", "json", "--annotate", str(target), "--track", str(path))
    if found.returncode > 1:
        return [f"{path.name}: {found.stderr.strip()}"], 0, 0
    findings = json.loads(found.stdout)
    if path.read_bytes() != before:
        wrong.append("the document itself has changed")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target) as new:
        for name in old.namelist():
            if name not in CHANGED and old.read(name) != new.read(name):
                wrong.append(f"part {name} differs")
        if set(new.namelist()) - set(old.namelist()) - CHANGED:
            wrong.append("parts were added")
    # The comments of others are taken away on both sides.
    if plain(body(path)) != plain(body(target)):
        wrong.append("the body is not what it was, node for node")
    text = lambda source, *more: converted(zhibi, source, work, *more)  # noqa: E731
    lines = text(path).split("\n")
    around = 0
    said = list(ranges(target).values())
    if len(said) != len(findings):
        wrong.append(f"{len(findings)} findings, {len(said)} comments")
    for finding, got in zip(findings, said):
        if finding["line"] == finding["endLine"]:
            want = lines[finding["line"] - 1][finding["column"] - 1 : finding["endColumn"] - 1]
            if got.replace("\t", "") != want.replace("\t", ""):
                around += 1
                # Numbers of Word's own, boxes and the like: the comment goes around more.
                if got and want and not (want in got or got in want or set(got) & set(want)):
                    wrong.append(f"{finding['code']}: {want!r} is commented at {got!r}")
    if text(target, "--revisions", "original") != text(path, "--revisions", "original"):
        wrong.append("rejecting all changes gives another text")
    fixed = run(zhibi, "fix", "--stdin-filename", "稿.txt", "-", input=text(path)).stdout
    left = found.stderr.count("处改动涉及") + found.stderr.count("more change(s)")
    if text(target) != fixed and not left:
        wrong.append("accepting all changes gives another text than fix")
    return [f"{path.name}: {what}" for what in wrong], len(findings), around


def converted(zhibi, source, work, *more):
    out = work / "text.txt"
    run(zhibi, "convert", str(source), "-o", str(out), *more, check=True)
    return out.read_text(encoding="utf-8")


def main():
    zhibi, work = sys.argv[1], Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    documents = handmade(work)
    seeds = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
    texts = seeds
    if len(sys.argv) > 3:
        every = sorted(path for folder in ("texts", "more") for path in (Path(sys.argv[3]) / folder).glob("*.*"))
        texts = seeds + every[:: max(1, -(-len(every) // 100))]
    for number, source in enumerate(texts):
        path = work / f"稿{number:03}.docx"
        if run(zhibi, "convert", str(source), "-o", str(path)).returncode == 0:
            documents.append(path)
    # LibreOffice saves: two from OpenDocument, three of ours and of python-docx.
    office(work, "odt", documents[:2])
    saved = work / "saved"
    saved.mkdir(exist_ok=True)
    office(saved, "docx", [path.with_suffix(".odt") for path in documents[:2]] + documents[2:5] + documents[30:33])
    documents += [path.rename(path.with_name(f"存{path.name}")) for path in sorted(saved.glob("*.docx"))]
    problems, findings, around = [], 0, 0
    for path in documents:
        wrong, count, elsewhere = check(zhibi, path, work)
        problems += wrong
        findings += count
        around += elsewhere
    annotated = sorted((work / "annotated").glob("*.docx"))
    opened = work / "opened"
    for at in range(0, len(annotated), 40):
        office(opened, "pdf", annotated[at : at + 40])
    missing = [path.name for path in annotated if not (opened / (path.stem + ".pdf")).exists()]
    problems += [f"{name}: LibreOffice does not open it" for name in missing]
    print(f"{len(documents)} documents, {findings} findings, {around} commented around their place, {len(annotated)} opened by LibreOffice")
    for problem in problems:
        print(problem)
    sys.exit(1 if problems or len(annotated) < len(documents) else 0)


if __name__ == "__main__":
    main()
