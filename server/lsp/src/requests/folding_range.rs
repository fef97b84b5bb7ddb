//! `textDocument/foldingRange`: sections that span more than one line.

use tower_lsp::lsp_types::{FoldingRange, FoldingRangeKind};

use zhibi_core::structure::Node;

use super::document_symbol::end_of;
use crate::session::OpenSnapshot;

/// Foldable sections, outer ones first when the client wants few.
pub fn handle(open: &OpenSnapshot) -> Vec<FoldingRange> {
    let snapshot = &open.snapshot;
    let last_line = |node: &Node| {
        let end = snapshot.line_range(end_of(node)).start;
        let mut line = if end.byte == 0 { end.line.saturating_sub(1) } else { end.line };
        while line > 0 && snapshot.line_text(line).trim().is_empty() {
            line -= 1;
        }
        line
    };
    let mut ranges: Vec<(u32, FoldingRange)> = Vec::new();
    for node in &snapshot.outline().nodes {
        let (start_line, end_line) = (snapshot.line_range(node.heading).start.line, last_line(node));
        if end_line > start_line {
            let range =
                FoldingRange { start_line, end_line, kind: Some(FoldingRangeKind::Region), ..FoldingRange::default() };
            ranges.push((node.level, range));
        }
    }
    if let Some(limit) = open.client.folding_limit {
        ranges.sort_by_key(|(level, range)| (*level, range.start_line));
        ranges.truncate(limit as usize);
        ranges.sort_by_key(|(_, range)| range.start_line);
    }
    ranges.into_iter().map(|(_, range)| range).collect()
}
