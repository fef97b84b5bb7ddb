//! Where things are: the figure, ordinal, clause, sentence or section at a place; sizes of sections.

use crate::analysis::Snapshot;
use crate::figures::{Class, Figure, Ledger, Role};
use crate::markdown::LineRole;
use crate::reading::segments::{ends_clause, ends_sentence};
use crate::structure::Node;
use crate::text::{Count, LineRange, Loc, Span};

/// Whether figures of this class measure something; dates, names, ordinals and class bounds do not.
pub(super) const fn is_measure(class: Class) -> bool {
    matches!(
        class,
        Class::Quantity
            | Class::Percent
            | Class::PercentagePoint
            | Class::Permille
            | Class::Multiple
            | Class::Fraction
            | Class::Ratio
    )
}

/// Whether a figure is an indicator (指标): the number that every place shows, and the rows of the sheet. It says how much
/// there is, comes or shall come; dates, ranks, sessions, names, bounds of classes and counts of lists do not.
#[must_use]
pub const fn is_indicator(class: Class, role: Option<Role>) -> bool {
    let other = matches!(
        role,
        Some(Role::ListCount | Role::Threshold | Role::Rank | Role::Name | Role::Period | Role::Deadline)
    );
    !other && (is_measure(class) || matches!(class, Class::CountCn))
}

/// Loc of a span in block `block`.
pub(super) const fn loc(block: u32, span: Span) -> Loc {
    Loc { block, span }
}

/// Text under a place.
pub(super) fn text_at(snapshot: &Snapshot, loc: Loc) -> &str {
    snapshot.blocks().get(loc.block as usize).map_or("", |b| loc.span.of(&b.text))
}

/// Index of the figure at a byte of a block: in its span, else in one of its comparators, else just before the byte.
pub(super) fn figure_at(figures: &[Figure], byte: u32) -> Option<usize> {
    let comparator = |f: &Figure| [f.before, f.after].into_iter().flatten().any(|s| s.contains(byte));
    figures
        .iter()
        .position(|f| f.span.contains(byte))
        .or_else(|| figures.iter().position(comparator))
        .or_else(|| figures.iter().position(|f| f.span.end == byte))
}

/// Nodes whose heading starts in block `block`, with their indexes.
pub(super) fn nodes_of_block(snapshot: &Snapshot, block: u32) -> impl Iterator<Item = (u32, &Node)> {
    let nodes = &snapshot.outline().nodes;
    let first = nodes.partition_point(|n| n.heading.block < block);
    let here = nodes[first..].iter().take_while(move |n| n.heading.block == block);
    here.enumerate().map(move |(i, n)| ((first + i) as u32, n))
}

/// The node whose ordinal holds the byte, or ends just before it.
pub(super) fn ordinal_at(snapshot: &Snapshot, block: u32, byte: u32) -> Option<u32> {
    spanned(snapshot, block, byte, true, |n| n.ordinal.map(|o| o.span))
}

fn spanned(
    snapshot: &Snapshot,
    block: u32,
    byte: u32,
    end_too: bool,
    span: impl Fn(&Node) -> Option<Span>,
) -> Option<u32> {
    let within = |s: Span| s.contains(byte) || (end_too && byte == s.end && !s.is_empty());
    nodes_of_block(snapshot, block).find(|(_, n)| span(n).is_some_and(within)).map(|(index, _)| index)
}

/// What stands at a byte of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hit {
    /// An ordinal: its node.
    Ordinal(u32),
    /// A figure: its index in the block.
    Figure(usize),
    /// A heading beside its ordinal: its node.
    Heading(u32),
}

/// The most telling thing at a byte: what holds it before what ends there, ordinals before figures before headings.
pub(super) fn hit(snapshot: &Snapshot, block: u32, byte: u32) -> Option<Hit> {
    let here = snapshot.blocks().get(block as usize)?;
    let ordinal = |end_too| spanned(snapshot, block, byte, end_too, |n| n.ordinal.map(|o| o.span)).map(Hit::Ordinal);
    let figure = figure_at(&here.figures, byte);
    let inside = figure.filter(|i| here.figures[*i].span.end != byte).map(Hit::Figure);
    let heading = || spanned(snapshot, block, byte, true, |n| Some(n.heading.span)).map(Hit::Heading);
    ordinal(false).or(inside).or_else(|| ordinal(true)).or(figure.map(Hit::Figure)).or_else(heading)
}

/// The whole section of a node: from its heading to the end of its last line that is not blank.
pub(super) fn section(snapshot: &Snapshot, node: &Node) -> LineRange {
    let blocks = snapshot.blocks();
    let start = (node.heading.block, node.heading.span.start);
    let floor = (node.heading.block, node.heading.span.end);
    let (mut block, mut byte) = node.end;
    if block as usize >= blocks.len() {
        block = blocks.len().saturating_sub(1) as u32;
        byte = u32::MAX;
    }
    loop {
        let text: &str = blocks.get(block as usize).map_or("", |b| &b.text);
        let mut cut = (byte as usize).min(text.len());
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        // A Markdown marker before the next heading (`## `, `- `, `**`) belongs to that heading.
        let kept = text[..cut].trim_end_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let kept = if cut < text.len() { trim_markup(kept) } else { kept };
        if !kept.is_empty() || block <= floor.0 {
            byte = kept.len() as u32;
            break;
        }
        block -= 1;
        byte = u32::MAX;
    }
    let end = (block, byte).max(floor);
    let at = |(block, byte): (u32, u32)| snapshot.line_range(loc(block, Span { start: byte, end: byte })).start;
    LineRange { start: at(start), end: at(end) }
}

