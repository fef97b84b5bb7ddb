//! `textDocument/semanticTokens/full` and `/range`.

use tower_lsp::lsp_types::{Range, SemanticToken, SemanticTokens};
use zhibi_core::features::{TokenKind, semantic_tokens};

use crate::{convert::from_client, session::OpenSnapshot};

/// The tokens of a range, or of the whole document.
pub fn handle(open: &OpenSnapshot, range: Option<Range>) -> SemanticTokens {
    let range = range.map(|range| from_client::range(&open.snapshot, open.client.encoding, range));
    let converter = open.converter();
    let (mut line, mut column) = (0, 0);
    let mut data = Vec::new();
    for token in semantic_tokens(&open.snapshot, range) {
        let place = converter.range(token.range);
        let Some(kind) = TokenKind::ALL.iter().position(|kind| *kind == token.kind) else { continue };
        let (start, end) = (place.start, place.end);
        // Each place is told relative to the one before; the core gives them in order.
        let Some(delta_line) = start.line.checked_sub(line) else { continue };
        let base = if delta_line == 0 { column } else { 0 };
        let (Some(delta_start), Some(length)) =
            (start.character.checked_sub(base), end.character.checked_sub(start.character))
        else {
            continue;
        };
        data.push(SemanticToken {
            delta_line,
            delta_start,
            length,
            token_type: u32::try_from(kind).unwrap_or_default(),
            token_modifiers_bitset: token.modifiers,
        });
        (line, column) = (start.line, start.character);
    }
    SemanticTokens { result_id: None, data }
}
