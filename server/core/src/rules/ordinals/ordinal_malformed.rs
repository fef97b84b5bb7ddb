//! `ordinal-malformed`: an ordinal that lost a bracket or its numeral, or has brackets of two widths.

use std::sync::Arc;

use super::sequence::{marker, shown};
use crate::block::Block;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::{LineShape, Node, OrdinalStyle};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "ordinal-malformed",
    group: Group::Ordinals,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage { zh: "序号残缺", en: "A damaged ordinal" },
    docs: "## 检查什么\n\n丢了括号的序号（三）…写成 三）…）、丢了数字的序号（、加强领导）、左右括号一全角一半角的序号（(一））。\n\n## 为什么\n\nGB/T 9704—2012 第7.3.3条规定的序号形式；GB/T 15834—2011 第4.9.2条：括号成对使用。\n\n## 误报与边界\n\n全文都写“1）”的是一种写法，不报：同级另有带全括号的序号时才报。网页抓取时“（”落在上一行、断行使顿号落在行首的不报。括号宽度不一是警告。877篇公开的政府工作报告上报1处，属实；另127份文稿里报25处，全部属实。",
    docs_en: "An ordinal lost a bracket (三）) or its numeral (、标题), or its brackets differ in width. A style used throughout (1）) is no damage.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("（一）抓投资\n（二）抓消费\n（三）抓开放"),
        Example::pass("1）修路\n2）引水\n3）建校"),
        Example::pass("（一）抓投资\n（二）抓消费\n（\n三）抓开放"),
        Example::pass("一、抓投资\n新建园区（1\n2）个，改善交通、水利、能源、通信\n、教育设施\n二、抓消费"),
        Example::fixed("（一）抓投资\n⟦二）⟧抓消费\n（三）抓开放", "（一）抓投资\n（二）抓消费\n（三）抓开放"),
        Example::fixed("（一）抓投资\n⟦(二）⟧抓消费\n（三）抓开放", "（一）抓投资\n（二）抓消费\n（三）抓开放"),
        Example::fail(
            "⟦、⟧抓投资稳增长\n做好投资工作。\n⟦、⟧抓消费扩内需\n做好消费工作。\n⟦、⟧抓开放促改革\n做好开放工作。",
        ),
        Example::fail("一、抓投资稳增长\n⟦、⟧抓消费扩内需\n三、抓开放促改革\n四、抓民生增福祉"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let outline = view.outline;
    for series in &outline.series {
        let nodes = || series.members.iter().map(|n| &outline.nodes[*n as usize]);
        let whole = |n: &Node| n.ordinal.is_some_and(|o| o.form.open.is_some() && o.form.close.is_some());
        let some_whole = nodes().any(whole);
        let half =
            nodes().filter(|n| n.ordinal.is_some_and(|o| o.form.open == Some('('))).count() * 2 > series.members.len();
        for node in nodes() {
            let Some(ordinal) = node.ordinal else { continue };
            if !matches!(ordinal.style, OrdinalStyle::ChineseParen | OrdinalStyle::ArabicParen) {
                continue;
            }
            let brackets = if half { ('(', ')') } else { ('（', '）') };
            match (ordinal.form.open, ordinal.form.close) {
                (None, Some(_)) if some_whole && !opened_above(view, node) => {
                    found.push(report(view, node, brackets, "缺少左括号", "the opening bracket is missing"));
                }
                (Some(_), None) => {
                    found.push(report(view, node, brackets, "缺少右括号", "the closing bracket is missing"))
                }
                (Some(open), Some(close)) if (open == '(') != (close == ')') => found.push(Finding {
                    severity: Severity::Warning,
                    ..report(view, node, brackets, "左右括号宽度不一", "the brackets differ in width")
                }),
                _ => {}
            }
        }
    }
    lost_numerals(view, found);
}

/// Whether the opening bracket ends the line above: a page cut the line.
fn opened_above(view: &DocumentView<'_>, node: &Node) -> bool {
    let above = view.blocks[..node.heading.block as usize].iter().rev();
    let above = above.map(|b| b.read().trim_end()).find(|t| !t.is_empty());
    above.is_some_and(|t| t.ends_with(['（', '(']))
}

fn report(view: &DocumentView<'_>, node: &Node, (open, close): (char, char), zh: &str, en: &str) -> Finding {
    let here = shown(view, node);
    let loc = marker(node);
    let number = node.ordinal.map_or("", |o| o.number.of(view.text(loc.block)));
    let wanted = format!("{open}{number}{close}");
    let message = Message::new(format!("“{here}”{zh}，应为“{wanted}”"), format!("“{here}”: {en}; expected “{wanted}”"));
    let edit = Edit::new(loc, wanted.clone());
    Finding::new(loc, message)
        .fix(Fix::safe(Message::new(format!("改为“{wanted}”"), format!("Change to “{wanted}”")), vec![edit]))
}

/// Whether a line of text has no end: the page cut it, and its sentence goes on in the next.
fn goes_on(view: &DocumentView<'_>, block: usize) -> bool {
    let text = view.blocks[block].read().trim();
    !text.is_empty()
        && !text.ends_with(['。', '！', '？', '；', '：', '.', ';', ':'])
        && (text.contains(['，', '。', '；']) || text.chars().nth(19).is_some())
}

/// Title lines that start with the mark of an ordinal, in a draft whose headings carry that mark.
fn lost_numerals(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let marked = view.outline.nodes.iter().filter(|n| n.ordinal.is_some_and(|o| o.style == OrdinalStyle::Chinese));
    let lost = |(i, b): (usize, &Arc<Block>)| {
        b.scan.lost_numeral.is_some() && b.scan.shape == LineShape::Title && (i == 0 || !goes_on(view, i - 1))
    };
    // One such line needs headings that carry the mark; several are their own evidence.
    let alike = view.blocks.iter().enumerate().filter(|b| lost(*b)).take(3).count();
    if marked.take(2).count() + alike.saturating_sub(1) < 2 {
        return;
    }
    for (block, line) in view.blocks.iter().enumerate() {
        let Some(span) = line.scan.lost_numeral.filter(|_| line.scan.shape == LineShape::Title) else { continue };
        if block > 0 && goes_on(view, block - 1) {
            continue;
        }
        let cut = |s: Span| Loc::new(block, s);
        found.push(Finding::new(
            cut(span),
            Message::new(
                "标题以顿号开头，序号的数字可能丢失",
                "a heading starts with the mark of an ordinal: its number seems lost",
            ),
        ));
    }
}
