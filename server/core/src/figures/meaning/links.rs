//! Words between two numbers that only relate them.

use super::clause::Sentence;
use crate::figures::Class;

/// Whether `from..to` holds nothing but dates and `words`.
pub(super) fn only(s: &Sentence<'_>, from: usize, to: usize, words: &[&str]) -> bool {
    let mut at = from;
    while at < to {
        let date = s.within(at, at + 1).first().filter(|f| f.is_time() || f.figure.class == Class::Name);
        if let Some(fig) = date {
            at = fig.to;
        } else if let Some(n) = s.line.any(at, words) {
            at += n;
        } else {
            return false;
        }
    }
    true
}
