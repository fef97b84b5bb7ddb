//! `heading-repeated`: a heading stands twice: a section was pasted again.

use std::collections::HashMap;

use super::sequence::{marker, shown};
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rules::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::{Node, NodeKind, OrdinalStyle};

/// The rule.
pub const RULE: Rule = Rule {
    code: "heading-repeated",
    group: Group::Ordinals,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "标题重复", en: "A heading stands twice" },
    docs: "## 检查什么\n\n同一组标题里两个标题文字相同，或两处标题连同其下正文开头都相同：一段稿子粘贴了两次。\n\n## 为什么\n\n定稿拼合时的常见事故；两份正文往往还略有出入。\n\n## 误报与边界\n\n少于六个字的标题（总体要求、主要目标）在不同部分重复是正常的，不报；目录与正文标题相同不报；不同部分标题相同而正文不同不报。",
    docs_en: "Two headings of one series have the same words, or two headings and the text below them are the same: a section was pasted twice.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("一、总体要求\n推进改革。\n二、主要任务\n抓好落实。"),
        Example::pass(
            "第一章　大力发展现代农业\n第二章　大力发展现代工业\n第一章　大力发展现代农业\n稳定粮食生产，建设高标准农田。\n第二章　大力发展现代工业\n壮大优势产业。",
        ),
        Example::fail(
            "（一）大力发展现代农业。稳定粮食生产。\n（二）大力发展现代工业。壮大优势产业。\n⟦（三）大力发展现代农业⟧。建设高标准农田。",
        ),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let nodes = &view.outline.nodes;
    // By series and words, then by words and text below.
    let mut in_series: HashMap<(u32, String), u32> = HashMap::new();
    let mut with_text: HashMap<(String, String), u32> = HashMap::new();
    let mut inside: Option<u32> = None;
    for (i, node) in nodes.iter().enumerate() {
        let (Some(series), NodeKind::Heading) = (node.series, node.kind) else { continue };
        let words = plain(node.title.of(view.text(node.heading.block)));
        if words.chars().count() < 6 {
            continue;
        }
        let i = i as u32;
        let text = below(view, node);
        let mut first = in_series.get(&(series, words.clone())).copied();
        in_series.entry((series, words.clone())).or_insert(i);
        let section = node.ordinal.is_some_and(|o| o.style <= OrdinalStyle::ChineseParen);
        if section && text.chars().count() >= 40 {
            first = first.or_else(|| with_text.get(&(words.clone(), text.clone())).copied());
            with_text.entry((words, text)).or_insert(i);
        }
        // Only the outermost of what was pasted twice.
        if inside.is_some_and(|end| i < end) {
            continue;
        }
        if let Some(first) = first {
            inside = Some(node.subtree_end);
            found.push(report(view, node, &nodes[first as usize]));
        }
    }
}

fn report(view: &DocumentView<'_>, node: &Node, first: &Node) -> Finding {
    let (here, line) = (shown(view, first), view.line_number(first.heading.block));
    Finding::new(
        node.heading,
        Message::new(
            format!("与第{line}行“{here}”的标题相同，可能是重复粘贴"),
            format!("the same heading as “{here}” on line {line}: pasted twice?"),
        ),
    )
    .related(marker(first), Message::new("第一处", "the first one"))
}

/// Letters and ideographs only.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How the text below a heading begins, without its title.
fn below(view: &DocumentView<'_>, node: &Node) -> String {
    let block = node.heading.block as usize;
    let own = &view.text(node.heading.block)[node.title.end as usize..];
    let mut out: String = own.chars().filter(|c| c.is_alphanumeric()).take(60).collect();
    let end = (node.end.0 as usize).min(view.blocks.len());
    for line in view.blocks.get(block + 1..end).unwrap_or_default() {
        if out.chars().count() >= 60 {
            break;
        }
        out.extend(line.text.chars().take(80).filter(|c| c.is_alphanumeric()));
    }
    out.chars().take(60).collect()
}
