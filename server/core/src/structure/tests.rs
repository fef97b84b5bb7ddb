//! Outlines of whole drafts of different shapes, kept as readable files beside the drafts; broken drafts.

use std::fmt::Write as _;

use expect_test::expect_file;

use super::{LineScan, Lines, Outline, build, scan_line};
use crate::reading::Reading;
use crate::text::{DocumentKind, lines};

struct Draft<'a>(Vec<(&'a str, Reading, LineScan)>);

impl<'a> Draft<'a> {
    fn new(text: &'a str, kind: DocumentKind) -> Self {
        let line = |line: &'a str| {
            let reading = Reading::of(line);
            let scan = scan_line(reading.text(line), kind);
            (line, reading, scan)
        };
        Self(lines(text).map(line).collect())
    }
}

impl Lines for Draft<'_> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn text(&self, index: usize) -> &str {
        self.0[index].0
    }

    fn read(&self, index: usize) -> &str {
        self.0[index].1.text(self.0[index].0)
    }

    fn scan(&self, index: usize) -> &LineScan {
        &self.0[index].2
    }
}

/// The last line of a node that is not blank.
fn last_line(draft: &Draft<'_>, node: &super::Node) -> u32 {
    let (block, byte) = node.end;
    let bare = |text: &str| text.trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '#').is_empty();
    let mut line = block;
    let mut text = draft.text(line as usize);
    text = &text[..text.len().min(byte as usize)];
    while line > node.heading.block && bare(text) {
        line -= 1;
        text = draft.text(line as usize);
    }
    line + 1
}

/// One line a node: its lines, indentation by level, ordinal, title; `·` before leads, `-` before items.
fn drawn(draft: &Draft<'_>, outline: &Outline) -> String {
    let mut out = String::new();
    for node in &outline.nodes {
        let text = draft.text(node.heading.block as usize);
        let sign = match node.kind {
            super::NodeKind::Heading | super::NodeKind::Part => "",
            super::NodeKind::Item => "- ",
            super::NodeKind::Lead => "· ",
        };
        let ordinal = node.ordinal.map_or("", |o| o.span.of(text));
        let indent = "    ".repeat(node.level as usize - 1);
        let (first, last) = (node.heading.block + 1, last_line(draft, node));
        let lines = if first == last { first.to_string() } else { format!("{first}–{last}") };
        let _ = writeln!(out, "{lines:>6} {indent}{sign}{ordinal}{}", node.title.of(text));
    }
    out
}

macro_rules! drafts {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("drafts/", $name)), expect_file![concat!("drafts/", $name, ".outline")])),*]
    };
}

#[test]
fn outlines() {
    for (name, text, outline) in drafts![
        "01-whole-report.txt",
        "02-excerpt.txt",
        "03-nested-same-style.md",
        "04-run-on.txt",
        "05-glued.txt",
        "06-one-line.txt",
        "07-regulation.txt",
        "08-livelihood-list.txt",
        "09-traditional.txt",
        "10-plan.txt",
        "11-damaged.txt",
        "12-run-in-families.txt",
        "13-parts.txt",
        "14-ends.txt",
        "15-unnumbered-parts.txt",
        "16-markdown-headings.md",
        "17-leads.txt",
        "18-dashes.txt",
        "19-contents.txt",
        "20-refrains.txt",
        "21-bold-lines.md",
    ] {
        let markdown = name.ends_with(".md");
        let kind = if markdown { DocumentKind::Markdown } else { DocumentKind::Plain };
        let draft = Draft::new(text, kind);
        let built = build(&draft);
        sound(&draft, &built);
        outline.assert_eq(&drawn(&draft, &built));
    }
}

