//! Every reader over any text: no panic, and every place lies in the text.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use zhibi_core::{
    DocumentKind, Language, LineCol, Settings, Snapshot, features,
    text::{LineRange, Loc},
};

fuzz_target!(|text: &str| {
    for kind in [DocumentKind::Plain, DocumentKind::Markdown] {
        let snapshot = Snapshot::of(text, kind, Arc::new(Settings::default()));
        let inside = |range: LineRange| {
            for at in [range.start, range.end] {
                assert!(at.line < snapshot.line_count(), "{range:?}");
                assert!(snapshot.line_text(at.line).is_char_boundary(at.byte as usize), "{range:?}");
            }
            assert!(range.start <= range.end, "{range:?}");
        };
        let place = |loc: Loc| inside(snapshot.line_range(loc));
        for diagnostic in snapshot.diagnostics() {
            place(diagnostic.finding.loc);
            diagnostic.finding.related.iter().for_each(|related| place(related.loc));
            for fix in &diagnostic.finding.fixes {
                zhibi_core::rules::edits(fix, &snapshot.view()).iter().for_each(|edit| place(edit.loc));
            }
        }
        for symbol in features::outline(&snapshot, Language::Zh) {
            inside(symbol.range);
            inside(symbol.selection);
        }
        for token in features::semantic_tokens(&snapshot, None) {
            inside(token.range);
        }
        for line in (0..snapshot.line_count()).take(8) {
            let end = snapshot.line_text(line).len() as u32;
            for byte in [0, end / 2, end] {
                let at = snapshot.position(zhibi_core::PositionEncoding::Utf8, line, byte);
                let _ = features::hover(&snapshot, at, &features::HoverOptions::default());
                let _ = features::completion(&snapshot, at, Language::En);
                features::selection_range(&snapshot, at).into_iter().for_each(inside);
                features::references(&snapshot, at, true).into_iter().for_each(inside);
                features::highlight(&snapshot, at).into_iter().for_each(inside);
            }
        }
        let all = LineRange { start: LineCol::default(), end: LineCol { line: u32::MAX, byte: 0 } };
        let _ = features::inlay_hints(&snapshot, all, Language::Zh);
        let _ = features::code_lens(&snapshot, Language::Zh);
        let _ = features::document_links(&snapshot);
        let _ = features::ledger_rows(&snapshot);
    }
});
