//! What the server announces: only what works, and only what the client can use.

use tower_lsp::lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, FoldingRangeProviderCapability,
    HoverProviderCapability, OneOf, PositionEncodingKind, SaveOptions, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};
use zhibi_core::PositionEncoding;

use crate::client::ClientProfile;

/// The one "fix all" kind of this server. Announcing plain `source.fixAll` would have clients ask for other servers' too.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.zhibi");

/// Renumbering of a list.
pub const RENUMBER: CodeActionKind = CodeActionKind::new("refactor.rewrite.zhibi.renumber");

/// The answer to what `initialize` asked.
pub fn server_capabilities(client: &ClientProfile) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(match client.encoding {
            PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
            PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
            PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        document_symbol_provider: Some(OneOf::Left(true)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        code_action_provider: client.code_action_literals.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL, RENUMBER]),
                resolve_provider: client.code_action_resolve_edit.then_some(true),
                ..CodeActionOptions::default()
            })
        }),
        ..ServerCapabilities::default()
    }
}
