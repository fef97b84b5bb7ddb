//! `number-separator-mixed`: thousands separators in part of the numbers.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::rules::common::{report, safely};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "number-separator-mixed",
    group: Group::Figures,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::Style,
    since: "0.1.0",
    title: StaticMessage { zh: "千分位分隔不一致", en: "Thousands separators in part of the numbers" },
    docs: "## 检查什么\n\n同一文稿里五位以上的数有的加千分撇，有的不加。只提示一次，由一个动作删去千分撇。\n\n## 为什么\n\nGB/T 15835—2011 第5.1.1条与第4.3条：同类别同形式。公文通常不加分隔。\n\n## 误报与边界\n\n全文都加或都不加不报；电话、编号等不受影响：只改“12,345”这样三位一撇的写法。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "Thousands separators in some of the long numbers of a draft: one hint, with an action that removes them.",
    options: &[],
    triggers: &[","],
    examples: &[
        Example::pass("共12345户、23456人"),
        Example::pass("共12,345户、23,456人"),
        Example::fixed("共⟦12,345⟧户、23456人、34567亩", "共12345户、23456人、34567亩"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let counters = view.style.counters;
    if counters.grouped == 0 || counters.ungrouped == 0 {
        return;
    }
    for (loc, plain) in places(view) {
        found.push(
            report(
                loc,
                format!("千分位分隔不一致：{}个数加了分隔，{}个没有", counters.grouped, counters.ungrouped),
                format!("{} numbers have thousands separators, {} have none", counters.grouped, counters.ungrouped),
            )
            .fix(safely(loc, plain)),
        );
    }
}

/// The numbers with separators, and how they look without.
fn places(view: &DocumentView<'_>) -> Vec<(Loc, String)> {
    let mut found: Vec<(Loc, String)> = Vec::new();
    for comma in view.hits() {
        let text = view.text(comma.block);
        let at = comma.span.start as usize;
        let left = text[..at].bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b',').count();
        let right = text[at..].bytes().take_while(|b| b.is_ascii_digit() || *b == b',').count();
        let loc = Loc { block: comma.block, span: Span::new(at - left, at + right) };
        let number = loc.span.of(text);
        let mut groups = number.split(',');
        let head = groups.next().is_some_and(|g| (1..=3).contains(&g.len()));
        if head && groups.all(|g| g.len() == 3) && found.last().is_none_or(|(last, _)| *last != loc) {
            found.push((loc, number.replace(',', "")));
        }
    }
    found
}
