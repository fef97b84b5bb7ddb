//! Document text: the rope, line endings, and columns in UTF-8, UTF-16 and UTF-32.
//!
//! Line breaks are `\n`, `\r\n` and `\r` only, as in the Language Server Protocol; U+2028, U+2029, U+0085, vertical tab
//! and form feed are ordinary characters. Inside the core a position is a line and a *byte* column ([`LineCol`]) or a
//! place in one block ([`Loc`]); other encodings exist only at the edge, through the functions of this module.

mod count;
pub(crate) mod grams;
mod letters;
mod moved;
mod printable;
mod span_set;

pub use count::Count;
pub use letters::{is_han, is_letter};
pub use moved::Moved;
pub use printable::{UNPRINTABLE, escape_markdown, is_unprintable, printable};

use ropey::Rope;

pub use span_set::SpanSet;

/// How a draft is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// Plain text.
    #[default]
    Plain,
    /// Markdown: `#`, `**`, list and quote markers around the text belong to the markup.
    Markdown,
}

/// The unit in which a client counts columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PositionEncoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: the protocol's default.
    #[default]
    Utf16,
    /// Unicode code points.
    Utf32,
}

/// A 0-based line and byte column. Ordered by position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineCol {
    /// 0-based line.
    pub line: u32,
    /// Bytes from the start of the line.
    pub byte: u32,
}

/// A half-open range of [`LineCol`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LineRange {
    /// First position inside.
    pub start: LineCol,
    /// First position outside.
    pub end: LineCol,
}

/// A half-open byte range inside one block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte inside.
    pub start: u32,
    /// First byte outside.
    pub end: u32,
}

impl Span {
    /// From byte offsets. Offsets of one block always fit: a block is far shorter than 4 GiB.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// As a `usize` range for slicing.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text under the span, or `""` where the span does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is inside.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `byte` is inside.
    #[must_use]
    pub const fn contains(self, byte: u32) -> bool {
        self.start <= byte && byte < self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A span in one block of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Loc {
    /// Index of the block.
    pub block: u32,
    /// Where in the block.
    pub span: Span,
}

impl Loc {
    /// A span in block number `block`.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)]
    pub const fn new(block: usize, span: Span) -> Self {
        Self { block: block as u32, span }
    }
}

/// Lines that an edit replaced: `old` lines from `first` on became `new` lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineChange {
    /// First line touched.
    pub first: usize,
    /// How many lines stood there before.
    pub old: usize,
    /// How many lines stand there now.
    pub new: usize,
}

impl LineChange {
    /// This change and one that came after it, as one: it may cover lines between them that neither touched.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        let first = self.first.min(next.first);
        // In the text between the two.
        let end = (self.first + self.new).max(next.first + next.old);
        Self { first, old: end + self.old - self.new - first, new: end + next.new - next.old - first }
    }
}

