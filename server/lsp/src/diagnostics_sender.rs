//! Pushes diagnostics: waits for a pause in typing, computes off the protocol's thread, sends the newest version only.
//!
//! The one place that decides by which channel a client gets diagnostics: to one that asks for them nothing is ever sent.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    io,
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use parking_lot::{Condvar, Mutex};
use serde::Serialize;
use tower_lsp::lsp_types::{Diagnostic, Url};
use zhibi_core::{
    features::{Place, Shown},
    finding::Finding,
};

use crate::{
    config_files::{self, ConfigFiles},
    convert::problems::file_diagnostics,
    convert::wire::WireDiagnostic,
    saved::Saved,
    session::{OpenSnapshot, Session},
    shell::Outbox,
    uri::{self, DocumentKey},
};

/// Diagnostics sent for one document at most.
const MOST: usize = 2000;

/// How many documents are worked on at once, so that one that takes long does not hold up the others.
const WORKERS: usize = 3;

/// Schedules and sends. Clones share the schedule.
#[derive(Clone)]
pub struct DiagnosticsSender {
    shared: Arc<Shared>,
    outbox: Outbox,
}

#[derive(Default)]
struct Shared {
    schedule: Mutex<Schedule>,
    changed: Condvar,
    /// The client asks for diagnostics itself.
    pulls: AtomicBool,
    sent: Mutex<Sent>,
}

#[derive(Default)]
struct Schedule {
    due: HashMap<DocumentKey, Instant>,
    /// Worked on now; what is due of them waits.
    busy: HashSet<DocumentKey>,
}

impl DiagnosticsSender {
    /// Starts the workers.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn start(session: &Arc<Session>, outbox: Outbox) -> io::Result<Self> {
        let sender = Self { shared: Arc::default(), outbox };
        for _ in 0..WORKERS {
            let (worker, session) = (sender.clone(), Arc::downgrade(session));
            std::thread::Builder::new().name("diagnostics".into()).spawn(move || worker.work(&session))?;
        }
        Ok(sender)
    }

    /// The client asks for diagnostics itself: from now on nothing is sent.
    pub fn leave_to_client(&self) {
        self.shared.pulls.store(true, Ordering::Relaxed);
    }

    fn pulls(&self) -> bool {
        self.shared.pulls.load(Ordering::Relaxed)
    }

    /// Asks for the diagnostics of a document after `quiet`; asked again meanwhile, the waiting starts over.
    pub fn schedule(&self, key: DocumentKey, quiet: Duration) {
        if !self.pulls() {
            self.shared.schedule.lock().due.insert(key, Instant::now() + quiet);
            self.shared.changed.notify_one();
        }
    }

    /// Ends the waiting for a document that is scheduled.
    pub fn hurry(&self, key: &DocumentKey) {
        if let Some(due) = self.shared.schedule.lock().due.get_mut(key) {
            *due = Instant::now();
            self.shared.changed.notify_one();
        }
    }

    /// Takes the diagnostics of a closed document away. Called with the session locked, so that no late result of the
    /// worker can follow.
    pub fn clear(&self, key: &DocumentKey, raw: &Arc<str>) {
        self.shared.schedule.lock().due.remove(key);
        if !self.pulls() {
            self.outbox.send_newest(raw, publish_body::<Diagnostic>(raw, None, &[]));
        }
    }

    /// Sends the diagnostics of a file that is not open.
    pub fn publish_file(&self, url: &Url, diagnostics: &[Diagnostic]) {
        if !self.pulls() {
            let raw: Arc<str> = url.as_str().into();
            self.outbox.send_newest(&raw, publish_body(&raw, None, diagnostics));
        }
    }

    fn work(&self, session: &Weak<Session>) {
        loop {
            let key = self.next_due();
            let Some(session) = session.upgrade() else { return };
            let run = std::panic::AssertUnwindSafe(|| self.publish(&session, &key));
            if std::panic::catch_unwind(run).is_err() {
                tracing::error!("diagnostics of one version were lost to a panic");
            }
            // If it is due again, this worker sees it next: nobody need be woken.
            self.shared.schedule.lock().busy.remove(&key);
        }
    }

    /// Waits for the document that is due first and takes it off the schedule.
    fn next_due(&self) -> DocumentKey {
        let mut schedule = self.shared.schedule.lock();
        loop {
            let idle = schedule.due.iter().filter(|(key, _)| !schedule.busy.contains(key));
            match idle.min_by_key(|(_, at)| **at).map(|(key, at)| (key.clone(), *at)) {
                None => self.shared.changed.wait(&mut schedule),
                Some((key, at)) if at <= Instant::now() => {
                    schedule.due.remove(&key);
                    schedule.busy.insert(key.clone());
                    return key;
                }
                Some((_, at)) => {
                    self.shared.changed.wait_until(&mut schedule, at);
                }
            }
        }
    }

    fn publish(&self, session: &Session, key: &DocumentKey) {
        let Some(open) = session.lock().view(key) else {
            self.shared.sent.lock().remove(key);
            return;
        };
        // It is scheduled again as soon as its settings are known.
        if !open.settled {
            return;
        }
        let open = open.read();
        let body = open_body(&open);
        // Saved or configured anew without a difference: the client has it already.
        let now = (open.opening, hash(&body));
        if self.shared.sent.lock().get(key) == Some(&now) {
            return;
        }
        let state = session.lock();
        // Closed, or opened anew, while this was computed: the result is of no use. A newer version will follow by
        // itself, but until then this one is the newest there is.
        if state.document(key).is_some_and(|document| document.opening() == open.opening) {
            self.outbox.send_newest(&open.raw, body);
            let mut sent = self.shared.sent.lock();
            // Of documents closed since, nothing tells; a set sent twice is the worst of it.
            if sent.len() > 256 {
                sent.clear();
            }
            sent.insert(key.clone(), now);
        }
    }
}

