//! Series of ordinals: which come next to a place, and how the next one is written.

use std::collections::HashMap;

use super::places::{nodes_of_block, text_at};
use super::textual::textual;
use crate::analysis::Snapshot;
use crate::finding::Edit;
use crate::structure::{Node, chinese_numeral};
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

/// `value` in the script of `sample`: 三 → 四, 3 → 4, ３ → ４, ③ → ④.
pub(super) fn numeral_like(sample: &str, value: u32) -> Option<String> {
    let first = sample.chars().find(|c| !c.is_whitespace())?;
    match first {
        '0'..='9' => Some(value.to_string()),
        '０'..='９' => {
            value.to_string().chars().map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32)).collect()
        }
        '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' => circled(value).map(String::from),
        c if "零〇一二三四五六七八九十百千廿卅".contains(c) => Some(chinese_numeral(value)),
        _ => None,
    }
}

const fn circled(value: u32) -> Option<char> {
    match value {
        1..=20 => char::from_u32('①' as u32 + value - 1),
        21..=35 => char::from_u32('㉑' as u32 + value - 21),
        36..=50 => char::from_u32('㊱' as u32 + value - 36),
        _ => None,
    }
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

/// Nodes of the same parent and style as `node`, in order, itself included.
pub(super) fn siblings(snapshot: &Snapshot, node: u32) -> Vec<u32> {
    let outline = snapshot.outline();
    let this = &outline.nodes[node as usize];
    let style = |n: &Node| n.ordinal.map(|o| o.style);
    outline.children(this.parent).filter(|s| style(&outline.nodes[*s as usize]) == style(this)).collect()
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
