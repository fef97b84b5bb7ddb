//! The line a finding stands in, with carets under the place, aligned for characters that are two columns wide.

use unicode_width::UnicodeWidthChar;
use zhibi_core::text::{UNPRINTABLE, is_unprintable};

/// A part of a line around a place: what to show, and how many columns the carets are indented and long.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text to show.
    pub text: String,
    /// Columns before the carets.
    pub indent: usize,
    /// Columns of the carets; at least one.
    pub carets: usize,
}

const ELLIPSIS: char = '…';

/// At most about `width` columns of `line` around bytes `start..end`, which may be cut if they are wider.
pub fn excerpt(line: &str, start: usize, end: usize, width: usize) -> Excerpt {
    let start = floor(line, start);
    let end = floor(line, end).max(start);
    let inside = columns_within(&line[start..end], width);
    // Most of what is left goes before the place: it is what leads to the fault.
    let room = width.saturating_sub(inside);
    let after = columns_within(&line[end..], room / 3);
    let before = room - after;
    let (head, cut_head) = tail_of(&line[..start], before);
    let (place, cut_place) = head_of(&line[start..end], width);
    let (rest, cut_rest) = head_of(&line[end..], room.saturating_sub(columns(head)));
    let mut text = String::new();
    text.extend(cut_head.then_some(ELLIPSIS));
    text.extend(head.chars().map(shown));
    let indent = columns(&text);
    text.extend(place.chars().map(shown));
    let carets = (columns(&text) - indent).max(1);
    if cut_place {
        text.push(ELLIPSIS);
    } else {
        text.extend(rest.chars().map(shown));
        text.extend(cut_rest.then_some(ELLIPSIS));
    }
    Excerpt { text, indent, carets }
}

/// Columns a text takes on a terminal.
pub fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// Columns a text takes, `limit` if they are more: a long line is not measured to its end for each of its findings.
fn columns_within(text: &str, limit: usize) -> usize {
    let mut sum = 0;
    let mut widths = text.chars().map(width);
    while sum < limit
        && let Some(more) = widths.next()
    {
        sum += more;
    }
    sum.min(limit)
}

fn width(c: char) -> usize {
    shown(c).width().unwrap_or(0)
}

/// Control characters would move the cursor; they are shown as a mark.
fn shown(c: char) -> char {
    match c {
        '\t' => ' ',
        c if is_unprintable(c) => UNPRINTABLE,
        c => c,
    }
}

fn head_of(text: &str, room: usize) -> (&str, bool) {
    let mut left = room;
    for (at, c) in text.char_indices() {
        match left.checked_sub(width(c)) {
            Some(rest) => left = rest,
            None => return (&text[..at], true),
        }
    }
    (text, false)
}

fn tail_of(text: &str, room: usize) -> (&str, bool) {
    let mut left = room;
    for (at, c) in text.char_indices().rev() {
        match left.checked_sub(width(c)) {
            Some(rest) => left = rest,
            None => return (&text[at + c.len_utf8()..], true),
        }
    }
    (text, false)
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(line: &str, part: &str, width: usize) -> String {
        let start = line.find(part).unwrap();
        let e = excerpt(line, start, start + part.len(), width);
        format!("{}\n{}{}", e.text, " ".repeat(e.indent), "^".repeat(e.carets))
    }

    #[test]
    fn carets_stand_under_wide_characters() {
        assert_eq!(drawn("（一）抓投资", "（一）", 80), "（一）抓投资\n^^^^^^");
        assert_eq!(drawn("增长10%以上", "10%", 80), "增长10%以上\n    ^^^");
        assert_eq!(drawn("a\t\u{7}中b", "中", 80), "a \u{fffd}中b\n   ^^");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let line = format!("{}超过百个以上{}", "前".repeat(200), "后".repeat(200));
        let shown = drawn(&line, "超过百个以上", 40);
        let (text, carets) = shown.split_once('\n').unwrap();
        assert!(text.starts_with("…前") && text.ends_with("后…") && columns(text) <= 44, "{shown}");
        assert_eq!(columns(&text[..text.find('超').unwrap()]), carets.find('^').unwrap());
        let wide = "长".repeat(500);
        assert!(columns(&excerpt(&wide, 0, wide.len(), 40).text) <= 44);
        assert_eq!(excerpt("", 0, 9, 40), Excerpt { text: String::new(), indent: 0, carets: 1 });
    }
}
