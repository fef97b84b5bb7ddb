//! Smart Enter: begins the next item of a series on a new line. An explicit command, never a reaction to typing: input
//! methods for Chinese replace what was typed, and an edit in between would destroy it.

use super::places::{section, text_at};
use super::series::{line_start_node, members, next_marker, renumbered};
use crate::analysis::Snapshot;
use crate::fixes::TextEdit;
use crate::text::{LineCol, LineRange, Loc, Span};

/// What to change, and where the cursor stands afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnEnter {
    /// The changes, ascending: the new item, and the numbers of those that follow it.
    pub edits: Vec<TextEdit>,
    /// The cursor, in the changed text.
    pub cursor: LineCol,
}

/// A new item below the section of the item at `at`, beginning with the ordinal after its own and as far from it as the
/// draft's items are from each other; what follows in the series counts on. On a line that holds nothing but its ordinal,
/// the ordinal is removed: the series is over. `None` where no series is open.
#[must_use]
pub fn on_enter(snapshot: &Snapshot, at: LineCol) -> Option<OnEnter> {
    let (node, own) = item_at(snapshot, at)?;
    if own && let Some(range) = bare_ordinal(snapshot, node, at.line) {
        let edits = vec![TextEdit { range, text: String::new() }];
        return Some(OnEnter { edits, cursor: range.start });
    }
    let new = next_item(snapshot, node)?;
    let last = section(snapshot, &snapshot.outline().nodes[node as usize]).end.line.max(at.line);
    let blank = blank_lines(snapshot, node);
    let line = snapshot.line_text(last);
    let column = |bytes: usize| LineCol { line: last, byte: u32::try_from(bytes).unwrap_or(u32::MAX) };
    let range = LineRange { start: column(line.trim_end().len()), end: column(line.len()) };
    let text = format!("\n{}{new}", "\n".repeat(blank as usize));
    let mut edits = vec![TextEdit { range, text }];
    edits.extend(snapshot.text_edits(&renumbered(snapshot, &following(snapshot, node))));
    edits.sort_by_key(|edit| edit.range.start);
    let byte = u32::try_from(new.len()).unwrap_or(u32::MAX);
    Some(OnEnter { edits, cursor: LineCol { line: last + 1 + blank, byte } })
}

/// The item that a line begins, or that its paragraph belongs to, and whether it is the line's own.
fn item_at(snapshot: &Snapshot, at: LineCol) -> Option<(u32, bool)> {
    let (block, byte) = snapshot.locate(at);
    let outline = snapshot.outline();
    let numbered = |n: &u32| outline.nodes[*n as usize].ordinal.is_some();
    let first = snapshot.locate(LineCol { line: at.line, byte: 0 }).0;
    if let Some(own) = line_start_node(snapshot, first) {
        return numbered(&own).then_some((own, true));
    }
    let path = outline.at(block, byte).map(|n| outline.path(n)).unwrap_or_default();
    let starts = |n: &u32| line_start_node(snapshot, outline.nodes[*n as usize].heading.block) == Some(*n);
    path.into_iter().rev().find(|n| numbered(n) && starts(n)).map(|n| (n, false))
}

/// The range of a line that holds nothing but the item's ordinal.
fn bare_ordinal(snapshot: &Snapshot, node: u32, line: u32) -> Option<LineRange> {
    let text = snapshot.line_text(line);
    let this = &snapshot.outline().nodes[node as usize];
    let marker_end = snapshot.line_range(Loc { block: this.heading.block, span: this.ordinal?.span }).end.byte;
    let rest = text.get(marker_end as usize..).unwrap_or_default();
    let bare = rest.trim_matches(|c: char| c.is_whitespace() || c == '*').is_empty();
    let end = LineCol { line, byte: u32::try_from(text.len()).unwrap_or(u32::MAX) };
    bare.then_some(LineRange { start: LineCol { line, byte: 0 }, end })
}

/// What the line of the next item begins with: what stands before the ordinal is repeated, indentation and marks of
/// Markdown.
fn next_item(snapshot: &Snapshot, node: u32) -> Option<String> {
    let this = &snapshot.outline().nodes[node as usize];
    let before = Span { start: 0, end: this.ordinal?.span.start };
    let before = text_at(snapshot, Loc { block: this.heading.block, span: before });
    let before = before.trim_start_matches('\u{feff}').replace('*', "");
    Some(format!("{before}{}", next_marker(snapshot, this)?))
}

/// Blank lines between this item and the one after it or, of the last one, the one before it.
fn blank_lines(snapshot: &Snapshot, node: u32) -> u32 {
    let series = members(snapshot, node);
    let at = series.iter().position(|n| *n == node).unwrap_or_default();
    let other = series.get(at + 1).or_else(|| series.get(at));
    let heading = other.map_or(0, |n| snapshot.line_of(snapshot.outline().nodes[*n as usize].heading.block));
    let above = (0..heading).rev().take_while(|line| snapshot.line_text(*line).trim().is_empty()).count();
    if series.len() < 2 { 0 } else { u32::try_from(above.min(3)).unwrap_or_default() }
}

/// The numbers of the items behind one, once another comes between: of those that count on from it.
fn following(snapshot: &Snapshot, node: u32) -> Vec<(u32, u32)> {
    let nodes = &snapshot.outline().nodes;
    let value = |n: u32| nodes[n as usize].ordinal.map(|o| o.value);
    let Some(own) = value(node) else { return Vec::new() };
    let behind = members(snapshot, node).iter().copied().skip_while(|n| *n != node).skip(1);
    behind
        .zip(own.saturating_add(1)..)
        .take_while(|(n, next)| value(*n) == Some(*next))
        .map(|(n, v)| (n, v + 1))
        .collect()
}

