//! The server's whole state, behind one lock that is never held across an `await`, while a file is read or while a draft
//! is analysed.

use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
    sync::Arc,
};

use parking_lot::{Mutex, MutexGuard};
use tokio::sync::Semaphore;
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Url, WorkspaceFolder};
use zhibi_core::{
    Document, DocumentKind, LazySnapshot, Settings, Snapshot,
    config::{Problem, RunWhen, Unfinished},
    features::{Shown, Writing},
    text::Moved,
};

use crate::{
    client::ClientProfile,
    companions::Companions,
    config_files::ConfigFiles,
    convert::to_client::Converter,
    saved::{LastSave, Saved},
    settings::{Effective, Sources},
    uri::{self, DocumentKey},
};

/// How many requests of one document are worked on at once. The others wait for them, those of other documents do not.
const TURNS: usize = 2;

/// The state, shared by handlers and workers.
#[derive(Default)]
pub struct Session {
    state: Mutex<State>,
    /// What files say of settings. Locked by whoever reads files, never while the state is locked.
    pub files: Mutex<ConfigFiles>,
    /// Other files that drafts are held against.
    pub companions: Arc<Companions>,
}

impl Session {
    /// The state. A panic in a handler does not poison it.
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    /// What holds for a document that is not open. Reads files.
    pub fn settings_for(&self, key: &DocumentKey, url: &Url) -> Arc<Effective> {
        let question = self.lock().question(key, url);
        let on_disk = self.files.lock().settings(&question, &self.companions);
        self.lock().effective(key, on_disk)
    }
}

/// A document whose settings are asked of the disk.
#[derive(Clone, Debug)]
pub struct Question {
    /// Path of the draft; for one that lies nowhere, a name in the first folder.
    pub draft: Option<PathBuf>,
    /// Whether the draft lies there.
    pub is_file: bool,
    /// The client's folder that it is in.
    pub folder: Option<PathBuf>,
    /// Whether configuration may lead out of that folder.
    pub trusted: bool,
}

/// What the lock guards.
#[derive(Default)]
pub struct State {
    /// Who is connected.
    pub client: Arc<ClientProfile>,
    /// What the client says of settings.
    pub sources: Sources,
    /// The client's folders.
    folders: Vec<Folder>,
    documents: HashMap<DocumentKey, OpenDocument>,
    opened: u64,
    /// How often the client was asked for its settings.
    pub pulls: u64,
    /// Keys of settings that the user was told of.
    told: Vec<String>,
    /// Whether the user trusts what the folders hold.
    pub trusted: bool,
    /// Features that are registered with the client: method and options.
    pub registered: BTreeMap<&'static str, serde_json::Value>,
    /// Texts about documents that the client was given to show.
    shown: HashMap<DocumentKey, Vec<Url>>,
    /// Configuration files whose faults the user was told of in a message.
    pub told_files: Vec<String>,
    /// Other files that drafts are held against, for readers of open ones.
    pub companions: Arc<Companions>,
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
    /// The state of the last save, when checks run on save.
    saved: Option<LastSave>,
    /// What is being written. Nothing, once it is saved or the cursor has gone.
    writing: Option<Writing>,
    /// What files say of its settings.
    on_disk: Settings,
    /// How often the files were to be asked, and which of these questions is answered.
    asked: u64,
    answered: u64,
    turns: Arc<Semaphore>,
}

/// One state of an open document, not necessarily read yet.
#[derive(Clone)]
pub struct OpenView {
    /// Its address.
    pub url: Url,
    /// Its address as the client wrote it.
    pub raw: Arc<str>,
    /// The client's version of the text.
    pub version: i32,
    /// The analysis.
    current: Arc<LazySnapshot>,
    /// What it is checked by.
    pub settings: Arc<Effective>,
    /// Whom results are for.
    pub client: Arc<ClientProfile>,
    /// Size of the text in bytes.
    pub bytes: usize,
    /// Which `didOpen` it comes from.
    pub opening: u64,
    /// Whether its settings are those that the files state now.
    pub settled: bool,
    /// Held by each request that is worked on.
    pub turns: Arc<Semaphore>,
    /// Other files that it is held against.
    companions: Arc<Companions>,
    writing: Option<Writing>,
    saved: Option<LastSave>,
}

