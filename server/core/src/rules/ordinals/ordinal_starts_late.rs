//! `ordinal-starts-late`: a series does not start with one.

use super::sequence::{marker, shown};
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::{LineShape, OrdinalStyle, Series};

/// The rule.
pub const RULE: Rule = Rule {
    code: "ordinal-starts-late",
    group: Group::Ordinals,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "序号不从一开始", en: "A series does not start with one" },
    docs: "## 检查什么\n\n一组序号的第一项不是一：摘录从（四）开始，或前面的标题丢失。\n\n## 为什么\n\nGB/T 9704—2012 第7.3.3条：结构层次序数依次标注。\n\n## 误报与边界\n\n只是提示。文稿有开头（标题或“各位代表”）时每一组都提示；没有开头的摘录只提示一次。跨章节连续编号不提示。877篇公开的政府工作报告上不报，没有误报。",
    docs_en: "The first number of a series is not one: an excerpt, or lost headings. In an excerpt only the first such series is named.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("（一）抓投资\n（二）抓消费"),
        Example::pass("一、要求\n（一）思想\n二、措施\n（二）产业\n（三）就业"),
        Example::fail("⟦（四）⟧抓投资\n（五）抓消费"),
        Example::fail("⟦三是⟧抓好园区建设。\n（三）围绕宜居，建设城市\n（四）围绕农业，振兴乡村"),
        Example::fail("各位代表：\n一、回顾\n⟦（二）⟧工业\n（三）农业\n二、安排\n⟦（三）⟧工业\n（四）农业"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let outline = view.outline;
    let late = |series: &&Series| {
        let node = &outline.nodes[series.members[0] as usize];
        let alone = series.members.len() == 1;
        // One number by itself may be anything, unless its form leaves no doubt.
        let doubtful =
            alone && matches!(series.style, OrdinalStyle::Arabic | OrdinalStyle::ArabicParen | OrdinalStyle::Circled);
        !series.inline
            && !doubtful
            && !series.style.is_word()
            && series.runs_on_from.is_none()
            && node.ordinal.is_some_and(|o| o.value > 1)
    };
    let all = has_beginning(view);
    for series in outline.series.iter().filter(late).take(if all { usize::MAX } else { 1 }) {
        let node = &outline.nodes[series.members[0] as usize];
        let first = shown(view, node);
        let message = if all {
            Message::new(
                format!("这一组序号从“{first}”开始，前面的项可能丢失"),
                format!("this series starts with “{first}”: items before it may be lost"),
            )
        } else {
            Message::new(
                format!("这份文稿的序号从“{first}”开始，应是摘录"),
                format!("numbering starts with “{first}”: this seems to be an excerpt"),
            )
        };
        found.push(Finding { severity: Severity::Hint, ..Finding::new(marker(node), message) });
    }
}

/// Whether the draft has its beginning: a title or an address to the delegates before the first ordinal.
pub(super) fn has_beginning(view: &DocumentView<'_>) -> bool {
    let first = view.outline.nodes.iter().find(|n| n.ordinal.is_some());
    let end = first.map_or(0, |n| n.heading.block as usize);
    view.blocks[..end].iter().any(|b| {
        matches!(b.scan.shape, LineShape::Title | LineShape::Part)
            || ["各位代表", "各位委员", "工作报告"].iter().any(|w| b.read().contains(w))
    })
}
