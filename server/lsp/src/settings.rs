//! Reads settings that a client sent: every usable key counts, whatever is wrong with the others.

use serde_json::{Map, Value};
use zhibi_core::Settings;

/// What was understood and what was not.
#[derive(Debug, Default)]
pub struct Read {
    /// The settings; keys that could not be used have their defaults.
    pub settings: Settings,
    /// Dotted names of the keys that could not be used.
    pub rejected: Vec<String>,
}

/// Reads the one shape shared by `initializationOptions`, the client's section `zhibi` and `zhibi.toml`.
/// `null` and what is no object count as empty.
pub fn read(value: &Value) -> Read {
    // Clients that push all their settings wrap ours in its section.
    let value = value.get("zhibi").unwrap_or(value);
    let mut read = Read::default();
    let mut kept = Value::Object(Map::new());
    add(&mut read, &mut kept, &mut Vec::new(), value);
    read
}

/// Adds `value` at `path` if the whole is still readable with it; a table that is not is tried member by member.
fn add(read: &mut Read, kept: &mut Value, path: &mut Vec<String>, value: &Value) {
    let mut candidate = kept.clone();
    insert(&mut candidate, path, value.clone());
    if let Ok(settings) = serde_json::from_value(candidate.clone()) {
        read.settings = settings;
        *kept = candidate;
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                path.push(name.clone());
                add(read, kept, path, member);
                path.pop();
            }
        }
        _ if path.is_empty() => {}
        _ => read.rejected.push(path.join(".")),
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

    #[test]
    fn one_bad_key_costs_only_itself() {
        let read =
            read(&json!({"check": {"debounceMs": 7, "run": "sometimes"}, "reportYear": "二〇二六", "words": ["甲"]}));
        assert_eq!(read.settings.check.debounce_ms, 7);
        assert_eq!(read.settings.words, ["甲"]);
        assert_eq!(read.rejected, ["check.run", "reportYear"]);
    }

    #[test]
    fn a_section_null_and_nonsense() {
        assert_eq!(read(&json!({"zhibi": {"reportYear": 2026}})).settings.report_year, Some(2026));
        for nothing in [json!(null), json!([]), json!("x"), json!({})] {
            assert_eq!(read(&nothing).settings, Settings::default(), "{nothing}");
        }
    }
}
