//! `arabic-qian`: an arabic number with 千 or 百.

use crate::figures::Decimal;
use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, decimal, here, number_before, perhaps, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "arabic-qian",
    group: Group::Figures,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "阿拉伯数字与“千”“百”混用", en: "An Arabic number with 千 or 百" },
    docs: "## 检查什么\n\n阿拉伯数字后直接用“千”“百”：4千、3百、1万6千。\n\n## 为什么\n\nGB/T 15835—2011 第5.3条：除“万”“亿”外，汉字数词不与阿拉伯数字混用。\n\n## 误报与边界\n\n千米、千瓦、千克、千卡等单位和“百分点”不报；“千”“百”在行尾的不报，单位可能在下一行。\n\n在1,004份公开报告和公文（1,686万字）上报告16处（14份），未逐处读。",
    docs_en: "千 or 百 after Arabic digits (4千): only 万 and 亿 may follow them (GB/T 15835-2011, 5.3). Units such as 千米 and 千瓦 are left alone.",
    options: &[],
    triggers: &["千", "百"],
    examples: &[
        Example::pass("5千米"),
        Example::pass("200千瓦"),
        Example::pass("2.5百分点，省道202百善至云岭段"),
        Example::pass("全年治理水土流失0.13千\n公顷"),
        Example::pass("四千户"),
        Example::fixed("⟦4千⟧多户", "4000多户"),
        Example::fixed("共⟦3百⟧个", "共300个"),
        Example::fail("⟦1万6千⟧户"),
        Example::fixed("⟦5千⟧万元", "5000万元"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let Some(number) = number_before(text, word.start as usize) else { continue };
        let rest = &text[word.end as usize..];
        // 0.13千⏎公顷: the page cut the line before the unit.
        if rest.trim().is_empty() && view.text().chars().nth(6).is_some() {
            continue;
        }
        let kilo = word.of(text) == "千";
        let unit = if kilo { "米瓦克卡字伏赫帕焦安兆吨升比牛里公" } else { "分货姓合善色" };
        if rest.chars().next().is_some_and(|c| {
            unit.contains(c) && !rest.starts_with("公里") && !rest.starts_with("公斤") && !rest.starts_with("吨")
        }) || before(text, number.start as usize).is_some_and(|c| c.is_ascii_alphanumeric() || "-—第".contains(c))
        {
            continue;
        }
        let head = &text[..number.start as usize];
        let compound = head.strip_suffix(['万', '亿']).and_then(|h| number_before(text, h.len()));
        let start = compound.map_or(number.start, |n| n.start);
        let all = here(Span { start, end: word.end });
        let mut finding = report(
            all,
            format!("阿拉伯数字后不用“{}”", word.of(text)),
            format!("“{}” does not follow Arabic digits", word.of(text)),
        );
        if compound.is_none()
            && let Some(value) = decimal(number.of(text))
        {
            let value = value * Decimal::from(if kilo { 1000 } else { 100 });
            finding = finding.fix(perhaps(all, value.normalize().to_string()));
        }
        found.push(finding);
    }
}
