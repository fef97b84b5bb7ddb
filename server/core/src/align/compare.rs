//! One draft against the next.

use std::collections::HashMap;

use super::figures::{self, FigureChange, Place};
use super::headings::{self, HeadingChange};
use super::sentences::{pair, sentences};
use crate::analysis::Snapshot;
use crate::figures::{Decimal, Role};
use crate::structure::{Node, NodeKind};

/// A declared count (八个方面) whose number or list changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountChange {
    /// Block of the count in the new draft.
    pub block: u32,
    /// What the count says, before and after.
    pub declared: (Decimal, Decimal),
    /// How many items follow, before and after; `None` where no list follows.
    pub items: (Option<usize>, Option<usize>),
}

/// How long a section of the first level is, before and after, in characters without blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionLength {
    /// The section's node in the old draft.
    pub old: Option<(u32, usize)>,
    /// The section's node in the new draft.
    pub new: Option<(u32, usize)>,
}

/// What changed from one draft to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Headings, in the order of the new draft, then those that went.
    pub headings: Vec<HeadingChange>,
    /// Figures, in the order of the new draft.
    pub figures: Vec<FigureChange>,
    /// Declared counts.
    pub counts: Vec<CountChange>,
    /// Sections of the first level, those that went last.
    pub lengths: Vec<SectionLength>,
}

/// Compares two drafts.
#[must_use]
pub fn compare(old: &Snapshot, new: &Snapshot) -> Comparison {
    let (before, after) = (sentences(old), sentences(new));
    let pairing = pair(&before, &after);
    let (figures, same) = figures::changes((old, &before), (new, &after), &pairing).finish();
    let (headings, nodes) = headings::changes(old, new);
    let counts = same.iter().filter_map(|(a, b)| count(old, *a, new, *b)).collect();
    Comparison { headings, figures, counts, lengths: lengths(old, new, &nodes) }
}

/// Which figure of the old draft is which of the new one, by its place in the new.
#[must_use]
pub fn counterparts(old: &Snapshot, new: &Snapshot) -> HashMap<(u32, usize), (u32, usize)> {
    let (before, after) = (sentences(old), sentences(new));
    let pairing = pair(&before, &after);
    let (_, same) = figures::changes((old, &before), (new, &after), &pairing).finish();
    same.into_iter().map(|(before, after)| (after, before)).collect()
}

/// The change of one declared count, if there is any.
fn count(old: &Snapshot, a: Place, new: &Snapshot, b: Place) -> Option<CountChange> {
    let declared = |snapshot: &Snapshot, at @ (block, figure): Place| {
        snapshot.ledger().entry(block, figure).filter(|e| e.role == Some(Role::ListCount))?;
        let figure = &snapshot.blocks()[block as usize].figures[figure];
        let items = snapshot.ledger().list_after(figure, at, snapshot.outline()).map(<[u32]>::len);
        Some((figure.lower.number()?, items))
    };
    let ((before, items_before), (after, items_after)) = (declared(old, a)?, declared(new, b)?);
    let change = CountChange { block: b.0, declared: (before, after), items: (items_before, items_after) };
    (before != after || items_before != items_after).then_some(change)
}

/// The lengths of the first level's sections; `nodes` tells which of the old draft is which of the new.
fn lengths(old: &Snapshot, new: &Snapshot, nodes: &HashMap<u32, u32>) -> Vec<SectionLength> {
    let sections = |snapshot: &Snapshot| -> Vec<(u32, usize)> {
        let outline = snapshot.outline();
        let top = outline.children(None).filter(|n| outline.nodes[*n as usize].kind == NodeKind::Heading);
        top.map(|n| (n, length(snapshot, &outline.nodes[n as usize]))).collect()
    };
    let before = sections(old);
    let mut found: Vec<SectionLength> = sections(new)
        .into_iter()
        .map(|new| SectionLength {
            old: before.iter().find(|o| nodes.get(&o.0) == Some(&new.0)).copied(),
            new: Some(new),
        })
        .collect();
    let met: Vec<u32> = found.iter().filter_map(|l| l.old).map(|o| o.0).collect();
    found.extend(
        before.into_iter().filter(|o| !met.contains(&o.0)).map(|old| SectionLength { old: Some(old), new: None }),
    );
    found
}

/// Characters of a section without blanks.
fn length(snapshot: &Snapshot, node: &Node) -> usize {
    let blocks = snapshot.blocks();
    let (first, start) = (node.heading.block as usize, node.heading.span.start as usize);
    let (last, end) = (node.end.0 as usize, node.end.1 as usize);
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    (first..=last.min(blocks.len().saturating_sub(1)))
        .map(|i| {
            let text = &blocks[i].text;
            let to = if i == last { end.min(text.len()) } else { text.len() };
            let from = if i == first { start.min(to) } else { 0 };
            count(&text[from..to])
        })
        .sum()
}
