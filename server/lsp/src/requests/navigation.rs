//! `textDocument/definition`, `references` and `documentHighlight`: where else a heading or a figure stands.

use tower_lsp::lsp_types::{
    DocumentHighlight, DocumentHighlightKind, GotoDefinitionResponse, Location, LocationLink, Position,
};
use zhibi_core::{LineCol, features, text::LineRange};

use crate::{
    convert::{from_client, to_client::Converter},
    requests::companions,
    session::OpenSnapshot,
};

fn place(open: &OpenSnapshot, position: Position) -> LineCol {
    from_client::position(&open.snapshot, open.client.encoding, position)
}

fn location(open: &OpenSnapshot, converter: &Converter<'_>, range: LineRange) -> Location {
    Location { uri: open.url.clone(), range: converter.range(range) }
}

/// The heading a reference means, or the first statement of a figure; where it stands in last year's report and in the draft
/// before.
pub fn definition(open: &OpenSnapshot, position: Position) -> Option<GotoDefinitionResponse> {
    let at = place(open, position);
    let target = features::definition(&open.snapshot, at);
    let converter = open.converter();
    let figure = features::figure_under(&open.snapshot, at);
    let elsewhere = figure.map(|figure| companions::counterparts(open, figure)).unwrap_or_default();
    if !elsewhere.is_empty() {
        let own = target.map(|target| location(open, &converter, target.selection));
        return Some(GotoDefinitionResponse::Array(own.into_iter().chain(elsewhere).collect()));
    }
    let target = target?;
    if !open.client.definition_links {
        return Some(GotoDefinitionResponse::Scalar(location(open, &converter, target.selection)));
    }
    Some(GotoDefinitionResponse::Link(vec![LocationLink {
        origin_selection_range: Some(converter.range(target.origin)),
        target_uri: open.url.clone(),
        target_range: converter.range(target.range),
        target_selection_range: converter.range(target.selection),
    }]))
}

/// All references to a heading, all statements of a figure.
pub fn references(open: &OpenSnapshot, position: Position, declaration: bool) -> Vec<Location> {
    let found = features::references(&open.snapshot, place(open, position), declaration);
    let converter = open.converter();
    found.into_iter().map(|range| location(open, &converter, range)).collect()
}

/// The places that belong together with the one under the cursor.
pub fn highlight(open: &OpenSnapshot, position: Position) -> Vec<DocumentHighlight> {
    let converter = open.converter();
    let highlight =
        |range| DocumentHighlight { range: converter.range(range), kind: Some(DocumentHighlightKind::TEXT) };
    features::highlight(&open.snapshot, place(open, position)).into_iter().map(highlight).collect()
}
