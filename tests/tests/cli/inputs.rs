//! Everything that can be handed to the command: folders, standard input, encodings, Word documents, and what is none.

use std::fs;

use encoding_rs::{BIG5, GB18030};

use super::support::{FAULTY, document, docx, folder, numbering, run, run_in, seeds};

#[test]
fn folders_mean_the_drafts_in_them() {
    let dir = folder(&[
        ("甲.txt", FAULTY.as_bytes()),
        ("乙.md", FAULTY.as_bytes()),
        ("丙.公文", FAULTY.as_bytes()),
        ("README.md", b"# plain English\n"),
        ("notes.log", FAULTY.as_bytes()),
        ("深/丁.报告", FAULTY.as_bytes()),
        ("略/戊.txt", FAULTY.as_bytes()),
        ("己.略.txt", FAULTY.as_bytes()),
        (".gitignore", b"/\xe7\x95\xa5/\n*.\xe7\x95\xa5.txt\n"),
        (".git/HEAD", b"ref: refs/heads/main\n"),
        (".隐藏.txt", FAULTY.as_bytes()),
    ]);
    let files = |args: &[&str]| {
        let ran = run_in(dir.path(), &[&["check", "--format", "json"], args].concat(), b"");
        let mut files: Vec<String> =
            ran.list().iter().map(|d| d["file"].as_str().expect("a name").to_owned()).collect();
        files.dedup();
        (files, ran.err)
    };
    let (found, err) = files(&[]);
    assert_eq!(found, ["丙.公文", "乙.md", "深/丁.报告", "甲.txt"]);
    assert!(err.contains("1 Markdown file(s) without Chinese passed over"), "{err}");
    assert_eq!(files(&["--glob", "*.log"]).0, ["notes.log"]);
    assert_eq!(files(&["notes.log", "略/戊.txt", ".隐藏.txt"]).0, ["notes.log", "略/戊.txt", ".隐藏.txt"]);
}

#[test]
fn standard_input_goes_by_its_name() {
    let dir = folder(&[]);
    let ran = run_in(dir.path(), &["check", "--format", "json", "-"], FAULTY.as_bytes());
    assert_eq!((ran.code, ran.list()[0]["file"].as_str()), (1, Some("<stdin>")));
    let ran =
        run_in(dir.path(), &["check", "--format", "json", "--stdin-filename", "夹/稿.md", "-"], FAULTY.as_bytes());
    assert_eq!(ran.list()[0]["file"].as_str(), Some("夹/稿.md"));
    let fixed = run_in(dir.path(), &["fix", "--unsafe", "--rule", "ordinal-gap", "-"], FAULTY.as_bytes());
    assert_eq!((fixed.code, fixed.text()), (0, FAULTY.replace("（三）", "（二）")));
}

#[test]
fn every_encoding_is_read_and_named() {
    let utf16: Vec<u8> = FAULTY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let traditional = "一、總體要求，全年經濟穩中求進，產業轉型步伐加快，實現開門紅。\n（一）抓投資，擴內需，推動發展。新建項目超過100個以上。\n（三）抓消費。\n";
    let cases: [(&str, Vec<u8>); 6] = [
        ("GBK", GB18030.encode(FAULTY).0.into_owned()),
        ("GB18030", GB18030.encode(&format!("{FAULTY}𠮷\n")).0.into_owned()),
        ("Big5", BIG5.encode(traditional).0.into_owned()),
        ("UTF-16LE", [b"\xff\xfe", &utf16[..]].concat()),
        ("UTF-16LE", utf16.clone()),
        ("UTF-8", [b"\xef\xbb\xbf", FAULTY.as_bytes()].concat()),
    ];
    for (name, bytes) in cases {
        let dir = folder(&[("稿.txt", &bytes)]);
        let ran = run_in(dir.path(), &["check", "--format", "json", "稿.txt"], b"");
        let gap = ran.list().into_iter().find(|d| d["code"] == "ordinal-gap").unwrap_or_else(|| panic!("{name}"));
        assert_eq!((ran.code, gap["line"].as_u64(), gap["column"].as_u64()), (1, Some(3), Some(1)), "{name}");
        assert_eq!(ran.err.contains(&format!("read as {name}")), name != "UTF-8", "{name}: {}", ran.err);
    }
}

