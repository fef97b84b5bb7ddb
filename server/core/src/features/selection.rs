//! Growing selections: character → figure → clause → sentence → paragraph → section → document. Chinese has no spaces
//! between words, so these steps are what a drafter selects by.

use super::places::{clause, figure_at, loc, section, sentence};
use crate::analysis::Snapshot;
use crate::text::{LineCol, LineRange, Span};

/// Ranges that hold a position, innermost first, each larger than the one before.
#[must_use]
pub fn selection_range(snapshot: &Snapshot, at: LineCol) -> Vec<LineRange> {
    let (block, byte) = snapshot.locate(at);
    let Some(here) = snapshot.blocks().get(block as usize) else { return Vec::new() };
    let text: &str = &here.text;
    let mut steps = vec![snapshot.line_range(loc(block, character(text, byte)))];
    let mut push = |range: LineRange| {
        let last = steps[steps.len() - 1];
        if range.start <= last.start && last.end <= range.end && range != last {
            steps.push(range);
        }
    };
    if let Some(index) = figure_at(&here.figures, byte) {
        let figure = &here.figures[index];
        let mut whole = figure.span;
        push(snapshot.line_range(loc(block, figure.numeral)));
        push(snapshot.line_range(loc(block, whole)));
        // Comparators that stand apart (20万人次以上) are taken in with what stands between.
        for comparator in [figure.before, figure.after].into_iter().flatten() {
            whole = Span { start: whole.start.min(comparator.start), end: whole.end.max(comparator.end) };
        }
        push(snapshot.line_range(loc(block, whole)));
    }
    push(snapshot.line_range(loc(block, clause(text, byte))));
    push(snapshot.line_range(loc(block, sentence(text, byte))));
    let line = snapshot.line_text(at.line);
    let lead = line.len() - line.trim_start().len();
    let inner = LineCol { line: at.line, byte: lead as u32 };
    push(LineRange { start: inner, end: LineCol { line: at.line, byte: line.trim_end().len() as u32 } });
    push(LineRange {
        start: LineCol { line: at.line, byte: 0 },
        end: LineCol { line: at.line, byte: line.len() as u32 },
    });
    let outline = snapshot.outline();
    let path = outline.at(block, byte).map(|n| outline.path(n)).unwrap_or_default();
    for node in path.into_iter().rev() {
        push(section(snapshot, &outline.nodes[node as usize]));
    }
    let last = snapshot.line_count().saturating_sub(1);
    let end = LineCol { line: last, byte: snapshot.line_text(last).len() as u32 };
    push(LineRange { start: LineCol::default(), end });
    steps
}

/// The character at a byte; at the line's end, nothing.
fn character(text: &str, byte: u32) -> Span {
    let at = (byte as usize).min(text.len());
    let len = text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
    Span::new(at, at + len)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::features::testing::{cursor, draw};

    fn check(text: &str, expected: &Expect) {
        let (snapshot, at) = cursor(text);
        let steps = selection_range(&snapshot, at);
        assert!(steps.windows(2).all(|w| w[1].start <= w[0].start && w[0].end <= w[1].end && w[0] != w[1]));
        let names: Vec<String> = (1..=steps.len()).map(|n| n.to_string()).collect();
        let ranges: Vec<_> = steps.into_iter().zip(names.iter().map(String::as_str)).collect();
        expected.assert_eq(&draw(&snapshot, &ranges));
    }

    #[test]
    fn from_a_digit_outwards() {
        check(
            "一、回顾\n（一）工业。投资突破1$02亿元以上，增长5%。税收增加。\n二、安排",
            &expect![[r#"
                一、回顾
                ^^^^^^^^ 8
                ^^^^^^^^ 9
                （一）工业。投资突破12亿元以上，增长5%。税收增加。
                                     ^ 1
                                    ^^ 2
                                    ^^^^^^ 3
                                ^^^^^^^^^^^^^^ 4
                            ^^^^^^^^^^^^^^^^^^^^ 5
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 6
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 7
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 8
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 9
                二、安排
                ^^^^^^^^ 9
            "#]],
        );
    }

    #[test]
    fn at_the_end_of_a_line_and_in_an_empty_draft() {
        check(
            "一句话。$0",
            &expect![[r#"
            一句话。
                    | 1
            ^^^^^^^^ 2
        "#]],
        );
        check(
            "$0",
            &expect![[r#"

            | 1
        "#]],
        );
    }
}
