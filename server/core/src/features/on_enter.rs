//! Smart Enter: begins the next item of a series on a new line. An explicit command, never a reaction to typing: input
//! methods for Chinese replace what was typed, and an edit in between would destroy it.

use super::places::text_at;
use super::series::{line_start_node, next_marker};
use crate::analysis::Snapshot;
use crate::fixes::TextEdit;
use crate::text::{LineCol, LineRange, Loc, Span};

/// What to insert, and where the cursor stands afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnEnter {
    /// The change.
    pub edit: TextEdit,
    /// The cursor, in the changed text.
    pub cursor: LineCol,
}

/// A new line below the line of `at`, beginning with the ordinal after that line's own. On a line that holds nothing but
/// its ordinal, the ordinal is removed: the series is over. `None` where no series is open.
#[must_use]
pub fn on_enter(snapshot: &Snapshot, at: LineCol) -> Option<OnEnter> {
    let line = snapshot.line_text(at.line);
    let (block, byte) = snapshot.locate(at);
    let outline = snapshot.outline();
    let start = LineCol { line: at.line, byte: 0 };
    let first = snapshot.locate(start).0;
    // The line's own item, else the item that the line's paragraph belongs to.
    let own = line_start_node(snapshot, first);
    let node = own.or_else(|| {
        let path = outline.at(block, byte).map(|n| outline.path(n)).unwrap_or_default();
        let starts = |n: &u32| line_start_node(snapshot, outline.nodes[*n as usize].heading.block) == Some(*n);
        path.into_iter().rev().find(|n| outline.nodes[*n as usize].ordinal.is_some() && starts(n))
    })?;
    let this = &outline.nodes[node as usize];
    let ordinal = this.ordinal?;
    let marker_end = snapshot.line_range(Loc { block: this.heading.block, span: ordinal.span }).end.byte;
    let rest = line.get(marker_end as usize..).unwrap_or_default();
    if own.is_some() && rest.trim_matches(|c: char| c.is_whitespace() || c == '*').is_empty() {
        let end = LineCol { line: at.line, byte: line.len() as u32 };
        return Some(OnEnter {
            edit: TextEdit { range: LineRange { start, end }, text: String::new() },
            cursor: start,
        });
    }
    // The new item repeats what stands before the ordinal: indentation, Markdown markers.
    let before = text_at(snapshot, Loc { block: this.heading.block, span: Span { start: 0, end: ordinal.span.start } });
    let before = before.trim_start_matches('\u{feff}').replace('*', "");
    let new = format!("{before}{}", next_marker(snapshot, this)?);
    let end = LineCol { line: at.line, byte: line.trim_end().len() as u32 };
    Some(OnEnter {
        cursor: LineCol { line: at.line + 1, byte: new.len() as u32 },
        edit: TextEdit {
            range: LineRange { start: end, end: LineCol { line: at.line, byte: line.len() as u32 } },
            text: format!("\n{new}"),
        },
    })
}

/// What is added once a line break has been typed at the end of an item: the next ordinal on the new line `line`. Where
/// the item above is nothing but its ordinal, that goes: the series is over. `None` on a line that has text, and below
/// anything but an item's own line: whoever splits a paragraph wants no ordinal.
#[must_use]
pub fn after_line_break(snapshot: &Snapshot, line: u32) -> Option<Vec<TextEdit>> {
    let above = line.checked_sub(1)?;
    let new_line = snapshot.line_text(line);
    let end = snapshot.line_text(above).len() as u32;
    if !new_line.trim().is_empty() {
        return None;
    }
    let own = line_start_node(snapshot, snapshot.locate(LineCol { line: above, byte: 0 }).0)?;
    snapshot.outline().nodes[own as usize].ordinal?;
    let next = on_enter(snapshot, LineCol { line: above, byte: end })?;
    let Some(text) = next.edit.text.strip_prefix('\n') else { return Some(vec![next.edit]) };
    let blank = LineRange { start: LineCol { line, byte: 0 }, end: LineCol { line, byte: new_line.len() as u32 } };
    Some(vec![TextEdit { range: blank, text: text.to_owned() }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::cursor;
    use crate::fixes;

    fn enter(text: &str) -> String {
        let (snapshot, at) = cursor(text);
        let Some(OnEnter { edit, cursor }) = on_enter(&snapshot, at) else { return "nothing".into() };
        let after = fixes::apply(&text.replace("$0", ""), &[edit]);
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
