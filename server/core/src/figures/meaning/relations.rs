//! Relations between the figures of one line, computed exactly.
//!
//! What holds is told, with its bound; where two readings are possible, nothing is.

mod aligned;
mod base;
mod breakdown;
mod change;
mod completion;
mod implied;
mod level;
mod levels;
mod named;
mod parts;
mod spending;

use std::cell::OnceCell;

use rust_decimal::RoundingStrategy;

use super::against;
use super::clause::{Fig, Sentence};
use super::role::from_to;
use super::variants;
use crate::figures::units::{self, Dimension};
use crate::figures::{Bound, Class, Decimal, Relation, RelationKind, Role};
use crate::reading::script::Script;
use crate::reading::segments::ends_statement;

/// Half up to two decimals, without trailing zeros.
pub(in crate::figures) fn rounded(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// `value` as a reader writes it: 4501779359.43元 → 45.02亿元. Below 100,000 in full; things and people are whole. What two
/// decimals would show as nothing keeps its digits.
pub(in crate::figures) fn readable(value: Decimal, unit: &str) -> String {
    let size = value.abs();
    for (scale, word, from) in [
        (1_000_000_000_000_i64, "万亿", 1_000_000_000_000_i64),
        (100_000_000, "亿", 100_000_000),
        (10_000, "万", 100_000),
    ] {
        if size >= Decimal::from(from) {
            let scaled = value.checked_div(Decimal::from(scale));
            return scaled.map_or_else(String::new, |v| format!("{}{word}{unit}", rounded(v)));
        }
    }
    let short = if is_whole(size, unit) { value.round_dp(0) } else { rounded(value) };
    let shown =
        if short.is_zero() && !value.is_zero() { value.round_sf(2).unwrap_or(short).normalize() } else { short };
    format!("{shown}{unit}")
}

/// How many percent of `whole` the part is.
pub(in crate::figures) fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

/// Whether as many as `size` of `unit` come in whole numbers only.
fn is_whole(size: Decimal, unit: &str) -> bool {
    let counted =
        units::find(unit).is_some_and(|u| u.dimension == Dimension::Count) || matches!(unit, "人" | "户" | "名");
    counted && size >= Decimal::TEN
}

/// What joins a computation and its result.
pub(crate) const fn joint(bound: Bound) -> &'static str {
    match bound {
        Bound::Equal => "=",
        Bound::AtLeast => "≥",
        Bound::MoreThan => ">",
        Bound::AtMost => "≤",
        Bound::LessThan => "<",
        Bound::About => "≈",
    }
}

/// The bound of a result whose inputs are bounds: each with whether the result grows with it.
pub(crate) fn combined(inputs: &[(Bound, bool)]) -> Bound {
    let turned = |(bound, grows): &(Bound, bool)| match (bound, grows) {
        (Bound::AtLeast, false) => Bound::AtMost,
        (Bound::MoreThan, false) => Bound::LessThan,
        (Bound::AtMost, false) => Bound::AtLeast,
        (Bound::LessThan, false) => Bound::MoreThan,
        (bound, _) => *bound,
    };
    let mut all = inputs.iter().map(turned).filter(|b| *b != Bound::Equal);
    let Some(first) = all.next() else { return Bound::Equal };
    all.fold(first, |sum, next| match (sum, next) {
        (a, b) if a == b => a,
        (Bound::AtLeast | Bound::MoreThan, Bound::AtLeast | Bound::MoreThan) => Bound::MoreThan,
        (Bound::AtMost | Bound::LessThan, Bound::AtMost | Bound::LessThan) => Bound::LessThan,
        _ => Bound::About,
    })
}

struct Builder<'s, 'a> {
    s: &'s Sentence<'a>,
    metrics: &'s [Option<(usize, usize)>],
    names: &'s [Option<String>],
    roles: &'s [Role],
    /// What the line is written in; so are results. Few lines have any.
    script: OnceCell<Script>,
    out: Vec<Vec<Relation>>,
}

/// A result: its value in the base unit, and its unit.
struct Answer<'u> {
    kind: RelationKind,
    value: Decimal,
    unit: &'u str,
    /// The figure it speaks of, where that is another one than the one it stands at.
    of: Option<usize>,
    /// How it is written, where that is not as its unit has it.
    shown: Option<String>,
}

impl<'u> Answer<'u> {
    const fn new(kind: RelationKind, value: Decimal, unit: &'u str) -> Self {
        Self { kind, value, unit, of: None, shown: None }
    }

