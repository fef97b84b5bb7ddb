//! `textDocument/foldingRange`: sections that span more than one line.

use tower_lsp::lsp_types::{FoldingRange, FoldingRangeKind};
use zhibi_core::features::folding;

use crate::session::OpenSnapshot;

/// Foldable sections; whole lines, which every client can fold.
pub fn handle(open: &OpenSnapshot) -> Vec<FoldingRange> {
    let folds = folding(&open.snapshot, open.client.folding_limit.map(|limit| limit as usize));
    let range = |fold: zhibi_core::features::Fold| FoldingRange {
        start_line: fold.start,
        end_line: fold.end,
        kind: Some(FoldingRangeKind::Region),
        ..FoldingRange::default()
    };
    folds.into_iter().map(range).collect()
}
