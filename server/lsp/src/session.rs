//! The server's whole state, behind one lock that is never held across an `await`.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use parking_lot::{Mutex, MutexGuard};
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Url, WorkspaceFolder};
use zhibi_core::{
    Document, DocumentKind, Settings, Snapshot,
    config::{Problem, RunWhen},
};

use crate::{
    client::ClientProfile,
    config_files::{self, ConfigFiles},
    convert::to_client::Converter,
    saved::{Moved, Saved},
    settings::{Effective, Sources},
    uri::{self, DocumentKey},
};

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
    /// What the client says of settings.
    pub sources: Sources,
    /// What files say of settings.
    pub files: ConfigFiles,
    /// The client's folders.
    folders: Vec<Folder>,
    documents: HashMap<DocumentKey, OpenDocument>,
    opened: u64,
    /// How often the client was asked for its settings.
    pub pulls: u64,
    /// Keys of settings that the user was told of.
    told: Vec<String>,
    /// Features that are registered with the client: method and options.
    pub registered: BTreeMap<&'static str, serde_json::Value>,
    /// Texts about documents that the client was given to show.
    shown: HashMap<DocumentKey, Vec<Url>>,
    /// Configuration files whose faults the user was told of in a message.
    pub told_files: Vec<String>,
}

/// A folder that the client works in.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Its address.
    pub url: Url,
    /// Its identity.
    pub key: DocumentKey,
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
    /// What it is checked by.
    pub settings: Arc<Effective>,
    /// Different for every `didOpen` of the session.
    opening: u64,
    /// Diagnostics of the last save, when checks run on save.
    saved: Option<Saved>,
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
    /// What it is checked by.
    pub settings: Arc<Effective>,
    /// Whom results are for.
    pub client: Arc<ClientProfile>,
    /// Size of the text in bytes.
    pub bytes: usize,
    /// Which `didOpen` it comes from.
    pub opening: u64,
    /// Diagnostics to show instead of the snapshot's own: those of the last save.
    pub saved: Option<Saved>,
}

impl OpenSnapshot {
    /// Converts places of this document.
    pub fn converter(&self) -> Converter<'_> {
        Converter::new(&self.snapshot, &self.client)
    }
}

impl State {
    /// Opens a document; one that is open already is replaced.
    pub fn open(&mut self, item: &TextDocumentItem, raw: Arc<str>) -> DocumentKey {
        let key = DocumentKey::new(&item.uri);
        let kind = document_kind(&item.language_id, &item.uri);
        let settings = self.settings_for(&key, &item.uri);
        let document = Document::new(&item.text, kind, Arc::clone(&settings.core));
        self.opened += 1;
        let mut open = OpenDocument {
            url: item.uri.clone(),
            raw,
            version: item.version,
            document,
            settings,
            opening: self.opened,
            saved: None,
        };
        open.remember_save();
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
    ) -> Option<(DocumentKey, &OpenDocument)> {
        let key = DocumentKey::new(url);
        let encoding = self.client.encoding;
        let Some(open) = self.documents.get_mut(&key) else {
            tracing::warn!(?key, "a change to a document that is not open was dropped");
            return None;
        };
        for change in changes {
            let (start, end) = match change.range {
                Some(range) => ((range.start.line, range.start.character), (range.end.line, range.end.character)),
                None => ((0, 0), (u32::MAX, u32::MAX)),
            };
            if let Some(saved) = &mut open.saved {
                let at = |(line, column)| open.document.text().position(encoding, line, column);
                let start = at(start);
                let new_end = Moved::end_of(start, &change.text);
                saved.follow(Moved { start, old_end: at(end).max(start), new_end });
            }
            open.document.edit(encoding, start, end, &change.text);
        }
        open.version = version;
        Some((key, open))
    }

    /// Notes that a document was saved. Whether it is open.
    pub fn save(&mut self, key: &DocumentKey) -> bool {
        let Some(open) = self.documents.get_mut(key) else { return false };
        open.remember_save();
        true
    }

    /// Closes a document; what it was, if it was open.
    pub fn close(&mut self, url: &Url) -> Option<(DocumentKey, OpenDocument)> {
        let key = DocumentKey::new(url);
        let closed = self.documents.remove(&key);
        self.shown.remove(&key);
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
        self.documents.get(key).map(|open| self.view(open))
    }

    /// Views of all open documents.
    pub fn snapshots(&self) -> Vec<OpenSnapshot> {
        self.documents.values().map(|open| self.view(open)).collect()
    }

    fn view(&self, open: &OpenDocument) -> OpenSnapshot {
        OpenSnapshot {
            url: open.url.clone(),
            raw: Arc::clone(&open.raw),
            version: open.version,
            snapshot: open.document.snapshot(),
            settings: Arc::clone(&open.settings),
            client: Arc::clone(&self.client),
            bytes: open.document.text().len_bytes(),
            opening: open.opening,
            saved: open.saved.clone(),
        }
    }

    /// The client's folders.
    pub fn folders(&self) -> &[Folder] {
        &self.folders
    }

