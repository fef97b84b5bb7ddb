//! `level-order`: a heading form stands under a lower one.

use std::collections::BTreeSet;

use super::sequence::{marker, shown};
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::{Node, NodeKind, OrdinalStyle};

/// The rule.
pub const RULE: Rule = Rule {
    code: "level-order",
    group: Group::Ordinals,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "层次序号颠倒", en: "A heading form under a lower one" },
    docs: "## 检查什么\n\n高一级的序号形式用在低一级之下：“1.”下面用（一），（一）下面用“一、”。\n\n## 为什么\n\nGB/T 15834—2011 附录B.3.8：层次由大到小为 一、（一）1.（1）；GB/T 9704—2012 第7.3.3条。\n\n## 误报与边界\n\n可以从任何一级开始，可以跳级，但不能倒过来。同一种颠倒每份文稿只报第一处。段内列举不查。877篇公开的政府工作报告上报1处，属实。",
    docs_en: "Heading forms go down from 一、 to （一） to 1. to （1） (GB/T 15834-2011, B.3.8). Each reversed pair is reported once a draft.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("一、回顾\n1.工业\n（1）规上企业\n二、安排"),
        Example::pass("（一）工业\n1.规上企业\n2.中小企业\n（二）农业"),
        Example::fail("1.工业\n⟦（一）⟧规上企业\n（二）中小企业\n2.农业\n（一）种植\n（二）养殖\n3.商贸"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let nodes = &view.outline.nodes;
    let mut seen = BTreeSet::new();
    let inline = |n: &Node| n.series.is_some_and(|s| view.outline.series[s as usize].inline);
    for node in nodes.iter().filter(|n| n.kind == NodeKind::Heading && !inline(n)) {
        let above = std::iter::successors(node.parent, |p| nodes[*p as usize].parent);
        let above = above.map(|p| &nodes[p as usize]).find(|n| n.ordinal.is_some());
        let (Some(parent), Some(ordinal)) = (above, node.ordinal) else { continue };
        let Some(upper) = parent.ordinal.filter(|_| parent.kind == NodeKind::Heading) else { continue };
        let ranked = |s: OrdinalStyle| (OrdinalStyle::Chinese..=OrdinalStyle::Circled).contains(&s);
        let risen = ranked(ordinal.style) && ranked(upper.style) && ordinal.style < upper.style;
        if risen && seen.insert((upper.style, ordinal.style)) {
            let (here, there) = (shown(view, node), shown(view, parent));
            let line = view.line_number(parent.heading.block);
            found.push(
                Finding::new(
                    marker(node),
                    Message::new(
                        format!("“{here}”用在第{line}行的“{there}”之下，层次颠倒（GB/T 15834 附录B.3.8）"),
                        format!(
                            "“{here}” stands under “{there}” of line {line}: levels are reversed (GB/T 15834, B.3.8)"
                        ),
                    ),
                )
                .related(marker(parent), Message::new("上一级", "the level above")),
            );
        }
    }
}