/// What is added once a line break has been typed at the end of an item: the next ordinal on the new line `line`. Where
/// the item above is nothing but its ordinal, that goes: the series is over. `None` on a line that has text, and below
/// anything but an item's own line: whoever splits a paragraph wants no ordinal.
#[must_use]
pub fn after_line_break(snapshot: &Snapshot, line: u32) -> Option<Vec<TextEdit>> {
    let above = line.checked_sub(1)?;
    let new_line = snapshot.line_text(line);
    if !new_line.trim().is_empty() {
        return None;
    }
    let own = line_start_node(snapshot, snapshot.locate(LineCol { line: above, byte: 0 }).0)?;
    snapshot.outline().nodes[own as usize].ordinal?;
    if let Some(range) = bare_ordinal(snapshot, own, above) {
        return Some(vec![TextEdit { range, text: String::new() }]);
    }
    let blank = LineRange { start: LineCol { line, byte: 0 }, end: LineCol { line, byte: new_line.len() as u32 } };
    Some(vec![TextEdit { range: blank, text: next_item(snapshot, own)? }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::cursor;
    use crate::fixes;

    fn enter(text: &str) -> String {
        let (snapshot, at) = cursor(text);
        let Some(OnEnter { edits, cursor }) = on_enter(&snapshot, at) else { return "nothing".into() };
        let after = fixes::apply(&text.replace("$0", ""), &edits);
        let at = fixes::line_starts(&after)[cursor.line as usize] + cursor.byte as usize;
        format!("{}$0{}", &after[..at], &after[at..])
    }

    #[test]
    fn the_next_ordinal_is_written_like_the_last() {
        assert_eq!(enter("（一）抓投资$0"), "（一）抓投资\n（二）$0");
        assert_eq!(enter("(九)抓$0投资\n一、"), "(九)抓投资\n(十)$0\n一、");
        assert_eq!(enter("  3. 抓投资 $0"), "  3. 抓投资\n  4.$0");
        assert_eq!(enter("②抓投资$0"), "②抓投资\n③$0");
        assert_eq!(enter("三是抓投资。$0"), "三是抓投资。\n四是$0");
        assert_eq!(enter("第一，抓投资。$0"), "第一，抓投资。\n第二，$0");
    }

    #[test]
    fn a_paragraph_goes_on_with_its_item() {
        assert_eq!(enter("（一）抓投资\n正文。$0"), "（一）抓投资\n正文。\n（二）$0");
    }

    #[test]
    fn what_follows_counts_on_and_the_item_comes_behind_the_section() {
        assert_eq!(enter("（一）甲$0\n（二）乙\n（三）丙\n"), "（一）甲\n（二）$0\n（三）乙\n（四）丙\n");
        assert_eq!(
            enter("一、总\n（一）甲$0\n正文。\n1.小\n（二）乙\n二、分"),
            "一、总\n（一）甲\n正文。\n1.小\n（二）$0\n（三）乙\n二、分"
        );
        assert_eq!(
            enter("　　（一）甲。正文$0\n　　（二）乙\n　　（三）丙\n　　二、分"),
            "　　（一）甲。正文\n　　（二）$0\n　　（三）乙\n　　（四）丙\n　　二、分"
        );
        assert_eq!(
            enter("　　（一）甲\n　　正文。\n　　（二）乙$0\n　　正文。\n　　（三）丙\n"),
            "　　（一）甲\n　　正文。\n　　（二）乙\n　　正文。\n　　（三）$0\n　　（四）丙\n"
        );
        assert_eq!(enter("    1. 甲$0\n    2. 乙\n"), "    1. 甲\n    2.$0\n    3. 乙\n");
        // A number that was left out is filled; references follow.
        assert_eq!(enter("（一）甲$0\n（三）乙\n"), "（一）甲\n（二）$0\n（三）乙\n");
    }

    #[test]
    fn items_stand_apart_as_the_draft_has_them() {
        assert_eq!(enter("（一）甲$0\n\n（二）乙\n"), "（一）甲\n\n（二）$0\n\n（三）乙\n");
        assert_eq!(enter("（一）甲\n\n（二）乙。$0"), "（一）甲\n\n（二）乙。\n\n（三）$0");
    }

    #[test]
    fn an_empty_item_ends_the_series() {
        assert_eq!(enter("（一）抓投资\n（二）$0"), "（一）抓投资\n$0");
    }

    #[test]
    fn without_a_series_nothing_happens() {
        assert_eq!(enter("各位代表：$0"), "nothing");
    }

    #[test]
    fn a_typed_line_break_is_followed_by_the_next_ordinal() {
        let typed = |text: &str, line| {
            let (snapshot, _) = cursor(&format!("{text}$0"));
            after_line_break(&snapshot, line).map(|edits| fixes::apply(text, &edits))
        };
        assert_eq!(typed("（三）抓投资\n\n二、保障", 1).as_deref(), Some("（三）抓投资\n（四）\n二、保障"));
        assert_eq!(typed("  3. 抓投资\n  ", 1).as_deref(), Some("  3. 抓投资\n  4."));
        assert_eq!(typed("（三）抓投资\n（四）\n", 2).as_deref(), Some("（三）抓投资\n\n"));
        assert_eq!(typed("（三）抓投\n资", 1), None);
        assert_eq!(typed("（三）抓投资\n正文。\n", 2), None);
        assert_eq!(typed("正文。\n", 1), None);
        assert_eq!(typed("", 0), None);
    }
}
