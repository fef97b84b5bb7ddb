//! What the connected client can do, read once from `initialize`.

use tower_lsp::lsp_types::{InitializeParams, MarkupKind};
use zhibi_core::{Language, PositionEncoding};

use crate::convert::from_client;

/// The parts of the client's capabilities that change what the server does. Everything defaults to "cannot".
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // that is what capabilities are
pub struct ClientProfile {
    /// Unit of columns in every position.
    pub encoding: PositionEncoding,
    /// Language of messages.
    pub language: Language,
    /// `DocumentSymbol` trees instead of flat lists.
    pub hierarchical_symbols: bool,
    /// Diagnostics may name other places.
    pub related_information: bool,
    /// Diagnostics may link to a page.
    pub code_description: bool,
    /// Diagnostics may carry data.
    pub diagnostic_data: bool,
    /// The client asks for diagnostics, and can be told to ask again.
    pub pull_diagnostics: bool,
    /// Code actions may be literals with a kind, not only commands.
    pub code_action_literals: bool,
    /// The edit of a code action may be computed when it is chosen.
    pub code_action_resolve_edit: bool,
    /// Code actions may be marked as preferred.
    pub code_action_preferred: bool,
    /// Hovers may be Markdown.
    pub hover_markdown: bool,
    /// Most folding ranges wanted.
    pub folding_limit: Option<u32>,
    /// Only whole lines fold.
    pub folding_lines_only: bool,
    /// Edits may name the version they are for.
    pub document_changes: bool,
}

impl ClientProfile {
    /// Reads the `initialize` parameters.
    pub fn new(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let text = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let publish = text.and_then(|t| t.publish_diagnostics.as_ref());
        let action = text.and_then(|t| t.code_action.as_ref());
        let folding = text.and_then(|t| t.folding_range.as_ref());
        let pull = text.is_some_and(|t| t.diagnostic.is_some());
        let refresh = workspace.and_then(|w| w.diagnostic.as_ref()).and_then(|d| d.refresh_support);
        Self {
            encoding: from_client::position_encoding(capabilities),
            language: Language::from_tag(params.locale.as_deref().unwrap_or_default()),
            hierarchical_symbols: text
                .and_then(|t| t.document_symbol.as_ref()?.hierarchical_document_symbol_support)
                .unwrap_or_default(),
            related_information: publish.and_then(|p| p.related_information).unwrap_or_default(),
            code_description: publish.and_then(|p| p.code_description_support).unwrap_or_default(),
            diagnostic_data: publish.and_then(|p| p.data_support).unwrap_or_default(),
            pull_diagnostics: pull && refresh.unwrap_or_default(),
            code_action_literals: action.is_some_and(|a| a.code_action_literal_support.is_some()),
            code_action_resolve_edit: action.is_some_and(|a| {
                let resolves = a.resolve_support.as_ref().is_some_and(|r| r.properties.iter().any(|p| p == "edit"));
                resolves && a.data_support.unwrap_or_default()
            }),
            code_action_preferred: action.and_then(|a| a.is_preferred_support).unwrap_or_default(),
            hover_markdown: text
                .and_then(|t| t.hover.as_ref()?.content_format.as_ref())
                .is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
            folding_limit: folding.and_then(|f| f.range_limit),
            folding_lines_only: folding.and_then(|f| f.line_folding_only).unwrap_or_default(),
            document_changes: workspace.and_then(|w| w.workspace_edit.as_ref()?.document_changes).unwrap_or_default(),
        }
    }
}
