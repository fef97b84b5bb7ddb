//! `yuan-missing`: an amount of money without 元.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, perhaps, re, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "yuan-missing",
    group: Group::Figures,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "金额缺“元”", en: "An amount of money without 元" },
    docs: "## 检查什么\n\n产值、投资、收入等金额写到“亿”“万”为止，而同段别的金额带“元”：总产值突破200亿，完成投资48亿元。\n\n## 为什么\n\nGB/T 15835—2011 第4.3条：同类别同形式；缺了单位，读者分不清是元、人还是户。\n\n## 误报与边界\n\n指标名须紧邻数字；人数、户数等不报；并列的几个数只在最后带“元”的不报；同段没有带“元”的金额的不报。\n\n在877篇公开报告和127份文稿上报告5处（4份），读了5处，都属实。",
    docs_en: "An amount of money that ends in 亿 or 万 where other amounts of the paragraph have 元. Lists that carry 元 once, at their end, are left alone.",
    options: &[],
    triggers: &["亿", "万"],
    examples: &[
        Example::pass("参保人数达到2.2亿，基金收入48亿元。"),
        Example::pass("总产值突破200亿，再上新台阶。"),
        Example::pass("培育产值100亿、500亿、1000亿元企业，投资48亿元。"),
        Example::fixed("总产值突破200⟦亿⟧，完成投资48亿元。", "总产值突破200亿元，完成投资48亿元。"),
        Example::fixed("实现营业收入1200⟦万⟧。固定资产投资48亿元。", "实现营业收入1200万元。固定资产投资48亿元。"),
    ],
    check: Check::Block(check),
};

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    re(
        r"(?:产值|总值|GDP|投资|进出口额|总额|收入|营收|账款|贷款|存款|余额|经济总量|增加值|销售额|资金|税收|利润)(?:首次|率先|首|分别)?(?:达到|达|突破|超过|超|跨越|迈上|实现|完成|为|跨过|近|约)?(?:约|近)?[0-9]+(?:\.[0-9]+)?(?<scale>亿|万)[，。；]",
    )
});
static YUAN: LazyLock<Regex> = LazyLock::new(|| re(r"[0-9][多余]?[亿万]元"));

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    if !YUAN.is_match(text) {
        return;
    }
    for scale in AMOUNT.captures_iter(text).filter_map(|amount| amount.name("scale")) {
        let place = here(Span::new(scale.start(), scale.end()));
        let zh = format!("“{}”之后缺“元”", scale.as_str());
        found.push(report(place, zh, "the amount lacks 元").fix(perhaps(place, format!("{}元", scale.as_str()))));
    }
}
