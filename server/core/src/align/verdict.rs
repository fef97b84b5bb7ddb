//! Whether a statement satisfies a target, by exact arithmetic.

use super::reconcile::Verdict;
use super::statement::{Kind, Measure, Statement};
use crate::figures::{Bound, Decimal, Role};

/// What must not be exceeded, where it is told as a level or rate.
const LESS_IS_BETTER: [&str; 12] = [
    "失业率",
    "居民消费价格",
    "物价",
    "CPI",
    "人口自然增长率",
    "时限",
    "审批",
    "开办",
    "登记",
    "工作日",
    "死亡",
    "赤字",
];

/// Work under way answers no target that is to be finished.
const UNDER_WAY: [&str; 8] = ["开工", "在建", "启动", "稳步推进", "有序推进", "加快推进", "扎实推进", "进展顺利"];
const FINISHED: [&str; 6] = ["建成", "完成", "竣工", "投产", "完工", "建设完"];

/// Whose standard, and which enterprises: a part of one is not the other.
const TIERS: [&str; 7] = ["国家级", "省级", "市级", "县级", "区级", "规上", "限上"];

/// What joins two things that one number counts.
const JOINED: [char; 4] = ['、', '和', '及', '与'];

/// The verdict, and the comparison as a reader would write it.
pub(super) fn judge(target: &Statement<'_>, answer: &Statement<'_>) -> (Verdict, String) {
    let written = |s: &Statement<'_>| s.figure.span.of(s.text).trim().to_owned();
    // A fall held against a growth is a growth below nothing.
    let signed = |s: &Statement<'_>, other: &Statement<'_>| {
        let sign = if s.falls() && !other.falls() { "−" } else { "" };
        format!("{sign}{}", written(s))
    };
    let not_comparable = (Verdict::NotComparable, String::new());
    if answer.entry.role == Some(Role::Completion) && target.measure != Measure::Percent {
        let Some(done) = answer.value() else { return not_comparable };
        let met = done >= Decimal::ONE_HUNDRED;
        return verdict(met, format!("{} {} 100%", written(answer), if met { "≥" } else { "<" }));
    }
    if !target.measure.is_like(&answer.measure)
        || target.kind != answer.kind
        || under_way(target, answer)
        || other_scope(target, answer)
    {
        return not_comparable;
    }
    let (Some(wanted), Some(told)) = (target.value(), answer.value()) else { return not_comparable };
    // So far apart, they speak of the stock and of the year's addition, or of a part and the whole.
    let times = Decimal::from(FAR_APART);
    if target.kind == Kind::Level && (told > wanted * times || told * times < wanted) {
        return not_comparable;
    }
    let sign = |s: &Statement<'_>, value: Decimal| if s.falls() { -value } else { value };
    let (wanted, told) = match (target.falls(), answer.falls()) {
        (true, true) => (wanted, told),
        _ => (sign(target, wanted), sign(answer, told)),
    };
    let less = !target.falls()
        && (matches!(target.figure.bound, Bound::AtMost | Bound::LessThan)
            || target.kind != Kind::Growth && LESS_IS_BETTER.iter().any(|word| target.metric.contains(word))
            || target.metric.contains("价格"));
    // 左右: up to a twentieth short is still about as much.
    let slack = if target.figure.bound == Bound::About { wanted.abs() / Decimal::from(20) } else { Decimal::ZERO };
    let (met, sign) = match (less, target.figure.bound) {
        (true, Bound::LessThan) => (told < wanted, "<"),
        (true, _) if told > wanted && told <= wanted + slack => (true, "≈"),
        (true, _) => (told <= wanted, "≤"),
        (false, Bound::MoreThan) => (told >= wanted, ">"),
        (false, _) if told < wanted && told >= wanted - slack => (true, "≈"),
        (false, _) => (told >= wanted, "≥"),
    };
    let sign = match (met, sign) {
        (true, sign) => sign,
        (false, "<" | "≤") => ">",
        (false, _) => "<",
    };
    verdict(met, format!("{} {sign} {}", signed(answer, target), signed(target, answer)))
}

