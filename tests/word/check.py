"""Word documents by the hundred, held against what must always be true. On request: cargo xtask test --only word.

usage: check.py ZHIBI WORK [TEXTS]

Documents are made by python-docx, by zhibi itself (seeds, and up to a hundred texts of TEXTS in the layout of GB/T 9704) and by
LibreOffice, out of OpenDocument texts and of documents of python-docx. Each is annotated with --track. Then:
- every part but the body, the comments, the content types and the body's relations is the same, byte for byte;
- the body without what was put in, split runs joined, is the body as it was, node for node;
- the range of each comment is the finding's text, or a place of its paragraph where no comment can be inside;
- rejecting all changes gives the text as it was, accepting them what `zhibi fix` makes of it;
- the same of drafts of it in which paragraphs and rows of tables were added, taken out, parted and joined (`--draft`): rejecting gives the
  text as it was, accepting the draft; LibreOffice, asked to reject and to accept all changes, agrees;
- LibreOffice opens every document.
"""

import copy
import json
import random
import re
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


def tabled(folder: Path) -> list[Path]:
    """Eight documents with tables and nobody's changes, so that LibreOffice can be asked what becomes of rows."""
    made = []
    for number in range(8):
        dice = random.Random(number + 500)
        document = docx.Document()
        for index in range(4):
            document.add_paragraph(dice.choice(SENTENCES))
            rows = [("指标", "目标", "完成")] + [(f"城镇新增就业{index}{row}", f"{dice.randrange(999)}人", dice.choice(["", "8%"])) for row in range(5)]
            table = document.add_table(rows=len(rows), cols=3)
            for row, cells in zip(table.rows, rows):
                for cell, text in zip(row.cells, cells):
                    cell.text = text
        document.add_paragraph("特此报告。")
        path = folder / f"表{number:02}.docx"
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


def settled(folder: Path, paths):
    """What LibreOffice makes of documents when it accepts, and when it rejects all changes."""
    head = lambda root, kind: f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE {root} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{kind}.dtd">'  # noqa: E731
    library = folder / "profile" / "user" / "basic"
    (library / "Standard").mkdir(parents=True, exist_ok=True)
    name = "http://openoffice.org/2000/library"
    (library / "Standard" / "script.xlb").write_text(
        f'{head("library:library", "library")}<library:library xmlns:library="{name}" library:name="Standard" library:readonly="false" library:passwordprotected="false">'
        '<library:element library:name="Settling"/></library:library>'
    )
    module = Path(__file__).with_name("settling.bas").read_text(encoding="utf-8")
    escaped = module.replace("&", "&amp;").replace("<", "&lt;")
    (library / "Standard" / "Settling.xba").write_text(
        f'{head("script:module", "module")}<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Settling" script:language="StarBasic">'
        f"{escaped}</script:module>"
    )
    listed = folder / "listed"
    listed.write_text("\n".join(map(str, paths)) + "\n", encoding="utf-8")
    run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", f'macro:///Standard.Settling.Settle("{listed}")')
    out = lambda path, what: Path(f"{path}.{what}.txt")  # noqa: E731
    read = lambda path: path.read_text(encoding="utf-8-sig") if path.exists() else None  # noqa: E731
    return [(read(out(path, "AcceptAllTrackedChanges")), read(out(path, "RejectAllTrackedChanges"))) for path in paths]


