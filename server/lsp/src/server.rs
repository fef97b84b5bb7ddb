//! The protocol's methods, each handed on to its file.
//!
//! Rule for every handler: lock the session, change it or take a snapshot, unlock; nothing is awaited before that, so
//! messages act in the order in which they arrived.

use std::{io, sync::Arc, time::Duration};

use tower_lsp::{
    Client, LanguageServer, LspService, LspServiceBuilder,
    jsonrpc::{Error, Result},
    lsp_types::{
        CodeAction, CodeActionParams, CodeActionResponse, DidChangeTextDocumentParams, DidCloseTextDocumentParams,
        DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentSymbolParams, DocumentSymbolResponse,
        FoldingRange, FoldingRangeParams, Hover, HoverParams, InitializeParams, InitializeResult, InitializedParams,
        ServerInfo, Url,
    },
};

use crate::{
    capabilities::server_capabilities,
    client::ClientProfile,
    diagnostics_sender::DiagnosticsSender,
    requests::{
        code_action::{self, ActionData},
        document_symbol,
        document_text::{self, DocumentText, DocumentTextParams},
        folding_range, hover,
    },
    session::{OpenSnapshot, Session},
    settings,
    shell::Wires,
    uri::DocumentKey,
};

/// The language server.
pub struct Server {
    pub(crate) session: Arc<Session>,
    diagnostics: DiagnosticsSender,
    wires: Wires,
    pub(crate) client: Client,
    #[cfg(feature = "test-hooks")]
    pub(crate) hooks: crate::test_hooks::Hooks,
}

impl Server {
    /// The service, ready for its client.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn build(wires: Wires) -> io::Result<LspServiceBuilder<Self>> {
        let session = Arc::<Session>::default();
        let diagnostics = DiagnosticsSender::start(&session, wires.outbox.clone())?;
        let builder = LspService::build(|client| Self {
            session,
            diagnostics,
            wires,
            client,
            #[cfg(feature = "test-hooks")]
            hooks: crate::test_hooks::Hooks::default(),
        });
        let builder = builder
            .custom_method("zhibi/documentText", Self::document_text)
            .custom_method("$/setTrace", Self::set_trace);
        #[cfg(feature = "test-hooks")]
        let builder = crate::test_hooks::add(builder);
        Ok(builder)
    }

    fn snapshot(&self, url: &Url) -> Option<OpenSnapshot> {
        self.session.lock().snapshot(&DocumentKey::new(url))
    }

    /// Runs a reader on a document; `None` if it is not open.
    async fn read<R: Send + 'static>(
        &self,
        url: &Url,
        read: impl FnOnce(&OpenSnapshot) -> R + Send + 'static,
    ) -> Result<Option<R>> {
        let Some(open) = self.snapshot(url) else { return Ok(None) };
        Ok(Some(read(&open)))
    }

    async fn document_text(&self, params: DocumentTextParams) -> Result<Option<DocumentText>> {
        let state = self.session.lock();
        Ok(state.document(&DocumentKey::new(&params.text_document.uri)).map(document_text::handle))
    }

    async fn set_trace(&self, _: tower_lsp::lsp_types::SetTraceParams) {}
}

#[tower_lsp::async_trait]
impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = Arc::new(ClientProfile::new(&params));
        let capabilities = server_capabilities(&client);
        {
            let mut state = self.session.lock();
            state.client = client;
            if let Some(options) = &params.initialization_options {
                state.settings = Arc::new(settings::read(options).settings);
            }
        }
        let server_info = ServerInfo { name: "zhibi".into(), version: Some(env!("CARGO_PKG_VERSION").into()) };
        Ok(InitializeResult { capabilities, server_info: Some(server_info) })
    }

    async fn initialized(&self, _: InitializedParams) {}

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let raw = self.wires.uris.raw(&params.text_document.uri);
        let key = self.session.lock().open(&params.text_document, raw);
        self.diagnostics.schedule(key, Duration::ZERO);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let mut state = self.session.lock();
        let document = &params.text_document;
        let Some(key) = state.change(&document.uri, document.version, &params.content_changes) else { return };
        let quiet = Duration::from_millis(u64::from(state.settings.check.debounce_ms));
        drop(state);
        self.diagnostics.schedule(key, quiet);
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        let key = DocumentKey::new(&params.text_document.uri);
        if self.session.lock().document(&key).is_some() {
            self.diagnostics.schedule(key, Duration::ZERO);
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let mut state = self.session.lock();
        if let Some((key, closed)) = state.close(&params.text_document.uri) {
            self.diagnostics.clear(&key, &closed.raw);
        }
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.read(&params.text_document.uri, document_symbol::handle).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.read(&params.text_document.uri, folding_range::handle).await
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
