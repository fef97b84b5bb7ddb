//! What the connected client can do, read once from `initialize`.

use tower_lsp::lsp_types::{CodeActionClientCapabilities, InitializeParams, MarkupKind};
use zhibi_core::{Language, PositionEncoding};

use crate::{convert::from_client, shell::leniency};

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
    /// Hovers are understood.
    pub hover: bool,
    /// Hovers may be Markdown.
    pub hover_markdown: bool,
    /// Outlines are understood.
    pub document_symbol: bool,
    /// Folding ranges are understood.
    pub folding: bool,
    /// Most folding ranges wanted.
    pub folding_limit: Option<u32>,
    /// Edits may name the version they are for.
    pub document_changes: bool,
    /// Growing selections are understood.
    pub selection_range: bool,
    /// Highlights are understood.
    pub document_highlight: bool,
    /// Going to a definition is understood.
    pub definition: bool,
    /// A definition may tell which text leads to it.
    pub definition_links: bool,
    /// Finding references is understood.
    pub references: bool,
    /// Renaming is understood.
    pub rename: bool,
    /// Renaming asks first.
    pub prepare_rename: bool,
    /// Completion is understood.
    pub completion: bool,
    /// Completions may be snippets.
    pub completion_snippets: bool,
    /// Completions may have Markdown documentation.
    pub completion_markdown: bool,
    /// Whole-document semantic tokens are asked for.
    pub tokens_full: bool,
    /// Changes of semantic tokens are understood.
    pub tokens_delta: bool,
    /// Semantic tokens of a range are asked for.
    pub tokens_range: bool,
    /// Inlay hints are understood.
    pub inlay_hint: bool,
    /// The client can be told to ask for inlay hints again.
    pub inlay_hint_refresh: bool,
    /// Code lenses are understood.
    pub code_lens: bool,
    /// The client can be told to ask for code lenses again.
    pub code_lens_refresh: bool,
    /// Document links are understood.
    pub document_link: bool,
    /// Formatting is understood.
    pub formatting: bool,
    /// Formatting of a range is understood.
    pub range_formatting: bool,
    /// Formatting of what is typed is understood.
    pub on_type_formatting: bool,
    /// Formatting of what is typed can be registered for.
    pub register_on_type_formatting: bool,
    /// The client asks for edits before it saves.
    pub will_save_wait_until: bool,
    /// Being asked before saves can be registered for.
    pub register_synchronization: bool,
    /// Texts that the server writes are shown, and can be registered for.
    pub text_document_content: bool,
    /// The client asks for the diagnostics of documents that are not open, as its settings want it.
    pub workspace_diagnostics: bool,
    /// Symbols of the workspace are understood.
    pub workspace_symbol: bool,
    /// Commands can be sent to the server.
    pub execute_command: bool,
    /// The client applies edits that the server sends.
    pub apply_edit: bool,
    /// The client answers `workspace/configuration`.
    pub configuration: bool,
    /// Changes of the configuration can be registered for.
    pub register_configuration: bool,
    /// Watching files can be registered for.
    pub register_watchers: bool,
    /// The client tells of folders that come and go.
    pub workspace_folders: bool,
    /// The client shows the progress of work.
    pub work_done_progress: bool,
    /// The client shows documents it is pointed to.
    pub show_document: bool,
}

