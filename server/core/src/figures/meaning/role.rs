//! The part a figure plays. The section beats the verb: the same 完成 is done in a review and a target in a plan.

use super::super::{Class, Role};
use super::against;
use super::clause::{Fig, Sentence};
use super::metric::is_group_rank;
use crate::part::Part;
use crate::reading::patterns;
use crate::reading::segments::{ends_clause, ends_statement};
use crate::text::is_han;

/// The role of each figure of a line.
pub(super) fn roles(s: &Sentence<'_>, parts: &[(u32, Part)]) -> Vec<Role> {
    let part = |k: usize| {
        let at = s.figs[k].figure.span.start;
        parts[..parts.partition_point(|p| p.0 <= at)].last().map_or(Part::Review, |p| p.1)
    };
    (0..s.figs.len()).map(|k| role(s, k, part(k))).collect()
}

fn role(s: &Sentence<'_>, k: usize, part: Part) -> Role {
    let fig = &s.figs[k];
    match fig.figure.class {
        Class::Name => return Role::Name,
        Class::Threshold => return Role::Threshold,
        Class::Deadline => return Role::Deadline,
        Class::Period => return Role::Period,
        Class::Date => return if s.is(k, &patterns::BASE_DATE) { Role::Reference } else { Role::Period },
        Class::Ordinal => return if is_from(s, k) { Role::Reference } else { Role::Rank },
        _ => {}
    }
    if is_group_rank(s, k) {
        return Role::Rank;
    }
    if is_from(s, k)
        || s.is(k, &patterns::REFERENCE)
        || against::is_base_amount(s, k)
        || part == Part::Plan && s.is(k, &patterns::TOLD_BESIDE)
    {
        return Role::Reference;
    }
    if s.is(k, &patterns::BEYOND_GOAL) {
        return Role::Delta;
    }
    if fig.figure.class == Class::CountCn && s.is(k, &patterns::DECLARED) {
        return Role::ListCount;
    }
    let total = is_total(s, k);
    if part == Part::Plan || part == Part::Review && !total && s.is(k, &patterns::PROMISED) {
        return match total {
            _ if s.is(k, &patterns::POINTS_OF_DIFFERENCE) => Role::Delta,
            true => Role::Total,
            false => Role::Target,
        };
    }
    if s.is(k, &patterns::GOAL_BESIDE) {
        return Role::Target;
    }
    in_review(s, k, total)
}

fn in_review(s: &Sentence<'_>, k: usize, total: bool) -> Role {
    let figure = s.figs[k].figure;
    let changes = figure.changes();
    match figure.class {
        Class::Percent | Class::Permille if against::completion(s, k).is_some() || s.is(k, &patterns::COMPLETED) => {
            Role::Completion
        }
        Class::Percent | Class::Permille if changes || s.is(k, &patterns::GROWTH_AS_NOUN) => Role::Growth,
        Class::Fraction if changes => Role::Growth,
        Class::Percent | Class::Permille | Class::Fraction | Class::Ratio => Role::Share,
        Class::PercentagePoint => Role::Delta,
        Class::Multiple => Role::Growth,
        _ if total => Role::Total,
        _ if s.is(k, &patterns::DONE_INVESTMENT) => Role::DoneInvestment,
        _ if s.is(k, &patterns::CAPACITY) => Role::Capacity,
        // 比上年新增5家 stays a count of what is new.
        _ if s.is(k, &patterns::DIFFERENCE) && !(changes && s.is(k, &patterns::COUNTED_NEW)) => Role::Delta,
        _ if follows_level(s, k) => Role::Delta,
        _ => Role::Achieved,
    }
}

