//! The server's whole state, behind one lock that is never held across an `await`.

use std::{collections::HashMap, sync::Arc};

use parking_lot::{Mutex, MutexGuard};
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Url};
use zhibi_core::{Document, DocumentKind, Settings, Snapshot};

use crate::{client::ClientProfile, convert::to_client::Converter, uri::DocumentKey};

/// The state, shared by handlers and workers.
#[derive(Default)]
pub struct Session {
    state: Mutex<State>,
}

impl Session {
    /// The state. A panic in a handler does not poison it.
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }
}

/// What the lock guards.
#[derive(Default)]
pub struct State {
    /// Who is connected.
    pub client: Arc<ClientProfile>,
    /// Settings of documents that no folder or file configures otherwise.
    pub settings: Arc<Settings>,
    documents: HashMap<DocumentKey, OpenDocument>,
}

/// A document the client has opened.
pub struct OpenDocument {
    /// Its address, parsed from the last `didOpen`.
    pub url: Url,
    /// Its address as the client wrote it.
    pub raw: Arc<str>,
    /// The client's version of the text.
    pub version: i32,
    /// Text and analysis.
    pub document: Document,
}

/// An immutable view of one open document, for readers.
#[derive(Clone)]
pub struct OpenSnapshot {
    /// Its address.
    pub url: Url,
    /// Its address as the client wrote it.
    pub raw: Arc<str>,
    /// The client's version of the text.
    pub version: i32,
    /// The analysis.
    pub snapshot: Snapshot,
    /// Whom results are for.
    pub client: Arc<ClientProfile>,
}

impl OpenSnapshot {
    /// Converts places of this document.
    pub fn converter(&self) -> Converter<'_> {
        Converter { snapshot: &self.snapshot, client: &self.client }
    }
}

impl State {
    /// Opens a document; one that is open already is replaced.
    pub fn open(&mut self, item: &TextDocumentItem, raw: Arc<str>) -> DocumentKey {
        let key = DocumentKey::new(&item.uri);
        let kind = document_kind(&item.language_id, &item.uri);
        let document = Document::new(&item.text, kind, Arc::clone(&self.settings));
        let open = OpenDocument { url: item.uri.clone(), raw, version: item.version, document };
        if self.documents.insert(key.clone(), open).is_some() {
            tracing::warn!(?key, "opened twice; the newer text counts");
        }
        key
    }

    /// Applies changes in order, each to the result of the one before.
    pub fn change(
        &mut self,
        url: &Url,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
    ) -> Option<DocumentKey> {
        let key = DocumentKey::new(url);
        let encoding = self.client.encoding;
        let Some(open) = self.documents.get_mut(&key) else {
            tracing::warn!(?key, "a change to a document that is not open was dropped");
            return None;
        };
        for change in changes {
            match change.range {
                Some(range) => {
                    let start = (range.start.line, range.start.character);
                    let end = (range.end.line, range.end.character);
                    open.document.edit(encoding, start, end, &change.text)
                }
                None => open.document.edit(encoding, (0, 0), (u32::MAX, u32::MAX), &change.text),
            };
        }
        open.version = version;
        Some(key)
    }

    /// Closes a document; what it was, if it was open.
    pub fn close(&mut self, url: &Url) -> Option<(DocumentKey, OpenDocument)> {
        let key = DocumentKey::new(url);
        let closed = self.documents.remove(&key);
        if closed.is_none() {
            tracing::warn!(?key, "closed a document that is not open");
        }
        closed.map(|document| (key, document))
    }

    /// An open document.
    pub fn document(&self, key: &DocumentKey) -> Option<&OpenDocument> {
        self.documents.get(key)
    }

    /// A view of an open document.
    pub fn snapshot(&self, key: &DocumentKey) -> Option<OpenSnapshot> {
        self.documents.get(key).map(|open| OpenSnapshot {
            url: open.url.clone(),
            raw: Arc::clone(&open.raw),
            version: open.version,
            snapshot: open.document.snapshot(),
            client: Arc::clone(&self.client),
        })
    }
}

/// Markdown by language or name; everything else a client opens is read as plain text.
fn document_kind(language_id: &str, url: &Url) -> DocumentKind {
    let path = url.path().to_ascii_lowercase();
    let markdown = matches!(language_id, "markdown" | "quarto" | "rmd" | "mdx")
        || path.ends_with(".md")
        || path.ends_with(".markdown");
    if markdown { DocumentKind::Markdown } else { DocumentKind::Plain }
}
