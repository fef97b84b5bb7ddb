//! `ordinal-gap`: a number is skipped in a series, or the series runs backwards.

use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rules::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::{Node, OrdinalStyle, chinese_numeral};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "ordinal-gap",
    group: Group::Ordinals,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "序号跳号或倒序", en: "A number is skipped or out of order" },
    docs: "## 检查什么\n\n同一级、同一组序号必须逐一递增：（一）之后应为（二）。\n\n## 为什么\n\nGB/T 9704—2012 第7.3.3条：结构层次序数依次标注。\n\n## 误报与边界\n\n重新从一开始的序号是另一组，不报；摘录从中间开始由 `ordinal-starts-late` 提示。",
    docs_en: "Numbers of one series at one level must rise by one (GB/T 9704-2012, 7.3.3). A restart at one begins another series.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("（一）抓投资\n（二）抓消费\n（三）抓开放"),
        Example::pass("一、回顾\n（一）工业\n（二）农业\n二、安排\n（一）工业\n（二）农业"),
        Example::fixed("（一）抓投资\n⟦（三）⟧抓消费", "（一）抓投资\n（二）抓消费"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for parent in std::iter::once(None).chain((0..view.outline.nodes.len() as u32).map(Some)) {
        let mut previous: Option<(&Node, u32)> = None;
        for child in view.outline.children(parent) {
            let node = &view.outline.nodes[child as usize];
            let Some(ordinal) = node.ordinal else { continue };
            if let Some((before, last)) = previous
                && before.ordinal.is_some_and(|o| o.style == ordinal.style)
                && ordinal.value != last + 1
                && ordinal.value != last
                && ordinal.value != 1
            {
                found.push(report(view, node, before, last + 1));
            }
            previous = Some((node, ordinal.value));
        }
    }
}

fn report(view: &DocumentView<'_>, node: &Node, before: &Node, expected: u32) -> Finding {
    let marker = |node: &Node| {
        let span = node.ordinal.map_or(node.heading.span, |o| o.span);
        Loc { block: node.heading.block, span }
    };
    let number = node.ordinal.map_or(Span::default(), |o| o.number);
    let numeral = match node.ordinal.map(|o| o.style) {
        Some(OrdinalStyle::Arabic | OrdinalStyle::ArabicParen) => expected.to_string(),
        _ => chinese_numeral(expected),
    };
    let (here, last) = (view.at(marker(node)), view.at(marker(before)));
    let line = view.line_number(before.heading.block);
    let wanted = here.replacen(number.of(view.text(node.heading.block)), &numeral, 1);
    Finding::new(
        marker(node),
        Message::new(
            format!("上一项是第{line}行的“{last}”，此处应为“{wanted}”"),
            format!("the item before is “{last}” on line {line}: expected “{wanted}” here"),
        ),
    )
    .related(marker(before), Message::new("上一项", "the item before"))
    .fix(Fix::unsafe_(
        Message::new(format!("改为“{wanted}”"), format!("Change to “{wanted}”")),
        vec![Edit::new(Loc { block: node.heading.block, span: number }, numeral)],
    ))
}