/// From this ratio on two amounts of one name are not the same thing.
const FAR_APART: u32 = 6;

fn verdict(met: bool, formula: String) -> (Verdict, String) {
    (if met { Verdict::Met } else { Verdict::Missed }, formula)
}

fn under_way(target: &Statement<'_>, answer: &Statement<'_>) -> bool {
    let says = |s: &Statement<'_>, words: &[&str]| words.iter().any(|w| s.clause.contains(w));
    says(answer, &UNDER_WAY) && !says(answer, &FINISHED) && !says(target, &UNDER_WAY)
}

/// Whether the names cover different ground: another tier, one more thing in the same number, all years together.
fn other_scope(target: &Statement<'_>, answer: &Statement<'_>) -> bool {
    // 45个村完成省级示范创建 names the tier behind its number.
    let tiers = |text: &str| {
        let text = text.replace("规模以上", "规上").replace("限额以上", "限上");
        TIERS.map(|tier| text.contains(tier))
    };
    let of_other = |this: &Statement<'_>, other: &Statement<'_>| {
        let there = tiers(&other.metric).into_iter().zip(tiers(&other.clause));
        tiers(&this.metric).into_iter().zip(there).any(|(named, (name, clause))| named && !name && !clause)
    };
    let joins = |s: &Statement<'_>| s.metric.chars().filter(|c| JOINED.contains(c)).count();
    let together = target.kind == Kind::Level && answer.clause.contains("累计") && !target.clause.contains("累计");
    of_other(target, answer) || of_other(answer, target) || joins(answer) > joins(target) || together
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::align::{Confidence, reconcile};
    use crate::analysis::Snapshot;
    use crate::text::DocumentKind;

    /// What is told of the only target of a plan, answered by one sentence of a review.
    fn told(target: &str, answer: &str) -> String {
        let report = |review: &str, plan: &str| {
            let text = format!("一、去年工作回顾\n{review}\n二、今年工作安排\n主要预期目标是：{plan}\n");
            Snapshot::of(&text, DocumentKind::Plain, Arc::default())
        };
        let rows = reconcile(&report("各项工作取得进展。", target), &report(answer, "绿化面积增加90亩。")).rows;
        let row = rows.first().expect("one target");
        assert_ne!(row.confidence, Confidence::Ambiguous, "{row:?}");
        format!("{} {}", row.verdict.name(), row.formula)
    }

    #[test]
    fn bounds_directions_and_scales_decide() {
        assert_eq!(told("新建农村公路120公里。", "新建农村公路131公里。"), "met 131公里 ≥ 120公里");
        assert_eq!(told("新建农村公路1.2万公里。", "新建农村公路11000公里。"), "missed 11000公里 < 1.2万公里");
        assert_eq!(told("城镇登记失业率控制在4%以内。", "城镇登记失业率3.9%。"), "met 3.9% ≤ 4%");
        assert_eq!(told("城镇登记失业率控制在4%以内。", "城镇登记失业率4.1%。"), "missed 4.1% > 4%");
        assert_eq!(told("固定资产投资增长6%。", "固定资产投资下降1.5%。"), "missed −1.5% < 6%");
        assert_eq!(told("固定资产投资增长8%左右。", "固定资产投资增长7.8%。"), "met 7.8% ≈ 8%");
    }

    #[test]
    fn what_cannot_be_held_against_each_other_is_not_judged() {
        assert_eq!(told("创建示范村20个。", "示范村20个创建扎实推进。"), "not-comparable ");
        assert_eq!(told("新增规上绿色工厂20家。", "新增绿色工厂26家。"), "not-comparable ");
        assert_eq!(told("新增绿色建筑100万平方米。", "新增绿色建筑、装配式建筑170万平方米。"), "not-comparable ");
        assert_eq!(told("新建标准厂房20万平方米。", "累计建成标准厂房90万平方米。"), "not-comparable ");
    }
}