/// 5.6亿元，增收2800万元: the clause has nothing but how much the level before it changed.
fn follows_level(s: &Sentence<'_>, k: usize) -> bool {
    let (first, last) = s.run_of(k);
    let fig = &s.figs[first];
    let clause = s.clause_start(fig.from);
    // Behind a noun of its own it speaks of that: 贫困人口减少3万人.
    let opens = s.all_before(first, &patterns::CHANGE_OF_LEVEL).any(|at| at == clause);
    if !opens || clause == 0 || s.line.c(clause - 1) != ',' || is_han(s.line.c(s.figs[last].to)) {
        return false;
    }
    // Rates may stand between: 5.6亿元，增长5%，增收2800万元.
    let is_level = |f: &Fig<'_>| f.is_number() && !matches!(f.figure.class, Class::Percent | Class::PercentagePoint);
    let Some(level) = s.figs[..first].iter().rposition(is_level).filter(|j| first - j <= 6) else { return false };
    let near = &s.figs[level];
    near.start >= s.sentence_start(clause)
        && near.to <= clause
        && !s.has_mark(near.to, clause, ends_statement)
        && s.within(near.to, clause).len() + 1 >= s.line.slice(near.to, clause).iter().filter(|c| **c == ',').count()
        && near.figure.class == fig.figure.class
        && s.same_unit(level, first)
        && !s.is(level, &patterns::COUNTED_NEW)
}

/// The first of a row of investments that names what they are once: 总投资80亿元的甲项目、50亿元的乙项目、30亿元的丙项目.
pub(super) fn head_of_investments(s: &Sentence<'_>, k: usize) -> Option<usize> {
    const MOST: usize = 8;
    let mut at = k;
    for _ in 0..MOST {
        if !s.is(at, &patterns::IN_A_ROW) {
            return None;
        }
        let before = s.figs[..at].iter().rposition(Fig::is_number)?;
        let (near, this) = (&s.figs[before], &s.figs[at]);
        if this.from.saturating_sub(near.to) > 40 || s.has_mark(near.to, this.from, ends_clause) {
            return None;
        }
        if s.is(before, &patterns::HEADS_A_ROW) {
            return Some(before);
        }
        at = before;
    }
    None
}

/// 总投资18亿元, 投资1630万元拓宽…, 总投资80亿元的甲项目、50亿元的乙项目.
fn is_total(s: &Sentence<'_>, k: usize) -> bool {
    s.is(k, &patterns::TOTAL) || head_of_investments(s, k).is_some_and(|first| s.is(first, &patterns::TOTAL))
}

/// The A of 由A到B.
pub(super) fn is_from(s: &Sentence<'_>, k: usize) -> bool {
    from_to(s, k).is_some_and(|(a, _)| k >= a.0 && k <= a.1)
}

/// The figures of 由A(、A2)…到B(和B2) that figure `k` belongs to: the run of the A and the run of the B.
pub(super) fn from_to(s: &Sentence<'_>, k: usize) -> Option<((usize, usize), (usize, usize))> {
    // Nothing of the kind is told of dates; a line of them alone would be walked through at each.
    if !s.figs[k].is_number() {
        return None;
    }
    let pair = |a: (usize, usize), b: (usize, usize)| {
        let class = s.figs[a.0].figure.class;
        let (from, to) = (s.figs[a.1].to, s.figs[b.0].from);
        class == s.figs[b.0].figure.class
            && a.1 - a.0 == b.1 - b.0
            && (class != Class::Quantity || s.same_unit(a.0, b.0))
            && (from..=from + 30).contains(&to)
            && !s.has_mark(from, to, ends_statement)
            && opens_from(s, a.0).is_some()
            && s.all_before(b.0, &patterns::TO).any(|at| at >= from)
    };
    let own = s.run_of(k);
    // As the A.
    if let Some(next) = (own.1 + 1..s.figs.len()).find(|j| !s.figs[*j].is_time())
        && let b = s.run_of(next)
        && pair(own, b)
    {
        return Some((own, b));
    }
    // As the B.
    let previous = (0..own.0).rev().find(|j| !s.figs[*j].is_time())?;
    let a = s.run_of(previous);
    pair(a, own).then_some((a, own))
}

/// 由 or 从 before the run that starts at `k`, with nothing but dates and words of time between: where it stands.
pub(super) fn opens_from(s: &Sentence<'_>, k: usize) -> Option<usize> {
    s.near_before(k, &patterns::FROM)
}
