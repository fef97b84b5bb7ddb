//! What the server announces: only what works, and only what the client can use.

use tower_lsp::lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions, CompletionOptions,
    DiagnosticOptions, DiagnosticServerCapabilities, DocumentLinkOptions, DocumentOnTypeFormattingOptions,
    ExecuteCommandOptions, FoldingRangeProviderCapability, HoverProviderCapability, OneOf, PositionEncodingKind,
    RenameOptions, SaveOptions, SelectionRangeProviderCapability, SemanticTokenModifier, SemanticTokenType,
    SemanticTokensFullOptions, SemanticTokensLegend, SemanticTokensOptions, SemanticTokensServerCapabilities,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, WorkDoneProgressOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};
use zhibi_core::{PositionEncoding, features};

use crate::{
    client::ClientProfile,
    requests::{
        completion,
        execute_command::{self, OPEN_RULE, SHOW_PLACE},
        on_type_formatting,
    },
    settings::{SECTION, Switches},
};

/// The one "fix all" kind of this server. Announcing plain `source.fixAll` would have clients ask for other servers' too.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.zhibi");

/// Renumbering of a list.
pub const RENUMBER: CodeActionKind = CodeActionKind::new("refactor.rewrite.zhibi.renumber");

/// Moving a section up or down; the protocol's name, which lsp-types does not have yet.
pub const MOVE: CodeActionKind = CodeActionKind::new("refactor.move");

/// The answer to what `initialize` asked.
///
/// What settings turn on and off is registered later where the client allows that, and announced for good elsewhere.
pub fn server_capabilities(client: &ClientProfile, switches: Switches) -> ServerCapabilities {
    let no_progress = WorkDoneProgressOptions::default();
    ServerCapabilities {
        position_encoding: Some(match client.encoding {
            PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
            PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
            PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            will_save_wait_until: (switches.fix_on_save
                && client.will_save_wait_until
                && !client.register_synchronization)
                .then_some(true),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        diagnostic_provider: client.pull_diagnostics.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some(SECTION.into()),
                inter_file_dependencies: false,
                workspace_diagnostics: client.workspace_diagnostics,
                work_done_progress_options: no_progress,
            })
        }),
        document_symbol_provider: client.document_symbol.then_some(OneOf::Left(true)),
        hover_provider: client.hover.then_some(HoverProviderCapability::Simple(true)),
        folding_range_provider: client.folding.then_some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: client.selection_range.then_some(SelectionRangeProviderCapability::Simple(true)),
        completion_provider: client.completion.then(|| CompletionOptions {
            trigger_characters: Some(completion::TRIGGERS.iter().map(|&mark| mark.to_owned()).collect()),
            resolve_provider: Some(false),
            ..CompletionOptions::default()
        }),
        definition_provider: client.definition.then_some(OneOf::Left(true)),
        references_provider: client.references.then_some(OneOf::Left(true)),
        document_highlight_provider: client.document_highlight.then_some(OneOf::Left(true)),
        document_formatting_provider: client.formatting.then_some(OneOf::Left(true)),
        document_range_formatting_provider: client.range_formatting.then_some(OneOf::Left(true)),
        document_on_type_formatting_provider: (switches.on_type_formatting
            && client.on_type_formatting
            && !client.register_on_type_formatting)
            .then(|| DocumentOnTypeFormattingOptions {
                first_trigger_character: on_type_formatting::TRIGGER.to_owned(),
                more_trigger_character: None,
            }),
        rename_provider: client.rename.then_some({
            if client.prepare_rename {
                OneOf::Right(RenameOptions { prepare_provider: Some(true), work_done_progress_options: no_progress })
            } else {
                OneOf::Left(true)
            }
        }),
        inlay_hint_provider: client.inlay_hint.then_some(OneOf::Left(true)),
        workspace_symbol_provider: client.workspace_symbol.then_some(OneOf::Left(true)),
        document_link_provider: client
            .document_link
            .then_some(DocumentLinkOptions { resolve_provider: Some(false), work_done_progress_options: no_progress }),
        code_lens_provider: client.code_lens.then_some(CodeLensOptions { resolve_provider: Some(false) }),
        code_action_provider: client.code_action_literals.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QUICKFIX,
                    FIX_ALL,
                    RENUMBER,
                    CodeActionKind::REFACTOR_REWRITE,
                    MOVE,
                ]),
                resolve_provider: client.code_action_resolve_edit.then_some(true),
                ..CodeActionOptions::default()
            })
        }),
        semantic_tokens_provider: (client.tokens_full || client.tokens_range).then(|| {
            SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
                legend: tokens_legend(),
                range: client.tokens_range.then_some(true),
                full: client.tokens_full.then_some(if client.tokens_delta {
                    SemanticTokensFullOptions::Delta { delta: Some(true) }
                } else {
                    SemanticTokensFullOptions::Bool(true)
                }),
                work_done_progress_options: no_progress,
            })
        }),
        execute_command_provider: client
            .execute_command
            .then(|| ExecuteCommandOptions { commands: commands(client), work_done_progress_options: no_progress }),
        workspace: client.workspace_folders.then_some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}

/// The order of types and modifiers is that of the core's lists.
fn tokens_legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: features::TokenKind::ALL.iter().map(|kind| SemanticTokenType::new(kind.name())).collect(),
        token_modifiers: features::tokens::MODIFIERS.iter().map(|name| SemanticTokenModifier::new(name)).collect(),
    }
}

/// Commands that this client can make use of.
fn commands(client: &ClientProfile) -> Vec<String> {
    let of_use = |&name: &&str| client.show_document || ![OPEN_RULE, SHOW_PLACE].contains(&name);
    execute_command::ALL.iter().copied().filter(of_use).map(str::to_owned).collect()
}
