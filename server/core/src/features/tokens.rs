//! Semantic tokens: ordinals, figures, units, comparators, dates; targets told from what was achieved.

use super::places::{live, loc, nodes_of_block};
use crate::analysis::Snapshot;
use crate::figures::{Class, Role};
use crate::text::{LineRange, Span, SpanSet};

/// Most tokens of one answer; editors colour what is visible first and ask for the rest by range.
pub const MAX_TOKENS: usize = 50_000;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// An ordinal with its mark: （一）.
    Ordinal,
    /// A numeral with its scale: 12.98亿.
    Figure,
    /// A unit: 元, %.
    Unit,
    /// A comparator: 超过, 以上.
    Comparator,
    /// A date, period or deadline.
    Date,
}

impl TokenKind {
    /// All kinds, in the order of the legend.
    pub const ALL: [Self; 5] = [Self::Ordinal, Self::Figure, Self::Unit, Self::Comparator, Self::Date];

    /// Name in the legend.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ordinal => "ordinal",
            Self::Figure => "figure",
            Self::Unit => "unit",
            Self::Comparator => "comparator",
            Self::Date => "date",
        }
    }
}

/// Names of the modifiers; bit `n` of [`Token::modifiers`] is the `n`th.
pub const MODIFIERS: [&str; 2] = ["target", "achieved"];

/// A coloured piece of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where, within one line.
    pub range: LineRange,
    /// What.
    pub kind: TokenKind,
    /// Bits as in [`MODIFIERS`].
    pub modifiers: u32,
}

/// Tokens in order, not overlapping, at most [`MAX_TOKENS`]: those of a range, or of the whole document.
#[must_use]
pub fn semantic_tokens(snapshot: &Snapshot, range: Option<LineRange>) -> Vec<Token> {
    let blocks = snapshot.blocks();
    let (first, last) = match range {
        Some(range) => (snapshot.locate(range.start).0, snapshot.locate(range.end).0),
        None => (0, blocks.len().saturating_sub(1) as u32),
    };
    let ledger = live(snapshot).then(|| snapshot.ledger());
    let mut tokens = Vec::new();
    for block in first..=last {
        let Some(here) = blocks.get(block as usize) else { break };
        let mut spans: Vec<(Span, TokenKind, u32)> = Vec::new();
        let titles: SpanSet = nodes_of_block(snapshot, block).map(|(_, node)| node.title).collect();
        for (_, node) in nodes_of_block(snapshot, block) {
            spans.extend(node.ordinal.map(|o| (trimmed(&here.text, o.span), TokenKind::Ordinal, 0)));
        }
        for (index, figure) in here.figures.iter().enumerate() {
            let role = ledger.and_then(|l| l.entry(block, index)?.role).map(Role::name);
            let modifiers = MODIFIERS.iter().position(|m| Some(*m) == role).map_or(0, |bit| 1 << bit);
            let mut push = |span: Span, kind| spans.push((span, kind, modifiers));
            for comparator in [figure.before, figure.after].into_iter().flatten() {
                push(comparator, TokenKind::Comparator);
            }
            match figure.class {
                Class::Name | Class::Ordinal => {}
                // 过去一年工作回顾: a heading keeps its one colour.
                Class::Date | Class::Period | Class::Deadline if titles.overlaps(figure.span) => {}
                // 一年来, 过去五年: a length of time is no date.
                Class::Period if is_length(figure.span.of(here.read())) => {}
                Class::Date | Class::Period | Class::Deadline => push(figure.span, TokenKind::Date),
                // The sign of a percentage is part of the number.
                Class::Percent | Class::Permille if figure.unit.end <= figure.span.end => {
                    push(figure.span, TokenKind::Figure);
                }
                _ if figure.unit.is_empty() || figure.unit.start < figure.numeral.end => {
                    push(figure.span, TokenKind::Figure);
                }
                // The unit of an aligned list stands after its last member.
                _ if figure.unit.start >= figure.span.end => {
                    push(figure.span, TokenKind::Figure);
                    push(figure.unit, TokenKind::Unit);
                }
                _ => {
                    push(Span { start: figure.span.start, end: figure.unit.start }, TokenKind::Figure);
                    push(figure.unit, TokenKind::Unit);
                }
            }
        }
        spans.sort_by_key(|(span, ..)| *span);
        let mut end = 0;
        for (span, kind, modifiers) in spans {
            if span.start >= end && span.start < span.end {
                end = span.end;
                let place = loc(block, span);
                match snapshot.woven() {
                    // A token stands in one line.
                    Some(woven) => {
                        tokens.extend(woven.pieces(place).into_iter().map(|range| Token { range, kind, modifiers }));
                    }
                    None => tokens.push(Token { range: snapshot.line_range(place), kind, modifiers }),
                }
            }
        }
        if tokens.len() >= MAX_TOKENS {
            tokens.truncate(MAX_TOKENS);
            break;
        }
    }
    tokens
}

