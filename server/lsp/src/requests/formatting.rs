//! `textDocument/formatting` and `rangeFormatting`: the style of the profile, never a number or an order.

use tower_lsp::lsp_types::{Range, TextEdit};
use zhibi_core::features::formatting;

use crate::{convert::from_client, session::OpenSnapshot};

/// The edits that put the document, or the lines of a range, into style.
pub fn handle(open: &OpenSnapshot, range: Option<Range>) -> Vec<TextEdit> {
    let range = range.map(|range| from_client::range(&open.snapshot, open.client.encoding, range));
    let converter = open.converter();
    formatting(&open.snapshot, range).into_iter().map(|edit| converter.text_edit(edit)).collect()
}