impl ClientProfile {
    /// Reads the `initialize` parameters.
    pub fn new(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let text = capabilities.text_document.clone().unwrap_or_default();
        let workspace = capabilities.workspace.clone().unwrap_or_default();
        let window = capabilities.window.clone().unwrap_or_default();
        let publish = text.publish_diagnostics.clone().unwrap_or_default();
        let action = text.code_action.clone().unwrap_or_default();
        let folding = text.folding_range.clone();
        let synchronization = text.synchronization.clone().unwrap_or_default();
        let tokens = text.semantic_tokens.as_ref().map(|t| t.requests.clone());
        let item = text.completion.as_ref().and_then(|c| c.completion_item.clone()).unwrap_or_default();
        Self {
            encoding: from_client::position_encoding(capabilities),
            language: Language::from_tag(params.locale.as_deref().unwrap_or_default()),
            hierarchical_symbols: text
                .document_symbol
                .as_ref()
                .and_then(|s| s.hierarchical_document_symbol_support)
                .unwrap_or_default(),
            related_information: publish.related_information.unwrap_or_default(),
            code_description: publish.code_description_support.unwrap_or_default(),
            diagnostic_data: publish.data_support.unwrap_or_default(),
            pull_diagnostics: text.diagnostic.is_some()
                && workspace.diagnostic.as_ref().and_then(|d| d.refresh_support).unwrap_or_default(),
            code_action_literals: action.code_action_literal_support.is_some(),
            code_action_resolve_edit: resolves_edits(&action),
            code_action_preferred: action.is_preferred_support.unwrap_or_default(),
            hover: text.hover.is_some(),
            hover_markdown: text
                .hover
                .as_ref()
                .and_then(|h| h.content_format.as_ref())
                .is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
            document_symbol: text.document_symbol.is_some(),
            folding: folding.is_some(),
            folding_limit: folding.and_then(|f| f.range_limit),
            document_changes: workspace.workspace_edit.and_then(|e| e.document_changes).unwrap_or_default(),
            selection_range: text.selection_range.is_some(),
            document_highlight: text.document_highlight.is_some(),
            definition: text.definition.is_some(),
            definition_links: text.definition.and_then(|d| d.link_support).unwrap_or_default(),
            references: text.references.is_some(),
            rename: text.rename.is_some(),
            prepare_rename: text.rename.and_then(|r| r.prepare_support).unwrap_or_default(),
            completion: text.completion.is_some(),
            completion_snippets: item.snippet_support.unwrap_or_default(),
            completion_markdown: item.documentation_format.is_some_and(|f| f.contains(&MarkupKind::Markdown)),
            tokens_full: tokens.as_ref().is_some_and(|r| {
                use tower_lsp::lsp_types::SemanticTokensFullOptions as Full;
                !matches!(r.full, None | Some(Full::Bool(false)))
            }),
            tokens_delta: tokens.as_ref().is_some_and(|r| {
                use tower_lsp::lsp_types::SemanticTokensFullOptions as Full;
                matches!(r.full, Some(Full::Delta { delta: Some(true) }))
            }),
            tokens_range: tokens.as_ref().and_then(|r| r.range).unwrap_or_default(),
            inlay_hint: text.inlay_hint.is_some(),
            inlay_hint_refresh: workspace.inlay_hint.and_then(|h| h.refresh_support).unwrap_or_default(),
            code_lens: text.code_lens.is_some(),
            code_lens_refresh: workspace.code_lens.and_then(|l| l.refresh_support).unwrap_or_default(),
            document_link: text.document_link.is_some(),
            formatting: text.formatting.is_some(),
            range_formatting: text.range_formatting.is_some(),
            on_type_formatting: text.on_type_formatting.is_some(),
            register_on_type_formatting: text
                .on_type_formatting
                .and_then(|f| f.dynamic_registration)
                .unwrap_or_default(),
            will_save_wait_until: synchronization.will_save_wait_until.unwrap_or_default(),
            register_synchronization: synchronization.dynamic_registration.unwrap_or_default(),
            text_document_content: leniency::registers_content(capabilities),
            workspace_diagnostics: false,
            workspace_symbol: workspace.symbol.is_some(),
            execute_command: workspace.execute_command.is_some(),
            apply_edit: workspace.apply_edit.unwrap_or_default(),
            configuration: workspace.configuration.unwrap_or_default(),
            register_configuration: workspace
                .did_change_configuration
                .and_then(|c| c.dynamic_registration)
                .unwrap_or_default(),
            register_watchers: workspace
                .did_change_watched_files
                .and_then(|w| w.dynamic_registration)
                .unwrap_or_default(),
            workspace_folders: workspace.workspace_folders.unwrap_or_default(),
            work_done_progress: window.work_done_progress.unwrap_or_default(),
            show_document: window.show_document.is_some_and(|s| s.support),
        }
    }
}

fn resolves_edits(action: &CodeActionClientCapabilities) -> bool {
    let edit = action.resolve_support.as_ref().is_some_and(|r| r.properties.iter().any(|p| p == "edit"));
    edit && action.data_support.unwrap_or_default()
}
