//! `heading-end-punct`: a heading on a line of its own ends with a mark.

use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::{Node, NodeKind};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "heading-end-punct",
    group: Group::Ordinals,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage { zh: "标题末尾有标点", en: "A heading ends with a mark" },
    docs: "## 检查什么\n\n独占一行的标题以句号、分号、逗号、冒号结尾，而同级标题不带。\n\n## 为什么\n\nGB/T 15834—2011 附录B.4：标题末尾一般不用标点。\n\n## 误报与边界\n\n只是提示。段首标题（“（一）抓投资。正文…”）的句号不报；同级多数标题都带标点时不报。标题中有空白、比不带标点的同级标题都长的，末句多半是粘连的正文，不提示。",
    docs_en: "A heading on a line of its own ends with a mark although its siblings do not (GB/T 15834-2011, B.4).",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("（一）抓投资\n（二）抓消费\n（三）抓开放"),
        Example::pass("（一）抓投资。全力推进项目\n（二）抓消费。办好展会\n（三）抓开放。"),
        Example::pass("一、抓投资\n二、抓消费\n三、本方案自2024年3月4日起施行。"),
        Example::pass("（一）抓投资\n（二）抓消费\n（三）抓开放  按照发展要求，抓好口岸建设。\n（四）抓改革"),
        Example::pass("（一）抓投资\n（二）抓消费\n（三）抓开放按照率先发展的要求抓好口岸建设。\n（四）抓改革"),
        Example::fixed("（一）抓投资\n（二）抓消费⟦。⟧\n（三）抓开放", "（一）抓投资\n（二）抓消费\n（三）抓开放"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for series in view.outline.series.iter().filter(|s| !s.inline && s.members.len() > 2) {
        let nodes: Vec<&Node> = series.members.iter().map(|n| &view.outline.nodes[*n as usize]).collect();
        if nodes.iter().any(|n| n.kind != NodeKind::Heading) {
            continue;
        }
        let ends: Vec<_> = nodes.iter().map(|n| end(view, n)).collect();
        let bare = ends.iter().filter(|e| matches!(e, Some(None))).count();
        let marked: Vec<_> = nodes.iter().zip(&ends).filter_map(|(n, e)| Some((n, (*e)??))).collect();
        if bare != nodes.len() - marked.len() || bare < 2 * marked.len() {
            continue;
        }
        let length = |n: &Node| n.title.of(view.text(n.heading.block)).chars().count();
        let bare = nodes.iter().zip(&ends).filter(|(_, e)| matches!(e, Some(None)));
        let longest = bare.map(|(n, _)| length(n)).max().unwrap_or_default();
        for (node, span) in marked {
            // 七、本通知自2024年3月4日起施行。 is a sentence, whatever its siblings are; and where a title holds a clause or a
            // blank or is longer than any of theirs, the first sentence of the text is glued to it.
            let title = node.title.of(view.text(node.heading.block));
            let glued = title.contains("  ") || title.contains('\u{3000}') || length(node) > longest;
            if glued || is_sentence(title) || title.contains(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let loc = Loc { block: node.heading.block, span };
            let mark = view.at(loc);
            found.push(
                Finding::new(
                    loc,
                    Message::new(
                        format!("标题末尾不用“{mark}”，同级标题也不带（GB/T 15834 附录B.4）"),
                        format!("a heading ends without “{mark}”, as its siblings do (GB/T 15834, B.4)"),
                    ),
                )
                .fix(Fix::safe(Message::new("删去末尾标点", "Delete the mark"), vec![Edit::new(loc, "")])),
            );
        }
    }
}

/// Characters beyond which a heading with a stop reads as a sentence.
const LONGEST: usize = 30;

fn is_sentence(title: &str) -> bool {
    title.contains(['，', '、', '；', '。', ' ', '\u{3000}']) && title.chars().count() > 20
        || title.chars().count() > LONGEST
}

/// `None` when text follows the title on its line; else the mark at its end, if there is one.
fn end(view: &DocumentView<'_>, node: &Node) -> Option<Option<Span>> {
    let text = view.text(node.heading.block);
    let rest = text.get(node.title.end as usize..)?;
    let rest = rest.trim_end_matches(|c: char| c == '*' || c.is_whitespace());
    if rest.is_empty() {
        let title = node.title.of(text);
        let mark = title.chars().next_back().filter(|c| matches!(c, '，' | ','));
        let end = node.title.end as usize;
        return Some(mark.map(|m| Span::new(end - m.len_utf8(), end)));
    }
    let mark = rest.trim_start_matches('*');
    let start = text.len().min(node.title.end as usize + rest.len() - mark.len());
    let one = mark.chars().count() == 1 && mark.starts_with(['。', '；', '：', ':', ';']);
    one.then(|| Some(Span::new(start, start + mark.len())))
}
