//! The protocol's methods, each handed on to its file.
//!
//! Rule for every handler: lock the session, change it or take a snapshot, unlock; nothing is awaited before that, so
//! messages act in the order in which they arrived.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde_json::Value;
use tower_lsp::{
    LanguageServer, LspService, LspServiceBuilder,
    jsonrpc::{Error, Result},
    lsp_types::{
        CodeAction, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionParams,
        CompletionResponse, DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
        DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
        DidSaveTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentFormattingParams,
        DocumentHighlight, DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentRangeFormattingParams,
        DocumentSymbolParams, DocumentSymbolResponse, ExecuteCommandParams, FoldingRange, FoldingRangeParams,
        GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams, InitializeResult,
        InitializedParams, InlayHint, InlayHintParams, Location, PrepareRenameResponse, Range, ReferenceParams,
        RenameParams, SelectionRange, SelectionRangeParams, SemanticTokensParams, SemanticTokensRangeParams,
        SemanticTokensRangeResult, SemanticTokensResult, ServerInfo, SetTraceParams, ShowDocumentParams,
        SymbolInformation, TextDocumentPositionParams, TextEdit, Url, WorkspaceEdit, WorkspaceSymbolParams,
    },
};

use crate::{
    capabilities::server_capabilities,
    client::ClientProfile,
    config_files,
    configuration::Context,
    convert::to_client::rule_uri,
    diagnostics_sender::DiagnosticsSender,
    requests::{
        code_action::{self, ActionData},
        code_lens, completion, diagnostic, document_link, document_symbol,
        document_text::{self, DocumentText, DocumentTextParams},
        execute_command::{self, Command, Ignore, Place},
        explain::{self, ExplainParams, Explanation},
        figures::{self, ExportParams, Exports},
        folding_range, formatting, hover, inlay_hint, navigation,
        on_enter::{self, NextItem},
        rename, selection_range, semantic_tokens, workspace_symbol,
    },
    session::{OpenSnapshot, Session},
    shell::Wires,
    uri::{self, DocumentKey},
};

/// Texts up to this size in bytes are read on the protocol's own thread: that takes less than handing them on.
const INLINE: usize = 128 << 10;

/// The language server.
pub struct Server {
    pub(crate) context: Context,
    wires: Wires,
    exports: Exports,
    #[cfg(feature = "test-hooks")]
    pub(crate) hooks: crate::test_hooks::Hooks,
}