/// For each open document which `didOpen` was published for last, and a hash of what was sent.
type Sent = HashMap<DocumentKey, (u64, u64)>;

fn hash(body: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    hasher.finish()
}

/// The message that publishes the diagnostics of a document.
fn open_body(open: &OpenSnapshot) -> Vec<u8> {
    if let Some(found) = own_faults(open) {
        return publish_body(&open.raw, Some(open.version), &found);
    }
    let converter = open.converter();
    let state = shown(open);
    let all = state.findings();
    let mut list = Vec::with_capacity(all.len().min(MOST + 1));
    for (finding, moved) in all.iter().take(MOST) {
        let wire = WireDiagnostic::new(&converter, finding, moved.as_ref(), &open.raw);
        list.push(Entry::Finding(wire));
    }
    if all.len() > MOST {
        list.push(Entry::Rest(converter.too_many(all.len() - MOST)));
    }
    publish_body(&open.raw, Some(open.version), &list)
}

/// One element of a published list.
#[derive(Serialize)]
#[serde(untagged)]
enum Entry<'a> {
    Finding(WireDiagnostic<'a>),
    Rest(Diagnostic),
}

/// What is to be shown of a document: of its text now, or of the last save.
enum ToShow<'a> {
    Now(Shown),
    Saved(&'a Saved),
}

/// What is merely unfinished is not shown while it is being written.
fn shown(open: &OpenSnapshot) -> ToShow<'_> {
    match &open.saved {
        None => ToShow::Now(open.shown()),
        Some(saved) => ToShow::Saved(saved),
    }
}

impl ToShow<'_> {
    /// The findings, and where they stand now if that is elsewhere.
    fn findings(&self) -> Vec<(&Finding, Option<Place>)> {
        match self {
            Self::Now(shown) => shown.findings().collect(),
            Self::Saved(saved) => {
                let findings = saved.snapshot.diagnostics().iter().map(|d| &d.finding);
                findings.zip(&saved.places).filter_map(|(f, place)| Some((f, Some(place.clone()?)))).collect()
            }
        }
    }
}

/// What is wrong with a document that is a configuration file; `None` for drafts.
fn own_faults(open: &OpenSnapshot) -> Option<Vec<Diagnostic>> {
    let path = uri::file_path(&open.url).filter(|path| config_files::is_configuration(path))?;
    let lines: Vec<_> = (0..open.snapshot.line_count()).map(|line| open.snapshot.line_text(line)).collect();
    let text = lines.join("\n");
    Some(file_diagnostics(&text, &ConfigFiles::default().check(&path, &text), &open.client))
}

/// The diagnostics of a document in the protocol's terms: of its text now, or of the last save.
pub fn diagnostics(open: &OpenSnapshot) -> Vec<Diagnostic> {
    if let Some(found) = own_faults(open) {
        return found;
    }
    let converter = open.converter();
    let state = shown(open);
    let all = state.findings();
    let diagnostic = |(finding, moved): &(&Finding, Option<Place>)| match moved {
        None => converter.diagnostic(finding, &open.url),
        Some(place) => converter.moved(finding, place, &open.url),
    };
    let mut list: Vec<_> = all.iter().take(MOST).map(diagnostic).collect();
    if all.len() > MOST {
        list.push(converter.too_many(all.len() - MOST));
    }
    list
}

#[derive(Serialize)]
struct Publish<'a, T> {
    jsonrpc: &'static str,
    method: &'static str,
    params: PublishParams<'a, T>,
}

#[derive(Serialize)]
struct PublishParams<'a, T> {
    uri: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
    diagnostics: &'a [T],
}

fn publish_body<T: Serialize>(uri: &str, version: Option<i32>, diagnostics: &[T]) -> Vec<u8> {
    let params = PublishParams { uri, version, diagnostics };
    let message = Publish { jsonrpc: "2.0", method: "textDocument/publishDiagnostics", params };
    // Strings, numbers and lists only: this cannot fail.
    serde_json::to_vec(&message).unwrap_or_default()
}
