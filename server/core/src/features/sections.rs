//! Whole sections: up and down among their siblings, into the section before, out of their own. What follows is
//! renumbered; references to renumbered headings follow.

use std::collections::HashMap;

use super::outline::{ordinal, title};
use super::places::section;
use super::refactoring::Refactoring;
use super::restyle::{Sample, below, rewritten};
use super::series::{line_start_node, members, renumbered};
use crate::analysis::Snapshot;
use crate::block::DocumentKind;
use crate::finding::Edit;
use crate::fixes::{self, TextEdit};
use crate::message::Message;
use crate::structure::{Node, NodeKind, OrdinalStyle};
use crate::text::{LineCol, LineRange, Loc, Span, shorten};

pub(super) fn offer(snapshot: &Snapshot, node: u32, refactoring: Refactoring) -> Option<Message> {
    let name = |n: u32| {
        let n = &snapshot.outline().nodes[n as usize];
        shorten(&format!("{}{}", ordinal(snapshot, n), title(snapshot, n)), 16)
    };
    match refactoring {
        Refactoring::MoveUp | Refactoring::MoveDown => {
            let (first, second) = pair(snapshot, node, refactoring)?;
            let up = refactoring == Refactoring::MoveUp;
            let other = name(if up { first } else { second });
            Some(if up {
                Message::new(format!("本节上移（与“{other}”对调）"), format!("Move section up (before “{other}”)"))
            } else {
                Message::new(format!("本节下移（与“{other}”对调）"), format!("Move section down (after “{other}”)"))
            })
        }
        Refactoring::Demote => {
            let before = previous(snapshot, node).filter(|_| is_heading(&snapshot.outline().nodes[node as usize]))?;
            sample_below(snapshot, before)?;
            let before = name(before);
            Some(Message::new(format!("降一级（归入“{before}”）"), format!("Demote (into “{before}”)")))
        }
        Refactoring::Promote => {
            let nodes = &snapshot.outline().nodes;
            let parent = nodes[node as usize].parent?;
            if !is_heading(&nodes[node as usize]) || !is_heading(&nodes[parent as usize]) {
                return None;
            }
            let parent = name(parent);
            Some(Message::new(format!("升一级（移出“{parent}”）"), format!("Promote (out of “{parent}”)")))
        }
        _ => None,
    }
}

/// The item before in the series, under the same parent.
fn previous(snapshot: &Snapshot, node: u32) -> Option<u32> {
    let series = members(snapshot, node);
    let before = series[series.iter().position(|n| *n == node)?.checked_sub(1)?];
    let nodes = &snapshot.outline().nodes;
    (nodes[before as usize].parent == nodes[node as usize].parent).then_some(before)
}

/// The items after in the series.
fn following(snapshot: &Snapshot, node: u32) -> &[u32] {
    let series = members(snapshot, node);
    series.iter().position(|n| *n == node).and_then(|at| series.get(at + 1..)).unwrap_or_default()
}

/// The two sections that change places: both begin lines, and one ends where the other begins.
fn pair(snapshot: &Snapshot, node: u32, refactoring: Refactoring) -> Option<(u32, u32)> {
    let (first, second) = match refactoring {
        Refactoring::MoveUp => (previous(snapshot, node)?, node),
        _ => (node, *following(snapshot, node).first()?),
    };
    let nodes = &snapshot.outline().nodes;
    let (a, b) = (&nodes[first as usize], &nodes[second as usize]);
    let begins = |n: u32| line_start_node(snapshot, nodes[n as usize].heading.block) == Some(n);
    let whole_lines = |n: &Node| {
        let starts = snapshot.line_range(Loc { block: n.heading.block, span: Span::default() }).start.byte == 0;
        // The section may not end inside a line that goes on with something else.
        let end = section(snapshot, n).end;
        let line = snapshot.line_text(end.line);
        starts && line.get(end.byte as usize..).is_some_and(|rest| rest.trim().is_empty())
    };
    let adjacent = a.parent == b.parent && a.subtree_end == second;
    (adjacent && begins(first) && begins(second) && whole_lines(a) && whole_lines(b)).then_some((first, second))
}

/// Lines of a section, without the blank ones after it.
fn lines_of(snapshot: &Snapshot, node: u32) -> (u32, u32) {
    let range = section(snapshot, &snapshot.outline().nodes[node as usize]);
    (range.start.line, range.end.line + 1)
}

