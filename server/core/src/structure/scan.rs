//! Reads the ordinals of one line in one pass: only places after a sentence end, a clause, a colon, a comma or a gap can
//! hold one, and everything between is skipped a character at a time.

use super::marker::{self, char_at, is_blank};
use super::{Boundary, LeadForm, LineScan, LineShape, Mark, cue, inner, labels, shape};
use crate::text::{DocumentKind, Span};

/// Scans one line. Pure: depends on nothing but its arguments.
#[must_use]
pub fn scan_line(text: &str, kind: DocumentKind) -> LineScan {
    let start = shape::content_start(text, kind);
    let mut scan = LineScan { marks: marks(text, start), ..LineScan::default() };
    end_titles(text, &mut scan.marks);
    (scan.labels, scan.lost_numeral) = (labels::scan(text, start), None);
    if kind == DocumentKind::Markdown {
        scan.hashes = shape::hashes(text);
    }
    let mut from = start;
    if let Some(mark) = scan.marks.first().filter(|m| m.boundary == Boundary::Line) {
        from = mark.title.end as usize;
    } else {
        (scan.shape, scan.words, scan.lead) = shape::of(text, start);
        if matches!(scan.shape, LineShape::Body | LineShape::Lead) {
            scan.cue = cue::of(&text[start..]);
        }
        if matches!(scan.shape, LineShape::Lead | LineShape::Dash) {
            from = scan.words.end as usize;
        }
        if let Some(mark) = char_at(text, start).filter(|c| matches!(c, '、' | '．'))
            && matches!(scan.shape, LineShape::Title | LineShape::Lead)
        {
            scan.lost_numeral = Some(Span::new(start, start + mark.len_utf8()));
        }
    }
    if matches!(scan.shape, LineShape::Body | LineShape::Lead | LineShape::Dash) {
        scan.inner = inner::dashes(text, from);
        // Ordinals inside a paragraph divide it already.
        let divided = scan.marks.iter().any(|m| m.boundary != Boundary::Line);
        if !divided && scan.inner.is_empty() && scan.shape != LineShape::Dash {
            let named = scan.shape == LineShape::Lead && scan.lead != LeadForm::Gap;
            scan.inner = inner::of(text, from, named);
        }
    }
    scan
}

fn marks(text: &str, start: usize) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let mut marks = Vec::new();
    let mut at = read(text, start, Boundary::Line, &mut marks).unwrap_or(start);
    while at < bytes.len() {
        // Ideographs.
        while bytes.get(at).is_some_and(|b| (0xE4..=0xE9).contains(b)) {
            at += 3;
        }
        let Some(&byte) = bytes.get(at) else { break };
        let Some((boundary, next)) = boundary(bytes, at, byte) else {
            at += width(byte);
            continue;
        };
        let (boundary, next) = widen(bytes, boundary, next);
        at = read(text, next, boundary, &mut marks).unwrap_or(next);
    }
    marks
}

/// Reads an ordinal at `at`, if there is one; returns where it ends.
fn read(text: &str, at: usize, boundary: Boundary, marks: &mut Vec<Mark>) -> Option<usize> {
    let first = char_at(text, at).filter(|c| marker::may_start(*c))?;
    if boundary == Boundary::Space && first.is_ascii_digit() && text[..at].trim_end().ends_with(|c: char| c.is_ascii())
    {
        return None;
    }
    let (ordinal, weak) = marker::parse(text, at, boundary)?;
    let end = ordinal.span.end as usize;
    marks.push(Mark {
        ordinal,
        title: Span::new(end, end),
        at_line_start: boundary.starts_paragraph(),
        boundary,
        weak,
    });
    Some(end)
}

const fn width(byte: u8) -> usize {
    match byte {
        0..=0xBF => 1,
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    }
}

