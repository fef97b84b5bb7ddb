//! `deadline-qian`: deadlines with and without 前.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, number_before, perhaps, report};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "deadline-qian",
    group: Group::Figures,
    severity: Severity::Hint,
    on: false,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "期限有的带“前”有的不带", en: "Deadlines with and without 前" },
    docs: "## 检查什么\n\n同一文稿里有“7月底前完成”，又有“6月底完成”。\n\n## 为什么\n\n期限的写法应一致；“底前”是限期，“底”是时点。\n\n## 误报与边界\n\n只在全文以“底前”为主时提示。默认关闭。\n\n在112份公开报告（182万字）上未逐处核对，故默认关闭。",
    docs_en: "6月底完成 beside 7月底前 in one draft. Off by default.",
    options: &[],
    triggers: &["月底"],
    examples: &[
        Example::pass("7月底前完成"),
        Example::pass("6月底完成"),
        Example::fail("7月底前完成，8月底前竣工，⟦6月底⟧完成"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let (mut with, mut without) = (0, Vec::new());
    for word in view.hits() {
        let text = view.text(word.block);
        if !before(text, word.span.start as usize).is_some_and(|c| c.is_ascii_digit()) {
            continue;
        }
        let rest = &text[word.span.end as usize..];
        if rest.starts_with('前') {
            with += 1;
        } else if ["完成", "建成", "竣工", "投用", "开工", "实现"].iter().any(|v| rest.starts_with(v)) {
            let number = number_before(text, word.span.start as usize).map_or(word.span.start, |n| n.start);
            without.push(Loc { block: word.block, span: Span { start: number, end: word.span.end } });
        }
    }
    if without.len() * 2 > with {
        return;
    }
    for loc in without {
        let mended = format!("{}前", view.at(loc));
        found.push(report(loc, "别处作“月底前”", "elsewhere the draft says 月底前").fix(perhaps(loc, mended)));
    }
}
