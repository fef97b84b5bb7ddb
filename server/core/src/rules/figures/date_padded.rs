//! `date-padded`: a month or day with a leading zero.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, perhaps, re, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "date-padded",
    group: Group::Figures,
    severity: Severity::Warning,
    on: false,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "日期编了虚位", en: "A date with leading zeros" },
    docs: "## 检查什么\n\n月、日前面编了零：2031年04月05日。\n\n## 为什么\n\nGB/T 9704—2012 第7.3.5.4条：成文日期的年份标全称，月、日不编虚位（1不编为01）。\n\n## 误报与边界\n\n只看带“年”的完整日期；表格、时间戳（后面跟时刻）不报。\n\n只在按国家标准检查时启用。在877篇公开报告和127份文稿上有6处，4处是公文末尾的日期，属实，2处是网页时间戳，已不报。",
    docs_en: "Months and days take no leading zero (GB/T 9704-2012, 7.3.5.4). Only under the profile gb.",
    options: &[],
    triggers: &["年0", "月0"],
    examples: &[
        Example::pass("2031年4月5日"),
        Example::pass("2031年04月05日 11:20"),
        Example::fixed("截至2031⟦年04月05日⟧", "截至2031年4月5日"),
        Example::fixed("2031⟦年12月01日⟧印发", "2031年12月1日印发"),
    ],
    check: Check::Block(check),
};

static FORM: LazyLock<Regex> = LazyLock::new(|| re(r"年(?:0[1-9]月[0-9]{1,2}日|[0-9]{1,2}月0[1-9]日)"));

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for date in FORM.find_iter(text) {
        let year = text[..date.start()].bytes().rev().take_while(u8::is_ascii_digit).count();
        let clock = text[date.end()..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        if year != 4 || clock {
            continue;
        }
        let place = here(Span::new(date.start(), date.end()));
        let mended = date.as_str().replace("年0", "年").replace("月0", "月");
        let finding = report(place, "月、日不编虚位", "months and days take no leading zero");
        found.push(finding.fix(perhaps(place, mended)));
    }
}
