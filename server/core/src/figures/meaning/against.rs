//! Figures held against a plan or a base: how much of a plan was done, how often a base is contained, by how much a goal was
//! passed.

use super::super::{Change, Class};
use super::clause::Sentence;

/// Nouns of what was set, longest first.
const PLANS: &[&str] = &[
    "计划任务数",
    "目标任务数",
    "任务总数",
    "计划总数",
    "预算总额",
    "预算数",
    "计划数",
    "任务数",
    "目标数",
    "指标数",
    "任务量",
    "目标值",
    "预算",
    "计划",
    "任务",
    "目标",
    "指标",
];

/// The words between a subject and a number that hold it against something: 占年度计划15.3亿元的, 是2015年4亿元的.
#[derive(Clone, Copy)]
pub(super) struct Against {
    /// The first character of the words.
    pub from: usize,
    /// The figure that says how much was set or was there before.
    pub amount: Option<usize>,
}

/// The figure that ends right before character `at`, maybe in brackets, if it is an amount; and where it begins.
fn amount_before(s: &Sentence<'_>, at: usize) -> Option<(usize, usize)> {
    let bracket = s.line.before(at, 1) == ')';
    let end = at - usize::from(bracket);
    let j = s.figs.partition_point(|f| f.start < end).checked_sub(1)?;
    let fig = &s.figs[j];
    let amount = matches!(fig.figure.class, Class::Quantity | Class::CountCn) && fig.to == end;
    let opened = !bracket || s.line.before(fig.from, 1) == '(';
    (amount && opened).then(|| (j, fig.from - usize::from(bracket)))
}

/// What the share `k` (or the run it belongs to) is a share of, where that is a plan: 完成全年目标的125%, 占年度任务98%,
/// 为预算数的102%, 完成目标任务589亿元的37%.
pub(super) fn completion(s: &Sentence<'_>, k: usize) -> Option<Against> {
    let fig = &s.figs[s.run_of(k).0];
    if fig.figure.class != Class::Percent || matches!(fig.figure.change, Some(Change::Increase | Change::Decrease)) {
        return None;
    }
    let clause = s.clause_start(fig.from).max(fig.from.saturating_sub(40));
    let spaced = fig.from - usize::from(s.line.before(fig.from, 1) == ' ');
    let of = s.line.before(spaced, 1) == '的';
    let mut at = spaced - usize::from(of);
    let amount = amount_before(s, at).filter(|a| a.1 > clause);
    if let Some((_, from)) = amount {
        at = from;
    }
    let noun = at - s.line.any_before(at, PLANS)?;
    let leads: &[&str] = if of || amount.is_some() {
        &["完成", "占", "为", "达到", "达", "相当于"]
    } else {
        &["完成", "占", "为"]
    };
    // 占调整预算, 完成州政府下达任务数: few words tell whose plan it is.
    let is_lead = |i: &usize| {
        // 上级下达任务, 行为目标: a character of another word.
        s.line.any(*i, leads).is_some()
            && !matches!(s.line.before(*i, 1), '下' | '传' | '抵' | '行' | '作' | '认' | '因')
    };
    let reach = if of { 30 } else { 16 };
    let lead = (clause.max(noun.saturating_sub(reach))..noun).rev().find(is_lead)?;
    let named = s.within(lead, noun).iter().any(|f| !f.is_time() && !f.is_word());
    // 超额完成目标10%, 完成增长目标8% tell no rate of completion.
    let beyond = s.holds(clause, fig.from, &["高于", "低于", "超过", "超额", "超"]);
    // 为目标6%: without 的 the number may be the goal itself.
    let goal = !of
        && amount.is_none()
        && (s.holds(lead, noun, &["增长", "增速", "下降", "降低", "提高"])
            || !s.line.has(lead, "完成") && s.line.any(noun, &["目标", "指标"]).is_some() && !s.line.has(lead, "占"));
    (!named && !beyond && !goal).then(|| Against { from: lead, amount: amount.map(|a| a.0) })
}

