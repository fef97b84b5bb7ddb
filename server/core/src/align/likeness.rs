//! How surely a statement of one report speaks of the same thing as a target of another.
//!
//! A linear model over twelve properties of the pair, and a second one over how far the best answer is ahead of the next on
//! both sides. The weights were fitted by logistic regression to targets and answers of ten published reports that were
//! paired by reading; fitted to four pairs of reports and tried on the fifth, for each in turn, the pairs told as likely are
//! right 97 times in 100.

use std::collections::HashMap;

use super::bag::{Bag, Key};
use super::statement::{Kind, Measure, Statement};
use crate::figures::Change;
use crate::figures::units::Dimension;

/// Thousandths: the unit of weights and properties.
pub(super) const ONE: i64 = 1000;

/// How rare characters and pairs of characters are in two reports.
#[derive(Default)]
pub(super) struct Rarity {
    statements: i64,
    characters: HashMap<Key, i64>,
    pairs: HashMap<Key, i64>,
}

impl Rarity {
    pub(super) fn of<'a>(statements: impl Iterator<Item = &'a Statement<'a>>) -> Self {
        let mut rarity = Self::default();
        for statement in statements {
            rarity.statements += 1;
            let words = &statement.words;
            words.near.keys().iter().for_each(|c| *rarity.characters.entry(*c).or_default() += 1);
            let pairs = words.near_pairs.either(&words.far_pairs);
            pairs.iter().for_each(|p| *rarity.pairs.entry(*p).or_default() += 1);
        }
        rarity
    }

    /// Weighs the words of statements, each in thousandths of a natural logarithm.
    pub(super) fn weigh(&self, statements: &mut [Statement<'_>]) {
        let character = |key: Key| self.weight(self.characters.get(&key));
        let pair = |key: Key| self.weight(self.pairs.get(&key));
        for Statement { words, .. } in statements {
            [&mut words.metric, &mut words.near].into_iter().for_each(|bag| bag.weigh(character));
            let pairs = [&mut words.metric_pairs, &mut words.near_pairs, &mut words.far_pairs];
            pairs.into_iter().for_each(|bag| bag.weigh(pair));
        }
    }

    /// ln(1 + statements / count).
    fn weight(&self, count: Option<&i64>) -> i64 {
        logarithm(ONE + self.statements * ONE / count.copied().unwrap_or(1).max(1))
    }
}

/// ln(x) of thousandths, in thousandths; the mantissa's logarithm is read off a straight line (0.06 off at most).
fn logarithm(x: i64) -> i64 {
    const LN_2: i64 = 693;
    let x = x.max(ONE).unsigned_abs();
    let scaled = x * 1024 / ONE.unsigned_abs();
    let power = scaled.ilog2();
    let mantissa = (scaled << 10 >> power).cast_signed() - 1024;
    ((i64::from(power) - 10) * 1024 + mantissa) * LN_2 / 1024
}

/// Shared weight over the geometric mean of both weights.
fn cosine(a: &Bag, b: &Bag) -> i64 {
    let (left, right) = (a.total().max(1), b.total().max(1));
    let mean = (left.unsigned_abs() * right.unsigned_abs()).isqrt().max(1).cast_signed();
    a.shared(b) * ONE / mean
}

/// Weights of the properties, in the order of [`properties`], and what is taken off.
const WEIGHTS: [i64; 12] = [2025, 2523, -311, 890, 1025, 849, 454, 1283, 1805, 1262, 2248, 958];
const BIAS: i64 = -8965;

/// A pair's likeness and what the second model needs of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Likeness {
    /// In thousandths; the greater, the surer.
    pub score: i64,
    /// Both measure the same thing by name, in the same way.
    pub exact: bool,
    /// How near the answers to targets around it stand to it, in thousandths.
    pub beside: i64,
    kind: bool,
    equal: bool,
}

impl Likeness {
    /// What the closest neighbour adds and takes off.
    const BESIDE: i64 = 1300;
    const ELSEWHERE: i64 = 1000;

    /// With what its neighbours say of it: how near the closest of them stand that speak for the pair, and against it.
    pub fn with_neighbours(self, beside: i64, elsewhere: i64) -> Self {
        let score = self.score + beside * Self::BESIDE / ONE - elsewhere * Self::ELSEWHERE / ONE;
        Self { score, beside, ..self }
    }
}

/// How alike a target and a statement are, their words weighed; `None` when they share no word.
pub(super) fn likeness(target: &Statement<'_>, other: &Statement<'_>) -> Option<Likeness> {
    let (a, b) = (&target.words, &other.words);
    let near = a.near_pairs.meets(&b.near_pairs) || a.near_pairs.meets(&b.far_pairs) || a.metric.meets(&b.metric);
    if !near || !a.near.meets(&b.near) {
        return None;
    }
    let (missing, covered) = a.metric_pairs.missing(&b.near_pairs, &b.far_pairs);
    let covered = covered * ONE / missing.max(1);
    let same = target.measure.is_like(&other.measure);
    let kind = target.kind == other.kind;
    let equal = same && target.value().is_some() && target.value() == other.value();
    // What five years brought answers no year's target; a rate and what was reached are those of their end.
    let of_end = other.kind == Kind::Share || other.figure.change == Some(Change::ToLevel);
    if other.of_term && !of_end && !equal {
        return None;
    }
    let exact = target.metric == other.metric && same && kind;
    let counted = target.measure.counts();
    let particular = same
        && !counted
        && !matches!(target.measure, Measure::Percent | Measure::Points | Measure::Amount(Dimension::Money, _));
    let flag = |told: bool| if told { ONE } else { 0 };
    let properties = [
        cosine(&a.metric, &b.metric),
        cosine(&a.near, &b.near),
        cosine(&a.far_pairs, &b.far_pairs),
        covered,
        (a.near_pairs.shared(&b.near_pairs) / 10).min(3 * ONE),
        (a.metric_pairs.shared(&b.metric_pairs) / 10).min(2 * ONE),
        flag(exact),
        flag(target.unit == other.unit),
        flag(particular),
        flag(kind),
        flag(equal),
        flag(counted && other.measure == Measure::Percent),
    ];
    let score = BIAS + WEIGHTS.iter().zip(properties).map(|(w, p)| w * p / ONE).sum::<i64>();
    Some(Likeness { score, exact, beside: 0, kind, equal })
}

/// Likeness below which a statement does not compete.
pub(super) const FAR: i64 = -9 * ONE;

/// How surely the best answer is the right one: its likeness, how far it is ahead of the next answer and of the next target
/// that it could answer.
pub(super) fn certainty(best: Likeness, next_answer: i64, next_target: i64) -> i64 {
    const AHEAD: i64 = 5 * ONE;
    let flag = |told: bool| if told { ONE } else { 0 };
    let parts = [
        (357, best.score),
        (530, (best.score - next_answer).min(AHEAD)),
        (595, (best.score - next_target).min(AHEAD)),
        (-229, flag(best.kind)),
        (-530, flag(best.equal)),
    ];
    parts.iter().map(|(weight, part)| weight * part / ONE).sum::<i64>() - 1326
}