/// Two neighbours change places; the numbers stay where they are. Line by line, so that line breaks stay as they are.
pub(super) fn moved(snapshot: &Snapshot, node: u32, refactoring: Refactoring) -> Option<Vec<Edit>> {
    let (first, second) = pair(snapshot, node, refactoring)?;
    let nodes = &snapshot.outline().nodes;
    let value = |n: u32| nodes[n as usize].ordinal.map(|o| o.value);
    let numbers = [(first, value(second)?), (second, value(first)?)];
    let edits = renumbered(snapshot, &numbers);
    let ((start, first_end), (second_start, end)) = (lines_of(snapshot, first), lines_of(snapshot, second));
    let inside = |e: &TextEdit| start <= e.range.start.line && e.range.start.line < end;
    let all = snapshot.text_edits(&edits);
    let mut by_line: HashMap<u32, Vec<TextEdit>> = HashMap::new();
    for e in all.iter().filter(|e| inside(e)) {
        let at = |p: LineCol| LineCol { line: 0, byte: p.byte };
        let range = LineRange { start: at(e.range.start), end: at(e.range.end) };
        by_line.entry(e.range.start.line).or_default().push(TextEdit { range, text: e.text.clone() });
    }
    let text = |line: u32| {
        let here = by_line.get(&line).map(Vec::as_slice).unwrap_or_default();
        fixes::apply(&snapshot.line_text(line), here)
    };
    let order = (second_start..end).chain(first_end..second_start).chain(start..first_end);
    let mut done: Vec<Edit> = Vec::new();
    for (line, from) in (start..end).zip(order) {
        let (block, _) = snapshot.locate(LineCol { line, byte: 0 });
        let old = snapshot.line_text(line);
        // A line that was cut into blocks is too long to be moved about.
        if snapshot.blocks().get(block as usize).is_none_or(|b| *b.text != *old) {
            return None;
        }
        let new = text(from);
        if *new != *old {
            done.push(Edit::new(Loc { block, span: Span::new(0, old.len()) }, new));
        }
    }
    done.extend(edits.into_iter().zip(&all).filter(|(_, e)| !inside(e)).map(|(e, _)| e));
    done.sort_by_key(|e| e.loc);
    Some(done)
}

/// New markers, and nodes whose depth changes by one (for Markdown).
struct Shift {
    changed: Vec<(u32, Sample, u32)>,
    deeper: bool,
    root: u32,
}

pub(super) fn shifted(snapshot: &Snapshot, node: u32, refactoring: Refactoring) -> Option<Vec<Edit>> {
    let shift = match refactoring {
        Refactoring::Demote => demoted(snapshot, node)?,
        _ => promoted(snapshot, node)?,
    };
    let mut edits = rewritten(snapshot, &shift.changed)?;
    if snapshot.kind() == DocumentKind::Markdown {
        let nodes = &snapshot.outline().nodes;
        for n in shift.root..nodes[shift.root as usize].subtree_end {
            let heading = nodes[n as usize].heading;
            let text: &str = &snapshot.blocks()[heading.block as usize].text;
            let hashes = text.len() - text.trim_start_matches('#').len();
            if hashes > 0 && line_start_node(snapshot, heading.block) == Some(n) {
                let span = Span::new(if shift.deeper { 0 } else { hashes.min(1) - 1 }, usize::from(!shift.deeper));
                let new = if shift.deeper { "#" } else { "" };
                if shift.deeper || hashes > 1 {
                    edits.push(Edit::new(Loc { block: heading.block, span }, new));
                }
            }
        }
        edits.sort_by_key(|e| e.loc);
    }
    Some(edits)
}

/// A numbered heading (not an enumeration in running text).
fn is_heading(node: &Node) -> bool {
    node.kind == NodeKind::Heading && node.ordinal.is_some_and(|o| !o.style.is_run_in())
}

/// How the children of a section are, or would be, written.
fn sample_below(snapshot: &Snapshot, node: u32) -> Option<Sample> {
    let outline = snapshot.outline();
    let this = &outline.nodes[node as usize];
    let child = outline.children(Some(node)).filter(|c| is_heading(&outline.nodes[*c as usize])).last();
    let elsewhere = || {
        let deeper = |n: &Node| n.level == this.level + 1 && is_heading(n);
        outline.nodes.iter().position(deeper).map(|n| n as u32)
    };
    match child.or_else(elsewhere) {
        Some(found) => Some(Sample::Node(found)),
        None => below(this.ordinal?.style).map(Sample::Norm),
    }
}

fn demoted(snapshot: &Snapshot, node: u32) -> Option<Shift> {
    let outline = snapshot.outline();
    let nodes = &outline.nodes;
    let this = &nodes[node as usize];
    if !is_heading(this) {
        return None;
    }
    let before = previous(snapshot, node)?;
    let sample = sample_below(snapshot, before)?;
    let last = outline.children(Some(before)).filter(|c| is_heading(&nodes[*c as usize])).last();
    let number = last.and_then(|l| nodes[l as usize].ordinal).map_or(1, |o| o.value + 1);
    let mut changed = vec![(node, sample, number)];
    let mut samples: HashMap<(u32, OrdinalStyle), Option<Sample>> = HashMap::new();
    for n in node + 1..this.subtree_end {
        let child = &nodes[n as usize];
        if let Some(ordinal) = child.ordinal.filter(|_| is_heading(child)) {
            // All of a level are written the same way.
            let sample = samples.entry((child.level, ordinal.style)).or_insert_with(|| sample_below(snapshot, n));
            changed.push((n, (*sample)?, ordinal.value));
        }
    }
    let freed = this.ordinal?.value;
    changed.extend(following(snapshot, node).iter().zip(freed..).map(|(n, value)| (*n, Sample::Node(*n), value)));
    Some(Shift { changed, deeper: true, root: node })
}

