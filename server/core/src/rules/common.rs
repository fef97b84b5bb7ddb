//! Reading around a place in a line: what many rules need.

use regex::Regex;

use crate::figures::Decimal;
use crate::finding::{Edit, Finding, Fix};
use crate::message::Message;
pub use crate::reading::segments::{near_after, near_before, quoted, statement};
use crate::text::{Loc, Span};
pub use crate::text::{is_han, is_letter};

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
}