/// The text of one document. Cloning is cheap (the rope is shared).
#[derive(Clone, Debug, Default)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// From a string.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { rope: Rope::from_str(text) }
    }

    /// Number of lines; a text that ends in a line break has an empty last line.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// Length in bytes.
    #[must_use]
    pub fn len_bytes(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Line `index` without its terminator; empty past the end.
    #[must_use]
    pub fn line(&self, index: usize) -> String {
        let Some(line) = self.rope.get_line(index) else { return String::new() };
        let mut text = String::with_capacity(line.len_bytes());
        line.chunks().for_each(|c| text.push_str(c));
        text.truncate(trim_terminator(&text).len());
        text
    }

    /// Length in bytes of a range of lines, with their terminators.
    #[must_use]
    pub fn len_of_lines(&self, lines: std::ops::Range<usize>) -> usize {
        let start = |line: usize| self.rope.line_to_byte(line.min(self.rope.len_lines()));
        start(lines.end) - start(lines.start)
    }

    /// Replaces a range given in the client's encoding and tells which lines changed.
    ///
    /// Out-of-range positions are clamped: past a line's end to before its terminator, past the last line to the end of
    /// the text, inside a surrogate pair or a character down to its start; an inverted range is empty at its start.
    pub fn edit(&mut self, encoding: PositionEncoding, start: (u32, u32), end: (u32, u32), new: &str) -> LineChange {
        let from = self.char_at(encoding, start);
        let to = self.char_at(encoding, end).max(from);
        let lines_before = self.rope.len_lines();
        // A `\r` and a `\n` that meet (or part) at an edge of the edit join (or split) a line there.
        let first = self.rope.char_to_line(from.saturating_sub(1));
        let tail_before = lines_before - 1 - self.rope.char_to_line((to + 1).min(self.rope.len_chars()));
        self.rope.remove(from..to);
        self.rope.insert(from, new);
        let lines_after = self.rope.len_lines();
        let tail = tail_before.min(lines_after.saturating_sub(first + 1));
        LineChange { first, old: lines_before - tail - first, new: lines_after - tail - first }
    }

    /// Whole text as a string.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.rope.to_string()
    }

    /// Clamps a client position and converts it.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)]
    pub fn position(&self, encoding: PositionEncoding, line: u32, column: u32) -> LineCol {
        if line as usize >= self.rope.len_lines() {
            let last = self.rope.len_lines() - 1;
            return LineCol { line: last as u32, byte: self.line(last).len() as u32 };
        }
        LineCol { line, byte: byte_column(&self.line(line as usize), encoding, column) }
    }

    fn char_at(&self, encoding: PositionEncoding, (line, column): (u32, u32)) -> usize {
        let line = line as usize;
        if line >= self.rope.len_lines() {
            return self.rope.len_chars();
        }
        let start = self.rope.line_to_char(line);
        let slice = self.rope.line(line);
        let mut len = slice.len_chars();
        while len > 0 && matches!(slice.char(len - 1), '\n' | '\r') {
            len -= 1;
        }
        let column = column as usize;
        let inside = match encoding {
            PositionEncoding::Utf32 => column.min(len),
            PositionEncoding::Utf8 => slice.byte_to_char(column.min(slice.char_to_byte(len))),
            PositionEncoding::Utf16 => slice.utf16_cu_to_char(column.min(slice.char_to_utf16_cu(len))),
        };
        start + inside
    }
}

/// The first `limit` characters, with `…` when there are more.
#[must_use]
pub fn shorten(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// Splits a text into lines without their terminators.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        match memchr::memchr2(b'\n', b'\r', text.as_bytes()) {
            None => {
                rest = None;
                Some(text)
            }
            Some(at) => {
                let width = if text.as_bytes()[at..].starts_with(b"\r\n") { 2 } else { 1 };
                rest = Some(&text[at + width..]);
                Some(&text[..at])
            }
        }
    })
}

