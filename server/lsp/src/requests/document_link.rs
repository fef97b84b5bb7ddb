//! `textDocument/documentLink`: web addresses, and references to other places of the draft.

use tower_lsp::lsp_types::{DocumentLink, Url};
use zhibi_core::features::{LinkTarget, document_links};

use super::hover::place_link;
use crate::session::OpenSnapshot;

/// All links of a document.
pub fn handle(open: &OpenSnapshot) -> Vec<DocumentLink> {
    let converter = open.converter();
    let link = |link: zhibi_core::features::DocumentLink| {
        let target = match link.target {
            LinkTarget::Url(url) => url,
            LinkTarget::Place(place) => place_link(&open.url, converter.position(place.start)),
        };
        let target = Url::parse(&target).ok()?;
        Some(DocumentLink { range: converter.range(link.range), target: Some(target), tooltip: None, data: None })
    };
    document_links(&open.snapshot).into_iter().filter_map(link).collect()
}
