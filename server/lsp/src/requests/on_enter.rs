//! `zhibi/onEnter`: begins the next item of the series that the cursor stands in. Asked for by an explicit key, so it
//! never meets an input method at work.

use serde::Serialize;
use tower_lsp::lsp_types::{Position, TextDocumentPositionParams, TextEdit};
use zhibi_core::{features::on_enter, fixes, text};

use crate::{convert::from_client, session::OpenSnapshot};

/// Result.
#[derive(Debug, Serialize)]
pub struct NextItem {
    /// The change, all for the version that was asked about.
    pub edits: Vec<TextEdit>,
    /// Where the cursor goes, in the changed text.
    pub position: Position,
}

/// What a line break with the next ordinal would change; `None` outside a series.
pub fn handle(open: &OpenSnapshot, params: &TextDocumentPositionParams) -> Option<NextItem> {
    let at = from_client::position(&open.snapshot, open.client.encoding, params.position);
    let next = on_enter(&open.snapshot, at)?;
    // The cursor stands in the new item, which is the only edit that adds a line.
    let inserted = next.edits.iter().find(|edit| edit.range.start.line <= next.cursor.line && edit.text.contains('\n'));
    let line =
        inserted.or(next.edits.first()).map_or_else(String::new, |edit| line_after(open, edit, next.cursor.line));
    let character = text::client_column(&line, open.client.encoding, next.cursor.byte);
    let position = Position { line: next.cursor.line, character };
    let converter = open.converter();
    let edits = next.edits.into_iter().map(|edit| converter.text_edit(edit)).collect();
    Some(NextItem { edits, position })
}

/// Text of a line once the edit is applied.
fn line_after(open: &OpenSnapshot, edit: &fixes::TextEdit, line: u32) -> String {
    let (start, end) = (edit.range.start, edit.range.end);
    let before = open.snapshot.line_text(start.line);
    let after = open.snapshot.line_text(end.line);
    let head = before.get(..start.byte as usize).unwrap_or_default();
    let tail = after.get(end.byte as usize..).unwrap_or_default();
    let changed = format!("{head}{}{tail}", edit.text);
    let nth = line.saturating_sub(start.line) as usize;
    text::lines(&changed).nth(nth).unwrap_or_default().to_owned()
}