impl OpenView {
    /// The document, read. May take as long as that takes.
    pub fn read(&self) -> OpenSnapshot {
        OpenSnapshot {
            url: self.url.clone(),
            raw: Arc::clone(&self.raw),
            version: self.version,
            snapshot: self.current.snapshot(),
            settings: Arc::clone(&self.settings),
            client: Arc::clone(&self.client),
            opening: self.opening,
            writing: self.writing.clone().filter(|_| self.settings.core.check.unfinished == Unfinished::Hold),
            saved: self.saved.as_ref().map(|saved| Arc::new(saved.read())),
            companions: Arc::clone(&self.companions),
        }
    }
}

/// The state of a document that is shown.
pub struct Calm {
    /// The analysis.
    pub snapshot: Snapshot,
    /// What came since, if it is an earlier one.
    pub moved: Option<Moved>,
}

impl Calm {
    /// Converts places of this state to those of the text that the client has.
    pub fn converter<'a>(&self, open: &'a OpenSnapshot) -> Converter<'a> {
        open.converter().moved_by(self.moved)
    }
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
    /// Which `didOpen` it comes from.
    pub opening: u64,
    /// What is being written, if what is unfinished there is held back.
    pub writing: Option<Writing>,
    /// Diagnostics to show instead of the snapshot's own: those of the last save.
    pub saved: Option<Arc<Saved>>,
    /// Other files that it is held against.
    pub companions: Arc<Companions>,
}

impl OpenSnapshot {
    /// Converts places of this document.
    pub fn converter(&self) -> Converter<'_> {
        Converter::new(&self.snapshot, &self.client)
    }

    /// What is shown of its findings.
    pub fn shown(&self) -> Shown {
        match &self.writing {
            Some(writing) => writing.shown(&self.snapshot),
            None => Shown::all(self.snapshot.clone()),
        }
    }

    /// The state whose outline, figures and colours are shown: an earlier one, while letters are composed or an ordinal
    /// is typed.
    pub fn calm(&self) -> Calm {
        let (snapshot, moved) = self.writing.as_ref().and_then(Writing::paused).unzip();
        Calm { snapshot: snapshot.unwrap_or_else(|| self.snapshot.clone()), moved }
    }
}

