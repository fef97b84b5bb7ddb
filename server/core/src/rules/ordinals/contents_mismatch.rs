//! `contents-mismatch`: the table of contents and the headings below it differ.

use std::collections::{HashMap, HashSet};

use super::sequence::marker;
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::{Node, OrdinalStyle, contents, longest_rising};
use crate::text::Loc;

/// The rule.
pub const RULE: Rule = Rule {
    code: "contents-mismatch",
    group: Group::Ordinals,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage {
        zh: "目录与正文标题不一致", en: "The table of contents differs from the headings"
    },
    docs: "## 检查什么\n\n目录里的标题与正文的标题逐条对照：文字不同、正文没有、先后不同；目录列到某一级，正文同一级却有标题没有列入。页码不比较。\n\n## 为什么\n\n标题改过，目录常常忘了改；目录是读者第一眼看到的一页。\n\n## 误报与边界\n\n一组没有正文的标题在下面又出现（至少三条、占一半以上）才认作目录。877篇公开的政府工作报告和另127份文稿没有一篇带目录，一处不报；带目录的规划类文稿按构造的样稿检验。目录没有列的层级不要求列全；标点、空格、页码和引导点不计。",
    docs_en: "Entries of the table of contents that differ from the headings of the text, have none, or stand in another order, and headings of a listed level that the table leaves out. Page numbers are not compared.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass(
            "目录\n一、发展基础…1\n二、重点任务…9\n三、保障措施…15\n一、发展基础\n成效明显。\n二、重点任务\n（一）抓改造。改造小区。\n三、保障措施\n加强领导。",
        ),
        Example::fail(
            "目录\n一、发展基础…1\n⟦二、主要任务⟧…9\n三、保障措施…15\n四、附则…18\n一、发展基础\n成效明显。\n二、重点任务\n改造小区。\n三、保障措施\n加强领导。\n四、附则\n自印发之日起施行。",
        ),
        Example::fail(
            "目录\n一、发展基础\n二、重点任务\n三、保障措施\n⟦四、实施步骤⟧\n一、发展基础\n成效明显。\n二、重点任务\n改造小区。\n三、保障措施\n加强领导。",
        ),
        Example::fail(
            "目录\n一、发展基础\n二、重点任务\n三、保障措施\n一、发展基础\n成效明显。\n二、重点任务\n改造小区。\n三、保障措施\n加强领导。\n⟦四、实施步骤⟧\n分两步走。",
        ),
        Example::fail(
            "目录\n一、发展基础\n⟦三、保障措施⟧\n二、重点任务\n四、附则\n一、发展基础\n成效明显。\n二、重点任务\n改造小区。\n三、保障措施\n加强领导。\n四、附则\n自印发之日起施行。",
        ),
    ],
    check: Check::Document(check),
};

/// An entry of the table of contents.
struct Entry {
    place: Loc,
    letters: String,
    /// The heading that it names.
    node: Option<u32>,
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    if view.outline.contents.is_empty() {
        return;
    }
    let mut entries = entries(view);
    let first = view.outline.nodes.partition_point(|n| n.heading.block < view.outline.contents.end);
    let nodes = &view.outline.nodes[first..];
    let mut headings: HashMap<String, Vec<u32>> = HashMap::new();
    for (i, node) in nodes.iter().enumerate().rev().filter(|(_, n)| n.kind.is_heading()) {
        if let Some(letters) = contents::letters(node.heading.span.of(view.text(node.heading.block))) {
            headings.entry(letters).or_default().push(i as u32);
        }
    }
    for entry in &mut entries {
        entry.node = headings.get_mut(&entry.letters).and_then(Vec::pop);
    }
    let late = late(&entries);
    let mut renamed = HashSet::new();
    for (i, entry) in entries.iter().enumerate() {
        match entry.node {
            Some(node) if late.contains(&i) => found.push(out_of_order(view, entry, &nodes[node as usize])),
            Some(_) => {}
            None => {
                let other = other_words(view, &entries, i, nodes);
                renamed.extend(other);
                found.push(without_heading(view, entry, other.map(|n| &nodes[n as usize])));
            }
        }
    }
    let listed: HashSet<u32> = entries.iter().filter_map(|e| e.node).chain(renamed).collect();
    left_out(view, nodes, &listed, found);
}

