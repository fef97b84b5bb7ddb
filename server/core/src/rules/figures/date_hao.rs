//! `date-hao`: 号 for 日 in a date.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{after, before, here, re, report, safely};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "date-hao",
    group: Group::Figures,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage { zh: "日期中的“号”", en: "号 for 日 in a date" },
    docs: "## 检查什么\n\n月份后面的日子写作“号”：3月5号、三月五号。\n\n## 为什么\n\n公文日期用年、月、日：GB/T 9704—2012 第7.3.5.4条（成文日期）。“号”是口语。\n\n## 误报与边界\n\n只在“号”后接标点，或接起、至、前、后、上午、召开等词时提示；编号（1号线、5号令、3月5号文件）不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "号 as the day of a date is spoken language; official documents write 日 (GB/T 9704-2012, 7.3.5.4). Numbers of lines, orders and papers (1号线, 5号令) are left alone.",
    options: &[],
    triggers: &["号"],
    examples: &[
        Example::pass("3月5日，"),
        Example::pass("地铁1号线"),
        Example::pass("县政府5号令"),
        Example::pass("6月1号线开通"),
        Example::pass("13月5号，"),
        Example::pass("3月45号，"),
        Example::pass("3月5号文件"),
        Example::pass("5号，"),
        Example::fixed("3月5⟦号⟧，大会开幕", "3月5日，大会开幕"),
        Example::fixed("3月5⟦号⟧至10日", "3月5日至10日"),
        Example::fixed("十二月三十一⟦号⟧前完成", "十二月三十一日前完成"),
        Example::fixed("2024年 3 月 5 ⟦号⟧上午", "2024年 3 月 5 日上午"),
    ],
    check: Check::Block(check),
};

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    re(
        r"(?:^|[^0-9.〇零一二三四五六七八九十])(?:0?[1-9]|1[0-2]|十[一二]?|[一二三四五六七八九]) ?月份? ?(?:0?[1-9]|[12][0-9]|3[01]|[一二三四五六七八九]|二?十[一二三四五六七八九]?|三十一?) ?$",
    )
});

/// Most characters of a month and day without 号, with the one in front of them.
const LONGEST: usize = 11;

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    const FOLLOW: &[&str] = &[
        "起", "至", "到", "前", "后", "之前", "之后", "以前", "以后", "上午", "下午", "晚", "凌晨", "当天", "当日",
        "召开", "开始", "开幕", "正式",
    ];
    let text = view.text();
    for word in view.hits() {
        let (start, end) = (word.start as usize, word.end as usize);
        let ends_there = after(text, end).is_none_or(|c| !c.is_alphanumeric());
        if !ends_there && !FOLLOW.iter().any(|follow| text[end..].starts_with(follow)) {
            continue;
        }
        // Cheap first: a day's digit stands before it.
        let day = text[..start].trim_end_matches(' ');
        if !before(day, day.len()).is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)) {
            continue;
        }
        let from = text[..start].char_indices().rev().take(LONGEST).last().map_or(start, |(at, _)| at);
        if DATE.is_match(&text[from..start]) {
            let here = here(Span::new(start, end));
            found.push(report(here, "公文日期用“日”，不用“号”", "dates take 日, not 号").fix(safely(here, "日")));
        }
    }
}
