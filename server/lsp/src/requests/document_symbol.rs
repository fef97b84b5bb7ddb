//! `textDocument/documentSymbol`: the outline, as a tree, or flat for clients that know no trees.

use tower_lsp::lsp_types::{DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind};
use zhibi_core::{
    features::{Symbol, outline},
    structure::NodeKind,
};

use crate::{convert::to_client::Converter, session::OpenSnapshot};

/// The symbols of a document.
pub fn handle(open: &OpenSnapshot) -> DocumentSymbolResponse {
    let symbols = outline(&open.snapshot, open.client.language);
    if open.client.hierarchical_symbols {
        let converter = open.converter();
        DocumentSymbolResponse::Nested(symbols.into_iter().map(|symbol| nested(converter, symbol)).collect())
    } else {
        let mut all = Vec::new();
        for symbol in symbols {
            flatten(open, symbol, None, &mut all);
        }
        DocumentSymbolResponse::Flat(all)
    }
}

fn nested(converter: Converter<'_>, symbol: Symbol) -> DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|child| nested(converter, child)).collect();
    #[allow(deprecated)] // the protocol's old field has no other way to be left out
    DocumentSymbol {
        name: symbol.name,
        detail: Some(symbol.detail),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: converter.range(symbol.range),
        selection_range: converter.range(symbol.selection),
        children: (!children.is_empty()).then_some(children),
    }
}

fn flatten(open: &OpenSnapshot, symbol: Symbol, container: Option<&str>, all: &mut Vec<SymbolInformation>) {
    #[allow(deprecated)] // as above
    all.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: Location { uri: open.url.clone(), range: open.converter().range(symbol.range) },
        container_name: container.map(str::to_owned),
    });
    for child in symbol.children {
        flatten(open, child, Some(&symbol.name), all);
    }
}

/// The protocol's kind for a part of a draft.
pub const fn kind(kind: NodeKind) -> SymbolKind {
    match kind {
        // What Markdown servers use for headings: editors then show no programming-language icon.
        NodeKind::Heading => SymbolKind::STRING,
        NodeKind::Item => SymbolKind::ENUM_MEMBER,
        NodeKind::Lead => SymbolKind::KEY,
    }
}
