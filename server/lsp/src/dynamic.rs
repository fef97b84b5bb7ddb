//! Features that are registered while the session runs, because settings turn them on and off or because the types of
//! the protocol's library cannot announce them.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tower_lsp::lsp_types::{Registration, Unregistration};

use crate::{
    configuration::Context,
    requests::{document_content::SCHEMES, on_type_formatting::TRIGGER},
    session::State,
    settings::Switches,
};

/// Registered features: method and options.
type Features = BTreeMap<&'static str, Value>;

impl Context {
    /// Registers what is wanted now and was not, and the reverse.
    pub fn register_features(&self) {
        let context = self.clone();
        tokio::spawn(async move {
            // One after the other, so that the client ends with what was wanted last.
            let _turn = context.registering.lock().await;
            let (new, gone) = {
                let mut state = context.session.lock();
                let wanted = wanted(&state);
                let gone: Vec<_> =
                    state.registered.keys().filter(|method| !wanted.contains_key(*method)).copied().collect();
                let new: Vec<_> = wanted
                    .iter()
                    .filter(|(method, _)| !state.registered.contains_key(*method))
                    .map(|(method, options)| Registration {
                        id: id(method),
                        method: (*method).to_owned(),
                        register_options: Some(options.clone()),
                    })
                    .collect();
                state.registered = wanted;
                (new, gone)
            };
            let gone = gone.into_iter().map(|method| Unregistration { id: id(method), method: method.to_owned() });
            let gone: Vec<_> = gone.collect();
            if !gone.is_empty()
                && let Err(error) = context.client.unregister_capability(gone).await
            {
                tracing::warn!(%error, "the client refused to unregister");
            }
            if !new.is_empty()
                && let Err(error) = context.client.register_capability(new).await
            {
                tracing::warn!(%error, "the client refused to register");
            }
        });
    }
}

fn id(method: &str) -> String {
    format!("zhibi:{method}")
}

/// The switches that are on for any folder, or outside all.
pub fn anywhere(state: &State) -> Switches {
    let mut all = state.sources.switches(None);
    for folder in state.folders() {
        let here = state.sources.switches(Some(&folder.key));
        all.on_type_formatting |= here.on_type_formatting;
        all.fix_on_save |= here.fix_on_save;
        all.workspace_diagnostics |= here.workspace_diagnostics;
    }
    all
}

fn wanted(state: &State) -> Features {
    let (client, switches) = (&state.client, anywhere(state));
    let mut features = Features::new();
    if switches.on_type_formatting && client.register_on_type_formatting {
        let options = json!({"documentSelector": null, "firstTriggerCharacter": TRIGGER});
        features.insert("textDocument/onTypeFormatting", options);
    }
    if switches.fix_on_save && client.will_save_wait_until && client.register_synchronization {
        features.insert("textDocument/willSaveWaitUntil", json!({"documentSelector": null}));
    }
    if client.text_document_content {
        features.insert("workspace/textDocumentContent", json!({"schemes": SCHEMES}));
    }
    features
}
