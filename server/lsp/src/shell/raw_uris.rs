//! The client's own spelling of its document addresses.
//!
//! Typed parameters hold a parsed address, which percent-encodes what the client may have sent raw
//! (`file:///工作/报告.txt`). Clients compare addresses as text, so every outgoing message carries the text of
//! the last `didOpen`, byte for byte.

use std::{collections::HashMap, sync::Arc};

use parking_lot::RwLock;
use serde_json::Value;
use tower_lsp::lsp_types::Url;

/// Parsed spelling to the client's spelling, only where the two differ. Clones share the table.
#[derive(Clone, Default)]
pub struct RawUris(Arc<RwLock<HashMap<String, Arc<str>>>>);

impl RawUris {
    /// Notes the address in the parameters of a `didOpen`.
    pub fn remember(&self, params: Option<&Value>) {
        let Some(raw) = document_uri(params) else { return };
        let Ok(url) = Url::parse(raw) else { return };
        if url.as_str() == raw {
            // A raw spelling that was in use before is now out of date.
            self.forget(url.as_str());
        } else {
            self.0.write().insert(url.into(), raw.into());
        }
    }

    /// The parsed spelling of the address in the parameters of a document notification.
    pub fn canonical(&self, params: Option<&Value>) -> Option<String> {
        Url::parse(document_uri(params)?).ok().map(Into::into)
    }

    /// Drops a document's spelling.
    pub fn forget(&self, canonical: &str) {
        if !self.0.read().is_empty() {
            self.0.write().remove(canonical);
        }
    }

    /// The client's spelling of a parsed address.
    pub fn raw(&self, url: &Url) -> Arc<str> {
        self.0.read().get(url.as_str()).cloned().unwrap_or_else(|| url.as_str().into())
    }

    /// Puts the client's spelling into every address of an outgoing message.
    pub fn restore(&self, message: &mut Value) {
        let table = self.0.read();
        if !table.is_empty() {
            restore(&table, message);
        }
    }
}

fn document_uri(params: Option<&Value>) -> Option<&str> {
    params?.get("textDocument")?.get("uri")?.as_str()
}

fn restore(table: &HashMap<String, Arc<str>>, value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| restore(table, item)),
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                match member {
                    Value::String(text) if matches!(name.as_str(), "uri" | "targetUri" | "scopeUri") => {
                        if let Some(raw) = table.get(text) {
                            *text = raw.to_string();
                        }
                    }
                    // `WorkspaceEdit.changes` has addresses as names.
                    Value::Object(changes) if name == "changes" => {
                        for canonical in table.keys() {
                            if let Some(edits) = changes.remove(canonical) {
                                changes.insert(table[canonical].to_string(), edits);
                            }
                        }
                    }
                    other => restore(table, other),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn raw_addresses_come_back_everywhere() {
        let uris = RawUris::default();
        let raw = "file:///工作/报告.txt";
        uris.remember(Some(&json!({"textDocument": {"uri": raw}})));
        let url = Url::parse(raw).expect("a URL");
        assert_ne!(url.as_str(), raw);
        let mut message = json!({
            "location": {"uri": url}, "edit": {"changes": {url.as_str(): [1]}}, "text": url.as_str(),
        });
        uris.restore(&mut message);
        assert_eq!(message, json!({"location": {"uri": raw}, "edit": {"changes": {raw: [1]}}, "text": url.as_str()}));
        assert_eq!(&*uris.raw(&url), raw);
        uris.forget(url.as_str());
        assert_eq!(&*uris.raw(&url), url.as_str());
    }
}
