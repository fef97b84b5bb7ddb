//! What one pass over a line finds of everything rules wait for; [`crate::rules::lexis`] makes it.

use crate::style::Counters;
use crate::style::width::{self, HalfMark};
use crate::text::{DocumentKind, Span, SpanSet};

/// A set of rules by their numbers.
pub type RuleSet = u128;

/// What the pass found in a line.
#[derive(Clone, Debug, Default)]
pub struct Lexis {
    /// Rules that have a word here.
    pub rules: RuleSet,
    /// The triggered rules in order, each with the end of its words in `hits`.
    pub ends: Box<[(u8, u32)]>,
    /// Where the words stand: rule by rule, by end, overlapping where words do.
    pub hits: Box<[Span]>,
    /// Runs of ASCII digits.
    pub digits: Box<[Span]>,
    /// Style counters.
    pub style: Counters,
    /// Damage by a decoding fault: rules keep their distance from it.
    pub damage: Box<[Span]>,
    /// Whether the text has characters that script folding changes.
    pub foldable: bool,
}

impl Lexis {
    /// The half-width marks of the line that stand for Chinese ones; those that damage left are none.
    #[must_use]
    pub fn half_marks(&self, text: &str, kind: DocumentKind) -> Vec<HalfMark> {
        let mut marks = width::half_marks(text, kind);
        let damage: SpanSet = self.damage.iter().copied().collect();
        marks.retain(|m| !damage.overlaps(m.span));
        marks
    }

    /// The words of rule number `rule`, by end.
    pub fn hits(&self, rule: usize) -> impl Iterator<Item = Span> + '_ {
        let at = self.ends.iter().position(|(r, _)| usize::from(*r) == rule);
        let range = at.map_or(0..0, |i| {
            let start = i.checked_sub(1).map_or(0, |i| self.ends[i].1);
            start as usize..self.ends[i].1 as usize
        });
        self.hits[range].iter().copied()
    }
}
