//! `textDocument/documentSymbol`: the outline.

use tower_lsp::lsp_types::{DocumentSymbol, DocumentSymbolResponse, Location, Range, SymbolInformation, SymbolKind};
use zhibi_core::{
    Loc,
    structure::{Node, NodeKind},
    text::Span,
};

use crate::session::OpenSnapshot;

/// The outline as a tree, or flat for clients that know no trees.
pub fn handle(open: &OpenSnapshot) -> DocumentSymbolResponse {
    if open.client.hierarchical_symbols {
        DocumentSymbolResponse::Nested(children(open, None))
    } else {
        DocumentSymbolResponse::Flat(flat(open))
    }
}

fn children(open: &OpenSnapshot, parent: Option<u32>) -> Vec<DocumentSymbol> {
    let outline = open.snapshot.outline();
    let symbol = |index: u32| {
        let node = &outline.nodes[index as usize];
        let (range, selection_range) = ranges(open, node);
        let inside = children(open, Some(index));
        #[allow(deprecated)] // the protocol's old field has no other way to be left out
        DocumentSymbol {
            name: name(open, node),
            detail: None,
            kind: kind(node.kind),
            tags: None,
            deprecated: None,
            range,
            selection_range,
            children: (!inside.is_empty()).then_some(inside),
        }
    };
    outline.children(parent).map(symbol).collect()
}

fn flat(open: &OpenSnapshot) -> Vec<SymbolInformation> {
    let nodes = &open.snapshot.outline().nodes;
    let symbol = |node: &Node| {
        #[allow(deprecated)]
        SymbolInformation {
            name: name(open, node),
            kind: kind(node.kind),
            tags: None,
            deprecated: None,
            location: Location { uri: open.url.clone(), range: ranges(open, node).0 },
            container_name: node.parent.map(|parent| name(open, &nodes[parent as usize])),
        }
    };
    nodes.iter().map(symbol).collect()
}

/// The heading's text. Never empty: clients reject that.
fn name(open: &OpenSnapshot, node: &Node) -> String {
    let text = open.snapshot.view().at(node.heading).trim();
    if text.is_empty() { "—".to_owned() } else { text.to_owned() }
}

/// The whole section and its heading. The protocol wants the second inside the first.
fn ranges(open: &OpenSnapshot, node: &Node) -> (Range, Range) {
    let converter = open.converter();
    let heading = open.snapshot.line_range(node.heading);
    let end = open.snapshot.line_range(end_of(node)).start.max(heading.end);
    let section = Range { start: converter.position(heading.start), end: converter.position(end) };
    (section, converter.range(heading))
}

/// The place behind the last character of a section.
pub fn end_of(node: &Node) -> Loc {
    let (block, byte) = node.end;
    Loc { block, span: Span { start: byte, end: byte } }
}

const fn kind(kind: NodeKind) -> SymbolKind {
    match kind {
        // What Markdown servers use for headings: editors then show no programming-language icon.
        NodeKind::Heading => SymbolKind::STRING,
        NodeKind::Item => SymbolKind::ENUM_MEMBER,
        NodeKind::Lead => SymbolKind::KEY,
    }
}
