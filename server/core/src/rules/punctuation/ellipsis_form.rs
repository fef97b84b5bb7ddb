//! `ellipsis-form`: a malformed ellipsis.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, here, is_han, report, safely};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "ellipsis-form",
    group: Group::Punctuation,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage { zh: "省略号形式不规范", en: "A malformed ellipsis" },
    docs: "## 检查什么\n\n用句点或句号堆成的省略号：...、。。。；省略号与“等”并用：等……\n\n## 为什么\n\nGB/T 15834—2011 第4.11条、附录A.9：省略号为六个小圆点，占两个字位置，不与“等”“等等”并用。\n\n## 误报与边界\n\n目录中的引导点（后接页码）、西文中的省略号不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "An ellipsis made of full stops (..., 。。。), or used together with 等. Leaders in a table of contents are left alone.",
    options: &[],
    triggers: &["...", "。。。", "等……", "等…"],
    examples: &[
        Example::pass("菠菜、油菜……"),
        Example::pass("第一章 总则........3"),
        Example::pass("and so on..."),
        Example::fixed("菠菜、油菜⟦。。。⟧都有", "菠菜、油菜……都有"),
        Example::fixed("深化⟦...⟧改革", "深化……改革"),
        Example::fixed("菠菜、油菜⟦等……⟧", "菠菜、油菜等"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let mut done = 0;
    for word in view.hits() {
        if word.start < done {
            continue;
        }
        let start = word.start as usize;
        let with_deng = word.of(text).starts_with('等');
        let dots = start + if with_deng { '等'.len_utf8() } else { 0 };
        let tail = text[dots..].trim_start_matches(['.', '。', '…']);
        let end = text.len() - tail.len();
        done = end as u32;
        let chinese = before(text, start).is_some_and(|c| is_han(c) || "，、；：”）".contains(c));
        let leader = text[dots..end].chars().count() > 9 || tail.trim_start().starts_with(|c: char| c.is_ascii_digit());
        // A question mark behind it may be what is left of another character.
        if !with_deng && (!chinese || leader || tail.starts_with(['/', '?'])) {
            continue;
        }
        let all = here(Span::new(start, end));
        found.push(if with_deng {
            report(all, "省略号不与“等”并用", "no ellipsis beside 等").fix(safely(all, "等"))
        } else {
            report(all, "省略号应为“……”", "an ellipsis is “……”").fix(safely(all, "……"))
        });
    }
}
