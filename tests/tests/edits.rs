//! A hundred thousand random edits in each unit of columns: the document's text equals a string edited in the plainest
//! way, and what was analysed edit by edit equals a fresh analysis.

use std::sync::Arc;

use zhibi_core::{Document, DocumentKind, PositionEncoding, Settings, Snapshot, text};

/// Edits for each encoding; a twentieth of them where nothing is optimised, unless all are asked for.
fn edits() -> usize {
    if zhibi_tests::full_size() { 100_000 } else { 5_000 }
}

/// What is typed: Chinese, characters of all widths, line ends alone and in halves, ordinals and figures.
const PIECES: [&str; 24] = [
    "报告",
    "𠀀",
    "👍🏽",
    "e\u{301}",
    "\r",
    "\n",
    "\r\n",
    "\n\r",
    "\u{2028}",
    "\u{85}",
    "（三）",
    "（",
    "一、",
    "二是",
    "12.5亿元",
    "%",
    "超过",
    "以上。",
    "；",
    "八个方面",
    "\u{feff}",
    " ",
    "",
    "",
];

/// A small generator: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).expect("small")
    }
}

/// Byte offset of a client position, clamped as the protocol wants it.
fn offset(plain: &str, encoding: PositionEncoding, (line, column): (u32, u32)) -> usize {
    let Some(content) = text::lines(plain).nth(line as usize) else { return plain.len() };
    let start = content.as_ptr() as usize - plain.as_ptr() as usize;
    start + text::byte_column(content, encoding, column) as usize
}

fn run(encoding: PositionEncoding) {
    let settings = Arc::new(Settings::default());
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut plain = "云岭市政府工作报告\r\n一、回顾\n（一）工业。完成投资12.5亿元以上。\r（三）农业。\n".to_owned();
    let mut document = Document::new(&plain, DocumentKind::Plain, Arc::clone(&settings));
    for n in 0..edits() {
        let lines = text::lines(&plain).count();
        let mut position = || {
            let line = random.below(lines + 1);
            let width = text::lines(&plain).nth(line).map_or(3, str::len);
            (u32::try_from(line).expect("small"), u32::try_from(random.below(width + 3)).expect("small"))
        };
        let (start, mut end) = (position(), position());
        // Mostly insertions and short replacements, as one types; sometimes half the text goes.
        if n % 10 != 0 {
            end = (start.0, start.1 + u32::try_from(n % 3).expect("small"));
        }
        let piece = PIECES[random.below(PIECES.len())];
        let from = offset(&plain, encoding, start);
        let to = offset(&plain, encoding, end).max(from);
        plain.replace_range(from..to, piece);
        document.edit(encoding, start, end, piece);
        if n % 16 == 0 {
            assert_eq!(document.text().to_text(), plain, "{encoding:?}, edit {n}");
        }
        if n % 64 == 0 {
            let (edited, fresh) =
                (document.snapshot(), Snapshot::of(&plain, DocumentKind::Plain, Arc::clone(&settings)));
            assert_eq!(edited.outline(), fresh.outline(), "{encoding:?}, edit {n}");
            let show = |s: &Snapshot| format!("{:?}", s.diagnostics());
            assert_eq!(show(&edited), show(&fresh), "{encoding:?}, edit {n}");
        }
        if plain.len() > 6_000 {
            let all = (u32::MAX, u32::MAX);
            document.edit(encoding, (3, 0), all, "");
            plain.truncate(offset(&plain, encoding, (3, 0)));
        }
    }
    assert_eq!(document.text().to_text(), plain);
}

#[test]
fn in_bytes() {
    run(PositionEncoding::Utf8);
}

#[test]
fn in_utf_16_units() {
    run(PositionEncoding::Utf16);
}

#[test]
fn in_code_points() {
    run(PositionEncoding::Utf32);
}
