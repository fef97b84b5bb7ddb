use std::path::Path;
use std::sync::Arc;

use zhibi_core::features::{OutlineEntry, whole_outline};
use zhibi_core::{DocumentKind, Reader, Snapshot};

use super::{Layout, draft, typeset};
use crate::{Revisions, Word};

fn read(text: &str, kind: DocumentKind) -> Snapshot {
    Reader::unchecked(kind, Arc::default()).read(text)
}

fn plain(text: &str) -> Snapshot {
    read(text, DocumentKind::Plain)
}

/// What each line of a draft becomes.
fn kinds(text: &str) -> Vec<String> {
    let shown = |line: &draft::Line| match &line.run_in {
        Some((kind, end)) => format!("{kind}|{}", &line.text[..*end]),
        None => line.kind.to_owned(),
    };
    draft::lines(&plain(text)).0.iter().map(shown).collect()
}

/// A draft that went to Word and came back.
fn back(text: &str, layout: &str) -> Word {
    let bytes = typeset(&plain(text), &Layout::named(layout).unwrap()).unwrap();
    Word::read(&bytes, Revisions::Accepted).unwrap()
}

#[test]
fn built_in_layouts_are_files_like_any_other() {
    assert_eq!(Layout::names().collect::<Vec<_>>(), ["gb9704", "reading", "deputies", "handout"]);
    for name in Layout::names() {
        assert!(Layout::named(name).is_some(), "{name}");
    }
    let own =
        Layout::read("extends = \"reading\"\n[styles.text]\nsize = \"四号\"\nline = \"1.2\"\n[page]\nleft = 31\n")
            .unwrap();
    assert_eq!((own.look("text").size.unwrap().0, own.page.left, own.page.top), (28, 31.0, 30.0));
    // A font of its own has no other's stand-ins; what is not said is as in the text.
    let look = own.look("chinese");
    assert_eq!((look.font.as_deref(), look.size, look.indent), (Some("黑体"), own.look("text").size, Some(2)));
    for (wrong, why) in [
        ("[styles.x]", "styles.x"),
        ("[page]\nleft = 200", "page"),
        ("[styles.text]\nsize = \"巨号\"", "字号"),
        ("extends = \"none\"", "none"),
        ("colour = 1", "colour"),
        ("[styles.text]\nline = \"wide\"", "行距"),
        ("x", "版式"),
    ] {
        let error = Layout::read(wrong).unwrap_err();
        assert!(error.get(zhibi_core::Language::Zh).contains(why), "{wrong}: {error}");
    }
}

#[test]
fn lines_become_what_the_outline_says() {
    let text = "岚溪市政府工作报告\n——2031年1月8日在岚溪市第三届人民代表大会第一次会议上\n市长  林一鸣\n各位代表：\n\
        现在，我代表市人民政府，向大会报告工作，请予审议，并请各位政协委员和列席人员提出意见。\n\
        一、2030年工作回顾\n　　（一）抓投资。完成投资12亿元，增长8%。\n（二）稳就业\n就业稳定，新增就业3968人。\n1．抓培训。开展培训。\n\
        指标\t目标\t完成\n新增就业\t2000人\t3968人\n\n二、2031年工作安排\n一是抓项目。二是抓招商。\n岚溪市人民政府\n2031年1月8日\n附件1\n重点项目表\n名词解释\n三资：资金、资产、资源。\n";
    assert_eq!(
        kinds(text),
        [
            "title",
            "subtitle",
            "subtitle",
            "salutation",
            "text",
            "chinese",
            "chinese-paren|（一）抓投资。",
            "chinese-paren",
            "text",
            "arabic|1．抓培训。",
            "table",
            "table",
            "chinese",
            "item|一是抓项目。",
            "signature",
            "signature",
            "attachment",
            "attachment-title",
            "terms",
            "text"
        ]
    );
    let word = back(text, "gb9704");
    assert_eq!(word.text, text);
    assert_eq!(word.rows.len(), 2);
}

