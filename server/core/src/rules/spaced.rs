//! Drafts that set every number off with blanks (超过 50 个以上, 增长 3.2 %), and words with an invisible character in them:
//! the rules read them as if these were not there, and what they find is brought back to the text as written.

use crate::finding::Finding;
use crate::text::{Loc, Span};

/// A line without the blanks between numbers and the words beside them, or without other parts.
pub struct Closed {
    /// The text without them.
    pub text: String,
    /// Where blanks were left out of `text`, and how many bytes of them up to there.
    gaps: Vec<(u32, u32)>,
}

impl Closed {
    /// `None` when there is no such blank, or the line is a row of a table.
    pub fn of(text: &str, digits: &[Span]) -> Option<Self> {
        let bytes = text.as_bytes();
        let blank_before = |at: usize| at > 0 && matches!(bytes[at - 1], b' ' | 0x80);
        let blank_after = |at: usize| matches!(bytes.get(at), Some(b' ' | 0xE3));
        let mut beside = digits.iter().any(|d| blank_before(d.start as usize) || blank_after(d.end as usize));
        beside = beside
            && !text.contains(['\t', '|'])
            && !text.contains("   ")
            && !text.contains("\u{3000}\u{3000}\u{3000}");
        if !beside {
            return None;
        }
        let mut closed = Self { text: String::with_capacity(text.len()), gaps: Vec::new() };
        let mut left_out = 0;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let blanks = rest.len() - rest.trim_start_matches([' ', '\u{3000}', '\u{a0}']).len();
            if blanks == 0 {
                closed.text.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let next = rest[blanks..].chars().next();
            let previous = closed.text.chars().next_back();
            if previous.zip(next).is_some_and(|(a, b)| joins(a, b)) {
                left_out += blanks as u32;
                closed.gaps.push((closed.text.len() as u32, left_out));
            } else {
                closed.text.push_str(&rest[..blanks]);
            }
            rest = &rest[blanks..];
        }
        (!closed.gaps.is_empty()).then_some(closed)
    }

    /// A line without these parts of it, which are in order; `None` when there are none.
    pub fn without(text: &str, parts: &[Span]) -> Option<Self> {
        let mut closed = Self { text: String::with_capacity(text.len()), gaps: Vec::new() };
        let (mut from, mut left_out) = (0, 0);
        for part in parts {
            closed.text.push_str(text.get(from as usize..part.start as usize)?);
            left_out += part.end - part.start;
            closed.gaps.push((closed.text.len() as u32, left_out));
            from = part.end;
        }
        closed.text.push_str(text.get(from as usize..)?);
        (!parts.is_empty()).then_some(closed)
    }

    /// A finding in the text as written.
    pub fn back(&self, finding: Finding) -> Finding {
        finding.placed(|loc| self.place(loc))
    }

    fn place(&self, loc: Loc) -> Loc {
        let before = |count: usize| count.checked_sub(1).map_or(0, |i| self.gaps[i].1);
        let (start, end) = (loc.span.start, loc.span.end);
        let start = start + before(self.gaps.partition_point(|(at, _)| *at <= start));
        let end = end + before(self.gaps.partition_point(|(at, _)| *at < end));
        Loc { block: loc.block, span: Span { start, end: end.max(start) } }
    }
}

/// Whether a blank between the two is only there because one of them is a number.
fn joins(a: char, b: char) -> bool {
    let number = |c: char| c.is_ascii_digit();
    let beside = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '%' | '％' | '—' | '～');
    (beside(a) && (number(b) || b == '-')) || (number(a) && beside(b)) || (matches!(a, '%' | '％') && beside(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back() {
        let text = "新建 超过 50 个以上， 约 3% 左右";
        let closed = Closed::of(text, &[Span::new(14, 16), Span::new(31, 32)]).unwrap();
        assert_eq!(closed.text, "新建 超过50个以上， 约3%左右");
        let place = |word: &str| {
            let at = closed.text.find(word).unwrap();
            closed.place(Loc { block: 0, span: Span::new(at, at + word.len()) }).span.of(text)
        };
        assert_eq!(
            ["超过50个以上", "50", "个", "约3%左右", "3%"].map(place),
            ["超过 50 个以上", "50", "个", "约 3% 左右", "3%"]
        );
        assert!(Closed::of("甲 8 乙 9", &[]).is_none());
        assert!(Closed::of("甲   8   9", &[Span::new(6, 7)]).is_none());
    }
}
