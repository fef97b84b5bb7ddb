//! `yishi-punctuation`: a comma or colon after 一是, 一要.

use super::sequence::{marker, shown};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::{Node, OrdinalStyle};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "yishi-punctuation",
    group: Group::Ordinals,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Style,
    since: "0.1.0",
    title: StaticMessage { zh: "“一是”后加了标点", en: "A mark after 一是" },
    docs: "## 检查什么\n\n“一是”“二要”之后的逗号、冒号、顿号。\n\n## 为什么\n\nGB/T 15834—2011 附录B.3.7：叙述性较强的序次语后不用标点。\n\n## 误报与边界\n\n一组都这样写时只报第一处，改正改全组。",
    docs_en: "No mark stands after 一是 and 一要 (GB/T 15834-2011, B.3.7). A series written so throughout is reported once.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("一是加强领导。\n二是落实责任。"),
        Example::fixed("一是加强领导。⟦二是，⟧落实责任。三是强化督查。", "一是加强领导。二是落实责任。三是强化督查。"),
        Example::fixed("⟦一是：⟧加强领导。\n二是：落实责任。", "一是加强领导。\n二是落实责任。"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for series in &view.outline.series {
        if !matches!(series.style, OrdinalStyle::YiShi | OrdinalStyle::YiYao) {
            continue;
        }
        let nodes = || series.members.iter().map(|n| &view.outline.nodes[*n as usize]);
        let wrong: Vec<&Node> = nodes().filter(|n| n.ordinal.is_some_and(|o| o.form.mark.is_some())).collect();
        let all = wrong.len() > 1 && wrong.len() == series.members.len();
        for node in wrong.iter().take(if all { 1 } else { usize::MAX }) {
            let fixed = if all { &wrong[..] } else { std::slice::from_ref(node) };
            let edits: Vec<Edit> = fixed.iter().filter_map(|n| edit(view, n)).collect();
            let here = shown(view, node);
            let bare: String = here.trim_end_matches(['，', ',', '：', ':', '、']).into();
            found.push(
                Finding::new(
                    marker(node),
                    Message::new(
                        format!("“{bare}”后不用标点（GB/T 15834 附录B.3.7）"),
                        format!("no mark after “{bare}” (GB/T 15834, B.3.7)"),
                    ),
                )
                .fix(Fix::safe(Message::new(format!("改为“{bare}”"), format!("Change to “{bare}”")), edits)),
            );
        }
    }
}

fn edit(view: &DocumentView<'_>, node: &Node) -> Option<Edit> {
    let ordinal = node.ordinal?;
    let mark = ordinal.form.mark?;
    let at = ordinal.span.start as usize + ordinal.span.of(view.text(node.heading.block)).rfind(mark)?;
    let span = Span::new(at, at + mark.len_utf8());
    Some(Edit::new(Loc { block: node.heading.block, span }, ""))
}
