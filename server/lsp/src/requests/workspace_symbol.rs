//! `workspace/symbol`: headings and indicators of the open drafts.

use tower_lsp::lsp_types::{Location, SymbolInformation, SymbolKind};
use zhibi_core::features::{self, workspace_symbols};

use crate::session::OpenSnapshot;

/// Symbols in one answer at most.
const MOST: usize = 500;

/// The symbols that match a query.
pub fn handle(documents: &[OpenSnapshot], query: &str) -> Vec<SymbolInformation> {
    let mut found = Vec::new();
    for open in documents {
        for symbol in workspace_symbols(&open.snapshot, query, MOST - found.len()) {
            #[allow(deprecated)] // the protocol's old field has no other way to be left out
            found.push(SymbolInformation {
                name: symbol.name,
                kind: match symbol.kind {
                    features::SymbolKind::Heading => SymbolKind::STRING,
                    features::SymbolKind::Indicator => SymbolKind::NUMBER,
                },
                tags: None,
                deprecated: None,
                location: Location { uri: open.url.clone(), range: open.converter().range(symbol.range) },
                container_name: (!symbol.container.is_empty()).then_some(symbol.container),
            });
        }
    }
    found
}
