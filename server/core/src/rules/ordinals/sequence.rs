//! What the sequence rules share: the faults of every series, and the words and fixes to report them.

use crate::finding::{Edit, Finding, Fix};
use crate::message::Message;
use crate::rule::DocumentView;
use crate::structure::{Counter, Node, Ordinal, OrdinalStyle, Outline, Series, Step, numeral_like};
use crate::text::{Loc, Span};

/// A number that does not follow from the ones before.
pub(super) struct Fault {
    /// The node with the wrong number.
    pub node: u32,
    /// The node before it in its series.
    pub before: u32,
    /// What is wrong.
    pub step: Step,
    /// The number it should have.
    pub expected: u32,
}

/// The faults of all series, in order of the series.
pub(super) fn faults(outline: &Outline) -> Vec<Fault> {
    outline.series.iter().flat_map(|s| of_series(outline, s)).collect()
}

pub(super) fn of_series(outline: &Outline, series: &Series) -> Vec<Fault> {
    let value = |node: u32| outline.nodes[node as usize].ordinal.map_or(0, |o| o.value);
    let mut faults = Vec::new();
    if series.style.is_word() {
        return faults;
    }
    let mut members = series.members.iter().copied();
    let Some(first) = series.runs_on_from.or_else(|| members.next()) else { return faults };
    let (mut before, mut counter) = (first, Counter::new(value(first)));
    for node in members {
        let expected = counter.expected();
        match counter.step(value(node)) {
            Step::Next => {}
            // Two items changed places: the one that came too early is the fault.
            Step::Late => continue,
            step => faults.push(Fault { node, before, step, expected }),
        }
        before = node;
    }
    faults
}

/// Whether the numbers that seem left out stand between the two items after all: at the start of a line in a form that
/// is no ordinal, or glued to the words before (…100平方公里4、某某). Only digits can be told from words so.
pub(super) fn stands_between(view: &DocumentView<'_>, fault: &Fault) -> bool {
    let nodes = &view.outline.nodes;
    let (node, before) = (&nodes[fault.node as usize], &nodes[fault.before as usize]);
    let Some(last) = node.ordinal.filter(|o| o.style == OrdinalStyle::Arabic).map(|o| o.value - 1) else {
        return false;
    };
    let (first, end) = (before.heading.block, node.heading.block);
    last >= fault.expected
        && [fault.expected, last].into_iter().all(|value| {
            (first..=end).any(|block| {
                let text = view.text(block);
                let from = if block == first { before.heading.span.start as usize } else { 0 };
                let to = if block == end { node.heading.span.start as usize } else { text.len() };
                text.get(from..to).is_some_and(|t| holds(t, from == 0, &value.to_string()))
            })
        })
}

/// Whether an item with this number stands in the text, or leads the line in whatever form.
fn holds(text: &str, line: bool, number: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || c == '.';
    let lead = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '#'));
    if line && lead.strip_prefix(number).is_some_and(|rest| !rest.starts_with(digit)) {
        return true;
    }
    text.match_indices(number).any(|(at, _)| {
        let rest = &text[at + number.len()..];
        let marked = rest.starts_with('、') || rest.strip_prefix(['.', '．']).is_some_and(|r| !r.starts_with(digit));
        marked && !text[..at].ends_with(digit)
    })
}

/// The place of a node's marker.
pub(super) fn marker(node: &Node) -> Loc {
    let span = node.ordinal.map_or(node.heading.span, |o| o.span);
    Loc { block: node.heading.block, span }
}

/// The marker as it stands, without the blanks and emphasis inside.
pub(super) fn shown(view: &DocumentView<'_>, node: &Node) -> String {
    view.at(marker(node)).chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}

/// The marker with another number.
pub(super) fn renumbered(view: &DocumentView<'_>, node: &Node, value: u32) -> String {
    let Some(ordinal) = node.ordinal else { return String::new() };
    let (span, text) = (marker(node).span, view.text(node.heading.block));
    let number = ordinal.number;
    let numeral = numeral_like(number.of(text), value).unwrap_or_default();
    let head = Span { start: span.start, end: number.start };
    let tail = Span { start: number.end, end: span.end };
    let whole = format!("{}{numeral}{}", head.of(text), tail.of(text));
    whole.chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}

/// The edit that gives a node another number.
pub(super) fn renumber(view: &DocumentView<'_>, node: &Node, value: u32) -> Option<Edit> {
    let Ordinal { number, .. } = node.ordinal?;
    let loc = Loc { block: node.heading.block, span: number };
    Some(Edit::new(loc, numeral_like(view.at(loc), value)?))
}

/// The finding for a fault, with the item before as evidence, and the fixes: this item, or everything from here.
pub(super) fn report(view: &DocumentView<'_>, fault: &Fault, message: impl Fn(&str, u32, &str) -> Message) -> Finding {
    let nodes = &view.outline.nodes;
    let (node, before) = (&nodes[fault.node as usize], &nodes[fault.before as usize]);
    let (last, line) = (shown(view, before), view.line_number(before.heading.block));
    let wanted = renumbered(view, node, fault.expected);
    let mut finding = Finding::new(marker(node), message(&last, line, &wanted))
        .related(marker(before), Message::new(format!("上一项“{last}”"), format!("the item before, “{last}”")));
    let single = renumber(view, node, fault.expected)
        .map(|edit| Fix::unsafe_(Message::new(format!("改为“{wanted}”"), format!("Change to “{wanted}”")), vec![edit]));
    let following = from_here(view, fault);
    if following.len() > 1 {
        let title = Message::new(
            format!("从这里起重新编号（{}处）", following.len()),
            format!("Renumber from here ({} places)", following.len()),
        );
        finding = finding.fix(Fix::unsafe_(title, following));
    }
    finding.fixes.extend(single);
    finding
}

/// Edits that renumber the rest of the series from the fault on.
fn from_here(view: &DocumentView<'_>, fault: &Fault) -> Vec<Edit> {
    let outline = view.outline;
    let Some(series) = outline.nodes[fault.node as usize].series else { return vec![] };
    let mut members = &outline.series[series as usize].members[..];
    members = &members[members.partition_point(|m| *m < fault.node)..];
    // No writer numbers so many; each fault of a made-up one would carry edits to its end.
    const MEMBERS: usize = 500;
    if members.len() > MEMBERS {
        return vec![];
    }
    let mut value = fault.expected;
    let mut edits = Vec::new();
    // The next section is near; a draft of many faults must not be searched to its end for each.
    let mut later = outline.series[series as usize + 1..].iter().take(1000);
    loop {
        for node in members {
            let node = &outline.nodes[*node as usize];
            if node.ordinal.is_none_or(|o| o.value != value) {
                let Some(edit) = renumber(view, node, value) else { return vec![] };
                edits.push(edit);
            }
            value += 1;
        }
        // Numbering that runs on into the next section.
        let last = members.last().copied();
        match later.find(|s| s.runs_on_from.is_some() && s.runs_on_from == last) {
            Some(next) => members = &next.members,
            None => break,
        }
    }
    edits
}
