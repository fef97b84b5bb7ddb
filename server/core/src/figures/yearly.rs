//! The nominal yearly rate between two dated amounts of one thing.

use super::entry::Entry;
use super::meaning::relations::{combined, joint, rounded, yearly_rate};
use crate::reading::patterns;
use crate::reading::segments::{ends_clause, ends_statement};

use super::{Bound, Class, Decimal, Figure, Relation, RelationKind, Role, units};

/// Yearly rates outside of these, in percent, join two different things.
const LIKELY: (i64, i64) = (-5, 30);

/// One end: its figure, the line it stands in, its year.
pub(super) struct End<'l> {
    figure: &'l Figure,
    text: &'l str,
    /// The line in simplified script.
    read: &'l str,
    pub year: i32,
}

impl<'l> End<'l> {
    /// Of a figure whose meaning is `entry`, in a line as it is written and as it is read.
    pub fn of(entry: &Entry, figure: &'l Figure, text: &'l str, read: &'l str) -> Option<Self> {
        Some(End { figure, text, read, year: entry.period.as_deref()?.parse().ok()? })
    }

    /// The undated end of 由2016年的A增加到B: the year that the line gives another such end (`beside`), or in a look back over
    /// the term the year under review, if the term begins with `since`.
    pub fn undated(
        entry: &Entry,
        (figure, text, read): (&'l Figure, &'l str, &'l str),
        beside: Option<i32>,
        report_year: Option<i32>,
        since: i32,
    ) -> Option<Self> {
        // A term of office, and a plan, is five years.
        const TERM: i32 = 5;
        let reviewed = || report_year.map(|year| year - 1).filter(|year| year - since == TERM);
        let plain = entry.period.is_none() && entry.role == Some(Role::Achieved);
        let year = beside.or_else(reviewed).filter(|_| plain)?;
        Some(End { figure, text, read, year })
    }

    /// Its unit.
    pub fn unit(&self) -> &'l str {
        self.figure.unit_text(self.read)
    }
}

/// The rate from the first to the second end of 由2016年的A增加到2021年的B.
pub(super) fn between(a: &End<'_>, b: &End<'_>) -> Option<Relation> {
    (a.figure.class == Class::Quantity).then(|| rate(a, b))?.map(|(_, relation)| relation)
}

/// The rate between the earliest and the latest statement of an indicator; none where the draft states the rate itself,
/// mostly in comparable prices: two rates for one thing would contradict each other.
pub(super) fn across(a: &End<'_>, b: &End<'_>) -> Option<Relation> {
    if states_rate(b) {
        return None;
    }
    let likely = |r: &Decimal| *r >= Decimal::from(LIKELY.0) && *r <= Decimal::from(LIKELY.1);
    // 粮食产量45亿斤以上 after 50亿斤: a floor below the level tells no rate.
    let floor = |(r, relation): &(Decimal, Relation)| {
        r.is_sign_negative() && matches!(relation.bound, Bound::AtLeast | Bound::MoreThan)
    };
    rate(a, b).filter(|found| likely(&found.0) && !floor(found)).map(|(_, relation)| relation)
}

/// 年均增长8%以上，到2030年达到…, …，年均增长12%: whether the clause of this end, the one before or what follows tells the
/// yearly rate.
fn states_rate(end: &End<'_>) -> bool {
    let at = end.figure.span.start as usize;
    let before = &end.read[end.read.floor_char_boundary(at.saturating_sub(240))..at];
    let sentence = before.rfind(ends_statement).map_or(before, |i| &before[i..]);
    let near = sentence.rmatch_indices(ends_clause).nth(1).map_or(sentence, |(i, _)| &sentence[i..]);
    let after = end.read[end.figure.span.end as usize..]
        .trim_start_matches(|c| ends_clause(c) && !ends_statement(c) || c == '、');
    patterns::YEARLY.iter().any(|word| near.contains(word) || after.starts_with(word))
}

/// The indicator whose level of one year an entry states.
pub(super) fn indicator<'e>(entry: &'e Entry, end: &End<'_>) -> Option<&'e str> {
    let metric = entry.metric.as_ref()?;
    let figure = end.figure;
    let measure = units::find(end.unit()).is_some_and(|u| u.dimension != units::Dimension::Count);
    let level = figure.class == Class::Quantity
        && figure.tells_level()
        && measure
        && !figure.unit.is_empty()
        && matches!(entry.role, Some(Role::Achieved | Role::Target));
    let named = metric.key.chars().count() >= 3 && patterns::YEARLY_INDICATORS.iter().any(|i| metric.key.ends_with(i));
    if !(level && named) {
        return None;
    }
    let at = figure.span.start as usize;
    // A statement is not longer than this; a line may be.
    let floor = end.read.floor_char_boundary(at.saturating_sub(600));
    let before = &end.read[floor..at];
    let since = |stop: fn(char) -> bool| before.rfind(stop).map_or(before, |i| &before[i..]);
    let has = |text: &str, words: &[&str]| words.iter().any(|w| text.contains(w));
    let after = figure.after.map_or(figure.span.end, |a| a.end.max(figure.span.end)) as usize;
    let counted = end.read[after..].starts_with('的');
    (!counted && !has(since(ends_clause), patterns::SUMS) && !has(since(ends_statement), patterns::PARTS_OF_A_PLACE))
        .then_some(metric.key.as_str())
}

fn rate(a: &End<'_>, b: &End<'_>) -> Option<(Decimal, Relation)> {
    let years = b.year.checked_sub(a.year).and_then(|y| u32::try_from(y).ok()).filter(|y| *y >= 2)?;
    let (first, last) = (a.figure.lower.number()?, b.figure.lower.number()?);
    // The same amount twice is one statement; a ratio has no yearly rate.
    if first == last || b.figure.unit.is_empty() {
        return None;
    }
    let factor = last.checked_div(first)?;
    let rate = yearly_rate(factor, years)?;
    let bound = combined(&[(b.figure.bound, true), (a.figure.bound, false)]);
    let money = units::find(b.unit())
        .is_some_and(|u| matches!(u.dimension, units::Dimension::Money | units::Dimension::Currency));
    let note = if money { "（名义，未剔除价格因素）" } else { "" };
    let written = |e: &End<'_>| e.figure.span.of(e.text).trim().to_owned();
    let (first, last, joint) = (written(a), written(b), joint(bound));
    let formula = format!("({last} ÷ {first})^(1/{years}) − 1 {joint} {}%{note}", rounded(rate));
    let relation =
        Relation { kind: RelationKind::Cagr, value: rate.to_string(), unit: "%".to_owned(), bound, of: None, formula };
    Some((rate, relation))
}
