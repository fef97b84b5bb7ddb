//! Numbers that are still to be filled in: 增长x.x%, 投资XX亿元. They are no figures, but what stands around them is read
//! as if they were: 城镇化率达到XX%，提高1.3个百分点.

use crate::figures::{Class, Figure, scan};
use crate::reading::MASKS;
use crate::text::{Span, is_han};

/// A line with a number in each such place, as long as it was, and its figures with those: each with its place among the
/// figures of the line as it is written.
pub(super) struct Filled {
    pub text: String,
    pub figures: Vec<Figure>,
    pub of: Vec<Option<usize>>,
}

/// A line filled in; `None` where nothing is masked.
pub(super) fn filled(text: &str, figures: &[Figure]) -> Option<Filled> {
    let masks = masks(text);
    if masks.is_empty() {
        return None;
    }
    let mut filled = text.to_owned();
    for mask in &masks {
        let digits: String =
            mask.of(text).chars().map(|c| if c == '.' { ".".into() } else { "1".repeat(c.len_utf8()) }).collect();
        filled.replace_range(mask.start as usize..mask.end as usize, &digits);
    }
    let mut all: Vec<(Figure, Option<usize>)> = figures.iter().cloned().zip((0..).map(Some)).collect();
    // X波段: without a unit it is a letter.
    let measured = |f: &Figure| f.class == Class::Percent || !f.unit.is_empty();
    let masked = scan(&filled).into_iter().filter(measured);
    let masked = masked.filter(|f| masks.iter().any(|mask| mask.start == f.numeral.start));
    all.extend(masked.filter(|f| !figures.iter().any(|own| own.span.overlaps(f.span))).map(|f| (f, None)));
    all.sort_by_key(|(figure, _)| figure.span.start);
    let (figures, of) = all.into_iter().unzip();
    Some(Filled { text: filled, figures, of })
}

/// Runs of marks between words: no letters of a code, no sign of a calculation. Stars are left to emphasis.
fn masks(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut end = 0;
    for (at, mask) in text.match_indices(|c| c != '*' && MASKS.contains(&c)) {
        if at < end {
            continue;
        }
        let mark = |c: char| mask.starts_with(c);
        let rest = text[at..].trim_start_matches(|c| mark(c) || c == '.');
        // A point belongs to the number where marks stand behind it.
        end = text[..text.len() - rest.len()].trim_end_matches('.').len();
        let word = |c: char| is_han(c) || matches!(c, '，' | '、' | '；' | '：' | '（' | '。' | '“');
        let apart = text[..at].chars().next_back().is_none_or(word);
        let behind = text[end..].chars().next();
        if apart && behind.is_some_and(|c| is_han(c) || matches!(c, '%' | '％' | '‰')) {
            found.push(Span::new(at, end));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_to_come_are_as_long_as_their_masks() {
        let text = "城镇化率达到x.x%，投资××亿元、Ｘ家、X项，AX区、3×5米，1+X个，长xx.公里";
        let filled = filled(text, &scan(text)).expect("masks");
        assert_eq!(filled.text.len(), text.len());
        assert!(filled.text.starts_with("城镇化率达到1.1%，投资1111亿元、111家、1项，AX区、3×5米，1+X个，长xx.公里"));
        let masked = filled.figures.iter().zip(&filled.of).filter(|(_, of)| of.is_none());
        let spans: Vec<&str> = masked.map(|(f, _)| f.span.of(text)).collect();
        assert_eq!(spans, ["x.x%", "××亿元", "Ｘ家", "X项"]);
    }
}