    fn of(self, k: usize) -> Self {
        Self { of: Some(k), ..self }
    }

    fn shown(self, shown: String) -> Self {
        Self { shown: Some(shown), ..self }
    }
}

pub(super) fn relations(
    s: &Sentence<'_>,
    metrics: &[Option<(usize, usize)>],
    names: &[Option<String>],
    roles: &[Role],
) -> Vec<Vec<Relation>> {
    let script = OnceCell::new();
    let mut b = Builder { s, metrics, names, roles, script, out: vec![Vec::new(); s.figs.len()] };
    for k in 0..s.figs.len() {
        b.change(k);
        b.structure(k);
        b.completion(k);
        b.done_over_total(k);
        b.per_item(k);
        b.growth(k);
        b.levels(k);
        b.parts(k);
        b.aligned(k);
        b.doubling(k);
        b.whole(k);
        b.part(k);
        b.rate(k);
        b.breakdown(k);
        b.all_named(k);
    }
    b.out
}

impl<'a> Builder<'_, 'a> {
    fn number(&self, k: usize) -> Option<Decimal> {
        let f = self.s.figs[k].figure;
        let low = f.lower.number()?;
        (f.upper == f.lower || (f.upper.number().is_none() && f.bound == Bound::AtLeast)).then_some(low)
    }

    /// As written; with the unit where that stands only once, at the end of an aligned list.
    fn text(&self, k: usize) -> String {
        let f = self.s.figs[k].figure;
        let written = f.span.of(self.s.line.text).trim();
        let shared = !f.unit.is_empty() && f.unit.start >= f.span.end;
        if shared { format!("{written}{}", f.unit.of(self.s.line.text)) } else { written.to_owned() }
    }

    fn unit(&self, k: usize) -> &'a str {
        self.fig(k).figure.unit_text(self.s.line.text)
    }

    fn dimension(&self, k: usize) -> Option<Dimension> {
        self.fig(k).unit.map(|u| u.dimension)
    }

    fn class(&self, k: usize) -> Class {
        self.fig(k).figure.class
    }

    fn fig(&self, k: usize) -> Fig<'a> {
        self.s.figs[k]
    }

    fn is_changing(&self, k: usize) -> bool {
        self.fig(k).figure.changes()
    }

    /// Whether `k` goes on with no list of figures.
    fn is_alone(&self, k: usize) -> bool {
        let (first, last) = self.s.group_of(k);
        first == last
    }

    /// The nearest figure before `k` that is no date.
    fn before(&self, k: usize) -> Option<usize> {
        (0..k).rev().find(|j| !self.fig(*j).is_time())
    }

    /// The nearest number before `k`, at most a few dates and names back.
    fn number_before(&self, k: usize) -> Option<usize> {
        (0..k).rev().take(6).find(|j| self.fig(*j).is_number())
    }

    /// `j` and `k`, the one that `first` holds of before the one that `second` holds of.
    fn in_order(
        (j, k): (usize, usize),
        first: impl Fn(usize) -> bool,
        second: impl Fn(usize) -> bool,
    ) -> Option<(usize, usize)> {
        [(k, j), (j, k)].into_iter().find(|(a, b)| first(*a) && second(*b))
    }

    /// How far `k` stands behind `j`, in characters.
    fn gap(&self, j: usize, k: usize) -> usize {
        self.fig(k).from.saturating_sub(self.fig(j).to)
    }

    /// Whether `j` and `k` stand in one statement: no full stop and no semicolon between.
    fn together(&self, j: usize, k: usize) -> bool {
        !self.s.has_mark(self.fig(j).to, self.fig(k).from, ends_statement)
    }

    fn same_metric(&self, j: usize, k: usize) -> bool {
        self.metrics[j].is_some() && self.metrics[j] == self.metrics[k]
    }

    fn bound(&self, inputs: &[(usize, bool)]) -> Bound {
        let bounds: Vec<(Bound, bool)> = inputs.iter().map(|(k, grows)| (self.fig(*k).figure.bound, *grows)).collect();
        combined(&bounds)
    }

    /// Adds to figure `k` what two figures give, as they are written: `a ÷ b`. A sum and a product grow with both.
    fn reckon(&mut self, k: usize, (a, sign, b): (usize, char, usize), answer: Answer<'_>) {
        let computation = format!("{} {sign} {}", self.text(a), self.text(b));
        self.answer(k, &[(a, true), (b, matches!(sign, '+' | '×'))], &computation, answer);
    }

    /// Adds to figure `k` that `parts` make a whole of so much.
    fn sums_up(&mut self, k: usize, parts: &[usize], total: Decimal) {
        let terms: Vec<String> = parts.iter().map(|i| self.text(*i)).collect();
        self.answer(k, &[], &terms.join(" + "), Answer::new(RelationKind::SumCheck, total, self.unit(k)));
    }

    /// Adds what `computation` gives to figure `k`, written as `computation = result`. Of each of `inputs`, whether the
    /// result grows with it.
    fn answer(&mut self, k: usize, inputs: &[(usize, bool)], computation: &str, answer: Answer<'_>) {
        if self.out[k].iter().any(|r| r.kind == answer.kind) || self.out[k].len() >= 4 {
            return;
        }
        let bound = self.bound(inputs);
        let part = is_whole(answer.value.abs(), answer.unit) && !answer.value.fract().is_zero();
        let joint = joint(if part && bound == Bound::Equal { Bound::About } else { bound });
        let value = rounded(answer.value);
        let shown = answer.shown.unwrap_or_else(|| match answer.unit {
            "%" => format!("{value}%"),
            "百分点" => format!("{value}个百分点"),
            unit => readable(answer.value, unit),
        });
        let shown = self.script.get_or_init(|| Script::of(self.s.line.text)).write(&shown);
        self.out[k].push(Relation {
            kind: answer.kind,
            value: value.to_string(),
            unit: answer.unit.to_owned(),
            bound,
            of: answer.of.map(|j| j as u32),
            formula: format!("{computation} {joint} {shown}"),
        });
    }

    /// Adds to figure `k` what is read off the text, not computed.
    fn note(&mut self, k: usize, kind: RelationKind, value: String, unit: &str, formula: String) {
        self.out[k].push(Relation { kind, value, unit: unit.to_owned(), bound: Bound::Equal, of: None, formula });
    }
}