/// Without trailing Markdown markers that open the next heading.
fn trim_markup(text: &str) -> &str {
    let bare = text.trim_end_matches(['#', '*', '>', '-', ' ', '\t', '　']);
    if bare.is_empty() { bare } else { text }
}

/// The sentence around a byte, without surrounding white space: up to and with 。！？ and closing quotes after them.
pub(super) fn sentence(text: &str, byte: u32) -> Span {
    around(text, byte, ends_sentence)
}

/// The clause around a byte: as [`sentence`], but also ended by ，；：.
pub(super) fn clause(text: &str, byte: u32) -> Span {
    around(text, byte, ends_clause)
}

fn around(text: &str, byte: u32, stops: fn(char) -> bool) -> Span {
    let mut at = (byte as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    // A mark between digits (1,526 or 10:30) ends nothing.
    let stop = |(i, c): (usize, char)| {
        let digit = |s: Option<char>| s.is_some_and(|c| c.is_ascii_digit());
        let inside = c.is_ascii() && digit(text[..i].chars().next_back()) && digit(text[i + 1..].chars().next());
        (stops(c) && !inside).then(|| i + c.len_utf8())
    };
    let closing = |from: usize| {
        let rest = &text[from..];
        from + rest.len() - rest.trim_start_matches(['”', '’', '）', ')', '」', '』', '》']).len()
    };
    let start = text[..at].char_indices().rev().filter_map(stop).map(closing).find(|s| *s <= at).unwrap_or(0);
    let end = text[at..].char_indices().find_map(|(i, c)| stop((at + i, c))).map_or(text.len(), closing);
    let whole = &text[start..end];
    let lead = whole.len() - whole.trim_start().len();
    Span::new(start + lead.min(end - start), start + whole.trim_end().len().max(lead))
}

/// How much stands somewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// Its text.
    pub(super) text: Count,
    /// Its indicators.
    pub(super) figures: usize,
}

/// Size of one node's section.
pub(super) fn size(snapshot: &Snapshot, node: &Node) -> Size {
    let (first, last) = (node.heading.block, node.end.0.min(snapshot.blocks().len() as u32));
    let ledger = live_ledger(snapshot);
    let blocks = (first as usize..=last as usize).take_while(|i| *i < snapshot.blocks().len());
    blocks.fold(Size::default(), |sum, i| {
        let start = if i as u32 == first { node.heading.span.start } else { 0 };
        let end = if i as u32 == node.end.0 { node.end.1 } else { u32::MAX };
        sum.plus(part(snapshot, ledger, i, (start, end)).unwrap_or_default())
    })
}

/// Sizes of all nodes' sections, in one pass over the text.
pub(super) fn sizes(snapshot: &Snapshot) -> Vec<Size> {
    let nodes = &snapshot.outline().nodes;
    let mut edges: Vec<(u32, u32)> =
        nodes.iter().flat_map(|n| [(n.heading.block, n.heading.span.start), n.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut totals = Vec::with_capacity(edges.len());
    let (mut total, mut at) = (Size::default(), (0, 0));
    let ledger = live_ledger(snapshot);
    for edge in &edges {
        while at.0 < edge.0 {
            total = total.plus(part(snapshot, ledger, at.0 as usize, (at.1, u32::MAX)).unwrap_or_default());
            at = (at.0 + 1, 0);
        }
        total = total.plus(part(snapshot, ledger, at.0 as usize, (at.1, edge.1)).unwrap_or_default());
        at = *edge;
        totals.push(total);
    }
    let total_at = |edge: (u32, u32)| edges.binary_search(&edge).map_or(Size::default(), |i| totals[i]);
    let of = |n: &Node| {
        let (from, to) = (total_at((n.heading.block, n.heading.span.start)), total_at(n.end));
        to.less(from)
    };
    nodes.iter().map(of).collect()
}

impl Size {
    const fn plus(self, other: Self) -> Self {
        Self { text: self.text.plus(other.text), figures: self.figures + other.figures }
    }

    /// What is left without a part of it.
    pub(super) const fn less(self, part: Self) -> Self {
        let words = self.text.words.saturating_sub(part.text.words);
        let characters = self.text.characters.saturating_sub(part.text.characters);
        Self { text: Count { words, characters }, figures: self.figures.saturating_sub(part.figures) }
    }
}

fn part(snapshot: &Snapshot, ledger: Option<&Ledger>, index: usize, (start, end): (u32, u32)) -> Option<Size> {
    let block = snapshot.blocks().get(index).filter(|b| b.role == LineRole::Text)?;
    let first = block.figures.partition_point(|f| f.span.start < start);
    let here = (first..).zip(&block.figures[first..]).take_while(|(_, f)| f.span.start < end);
    let role = |k: usize| ledger?.entry(index as u32, k)?.role;
    let text = block.count(Span { start, end }, snapshot.kind());
    Some(Size { text, figures: here.filter(|(k, f)| is_indicator(f.class, role(*k))).count() })
}

/// The ledger; of a huge draft none, whose figures are told by what they are alone.
fn live_ledger(snapshot: &Snapshot) -> Option<&Ledger> {
    live(snapshot).then(|| snapshot.ledger())
}

/// Largest draft, in bytes, whose ledger is read for what editors ask after every keystroke; a report has a hundredth.
const MAX_LIVE: usize = 2 << 20;

/// Whether the ledger may be read for something that is asked after every keystroke.
pub(super) fn live(snapshot: &Snapshot) -> bool {
    let mut left = MAX_LIVE;
    snapshot.blocks().iter().all(|b| {
        left = left.saturating_sub(b.text.len());
        left > 0
    })
}