def edited(dice, text):
    """A draft with paragraphs and rows of tables added, taken out, parted and joined, and numbers changed."""
    lines = text.rstrip("\n").split("\n")
    for _ in range(dice.randrange(1, 6)):
        at = dice.randrange(len(lines))
        rows = [number for number, line in enumerate(lines) if "\t" in line]
        if rows and dice.randrange(4) == 0:
            at = dice.choice(rows)
            if dice.randrange(2):
                del lines[at]
            else:
                lines.insert(at + 1, lines[at].replace("8", "9"))
            continue
        which = dice.randrange(7)
        number = re.match(r"\d+(?=\.)", lines[at])
        if which == 6 and number:
            lines[at] = f"{int(number[0]) + 1}{lines[at][number.end() :]}"
        elif which == 0 and len(lines) > 1:
            del lines[at]
        elif which == 1:
            lines.insert(at, dice.choice(["新增一段，抓好落实。", "（三）抓落实", "补充说明：以上按现价计算。"]))
        elif which == 2 and len(lines[at]) > 4:
            lines[at : at + 1] = [lines[at][: len(lines[at]) // 2], lines[at][len(lines[at]) // 2 :]]
        elif which == 3 and at + 1 < len(lines):
            lines[at : at + 2] = [lines[at] + lines[at + 1]]
        elif which == 4:
            lines.append("特此报告。")
        else:
            lines[at] = lines[at].replace("8", "9").replace("新增", "净增")
    return "\n".join(lines) + "\n"


def ours(element):
    return element.get(W + "author") in AUTHORS


def plain(body):
    """The body without what was put in, its split runs joined, as a list of what stands in it."""
    body = copy.deepcopy(body)
    for row in list(body.iter(W + "tr")):
        properties = row.find(W + "trPr")
        marks = [] if properties is None else [child for child in properties if child.tag in (W + "ins", W + "del") and ours(child)]
        if any(mark.tag == W + "ins" for mark in marks):
            row.getparent().remove(row)
            continue
        for mark in marks:
            properties.remove(mark)
        if properties is not None and len(properties) == 0:
            row.remove(properties)
    for change in [change for change in body.iter(W + "pPrChange") if ours(change)]:
        # The properties as they were, and behind them those of the mark and of a section.
        properties = change.getparent()
        for child in [child for child in properties if child.tag not in (W + "rPr", W + "sectPr")]:
            properties.remove(child)
        for at, child in enumerate(list(change[0])):
            properties.insert(at, child)
    for paragraph in list(body.iter(W + "p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr/{W}ins")
        if mark is not None and ours(mark):
            # Of paragraphs that were parted the last one says what they are; a link that was parted is one again.
            behind = paragraph.getnext()
            parted = [child for child in paragraph if child.tag == W + "hyperlink"][-1:]
            rest = [child for child in behind if child.tag != W + "pPr"][:1]
            if parted and parted[0] is paragraph[-1] and rest and rest[0].tag == parted[0].tag and rest[0].attrib == parted[0].attrib:
                parted[0].extend(list(rest[0]))
                behind.remove(rest[0])
            at = 1 if behind.find(W + "pPr") is not None else 0
            for child in [child for child in paragraph if child.tag != W + "pPr"]:
                behind.insert(at, child)
                at += 1
            paragraph.getparent().remove(paragraph)
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
    for element in list(body.iter(W + "ins")):
        # Somebody else's insertion that ours parted.
        before = element.getprevious()
        if before is not None and before.tag == element.tag and before.attrib == element.attrib:
            before.extend(list(element))
            element.getparent().remove(element)
    for element in list(body.iter(W + "commentReference")):
        element.getparent().remove(element)
    for element in [*body.iter(W + "p")]:
        element.attrib.clear()
        properties = element.find(W + "pPr")
        mark = element.find(f"{W}pPr/{W}rPr")
        if mark is not None and len(mark) == 0:
            properties.remove(mark)
        if properties is not None and len(properties) == 0:
            element.remove(properties)
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


def check_draft(zhibi, path, work, dice):
    """What is wrong with the copy of one document that has the changes of an edited draft; how many lines are not the draft's."""
    wrong = []
    target, draft = work / "drafted" / path.name, work / "draft.txt"
    target.parent.mkdir(exist_ok=True)
    text = converted(zhibi, path, work)
    after = edited(dice, text)
    draft.write_text(after, encoding="utf-8")
    ran = run(zhibi, "check", "--annotate", str(target), "--draft", str(draft), str(path))
    if ran.returncode > 1:
        return [f"{path.name}: {ran.stderr.strip()}"], 0, 0
    if plain(body(path)) != plain(body(target)):
        wrong.append("the body with paragraphs changed is not what it was, node for node")
    if converted(zhibi, target, work, "--revisions", "original") != converted(zhibi, path, work, "--revisions", "original"):
        wrong.append("rejecting all changes of a draft gives another text")
    left = ran.stderr.count("处改动涉及") + ran.stderr.count("more change(s)")
    accepted = converted(zhibi, target, work)
    if accepted != after and not left:
        wrong.append("accepting all changes of a draft gives another text")
    return [f"{path.name}: {what}" for what in wrong], 1, int(bool(left))


def check_sheets(zhibi, work):
    """What is wrong with confirmed sheets that LibreOffice saved, and with one in GBK: all must be read alike."""
    wrong, draft, folder = [], work / "核定.txt", work / "sheets"
    folder.mkdir(exist_ok=True)
    text = (Path(__file__).parents[2] / "seeds" / "across" / "报告.txt").read_text(encoding="utf-8")
    draft.write_text(text, encoding="utf-8")
    own = folder / "台账.xlsx"
    run(zhibi, "figures", "--format", "xlsx", "-o", str(own), str(draft), check=True)
    department = "主要指标完成情况,,,\n单位：亿元,,,\n指标名称,2031年完成值,同比增长（％）,责任单位\n地区生产总值,２０９．８,5.3,统计局\n完成投资,43.5,,发改局\n"
    listed = folder / "部门.csv"
    listed.write_text(department, encoding="utf-8")
    (folder / "部门-GBK.csv").write_bytes(department.encode("gbk"))
    saved = folder / "saved"
    profile = f"-env:UserInstallation=file://{work}/profile"
    for form in ("xlsx", "xls", "ods"):
        run("soffice", profile, "--headless", "--convert-to", form, "--outdir", str(saved), str(own))
        run("soffice", profile, "--headless", "--infilter=CSV:44,34,UTF8", "--convert-to", form, "--outdir", str(saved), str(listed))
    swapped = text.replace("131公里", "113公里").replace("43.5亿元", "43.5万元")

    def told(sheet, content):
        draft.write_text(content, encoding="utf-8")
        ran = run(zhibi, "check", "--format", "json", "--rule", "fact-mismatch", "--facts", str(sheet), str(draft))
        return [(f["line"], f["column"]) for f in json.loads(ran.stdout)] if ran.returncode < 2 else ran.stderr

    ledgers = [own] + [saved / f"台账.{form}" for form in ("xlsx", "xls", "ods")]
    places = [(number, line.find(part) + 1) for number, line in enumerate(swapped.split("\n"), 1) for part in ("43.5万元", "113公里")]
    changed = [place for place in places if place[1] > 0]
    for sheet in ledgers:
        for content, want in ((text, []), (swapped, changed)):
            if told(sheet, content) != want:
                wrong.append(f"{sheet.parent.name}/{sheet.name}: {told(sheet, content)} instead of {want}")
    lists = [listed, folder / "部门-GBK.csv"] + [saved / f"部门.{form}" for form in ("xlsx", "xls", "ods")]
    for sheet in lists:
        if told(sheet, text) != told(listed, text) or len(told(sheet, text)) != 1:
            wrong.append(f"{sheet.parent.name}/{sheet.name}: {told(sheet, text)}")
    return wrong, len(ledgers) + len(lists)


def letters(text):
    """What a text says, however its blanks and breaks are written."""
    return "".join(text.split())


RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def exported(text):
    """What LibreOffice writes of a text: notes stand in their footers and are left out, their numbers are plain."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(tuple("⁰¹²³⁴⁵⁶⁷⁸⁹"))).translate(RAISED)


def check_settled(zhibi, work, documents):
    """Whether LibreOffice makes of changes what we say; of documents in which nobody else tracked changes."""
    mine = [path for path in documents if not any(not ours(e) for e in body(path).iter(W + "ins", W + "del"))]
    pairs = [(path, work / "drafted" / path.name) for path in mine if (work / "drafted" / path.name).exists()]
    wrong = []
    before = settled(work, [path for path, _ in pairs])
    after = settled(work, [target for _, target in pairs])
    for (path, target), (was, _), (accepted, rejected) in zip(pairs, before, after):
        if None in (was, accepted, rejected):
            wrong.append(f"{path.name}: LibreOffice does not settle it")
        elif was != rejected:
            wrong.append(f"{path.name}: LibreOffice, rejecting all changes, has another text")
        elif target.stem[0] in "稿表" and letters(accepted) != letters(exported(converted(zhibi, target, work))):
            wrong.append(f"{path.name}: LibreOffice, accepting all changes, has another text")
    return wrong, len(pairs)


def converted(zhibi, source, work, *more):
    out = work / "text.txt"
    run(zhibi, "convert", str(source), "-o", str(out), *more, check=True)
    return out.read_text(encoding="utf-8")


def main():
    zhibi, work = sys.argv[1], Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    documents = handmade(work) + tabled(work)
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
    office(saved, "docx", [path.with_suffix(".odt") for path in documents[:2]] + documents[2:5] + documents[38:41])
    documents += [path.rename(path.with_name(f"存{path.name}")) for path in sorted(saved.glob("*.docx"))]
    problems, findings, around, drafts, partly = [], 0, 0, 0, 0
    for number, path in enumerate(documents):
        wrong, count, elsewhere = check(zhibi, path, work)
        problems += wrong
        findings += count
        around += elsewhere
        wrong, done, left = check_draft(zhibi, path, work, random.Random(number))
        problems += wrong
        drafts += done
        partly += left
    wrong, judged = check_settled(zhibi, work, documents)
    problems += wrong
    wrong, sheets = check_sheets(zhibi, work)
    problems += wrong
    annotated = sorted((work / "annotated").glob("*.docx"))
    opened = work / "opened"
    for at in range(0, len(annotated), 40):
        office(opened, "pdf", annotated[at : at + 40])
    missing = [path.name for path in annotated if not (opened / (path.stem + ".pdf")).exists()]
    problems += [f"{name}: LibreOffice does not open it" for name in missing]
    print(f"{len(documents)} documents, {findings} findings, {around} commented around their place, {len(annotated)} opened by LibreOffice")
    print(f"{drafts} edited drafts written back, {partly} of them with something left; LibreOffice settled {judged}; {sheets} sheets read alike")
    for problem in problems:
        print(problem)
    sys.exit(1 if problems or len(annotated) < len(documents) else 0)


if __name__ == "__main__":
    main()
