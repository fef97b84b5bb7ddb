//! `textDocument/selectionRange`: growing selections.

use tower_lsp::lsp_types::{Position, Range, SelectionRange};
use zhibi_core::features::selection_range;

use crate::{convert::from_client, session::OpenSnapshot};

/// For each position its ranges, innermost first.
pub fn handle(open: &OpenSnapshot, positions: &[Position]) -> Vec<SelectionRange> {
    positions.iter().map(|position| one(open, *position)).collect()
}

fn one(open: &OpenSnapshot, position: Position) -> SelectionRange {
    let at = from_client::position(&open.snapshot, open.client.encoding, position);
    let converter = open.converter();
    let outermost_first = selection_range(&open.snapshot, at).into_iter().rev();
    let nested = outermost_first.fold(None, |parent: Option<Box<SelectionRange>>, range| {
        Some(Box::new(SelectionRange { range: converter.range(range), parent }))
    });
    let here = converter.position(at);
    nested.map_or(SelectionRange { range: Range { start: here, end: here }, parent: None }, |range| *range)
}
