//! Drafts in the client's folders that are not open: found, read and analysed when somebody asks about all of them, and
//! not again until they change. What is kept of each is small; its text and analysis are not.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

use parking_lot::Mutex;
use tower_lsp::lsp_types::{Diagnostic, Range, SymbolKind, Url};
use zhibi_core::{Snapshot, features};

use crate::{
    client::ClientProfile,
    diagnostics_sender::diagnostics,
    host::Host,
    requests::{diagnostic::result_id, workspace_symbol::kind},
    session::{OpenSnapshot, Session},
    settings::Effective,
    uri::DocumentKey,
};

/// Drafts that are looked at in all folders together at most.
const MOST_DRAFTS: usize = 2_000;

/// Entries of folders that a search comes by at most: somebody may open the root of a disk.
const MOST_ENTRIES: usize = 200_000;

/// Bytes of a draft that is looked at without being open at most.
const MOST_BYTES: u64 = 4 << 20;

/// Symbols that are kept of a draft at most.
const MOST_SYMBOLS: usize = 500;

/// For how long a list of drafts is taken to be true, unless the client tells of a change.
const LIST_HOLDS: Duration = Duration::from_secs(2);

/// A heading or an indicator of a draft, as the client wants it.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// The section it stands in; may be empty.
    pub container: String,
    /// What it is.
    pub kind: SymbolKind,
    /// Where.
    pub range: Range,
}

/// Diagnostics of a draft, unless the client knows them already.
pub struct Report {
    /// Address of the draft.
    pub url: Url,
    /// Name of the set of diagnostics.
    pub result_id: String,
    /// The set.
    pub items: Vec<Diagnostic>,
}

/// What a scan works for: who asks, and whether still.
pub struct Scan<'a> {
    /// Settings, folders and open documents.
    pub session: &'a Session,
    /// Set when nobody waits any more.
    pub cancelled: &'a AtomicBool,
    /// Told how many drafts are done, of how many.
    pub progress: &'a dyn Fn(usize, usize),
}

/// The drafts of all folders.
pub struct FolderDrafts {
    host: Host,
    listed: Mutex<Option<Listed>>,
    symbols: Mutex<Kept<Arc<[Symbol]>>>,
    /// Names of sets of diagnostics.
    reports: Mutex<Kept<String>>,
    /// Held by whoever scans: one scan at a time, so that workers stay free for other readers.
    pub turn: tokio::sync::Mutex<()>,
}

struct Listed {
    folders: Vec<PathBuf>,
    at: Instant,
    drafts: Arc<[PathBuf]>,
}

/// What was worked out of each draft.
type Kept<T> = HashMap<PathBuf, Of<T>>;

struct Of<T> {
    state: State,
    result: T,
}

/// What a result depends on.
#[derive(Clone, PartialEq)]
struct State {
    modified: Option<SystemTime>,
    bytes: u64,
    settings: Arc<Effective>,
}

