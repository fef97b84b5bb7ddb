//! `report-metadata`: years of title and subtitle that disagree.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::rules::common::report;
use crate::rules::report_year::held;
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "report-metadata",
    group: Group::Figures,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "标题与副标题年份不符", en: "Years of title and subtitle that disagree" },
    docs: "## 检查什么\n\n标题的年份与副标题日期相差一年以上；或“X年工作安排”的年份早于报告年份。\n\n## 为什么\n\n前后一致；多为沿用旧稿未改。\n\n## 误报与边界\n\n年底开会报告下一年、年初开会报告上一年的，相差一年，不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "The year of the title and the date of the subtitle are more than a year apart, or the heading of the plan names a year gone by.",
    options: &[],
    triggers: &[
        "年政府工作报告",
        "政府工作报告（",
        "年工作安排",
        "年重点工作",
        "年主要任务",
        "年工作任务",
        "年工作总体要求",
    ],
    examples: &[
        Example::pass("2022年政府工作报告\n——2022年1月8日在云岭市人民代表大会上"),
        Example::pass("2022年政府工作报告\n——2021年12月28日在云岭市人民代表大会上"),
        Example::pass("——2022年1月8日在云岭市人民代表大会上\n二、2022年工作安排"),
        Example::pass("——2022年1月8日在云岭市人民代表大会上\n一、2021年重点工作完成情况"),
        Example::fail("⟦2019年⟧政府工作报告\n——2022年1月8日在云岭市人民代表大会上"),
        Example::fail("——2022年1月8日在云岭市人民代表大会上\n二、⟦2021年⟧工作安排"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let Some((held, line)) = held(view) else { return };
    for word in view.hits() {
        let text = view.text(word.block);
        let lead = word.span.of(text);
        let title = lead.contains("报告");
        let end = word.span.start as usize;
        if title && word.block as usize > line || !title && (word.block as usize) <= line {
            continue;
        }
        let Some(start) = end.checked_sub(4).filter(|_| lead.starts_with('年')) else { continue };
        let Some(year) = text.get(start..end).and_then(|y| y.parse::<i32>().ok()) else { continue };
        // The heading of the plan: an ordinal and little else before the year.
        let most = |words: &str, count: usize| words.chars().nth(count).is_none();
        let review = || ["回顾", "完成", "情况", "总结", "成效"].iter().any(|w| text[end..].contains(w));
        let heading = most(&text[..start], 12) && most(&text[end..], 24) && !review();
        if (title && (year - held).abs() > 1) || (!title && heading && year < held) {
            let all = Loc { block: word.block, span: Span::new(start, end + '年'.len_utf8()) };
            found.push(report(
                all,
                format!("副标题日期为{held}年，此处为{year}年"),
                format!("the subtitle is dated {held}, here it is {year}"),
            ));
        }
    }
}