impl State {
    /// Opens a document; one that is open already is replaced. Its settings are the client's until files were
    /// [asked](State::ask).
    pub fn open(&mut self, item: &TextDocumentItem, raw: Arc<str>) -> DocumentKey {
        let key = DocumentKey::new(&item.uri);
        let kind = document_kind(&item.language_id, &item.uri);
        let settings = self.effective(&key, Settings::default());
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
            writing: None,
            on_disk: Settings::default(),
            asked: 0,
            answered: 0,
            turns: Arc::new(Semaphore::new(TURNS)),
        };
        open.remember_save();
        if self.documents.insert(key.clone(), open).is_some() {
            tracing::warn!(?key, "opened twice; the newer text counts");
        }
        key
    }

    /// Applies changes in order, each to the result of the one before. With the document comes after how many
    /// milliseconds it is to be checked, if it is: when checks run on save, only what is no longer true is taken away.
    pub fn change(
        &mut self,
        url: &Url,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
    ) -> Option<(DocumentKey, Option<u32>)> {
        let key = DocumentKey::new(url);
        let encoding = self.client.encoding;
        let Some(open) = self.documents.get_mut(&key) else {
            tracing::warn!(?key, "a change to a document that is not open was dropped");
            return None;
        };
        let mut moved_any = false;
        for change in changes {
            let (start, end) = match change.range {
                Some(range) => ((range.start.line, range.start.character), (range.end.line, range.end.character)),
                None => ((0, 0), (u32::MAX, u32::MAX)),
            };
            let at = |(line, column)| open.document.text().position(encoding, line, column);
            // A client that sends all of the text does not tell where it was changed.
            let told = change.range.map(|_| Moved::new(at(start), at(end), &change.text));
            if let Some(saved) = &mut open.saved {
                let found = || Moved::between(&open.document.text().to_text(), &change.text);
                moved_any |= saved.follow(told.unwrap_or_else(found));
            }
            let written = open.writing.take();
            open.writing = match changes {
                [_] => told.map(|moved| Writing::after(written, &open.document, moved, &change.text)),
                // Undone, mended or put in order.
                _ => told.map(|moved| Writing::complete(moved.new_end)),
            };
            open.document.edit(encoding, start, end, &change.text);
        }
        open.version = version;
        let check = !open.on_save() || moved_any;
        Some((key, check.then(|| open.settings.core.check.debounce_ms)))
    }

    /// Notes that a document was saved. Whether it is open, and is to be shown anew: what waited waits no more.
    pub fn save(&mut self, key: &DocumentKey) -> Option<bool> {
        let open = self.documents.get_mut(key)?;
        open.remember_save();
        Some(open.writing.take().is_some() || open.on_save())
    }

    /// Notes on which line the cursor of a document is. Whether it has left the place of writing with that.
    pub fn cursor(&mut self, key: &DocumentKey, line: u32) -> bool {
        let Some(open) = self.documents.get_mut(key) else { return false };
        open.writing.take_if(|writing| writing.line() != line).is_some()
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
    pub fn view(&self, key: &DocumentKey) -> Option<OpenView> {
        self.documents.get(key).map(|open| self.view_of(open))
    }

    /// Views of all open documents.
    pub fn views(&self) -> Vec<OpenView> {
        self.documents.values().map(|open| self.view_of(open)).collect()
    }

    fn view_of(&self, open: &OpenDocument) -> OpenView {
        OpenView {
            url: open.url.clone(),
            raw: Arc::clone(&open.raw),
            version: open.version,
            current: open.document.lazy(),
            settings: Arc::clone(&open.settings),
            client: Arc::clone(&self.client),
            bytes: open.document.text().len_bytes(),
            opening: open.opening,
            settled: open.asked == open.answered,
            turns: Arc::clone(&open.turns),
            companions: Arc::clone(&self.companions),
            writing: open.writing.clone(),
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

    /// What the files are to be asked of a document.
    pub fn question(&self, key: &DocumentKey, url: &Url) -> Question {
        let path = uri::file_path(url);
        let is_file = path.is_some();
        let folder = self.folder_of(key).and_then(|folder| uri::file_path(&folder.url));
        let first = || self.folders.first().and_then(|folder| uri::file_path(&folder.url));
        // What lies nowhere is configured like the first folder.
        let folder = if is_file { folder } else { first() };
        let draft = path.or_else(|| folder.as_ref().map(|root| root.join("untitled")));
        Question { draft, is_file, folder, trusted: self.sources.trusted() }
    }

    /// What holds for a document of which the files say `on_disk`.
    pub fn effective(&self, key: &DocumentKey, on_disk: Settings) -> Arc<Effective> {
        let folder = self.folder_of(key).or_else(|| self.folders.first());
        Arc::new(self.sources.over(on_disk, folder.map(|folder| &folder.key)))
    }

    /// Has the files asked for the settings of a document, or of all that are open. Until they are answered, readers of
    /// its settings wait.
    pub fn ask(&mut self, which: Option<&DocumentKey>) {
        for (key, open) in &mut self.documents {
            if which.is_none_or(|which| which == key) {
                open.asked += 1;
            }
        }
    }

    /// What is asked and not answered: each question, with its number.
    pub fn questions(&self) -> Vec<(DocumentKey, u64, Question)> {
        let open = self.documents.iter().filter(|(_, open)| open.asked != open.answered);
        open.map(|(key, open)| (key.clone(), open.asked, self.question(key, &open.url))).collect()
    }

    /// Takes over what the files say of a document's settings. Whether anything is different now.
    pub fn answer(&mut self, key: &DocumentKey, number: u64, on_disk: Settings) -> bool {
        let Some(open) = self.documents.get_mut(key).filter(|open| open.asked == number) else { return false };
        open.on_disk = on_disk;
        open.answered = number;
        self.reconfigure(key)
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

    /// Gives every open document the settings that hold for it now that the client's have changed. Those that are to be
    /// checked again.
    pub fn apply_settings(&mut self) -> Vec<DocumentKey> {
        let mut keys: Vec<_> = self.documents.keys().cloned().collect();
        keys.retain(|key| self.reconfigure(key));
        keys
    }

    fn reconfigure(&mut self, key: &DocumentKey) -> bool {
        let Some(on_disk) = self.documents.get(key).map(|open| open.on_disk.clone()) else { return false };
        let settings = self.effective(key, on_disk);
        let Some(open) = self.documents.get_mut(key).filter(|open| open.settings != settings) else { return false };
        let run_changed = open.settings.core.check.run != settings.core.check.run;
        if !same_results(&open.settings.core, &settings.core) {
            open.document.set_settings(Arc::clone(&settings.core));
        }
        open.settings = settings;
        if run_changed || open.saved.is_some() {
            open.remember_save();
        }
        true
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
        self.saved = self.on_save().then(|| LastSave::new(self.document.lazy()));
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
