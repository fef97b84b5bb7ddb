//! Another style for the ordinals of a level: 1、 → 1., （一） → 一、.

use std::collections::HashSet;

use super::refactoring::Refactoring;
use super::series::{marker, renumbered};
use crate::analysis::Snapshot;
use crate::finding::Edit;
use crate::message::Message;
use crate::structure::{Node, NodeKind, OrdinalStyle, numeral_like};
use crate::text::Loc;

/// How an ordinal is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sample {
    /// As this node's is.
    Node(u32),
    /// As the norm writes this style.
    Norm(OrdinalStyle),
}

/// The styles of headings as GB/T 15834-2011 B.3.8 nests them, each with what stands around its numeral.
const NORM: [(OrdinalStyle, &str, &str, &str); 5] = [
    (OrdinalStyle::Chinese, "", "一", "、"),
    (OrdinalStyle::ChineseParen, "（", "一", "）"),
    (OrdinalStyle::Arabic, "", "1", "."),
    (OrdinalStyle::ArabicParen, "（", "1", "）"),
    (OrdinalStyle::Circled, "", "①", ""),
];

/// The marker for a number in the manner of a sample; `None` where there is none (㊿ is the last of its kind).
pub(super) fn write(snapshot: &Snapshot, sample: Sample, value: u32) -> Option<String> {
    match sample {
        Sample::Node(node) => marker(snapshot, snapshot.outline().nodes.get(node as usize)?, value),
        Sample::Norm(style) => {
            let (_, before, numeral, after) = NORM.iter().find(|n| n.0 == style)?;
            Some(format!("{before}{}{after}", numeral_like(numeral, value)?))
        }
    }
}

/// The style that the norm nests below another.
pub(super) fn below(style: OrdinalStyle) -> Option<OrdinalStyle> {
    match NORM.iter().position(|n| n.0 == style) {
        Some(at) => NORM.get(at + 1).map(|n| n.0),
        None => (!style.is_run_in()).then_some(OrdinalStyle::Chinese),
    }
}

const fn target(refactoring: Refactoring) -> Option<OrdinalStyle> {
    Some(match refactoring {
        Refactoring::ToChinese => OrdinalStyle::Chinese,
        Refactoring::ToChineseParen => OrdinalStyle::ChineseParen,
        Refactoring::ToArabic => OrdinalStyle::Arabic,
        Refactoring::ToArabicParen => OrdinalStyle::ArabicParen,
        Refactoring::ToCircled => OrdinalStyle::Circled,
        _ => return None,
    })
}

/// Headings of the node's level and style, in the whole draft.
fn level(snapshot: &Snapshot, node: u32) -> Option<Vec<u32>> {
    let nodes = &snapshot.outline().nodes;
    let this = nodes.get(node as usize)?;
    let style = this.ordinal?.style;
    if this.kind != NodeKind::Heading || style.is_run_in() {
        return None;
    }
    let same = |n: &Node| n.level == this.level && n.ordinal.is_some_and(|o| o.style == style);
    Some((0..nodes.len() as u32).filter(|n| same(&nodes[*n as usize])).collect())
}

pub(super) fn offer(snapshot: &Snapshot, node: u32, refactoring: Refactoring) -> Option<Message> {
    let style = target(refactoring)?;
    let outline = snapshot.outline();
    let same = level(snapshot, node)?;
    // A style that headings above or below already have would take them into this level.
    let own = outline.nodes[node as usize].level;
    let clash = |n: &Node| n.level != own && n.kind == NodeKind::Heading && n.ordinal.is_some_and(|o| o.style == style);
    if outline.nodes.iter().any(clash) {
        return None;
    }
    // Cheap, as this is asked whenever the cursor moves: the numbers can be written, and this one would change.
    let value = |n: u32| outline.nodes[n as usize].ordinal.map(|o| o.value);
    let highest = same.iter().filter_map(|n| value(*n)).max()?;
    write(snapshot, Sample::Norm(style), highest)?;
    let written = super::outline::ordinal(snapshot, &outline.nodes[node as usize]);
    if write(snapshot, Sample::Norm(style), value(node)?)? == written {
        return None;
    }
    let (sample, count) = (write(snapshot, Sample::Norm(style), 1)?, same.len());
    Some(Message::new(
        format!("本级{count}项序号改为“{sample}”式"),
        format!("Number this level ({count} items) as “{sample}”"),
    ))
}

