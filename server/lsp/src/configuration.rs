//! Settings that come and go while the server runs: asked for, pushed, and what follows from a change.

use std::{sync::Arc, time::Duration};

use serde_json::Value;
use tokio::sync::watch;
use tower_lsp::{
    Client,
    lsp_types::{
        ConfigurationItem, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, MessageType,
        Registration, Url,
    },
};
use zhibi_core::{Language, rules};

use crate::{
    config_files::FileProblems, convert::problems::file_diagnostics, diagnostics_sender::DiagnosticsSender,
    session::Session, settings::SECTION, uri::DocumentKey,
};

/// Files whose change may change results.
const WATCHED: &[&str] =
    &["**/zhibi.toml", "**/.zhibi.toml", "**/.zhibi", "**/.zhibi/*.toml", "**/*.{xlsx,xlsm,xls,ods,csv,docx}"];

/// What handlers and background tasks share.
#[derive(Clone)]
pub struct Context {
    /// The state.
    pub session: Arc<Session>,
    /// Requests and messages to the client.
    pub client: Client,
    /// Pushes diagnostics.
    pub diagnostics: DiagnosticsSender,
    /// Moves whenever the files have answered what holds for open documents.
    pub settled: Arc<watch::Sender<()>>,
    /// Counts what may change the diagnostics of drafts that are not open; `u64::MAX` at the end of the session.
    pub changes: Arc<watch::Sender<u64>>,
    /// Held by whoever registers features.
    pub registering: Arc<tokio::sync::Mutex<()>>,
}