#[test]
fn fixing_keeps_encoding_mark_line_endings_and_mode() {
    let text = FAULTY.replace('\n', "\r\n");
    let wanted = text.replace("（三）", "（二）");
    let utf16 = |text: &str| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
    };
    let gbk = |text: &str| GB18030.encode(text).0.into_owned();
    let marked = |text: &str| [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for encode in [&utf16 as &dyn Fn(&str) -> Vec<u8>, &gbk, &marked] {
        let dir = folder(&[("稿.txt", &encode(&text))]);
        let file = dir.path().join("稿.txt");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("a mode");
        }
        let args = ["fix", "--unsafe", "--rule", "ordinal-gap", "稿.txt"];
        let diff = run_in(dir.path(), &[&args[..], &["--diff"]].concat(), b"");
        assert_eq!(diff.code, 1);
        assert!(diff.text().contains("-（三）抓消费。") && diff.text().contains("+（二）抓消费。"), "{}", diff.text());
        assert_eq!(fs::read(&file).expect("a file"), encode(&text), "--diff writes nothing");
        let fixed = run_in(dir.path(), &args, b"");
        assert_eq!(fixed.code, 0, "{}", fixed.err);
        assert_eq!(fs::read(&file).expect("a file"), encode(&wanted));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&file).expect("a file").permissions().mode() & 0o777;
            assert!(mode == 0o640 || zhibi_tests::binary::is_windows(), "{mode:o}");
        }
        assert_eq!(fs::read_dir(dir.path()).expect("a folder").count(), 1, "nothing is left beside the draft");
        let again = run_in(dir.path(), &[&args[..], &["--diff"]].concat(), b"");
        assert_eq!((again.code, again.out.len()), (0, 0), "a second run changes nothing");
    }
}

#[cfg(unix)]
#[test]
fn fixing_follows_links_and_leaves_read_only_files() {
    let dir = folder(&[("真.txt", FAULTY.as_bytes()), ("锁.txt", FAULTY.as_bytes())]);
    std::os::unix::fs::symlink("真.txt", dir.path().join("链.txt")).expect("a link");
    let locked = dir.path().join("锁.txt");
    let mut permissions = fs::metadata(&locked).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).expect("a mode");
    let ran = run_in(dir.path(), &["fix", "--unsafe", "--rule", "ordinal-gap", "链.txt", "锁.txt"], b"");
    assert_eq!(ran.code, 2);
    assert!(fs::symlink_metadata(dir.path().join("链.txt")).expect("a link").is_symlink());
    assert!(fs::read_to_string(dir.path().join("真.txt")).expect("a file").contains("（二）抓消费"));
    assert_eq!(fs::read_to_string(&locked).expect("a file"), FAULTY);
}

#[test]
fn plain_fix_on_the_seeds_is_idempotent_and_keeps_digits_and_words() {
    for seed in seeds() {
        let text = fs::read(&seed).expect("a seed");
        let dir = folder(&[("稿.txt", &text)]);
        assert_eq!(run_in(dir.path(), &["fix", "稿.txt"], b"").code, 0);
        let once = fs::read(dir.path().join("稿.txt")).expect("a file");
        assert_eq!(run_in(dir.path(), &["fix", "--diff", "稿.txt"], b"").code, 0, "{}", seed.display());
        let digits = |bytes: &[u8]| bytes.iter().copied().filter(u8::is_ascii_digit).collect::<Vec<_>>();
        assert_eq!(digits(&text), digits(&once), "{}", seed.display());
    }
}

#[test]
fn word_documents_are_read_with_their_numbering() {
    let body = document(&[
        ("总体要求", Some(0)),
        ("抓投资。新建项目超过100个以上。", Some(1)),
        ("抓消费。增长8%&amp;9%。", Some(1)),
        ("没有编号的一段。", None),
        ("重点任务", Some(0)),
        ("（四）手写的编号。", None),
    ]);
    let bytes = docx(&[("document.xml", &body), ("numbering.xml", &numbering())]);
    let dir = folder(&[("稿.docx", &bytes)]);
    let outline = run_in(dir.path(), &["outline", "--format", "json", "."], b"").list();
    let top = outline[0]["children"].as_array().expect("children");
    let names: Vec<_> = top.iter().map(|n| (n["ordinal"].as_str(), n["title"].as_str(), n["line"].as_u64())).collect();
    assert_eq!(names, [(Some("一、"), Some("总体要求"), Some(1)), (Some("二、"), Some("重点任务"), Some(5))]);
    assert_eq!(top[0]["children"][1]["ordinal"], "（二）");
    let found = run_in(dir.path(), &["check", "--format", "json", "稿.docx"], b"");
    let redundant = found.list().into_iter().find(|d| d["code"] == "comparator-redundant").expect("a finding");
    assert_eq!(redundant["line"], 2);
    let figures = run_in(dir.path(), &["figures", "--format", "json", "稿.docx"], b"").list();
    assert!(figures.iter().any(|f| f["text"] == "9%"));
    let fixed = run_in(dir.path(), &["fix", "--unsafe", "稿.docx"], b"");
    assert_eq!((fixed.code, fs::read(dir.path().join("稿.docx")).expect("a file")), (2, bytes));
    assert!(fixed.err.contains("Word documents are not changed"), "{}", fixed.err);
}