pub(super) fn edits(snapshot: &Snapshot, node: u32, refactoring: Refactoring) -> Option<Vec<Edit>> {
    let style = target(refactoring)?;
    let nodes = &snapshot.outline().nodes;
    let changed: Option<Vec<(u32, Sample, u32)>> = level(snapshot, node)?
        .into_iter()
        .map(|n| Some((n, Sample::Norm(style), nodes[n as usize].ordinal?.value)))
        .collect();
    rewritten(snapshot, &changed?)
}

/// The edits that write nodes' ordinals anew; `None` if one cannot be written.
pub(super) fn rewritten(snapshot: &Snapshot, changed: &[(u32, Sample, u32)]) -> Option<Vec<Edit>> {
    let nodes = &snapshot.outline().nodes;
    let mut edits = Vec::new();
    for (node, sample, value) in changed {
        let this = &nodes[*node as usize];
        let place = Loc { block: this.heading.block, span: this.ordinal?.span };
        let old = super::places::text_at(snapshot, place);
        let new = write(snapshot, *sample, *value)?;
        if new.trim() != old.trim() {
            // White space at the ends of the old marker is not part of it.
            edits.push(Edit::new(place, new.trim()));
        }
    }
    // References keep their own form; only their numbers follow.
    let numbers: Vec<(u32, u32)> = changed.iter().map(|(node, _, value)| (*node, *value)).collect();
    let own: HashSet<Loc> = changed.iter().filter_map(|(node, ..)| number_of(&nodes[*node as usize])).collect();
    edits.extend(renumbered(snapshot, &numbers).into_iter().filter(|e| !own.contains(&e.loc)));
    edits.sort_by_key(|e| e.loc);
    Some(edits)
}

fn number_of(node: &Node) -> Option<Loc> {
    Some(Loc { block: node.heading.block, span: node.ordinal?.number })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::places::ordinal_at;
    use crate::features::testing::cursor;
    use crate::fixes;

    fn converted(text: &str) -> Vec<String> {
        let (snapshot, at) = cursor(text);
        let node = ordinal_at(&snapshot, at.line, at.byte).expect("an ordinal");
        Refactoring::ALL
            .into_iter()
            .filter(|r| target(*r).is_some())
            .filter_map(|r| {
                let title = offer(&snapshot, node, r)?.zh;
                let edits = snapshot.text_edits(&edits(&snapshot, node, r)?);
                Some(format!("{title}: {}", fixes::apply(&text.replace("$0", ""), &edits).replace('\n', " ")))
            })
            .collect()
    }

    #[test]
    fn a_level_is_written_in_another_style() {
        assert_eq!(
            converted("一、甲\n$01、乙\n2、丙\n二、丁\n1、戊"),
            [
                "本级3项序号改为“（一）”式: 一、甲 （一）乙 （二）丙 二、丁 （一）戊",
                "本级3项序号改为“1.”式: 一、甲 1.乙 2.丙 二、丁 1.戊",
                "本级3项序号改为“（1）”式: 一、甲 （1）乙 （2）丙 二、丁 （1）戊",
                "本级3项序号改为“①”式: 一、甲 ①乙 ②丙 二、丁 ①戊",
            ]
        );
    }

    #[test]
    fn run_in_enumerations_keep_their_style() {
        assert_eq!(converted("$0一是甲。\n二是乙。"), [""; 0]);
    }
}