/// What holds for every outline: nodes in order, subtrees nested, ends after starts, series consistent.
fn sound(draft: &Draft<'_>, outline: &Outline) {
    let nodes = &outline.nodes;
    for (i, node) in nodes.iter().enumerate() {
        let start = (node.heading.block, node.heading.span.start);
        assert!(start < node.end || node.heading.span.is_empty(), "{node:?}");
        assert!(node.subtree_end as usize > i && node.subtree_end as usize <= nodes.len(), "{node:?}");
        let text = draft.text(node.heading.block as usize);
        assert!(text.get(node.heading.span.range()).is_some() && text.get(node.title.range()).is_some(), "{node:?}");
        if let Some(next) = nodes.get(i + 1) {
            assert!(start <= (next.heading.block, next.heading.span.start), "{node:?} {next:?}");
        }
        match node.parent {
            None => assert_eq!(node.level, 1, "{node:?}"),
            Some(parent) => {
                let parent = &nodes[parent as usize];
                assert_eq!(node.level, parent.level + 1, "{node:?}");
                assert!(node.subtree_end <= parent.subtree_end && node.end <= parent.end, "{node:?} {parent:?}");
            }
        }
    }
    for (i, series) in outline.series.iter().enumerate() {
        assert!(!series.members.is_empty());
        assert!(series.members.iter().all(|m| nodes[*m as usize].series == Some(i as u32)));
        assert!(series.members.is_sorted());
    }
}

/// Every prefix of every draft, cut at every character, and every draft with a character missing.
#[test]
fn broken_drafts() {
    for (name, text, _) in
        drafts!["01-whole-report.txt", "03-nested-same-style.md", "06-one-line.txt", "11-damaged.txt"]
    {
        for (at, c) in text.char_indices() {
            for text in [text[..at].to_owned(), format!("{}{}", &text[..at], &text[at + c.len_utf8()..])] {
                let draft = Draft::new(&text, DocumentKind::Plain);
                sound(&draft, &build(&draft));
            }
        }
        assert!(!name.is_empty());
    }
}

#[test]
fn what_looks_like_an_ordinal_and_is_none() {
    for text in [
        "优化结构，二、三产业比重提高到88%。",
        "续建3件中型、14件小（一）型水源工程。",
        "落实第五条第（六）项规定。",
        "“一要吃饭，二要建设”的方针。",
        "实施“十五”计划，第九、十污水处理厂投运。",
        "建成3号线、5号线，PM2.5浓度下降；2.54亿元到位。",
        "质量第一、效益优先，位居全省第二。",
        "（一）、（二）项所列情形除外。",
        "第三条、第五条规定的情形除外。",
        "三要素市场化改革持续推进。",
        "2.5万亩高标准农田建成。",
        "时间是15:30，比例是1:3。",
    ] {
        let draft = Draft::new(text, DocumentKind::Plain);
        assert_eq!(drawn(&draft, &build(&draft)), "", "{text}");
    }
}

#[test]
fn forms_of_one_ordinal() {
    for (text, marker, value) in [
        ("三 、抓改革", "三 、", 3),
        ("第 二，抓改革", "第 二，", 2),
        ("三 是抓改革。", "三 是", 3),
        ("（**五）**抓改革", "（**五）", 5),
        ("## **（三）** 抓改革", "（三）", 3),
        ("(四) 抓改革", "(四)", 4),
        ("（ 12 ）抓改革", "（ 12 ）", 12),
        ("１２．抓改革", "１２．", 12),
        ("- （二十一）抓改革", "（二十一）", 21),
        ("\u{feff}　　一、抓改革", "一、", 1),
        ("⑴抓改革", "⑴", 1),
        ("㈢抓改革", "㈢", 3),
        ("㉑抓改革", "㉑", 21),
        ("第三十七条**　　违反规定的，处罚。", "第三十七条", 37),
        ("第一部分　抓改革", "第一部分", 1),
        ("其一，抓改革。", "其一，", 1),
    ] {
        let scan = scan_line(text, DocumentKind::Markdown);
        let first = scan.marks.first().map(|m| (m.ordinal.span.of(text), m.ordinal.value));
        assert_eq!(first, Some((marker, value)), "{text}");
    }
}