impl Context {
    /// Registers what the client lets us register for, then asks for its settings. Runs on its own after
    /// `initialized`: a client that never answers keeps what `initialize` said. `drafts` are patterns of other files to
    /// be told of.
    pub fn set_up(self, drafts: Vec<String>) {
        tokio::spawn(async move {
            let profile = Arc::clone(&self.session.lock().client);
            let mut registrations = Vec::new();
            if profile.register_configuration {
                registrations
                    .push(registration("workspace/didChangeConfiguration", &serde_json::json!({"section": SECTION})));
            }
            if profile.register_watchers {
                let watch =
                    |glob: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.to_owned()), kind: None };
                let watchers = WATCHED.iter().copied().chain(drafts.iter().map(String::as_str)).map(watch).collect();
                let options = DidChangeWatchedFilesRegistrationOptions { watchers };
                registrations.push(registration("workspace/didChangeWatchedFiles", &options));
            }
            self.pull();
            if !registrations.is_empty()
                && let Err(error) = self.client.register_capability(registrations).await
            {
                tracing::warn!(%error, "the client refused to register");
            }
        });
    }

    /// Asks the client for its settings, for every folder and for documents in none.
    pub fn pull(&self) {
        let context = self.clone();
        let (items, folders, turn) = {
            let mut state = self.session.lock();
            if !state.client.configuration {
                return;
            }
            let folders = state.folders().to_vec();
            let scopes = std::iter::once(None).chain(folders.iter().map(|folder| Some(folder.url.clone())));
            let items: Vec<_> =
                scopes.map(|scope_uri| ConfigurationItem { scope_uri, section: Some(SECTION.into()) }).collect();
            state.pulls += 1;
            (items, folders, state.pulls)
        };
        tokio::spawn(async move {
            let values = match context.client.configuration(items).await {
                Ok(values) => values,
                Err(error) => return tracing::warn!(%error, "the client did not tell its settings"),
            };
            let mut state = context.session.lock();
            if state.pulls != turn {
                return; // a later question is under way
            }
            let mut values = values.into_iter();
            {
                let state = &mut *state;
                state.sources.set_global(&values.next().unwrap_or(Value::Null), &rules::known());
                for (folder, value) in folders.into_iter().zip(values) {
                    state.sources.set_folder(folder.key, &value, &rules::known());
                }
            }
            drop(state);
            context.settings_changed();
        });
    }

    /// Gives documents what the client's settings say now and has them checked and shown again.
    pub fn settings_changed(&self) {
        let (changed, rejected, language, trust_changed) = {
            let mut state = self.session.lock();
            let trusted = state.sources.trusted();
            let trust_changed = std::mem::replace(&mut state.trusted, trusted) != trusted;
            (state.apply_settings(), state.newly_rejected(), state.client.language, trust_changed)
        };
        self.show_again(&changed);
        self.tell_rejected(rejected, language);
        self.register_features();
        self.note_change();
        if trust_changed {
            self.files_changed();
        }
    }

    /// Has all configuration files and lists of ignored findings read anew, for every open document.
    pub fn files_changed(&self) {
        self.session.lock().ask(None);
        self.ask_files();
    }

    /// Has a worker read the files that are asked for and takes over what they say. Files are read neither on the
    /// protocol's thread nor while the session is locked.
    pub fn ask_files(&self) {
        let context = self.clone();
        tokio::task::spawn_blocking(move || {
            let mut files = context.session.files.lock();
            // Not every client tells when configuration files change; reading them anew costs little here.
            files.forget();
            let questions = context.session.lock().questions();
            let mut changed = Vec::new();
            for (key, number, question) in questions {
                let on_disk = files.settings(&question, &context.session.companions);
                if context.session.lock().answer(&key, number, on_disk) {
                    changed.push(key.clone());
                }
                context.diagnostics.schedule(key, Duration::ZERO);
                context.settled.send_replace(());
            }
            let problems = files.problems();
            drop(files);
            context.show_again(&changed);
            context.tell_file_problems(problems);
            context.note_change();
        });
    }

    /// Has changed documents shown again: by us, or by the client where that asks for itself.
    pub fn show_again(&self, changed: &[DocumentKey]) {
        for key in changed {
            self.diagnostics.schedule(key.clone(), Duration::ZERO);
        }
        if !changed.is_empty() {
            self.refresh();
        }
    }

    /// Tells those who wait that drafts may have other diagnostics now.
    pub fn note_change(&self) {
        self.changes.send_modify(|count| *count = count.saturating_add(1));
    }

    /// Tells those who wait that the session ends.
    pub fn note_end(&self) {
        self.changes.send_replace(u64::MAX);
    }

    /// Has every open document checked and shown again.
    pub fn check_all(&self) {
        let open = self.session.lock().views();
        for open in open {
            self.diagnostics.schedule(DocumentKey::new(&open.url), Duration::ZERO);
        }
        self.refresh();
    }

    /// Tells of settings that cannot be used, once for each set of them.
    pub fn tell_rejected(&self, rejected: Vec<String>, language: Language) {
        if rejected.is_empty() {
            return;
        }
        let keys = rejected.join("; ");
        let message = match language {
            Language::Zh => format!("执笔：以下设置无法识别，按默认值处理：{keys}"),
            Language::En => format!("Zhibi: these settings cannot be used and have their defaults: {keys}"),
        };
        let client = self.client.clone();
        tokio::spawn(async move { client.show_message(MessageType::WARNING, message).await });
    }

    /// Shows what is wrong with configuration files, at its place in them. Clients that ask for diagnostics ask for
    /// those of open files only, and are told in a message.
    fn tell_file_problems(&self, files: Vec<FileProblems>) {
        let profile = Arc::clone(&self.session.lock().client);
        let told = std::mem::take(&mut self.session.lock().told_files);
        let (mut wrong, mut right) = (Vec::new(), Vec::new());
        for file in files {
            let Some(url) = Url::from_file_path(&file.path).ok() else { continue };
            let path = file.path.display().to_string();
            let is_right = file.problems.is_empty();
            let news = !is_right || told.contains(&path);
            if is_right { &mut right } else { &mut wrong }.push(path);
            let is_open = self.session.lock().document(&DocumentKey::new(&url)).is_some();
            if news && !is_open {
                let found = file_diagnostics(&file.text, &file.problems, &profile);
                self.diagnostics.publish_file(&url, &found);
            }
        }
        wrong.retain(|path| !told.contains(path));
        let kept = told.into_iter().filter(|path| !right.contains(path));
        self.session.lock().told_files.extend(kept.chain(wrong.iter().cloned()));
        if profile.pull_diagnostics {
            self.tell_rejected(wrong, profile.language);
        }
    }

    /// Has the client ask again for what it asks for itself.
    pub fn refresh(&self) {
        let profile = Arc::clone(&self.session.lock().client);
        let client = self.client.clone();
        tokio::spawn(async move {
            // A client that refuses will ask in its own time.
            if profile.pull_diagnostics {
                let _ = client.workspace_diagnostic_refresh().await;
            }
            if profile.code_lens_refresh {
                let _ = client.code_lens_refresh().await;
            }
            if profile.inlay_hint_refresh {
                let _ = client.inlay_hint_refresh().await;
            }
        });
    }
}

fn registration(method: &str, options: &impl serde::Serialize) -> Registration {
    Registration {
        id: format!("zhibi:{method}"),
        method: method.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    }
}
