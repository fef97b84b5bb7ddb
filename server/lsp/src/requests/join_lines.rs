//! The command `zhibi.joinLines`: puts together lines that were cut at the width of a page, of what was pasted alone.

use std::ops::Range;

use tower_lsp::lsp_types::TextEdit;
use zhibi_core::features;

use crate::session::OpenSnapshot;

/// The edits that join the lines of each paragraph among `lines`; none where these were not cut at the width of a page.
pub fn handle(open: &OpenSnapshot, lines: Range<u32>) -> Vec<TextEdit> {
    let converter = open.converter();
    features::join_lines(&open.snapshot, lines).into_iter().map(|edit| converter.text_edit(edit)).collect()
}
