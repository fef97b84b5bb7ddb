//! Where sentences, statements and clauses end and what stands in quotation marks: one set of marks for everybody. Each
//! set has the marks of both widths, so that it serves text as written as well as text folded to half width.

use crate::text::{Span, is_han};

/// Ends a sentence: 。！？
#[must_use]
pub const fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?')
}

/// Ends a statement: a semicolon parts them as well as a full stop does.
#[must_use]
pub const fn ends_statement(c: char) -> bool {
    ends_sentence(c) || matches!(c, '；' | ';')
}

/// Something new begins behind it: the end of a statement, or a colon.
#[must_use]
pub const fn is_stop(c: char) -> bool {
    ends_statement(c) || matches!(c, '：' | ':')
}

/// Ends a clause: a stop or a comma.
#[must_use]
pub const fn ends_clause(c: char) -> bool {
    is_stop(c) || matches!(c, '，' | ',')
}

/// Joins the members of a list: 、和与及
#[must_use]
pub const fn joins_list(c: char) -> bool {
    matches!(c, '、' | '和' | '与' | '及')
}

/// Ends a clause: its marks, the mark between the cells of a table, marks that writers put before items, the end of a line.
pub(crate) fn parts_clauses(c: char) -> bool {
    if is_han(c) {
        return false;
    }
    ends_clause(c)
        || matches!(c, '|' | '\u{3000}' | '\t' | '●' | '◆' | '◇' | '▲' | '△' | '■' | '□' | '★' | '☆' | '※' | '•' | '▪')
        || parts_sentences(c)
}

/// Ends a sentence, or the line.
pub(crate) fn parts_sentences(c: char) -> bool {
    ends_sentence(c) || matches!(c, '\n' | '\0')
}

/// Farthest that anything around a place in its line is looked for, in bytes: a line without stops costs no more.
const NEAR: usize = 2_048;

/// The first character boundary at or after `at`.
fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The bytes of `text` before `at` that are near it.
#[must_use]
pub fn near_before(text: &str, at: usize) -> &str {
    &text[boundary(text, at.saturating_sub(NEAR)).min(at)..at]
}

/// The bytes of `text` from `at` on that are near it.
#[must_use]
pub fn near_after(text: &str, at: usize) -> &str {
    &text[at..boundary(text, at + NEAR)]
}

/// Where the last part of `text` begins, parts being ended by `ends`. A mark between digits (1,526 or 10:30) ends nothing.
fn last_part(text: &str, ends: fn(char) -> bool) -> usize {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let inside =
        |i: usize, c: char| c.is_ascii() && digit(text[..i].chars().next_back()) && digit(text[i + 1..].chars().next());
    let last = text.char_indices().rev().find(|(i, c)| ends(*c) && !inside(*i, *c));
    last.map_or(0, |(i, c)| i + c.len_utf8())
}

/// Where the last clause of `text` begins.
#[must_use]
pub fn last_clause(text: &str) -> usize {
    last_part(text, ends_clause)
}

/// Where the last statement of `text` begins.
#[must_use]
pub fn last_statement(text: &str) -> usize {
    last_part(text, ends_statement)
}

/// The statement around byte `at`.
#[must_use]
pub fn statement(text: &str, at: usize) -> Span {
    let at = at.min(text.len());
    let (head, tail) = (near_before(text, at), near_after(text, at));
    let start = at - head.len() + last_statement(head);
    Span::new(start, at + tail.find(ends_statement).unwrap_or(tail.len()))
}

/// Whether byte `at` stands inside quotation marks or a book title that its line opens and closes.
#[must_use]
pub fn quoted(text: &str, at: usize) -> bool {
    [('“', '”'), ('《', '》'), ('‘', '’'), ('「', '」')].iter().any(|(open, close)| {
        let (head, tail) = (near_before(text, at), near_after(text, at));
        let opened = head.rfind(*open).is_some_and(|o| head.rfind(*close).is_none_or(|c| c < o));
        opened && tail.find(*close).is_some_and(|c| tail.find(*open).is_none_or(|o| c < o))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_clauses_and_quotes() {
        let text = "一句。两“句”；三句";
        assert_eq!(statement(text, text.find('三').unwrap()).of(text), "三句");
        assert!(quoted(text, text.find("句”").unwrap()));
        assert!(!quoted(text, 3));
        let text = "收入增长5%；共有1,526户，户均3.2亩";
        assert_eq!(&text[last_statement(text)..], "共有1,526户，户均3.2亩");
        assert_eq!(&text[last_clause(text)..], "户均3.2亩");
        assert_eq!(last_clause("10:30"), 0);
    }
}
