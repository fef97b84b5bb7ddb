//! The JSON schema of `zhibi.toml` and settings written as TOML.

use serde_json::{Map, Value, json};

use super::{KnownRule, RuleSetting, Settings};

/// The schema (draft-07, which editors' TOML and JSON extensions read): the settings, `extends`, `overrides`, and the
/// options of every rule.
#[must_use]
pub fn json_schema(rules: &[KnownRule]) -> Value {
    let generator = schemars::generate::SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<Settings>().to_value();
    let codes: Map<String, Value> = rules.iter().map(|rule| (rule.code.to_owned(), rule_schema(rule))).collect();
    let rules = json!({ "description": "规则的级别与选项 / Severity and options by rule", "type": "object",
        "properties": codes, "additionalProperties": false });
    let Some(root) = schema.as_object_mut() else { return schema };
    root.insert("title".into(), "zhibi.toml".into());
    root.insert("additionalProperties".into(), false.into());
    if let Some(definitions) = root.get_mut("definitions").and_then(Value::as_object_mut) {
        definitions.remove("RuleSetting");
        if let Some(check) = definitions.get_mut("CheckSettings").and_then(Value::as_object_mut) {
            check.insert("additionalProperties".into(), false.into());
        }
    }
    let Some(properties) = root.get_mut("properties").and_then(Value::as_object_mut) else { return schema };
    properties.insert("rules".into(), rules);
    if let Some(year) = properties.get_mut("reportYear").and_then(Value::as_object_mut) {
        year.remove("format");
        year.insert("minimum".into(), 1949.into());
        year.insert("maximum".into(), 2199.into());
    }
    let mut inside = properties.clone();
    inside.insert(
        "files".into(),
        json!({ "description": "路径模式，从本文件所在文件夹算起 / Path patterns from this file's folder",
        "type": "array", "items": { "type": "string" }, "minItems": 1 }),
    );
    properties.insert("$schema".into(), json!({ "type": "string" }));
    properties.insert(
        "extends".into(),
        json!({ "description": "以这些文件为基础，路径从本文件算起 / Files to build upon, from this file",
        "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] }),
    );
    properties.insert("overrides".into(), json!({ "description": "只用于某些文件的设置 / Settings for some files only",
        "type": "array", "items": { "type": "object", "required": ["files"], "properties": inside, "additionalProperties": false } }));
    schema
}

/// The schema of one rule's setting.
#[must_use]
pub fn rule_schema(rule: &KnownRule) -> Value {
    let severity = json!({ "enum": ["off", "on", "hint", "information", "warning", "error"] });
    let mut properties = Map::from_iter([("severity".to_owned(), severity.clone())]);
    for option in rule.options {
        let default: Value = serde_json::from_str(option.default).unwrap_or_default();
        let mut schema = match &default {
            Value::Bool(_) => json!({ "type": "boolean" }),
            Value::Number(_) => json!({ "type": "integer" }),
            Value::Array(_) => json!({ "type": "array", "items": { "type": "string" } }),
            _ => json!({ "type": "string" }),
        };
        schema["default"] = default;
        schema["description"] = format!("{} / {}", option.about.zh, option.about.en).into();
        properties.insert(option.name.to_owned(), schema);
    }
    let table = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    json!({ "description": format!("{} / {}", rule.title.zh, rule.title.en), "anyOf": [severity, { "type": "boolean" }, table] })
}

/// Settings as the text of a `zhibi.toml`.
///
/// # Errors
/// Why they cannot be written.
pub fn to_toml(settings: &Settings) -> Result<String, String> {
    let mut settings = settings.clone();
    // Tables after plain values, as TOML wants it, and no empty ones.
    settings.rules.retain(|_, setting| !matches!(setting, RuleSetting::Table(table) if table.is_empty()));
    let value = serde_json::to_value(&settings).map_err(|e| e.to_string())?;
    let mut table = toml::Table::try_from(strip_nulls(value)).map_err(|e| e.to_string())?;
    table.retain(|_, value| value.as_table().is_none_or(|t| !t.is_empty()));
    toml::to_string(&table).map_err(|e| e.to_string())
}

fn strip_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            Value::Object(members.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, strip_nulls(v))).collect())
        }
        other => other,
    }
}