/// What the multiple `k` is a multiple of: 是2010年的4.6倍, 是“十二五”时期4亿元的1.9倍.
pub(super) fn multiple(s: &Sentence<'_>, k: usize) -> Option<Against> {
    let fig = &s.figs[s.run_of(k).0];
    if fig.figure.class != Class::Multiple || s.line.before(fig.from, 1) != '的' {
        return None;
    }
    let at = fig.from - 1;
    let clause = s.clause_start(fig.from).max(fig.from.saturating_sub(40));
    let (j, amount) = amount_before(s, at)?;
    let floor = clause.max(amount.saturating_sub(16));
    let lead = (floor..amount).rev().find(|i| s.line.any(*i, &["是", "为", "相当于", "达到", "达"]).is_some())?;
    let named = s.within(lead, amount).iter().any(|f| !f.is_time() && !f.is_word());
    (!named).then_some(Against { from: lead, amount: Some(j) })
}

/// The figure behind `k`, at most a few places on, that holds something against `k`.
fn held_against(s: &Sentence<'_>, k: usize) -> Option<Against> {
    let end = s.figs[k].to;
    let next = s.figs.get(k + 1).filter(|f| f.from >= end && f.from - end <= 2)?;
    match next.figure.class {
        Class::Percent => completion(s, k + 1),
        Class::Multiple => multiple(s, k + 1),
        _ => None,
    }
    .filter(|a| a.amount == Some(k))
}

/// Where the words begin that hold figure `k` against something, or name what others are held against.
pub(super) fn words(s: &Sentence<'_>, k: usize) -> Option<usize> {
    let own = match s.figs[k].figure.class {
        Class::Percent => completion(s, k),
        Class::Multiple => multiple(s, k),
        Class::Quantity | Class::CountCn => held_against(s, k),
        _ => None,
    };
    own.map(|a| a.from).or_else(|| goal(s, k))
}

/// Whether figure `k` is what others are held against: the plan's amount, the base of a multiple, the goal of 比计划目标3000万元.
pub(super) fn is_base_amount(s: &Sentence<'_>, k: usize) -> bool {
    held_against(s, k).is_some() || goal(s, k).is_some()
}

const MORE: &[&str] = &[
    "超过", "超出", "超额", "超收", "超", "高出", "多", "少", "增加", "减少", "增收", "减收", "短收", "节约", "高",
    "低",
];

/// 比年初预算3000万元超收120万元: where 比 stands, if `k` is the goal.
fn goal(s: &Sentence<'_>, k: usize) -> Option<usize> {
    let fig = &s.figs[k];
    if !matches!(fig.figure.class, Class::Quantity | Class::CountCn | Class::Percent) {
        return None;
    }
    let noun = fig.from - s.line.any_before(fig.from, PLANS)?;
    let clause = s.clause_start(noun);
    let at = (clause.max(noun.saturating_sub(20))..noun).rev().find(|i| matches!(s.line.c(*i), '比' | '较'))?;
    let plain = s.within(at, noun).iter().all(|f| f.is_time() || f.is_word());
    let compared = s.line.any(fig.to, MORE).is_some() || s.figs.get(k + 1).is_some_and(|f| f.from == fig.to);
    (plain && compared).then_some(at)
}

/// Whether figure `k` is the difference from a goal: the 120万元 of 比年初预算3000万元超收120万元.
pub(super) fn is_beyond_goal(s: &Sentence<'_>, k: usize) -> bool {
    let fig = &s.figs[k];
    k > 0
        && matches!(fig.figure.class, Class::Quantity | Class::CountCn | Class::PercentagePoint)
        && fig.start >= s.figs[k - 1].to
        && fig.start - s.figs[k - 1].to <= 4
        && s.line.any(s.figs[k - 1].to, MORE).is_some()
        && goal(s, k - 1).is_some()
}
