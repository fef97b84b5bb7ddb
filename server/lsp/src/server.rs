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
use tokio::sync::watch;
use tower_lsp::{
    LanguageServer, LspService, LspServiceBuilder,
    jsonrpc::{Error, ErrorCode, Result},
    lsp_types::*,
};

use zhibi_core::{interrupt, rules};

use crate::{
    capabilities::server_capabilities,
    client::ClientProfile,
    config_files,
    configuration::Context,
    diagnostics_sender::DiagnosticsSender,
    folder_drafts::FolderDrafts,
    host::Host,
    progress::Shown,
    requests::{
        code_action::{self, ActionData},
        code_lens, completion, diagnostic,
        document_content::{self, Content, ContentParams},
        document_link, document_symbol,
        document_text::{self, DocumentText, DocumentTextParams},
        explain::{self, ExplainParams, Explanation},
        figures, folding_range, formatting, hover, inlay_hint, navigation,
        on_enter::{self, NextItem},
        on_type_formatting, rename, selection_range,
        semantic_tokens::{self, Given},
        status::{self, Status},
    },
    session::{OpenSnapshot, OpenView, Session},
    shell::Wires,
    uri::{self, DocumentKey},
};

/// How long a reader may take for any draft, and for each megabyte of it. Code that is not optimised gets more, and so
/// does a program under test, which may run on an imitated processor.
const BUDGET: Duration = Duration::from_secs(if PATIENT { 100 } else { 5 });
const BUDGET_OF_MEGABYTE: Duration = Duration::from_secs(if PATIENT { 60 } else { 3 });
const PATIENT: bool = cfg!(any(debug_assertions, feature = "test-hooks"));

/// How long a reader waits for settings that are being read from disk, before it goes on with what is known.
const FILES_WAIT: Duration = Duration::from_secs(2);

/// How long a reader waits for a client that reads nothing.
const ROOM_WAITS: Duration = Duration::from_secs(60);

/// How long a client that is about to save is kept waiting.
const SAVE_WAITS: Duration = Duration::from_millis(100);

/// The language server.
pub struct Server {
    pub(crate) context: Context,
    pub(crate) wires: Wires,
    pub(crate) host: Host,
    pub(crate) drafts: Arc<FolderDrafts>,
    pub(crate) shown: Shown,
    tokens: Given,
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
    pub fn build(wires: Wires, host: Host) -> io::Result<LspServiceBuilder<Self>> {
        let session = Arc::<Session>::default();
        session.companions.lend(host);
        session.lock().companions = Arc::clone(&session.companions);
        let diagnostics = DiagnosticsSender::start(&session, wires.outbox.clone())?;
        let builder = LspService::build(|client| Self {
            context: Context {
                session,
                client,
                diagnostics,
                settled: Arc::default(),
                changes: Arc::new(watch::Sender::new(0)),
                registering: Arc::default(),
            },
            wires,
            host,
            drafts: Arc::new(FolderDrafts::new(host)),
            shown: Shown::default(),
            tokens: Given::default(),
            #[cfg(feature = "test-hooks")]
            hooks: crate::test_hooks::Hooks::default(),
        });
        let builder = builder
            .custom_method("zhibi/documentText", Self::document_text)
            .custom_method("zhibi/onEnter", Self::on_enter)
            .custom_method("zhibi/figures", Self::figures)
            .custom_method("zhibi/status", Self::status)
            .custom_method("zhibi/explain", Self::explain)
            .custom_method("workspace/textDocumentContent", Self::document_content)
            .custom_method("window/workDoneProgress/cancel", Self::cancel_progress)
            .custom_method("$/setTrace", Self::set_trace);
        #[cfg(feature = "test-hooks")]
        let builder = crate::test_hooks::add(builder);
        Ok(builder)
    }

    pub(crate) fn session(&self) -> &Session {
        &self.context.session
    }

