//! Writing a clean draft is quiet: what an input method commits piece by piece shows next to nothing that goes away by
//! itself, and what is wrong in the end is shown in the end.
#![allow(clippy::disallowed_methods, reason = "the test reads drafts")]

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use zhibi_core::features::unfinished;
use zhibi_core::finding::{Finding, Severity};
use zhibi_core::{Document, DocumentKind, LineCol, PositionEncoding, Snapshot};

/// Errors and warnings that may come and go over all drafts, which have faults: counted, and only ever lowered. Nearly all
/// are one habit, half-width marks, whose first place is another as the draft grows.
const CEILING: usize = 15;

/// Characters of each draft that are typed.
const TYPED: usize = 2500;

/// What an editor would show as an error or a warning: rule and place.
fn shown(snapshot: &Snapshot, at: LineCol) -> HashSet<(&'static str, LineCol)> {
    let findings = snapshot.diagnostics().iter().map(|d| &d.finding);
    let visible = |f: &&Finding| f.severity <= Severity::Warning && !unfinished(snapshot, f, at);
    findings.filter(visible).map(|f| (f.code, snapshot.line_range(f.loc).start)).collect()
}

fn end(snapshot: &Snapshot) -> LineCol {
    snapshot.position(PositionEncoding::Utf8, u32::MAX, 0)
}

fn drafts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("seeds").flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    files.sort();
    assert!(files.len() >= 5);
    files.iter().map(|file| std::fs::read_to_string(file).expect("a draft")).collect()
}

/// Types a text in pieces of one to six characters at the end of a draft. What was shown and went away again.
fn type_out(draft: &mut Document, text: &str) -> Vec<(&'static str, LineCol)> {
    let (mut gone, mut before) = (Vec::new(), HashSet::new());
    let (mut rest, mut step) = (text, 0_usize);
    while !rest.is_empty() {
        step += 1;
        let most = step * 5 % 6 + 1;
        let mut cut = rest.char_indices().nth(most).map_or(rest.len(), |(at, _)| at);
        cut = rest[..cut].find('\n').map_or(cut, |at| at + 1);
        draft.edit(PositionEncoding::Utf8, (u32::MAX, 0), (u32::MAX, 0), &rest[..cut]);
        rest = &rest[cut..];
        let snapshot = draft.snapshot();
        let now = shown(&snapshot, end(&snapshot));
        gone.extend(before.difference(&now).copied());
        before = now;
    }
    gone
}

#[test]
fn writing_forward_is_quiet() {
    let mut gone = Vec::new();
    for text in drafts() {
        let text: String = text.chars().take(TYPED).collect();
        let mut draft = Document::new("", DocumentKind::Plain, Arc::default());
        gone.extend(type_out(&mut draft, &text));
    }
    assert!(gone.len() <= CEILING, "{} came and went: {gone:?}", gone.len());
}

#[test]
fn what_is_wrong_is_shown_one_paragraph_later_and_all_of_it_in_the_end() {
    let faults = [
        "深入实施“三个一批活动。",
        "完成投资超过10亿元以上。",
        "一般公共预算收入下降2倍。",
        "重点抓好三项工作：（一）抓投资；（二）抓消费。",
        "今年预期目标是投资增长8%—6%。",
        "生产总值增长%，投资增长5%。",
        "会议于2月30日召开。",
    ];
    for fault in faults {
        let mut draft = Document::new("一、工作回顾\n", DocumentKind::Plain, Arc::default());
        type_out(&mut draft, &format!("{fault}\n民生持续改善。"));
        let snapshot = draft.snapshot();
        let all = shown(&snapshot, LineCol::default());
        assert!(!all.is_empty(), "{fault}: nothing is found");
        assert_eq!(shown(&snapshot, end(&snapshot)), all, "{fault}");
    }
}

/// A sentence put into a paragraph, an item into a list, a paragraph taken out bit by bit: nothing elsewhere blinks.
#[test]
fn writing_in_the_middle_leaves_the_rest_alone() {
    for text in drafts() {
        let text: String = text.chars().take(TYPED).collect();
        let mut draft = Document::new(&text, DocumentKind::Plain, Arc::default());
        let middle = text.lines().count() / 2;
        let place = |(line, text): (usize, &str)| Some((line, text.find('。')? + '。'.len_utf8()));
        let (line, byte) = text.lines().enumerate().skip(middle).find_map(place).expect("a sentence");
        let (line, start) = (u32::try_from(line).expect("short"), u32::try_from(byte).expect("short"));
        let elsewhere = |draft: &Document, at: LineCol| -> HashSet<_> {
            let all = shown(&draft.snapshot(), at);
            all.into_iter().filter(|(_, place)| place.line != at.line).collect()
        };
        let before = elsewhere(&draft, LineCol { line, byte: start });
        let sentence = "持续推进“放管服”改革，办好（群众关心的）实事。";
        let mut byte = start;
        for c in sentence.chars() {
            draft.edit(PositionEncoding::Utf8, (line, byte), (line, byte), &c.to_string());
            byte += u32::try_from(c.len_utf8()).expect("short");
            assert_eq!(elsewhere(&draft, LineCol { line, byte }), before, "typed up to {c}");
        }
        for c in sentence.chars().rev() {
            let from = byte - u32::try_from(c.len_utf8()).expect("short");
            draft.edit(PositionEncoding::Utf8, (line, from), (line, byte), "");
            byte = from;
            assert_eq!(elsewhere(&draft, LineCol { line, byte }), before, "deleted from {c}");
        }
    }
}
