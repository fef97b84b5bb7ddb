//! Figures held against a plan or a base: how much of a plan was done, how often a base is contained, by how much a goal was
//! passed.

use super::super::Class;
use super::clause::Sentence;
use crate::reading::patterns::{self, Rule};

/// The words between a subject and a number that hold it against something: 占年度计划15.3亿元的, 是2015年4亿元的.
#[derive(Clone, Copy)]
pub(super) struct Against {
    /// The first character of the words.
    pub from: usize,
    /// The figure that says how much was set or was there before.
    pub amount: Option<usize>,
}

/// What figure `k` (or the run it belongs to) is held against, by a rule.
fn held(s: &Sentence<'_>, k: usize, rule: &Rule) -> Option<Against> {
    let k = s.run_of(k).0;
    let from = s.near_before(k, rule)?;
    let near = k.checked_sub(1).filter(|j| s.figs[*j].from > from && s.figs[k].from - s.figs[*j].to <= 3);
    let amount = near.filter(|j| matches!(s.figs[*j].figure.class, Class::Quantity | Class::CountCn));
    Some(Against { from, amount })
}

/// What the share `k` (or the run it belongs to) is a share of, where that is a plan: 完成全年目标的125%, 占年度任务98%,
/// 为预算数的102%, 完成目标任务589亿元的37%.
pub(super) fn completion(s: &Sentence<'_>, k: usize) -> Option<Against> {
    held(s, k, &patterns::COMPLETION)
}

/// What the multiple `k` is a multiple of: 是2010年的4.6倍, 是“十二五”时期4亿元的1.9倍.
pub(super) fn multiple(s: &Sentence<'_>, k: usize) -> Option<Against> {
    held(s, k, &patterns::MULTIPLE_OF)
}

/// The figure behind `k`, at most a few places on, that holds something against `k`.
fn held_against(s: &Sentence<'_>, k: usize) -> Option<Against> {
    let end = s.figs[k].to;
    s.figs.get(k + 1).filter(|f| f.from >= end && f.from - end <= 2)?;
    completion(s, k + 1).or_else(|| multiple(s, k + 1)).filter(|a| a.amount == Some(k))
}

/// Where the words begin that hold figure `k` against something, or name what others are held against.
pub(super) fn words(s: &Sentence<'_>, k: usize) -> Option<usize> {
    let own = completion(s, k).or_else(|| multiple(s, k)).or_else(|| held_against(s, k));
    own.map(|a| a.from).or_else(|| s.near_before(k, &patterns::GOAL))
}

/// Whether figure `k` is what others are held against: the plan's amount, the base of a multiple, the goal of 比计划目标3000万元.
pub(super) fn is_base_amount(s: &Sentence<'_>, k: usize) -> bool {
    held_against(s, k).is_some() || s.is(k, &patterns::GOAL)
}
