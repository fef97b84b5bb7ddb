//! `textDocument/completion`: the next ordinal, units, indicators, comments that silence rules.

use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionResponse, CompletionTextEdit,
};
use zhibi_core::features::{CompletionKind, completion};

use crate::{convert::from_client, session::OpenSnapshot};

/// Characters after which proposals are worth asking for: opening brackets of an ordinal. Never a mark that an input
/// method inserts while composing.
pub const TRIGGERS: [&str; 2] = ["（", "("];

/// All proposals at a place; the client filters them while one types on, but for letters of readings.
pub fn handle(open: &OpenSnapshot, params: &CompletionParams) -> CompletionResponse {
    let at = from_client::position(&open.snapshot, open.client.encoding, params.text_document_position.position);
    let converter = open.converter();
    let proposals = completion(&open.snapshot, at, open.client.language);
    let width = proposals.len().to_string().len();
    let item = |(rank, proposal): (usize, zhibi_core::features::Completion)| CompletionItem {
        kind: Some(match proposal.kind {
            CompletionKind::Ordinal => CompletionItemKind::ENUM_MEMBER,
            CompletionKind::Unit => CompletionItemKind::UNIT,
            CompletionKind::Indicator => CompletionItemKind::VALUE,
            CompletionKind::Phrase => CompletionItemKind::TEXT,
            CompletionKind::Directive => CompletionItemKind::KEYWORD,
        }),
        detail: (!proposal.detail.is_empty()).then_some(proposal.detail),
        filter_text: (proposal.filter != proposal.label).then_some(proposal.filter),
        // Clients sort by this, so that the core's order is kept.
        sort_text: Some(format!("{rank:0width$}")),
        text_edit: Some(CompletionTextEdit::Edit(converter.text_edit(proposal.edit))),
        label: proposal.label,
        ..CompletionItem::default()
    };
    // Letters of readings can be read in several ways: what is typed on is asked anew.
    let is_incomplete = proposals.iter().any(|proposal| {
        proposal.kind != CompletionKind::Directive && proposal.filter.starts_with(|c: char| c.is_ascii_lowercase())
    });
    let items = proposals.into_iter().enumerate().map(item).collect();
    CompletionResponse::List(CompletionList { is_incomplete, items })
}
