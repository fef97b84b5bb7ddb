//! Word documents: what is written back into them.

use std::fs;
use std::io::{Cursor, Read};

use super::support::{document, docx, folder, run_in};

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>";

/// A document that can be written into, with a fault to comment on and one that is mended safely.
fn draft(extra: &str) -> Vec<u8> {
    let body = document(&[("一、总体要求", None), ("抓投资。新建项目超过100个以上，增长10～15%。", None)]);
    let body = body.replace("</w:body>", &format!("{extra}</w:body>"));
    docx(&[("document.xml", &body), ("../[Content_Types].xml", TYPES)])
}

/// As `draft`, with the content types where they belong.
fn whole(extra: &str) -> Vec<u8> {
    let bytes = draft(extra);
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let file = from.by_index(index).expect("a part");
        let name = file.name().expect("a name").replace("word/../", "");
        to.raw_copy_file_rename(file, name).expect("a part");
    }
    to.finish().expect("an archive").into_inner()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn findings_become_comments_and_safe_fixes_tracked_changes() {
    let bytes = whole("");
    let dir = folder(&[("稿.docx", &bytes)]);
    let ran = run_in(dir.path(), &["check", "稿.docx", "--annotate", "批注.docx", "--track"], b"");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("批注.docx: 2 comment(s), 1 tracked change(s)"), "{}", ran.err);
    assert_eq!(fs::read(dir.path().join("稿.docx")).expect("the draft"), bytes);
    let copy = fs::read(dir.path().join("批注.docx")).expect("a copy");
    let (body, said) = (part(&copy, "word/document.xml"), part(&copy, "word/comments.xml"));
    assert!(said.contains("Rule: The bound is said twice (") && said.contains("Fix: "), "{said}");
    assert!(body.contains("/><w:r><w:t xml:space=\"preserve\">超过100个以上</w:t></w:r><w:commentRangeEnd"), "{body}");
    // What the copy says when all is accepted is what `fix` makes of the text.
    let text: String = "一、总体要求\n抓投资。新建项目超过100个以上，增长10～15%。\n".into();
    let fixed = run_in(dir.path(), &["fix", "--stdin-filename", "稿.txt", "-"], text.as_bytes()).text();
    assert!(fixed.contains("10%～15%"), "{fixed}");
    assert!(body.contains("<w:ins ") && body.contains(">%</w:t></w:r></w:ins>"), "{body}");
    let checked = run_in(dir.path(), &["check", "--format", "json", "批注.docx"], b"").list();
    assert_eq!(checked.len(), 1, "what was mended is not found again: {checked:?}");
}

#[test]
fn an_edited_draft_becomes_tracked_changes_and_a_copy_is_no_draft_of_its_folder() {
    let dir = folder(&[
        ("稿.docx", &whole("")),
        ("改.txt", "一、总体要求\r\n新的一段。\r\n抓投资。新建项目超过100个，\r\n增长10～15%。".as_bytes()),
    ]);
    let ran = run_in(dir.path(), &["check", "稿.docx", "--annotate", "批注.docx", "--draft", "改.txt"], b"");
    assert!(ran.code == 1 && ran.err.contains("批注.docx: 2 comment(s), 3 tracked change(s)"), "{}", ran.err);
    let back = |revisions| {
        let args = ["convert", "批注.docx", "-o", "回.txt", "--revisions", revisions];
        assert_eq!(run_in(dir.path(), &args, b"").code, 0);
        fs::read_to_string(dir.path().join("回.txt")).expect("a draft")
    };
    assert_eq!(back("accepted"), "一、总体要求\n新的一段。\n抓投资。新建项目超过100个，\n增长10～15%。\n");
    assert_eq!(back("original"), "一、总体要求\n抓投资。新建项目超过100个以上，增长10～15%。\n");
    fs::remove_file(dir.path().join("回.txt")).expect("removed");
    // In its folder the copy is passed over; by its name it is read.
    let ran = run_in(dir.path(), &["check", "--glob", "*.docx", "."], b"");
    assert!(
        ran.text().contains("1 file(s) checked") && ran.err.contains("1 file(s) that zhibi wrote"),
        "{}{}",
        ran.text(),
        ran.err
    );
    assert!(run_in(dir.path(), &["check", "批注.docx"], b"").text().contains("1 file(s) checked"));
    for (args, want) in [
        (&["check", "稿.docx", "--draft", "改.txt"][..], "--annotate"),
        (&["check", "稿.docx", "--annotate", "又.docx", "--draft", "无.txt"], "no such file"),
        (&["check", "稿.docx", "--annotate", "又.docx", "--draft", "改.txt", "--track"], "--track"),
    ] {
        let ran = run_in(dir.path(), args, b"");
        assert!(ran.code == 2 && ran.err.contains(want) && !dir.path().join("又.docx").exists(), "{}", ran.err);
    }
}