fn trim_terminator(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

/// Byte column of client column `column` in `line`, clamped, rounded down to a character's start.
#[must_use]
#[allow(clippy::cast_possible_truncation)]
pub fn byte_column(line: &str, encoding: PositionEncoding, column: u32) -> u32 {
    let column = column as usize;
    let byte = match encoding {
        PositionEncoding::Utf8 => {
            let mut at = column.min(line.len());
            while !line.is_char_boundary(at) {
                at -= 1;
            }
            at
        }
        PositionEncoding::Utf32 => line.char_indices().nth(column).map_or(line.len(), |(at, _)| at),
        PositionEncoding::Utf16 => {
            let mut units = 0;
            line.char_indices()
                .find(|(_, c)| {
                    units += c.len_utf16();
                    units > column
                })
                .map_or(line.len(), |(at, _)| at)
        }
    };
    byte as u32
}

/// Column of byte `byte` of `line` in the client's encoding. A byte inside a character counts as its start.
#[must_use]
#[allow(clippy::cast_possible_truncation)]
pub fn client_column(line: &str, encoding: PositionEncoding, byte: u32) -> u32 {
    let mut byte = (byte as usize).min(line.len());
    while !line.is_char_boundary(byte) {
        byte -= 1;
    }
    let head = &line[..byte];
    let column = match encoding {
        PositionEncoding::Utf8 => byte,
        PositionEncoding::Utf16 => {
            ropey::str_utils::byte_to_char_idx(head, byte) + head.bytes().filter(|b| *b >= 0xF0).count()
        }
        PositionEncoding::Utf32 => ropey::str_utils::byte_to_char_idx(head, byte),
    };
    column as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_line_breaks() {
        let got: Vec<_> = lines("甲\r\n乙\r丙\n丁\u{2028}戊\u{85}己\u{b}庚\u{c}\n").collect();
        assert_eq!(got, ["甲", "乙", "丙", "丁\u{2028}戊\u{85}己\u{b}庚\u{c}", ""]);
        let text = Text::new("甲\r\n乙\r丙\n丁\u{2028}戊\u{85}己\u{b}庚\u{c}\n");
        assert_eq!(text.line_count(), got.len());
        assert!((0..got.len()).all(|i| text.line(i) == got[i]));
    }

    #[test]
    fn columns_round_down_inside_characters() {
        let line = "a中𠀀b";
        for (encoding, inside, start) in [(PositionEncoding::Utf16, 3, 4), (PositionEncoding::Utf8, 6, 4)] {
            assert_eq!(byte_column(line, encoding, inside), start);
        }
        for (i, (at, _)) in line.char_indices().enumerate() {
            assert_eq!(byte_column(line, PositionEncoding::Utf32, i as u32) as usize, at);
            for e in [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32] {
                assert_eq!(byte_column(line, e, client_column(line, e, at as u32)) as usize, at);
            }
        }
        assert_eq!(byte_column(line, PositionEncoding::Utf16, 99) as usize, line.len());
    }

    #[test]
    fn edits_clamp_and_report_the_changed_lines() {
        let mut text = Text::new("一\r二\n三");
        // A `\n` after the `\r` joins the two breaks into one: still three lines.
        text.edit(PositionEncoding::Utf16, (1, 0), (1, 0), "\n");
        assert_eq!((text.to_text().as_str(), text.line_count()), ("一\r\n二\n三", 3));
        let change = text.edit(PositionEncoding::Utf16, (0, 99), (0, 99), "甲");
        assert_eq!(text.line(0), "一甲");
        assert_eq!(change.first, 0);
        text.edit(PositionEncoding::Utf16, (99, 0), (0, 0), "乙");
        assert_eq!(text.line(2), "三乙");
    }

    /// Any edit script leaves the same text as editing a string, and the reported line change is consistent.
    #[test]
    fn edit_scripts_match_a_reference() {
        let mut seed = 7_u64;
        let mut next = move |n: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed % n.max(1) as u64) as usize
        };
        let pieces = ["一", "\r", "\n", "\r\n", "𠀀", "a", "\u{2028}", "（二）", "", "e\u{301}"];
        let mut text = Text::new("");
        let mut mirror: Vec<String> = vec![String::new()];
        for _ in 0..20_000 {
            let encoding = [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32][next(3)];
            let place = |next: &mut dyn FnMut(usize) -> usize, text: &Text| {
                let line = next(text.line_count());
                (line as u32, next(text.line(line).len() + 2) as u32)
            };
            let (a, b) = (place(&mut next, &text), place(&mut next, &text));
            let (a, b) = if a <= b && next(4) > 0 { (a, b) } else { (a, a) };
            let change = text.edit(encoding, a, b, pieces[next(pieces.len())]);
            let new: Vec<String> = (change.first..change.first + change.new).map(|i| text.line(i)).collect();
            mirror.splice(change.first..change.first + change.old, new);
            let whole = text.to_text();
            assert!(lines(&whole).eq(mirror.iter().map(String::as_str)), "{whole:?} {mirror:?}");
        }
    }
}