    /// Adds and removes folders.
    pub fn change_folders(&mut self, added: &[WorkspaceFolder], removed: &[WorkspaceFolder]) {
        let gone: Vec<_> = removed.iter().map(|folder| DocumentKey::new(&folder.uri)).collect();
        self.folders.retain(|folder| !gone.contains(&folder.key));
        for folder in added {
            self.add_folder(&folder.uri);
        }
    }

    /// Adds a folder.
    pub fn add_folder(&mut self, url: &Url) {
        let key = DocumentKey::new(url);
        if !self.folders.iter().any(|folder| folder.key == key) {
            self.folders.push(Folder { url: url.clone(), key });
        }
    }

    /// The innermost folder that holds a document.
    pub fn folder_of(&self, document: &DocumentKey) -> Option<&Folder> {
        self.folders.iter().filter(|folder| document.is_in(&folder.key)).max_by_key(|folder| folder.key.len())
    }

    /// Notes that the client shows a text about a document.
    pub fn note_shown(&mut self, draft: &Url, text: &Url) {
        let key = DocumentKey::new(draft);
        if self.client.text_document_content && self.documents.contains_key(&key) {
            let shown = self.shown.entry(key).or_default();
            if !shown.contains(text) {
                shown.push(text.clone());
            }
        }
    }

    /// Texts about a document that the client was given to show.
    pub fn shown(&self, key: &DocumentKey) -> Vec<Url> {
        self.shown.get(key).cloned().unwrap_or_default()
    }

    /// Reads every open document anew.
    pub fn analyse_anew(&mut self) {
        for open in self.documents.values_mut() {
            open.document.set_settings(Arc::clone(&open.settings.core));
            open.remember_save();
        }
    }

    /// What holds for a document.
    pub fn settings_for(&mut self, key: &DocumentKey, url: &Url) -> Arc<Effective> {
        let folder = self.folder_of(key).cloned();
        let path = uri::file_path(url);
        self.files.trusted = self.sources.trusted();
        let mut settings = match &path {
            Some(path) => {
                let ceiling = folder.as_ref().and_then(|folder| uri::file_path(&folder.url));
                self.files.settings(path, ceiling.as_deref())
            }
            // What lies nowhere is configured like the first folder.
            None => match self.folders.first().and_then(|folder| uri::file_path(&folder.url)) {
                Some(root) => self.files.settings(&root.join("untitled"), Some(&root)),
                None => Settings::default(),
            },
        };
        if let Some(path) = &path {
            settings.ignored = Arc::new(config_files::ignored(path));
        }
        let folder = folder.or_else(|| self.folders.first().cloned());
        Arc::new(self.sources.over(settings, folder.map(|folder| folder.key).as_ref()))
    }

    /// What the client's settings cannot be used for, if the user was not told of exactly this.
    pub fn newly_rejected(&mut self) -> Vec<String> {
        let language = self.client.language;
        let told = |problem: &&Problem| format!("{}: {}", problem.key, problem.message.get(language));
        let rejected: Vec<String> = self.sources.problems().iter().map(told).collect();
        if rejected == self.told {
            return Vec::new();
        }
        self.told.clone_from(&rejected);
        rejected
    }

    /// Gives every open document the settings that hold for it now. Those that are to be checked again.
    pub fn apply_settings(&mut self) -> Vec<DocumentKey> {
        let keys: Vec<_> = self.documents.keys().cloned().collect();
        let mut changed = Vec::new();
        for key in keys {
            let Some(url) = self.documents.get(&key).map(|open| open.url.clone()) else { continue };
            let settings = self.settings_for(&key, &url);
            let Some(open) = self.documents.get_mut(&key) else { continue };
            if open.settings == settings {
                continue;
            }
            let run_changed = open.settings.core.check.run != settings.core.check.run;
            if !same_results(&open.settings.core, &settings.core) {
                open.document.set_settings(Arc::clone(&settings.core));
            }
            open.settings = settings;
            if run_changed || open.saved.is_some() {
                open.remember_save();
            }
            changed.push(key);
        }
        changed
    }
}

impl OpenDocument {
    /// Which `didOpen` of the session it comes from.
    pub const fn opening(&self) -> u64 {
        self.opening
    }

    /// Whether checks run on save only.
    pub fn on_save(&self) -> bool {
        self.settings.core.check.run == RunWhen::OnSave
    }

    /// When checks run on save: takes the analysis of the text as it is now as that of the last save.
    fn remember_save(&mut self) {
        self.saved = self.on_save().then(|| Saved::new(self.document.snapshot()));
    }
}

/// Whether two settings differ at most in when checks run.
fn same_results(a: &Settings, b: &Settings) -> bool {
    let mut b = b.clone();
    b.check = a.check.clone();
    *a == b
}

/// Markdown by language or name; everything else a client opens is read as plain text.
fn document_kind(language_id: &str, url: &Url) -> DocumentKind {
    let path = url.path().to_ascii_lowercase();
    let markdown = matches!(language_id, "markdown" | "quarto" | "rmd" | "mdx")
        || path.ends_with(".md")
        || path.ends_with(".markdown");
    if markdown { DocumentKind::Markdown } else { DocumentKind::Plain }
}