#[test]
fn tables_and_heading_styles_of_word_are_evidence() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |cells: [&str; 2]| format!("<w:tr>{}</w:tr>", cells.map(cell).concat());
    let rows = [["（五）指标", "完成"], ["城镇新增就业", "3968人"]].map(row).concat();
    let headed = "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>民生</w:t></w:r></w:p>";
    let body = document(&[("一、总体要求", None), ("（一）抓投资。新建项目100个。", None)])
        .replace("</w:body>", &format!("<w:tbl>{rows}</w:tbl>{headed}</w:body>"));
    let dir = folder(&[("稿.docx", &docx(&[("document.xml", &body)])), ("旧.doc", b"x"), ("版.ofd", b"x")]);
    assert_eq!(run_in(dir.path(), &["check", "--format", "json", "稿.docx"], b"").list().len(), 0);
    let figures = run_in(dir.path(), &["figures", "--format", "json", "稿.docx"], b"").list();
    let jobs = figures.iter().find(|f| f["text"] == "3968人").expect("a figure");
    assert_eq!((jobs["metric"].as_str(), jobs["line"].as_u64()), (Some("城镇新增就业"), Some(4)));
    let outline = run_in(dir.path(), &["outline", "--format", "json", "稿.docx"], b"").list();
    let top: Vec<_> =
        outline[0]["children"].as_array().expect("children").iter().map(|n| n["title"].as_str()).collect();
    assert_eq!(top, [Some("总体要求"), Some("民生")]);
    for name in ["旧.doc", "版.ofd"] {
        let ran = run_in(dir.path(), &["check", name], b"");
        assert!(ran.code == 2 && ran.err.contains("save it as .docx"), "{name}: {}", ran.err);
    }
}

#[test]
fn broken_and_hostile_word_documents_are_refused_quickly() {
    let bomb = document(&[(&"零".repeat(30 << 20), None)]);
    let deep = format!("<w:document>{}", "<w:p>".repeat(100_000));
    let cases: [(&str, Vec<u8>); 6] = [
        ("空.docx", Vec::new()),
        ("文本.docx", FAULTY.as_bytes().to_vec()),
        ("缺.docx", docx(&[("styles.xml", "<w:styles/>")])),
        ("炸.docx", docx(&[("document.xml", &bomb)])),
        ("深.docx", docx(&[("document.xml", &deep)])),
        ("断.docx", docx(&[("document.xml", "<w:document><w:p></w:q>")])),
    ];
    let files: Vec<(&str, &[u8])> = cases.iter().map(|(n, b)| (*n, b.as_slice())).collect();
    let dir = folder(&[&files[..], &[("好.txt", FAULTY.as_bytes())]].concat());
    let ran = run_in(dir.path(), &["check", "--format", "json", "."], b"");
    assert_eq!(ran.code, 2);
    for (name, _) in &cases {
        assert!(ran.err.contains(name), "{name}: {}", ran.err);
    }
    assert!(ran.list().iter().all(|d| d["file"] == "好.txt") && !ran.list().is_empty());
}

#[test]
fn what_word_numbers_is_bounded_before_it_is_written() {
    let level = |i: u32, text: &str| {
        format!("<w:lvl w:ilvl=\"{i}\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"{text}\"/></w:lvl>")
    };
    let numbering = |levels: &str| {
        format!(
            "<w:numbering xmlns:w=\"urn:w\"><w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>\
             <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
        )
    };
    // A text of a megabyte before each of 300,000 paragraphs; ten thousand levels, each used once; parts that are within
    // the limit one by one.
    let long = docx(&[
        ("document.xml", &document(&vec![("", Some(0)); 300_000])),
        ("numbering.xml", &numbering(&level(0, &"甲".repeat(350_000)))),
    ]);
    let levels: String = (0..10_000).map(|i| level(i, "（%1）")).collect();
    let paragraphs: Vec<_> = (0..10_000).map(|i| ("抓投资。", Some(i))).collect();
    let many = docx(&[("document.xml", &document(&paragraphs)), ("numbering.xml", &numbering(&levels))]);
    let padding = format!("<w:styles>{}</w:styles>", " ".repeat(40 << 20));
    let parts = docx(&[
        ("document.xml", &document(&[("一、总体要求", None)])),
        ("styles.xml", &padding),
        ("numbering.xml", &padding.replace("styles", "numbering")),
    ]);
    let dir = folder(&[("长.docx", &long), ("层.docx", &many), ("部.docx", &parts), ("好.txt", FAULTY.as_bytes())]);
    let ran = run_in(dir.path(), &["outline", "--format", "json", "."], b"");
    assert_eq!(ran.code, 2);
    for name in ["长.docx", "部.docx"] {
        let refused = |line: &str| line.contains(name) && line.contains("too large when unpacked");
        assert!(ran.err.lines().any(refused), "{name}: {}", ran.err);
    }
    let list = ran.list();
    assert_eq!(list.iter().map(|d| d["file"].as_str().expect("a name")).collect::<Vec<_>>(), ["好.txt", "层.docx"]);
    // Word's nine levels count; what is said of others is passed over.
    let text = list[1].to_string();
    assert_eq!(text.matches("（1）").count(), 9, "{text}");
}