/// Without white space at the ends.
fn trimmed(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let start = span.start as usize + inner.len() - inner.trim_start().len();
    Span::new(start, start + inner.trim().len())
}

/// Whether a period only says how long: 一年, 五年.
fn is_length(period: &str) -> bool {
    let numeral = period.strip_suffix('年').unwrap_or_default();
    !numeral.is_empty() && numeral.chars().all(|c| "一二两三四五六七八九十几".contains(c))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::features::testing::{draw, snapshot};
    use crate::text::LineCol;

    #[test]
    fn neither_periods_in_headings_nor_lengths_of_time_are_coloured() {
        let snapshot = snapshot("一、2031年工作回顾\n2031年，完成投资3亿元。五年来，增长3%。\n");
        let tokens = semantic_tokens(&snapshot, None);
        let kinds: Vec<_> = tokens.iter().map(|t| (t.range.start.line, t.kind.name())).collect();
        assert_eq!(kinds, [(0, "ordinal"), (1, "date"), (1, "figure"), (1, "unit"), (1, "figure")]);
    }

    #[test]
    fn tokens_of_a_line() {
        let snapshot = snapshot("（一）抓投资。完成投资超过12.98亿元，增长6%以上。\n其他");
        let tokens = semantic_tokens(&snapshot, None);
        assert!(tokens.windows(2).all(|w| w[0].range.end <= w[1].range.start));
        let drawn: Vec<_> = tokens.iter().map(|t| (t.range, t.kind.name())).collect();
        expect![[r#"
            （一）抓投资。完成投资超过12.98亿元，增长6%以上。
            ^^^^^^ ordinal
                                  ^^^^ comparator
                                      ^^^^^^^ figure
                                             ^^ unit
                                                     ^^ figure
                                                       ^^^^ comparator
        "#]]
        .assert_eq(&draw(&snapshot, &drawn));
    }

    #[test]
    fn targets_are_told_from_what_was_achieved() {
        let snapshot = snapshot("一、去年工作回顾\n地区生产总值完成83亿元。\n二、今年工作安排\n力争完成投资120亿元。");
        let tokens = semantic_tokens(&snapshot, None);
        let of = |line| tokens.iter().find(|t| t.range.start.line == line && t.kind == TokenKind::Figure);
        assert_eq!(of(1).map(|t| t.modifiers), Some(2));
        assert_eq!(of(3).map(|t| t.modifiers), Some(1));
    }

    #[test]
    fn a_range_yields_its_lines_only() {
        let snapshot = snapshot("（一）1个\n（二）2个\n（三）3个");
        let at = |line| LineCol { line, byte: 0 };
        let tokens = semantic_tokens(&snapshot, Some(LineRange { start: at(1), end: at(1) }));
        assert!(!tokens.is_empty() && tokens.iter().all(|t| t.range.start.line == 1), "{tokens:?}");
    }
}
