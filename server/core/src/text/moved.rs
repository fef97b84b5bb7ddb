//! Where the places of a text are after a part of it was replaced.

use super::{LineCol, LineRange};

/// One replacement, in the text before it and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Where it starts.
    pub start: LineCol,
    /// Where the replaced text ended.
    pub old_end: LineCol,
    /// Where the new text ends.
    pub new_end: LineCol,
}

impl Moved {
    /// `new` put where `start..old_end` was.
    #[must_use]
    pub fn new(start: LineCol, old_end: LineCol, new: &str) -> Self {
        let mut lines = 0;
        let mut last = "";
        for line in super::lines(new) {
            lines += 1;
            last = line;
        }
        let bytes = u32::try_from(last.len()).unwrap_or(u32::MAX);
        let new_end = if lines <= 1 {
            LineCol { line: start.line, byte: start.byte.saturating_add(bytes) }
        } else {
            LineCol { line: start.line + (lines - 1), byte: bytes }
        };
        Self { start, old_end: old_end.max(start), new_end }
    }

    /// The one replacement that makes `after` of `before`: what is alike at both ends is left out.
    #[must_use]
    pub fn between(before: &str, after: &str) -> Self {
        let mut start = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        // Neither a character nor a line break is cut.
        let cut = |text: &str, at: usize| {
            !text.is_char_boundary(at) || text[..at].ends_with('\r') && text[at..].starts_with('\n')
        };
        while cut(before, start) || cut(after, start) {
            start -= 1;
        }
        let (old, new) = (&before[start..], &after[start..]);
        let mut tail = old.bytes().rev().zip(new.bytes().rev()).take_while(|(a, b)| a == b).count();
        while cut(old, old.len() - tail) || cut(new, new.len() - tail) {
            tail -= 1;
        }
        let at = |end: usize| Self::new(LineCol::default(), LineCol::default(), &before[..end]).new_end;
        Self::new(at(start), at(before.len() - tail), &new[..new.len() - tail])
    }

    /// Nothing replaced, at a place.
    #[must_use]
    pub const fn nothing(at: LineCol) -> Self {
        Self { start: at, old_end: at, new_end: at }
    }

    /// Where a position of the old text is in the new. Inside the replaced text: at its start.
    #[must_use]
    pub fn follow(self, at: LineCol) -> LineCol {
        if at > self.start && at < self.old_end {
            self.start
        } else {
            shift(at, self.start, self.old_end, self.new_end)
        }
    }

    /// Where a position of the new text was in the old. Inside the new text: at its start.
    #[must_use]
    pub fn back(self, at: LineCol) -> LineCol {
        if at > self.start && at < self.new_end {
            self.start
        } else {
            shift(at, self.start, self.new_end, self.old_end)
        }
    }

    /// A range of the old text in the new: what is inserted right before it pushes it on.
    #[must_use]
    pub fn push(self, range: LineRange) -> LineRange {
        let pushed = range.start == self.start && self.start == self.old_end;
        let start = if pushed { self.new_end } else { self.follow(range.start) };
        LineRange { start, end: self.follow(range.end).max(start) }
    }

    /// Whether text of the range was replaced, or new text put into it.
    #[must_use]
    pub fn touches(self, range: LineRange) -> bool {
        range.start < self.old_end && self.start < range.end
    }

    /// This replacement and one after it, as one.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        Self {
            start: self.start.min(next.start),
            old_end: if next.old_end > self.new_end { self.back(next.old_end) } else { self.old_end },
            new_end: if next.old_end >= self.new_end { next.new_end } else { next.follow(self.new_end) },
        }
    }
}

fn shift(at: LineCol, start: LineCol, from: LineCol, to: LineCol) -> LineCol {
    if at <= start {
        at
    } else if at.line == from.line {
        LineCol { line: to.line, byte: to.byte + (at.byte - from.byte) }
    } else {
        LineCol { line: to.line + (at.line - from.line), byte: at.byte }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, byte: u32) -> LineCol {
        LineCol { line, byte }
    }

    #[test]
    fn the_change_between_two_texts_is_found() {
        for (before, after, start, old_end, new_end) in [
            ("一\n二\n", "一\n新\n二\n", at(1, 0), at(1, 0), at(2, 0)),
            ("一\n新\n二\n", "一\n二\n", at(1, 0), at(2, 0), at(1, 0)),
            // Characters that begin or end with the same bytes, and a line break of two.
            ("甲乙", "甲么", at(0, 3), at(0, 6), at(0, 6)),
            ("甲", "串", at(0, 0), at(0, 3), at(0, 3)),
            ("a\r\nb", "a\r\n\nb", at(1, 0), at(1, 0), at(2, 0)),
            ("a\rb", "a\r\nb", at(0, 1), at(1, 0), at(1, 0)),
            ("哈哈哈", "哈哈", at(0, 6), at(0, 9), at(0, 6)),
            ("", "甲\n", at(0, 0), at(0, 0), at(1, 0)),
            ("同", "同", at(0, 3), at(0, 3), at(0, 3)),
        ] {
            assert_eq!(Moved::between(before, after), Moved { start, old_end, new_end }, "{before:?} {after:?}");
        }
    }

    #[test]
    fn positions_follow_insertions_deletions_and_line_breaks() {
        let typed = Moved::new(at(1, 3), at(1, 3), "甲");
        assert_eq!(typed.follow(at(1, 2)), at(1, 2));
        assert_eq!(typed.follow(at(1, 6)), at(1, 9));
        assert_eq!(typed.follow(at(2, 6)), at(2, 6));
        let broken = Moved::new(at(1, 3), at(1, 3), "\r\n\nab");
        assert_eq!(broken.follow(at(1, 6)), at(3, 5));
        assert_eq!(broken.follow(at(4, 0)), at(6, 0));
        let joined = Moved { start: at(1, 3), old_end: at(3, 2), new_end: at(1, 3) };
        assert_eq!(joined.follow(at(2, 0)), at(1, 3));
        assert_eq!(joined.follow(at(3, 5)), at(1, 6));
        assert_eq!(joined.follow(at(5, 1)), at(3, 1));
        for moved in [typed, broken, joined] {
            for place in [at(0, 7), at(1, 2), at(3, 5), at(7, 7)] {
                assert_eq!(moved.back(moved.follow(place)), place, "{moved:?} {place:?}");
            }
        }
    }

    #[test]
    fn two_replacements_are_one() {
        let far = at(1, 90);
        for (first, second) in [
            // Typed on; typed over; deleted from the end, and beyond the start; inside; right of it.
            ((3, 3, "ji"), (5, 5, "z")),
            ((3, 3, "ji z"), (3, 7, "机制")),
            ((3, 3, "abc"), (5, 6, "")),
            ((3, 6, ""), (0, 3, "")),
            ((3, 3, "abcdef"), (5, 6, "甲")),
            ((3, 9, "a"), (4, 7, "b")),
            ((3, 3, "abc"), (9, 12, "")),
        ] {
            let made = |(start, end, new): (u32, u32, &str)| Moved::new(at(1, start), at(1, end), new);
            let (first, second) = (made(first), made(second));
            assert_eq!(first.then(second).follow(far), second.follow(first.follow(far)), "{first:?} {second:?}");
            assert!(first.then(second).start <= first.start.min(second.start));
        }
    }
}
