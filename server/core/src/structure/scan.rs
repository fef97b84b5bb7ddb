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
    if let Some(mark) = scan.marks.first().filter(|_| scan.starts_with_mark()) {
        from = mark.title.end as usize;
    } else {
        (scan.shape, scan.words, scan.lead) = shape::of(text, start);
        if matches!(scan.shape, LineShape::Body | LineShape::Lead) {
            scan.cue = cue::of(&text[start..]);
        }
        if matches!(scan.shape, LineShape::Lead | LineShape::Dash) && scan.lead != LeadForm::Refrain {
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
            let named = scan.shape == LineShape::Lead && !matches!(scan.lead, LeadForm::Gap | LeadForm::Refrain);
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
        let (boundary, next) = widen(bytes, boundary, at, next);
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
        0xEF if next == 0xBC => match last {
            0x81 | 0x9F => wide(Boundary::Sentence),
            0x9B => wide(Boundary::Clause),
            0x9A => wide(Boundary::Colon),
            0x8C => wide(Boundary::Comma),
            _ => None,
        },
        // ……
        0xE2 if next == 0x80 && last == 0xA6 => wide(Boundary::Sentence),
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
        _ => blank(bytes, at)
            .map(|(len, columns)| (if columns >= GAP { Boundary::Gap } else { Boundary::Space }, at + len)),
    }
}

/// So many columns of blanks inside a line stand for a line break.
const GAP: usize = 4;

/// Bytes and columns of the blank at `at`, if there is one; a line break of a table cell counts as a wide gap.
fn blank(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let rest = &bytes[at..];
    Some(match *rest {
        [b' ', ..] => (1, 1),
        [b'\t', ..] => (1, GAP),
        [b'<', b'b' | b'B', b'r' | b'R', ..] => {
            let end = rest.iter().take(6).position(|b| *b == b'>')?;
            (end + 1, GAP)
        }
        [0xC2, 0xA0, ..] => (2, 1),
        [0xE2, 0x80, 0x81 | 0x83, ..] | [0xE3, 0x80, 0x80, ..] => (3, 2),
        [0xE2, 0x80, 0x80..=0x8A | 0xAF, ..] | [0xE2, 0x81, 0x9F, ..] => (3, 1),
        [0xE2, 0x80, 0x8B, ..] | [0xEF, 0xBB, 0xBF, ..] => (3, 0),
        _ => return None,
    })
}

/// Goes over what may stand between the boundary at `from` and an ordinal: closing marks, emphasis, blanks, more
/// boundaries. A wide blank makes it a [`Boundary::Gap`].
fn widen(bytes: &[u8], mut boundary: Boundary, from: usize, mut at: usize) -> (Boundary, usize) {
    let mut columns = blank(bytes, from).map_or(0, |(_, columns)| columns);
    while let Some(&byte) = bytes.get(at) {
        if let Some((len, more)) = blank(bytes, at) {
            columns += more;
            at += len;
            continue;
        }
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let last = bytes.get(at + 2).copied().unwrap_or(0);
        match byte {
            b'*' | b')' | b']' => at += 1,
            // 」』】 ” ’ ）］
            0xE3 if next == 0x80 && matches!(last, 0x8D | 0x8F | 0x91) => at += 3,
            0xE2 if next == 0x80 && matches!(last, 0x9D | 0x99) => at += 3,
            0xEF if next == 0xBC && matches!(last, 0x89 | 0xBD) => at += 3,
            _ => match self::boundary(bytes, at, byte) {
                Some((more, end)) => {
                    boundary = if boundary == Boundary::Space { more } else { boundary.min(more) };
                    at = end;
                }
                None => break,
            },
        }
    }
    (if columns >= GAP { Boundary::Gap } else { boundary }, at)
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
