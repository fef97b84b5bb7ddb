//! `heading-missing-ordinal`: a short line without number stands where a numbered heading is missing.

use super::ordinal_starts_late::has_beginning;
use super::sequence::{self, marker, renumbered, shown};
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::{LineShape, Node, NodeKind, Ordinal, Step};
use crate::text::Loc;

/// The rule.
pub const RULE: Rule = Rule {
    code: "heading-missing-ordinal",
    group: Group::Ordinals,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "标题可能丢了序号", en: "A heading may have lost its number" },
    docs: "## 检查什么\n\n标题都独占一行并编号的文稿里，唯一一处没有编号的短行；或者跳号处正好夹着一个没有编号的短行。\n\n## 为什么\n\nGB/T 9704—2012 第7.3.3条。文字处理软件的自动编号在粘贴为纯文本时会丢失。\n\n## 误报与边界\n\n只是提示，连续几行只提示第一行。文稿本来就有多处不编号的小标题时不提示。整篇报告里最后一章不编号（加强政府自身建设）是惯例，另有不编号的章、标题接着上一行的断行、落款，都不提示。877篇公开的政府工作报告上不报，没有误报。",
    docs_en: "A short line without number among numbered headings, the only one in the draft, or right where a number is skipped.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("（一）抓投资\n全力推进项目建设。\n（二）抓消费\n办好展会。"),
        Example::fail(
            "（三）抓投资\n全力推进项目建设，扩大有效投资。\n（四）抓消费\n办好各类展会。\n⟦全面加强政府自身建设⟧\n努力让人民满意\n坚持依法行政，把权力关进制度的笼子。",
        ),
        Example::pass(
            "一、抓投资\n全力推进项目建设，扩大有效投资。\n二、抓消费\n办好各类展会。\n下一步工作考虑\n一、抓开放\n办好口岸。\n二、抓改革\n深化改革。",
        ),
        Example::fail(
            "一、抓投资\n全力推进项目建设。\n⟦大力促进城乡消费⟧\n办好展会。\n三、抓开放\n办好口岸。\n其他方面工作\n也要抓好。",
        ),
        Example::pass("# 一、抓投资\n全力推进项目建设。\n# 青禾县人民政府\n# 三、抓开放\n办好口岸。"),
    ],
    check: Check::Document(check),
};

/// Whether a short line is the name of who signs.
fn signs(title: &str) -> bool {
    ["人民政府", "办公室", "委员会", "秘书处"].iter().any(|w| title.ends_with(w))
}

/// Whether a title looks like a heading of its own: a finished paragraph above it, no signature, no chapter among others.
fn alone(view: &DocumentView<'_>, node: &Node) -> bool {
    let title = node.title.of(view.text(node.heading.block));
    if title.starts_with(['（', '(']) || signs(title) || title.contains("亿元") {
        return false;
    }
    let own = node.heading.block as usize;
    finished_above(view, own)
        && !view.blocks[..own].iter().enumerate().any(|(b, line)| {
            let chapter = matches!(line.scan.shape, LineShape::Title | LineShape::Part) && line.scan.marks.is_empty();
            chapter && finished_above(view, b)
        })
}

/// Whether the nearest line above with words ends a sentence: what follows it is no second half of a broken line.
fn finished_above(view: &DocumentView<'_>, block: usize) -> bool {
    let blank = |c: char| c.is_whitespace() || c == '*';
    let mut above = view.blocks[..block].iter().rev().map(|b| b.text.trim_end_matches(blank));
    above.find(|t| !t.is_empty()).is_some_and(|t| t.ends_with(['。', '；', '！', '？', '”', '）']))
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let nodes = &view.outline.nodes;
    let mut blocks = Vec::new();
    for (i, node) in nodes.iter().enumerate() {
        let shape = view.blocks[node.heading.block as usize].scan.shape;
        let named = shape == LineShape::Part;
        if node.kind == NodeKind::Heading && node.ordinal.is_none() && !named {
            let before = nodes[..i].iter().rev().find(|n| n.level == node.level && n.ordinal.is_some());
            // Where numbering starts anew below it, it names a part of the report and had no number.
            let style = |n: &Node| n.ordinal.map(|o| o.style);
            let next = nodes[i + 1..].iter().find(|n| n.kind == NodeKind::Heading && n.ordinal.is_some());
            // Where the next number follows the one before, none is missing.
            let expected = before.and_then(|b| b.ordinal).map_or(0, |o| o.value + 1);
            let complete = |o: Ordinal| o.value == 1 || o.value == expected;
            if next.is_some_and(|n| n.ordinal.is_some_and(complete) && before.map(style) == Some(style(n))) {
                continue;
            }
            if !alone(view, node) || has_beginning(view) && next.is_none() {
                continue;
            }
            let about = before.map(|b| {
                // Other headings since then may have lost theirs too.
                let lost = |n: &&Node| n.level == node.level && n.kind == NodeKind::Heading;
                let since = nodes[..i].iter().rev().filter(lost).take_while(|n| n.ordinal.is_none()).count() as u32;
                let next = b.ordinal.map_or(0, |o| o.value + 1 + since);
                (shown(view, b), renumbered(view, b, next))
            });
            let (zh, en) = about.map_or_else(Default::default, |(last, next)| {
                (
                    format!("，上一个同级标题是“{last}”，此处或为“{next}”"),
                    format!(": the sibling before is “{last}”, so this may be “{next}”"),
                )
            });
            blocks.push(node.heading.block);
            found.push(Finding::new(
                node.heading,
                Message::new(format!("标题没有序号{zh}"), format!("this heading has no number{en}")),
            ));
        }
    }
    // A gap with exactly one title line in between.
    for fault in sequence::faults(view.outline).iter().filter(|f| f.step == Step::Ahead) {
        let (node, before) = (&nodes[fault.node as usize], &nodes[fault.before as usize]);
        if node.ordinal.is_some_and(|o| o.value != fault.expected + 1) || node.kind != NodeKind::Heading {
            continue;
        }
        let between = before.heading.block as usize + 1..node.heading.block as usize;
        let Some(lines) = view.blocks.get(between.clone()) else { continue };
        let mut titles = between.zip(lines).filter(|(block, b)| {
            let titled = b.scan.shape == LineShape::Title && b.scan.marks.is_empty();
            titled && !signs(b.scan.words.of(view.text(*block as u32)))
        });
        let (Some((block, line)), None) = (titles.next(), titles.next()) else { continue };
        if blocks.contains(&(block as u32)) {
            continue;
        }
        let (last, wanted) = (shown(view, before), renumbered(view, node, fault.expected));
        found.push(
            Finding::new(
                Loc::new(block, line.scan.words),
                Message::new(
                    format!("“{last}”之后缺“{wanted}”，这一行可能就是它的标题"),
                    format!("“{wanted}” is missing after “{last}”: this line may be its heading"),
                ),
            )
            .related(marker(node), Message::new("跳号处", "where the number is skipped")),
        );
    }
}
