//! Pushes diagnostics: waits for a pause in typing, computes off the protocol's thread, sends the newest version only.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    sync::{Arc, Weak},
    time::{Duration, Instant},
};

use parking_lot::{Condvar, Mutex};
use serde::Serialize;
use tower_lsp::lsp_types::{Diagnostic, Url};
use zhibi_core::text::LineRange;

use crate::{
    config_files::{self, ConfigFiles},
    convert::problems::file_diagnostics,
    convert::wire::WireDiagnostic,
    session::{OpenSnapshot, Session},
    shell::Outbox,
    uri::{self, DocumentKey},
};

/// Diagnostics sent for one document at most.
const MOST: usize = 2000;

/// Schedules and sends. Clones share the schedule.
#[derive(Clone)]
pub struct DiagnosticsSender {
    shared: Arc<Shared>,
    outbox: Outbox,
}

#[derive(Default)]
struct Shared {
    due: Mutex<HashMap<DocumentKey, Instant>>,
    changed: Condvar,
}

impl DiagnosticsSender {
    /// Starts the worker.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn start(session: &Arc<Session>, outbox: Outbox) -> io::Result<Self> {
        let sender = Self { shared: Arc::default(), outbox };
        let (worker, session) = (sender.clone(), Arc::downgrade(session));
        std::thread::Builder::new().name("diagnostics".into()).spawn(move || worker.work(&session))?;
        Ok(sender)
    }

    /// Asks for the diagnostics of a document after `quiet`; asked again meanwhile, the waiting starts over.
    pub fn schedule(&self, key: DocumentKey, quiet: Duration) {
        self.shared.due.lock().insert(key, Instant::now() + quiet);
        self.shared.changed.notify_one();
    }

    /// Ends the waiting for a document that is scheduled.
    pub fn hurry(&self, key: &DocumentKey) {
        if let Some(due) = self.shared.due.lock().get_mut(key) {
            *due = Instant::now();
            self.shared.changed.notify_one();
        }
    }

    /// Takes the diagnostics of a closed document away. Called with the session locked, so that no late result of the
    /// worker can follow.
    pub fn clear(&self, key: &DocumentKey, raw: &Arc<str>) {
        self.shared.due.lock().remove(key);
        self.outbox.send_newest(raw, publish_body::<Diagnostic>(raw, None, &[]));
    }

    /// Sends the diagnostics of a file that is not open.
    pub fn publish_file(&self, url: &Url, diagnostics: &[Diagnostic]) {
        let raw: Arc<str> = url.as_str().into();
        self.outbox.send_newest(&raw, publish_body(&raw, None, diagnostics));
    }

    fn work(&self, session: &Weak<Session>) {
        let mut sent = Sent::new();
        loop {
            let key = self.next_due();
            let Some(session) = session.upgrade() else { return };
            let run = std::panic::AssertUnwindSafe(|| self.publish(&session, &key, &mut sent));
            if std::panic::catch_unwind(run).is_err() {
                tracing::error!("diagnostics of one version were lost to a panic");
            }
        }
    }

    /// Waits for the document that is due first and takes it off the schedule.
    fn next_due(&self) -> DocumentKey {
        let mut due = self.shared.due.lock();
        loop {
            match due.iter().min_by_key(|(_, at)| **at).map(|(key, at)| (key.clone(), *at)) {
                None => self.shared.changed.wait(&mut due),
                Some((key, at)) if at <= Instant::now() => {
                    due.remove(&key);
                    return key;
                }
                Some((_, at)) => {
                    self.shared.changed.wait_until(&mut due, at);
                }
            }
        }
    }

    fn publish(&self, session: &Session, key: &DocumentKey, sent: &mut Sent) {
        let Some(open) = session.lock().snapshot(key) else {
            sent.remove(key);
            return;
        };
        let body = open_body(&open);
        // Saved or configured anew without a difference: the client has it already.
        let now = (open.opening, hash(&body));
        if sent.get(key) == Some(&now) {
            return;
        }
        let state = session.lock();
        // Closed, or opened anew, while this was computed: the result is of no use. A newer version will follow by
        // itself, but until then this one is the newest there is.
        if state.document(key).is_some_and(|document| document.opening() == open.opening) {
            self.outbox.send_newest(&open.raw, body);
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
    let (all, places) = shown(open);
    let mut list: Vec<_> = all
        .iter()
        .take(MOST)
        .enumerate()
        .map(|(index, diagnostic)| {
            let moved = places.and_then(|places| places.get(index));
            Entry::Finding(WireDiagnostic::new(&converter, &diagnostic.finding, moved, &open.raw, open.version))
        })
        .collect();
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

type Places = [(LineRange, Vec<LineRange>)];

/// The findings to show, and where they stand now if that is elsewhere.
fn shown(open: &OpenSnapshot) -> (&[zhibi_core::Diagnostic], Option<&Places>) {
    match &open.saved {
        None => (open.snapshot.diagnostics(), None),
        Some(saved) => (saved.snapshot.diagnostics(), Some(&saved.places)),
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
    let (all, places) = shown(open);
    let mut list: Vec<_> = all
        .iter()
        .take(MOST)
        .enumerate()
        .map(|(index, d)| match places.and_then(|places| places.get(index)) {
            None => converter.diagnostic(d, &open.url, open.version),
            Some((place, related)) => converter.moved(d, *place, related, &open.url, open.version),
        })
        .collect();
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