fn promoted(snapshot: &Snapshot, node: u32) -> Option<Shift> {
    let outline = snapshot.outline();
    let nodes = &outline.nodes;
    let this = &nodes[node as usize];
    let parent = this.parent?;
    let above = &nodes[parent as usize];
    if !is_heading(this) || !is_heading(above) {
        return None;
    }
    let number = above.ordinal?.value.checked_add(1)?;
    let mut changed = vec![(node, Sample::Node(parent), number)];
    let mut children = 0;
    for n in node + 1..this.subtree_end {
        let child = &nodes[n as usize];
        if let (Some(ordinal), true) = (child.ordinal, is_heading(child)) {
            let sample = child.parent.filter(|p| is_heading(&nodes[*p as usize]))?;
            changed.push((n, Sample::Node(sample), ordinal.value));
            children = if sample == node { children.max(ordinal.value) } else { children };
        }
    }
    // What followed it in its old section now stands below it, after its own parts.
    let later = following(snapshot, node).iter().filter(|n| nodes[**n as usize].parent == this.parent);
    changed.extend(later.zip(children + 1..).map(|(n, value)| (*n, Sample::Node(*n), value)));
    changed.extend(following(snapshot, parent).iter().zip(number + 1..).map(|(n, v)| (*n, Sample::Node(*n), v)));
    Some(Shift { changed, deeper: false, root: node })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::features::places::ordinal_at;
    use crate::features::testing::cursor;

    fn done(text: &str, refactoring: Refactoring) -> String {
        let (plain, at) = cursor(text);
        let text = text.replace("$0", "");
        let kind = if text.contains('#') { DocumentKind::Markdown } else { DocumentKind::Plain };
        let snapshot = Snapshot::of(&text, kind, Settings::default().into());
        let node = ordinal_at(&snapshot, at.line, at.byte).expect("an ordinal");
        drop(plain);
        let Some(title) = offer(&snapshot, node, refactoring) else { return "not offered".into() };
        let edits = super::super::refactor::edits(&snapshot, node, refactoring);
        format!("{}\n{}", title.zh, fixes::apply(&text, &snapshot.text_edits(&edits)))
    }

    #[test]
    fn neighbours_change_places_and_numbers_stay() {
        let text = "一、甲\n甲文\n\n$0二、乙\n乙文\n乙文二\n三、丙\n见第一部分和第二部分。";
        assert_eq!(
            done(text, Refactoring::MoveUp),
            "本节上移（与“一、甲”对调）\n一、乙\n乙文\n乙文二\n\n二、甲\n甲文\n三、丙\n见第二部分和第一部分。"
        );
        assert_eq!(done("$0一、甲\r\n二、乙", Refactoring::MoveDown), "本节下移（与“二、乙”对调）\n一、乙\r\n二、甲");
        assert_eq!(done("$0一、甲\n二、乙", Refactoring::MoveUp), "not offered");
        assert_eq!(done("$0一是甲；二是乙。", Refactoring::MoveDown), "not offered");
    }

    #[test]
    fn a_section_goes_into_the_one_before() {
        let text = "一、甲\n（一）丁\n$0二、乙\n（一）戊\n三、丙";
        assert_eq!(done(text, Refactoring::Demote), "降一级（归入“一、甲”）\n一、甲\n（一）丁\n（二）乙\n1.戊\n二、丙");
        assert_eq!(done("# 一、甲\n# $0二、乙", Refactoring::Demote), "降一级（归入“一、甲”）\n# 一、甲\n## （一）乙");
    }

    #[test]
    fn a_section_comes_out_of_its_own() {
        let text = "一、甲\n（一）丁\n（$0二）乙\n1.戊\n（三）己\n二、丙\n（一）庚";
        assert_eq!(
            done(text, Refactoring::Promote),
            "升一级（移出“一、甲”）\n一、甲\n（一）丁\n二、乙\n（一）戊\n（二）己\n三、丙\n（一）庚"
        );
        assert_eq!(done("# 一、甲\n## $0（一）乙", Refactoring::Promote), "升一级（移出“一、甲”）\n# 一、甲\n# 二、乙");
        assert_eq!(done("$0一、甲", Refactoring::Promote), "not offered");
    }
}