#[test]
fn an_input_is_never_written_over_and_what_fails_leaves_nothing() {
    let far = whole("<w:p><w:bookmarkStart w:id=\"2147483648\"/></w:p>");
    let escaping = draft("");
    let bare = docx(&[("document.xml", &document(&[("新建项目超过100个以上。", None)]))]);
    let good = whole("");
    let files = [("稿.docx", &good), ("远.docx", &far), ("逃.docx", &escaping), ("缺.docx", &bare)];
    let dir = folder(&files.map(|(name, bytes)| (name, bytes.as_slice())));
    for (args, want) in [
        (&["稿.docx", "--annotate", "稿.docx"][..], "not written over"),
        (&["稿.docx", "--annotate", "./夹/../稿.docx"], ""),
        (&["稿.docx", "--annotate", "注.txt"], "reads and writes .docx"),
        (&[".", "--annotate", "注.docx"], "reads and writes .docx"),
        (&["稿.docx", "远.docx", "--annotate", "注.docx"], "one Word document"),
        (&["远.docx", "--annotate", "注.docx"], "2147483648"),
        (&["逃.docx", "--annotate", "注.docx"], "leaves its folder"),
        (&["缺.docx", "--annotate", "注.docx"], "[Content_Types].xml"),
        (&["稿.docx", "--track"], "--annotate"),
    ] {
        let ran = run_in(dir.path(), &[&["check"], args].concat(), b"");
        assert!(ran.code == 2 && ran.err.contains(want), "{args:?}: {} {}", ran.code, ran.err);
    }
    for (name, bytes) in files {
        assert_eq!(&fs::read(dir.path().join(name)).expect("a draft"), bytes, "{name}");
    }
    assert_eq!(fs::read_dir(dir.path()).expect("a folder").count(), files.len());
}

#[test]
fn drafts_become_word_documents_and_word_documents_drafts() {
    let text = "岚溪市政府工作报告\n\n一、总体要求\n　　（一）抓投资。增长8%。\n指标\t数\n就业\t3968人\n";
    let layout = "extends = \"reading\"\n[styles.text]\nsize = \"小3号\"\n";
    let wrong = "[styles.text]\nsize = \"巨号\"\n";
    let dir = folder(&[("稿.gwr", text.as_bytes()), ("本厅.toml", layout.as_bytes()), ("错.toml", wrong.as_bytes())]);
    let convert = |args: &[&str]| run_in(dir.path(), &[&["convert"], args].concat(), b"");
    for name in ["gb9704", "reading", "deputies", "本厅.toml"] {
        let ran = convert(&["稿.gwr", "-o", "稿.docx", "--layout", name]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        assert_eq!(convert(&["稿.docx", "-o", "回.gwr"]).code, 0);
        assert_eq!(fs::read_to_string(dir.path().join("回.gwr")).expect("a draft"), text, "{name}");
    }
    let styles = part(&fs::read(dir.path().join("稿.docx")).expect("a document"), "word/styles.xml");
    assert!(styles.contains("<w:sz w:val=\"30\"/>"), "{styles}");
    assert_eq!(convert(&["稿.docx", "-o", "回.md"]).code, 0);
    let markdown = fs::read_to_string(dir.path().join("回.md")).expect("a draft");
    assert!(
        markdown.contains("# 一、总体要求\n") && markdown.contains("| 指标 | 数 |\n| --- | --- |\n| 就业 | 3968人 |\n"),
        "{markdown}"
    );
    // The headings of the document are evidence: its tree is the draft's.
    let titles = |name: &str| {
        let outline = run_in(dir.path(), &["outline", "--format", "json", name], b"").list();
        outline[0]["children"].clone()
    };
    assert_eq!(titles("稿.docx"), titles("稿.gwr"));
    for (args, want) in [
        (&["稿.gwr", "-o", "稿.txt"][..], "becomes .gwr, .txt or .md"),
        (&["稿.docx", "-o", "稿.pdf"], "becomes .gwr, .txt or .md"),
        (&["稿.docx", "-o", "稿.docx"], "not written over"),
        (&["稿.gwr", "-o", "新.docx", "--layout", "nothing"], "there is no layout `nothing`"),
        (&["稿.gwr", "-o", "新.docx", "--layout", "错.toml"], "错.toml: the layout is wrong"),
        (&["没有.gwr", "-o", "新.docx"], "no such file"),
    ] {
        let ran = convert(args);
        assert!(ran.code == 2 && ran.err.contains(want), "{args:?}: {}", ran.err);
    }
    assert!(!dir.path().join("新.docx").exists() && !dir.path().join("稿.txt").exists());
}

#[test]
fn changes_and_comments_of_others_are_read_as_asked() {
    let body = "<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\"><w:body><w:p><w:r><w:t>前言</w:t></w:r></w:p><w:p><w:r><w:t>增长</w:t></w:r>\
                <w:del w:id=\"1\"><w:r><w:delText>8%</w:delText></w:r></w:del><w:ins w:id=\"2\"><w:r><w:t>9%</w:t></w:r></w:ins>\
                <w:r><w:commentReference w:id=\"5\"/></w:r></w:p></w:body></w:document>";
    let said = "<w:comments xmlns:w=\"urn:w\"><w:comment w:id=\"5\" w:author=\"王一\"><w:p><w:r><w:t>请核</w:t></w:r></w:p></w:comment></w:comments>";
    let dir = folder(&[("稿.docx", &docx(&[("document.xml", body), ("comments.xml", said)]))]);
    let convert = |args: &[&str]| {
        let ran = run_in(dir.path(), &[&["convert", "稿.docx", "-o", "出.txt"], args].concat(), b"");
        assert_eq!(ran.code, 0, "{}", ran.err);
        fs::read_to_string(dir.path().join("出.txt")).expect("a draft")
    };
    assert_eq!(convert(&[]), "前言\n增长9%\n");
    assert_eq!(convert(&["--revisions", "original"]), "前言\n增长8%\n");
    assert_eq!(convert(&["--comments", "list"]), "前言\n增长9%\n\n【批注1】王一 (line 2): 请核\n");
}