fn entries(view: &DocumentView<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for block in view.outline.contents.clone() {
        let text = view.text(block);
        let Some(span) = contents::heading(&view.blocks[block as usize].scan, text) else { continue };
        if let Some(letters) = contents::letters(span.of(text)) {
            entries.push(Entry { place: Loc { block, span }, letters, node: None });
        }
    }
    entries
}

/// The entries that stand outside the longest run in the order of the text.
fn late(entries: &[Entry]) -> HashSet<usize> {
    let found: Vec<(usize, u32)> = entries.iter().enumerate().filter_map(|(i, e)| Some((i, e.node?))).collect();
    let stays = longest_rising(&found.iter().map(|(_, node)| *node as usize).collect::<Vec<_>>());
    found.iter().zip(stays).filter(|(_, stays)| !stays).map(|((entry, _), _)| *entry).collect()
}

/// The heading with the same ordinal that stands between those of the entries before and after.
fn other_words(view: &DocumentView<'_>, entries: &[Entry], entry: usize, nodes: &[Node]) -> Option<u32> {
    let scan = &view.blocks[entries[entry].place.block as usize].scan;
    let ordinal = scan.marks.first().filter(|_| scan.starts_with_mark())?.ordinal;
    let from = entries[..entry].iter().rev().find_map(|e| e.node).map_or(0, |n| n + 1);
    let to = entries[entry + 1..].iter().find_map(|e| e.node).unwrap_or(nodes.len() as u32);
    let same = |o: &crate::structure::Ordinal| o.style == ordinal.style && o.value == ordinal.value;
    (from..to).find(|n| nodes[*n as usize].ordinal.as_ref().is_some_and(same))
}

fn out_of_order(view: &DocumentView<'_>, entry: &Entry, node: &Node) -> Finding {
    let line = view.line_number(node.heading.block);
    Finding::new(
        entry.place,
        Message::new(
            format!("目录中的先后与正文不同：这一标题在正文第{line}行"),
            format!("the table of contents has another order than the text: this heading is on line {line}"),
        ),
    )
    .related(marker(node), Message::new("正文的标题", "the heading"))
}

fn without_heading(view: &DocumentView<'_>, entry: &Entry, other: Option<&Node>) -> Finding {
    let Some(node) = other else {
        let message = Message::new("目录列有这一标题，正文中没有", "the text has no heading of these words");
        return Finding::new(entry.place, message);
    };
    let (line, words) = (view.line_number(node.heading.block), view.at(node.heading));
    Finding::new(
        entry.place,
        Message::new(
            format!("与正文第{line}行的标题“{words}”不一致"),
            format!("differs from the heading “{words}” on line {line}"),
        ),
    )
    .related(marker(node), Message::new("正文的标题", "the heading"))
}

/// Headings that the table leaves out though it lists most of their form.
fn left_out(view: &DocumentView<'_>, nodes: &[Node], listed: &HashSet<u32>, found: &mut Vec<Finding>) {
    let mut forms: HashMap<OrdinalStyle, (usize, usize)> = HashMap::new();
    let numbered = |n: &Node| n.ordinal.filter(|o| n.kind.is_heading() && !o.style.is_run_in()).map(|o| o.style);
    for (i, node) in nodes.iter().enumerate() {
        if let Some(style) = numbered(node) {
            let (all, known) = forms.entry(style).or_default();
            *all += 1;
            *known += usize::from(listed.contains(&(i as u32)));
        }
    }
    for (i, node) in nodes.iter().enumerate() {
        let most = numbered(node).and_then(|s| forms.get(&s)).is_some_and(|(all, known)| known * 3 > all * 2);
        if most && !listed.contains(&(i as u32)) {
            let message = Message::new("目录中没有列入这一标题", "the table of contents leaves this heading out");
            let start = Loc::new(view.outline.contents.start as usize, crate::text::Span::default());
            found.push(
                Finding::new(node.heading, message).related(start, Message::new("目录", "the table of contents")),
            );
        }
    }
}
