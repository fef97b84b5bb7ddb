//! `textDocument/documentSymbol`: the outline, as a tree, or flat for clients that know no trees.

use tower_lsp::lsp_types::{DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind, Url};
use zhibi_core::{
    features::{Symbol, outline},
    structure::NodeKind,
};

use crate::{convert::to_client::Converter, session::OpenSnapshot};

/// The symbols of a document.
pub fn handle(open: &OpenSnapshot) -> DocumentSymbolResponse {
    let calm = open.calm();
    let symbols = outline(&calm.snapshot, open.client.language);
    let converter = calm.converter(open);
    if open.client.hierarchical_symbols {
        DocumentSymbolResponse::Nested(symbols.into_iter().map(|symbol| nested(&converter, symbol)).collect())
    } else {
        let mut all = Vec::new();
        for symbol in symbols {
            flatten(&open.url, &converter, symbol, None, &mut all);
        }
        DocumentSymbolResponse::Flat(all)
    }
}

fn nested(converter: &Converter<'_>, symbol: Symbol) -> DocumentSymbol {
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

fn flatten(
    url: &Url,
    converter: &Converter<'_>,
    symbol: Symbol,
    container: Option<&str>,
    all: &mut Vec<SymbolInformation>,
) {
    #[allow(deprecated)] // as above
    all.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: Location { uri: url.clone(), range: converter.range(symbol.range) },
        container_name: container.map(str::to_owned),
    });
    for child in symbol.children {
        flatten(url, converter, child, Some(&symbol.name), all);
    }
}

/// The protocol's kind for a part of a draft.
pub const fn kind(kind: NodeKind) -> SymbolKind {
    match kind {
        // What is shown beside them is no sign of a programming language: a page, a list, lines of text.
        NodeKind::Heading | NodeKind::Part => SymbolKind::FILE,
        NodeKind::Item => SymbolKind::ENUM,
        NodeKind::Lead => SymbolKind::CONSTANT,
    }
}
