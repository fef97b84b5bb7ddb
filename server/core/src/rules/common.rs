//! Reading around a place in a line: what many rules need.

use regex::Regex;

use crate::figures::Decimal;
use crate::finding::{Edit, Finding, Fix};
use crate::message::Message;
use crate::text::{Loc, Span};

/// Compiles a pattern that is a constant of the program.
///
/// # Panics
/// When the pattern is not one: a test runs every rule.
#[must_use]
pub fn re(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

/// A place in the block that a block rule looks at.
#[must_use]
pub const fn here(span: Span) -> Loc {
    Loc { block: 0, span }
}

/// A finding with a message in both languages.
pub fn report(loc: Loc, zh: impl Into<String>, en: impl Into<String>) -> Finding {
    Finding::new(loc, Message::new(zh, en))
}

fn title(new: &str) -> Message {
    if new.is_empty() {
        Message::new("删去", "Delete it")
    } else {
        Message::new(format!("改为“{new}”"), format!("Change to “{new}”"))
    }
}

/// A safe fix that replaces one place.
pub fn safely(loc: Loc, new: impl Into<String>) -> Fix {
    let new = new.into();
    Fix::safe(title(new.trim()), vec![Edit::new(loc, new)])
}

/// A fix that replaces one place when the user chooses it.
pub fn perhaps(loc: Loc, new: impl Into<String>) -> Fix {
    let new = new.into();
    Fix::unsafe_(title(new.trim()), vec![Edit::new(loc, new)])
}

/// The character before byte `at`.
#[must_use]
pub fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character at byte `at`.
#[must_use]
pub fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether a character is an ideograph.
#[must_use]
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}')
}

/// The number (digits, perhaps with a decimal point and more digits) that ends at byte `end`.
#[must_use]
pub fn number_before(text: &str, end: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let digits = |end: usize| bytes[..end].iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let last = digits(end);
    if last == 0 {
        return None;
    }
    let start = end - last;
    if start > 0 && bytes[start - 1] == b'.' {
        let whole = digits(start - 1);
        if whole > 0 {
            return Some(Span::new(start - 1 - whole, end));
        }
    }
    Some(Span::new(start, end))
}

/// The number that starts at byte `start`.
#[must_use]
pub fn number_after(text: &str, start: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let first = digits(start);
    if first == 0 {
        return None;
    }
    let end = start + first;
    if bytes.get(end) == Some(&b'.') {
        let rest = digits(end + 1);
        if rest > 0 {
            return Some(Span::new(start, end + 1 + rest));
        }
    }
    Some(Span::new(start, end))
}

/// Exact value of a number as written.
#[must_use]
pub fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok()
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

/// The sentence around byte `at`: between 。！？；, half-width too where they end one.
#[must_use]
pub fn sentence(text: &str, at: usize) -> Span {
    const ENDS: [char; 6] = ['。', '！', '？', '；', ';', '!'];
    let at = at.min(text.len());
    let (head, tail) = (near_before(text, at), near_after(text, at));
    let from = at - head.len();
    let stop = head.char_indices().rev().find(|(_, c)| ENDS.contains(c));
    let start = from + stop.map_or(0, |(i, c)| i + c.len_utf8());
    let end = at + tail.find(ENDS).unwrap_or(tail.len());
    Span::new(start, end)
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
    fn numbers_on_both_sides() {
        let text = "由30.8%提高到43.3%，共12户";
        assert_eq!(number_before(text, "由30.8".len()).map(|s| s.of(text)), Some("30.8"));
        assert_eq!(number_after(text, "由30.8%提高到".len()).map(|s| s.of(text)), Some("43.3"));
        assert_eq!(number_after(text, 0), None);
        assert_eq!(number_before(".5", 2).map(|s| s.of(".5")), Some("5"));
    }

    #[test]
    fn sentences_and_quotes() {
        let text = "一句。两“句”；三句";
        assert_eq!(sentence(text, text.find('句').map_or(0, |i| i + 30)).of(text), "三句");
        assert!(quoted(text, text.find("句”").unwrap_or(0)));
        assert!(!quoted(text, 3));
    }
}