#[test]
fn marks_that_letters_share_are_wide() {
    let bytes = typeset(&plain("实施“三个一批”行动。\n"), &Layout::named("gb9704").unwrap()).unwrap();
    let xml = crate::package::Package::open(&bytes).unwrap().body().unwrap();
    let wide = "<w:rFonts w:ascii=\"仿宋_GB2312\" w:hAnsi=\"仿宋_GB2312\" w:cs=\"仿宋_GB2312\" w:eastAsia=\"仿宋_GB2312\" w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">";
    assert!(xml.contains(&format!("{wide}“</w:t>")) && xml.contains(&format!("{wide}”</w:t>")), "{xml}");
}

#[test]
fn markdown_loses_its_marks() {
    let snapshot = read(
        "# 岚溪市报告\n\n## 一、总体要求\n\n（一）**抓投资**。增长8%。\n\n| 指标 | 数 |\n| 就业\\|人 | 3 |\n",
        DocumentKind::Markdown,
    );
    let (lines, _) = draft::lines(&snapshot);
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts[..3], ["岚溪市报告", "一、总体要求", "（一）抓投资。增长8%。"]);
    assert_eq!(lines[1].kind, "chinese");
    assert_eq!(&lines[2].text[lines[2].bold[0].clone()], "抓投资");
    let (kind, end) = lines[2].run_in.unwrap();
    assert_eq!((kind, &lines[2].text[..end]), ("chinese-paren", "（一）抓投资。"));
    assert_eq!(lines[4].cells.as_ref().unwrap(), &["就业|人", "3"]);
}

#[test]
fn notes_of_markdown_are_notes_of_word_and_come_back() {
    let text = "# 岚溪市工作报告\n\n一、总体要求\n\n盘活“三资”[^1]，新增就业3968人[^2]。\n\n| 指标 | 完成 |\n| --- | --- |\n| 就业[^3] | 5 |\n\n\
        又见[^4]，再见[^4]。\n\n[^3]: 表注。\n\n[^4]: 两处。\n\n[^1]: 资金、资产、资源。\n\n[^2]: 含<县>区。\n";
    let bytes = typeset(&read(text, DocumentKind::Markdown), &Layout::named("gb9704").unwrap()).unwrap();
    let mut package = crate::package::Package::open(&bytes).unwrap();
    let (body, notes) = (package.body().unwrap(), package.part("word/footnotes.xml").unwrap().unwrap());
    assert!(notes.contains(" 资金、资产、资源。</w:t>") && notes.matches("<w:footnote ").count() == 4, "{notes}");
    assert!(body.matches("<w:footnoteReference ").count() == 2 && !body.contains("---"), "{body}");
    // What Word has no notes for stays in the text: those of a table, and one that is referred to twice.
    let word = Word::read(&bytes, Revisions::Accepted).unwrap();
    assert!(
        word.text.contains("盘活“三资”¹，新增就业3968人²。\n")
            && word.text.ends_with("¹资金、资产、资源。\n²含<县>区。\n"),
        "{}",
        word.text
    );
    let back = word.draft(crate::Written::Markdown);
    assert!(back.contains("盘活“三资”[^1]，新增就业3968人[^2]。\n") && back.contains("| 就业[^3] | 5 |"), "{back}");
    assert!(back.ends_with("[^4]: 两处。\n\n[^1]: 资金、资产、资源。\n\n[^2]: 含<县>区。\n"), "{back}");
    // Once more, and it is the same.
    let again = typeset(&read(&back, DocumentKind::Markdown), &Layout::named("gb9704").unwrap()).unwrap();
    assert_eq!(Word::read(&again, Revisions::Accepted).unwrap().draft(crate::Written::Markdown), back);
    // Without notes there is no such part.
    let plain = typeset(&plain("一、甲\n"), &Layout::named("gb9704").unwrap()).unwrap();
    assert!(crate::package::Package::open(&plain).unwrap().part("word/footnotes.xml").unwrap().is_none());
}

