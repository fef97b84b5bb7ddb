//! Folds the scans of all lines into one tree.

use super::{Lines, Node, NodeKind, OrdinalStyle, Outline};
use crate::text::{Loc, Span};

/// Builds the outline: the first style met is the top level, a new style opens a level below, a known style closes back
/// to its own; run-in families always stand below numbered headings.
#[must_use]
pub fn build<L: Lines + ?Sized>(lines: &L) -> Outline {
    let mut outline = Outline::default();
    let mut open: Vec<(OrdinalStyle, u32)> = Vec::new();
    for block in 0..lines.count() {
        for mark in &lines.scan(block).marks {
            let style = mark.ordinal.style;
            let here = (block as u32, mark.ordinal.span.start);
            let item = matches!(style, OrdinalStyle::YiShi | OrdinalStyle::DiYi);
            let keep = match open.iter().position(|(s, _)| *s == style) {
                Some(at) => at,
                None if item => open.len(),
                None => open
                    .iter()
                    .position(|(s, _)| matches!(s, OrdinalStyle::YiShi | OrdinalStyle::DiYi))
                    .unwrap_or(open.len()),
            };
            close(&mut outline, &mut open, keep, here);
            let parent = open.last().map(|(_, node)| *node);
            open.push((style, outline.nodes.len() as u32));
            outline.nodes.push(Node {
                kind: if item { NodeKind::Item } else { NodeKind::Heading },
                ordinal: Some(mark.ordinal),
                heading: Loc::new(block, Span { start: mark.ordinal.span.start, end: mark.title.end }),
                title: mark.title,
                level: open.len() as u32,
                parent,
                subtree_end: 0,
                end: (0, 0),
            });
        }
    }
    let last = lines.count().saturating_sub(1);
    let end = (last as u32, if lines.count() == 0 { 0 } else { lines.text(last).len() as u32 + 1 });
    close(&mut outline, &mut open, 0, end);
    outline
}

fn close(outline: &mut Outline, open: &mut Vec<(OrdinalStyle, u32)>, keep: usize, end: (u32, u32)) {
    let next = outline.nodes.len() as u32;
    for (_, node) in open.drain(keep..) {
        outline.nodes[node as usize].subtree_end = next;
        outline.nodes[node as usize].end = end;
    }
}
