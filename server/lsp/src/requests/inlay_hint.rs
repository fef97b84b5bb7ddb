//! `textDocument/inlayHint`: figures that were stated before. Off unless `inlayHints.enable` is set.

use tower_lsp::lsp_types::{InlayHint, InlayHintLabel, InlayHintTooltip, Range};
use zhibi_core::features::inlay_hints;

use crate::{convert::from_client, session::OpenSnapshot};

/// The hints in a range.
pub fn handle(open: &OpenSnapshot, range: Range) -> Vec<InlayHint> {
    if !open.settings.switches.inlay_hints {
        return Vec::new();
    }
    let range = from_client::range(&open.snapshot, open.client.encoding, range);
    let converter = open.converter();
    let hint = |hint: zhibi_core::features::InlayHint| InlayHint {
        position: converter.position(hint.at),
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: Some(InlayHintTooltip::String(hint.tooltip)),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    inlay_hints(&open.snapshot, range, open.client.language).into_iter().map(hint).collect()
}