/// Tells a worker that its result is no longer wanted, when the request that waits for it is dropped.
struct CancelOnDrop(Arc<AtomicBool>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Server {
    /// The service, ready for its client.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn build(wires: Wires, exports: Exports) -> io::Result<LspServiceBuilder<Self>> {
        let session = Arc::<Session>::default();
        let diagnostics = DiagnosticsSender::start(&session, wires.outbox.clone())?;
        let builder = LspService::build(|client| Self {
            context: Context { session, client, diagnostics },
            wires,
            exports,
            #[cfg(feature = "test-hooks")]
            hooks: crate::test_hooks::Hooks::default(),
        });
        let builder = builder
            .custom_method("zhibi/documentText", Self::document_text)
            .custom_method("zhibi/onEnter", Self::on_enter)
            .custom_method("zhibi/figures", Self::figures)
            .custom_method("zhibi/explain", Self::explain)
            .custom_method("$/setTrace", Self::set_trace);
        #[cfg(feature = "test-hooks")]
        let builder = crate::test_hooks::add(builder);
        Ok(builder)
    }

    pub(crate) fn session(&self) -> &Session {
        &self.context.session
    }

    /// Runs a reader on a document; `None` if it is not open. Large documents are read by a worker.
    async fn read<R: Send + 'static>(
        &self,
        url: &Url,
        read: impl FnOnce(&OpenSnapshot) -> R + Send + 'static,
    ) -> Result<Option<R>> {
        let Some(open) = self.session().lock().snapshot(&DocumentKey::new(url)) else { return Ok(None) };
        if open.bytes <= INLINE {
            return Ok(Some(read(&open)));
        }
        self.work(move || Some(read(&open))).await
    }

    /// Has a worker do something. A request that is cancelled before its turn is not begun.
    async fn work<R: Send + 'static>(&self, work: impl FnOnce() -> R + Send + 'static) -> Result<R> {
        let cancelled = Arc::<AtomicBool>::default();
        let _guard = CancelOnDrop(Arc::clone(&cancelled));
        let work = move || (!cancelled.load(Ordering::Relaxed)).then(work);
        match tokio::task::spawn_blocking(work).await {
            Ok(result) => result.ok_or_else(Error::request_cancelled),
            // The panic is passed on to where all panics of handlers are caught and told.
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => Err(Error::request_cancelled()),
        }
    }

    /// Formatting edits, refused if the text has changed while they were computed: they would land elsewhere.
    async fn edits(&self, url: &Url, range: Option<Range>) -> Result<Option<Vec<TextEdit>>> {
        let read = move |open: &OpenSnapshot| (open.version, formatting::handle(open, range));
        let Some((version, edits)) = self.read(url, read).await? else { return Ok(None) };
        let state = self.session().lock();
        match state.document(&DocumentKey::new(url)) {
            Some(open) if open.version == version => Ok(Some(edits)),
            _ => Err(Error::content_modified()),
        }
    }

    async fn document_text(&self, params: DocumentTextParams) -> Result<Option<DocumentText>> {
        let state = self.session().lock();
        Ok(state.document(&DocumentKey::new(&params.text_document.uri)).map(document_text::handle))
    }

    async fn on_enter(&self, params: TextDocumentPositionParams) -> Result<Option<NextItem>> {
        let url = params.text_document.uri.clone();
        Ok(self.read(&url, move |open| on_enter::handle(open, &params)).await?.flatten())
    }

    async fn figures(&self, params: DocumentTextParams) -> Result<Option<Value>> {
        let exports = self.exports;
        self.read(&params.text_document.uri, move |open| figures::list(open, exports)).await?.transpose()
    }

    /// Has the client apply the renumbering of the series at a place.
    async fn renumber(&self, place: Place) -> Result<Option<Value>> {
        let at = place.position;
        let edit = self.read(&place.uri, move |open| code_action::renumber(open, at)).await?.flatten();
        let Some(edit) = edit else { return Ok(None) };
        if !self.session().lock().client.apply_edit {
            return serde_json::to_value(edit).map(Some).map_err(|_| Error::internal_error());
        }
        self.context.client.apply_edit(edit).await.map(|answer| Some(answer.applied.into()))
    }

    /// Notes beside the draft that a finding is to be ignored.
    async fn ignore(&self, ignore: Ignore) -> Result<Option<Value>> {
        let url = ignore.uri.clone();
        let entry = self.read(&url, move |open| code_action::ignored(open, &ignore)).await?.flatten();
        let Some((path, entry)) = entry else { return Err(Error::content_modified()) };
        let written = self.work(move || config_files::add_ignored(&path, entry)).await?;
        if let Err(error) = written {
            let mut refused = Error::internal_error();
            refused.message = format!(".zhibi/ignore.toml: {error}").into();
            return Err(refused);
        }
        self.context.settings_changed();
        Ok(None)
    }

    /// Has the client show the page of a rule.
    async fn open_rule(&self, code: &str) -> Result<Option<Value>> {
        let uri = Url::parse(&rule_uri(code)).map_err(|_| Error::invalid_params("no rule has such a code"))?;
        if !self.session().lock().client.show_document {
            return Ok(None);
        }
        let params = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection: None };
        self.context.client.show_document(params).await.map(|shown| Some(shown.into()))
    }

    async fn explain(&self, params: ExplainParams) -> Result<Option<Explanation>> {
        Ok(explain::handle(&params.code, self.session().lock().client.language))
    }

    async fn set_trace(&self, params: SetTraceParams) {
        self.wires.trace.set(params.value);
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        self.wires.trace.set(params.trace.unwrap_or_default());
        let client = Arc::new(ClientProfile::new(&params));
        let capabilities = server_capabilities(&client);
        {
            let mut state = self.session().lock();
            state.client = client;
            let state = &mut *state;
            state.sources.set_initial(&params.initialization_options.unwrap_or_default(), state.files.known());
            for folder in params.workspace_folders.iter().flatten() {
                state.add_folder(&folder.uri);
            }
            if let (None, Some(root)) = (&params.workspace_folders, &params.root_uri) {
                state.add_folder(root);
            }
        }
        let server_info = ServerInfo { name: "zhibi".into(), version: Some(env!("CARGO_PKG_VERSION").into()) };
        Ok(InitializeResult { capabilities, server_info: Some(server_info) })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.context.settings_changed();
        self.context.clone().set_up();
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let raw = self.wires.uris.raw(&params.text_document.uri);
        let mut state = self.session().lock();
        // Not every client tells when configuration files change; reading them anew costs little here.
        state.files.forget();
        let key = state.open(&params.text_document, raw);
        if !state.client.pull_diagnostics {
            self.context.diagnostics.schedule(key, Duration::ZERO);
        }
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let mut state = self.session().lock();
        let pulls = state.client.pull_diagnostics;
        let document = &params.text_document;
        let Some((key, open)) = state.change(&document.uri, document.version, &params.content_changes) else { return };
        if !pulls && !open.on_save() {
            let quiet = Duration::from_millis(u64::from(open.settings.core.check.debounce_ms));
            self.context.diagnostics.schedule(key, quiet);
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        let url = &params.text_document.uri;
        let key = DocumentKey::new(url);
        let mut state = self.session().lock();
        let configures = uri::file_path(url)
            .is_some_and(|path| config_files::is_configuration(&path) || config_files::is_ignore_list(&path));
        if configures {
            state.files.forget();
        }
        let saved = state.save(&key);
        let (pulls, on_save) = (state.client.pull_diagnostics, state.document(&key).is_some_and(|d| d.on_save()));
        drop(state);
        match (on_save, pulls) {
            _ if !saved => {}
            (true, true) => self.context.refresh(),
            (true, false) => self.context.diagnostics.schedule(key, Duration::ZERO),
            // What was typed last may still be waiting for its pause: a save ends it.
            (false, _) => self.context.diagnostics.hurry(&key),
        }
        if configures {
            self.context.settings_changed();
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let mut state = self.session().lock();
        if let Some((key, closed)) = state.close(&params.text_document.uri)
            && !state.client.pull_diagnostics
        {
            self.context.diagnostics.clear(&key, &closed.raw);
        }
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        let pulls = {
            let mut state = self.session().lock();
            if !state.client.configuration && params.settings.is_object() {
                let state = &mut *state;
                state.sources.set_global(&params.settings, state.files.known());
            }
            state.client.configuration
        };
        if pulls {
            self.context.pull();
        } else {
            self.context.settings_changed();
        }
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.session().lock().change_folders(&params.event.added, &params.event.removed);
        self.context.settings_changed();
        self.context.pull();
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.session().lock().files.forget();
        self.context.settings_changed();
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let previous = params.previous_result_id;
        let read = move |open: &OpenSnapshot| diagnostic::handle(open, previous.as_deref());
        Ok(self.read(&params.text_document.uri, read).await?.unwrap_or_else(diagnostic::none))
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.read(&params.text_document.uri, document_symbol::handle).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.read(&params.text_document.uri, folding_range::handle).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let read = move |open: &OpenSnapshot| selection_range::handle(open, &params.positions);
        self.read(&params.text_document.uri, read).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.read(&params.text_document.uri, document_link::handle).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let url = params.text_document_position.text_document.uri.clone();
        self.read(&url, move |open| completion::handle(open, &params)).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let found = self.read(&text_document.uri, move |open| navigation::definition(open, position)).await?;
        Ok(found.flatten())
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let declaration = params.context.include_declaration;
        self.read(&text_document.uri, move |open| navigation::references(open, position, declaration)).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        self.read(&text_document.uri, move |open| navigation::highlight(open, position)).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let position = params.position;
        Ok(self.read(&params.text_document.uri, move |open| rename::prepare(open, position)).await?.flatten())
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let name = params.new_name;
        self.read(&text_document.uri, move |open| rename::handle(open, position, &name)).await?.transpose()
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let range = params.range;
        self.read(&params.text_document.uri, move |open| inlay_hint::handle(open, range)).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.edits(&params.text_document.uri, None).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.edits(&params.text_document.uri, Some(params.range)).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        let documents = self.session().lock().snapshots();
        let search = move || workspace_symbol::handle(&documents, &params.query);
        Ok(Some(self.work(search).await?))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        match execute_command::read(params)? {
            Command::ExportFigures(ExportParams { uri, format }) => {
                let exports = self.exports;
                let exported = self.read(&uri, move |open| figures::export(open, format, exports)).await?;
                let exported = exported.ok_or_else(|| Error::invalid_params("the draft is not open"))??;
                serde_json::to_value(exported).map(Some).map_err(|_| Error::internal_error())
            }
            Command::Renumber(place) => self.renumber(place).await,
            Command::OpenRule(code) => self.open_rule(&code).await,
            Command::Ignore(ignore) => self.ignore(ignore).await,
        }
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.read(&params.text_document.uri, code_lens::handle).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let tokens = self.read(&params.text_document.uri, |open| semantic_tokens::handle(open, None)).await?;
        Ok(tokens.map(SemanticTokensResult::Tokens))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let range = params.range;
        let tokens =
            self.read(&params.text_document.uri, move |open| semantic_tokens::handle(open, Some(range))).await?;
        Ok(tokens.map(SemanticTokensRangeResult::Tokens))
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let url = params.text_document_position_params.text_document.uri.clone();
        Ok(self.read(&url, move |open| hover::handle(open, &params)).await?.flatten())
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let url = params.text_document.uri.clone();
        self.read(&url, move |open| code_action::handle(open, &params)).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let data = action.data.clone().and_then(|data| serde_json::from_value::<ActionData>(data).ok());
        let Some(data) = data else { return Ok(action) };
        let url = data.uri.clone();
        let resolved = self.read(&url, move |open| code_action::resolve(open, action, &data)).await?;
        resolved.flatten().ok_or_else(Error::content_modified)
    }
}
