//! Settings from the client: `initializationOptions`, pushed or pulled configuration, per folder. All have one shape,
//! and every usable key counts, whatever is wrong with the others.

use std::{collections::HashMap, sync::Arc};

use serde_json::{Map, Value};
use zhibi_core::Settings;

use crate::uri::DocumentKey;

/// Name of our section in a client's configuration.
pub const SECTION: &str = "zhibi";

/// What holds for one folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effective {
    /// What the core reads.
    pub core: Arc<Settings>,
    /// Inlay hints are wanted.
    pub inlay_hints: bool,
    /// Code lenses are wanted.
    pub code_lens: bool,
    /// Dotted names of keys that could not be used.
    pub rejected: Vec<String>,
}

/// Where settings come from; later ones win, key by key.
#[derive(Debug, Default)]
pub struct Sources {
    /// `initializationOptions`.
    initial: Value,
    /// Pushed by the client, or pulled without a folder.
    global: Value,
    /// Pulled for a folder.
    folders: HashMap<DocumentKey, Value>,
    read: HashMap<Option<DocumentKey>, Arc<Effective>>,
}

impl Sources {
    /// Takes over `initializationOptions`.
    pub fn set_initial(&mut self, value: Value) {
        self.initial = value;
        self.read.clear();
    }

    /// Takes over what the client pushed, or answered for no folder in particular.
    pub fn set_global(&mut self, value: Value) {
        self.global = value;
        self.read.clear();
    }

    /// Takes over what the client answered for a folder.
    pub fn set_folder(&mut self, folder: DocumentKey, value: Value) {
        self.folders.insert(folder, value);
        self.read.clear();
    }

    /// The settings of a folder, or of documents in none.
    pub fn effective(&mut self, folder: Option<&DocumentKey>) -> Arc<Effective> {
        let key = folder.filter(|folder| self.folders.contains_key(folder)).cloned();
        if let Some(read) = self.read.get(&key) {
            return Arc::clone(read);
        }
        let mut merged = Value::Object(Map::new());
        merge(&mut merged, section(&self.initial));
        merge(&mut merged, section(&self.global));
        if let Some(value) = key.as_ref().and_then(|key| self.folders.get(key)) {
            merge(&mut merged, section(value));
        }
        let effective = Arc::new(read(&merged));
        self.read.insert(key, Arc::clone(&effective));
        effective
    }
}

/// Clients that push all their settings wrap ours in its section.
fn section(value: &Value) -> &Value {
    value.get(SECTION).filter(|inner| inner.is_object()).unwrap_or(value)
}

/// Lays `over` on `base`: tables member by member, everything else whole. `null` changes nothing.
fn merge(base: &mut Value, over: &Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            for (name, value) in over {
                merge(base.entry(name.clone()).or_insert(Value::Null), value);
            }
        }
        (_, Value::Null) => {}
        (base, over) => *base = over.clone(),
    }
}

/// Reads settings; what is no object counts as empty.
pub fn read(value: &Value) -> Effective {
    let mut effective = Effective::default();
    let mut kept = Value::Object(Map::new());
    let mut settings = Settings::default();
    if value.is_object() {
        add(&mut settings, &mut effective.rejected, &mut kept, &mut Vec::new(), value);
    }
    effective.core = Arc::new(settings);
    for (name, target) in [("inlayHints", &mut effective.inlay_hints), ("codeLens", &mut effective.code_lens)] {
        match value.get(name).and_then(|table| table.get("enable")) {
            Some(Value::Bool(on)) => *target = *on,
            Some(Value::Null) | None => {}
            Some(_) => effective.rejected.push(format!("{name}.enable")),
        }
    }
    effective
}

/// Adds `value` at `path` if the whole is still readable with it; a table that is not is tried member by member.
fn add(settings: &mut Settings, rejected: &mut Vec<String>, kept: &mut Value, path: &mut Vec<String>, value: &Value) {
    let mut candidate = kept.clone();
    insert(&mut candidate, path, value.clone());
    if let Ok(read) = serde_json::from_value(candidate.clone()) {
        *settings = read;
        *kept = candidate;
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                path.push(name.clone());
                add(settings, rejected, kept, path, member);
                path.pop();
            }
        }
        _ => rejected.push(path.join(".")),
    }
}

fn insert(root: &mut Value, path: &[String], value: Value) {
    let mut at = root;
    for name in path {
        if !at.is_object() {
            *at = Value::Object(Map::new());
        }
        let Some(object) = at.as_object_mut() else { return };
        at = object.entry(name.clone()).or_insert(Value::Null);
    }
    *at = value;
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tower_lsp::lsp_types::Url;

    #[test]
    fn one_bad_key_costs_only_itself() {
        let read = read(&json!({
            "check": {"debounceMs": 7, "run": "sometimes"}, "reportYear": "二〇二六", "words": ["甲"],
            "inlayHints": {"enable": true}, "codeLens": {"enable": "yes"},
        }));
        assert_eq!(read.core.check.debounce_ms, 7);
        assert_eq!(read.core.words, ["甲"]);
        assert!(read.inlay_hints && !read.code_lens);
        assert_eq!(read.rejected, ["check.run", "reportYear", "codeLens.enable"]);
    }

    #[test]
    fn nonsense_is_nothing() {
        for nothing in [json!(null), json!([]), json!("x"), json!({})] {
            assert_eq!(read(&nothing), Effective::default(), "{nothing}");
        }
    }

    #[test]
    fn the_nearest_source_wins_key_by_key() {
        let folder = DocumentKey::new(&Url::parse("file:///a").expect("a URL"));
        let other = DocumentKey::new(&Url::parse("file:///b").expect("a URL"));
        let mut sources = Sources::default();
        sources.set_initial(json!({"reportYear": 2024, "check": {"debounceMs": 1}}));
        sources.set_global(json!({"zhibi": {"reportYear": 2025}}));
        sources.set_folder(folder.clone(), json!({"reportYear": 2026, "profile": null}));
        let year = |sources: &mut Sources, folder| sources.effective(folder).core.report_year;
        assert_eq!(year(&mut sources, Some(&folder)), Some(2026));
        assert_eq!(year(&mut sources, Some(&other)), Some(2025));
        assert_eq!(year(&mut sources, None), Some(2025));
        assert_eq!(sources.effective(Some(&folder)).core.check.debounce_ms, 1);
        sources.set_global(Value::Null);
        assert_eq!(year(&mut sources, None), Some(2024));
    }
}
