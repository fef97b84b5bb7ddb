//! `workspace/symbol`: headings and indicators of the drafts that are open, then of the others in the client's folders.

use tower_lsp::lsp_types::{Location, SymbolInformation, SymbolKind, Url};
use zhibi_core::features::{self, symbol_matches, workspace_symbols};

use crate::{
    folder_drafts::{FolderDrafts, Scan, Symbol},
    session::OpenSnapshot,
};

/// Symbols in one answer at most.
const MOST: usize = 500;

/// The symbols that match a query.
pub fn handle(open: &[OpenSnapshot], folders: &FolderDrafts, query: &str, scan: &Scan<'_>) -> Vec<SymbolInformation> {
    let mut found = Vec::new();
    for open in open {
        let converter = open.converter();
        for symbol in workspace_symbols(&open.snapshot, query, MOST - found.len()) {
            let symbol = Symbol {
                name: symbol.name,
                container: symbol.container,
                kind: kind(symbol.kind),
                range: converter.range(symbol.range),
            };
            found.push(information(&open.url, &symbol));
        }
    }
    folders.symbols(scan, &mut |url, symbols| {
        let matching = symbols.iter().filter(|symbol| symbol_matches(&symbol.name, query));
        found.extend(matching.take(MOST - found.len()).map(|symbol| information(url, symbol)));
        found.len() < MOST
    });
    found
}

/// The protocol's kind of a symbol.
pub const fn kind(kind: features::SymbolKind) -> SymbolKind {
    match kind {
        features::SymbolKind::Heading => SymbolKind::FILE,
        features::SymbolKind::Indicator => SymbolKind::NUMBER,
    }
}

fn information(url: &Url, symbol: &Symbol) -> SymbolInformation {
    #[allow(deprecated)] // the protocol's old field has no other way to be left out
    SymbolInformation {
        name: symbol.name.clone(),
        kind: symbol.kind,
        tags: None,
        deprecated: None,
        location: Location { uri: url.clone(), range: symbol.range },
        container_name: (!symbol.container.is_empty()).then(|| symbol.container.clone()),
    }
}
