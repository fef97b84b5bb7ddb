//! Shares of an indicator, and the amounts of indicators: V，占X的P%, where X is stated elsewhere.

use super::meaning::relations::{combined, joint, percent, rounded};
use super::meaning::variants::{self, indicator_before};
use super::{Bound, Class, Decimal, Figure, Relation, RelationKind};
use crate::reading::patterns;
use crate::reading::segments::{ends_clause, ends_statement, near_before};

/// The clause before a figure and its comparator, without `words` at its end.
fn clause_before<'t>(text: &'t str, figure: &Figure, words: &[&str]) -> &'t str {
    let at = figure.before.map_or(figure.span.start, |b| b.start.min(figure.span.start)) as usize;
    let head = near_before(text, at);
    let mark = |c: char| ends_clause(c) || c == '、';
    let mut clause = head.rfind(mark).map_or(head, |i| &head[i..]).trim_start_matches(mark).trim();
    while let Some(rest) = words.iter().find_map(|w| clause.strip_suffix(w)) {
        clause = rest;
    }
    clause
}

/// The indicator whose amount a figure states, as far as its clause (in simplified script) names it.
pub(crate) fn indicator(text: &str, figure: &Figure) -> Option<&'static str> {
    let level = figure.class == Class::Quantity && figure.tells_level();
    let (indicator, rest) = indicator_before(clause_before(text, figure, patterns::BEFORE_AMOUNT)).filter(|_| level)?;
    (rest.is_empty() || patterns::BEFORE_INDICATOR.iter().any(|w| rest.ends_with(w))).then_some(indicator)
}

/// The amount that share `k` speaks of, and the indicator it is a share of.
pub(crate) fn share_of(text: &str, figures: &[Figure], k: usize) -> Option<(usize, &'static str)> {
    let share = figures.get(k).filter(|f| f.class == Class::Percent && f.change.is_none())?;
    let of = clause_before(text, share, patterns::BEFORE_SHARE).strip_prefix('占')?;
    let indicator = variants::indicator(&variants::key(of))?;
    let told = |i: &usize| {
        !matches!(figures[*i].class, Class::Percent | Class::PercentagePoint | Class::Ordinal | Class::Date)
    };
    let part = (k.saturating_sub(3)..k).rev().find(told)?;
    let amount = &figures[part];
    let gap = text.get(amount.span.end as usize..share.span.start as usize)?;
    let level = amount.class == Class::Quantity && amount.tells_level();
    let told = gap.starts_with(['，', ',', '、', '（', '(']) && !gap.contains(ends_statement);
    (level && told && gap.chars().count() <= 36 && !amount.unit.is_empty()).then_some((part, indicator))
}

/// One of the two amounts: its figure and the line it stands in.
pub(super) type Amount<'l> = (&'l Figure, &'l str);

/// How much the part is of the whole that is stated elsewhere, where the stated share agrees.
pub(super) fn of_whole(part: Amount<'_>, whole: Amount<'_>, share: &Figure) -> Option<Relation> {
    let (p, w, s) = (part.0.lower.number()?, whole.0.lower.number()?, share.lower.number()?);
    let value = percent(p, w)?;
    let off = (value - s).abs();
    if off > Decimal::new(5, 1) || off > s * Decimal::new(2, 2) {
        return None;
    }
    let bound = combined(&[(part.0.bound, true), (whole.0.bound, false)]);
    let written = |(figure, text): Amount<'_>| figure.span.of(text).trim().to_owned();
    let formula = format!("{} ÷ {} {} {}%", written(part), written(whole), joint(bound), rounded(value));
    let value = rounded(value).to_string();
    Some(Relation { kind: RelationKind::PartOfWhole, value, unit: "%".to_owned(), bound, of: None, formula })
}

/// Whether a figure is a single exact number.
pub(super) fn is_exact(figure: &Figure) -> bool {
    figure.bound == Bound::Equal && figure.lower == figure.upper && figure.lower.number().is_some()
}
