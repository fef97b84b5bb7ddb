//! `deadline-past`: a deadline that has passed.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::rules::common::report;
use crate::rules::report_year::report_year;
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "deadline-past",
    group: Group::Figures,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "目标期限已过", en: "A deadline that has passed" },
    docs: "## 检查什么\n\n“力争”“确保”“争取”之后的年份早于报告年份：2022年报告里“力争2020年完成”。\n\n## 为什么\n\n目标应在将来；多为沿用旧稿未改。\n\n## 误报与边界\n\n报告年份取自设置、副标题日期或标题，取不到则不查；“到2007年”之类没有力争、确保的不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "A year after 力争, 确保 or 争取 that lies before the report's own year. Without a known report year nothing is reported.",
    options: &[],
    triggers: &["力争", "确保", "争取"],
    examples: &[
        Example::pass("——2022年1月8日在云岭市人民代表大会上\n力争2023年完成"),
        Example::pass("力争2020年完成"),
        Example::pass(
            "——2022年1月8日在云岭市人民代表大会上\n确保2000年前建成的小区全部改造，力争2021年第二批项目获批，争取在2020年基础上翻番",
        ),
        Example::fail("——2022年1月8日在云岭市人民代表大会上\n⟦力争2020年⟧完成搬迁"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let Some(current) = report_year(view) else { return };
    for word in view.hits() {
        let text = view.text(word.block);
        let rest = &text[word.span.end as usize..];
        let lead = ["到", "在", "于"].iter().find(|l| rest.starts_with(**l)).map_or(0, |l| l.len());
        let digits = rest[lead..].bytes().take_while(u8::is_ascii_digit).count();
        if digits != 4 || !rest[lead + 4..].starts_with('年') {
            continue;
        }
        let Ok(year) = rest[lead..lead + 4].parse::<i32>() else { continue };
        if year >= current || !(1949..=2199).contains(&year) {
            continue;
        }
        let end = word.span.end as usize + lead + 4 + '年'.len_utf8();
        if names_something(&text[end..]) {
            continue;
        }
        found.push(report(
            Loc { block: word.block, span: Span::new(word.span.start as usize, end) },
            format!("{year}年早于报告年份{current}年"),
            format!("{year} lies before the report's year, {current}"),
        ));
    }
}

/// 2000年前建成的小区, 2018年以来, 2020年基础上, 2022年第二批项目: the year says what is spoken of, not by when.
fn names_something(rest: &str) -> bool {
    let before = rest.strip_prefix("以").unwrap_or(rest).strip_prefix(['前', '之']);
    let clause: String = rest.chars().take_while(|c| !"，。；、".contains(*c)).take(12).collect();
    before.is_some() && clause.contains('的')
        || ["以来", "以后", "起", "基础", "第", "度", "版", "的"].iter().any(|w| rest.starts_with(w))
}
