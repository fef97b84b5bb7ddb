//! `textDocument/onTypeFormatting`: the next ordinal after a typed line break. Off unless `onTypeFormatting.enable` is
//! set: an input method that replaces what was typed could meet the edit.

use tower_lsp::lsp_types::{Position, TextEdit};
use zhibi_core::features::after_line_break;

use crate::session::OpenSnapshot;

/// What is typed before the server is asked. Never a mark: input methods for Chinese insert and replace those.
pub const TRIGGER: &str = "\n";

/// The edits that begin the next item on the line of `position`.
pub fn handle(open: &OpenSnapshot, position: Position) -> Vec<TextEdit> {
    if !open.settings.switches.on_type_formatting {
        return Vec::new();
    }
    let edits = after_line_break(&open.snapshot, position.line).unwrap_or_default();
    let converter = open.converter();
    edits.into_iter().map(|edit| converter.text_edit(edit)).collect()
}
