//! `textDocument/hover`: what a figure or a heading is.

use tower_lsp::lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind, Url};
use zhibi_core::{
    features::{HoverOptions, hover},
    text::LineRange,
};

use crate::{
    convert::{from_client, to_client},
    requests::companions,
    session::OpenSnapshot,
};

/// The card for a place, if there is anything to say.
pub fn handle(open: &OpenSnapshot, params: &HoverParams) -> Option<Hover> {
    let position = params.text_document_position_params.position;
    let at = from_client::position(&open.snapshot, open.client.encoding, position);
    let converter = open.converter();
    let link = |range: LineRange| place_link(&open.url, converter.position(range.start));
    let rule_link = to_client::rule_uri;
    let companions = |figure| companions::rows(open, figure);
    let options = HoverOptions {
        language: open.client.language,
        markdown: open.client.hover_markdown,
        link: Some(&link),
        rule_link: Some(&rule_link),
        companions: Some(&companions),
    };
    let found = hover(&open.snapshot, at, &options)?;
    let kind = if open.client.hover_markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value: found.contents }),
        range: Some(converter.range(found.range)),
    })
}

/// A link that editors open at a line and column (1-based in the fragment). Brackets would end a Markdown link.
pub fn place_link(url: &Url, at: tower_lsp::lsp_types::Position) -> String {
    let url = url.as_str().replace('(', "%28").replace(')', "%29");
    format!("{url}#L{},{}", at.line + 1, at.character + 1)
}
