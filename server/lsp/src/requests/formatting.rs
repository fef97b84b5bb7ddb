//! `textDocument/formatting` and `rangeFormatting`: the style of the profile, never a number or an order. And
//! `willSaveWaitUntil`: all safe fixes, for clients without code actions on save.

use tower_lsp::lsp_types::{Range, TextDocumentSaveReason, TextEdit};
use zhibi_core::features::{ActionId, formatting, resolve};

use crate::{convert::from_client, session::OpenSnapshot};

/// The edits that put the document, or the lines of a range, into style.
pub fn handle(open: &OpenSnapshot, range: Option<Range>) -> Vec<TextEdit> {
    let range = range.map(|range| from_client::range(&open.snapshot, open.client.encoding, range));
    let converter = open.converter();
    formatting(&open.snapshot, range).into_iter().map(|edit| converter.text_edit(edit)).collect()
}

/// The edits of all safe fixes, if a save is to make them. One that a pause in typing has caused is not: nothing is
/// changed under somebody's hands.
pub fn before_save(open: &OpenSnapshot, reason: TextDocumentSaveReason) -> Vec<TextEdit> {
    if !open.settings.switches.fix_on_save || reason == TextDocumentSaveReason::AFTER_DELAY {
        return Vec::new();
    }
    let edits = resolve(&open.snapshot, &ActionId::FixAll).unwrap_or_default();
    let converter = open.converter();
    edits.into_iter().map(|edit| converter.text_edit(edit)).collect()
}
