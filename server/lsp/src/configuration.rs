//! Settings that come and go while the server runs: asked for, pushed, and what follows from a change.

use std::{sync::Arc, time::Duration};

use serde_json::Value;
use tower_lsp::{
    Client,
    lsp_types::{
        ConfigurationItem, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, MessageType,
        Registration,
    },
};
use zhibi_core::Language;

use crate::{diagnostics_sender::DiagnosticsSender, session::Session, settings::SECTION};

/// Files whose change may change results.
const WATCHED: &[&str] = &["**/zhibi.toml", "**/.zhibi.toml", "**/.zhibi/*.toml"];

/// What handlers and background tasks share.
#[derive(Clone)]
pub struct Context {
    /// The state.
    pub session: Arc<Session>,
    /// Requests and messages to the client.
    pub client: Client,
    /// Pushes diagnostics.
    pub diagnostics: DiagnosticsSender,
}

impl Context {
    /// Registers what the client lets us register for, then asks for its settings. Runs on its own after
    /// `initialized`: a client that never answers keeps what `initialize` said.
    pub fn set_up(self) {
        tokio::spawn(async move {
            let profile = Arc::clone(&self.session.lock().client);
            let mut registrations = Vec::new();
            if profile.register_configuration {
                registrations
                    .push(registration("workspace/didChangeConfiguration", &serde_json::json!({"section": SECTION})));
            }
            if profile.register_watchers {
                let watch = |glob: &&str| FileSystemWatcher {
                    glob_pattern: GlobPattern::String((*glob).to_owned()),
                    kind: None,
                };
                let options =
                    DidChangeWatchedFilesRegistrationOptions { watchers: WATCHED.iter().map(watch).collect() };
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
            state.sources.set_global(values.next().unwrap_or(Value::Null));
            for (folder, value) in folders.into_iter().zip(values) {
                state.sources.set_folder(folder.key, value);
            }
            drop(state);
            context.settings_changed();
        });
    }

    /// Gives documents their new settings and has them checked and shown again.
    pub fn settings_changed(&self) {
        let (changed, rejected, profile) = {
            let mut state = self.session.lock();
            (state.apply_settings(), state.newly_rejected(), Arc::clone(&state.client))
        };
        for key in &changed {
            self.diagnostics.schedule(key.clone(), Duration::ZERO);
        }
        self.tell_rejected(rejected, profile.language);
        if !changed.is_empty() {
            self.refresh();
        }
    }

    /// Tells of settings that cannot be used, once for each set of them.
    pub fn tell_rejected(&self, rejected: Vec<String>, language: Language) {
        if rejected.is_empty() {
            return;
        }
        let keys = rejected.join(", ");
        let message = match language {
            Language::Zh => format!("执笔：以下设置无法识别，按默认值处理：{keys}"),
            Language::En => format!("Zhibi: these settings cannot be used and have their defaults: {keys}"),
        };
        let client = self.client.clone();
        tokio::spawn(async move { client.show_message(MessageType::WARNING, message).await });
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
