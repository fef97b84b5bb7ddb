//! All features on whole drafts, at many places, on cut and damaged texts: no panic, and no range outside the text.

use super::*;
use crate::analysis::Snapshot;
use crate::block::DocumentKind;
use crate::config::Settings;
use crate::fixes;
use crate::message::Language;
use crate::text::{LineCol, LineRange};

const DRAFTS: [&str; 5] = [
    include_str!("../../../../seeds/1-excerpt-city-building.txt"),
    include_str!("../../../../seeds/2-excerpt-factors-and-livelihood.txt"),
    include_str!("../../../../seeds/3-whole-report-traditional.txt"),
    include_str!("../../../../seeds/4-excerpt-project-management.txt"),
    include_str!("../../../../seeds/5-excerpt-park-and-villages.txt"),
];

fn assert_inside(snapshot: &Snapshot, range: LineRange) {
    for at in [range.start, range.end] {
        let line = snapshot.line_text(at.line);
        assert!(at.line < snapshot.line_count() && line.is_char_boundary(at.byte as usize), "{range:?} {line:?}");
    }
    assert!(range.start <= range.end, "{range:?}");
}

fn walk(symbols: &[Symbol], see: &mut dyn FnMut(&Symbol)) {
    for symbol in symbols {
        see(symbol);
        walk(&symbol.children, see);
    }
}

/// Everything that looks at the whole document.
fn exercise(text: &str, kind: DocumentKind) -> Snapshot {
    let snapshot = Snapshot::of(text, kind, Settings::default().into());
    let see = |range| assert_inside(&snapshot, range);
    for language in [Language::Zh, Language::En] {
        walk(&outline(&snapshot, language), &mut |s| {
            assert!(!s.name.is_empty());
            see(s.range);
            see(s.selection);
            assert!(s.range.start <= s.selection.start && s.selection.end <= s.range.end, "{s:?}");
        });
        code_lens(&snapshot, language).iter().for_each(|l| see(l.range));
    }
    semantic_tokens(&snapshot, None).iter().for_each(|t| {
        see(t.range);
        assert_eq!(t.range.start.line, t.range.end.line);
    });
    document_links(&snapshot).iter().for_each(|l| see(l.range));
    ledger_rows(&snapshot).iter().for_each(|r| {
        see(r.range);
        assert_eq!(r.sentence.get(r.mark.0..r.mark.1), Some(r.text.as_str()));
    });
    workspace_symbols(&snapshot, "", usize::MAX).iter().for_each(|s| see(s.range));
    formatting(&snapshot, None).iter().for_each(|e| see(e.range));
    folding(&snapshot, None).iter().for_each(|f| assert!(f.start < f.end && f.end < snapshot.line_count()));
    let rows = outline_entries(&snapshot, crate::config::OutlineItems::All);
    assert_eq!(rows.len(), snapshot.outline().children(None).count());
    snapshot
}

/// Everything that looks at a place.
fn exercise_at(snapshot: &Snapshot, at: LineCol) {
    let see = |range| assert_inside(snapshot, range);
    for markdown in [false, true] {
        let options = HoverOptions { markdown, ..HoverOptions::default() };
        if let Some(hover) = hover(snapshot, at, &options) {
            see(hover.range);
            assert!(hover.range.start <= at && at <= hover.range.end || markdown, "{at:?} {hover:?}");
            assert!(!hover.contents.trim().is_empty());
        }
    }
    let steps = selection_range(snapshot, at);
    assert!(!steps.is_empty() && steps[0].start <= at);
    steps.into_iter().for_each(see);
    highlight(snapshot, at).into_iter().for_each(see);
    references(snapshot, at, true).into_iter().for_each(see);
    definition(snapshot, at).into_iter().for_each(|t| [t.origin, t.range, t.selection].into_iter().for_each(see));
    completion(snapshot, at, Language::Zh).iter().for_each(|c| see(c.edit.range));
    on_enter(snapshot, at).iter().flat_map(|e| &e.edits).for_each(|e| see(e.range));
    if let Some(target) = prepare_rename(snapshot, at) {
        see(target.range);
        assert!(!target.placeholder.is_empty());
        let edits = rename(snapshot, at, "三").expect("what can be prepared can be renamed");
        edits.iter().for_each(|e| see(e.range));
    }
    let here = LineRange { start: at, end: at };
    inlay_hints(snapshot, LineRange { start: LineCol { line: at.line, byte: 0 }, end: at }, Language::En)
        .iter()
        .for_each(|h| see(h.target));
    for action in code_actions(snapshot, here, Language::En, &|_| true) {
        assert!(!action.title.is_empty());
        resolve(snapshot, &action.id).into_iter().flatten().for_each(|e| see(e.range));
    }
}

#[test]
fn whole_drafts() {
    for draft in DRAFTS {
        let snapshot = exercise(draft, DocumentKind::Plain);
        for line in 0..snapshot.line_count() {
            let text = snapshot.line_text(line).into_owned();
            for (byte, _) in text.char_indices().step_by(101).chain([(text.len(), ' ')]) {
                exercise_at(&snapshot, LineCol { line, byte: byte as u32 });
            }
        }
    }
}

#[test]
fn drafts_cut_anywhere() {
    for draft in DRAFTS {
        for (cut, _) in draft.char_indices().step_by(409) {
            exercise(&draft[..cut], DocumentKind::Plain);
            exercise(&draft[cut..].chars().take(400).collect::<String>(), DocumentKind::Markdown);
        }
    }
}

#[test]
fn odd_texts() {
    let many_marks = "（一）甲。".repeat(300);
    let odd = [
        "",
        "\n",
        "\r\n\r",
        "\u{feff}",
        "\u{feff}一、甲",
        "一、",
        "（一）\n（二）",
        "第",
        "第（",
        "第（一）项",
        "%%%",
        "1",
        "1.",
        "①②③",
        "𠀀12亿元𠀀",
        "**（一）甲**\n\n## 二、乙",
        "一是一是一是",
        &many_marks,
        "99999999999999999999999999999999999999999999亿元",
        "0亩0.00元-0%",
    ];
    for text in odd {
        for kind in [DocumentKind::Plain, DocumentKind::Markdown] {
            let snapshot = exercise(text, kind);
            for line in 0..snapshot.line_count() {
                let len = snapshot.line_text(line).len().min(40);
                let text = snapshot.line_text(line).into_owned();
                for byte in (0..=len).filter(|b| text.is_char_boundary(*b)) {
                    exercise_at(&snapshot, LineCol { line, byte: byte as u32 });
                }
            }
        }
    }
}

#[test]
fn places_outside_the_text_are_harmless() {
    let snapshot = exercise("一、甲\n乙", DocumentKind::Plain);
    for at in [LineCol { line: 9, byte: 0 }, LineCol { line: 1, byte: 999 }] {
        let here = LineRange { start: at, end: at };
        let _ = hover(&snapshot, at, &HoverOptions::default());
        let _ = (selection_range(&snapshot, at), highlight(&snapshot, at), on_enter(&snapshot, at));
        let _ = (completion(&snapshot, at, Language::Zh), semantic_tokens(&snapshot, Some(here)));
        let _ = code_actions(&snapshot, here, Language::Zh, &|_| true);
    }
}

#[test]
fn formatting_keeps_digits_and_words() {
    let kept = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for draft in DRAFTS {
        let snapshot = Snapshot::of(draft, DocumentKind::Plain, Settings::default().into());
        let done = fixes::apply(draft, &formatting(&snapshot, None));
        assert_eq!(kept(&done), kept(draft));
    }
}