impl FolderDrafts {
    /// Nothing known yet.
    pub fn new(host: Host) -> Self {
        Self {
            host,
            listed: Mutex::default(),
            symbols: Mutex::default(),
            reports: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// Has the folders searched again when they are needed next.
    pub fn forget_list(&self) {
        *self.listed.lock() = None;
    }

    /// Forgets everything.
    pub fn forget(&self) {
        self.forget_list();
        self.symbols.lock().clear();
        self.reports.lock().clear();
    }

    /// Calls `found` with the symbols of every draft that is not open, until it says `false`.
    pub fn symbols(&self, scan: &Scan<'_>, found: &mut dyn FnMut(&Url, &[Symbol]) -> bool) {
        let client = Arc::clone(&scan.session.lock().client);
        self.each(scan, &mut |path, url, state| {
            if let Some(known) = self.symbols.lock().get(path).filter(|known| known.state == *state) {
                let symbols = Arc::clone(&known.result);
                return found(url, &symbols);
            }
            let symbols = self.read(path, url, state, &client).map(|open| symbols_of(&open)).unwrap_or_default();
            let symbols: Arc<[Symbol]> = symbols.into();
            self.symbols.lock().insert(path.to_owned(), Of { state: state.clone(), result: Arc::clone(&symbols) });
            found(url, &symbols)
        });
    }

    /// Calls `found` with the diagnostics of every draft that is not open and whose set is not the one of `previous`, and
    /// with an empty set for what is no draft any more.
    pub fn reports(
        &self,
        scan: &Scan<'_>,
        previous: &HashMap<DocumentKey, (Url, String)>,
        found: &mut dyn FnMut(Report),
    ) {
        const GONE: &str = "gone";
        let client = Arc::clone(&scan.session.lock().client);
        let mut met = HashSet::new();
        let complete = self.each(scan, &mut |path, url, state| {
            let key = DocumentKey::new(url);
            let before = previous.get(&key).map(|(_, id)| id.as_str());
            let known = self.reports.lock().get(path).filter(|k| k.state == *state).map(|k| k.result.clone());
            met.insert(key);
            if known.is_some() && known.as_deref() == before {
                return true;
            }
            let items = self.read(path, url, state, &client).map(|open| diagnostics(&open)).unwrap_or_default();
            let result_id = result_id(&items);
            self.reports.lock().insert(path.to_owned(), Of { state: state.clone(), result: result_id.clone() });
            if before != Some(result_id.as_str()) {
                found(Report { url: url.clone(), result_id, items });
            }
            true
        });
        if !complete {
            return;
        }
        for (key, (url, id)) in previous {
            let is_open = scan.session.lock().document(key).is_some();
            if !is_open && !met.contains(key) && id != GONE {
                found(Report { url: url.clone(), result_id: GONE.into(), items: Vec::new() });
            }
        }
    }

    /// Calls `found` with every draft that is not open, as if it were, until it says `false`. Nothing is kept.
    pub fn each_read(&self, scan: &Scan<'_>, found: &mut dyn FnMut(&OpenSnapshot) -> bool) {
        let client = Arc::clone(&scan.session.lock().client);
        self.each(scan, &mut |path, url, state| self.read(path, url, state, &client).is_none_or(|open| found(&open)));
    }

    /// Calls `each` for every draft that is not open, in order, until it says `false`. Whether all were met.
    fn each(&self, scan: &Scan<'_>, each: &mut dyn FnMut(&Path, &Url, &State) -> bool) -> bool {
        let Some(drafts) = self.list(scan) else { return false };
        for (done, path) in drafts.iter().enumerate() {
            if scan.cancelled.load(Ordering::Relaxed) {
                return false;
            }
            (scan.progress)(done, drafts.len());
            let Ok(metadata) = fs::metadata(path) else { continue };
            let Ok(url) = Url::from_file_path(path) else { continue };
            if !metadata.is_file() || metadata.len() > MOST_BYTES {
                continue;
            }
            let key = DocumentKey::new(&url);
            if scan.session.lock().document(&key).is_some() {
                continue;
            }
            let settings = scan.session.settings_for(&key, &url);
            let state = State { modified: metadata.modified().ok(), bytes: metadata.len(), settings };
            if !each(path, &url, &state) {
                return false;
            }
        }
        true
    }

    /// Paths of the drafts in the folders; `None` when cancelled.
    fn list(&self, scan: &Scan<'_>) -> Option<Arc<[PathBuf]>> {
        let mut folders: Vec<PathBuf> =
            scan.session.lock().folders().iter().filter_map(|folder| crate::uri::file_path(&folder.url)).collect();
        folders.sort();
        folders.dedup();
        if let Some(listed) = &*self.listed.lock()
            && listed.folders == folders
            && listed.at.elapsed() < LIST_HOLDS
        {
            return Some(Arc::clone(&listed.drafts));
        }
        let (mut drafts, mut met) = (Vec::new(), HashSet::new());
        let mut entries = 0;
        for folder in &folders {
            (self.host.find_drafts)(folder, &mut |draft| {
                entries += 1;
                // A folder inside another is met twice.
                drafts.extend(draft.filter(|path| met.insert(path.clone())));
                drafts.len() < MOST_DRAFTS && entries < MOST_ENTRIES && !scan.cancelled.load(Ordering::Relaxed)
            });
        }
        if scan.cancelled.load(Ordering::Relaxed) {
            return None;
        }
        if drafts.len() >= MOST_DRAFTS || entries >= MOST_ENTRIES {
            tracing::warn!(drafts = drafts.len(), entries, "the folders hold more than is looked at");
        }
        let drafts: Arc<[PathBuf]> = drafts.into();
        self.symbols.lock().retain(|path, _| met.contains(path));
        self.reports.lock().retain(|path, _| met.contains(path));
        *self.listed.lock() = Some(Listed { folders, at: Instant::now(), drafts: Arc::clone(&drafts) });
        Some(drafts)
    }

    /// A draft as if it were open.
    fn read(&self, path: &Path, url: &Url, state: &State, client: &Arc<ClientProfile>) -> Option<OpenSnapshot> {
        let (text, kind) = (self.host.read_draft)(path)?;
        Some(OpenSnapshot {
            url: url.clone(),
            raw: url.as_str().into(),
            version: 0,
            snapshot: Snapshot::of(&text, kind, Arc::clone(&state.settings.core)),
            settings: Arc::clone(&state.settings),
            client: Arc::clone(client),
            opening: 0,
            writing: None,
            saved: None,
            companions: Arc::default(),
        })
    }
}

/// Headings and indicators of a draft.
fn symbols_of(open: &OpenSnapshot) -> Vec<Symbol> {
    let converter = open.converter();
    let symbol = |symbol: features::WorkspaceSymbol| Symbol {
        name: symbol.name,
        container: symbol.container,
        kind: kind(symbol.kind),
        range: converter.range(symbol.range),
    };
    features::workspace_symbols(&open.snapshot, "", MOST_SYMBOLS).into_iter().map(symbol).collect()
}
