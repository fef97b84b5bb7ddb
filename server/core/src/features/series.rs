//! Series of ordinals: which come next to a place, and how the next one is written.

use std::collections::HashMap;

use super::places::{nodes_of_block, text_at};
use super::textual::textual;
use crate::analysis::Snapshot;
use crate::finding::Edit;
use crate::structure::{Node, numeral_like};
use crate::text::{Loc, Span};

/// The marker that follows the node's own, written the same way: （三） → （四）, 3. → 4., ③ → ④, 三是 → 四是.
/// `None` for words that do not count on (首先).
pub(super) fn next_marker(snapshot: &Snapshot, node: &Node) -> Option<String> {
    marker(snapshot, node, node.ordinal?.value.checked_add(1)?)
}

/// The node's marker with another number.
pub(super) fn marker(snapshot: &Snapshot, node: &Node, value: u32) -> Option<String> {
    let ordinal = node.ordinal?;
    let at = |span: Span| text_at(snapshot, Loc { block: node.heading.block, span });
    let (whole, number) = (at(ordinal.span), at(ordinal.number));
    let new = numeral_like(number, value)?;
    let head = whole.get(..(ordinal.number.start.checked_sub(ordinal.span.start)?) as usize)?;
    let tail = whole.get((ordinal.number.end - ordinal.span.start) as usize..)?;
    let marker = format!("{head}{new}{tail}");
    // White space inside a marker (三 、) is a slip that is not repeated; the space after `1.` is kept.
    let inner: String = marker.split_whitespace().collect();
    let space = if marker.ends_with(' ') { " " } else { "" };
    Some(inner.replace('*', "") + space)
}

/// The node that starts the line of block `block`: nothing but white space and Markdown marks stand before it.
pub(super) fn line_start_node(snapshot: &Snapshot, block: u32) -> Option<u32> {
    let (index, node) = nodes_of_block(snapshot, block).next()?;
    let before = Span { start: 0, end: node.heading.span.start };
    is_markup(text_at(snapshot, Loc { block, span: before })).then_some(index)
}

/// White space and Markdown markers only.
pub(super) fn is_markup(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '#' | '>' | '*' | '-' | '+' | '\u{feff}'))
}

/// The series that a node belongs to, in order; empty for a node without an ordinal.
pub(super) fn members(snapshot: &Snapshot, node: u32) -> &[u32] {
    let outline = snapshot.outline();
    let series = outline.nodes.get(node as usize).and_then(|n| n.series);
    series.and_then(|s| outline.series.get(s as usize)).map(|s| s.members.as_slice()).unwrap_or_default()
}

/// The number that a node's series begins with: after the series it runs on from, else the first member's own (an
/// excerpt may start late).
pub(super) fn first_number(snapshot: &Snapshot, node: u32) -> Option<u32> {
    let outline = snapshot.outline();
    let value = |n: u32| outline.nodes[n as usize].ordinal.map(|o| o.value);
    let series = outline.series.get(outline.nodes.get(node as usize)?.series? as usize)?;
    match series.runs_on_from {
        Some(before) => value(before)?.checked_add(1),
        None => value(*series.members.first()?),
    }
}

/// The edits that give nodes new numbers, and the references to them in the text with them. Ascending.
pub(super) fn renumbered(snapshot: &Snapshot, numbers: &[(u32, u32)]) -> Vec<Edit> {
    let nodes = &snapshot.outline().nodes;
    let new: HashMap<u32, u32> = numbers.iter().copied().collect();
    let mut edits = Vec::new();
    let mut change = |block: u32, span: Span, value: u32| {
        let place = Loc { block, span };
        let old = text_at(snapshot, place);
        if let Some(numeral) = numeral_like(old, value).filter(|n| n != old) {
            edits.push(Edit::new(place, numeral));
        }
    };
    for (node, value) in numbers {
        let node = &nodes[*node as usize];
        if let Some(ordinal) = node.ordinal {
            change(node.heading.block, ordinal.number, *value);
        }
    }
    for reference in textual(snapshot) {
        if let Some(value) = new.get(&reference.node) {
            change(reference.loc.block, reference.number, *value);
        }
        if let Some((part, span)) = reference.part
            && let Some(value) = new.get(&part)
        {
            change(reference.loc.block, span, *value);
        }
    }
    edits.sort_by_key(|e| e.loc);
    edits.dedup();
    edits
}
