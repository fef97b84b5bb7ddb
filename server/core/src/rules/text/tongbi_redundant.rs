//! `tongbi-redundant`: 同比 said twice.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, perhaps, re, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "tongbi-redundant",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "“同比”重复", en: "同比 said twice" },
    docs: "## 检查什么\n\n“同比”与“比去年”“较上年同期”并用：同比去年增长、比去年同比增长。\n\n## 为什么\n\n“同比”即与上年同期相比，再说“比去年”重复。\n\n## 误报与边界\n\n“同比增长”“比上年增长”单用不报；跨句不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "同比 already means “against the same period of the year before”: 同比去年 and 比去年同比 say it twice.",
    options: &[],
    triggers: &["同比"],
    examples: &[
        Example::pass("同比增长8%"),
        Example::pass("比上年增长8%"),
        Example::pass("去年同比增长8%"),
        Example::fail("⟦同比去年⟧增长8%"),
        Example::fixed("1至4月⟦同期同比⟧增长8%", "1至4月同比增长8%"),
        Example::fixed("⟦比去年同比⟧增长8%", "同比增长8%"),
        Example::fixed("⟦较上年同期同比⟧下降", "同比下降"),
    ],
    check: Check::Block(check),
};

static LATER: LazyLock<Regex> = LazyLock::new(|| re(r"^(?:比|较)?(?:去年|上年|上一年)(?:同期)?"));
static EARLIER: LazyLock<Regex> =
    LazyLock::new(|| re(r"(?:比|较|与|同)(?:去年|上年|上一年)(?:同期)?(?:相比)?[，,]?$|同期$"));

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let (start, end) = (word.start as usize, word.end as usize);
        let later = LATER.find(&text[end..]).map_or(end, |m| end + m.end());
        let head = start.saturating_sub(48);
        let head = (head..=start).find(|i| text.is_char_boundary(*i)).unwrap_or(start);
        let earlier = EARLIER.find(&text[head..start]).map_or(start, |m| head + m.start());
        if later == end && earlier == start {
            continue;
        }
        let all = here(Span::new(earlier, later));
        found.push(
            report(all, "“同比”即与上年同期相比，不必重复", "同比 already compares with the year before")
                .fix(perhaps(all, "同比")),
        );
    }
}
