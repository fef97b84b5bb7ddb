//! `span-length-mismatch`: a number of years that does not match its span.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, here, re, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "span-length-mismatch",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "年数与起止年不符", en: "A number of years that does not match its span" },
    docs: "## 检查什么\n\n起止年份与所说的年数不符：2018—2020年连续四年；五年（2017—2020年）。\n\n## 为什么\n\n算术：起止年都计入，2018—2020年是三年。\n\n## 误报与边界\n\n以起止相减计的年数（2015—2020年五年）也算相符，不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "A span of years and the number of years said beside it disagree; counting both ends or their difference are both accepted.",
    options: &[],
    triggers: &["连续", "年（", "年("],
    examples: &[
        Example::pass("2018—2020年连续三年"),
        Example::pass("2015—2020年连续五年"),
        Example::pass("连续三年"),
        Example::pass("三年（2018—2020年）"),
        Example::fail("⟦2018—2020年连续四年⟧获评"),
        Example::fail("⟦五年（2017—2020年）⟧"),
    ],
    check: Check::Block(check),
};

static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    re(
        r"(?<a>(?:19|20)[0-9]{2})年?(?:—|——|-|～|~|至|到)(?<b>(?:19|20)[0-9]{2})年?连续(?<n>[0-9]{1,2}|[一二两三四五六七八九十])年",
    )
});
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    re(
        r"(?<n>[0-9]{1,2}|[二两三四五六七八九十])年(?:行动计划|规划)?[（(](?<a>(?:19|20)[0-9]{2})年?(?:—|——|-|～|~|至|到)(?<b>(?:19|20)[0-9]{2})年?[）)]",
    )
});

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    if view.digits().len() < 2 {
        return;
    }
    for pattern in [&AFTER, &BEFORE] {
        for span in pattern.captures_iter(text) {
            let (Some(whole), Some(n)) = (span.get(0), span.name("n")) else { continue };
            let year = |name| span.name(name).and_then(|m| m.as_str().parse::<u32>().ok());
            let (Some(a), Some(b), Some(n)) = (year("a"), year("b"), count(n.as_str())) else { continue };
            if b < a
                || n == b - a
                || n == b - a + 1
                || before(text, whole.start()).is_some_and(|c| "0123456789十".contains(c))
            {
                continue;
            }
            found.push(report(
                here(Span::new(whole.start(), whole.end())),
                format!("{a}年到{b}年是{}年，不是{n}年", b - a + 1),
                format!("{a} to {b} is {} years, not {n}", b - a + 1),
            ));
        }
    }
}

fn count(numeral: &str) -> Option<u32> {
    let chinese = "一二三四五六七八九十".chars().position(|c| numeral.starts_with(c));
    if numeral == "两" { Some(2) } else { chinese.map(|i| i as u32 + 1).or_else(|| numeral.parse().ok()) }
}