/// The yearly rate in percent that makes `factor` in `years`, to two decimals; by halving, without floating point.
pub(crate) fn yearly_rate(factor: Decimal, years: u32) -> Option<Decimal> {
    if factor <= Decimal::ZERO || !(1..=60).contains(&years) {
        return None;
    }
    let grows = |x: Decimal| -> bool {
        let mut power = Decimal::ONE;
        for _ in 0..years {
            match power.checked_mul(x) {
                Some(p) => power = p,
                None => return true,
            }
        }
        power > factor
    };
    let (mut low, mut high) = (Decimal::ZERO, Decimal::from(1000));
    for _ in 0..48 {
        let middle = (low + high) / Decimal::TWO;
        if grows(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    let rate = (low + high) / Decimal::TWO - Decimal::ONE;
    Some(rounded(rate * Decimal::ONE_HUNDRED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yearly_rates() {
        let rate = |factor: &str, years| yearly_rate(factor.parse().unwrap(), years).map(|r| r.to_string());
        assert_eq!(rate("2", 3).as_deref(), Some("25.99"));
        assert_eq!(rate("1", 5).as_deref(), Some("0"));
        assert_eq!(rate("0.5", 1).as_deref(), Some("-50"));
        assert_eq!(rate("4", 10).as_deref(), Some("14.87"));
        assert_eq!(rate("0", 3), None);
        assert_eq!(rate("2", 0), None);
    }

    #[test]
    fn bounds_of_results() {
        use Bound::{About, AtLeast, AtMost, Equal, LessThan, MoreThan};
        assert_eq!(combined(&[(Equal, true), (Equal, false)]), Equal);
        assert_eq!(combined(&[(MoreThan, true), (Equal, false)]), MoreThan);
        assert_eq!(combined(&[(Equal, true), (MoreThan, false)]), LessThan);
        assert_eq!(combined(&[(AtLeast, true), (AtMost, false)]), AtLeast);
        assert_eq!(combined(&[(AtLeast, true), (LessThan, false)]), MoreThan);
        assert_eq!(combined(&[(AtLeast, true), (AtLeast, false)]), About);
        assert_eq!(combined(&[(About, true), (AtLeast, true)]), About);
    }

    #[test]
    fn readable_amounts() {
        assert_eq!(readable("4501779359.43".parse().unwrap(), "元"), "45.02亿元");
        assert_eq!(readable("0.00123".parse().unwrap(), "公里/个"), "0.0012公里/个");
        assert_eq!(readable("-0.005".parse().unwrap(), "%"), "-0.01%");
    }
}
