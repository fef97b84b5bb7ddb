//! `length-over-budget`: the report or a section is longer than the settings allow.

use crate::config::Budget;
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::NodeKind;
use crate::text::{Count, Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "length-over-budget",
    group: Group::Text,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "篇幅超出限定", en: "Longer than its budget" },
    docs: "## 检查什么\n\n全文或某一部分的字数比事先的限定多出一成以上。字数按 Word 的“字数”计。没有设限定的不查。\n\n## 为什么\n\n报告的篇幅和各部分的比重事先定好；改稿的人多，往往越改越长。\n\n## 误报与边界\n\n多出不到一成的不报。\n\n## 选项\n\n限定写在配置的 `budget` 里。`budget.sections` 里的字按标题中是否含有这些字来对，一个标题含有几条的，按最长的一条。",
    docs_en: "The report or a section has over a tenth more words than `budget` in the settings allows. Words are counted as Word counts them.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("一、回顾\n抓好落实。"),
        Example::pass("一、回顾\n抓好落实。").under("budget.total = 9"),
        Example::fail("⟦一、回顾⟧\n抓好落实，改进作风。").under("budget.sections.\"回顾\" = 10"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let budget = &view.settings.budget;
    if budget.is_empty() {
        return;
    }
    if let Some(allowed) = budget.total {
        let words = words(view, (0, 0), (u32::MAX, 0));
        let title = view.blocks.iter().position(|b| !b.text.trim().is_empty()).unwrap_or(0);
        let place = Loc::new(title, Span::new(0, view.blocks.get(title).map_or(0, |b| b.text.len())));
        report(place, ["全文", "the report"], words, allowed, found);
    }
    for node in view.outline.nodes.iter().filter(|n| matches!(n.kind, NodeKind::Heading | NodeKind::Part)) {
        let title = node.title.of(view.text(node.heading.block));
        if let Some(allowed) = budget.section(title) {
            let words = words(view, (node.heading.block, node.heading.span.start), node.end);
            report(node.heading, ["这一部分", "this section"], words, allowed, found);
        }
    }
}

/// Words between two places.
fn words(view: &DocumentView<'_>, from: (u32, u32), to: (u32, u32)) -> usize {
    let blocks = view.blocks.iter().enumerate().skip(from.0 as usize).take_while(|(i, _)| *i as u32 <= to.0);
    let counts = blocks.map(|(i, block)| {
        let at = |place: (u32, u32), other: u32| if place.0 == i as u32 { place.1 } else { other };
        block.count(Span { start: at(from, 0), end: at(to, u32::MAX) }, view.kind)
    });
    counts.fold(Count::default(), Count::plus).words
}

fn report(place: Loc, [zh, en]: [&str; 2], words: usize, allowed: u32, found: &mut Vec<Finding>) {
    if Budget::is_exceeded(words, allowed) {
        let over = words - allowed as usize;
        found.push(Finding::new(
            place,
            Message::new(
                format!("{zh}{words}字，限定{allowed}字，多{over}字"),
                format!("{en} has {words} words, {over} over the {allowed} allowed"),
            ),
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::Snapshot;
    use crate::config::{Budget, Settings};
    use crate::text::DocumentKind;

    #[test]
    fn the_report_and_the_sections_with_a_budget_are_measured() {
        let text = "工作报告\n一、工作回顾\n抓好落实，取得实效。\n二、重点任务\n抓好落实。";
        let sections = [("回顾".to_owned(), 10), ("任务".into(), 10)].into();
        let budget = Budget { total: Some(20), sections, ..Budget::default() };
        let settings = Settings { budget, ..Settings::default() };
        let said: Vec<String> = Snapshot::of(text, DocumentKind::Plain, settings.into())
            .diagnostics()
            .iter()
            .map(|d| d.finding.message.zh.to_string())
            .collect();
        assert_eq!(said, ["全文31字，限定20字，多11字", "这一部分16字，限定10字，多6字"]);
    }
}