#[test]
fn what_is_no_text_is_reported_and_the_rest_goes_on() {
    let noise: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 1).collect();
    let dir = folder(&[
        ("图.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
        ("乱.txt", &noise),
        ("断.txt", b"\xff\xfe\0\xd8a"),
        ("好.txt", FAULTY.as_bytes()),
        ("空.txt", b""),
        ("换行.txt", b"\n\r\n\r"),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("没有", dir.path().join("悬.txt")).expect("a link");
    for command in ["check", "outline", "figures"] {
        let ran = run_in(dir.path(), &[command, "--format", "json", "."], b"");
        assert_eq!(ran.code, 2, "{command}");
        for name in ["图.txt", "乱.txt", "断.txt"] {
            assert!(ran.err.contains(name), "{command} {name}: {}", ran.err);
        }
        assert!(!ran.err.contains("空.txt") && !ran.err.contains("换行.txt"), "{}", ran.err);
        assert!(ran.list().iter().any(|d| d["file"] == "好.txt"), "{command}");
    }
    assert_eq!(run_in(dir.path(), &["check", "空.txt", "换行.txt"], b"").code, 0);
    assert_eq!(run_in(dir.path(), &["check", "没有.txt"], b"").code, 2);
}

#[cfg(unix)]
#[test]
fn unreadable_files_are_reported() {
    use std::os::unix::fs::PermissionsExt;
    let dir = folder(&[("锁.txt", FAULTY.as_bytes()), ("好.txt", FAULTY.as_bytes())]);
    let locked = dir.path().join("锁.txt");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o0)).expect("a mode");
    // Root reads everything; then there is nothing to report.
    let readable = fs::read(&locked).is_ok();
    let ran = run_in(dir.path(), &["check", "--format", "json", "."], b"");
    assert_eq!(ran.code, if readable { 1 } else { 2 });
    assert_eq!(ran.err.contains("permission denied"), !readable, "{}", ran.err);
}

#[test]
fn ten_megabytes_are_checked_and_one_long_line_too() {
    let seeds: String = seeds().iter().map(|p| fs::read_to_string(p).expect("a seed") + "\n").collect();
    let huge = seeds.repeat((10 << 20) / seeds.len() + 1);
    let long = "完成投资12.98亿元，新建项目超过100个以上。".repeat((2 << 20) / 60);
    let dir = folder(&[("巨.txt", huge.as_bytes()), ("长.txt", long.as_bytes())]);
    let ran = run_in(dir.path(), &["check", "--format", "json", "巨.txt"], b"");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(!ran.list().is_empty());
    let ran = run_in(dir.path(), &["check", "--format", "json", "--rule", "comparator-redundant", "长.txt"], b"");
    let list = ran.list();
    assert!(list.len() > 30_000);
    let last = list.last().expect("a finding");
    assert_eq!(last["line"], 1);
    assert_eq!(last["endColumn"].as_u64(), Some(long.chars().count() as u64));
    let figures = run_in(dir.path(), &["figures", "--format", "json", "巨.txt"], b"");
    assert!(figures.list().len() > 50_000);
    let too_large = folder(&[("过大.txt", &vec![b' '; 40 << 20])]);
    let ran = run_in(too_large.path(), &["check", "过大.txt"], b"");
    assert!(ran.code == 2 && ran.err.contains("larger than"), "{}", ran.err);
}

#[test]
fn real_reports_do_not_break_anything() {
    let Some(corpus) = std::env::var_os("ZHIBI_CORPUS") else {
        eprintln!("real_reports_do_not_break_anything: ZHIBI_CORPUS is not set, did not run");
        return;
    };
    let texts = std::path::Path::new(&corpus).join("texts");
    assert!(texts.is_dir(), "{} has no folder texts", texts.display());
    let texts = texts.to_str().expect("a path");
    for args in
        [&["check", "--format", "sarif", texts][..], &["check", texts], &["outline", texts], &["figures", texts]]
    {
        let ran = run(args);
        assert!(ran.code <= 1, "{args:?}: {}", ran.err);
        assert!(!ran.out.is_empty());
    }
}
