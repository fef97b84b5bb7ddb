//! `sibling-mismatch`: another paper of the same year gives another value.

use crate::facts::Matching;
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, Example, FactsView, FixAvailability, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: "sibling-mismatch",
    group: Group::Facts,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "与同年其他文件不一致", en: "Another paper of the same year says otherwise" },
    docs: "## 检查什么\n\n同年的计划报告、预算报告、统计公报里，同一指标、同一时期是另一个数。\n\n## 为什么\n\n几份报告同时上会，同一个数要一样。\n\n## 误报与边界\n\n两边都写明时期（或都是当年目标）、名称相同、口径（总量或增速）和单位相当的才比；概略写法不相矛盾的（1290亿元对1290.35亿元）不报；名称一般（投资、项目）、任一边自己有两个数的不比。没有给出其他文件时不报。\n\n## 选项\n\n其他文件写在配置 `[companions]` 的 `siblings` 里。",
    docs_en: "A paper named in `[companions] siblings` (the plan, the budget, the communiqué of the same year) gives another value for the same metric and period. Both must say their period, or both be targets of the year; rounding is taken into account; what has two values in either paper is left out.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::fail("2031年，地区生产总值达到⟦1280亿元⟧。"),
        Example::pass("2031年，地区生产总值达到1290亿元。"),
        Example::pass("2030年，地区生产总值达到1210亿元。"),
    ],
    check: Check::Facts(check),
};

fn check(view: &FactsView<'_>, found: &mut Vec<Finding>) {
    for mismatch in &view.siblings.mismatches {
        let fact = &view.settings.siblings.rows[mismatch.fact];
        let Some(value) = fact.values.get(mismatch.value) else { continue };
        let (block, index) = mismatch.figure;
        let block = &view.draft.blocks[block as usize];
        let written = block.figures[index].span.of(&block.text).trim();
        let (file, line, text) = (&fact.file, &fact.cell, &value.text);
        let message = Message::new(
            format!("{file}第{line}行为“{text}”，这里是“{written}”"),
            format!("{file}, line {line}, has “{text}”, here it is “{written}”"),
        );
        found.push(Finding::new(Matching::loc(view.draft, mismatch.figure), message));
    }
}