/// The boundary that the character at `at` makes, and where it ends.
fn boundary(bytes: &[u8], at: usize, byte: u8) -> Option<(Boundary, usize)> {
    let next = bytes.get(at + 1).copied().unwrap_or(0);
    let last = bytes.get(at + 2).copied().unwrap_or(0);
    let ascii = |b| Some((b, at + 1));
    let wide = |b| Some((b, at + 3));
    match byte {
        0xE3 if next == 0x80 && last == 0x82 => wide(Boundary::Sentence),
        0xE3 if next == 0x80 && last == 0x80 => wide(Boundary::Space),
        0xEF if next == 0xBC => match last {
            0x81 | 0x9F => wide(Boundary::Sentence),
            0x9B => wide(Boundary::Clause),
            0x9A => wide(Boundary::Colon),
            0x8C => wide(Boundary::Comma),
            _ => None,
        },
        // ……
        0xE2 if next == 0x80 && last == 0xA6 => wide(Boundary::Sentence),
        b' ' => ascii(Boundary::Space),
        b'\t' => ascii(Boundary::Gap),
        b';' => ascii(Boundary::Clause),
        b'!' | b'?' => ascii(Boundary::Sentence),
        b':' if !next.is_ascii_digit() || at == 0 || !bytes[at - 1].is_ascii_digit() => ascii(Boundary::Colon),
        b',' if !next.is_ascii_digit() => ascii(Boundary::Comma),
        b'.' if at > 0
            && !next.is_ascii_alphanumeric()
            && (bytes[at - 1] >= 0x80 || matches!(bytes[at - 1], b'%' | b')')) =>
        {
            ascii(Boundary::Sentence)
        }
        // ... stands for ……
        b'.' if next != b'.' && at > 1 && bytes[at - 2..at] == *b".." => ascii(Boundary::Sentence),
        _ => None,
    }
}

/// Goes over what may stand between a boundary and an ordinal: closing marks, emphasis, blanks, more boundaries.
/// A wide blank makes it a [`Boundary::Gap`].
fn widen(bytes: &[u8], mut boundary: Boundary, mut at: usize) -> (Boundary, usize) {
    let mut blank = match boundary {
        Boundary::Space => at - (at - 1),
        _ => 0,
    };
    if boundary == Boundary::Space && bytes[at - 1] == 0x80 {
        blank = 2;
    }
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let last = bytes.get(at + 2).copied().unwrap_or(0);
        match byte {
            b' ' => blank += 1,
            b'\t' => blank += 4,
            b'*' | b')' | b']' => {}
            0xC2 if next == 0xA0 => {
                blank += 1;
                at += 1;
            }
            0xE3 if next == 0x80 && matches!(last, 0x80 | 0x8D | 0x8F | 0x91) => {
                blank += if last == 0x80 { 2 } else { 0 };
                at += 2;
            }
            // ” ’
            0xE2 if next == 0x80 && matches!(last, 0x9D | 0x99) => at += 2,
            // ）］
            0xEF if next == 0xBC && matches!(last, 0x89 | 0xBD) => at += 2,
            _ => match self::boundary(bytes, at, byte) {
                Some((more, end)) => {
                    boundary = if boundary == Boundary::Space { more } else { boundary.min(more) };
                    at = end - 1;
                }
                None => break,
            },
        }
        at += 1;
    }
    if blank >= 4 || boundary == Boundary::Gap {
        boundary = Boundary::Gap;
    }
    (boundary, at)
}

/// Ends the title of each mark at 。：；！？ or before the next mark.
fn end_titles(text: &str, marks: &mut [Mark]) {
    let mut limit = text.len();
    for mark in marks.iter_mut().rev() {
        let from = mark.ordinal.span.end as usize;
        let until = limit.max(from);
        let run_in = mark.ordinal.style.is_run_in();
        mark.title = title(text, from, until, run_in);
        limit = mark.ordinal.span.start as usize;
    }
}

fn title(text: &str, from: usize, until: usize, run_in: bool) -> Span {
    let rest = &text[from..until];
    let mut stop = rest.len();
    let mut comma = None;
    let (mut count, mut previous) = (0, '\0');
    for (i, c) in rest.char_indices() {
        match c {
            '。' | '！' | '？' | '：' | '!' | '?' if count > 0 => {
                stop = i;
                break;
            }
            '；' | ';' => {
                stop = i;
                break;
            }
            ':' if count > 0 && !previous.is_ascii_digit() => {
                stop = i;
                break;
            }
            '\u{3000}' | '\t' if count > 3 && rest[i..].starts_with(['\u{3000}', '\t']) && double_blank(&rest[i..]) => {
                stop = i;
                break;
            }
            '，' | ',' if comma.is_none() && count >= 2 => comma = Some(i),
            _ => {}
        }
        count += 1;
        previous = c;
        if count > 200 {
            stop = i;
            break;
        }
    }
    // An item is a whole clause: its first part names it.
    if run_in
        && count > 40
        && let Some(comma) = comma
    {
        stop = comma;
    }
    let trim = |c: char| c == '*' || c == '#' || is_blank(c) || run_in && matches!(c, '，' | ',' | '、');
    let words = rest[..stop].trim_end_matches(trim);
    let lead = words.len() - words.trim_start_matches(trim).len();
    Span::new(from + lead, from + words.len())
}

fn double_blank(text: &str) -> bool {
    text.chars().take(2).filter(|c| is_blank(*c)).count() == 2
}