#[test]
fn what_stood_before_a_paragraph_comes_back_and_is_not_on_the_page() {
    let text =
        "\n\n　　一、总体要求\n\n\n \t　　抓投资，稳就业。\n甲\t乙\n丙\t\n\n　　甲\t乙\n　　丙\t丁\n<&>\"“”\u{b}\n";
    let word = back(text, "gb9704");
    assert_eq!(word.text, text.replace('\u{b}', ""));
    let bytes = typeset(&plain(text), &Layout::named("gb9704").unwrap()).unwrap();
    let xml = {
        let mut package = crate::package::Package::open(&bytes).unwrap();
        package.body().unwrap()
    };
    assert!(!xml.contains("<w:t xml:space=\"preserve\">\u{3000}") && !xml.contains("<w:p/>"));
}

#[test]
fn the_speaker_s_copy_keeps_figures_whole_and_tells_minutes() {
    let text = format!("一、总体要求\n{}完成投资12.98亿元。\n三、下一步\n增长8%。\n", "抓投资稳就业".repeat(80));
    let bytes = typeset(&plain(&text), &Layout::named("reading").unwrap()).unwrap();
    let xml = crate::package::Package::open(&bytes).unwrap().body().unwrap();
    assert!(
        xml.contains("12.98\u{2060}亿\u{2060}元。") && xml.contains("8\u{2060}%") && xml.contains("2分钟"),
        "{xml}"
    );
    assert_eq!(back(&text, "reading").text, text);
}

#[test]
fn a_table_of_contents_is_on_the_page_and_not_in_the_draft() {
    let text = "岚溪市政府工作报告\n一、2030年工作回顾\n（一）稳就业\n就业稳定。\n（二）抓投资。增长8%。\n二、2031年工作安排\n抓项目。\n";
    let bytes = typeset(&plain(text), &Layout::named("deputies").unwrap()).unwrap();
    let xml = crate::package::Package::open(&bytes).unwrap().body().unwrap();
    assert_eq!(xml.matches("PAGEREF _Toc").count(), 4, "{xml}");
    for at in xml.match_indices("PAGEREF _Toc") {
        let name = xml[at.0 + 8..].split(' ').next().unwrap();
        assert!(xml.contains(&format!("w:name=\"{name}\"")));
    }
    assert_eq!(back(text, "deputies").text, text);
}

fn outline(entries: &[OutlineEntry]) -> Vec<(String, String, usize)> {
    entries
        .iter()
        .flat_map(|e| {
            let own = (e.ordinal.clone(), e.title.clone(), e.children.len());
            std::iter::once(own).chain(outline(&e.children))
        })
        .collect()
}

/// Every draft goes to Word in every layout and comes back as it was, text and outline.
fn round_trip<'a>(path: &Path, layouts: impl Iterator<Item = &'a str>) {
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let legal: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let want = format!("{}\n", legal.trim_end_matches(['\n', ' ', '\t', '\u{3000}']));
    for layout in layouts {
        let word = back(&legal, layout);
        let got = word.text.trim_end_matches(['\n', ' ', '\t', '\u{3000}']).to_owned() + "\n";
        let differs = got.lines().zip(want.lines()).find(|(a, b)| a != b);
        // A line of blanks is a blank line.
        let same = got.lines().count() == want.lines().count()
            && got.lines().zip(want.lines()).all(|(a, b)| a == b || (a.is_empty() && b.trim().is_empty()));
        assert!(same, "{} {layout}: {differs:?}", path.display());
        let (there, here) = (plain(&got), plain(&want));
        assert_eq!(outline(&whole_outline(&there)), outline(&whole_outline(&here)), "{} {layout}", path.display());
    }
}

#[test]
fn drafts_go_to_word_and_come_back_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    assert!(paths.len() >= 5);
    paths.iter().for_each(|path| round_trip(path, Layout::names()));
    if let Some(corpus) = std::env::var_os("ZHIBI_CORPUS") {
        let mut texts: Vec<_> = ["texts", "more"]
            .iter()
            .filter_map(|f| std::fs::read_dir(Path::new(&corpus).join(f)).ok())
            .flatten()
            .map(|e| e.unwrap().path())
            .collect();
        texts.sort();
        // As many as a hundred, from all over.
        let step = texts.len().div_ceil(100).max(1);
        texts.iter().step_by(step).for_each(|path| round_trip(path, std::iter::once("gb9704")));
    }
}