    /// An open document as it is now, with settings that the files do state; `None` if it is not open.
    async fn view(&self, url: &Url) -> Option<OpenView> {
        let key = DocumentKey::new(url);
        let mut settled = self.context.settled.subscribe();
        let end = tokio::time::Instant::now() + FILES_WAIT;
        loop {
            let open = self.session().lock().view(&key)?;
            if open.settled || !matches!(tokio::time::timeout_at(end, settled.changed()).await, Ok(Ok(()))) {
                return Some(open);
            }
        }
    }

    /// Has a worker run a reader on a document; `None` if it is not open. A reader has a budget of time, and waits for
    /// others only where they read the same document.
    pub(crate) async fn read<R: Send + 'static>(
        &self,
        url: &Url,
        read: impl FnOnce(&OpenSnapshot) -> R + Send + 'static,
    ) -> Result<Option<R>> {
        let Some(open) = self.view(url).await else { return Ok(None) };
        let turn = Arc::clone(&open.turns).acquire_owned().await.map_err(|_| Error::request_cancelled())?;
        self.room().await;
        let megabytes = u32::try_from(open.bytes >> 20).unwrap_or(u32::MAX);
        let work = self.work(move || {
            // Held until the worker is free, also where nobody waits for it any more.
            let _turn = turn;
            Some(read(&open.read()))
        });
        match tokio::time::timeout(BUDGET + BUDGET_OF_MEGABYTE * megabytes, work).await {
            Ok(done) => done,
            Err(_late) => Err(too_long()),
        }
    }

    /// Waits until the client has read what it was sent: no answer is made that would only lie in memory.
    async fn room(&self) {
        let outbox = self.wires.outbox.clone();
        if outbox.is_full() {
            // However it ends, the request is answered.
            let _ = tokio::task::spawn_blocking(move || outbox.wait_for_room(ROOM_WAITS)).await;
        }
    }

    /// Has a worker do something. A request that is cancelled before its turn is not begun.
    pub(crate) async fn work<R: Send + 'static>(&self, work: impl FnOnce() -> R + Send + 'static) -> Result<R> {
        self.work_until(Arc::default(), |_| work()).await
    }

    /// Has a worker do something that can stop half-way. `cancelled` is set when the request is.
    pub(crate) async fn work_until<R: Send + 'static>(
        &self,
        cancelled: Arc<AtomicBool>,
        work: impl FnOnce(&AtomicBool) -> R + Send + 'static,
    ) -> Result<R> {
        let _guard = CancelOnDrop(Arc::clone(&cancelled));
        let work = move || {
            let wanted = !cancelled.load(Ordering::Relaxed);
            wanted.then(|| interrupt::scope(&cancelled, || work(&cancelled))).flatten()
        };
        let work = tokio::task::spawn_blocking(work);
        // Where the worker is quicker than the protocol's thread, that would write the answer, which may be long.
        tokio::task::yield_now().await;
        match work.await {
            Ok(result) => result.ok_or_else(Error::request_cancelled),
            // The panic is passed on to where all panics of handlers are caught and told.
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => Err(Error::request_cancelled()),
        }
    }

    /// Edits of the version they were computed for, refused if the text has changed meanwhile: they would land elsewhere.
    /// None, if they are not there in time.
    async fn edits(
        &self,
        url: &Url,
        limit: Option<Duration>,
        read: impl FnOnce(&OpenSnapshot) -> (i32, Vec<TextEdit>) + Send + 'static,
    ) -> Result<Option<Vec<TextEdit>>> {
        let key = DocumentKey::new(url);
        // While settings are waited for, the text may change: what is meant is the text as it is now.
        let Some(asked) = self.session().lock().document(&key).map(|open| open.version) else { return Ok(None) };
        let reading = self.read(url, read);
        let read = match limit {
            Some(limit) => match tokio::time::timeout(limit, reading).await {
                Ok(read) => read?,
                Err(_late) => None,
            },
            None => reading.await?,
        };
        let Some((version, edits)) = read else { return Ok(None) };
        let state = self.session().lock();
        match state.document(&key) {
            Some(open) if open.version == version && version == asked => Ok(Some(edits)),
            _ => Err(Error::content_modified()),
        }
    }

    async fn document_text(&self, params: DocumentTextParams) -> Result<Option<DocumentText>> {
        let open = {
            let state = self.session().lock();
            let open = state.document(&DocumentKey::new(&params.text_document.uri));
            open.map(|open| (open.document.text().clone(), open.version))
        };
        let Some((text, version)) = open else { return Ok(None) };
        self.work(move || Some(document_text::handle(&text, version))).await
    }

    async fn on_enter(&self, params: TextDocumentPositionParams) -> Result<Option<NextItem>> {
        let url = params.text_document.uri.clone();
        Ok(self.read(&url, move |open| on_enter::handle(open, &params)).await?.flatten())
    }

    async fn figures(&self, params: DocumentTextParams) -> Result<Option<Value>> {
        let host = self.host;
        self.read(&params.text_document.uri, move |open| figures::list(open, host)).await?.transpose()
    }

    async fn status(&self, params: DocumentTextParams) -> Result<Option<Status>> {
        self.read(&params.text_document.uri, status::handle).await
    }

    async fn explain(&self, params: ExplainParams) -> Result<Option<Explanation>> {
        Ok(explain::handle(&params.code, self.session().lock().client.language))
    }

    async fn document_content(&self, params: ContentParams) -> Result<Content> {
        self.content(&params.uri).await
    }

    /// The cursor of a document is known to be on a line: what waited for another to be finished waits no more.
    fn cursor_at(&self, url: &Url, line: u32) {
        let key = DocumentKey::new(url);
        if self.session().lock().cursor(&key, line) {
            self.context.show_again(&[key]);
        }
    }

    /// Has the client ask for a text about a draft again; one that refuses has closed it.
    fn refresh_text(&self, uri: Url) {
        let client = self.context.client.clone();
        tokio::spawn(async move { client.send_request::<document_content::Refresh>(ContentParams { uri }).await });
    }

    async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        self.shown.cancel(&params.token);
    }

    async fn set_trace(&self, params: SetTraceParams) {
        self.wires.trace.set(params.value);
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        self.wires.trace.set(params.trace.unwrap_or_default());
        let mut client = ClientProfile::new(&params);
        let capabilities = {
            let mut state = self.session().lock();
            let state = &mut *state;
            state.sources.set_initial(&params.initialization_options.unwrap_or_default(), &rules::known());
            state.trusted = state.sources.trusted();
            let switches = state.sources.switches(None);
            client.workspace_diagnostics = client.pull_diagnostics && switches.workspace_diagnostics;
            if client.pull_diagnostics {
                self.context.diagnostics.leave_to_client();
            }
            state.client = Arc::new(client);
            for folder in params.workspace_folders.iter().flatten() {
                state.add_folder(&folder.uri);
            }
            if let (None, Some(root)) = (&params.workspace_folders, &params.root_uri) {
                state.add_folder(root);
            }
            server_capabilities(&state.client, switches)
        };
        let server_info = ServerInfo { name: "zhibi".into(), version: Some(env!("CARGO_PKG_VERSION").into()) };
        Ok(InitializeResult { capabilities, server_info: Some(server_info) })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.context.settings_changed();
        let wanted = self.session().lock().client.workspace_diagnostics;
        let drafts = if wanted { (self.host.draft_names)() } else { Vec::new() };
        self.context.clone().set_up(drafts.into_iter().map(|name| format!("**/{name}")).collect());
    }

    async fn shutdown(&self) -> Result<()> {
        self.context.note_end();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let raw = self.wires.uris.raw(&params.text_document.uri);
        let mut state = self.session().lock();
        let key = state.open(&params.text_document, raw);
        state.ask(Some(&key));
        drop(state);
        self.context.ask_files();
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let mut state = self.session().lock();
        let document = &params.text_document;
        let changed = state.change(&document.uri, document.version, &params.content_changes);
        if let Some((key, Some(quiet))) = changed {
            self.context.diagnostics.schedule(key, Duration::from_millis(quiet.into()));
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        let url = &params.text_document.uri;
        let key = DocumentKey::new(url);
        let mut state = self.session().lock();
        let configures = uri::file_path(url)
            .is_some_and(|path| config_files::is_configuration(&path) || config_files::is_ignore_list(&path));
        let saved = state.save(&key);
        let shown = state.shown(&key);
        drop(state);
        match saved {
            Some(true) => self.context.show_again(std::slice::from_ref(&key)),
            // What was typed last may still be waiting for its pause: a save ends it.
            Some(false) => self.context.diagnostics.hurry(&key),
            None => {}
        }
        if configures {
            self.context.files_changed();
        }
        self.drafts.forget_list();
        self.context.note_change();
        shown.into_iter().for_each(|uri| self.refresh_text(uri));
    }

    async fn will_save_wait_until(&self, params: WillSaveTextDocumentParams) -> Result<Option<Vec<TextEdit>>> {
        let WillSaveTextDocumentParams { text_document, reason } = params;
        let read = move |open: &OpenSnapshot| (open.version, formatting::before_save(open, reason));
        self.edits(&text_document.uri, Some(SAVE_WAITS), read).await
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let mut state = self.session().lock();
        if let Some((key, closed)) = state.close(&params.text_document.uri) {
            self.context.diagnostics.clear(&key, &closed.raw);
            self.tokens.forget(&key);
        }
        self.context.note_change();
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        let pulls = {
            let mut state = self.session().lock();
            if !state.client.configuration && params.settings.is_object() {
                let state = &mut *state;
                state.sources.set_global(&params.settings, &rules::known());
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
        self.context.files_changed();
        self.context.pull();
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.drafts.forget_list();
        let configures = |change: &FileEvent| {
            uri::file_path(&change.uri)
                .is_none_or(|path| config_files::is_configuration(&path) || config_files::is_ignore_list(&path))
        };
        // Drafts are told of as well, where all are checked; files that a configuration extends have any name.
        if params.changes.iter().any(configures) || !self.session().lock().client.workspace_diagnostics {
            self.context.files_changed();
        } else {
            self.context.note_change();
        }
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        self.workspace_reports(params).await
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
        let Some(links) = self.read(&params.text_document.uri, document_link::handle).await? else { return Ok(None) };
        if links.attachments.is_empty() {
            return Ok(Some(links.known));
        }
        self.work(move || Some(document_link::with_attachments(links))).await
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
        self.cursor_at(&text_document.uri, position.line);
        self.read(&text_document.uri, move |open| navigation::highlight(open, position)).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let position = params.position;
        Ok(self
            .read(&params.text_document.uri, move |open| rename::prepare(open, position))
            .await?
            .transpose()?
            .flatten())
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
        self.edits(&params.text_document.uri, None, |open| (open.version, formatting::handle(open, None))).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let read = move |open: &OpenSnapshot| (open.version, formatting::handle(open, Some(params.range)));
        self.edits(&params.text_document.uri, None, read).await
    }

    async fn on_type_formatting(&self, params: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let read = move |open: &OpenSnapshot| (open.version, on_type_formatting::handle(open, position));
        self.edits(&text_document.uri, None, read).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        self.workspace_symbols(params).await.map(Some)
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        self.run_command(params).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.read(&params.text_document.uri, code_lens::handle).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let url = params.text_document.uri;
        let Some(mut tokens) = self.read(&url, |open| semantic_tokens::handle(open, None)).await? else {
            return Ok(None);
        };
        if self.session().lock().client.tokens_delta {
            tokens = self.tokens.all(DocumentKey::new(&url), tokens);
        }
        Ok(Some(SemanticTokensResult::Tokens(tokens)))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let url = params.text_document.uri;
        let tokens = self.read(&url, |open| semantic_tokens::handle(open, None)).await?;
        Ok(tokens.map(|tokens| self.tokens.changes(DocumentKey::new(&url), &params.previous_result_id, tokens)))
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
        // Asked for by hand or by a moving cursor: its range is the selection.
        self.cursor_at(&url, params.range.end.line);
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

/// The answer where a reader has used up its budget.
fn too_long() -> Error {
    // RequestFailed of the protocol: well formed, and not to be asked again for the same text.
    let code = ErrorCode::ServerError(-32803);
    Error { code, message: "the request took too long for this document".into(), data: None }
}
