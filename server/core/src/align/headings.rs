//! Headings of two drafts: what came, went, got another number, place or words.

use std::collections::HashMap;

use crate::analysis::Snapshot;
use crate::reading::line::fold_text;
use crate::structure::{Node, NodeKind, longest_rising};
use crate::text::grams::{Grams, pair_alike};

/// What happened to a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HeadingChangeKind {
    /// Only the new draft has it.
    Added,
    /// Only the old draft has it.
    Removed,
    /// It has another number.
    Renumbered,
    /// It stands before or behind others than before, or under another heading.
    Moved,
    /// Its words changed.
    Retitled,
}

impl HeadingChangeKind {
    /// Name in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renumbered => "renumbered",
            Self::Moved => "moved",
            Self::Retitled => "retitled",
        }
    }
}

/// One change of a heading. A heading that was moved and renumbered has two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingChange {
    /// What happened.
    pub kind: HeadingChangeKind,
    /// The node in the old draft.
    pub old: Option<u32>,
    /// The node in the new draft.
    pub new: Option<u32>,
}

/// A heading under the eye.
struct Heading {
    node: u32,
    parent: Option<u32>,
    title: String,
    ordinal: String,
}

fn headings(snapshot: &Snapshot) -> Vec<Heading> {
    let outline = snapshot.outline();
    let compact = |text: &str| -> String {
        let folded = fold_text(text);
        folded.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '#' | '。' | ':')).collect()
    };
    let is_heading = |n: &Node| n.kind == NodeKind::Heading;
    let mut found = Vec::new();
    for (index, node) in outline.nodes.iter().enumerate().filter(|(_, n)| is_heading(n)) {
        let text = &snapshot.blocks()[node.heading.block as usize].text;
        let above = std::iter::successors(node.parent, |p| outline.nodes[*p as usize].parent);
        found.push(Heading {
            node: index as u32,
            parent: above.into_iter().find(|p| is_heading(&outline.nodes[*p as usize])),
            title: compact(node.title.of(text)),
            ordinal: node.ordinal.map(|o| compact(o.span.of(text))).unwrap_or_default(),
        });
    }
    found
}

/// Compares the headings of two drafts; also which node of the old draft is which of the new.
pub(super) fn changes(old: &Snapshot, new: &Snapshot) -> (Vec<HeadingChange>, HashMap<u32, u32>) {
    let (old, new) = (headings(old), headings(new));
    let partner = pair(&old, &new);
    let nodes: HashMap<u32, u32> =
        partner.iter().enumerate().filter_map(|(i, j)| Some((old[i].node, new[(*j)?].node))).collect();
    let moved = moved(&old, &new, &partner, &nodes);
    let mut found = Vec::new();
    let mut taken = vec![false; new.len()];
    for (i, heading) in old.iter().enumerate() {
        let Some(j) = partner[i] else {
            found.push(HeadingChange { kind: HeadingChangeKind::Removed, old: Some(heading.node), new: None });
            continue;
        };
        taken[j] = true;
        let mut tell = |kind| found.push(HeadingChange { kind, old: Some(heading.node), new: Some(new[j].node) });
        if moved[i] {
            tell(HeadingChangeKind::Moved);
        }
        if heading.ordinal != new[j].ordinal {
            tell(HeadingChangeKind::Renumbered);
        }
        if heading.title != new[j].title {
            tell(HeadingChangeKind::Retitled);
        }
    }
    for heading in new.iter().zip(taken).filter(|(_, taken)| !taken).map(|(h, _)| h) {
        found.push(HeadingChange { kind: HeadingChangeKind::Added, old: None, new: Some(heading.node) });
    }
    found.sort_by_key(|c| (c.new.is_none(), c.new.or(c.old), c.kind));
    (found, nodes)
}

/// For each old heading its new one: equal words first, near ones by their words, then the one left in its place.
fn pair(old: &[Heading], new: &[Heading]) -> Vec<Option<usize>> {
    // Two titles with so much in common are one, reworded.
    const ALIKE: usize = 400;
    let mut partner = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (j, heading) in new.iter().enumerate().rev() {
        places.entry(&heading.title).or_default().push(j);
    }
    for (i, heading) in old.iter().enumerate() {
        if let Some(j) = places.get_mut(heading.title.as_str()).and_then(Vec::pop) {
            (partner[i], taken[j]) = (Some(j), true);
        }
    }
    let left: Vec<usize> = (0..old.len()).filter(|i| partner[*i].is_none()).collect();
    let free: Vec<usize> = (0..new.len()).filter(|j| !taken[*j]).collect();
    let grams =
        |all: &[Heading], which: &[usize]| -> Vec<Grams> { which.iter().map(|i| Grams::of(&all[*i].title)).collect() };
    for (a, b) in pair_alike(&grams(old, &left), &grams(new, &free), ALIKE) {
        (partner[left[a]], taken[free[b]]) = (Some(free[b]), true);
    }
    // The same number between the same neighbours: rewritten from the ground.
    for i in 0..old.len() {
        if partner[i].is_some() || old[i].ordinal.is_empty() {
            continue;
        }
        let Some(j) = i.checked_sub(1).map_or(Some(0), |before| partner[before].map(|j| j + 1)) else { continue };
        let before_next = old.get(i + 1).is_none_or(|_| partner[i + 1] == Some(j + 1));
        if j < new.len() && !taken[j] && before_next && old[i].ordinal == new[j].ordinal {
            (partner[i], taken[j]) = (Some(j), true);
        }
    }
    partner
}

/// Which headings stand elsewhere: under another heading, or out of order among those that stayed under theirs.
fn moved(old: &[Heading], new: &[Heading], partner: &[Option<usize>], nodes: &HashMap<u32, u32>) -> Vec<bool> {
    let mut moved = vec![false; old.len()];
    let mut siblings: HashMap<Option<u32>, Vec<(usize, usize)>> = HashMap::new();
    for (i, j) in partner.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))) {
        let parent = old[i].parent.map(|p| nodes.get(&p).copied());
        match (parent, new[j].parent) {
            (None, None) => siblings.entry(None).or_default().push((i, j)),
            (Some(Some(p)), Some(q)) if p == q => siblings.entry(Some(q)).or_default().push((i, j)),
            // Its parent went: it is told, and stands where it stood.
            (Some(None), _) => {}
            _ => moved[i] = true,
        }
    }
    for family in siblings.values() {
        let stays = longest_rising(&family.iter().map(|(_, j)| *j).collect::<Vec<_>>());
        for (place, (i, _)) in family.iter().enumerate() {
            moved[*i] = !stays[place];
        }
    }
    moved
}
