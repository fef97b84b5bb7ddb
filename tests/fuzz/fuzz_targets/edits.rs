//! Edit scripts: the rope equals a string edited in the plainest way, and incremental analysis equals a fresh one.
#![no_main]

use std::sync::Arc;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use zhibi_core::{Document, DocumentKind, PositionEncoding, Settings, Snapshot, text};

#[derive(Arbitrary, Debug)]
struct Script {
    encoding: u8,
    text: String,
    edits: Vec<Edit>,
}

#[derive(Arbitrary, Debug)]
struct Edit {
    start: (u16, u16),
    end: (u16, u16),
    new: Piece,
}

#[derive(Arbitrary, Debug)]
enum Piece {
    Any(String),
    Known(u8),
}

const KNOWN: [&str; 12] =
    ["\r", "\n", "\r\n", "（三）", "一、", "二是", "12.5亿元", "𠀀", "😀", "\u{2028}", "超过30%以上。", ""];

fuzz_target!(|script: Script| {
    let encoding =
        [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32][usize::from(script.encoding % 3)];
    let settings = Arc::new(Settings::default());
    let mut plain = script.text.clone();
    let mut document = Document::new(&plain, DocumentKind::Plain, Arc::clone(&settings));
    for edit in script.edits.iter().take(64) {
        let new = match &edit.new {
            Piece::Any(text) => text.as_str(),
            Piece::Known(n) => KNOWN[usize::from(*n) % KNOWN.len()],
        };
        let wide = |(line, column): (u16, u16)| (u32::from(line), u32::from(column));
        let start = offset(&plain, encoding, wide(edit.start));
        let end = offset(&plain, encoding, wide(edit.end)).max(start);
        plain.replace_range(start..end, new);
        document.edit(encoding, wide(edit.start), wide(edit.end), new);
        assert_eq!(document.text().to_text(), plain);
    }
    let fresh = Snapshot::of(&plain, DocumentKind::Plain, settings);
    let show = |s: &Snapshot| format!("{:?}", s.diagnostics());
    assert_eq!(document.snapshot().outline(), fresh.outline());
    assert_eq!(show(&document.snapshot()), show(&fresh));
});

/// Byte offset of a client position, clamped as the protocol wants it.
fn offset(plain: &str, encoding: PositionEncoding, (line, column): (u32, u32)) -> usize {
    let Some(content) = text::lines(plain).nth(line as usize) else { return plain.len() };
    let start = content.as_ptr() as usize - plain.as_ptr() as usize;
    start + text::byte_column(content, encoding, column) as usize
}
