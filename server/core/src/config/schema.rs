//! The JSON schema of `zhibi.toml` and settings written as TOML.

use serde_json::{Map, Value, json};

use super::{KnownRule, RuleOption, RuleSetting, Settings};

/// The schema (draft-07, which editors' TOML and JSON extensions read): the settings, `extends`, `overrides`, and the
/// options of every rule.
#[must_use]
pub fn json_schema(rules: &[KnownRule]) -> Value {
    let generator = schemars::generate::SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<Settings>().to_value();
    let codes: Map<String, Value> = rules.iter().map(|rule| (rule.code.to_owned(), rule_reference(rule))).collect();
    let about = "规则的级别与选项 / Severity and options by rule";
    let rules = json!({ "type": "object", "properties": codes, "additionalProperties": false });
    let Some(root) = schema.as_object_mut() else { return schema };
    root.insert("title".into(), "zhibi.toml".into());
    root.insert("additionalProperties".into(), false.into());
    if let Some(definitions) = root.get_mut("definitions").and_then(Value::as_object_mut) {
        definitions.remove("RuleSetting");
        definitions.insert("Rules".into(), rules);
        definitions.insert("RuleLevel".into(), json!({ "enum": LEVELS }));
        definitions.insert("RuleTable".into(), table(Map::new()));
        if let Some(check) = definitions.get_mut("CheckSettings").and_then(Value::as_object_mut) {
            check.insert("additionalProperties".into(), false.into());
        }
    }
    let Some(properties) = root.get_mut("properties").and_then(Value::as_object_mut) else { return schema };
    properties.insert("rules".into(), json!({ "description": about, "allOf": [{ "$ref": "#/definitions/Rules" }] }));
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
    properties.insert(
        "packs".into(),
        json!({ "description": "词包（.tsv），路径从本文件算起 / Packs of words (.tsv), from this file",
        "type": "array", "items": { "type": "string" } }),
    );
    properties.insert("overrides".into(), json!({ "description": "只用于某些文件的设置 / Settings for some files only",
        "type": "array", "items": { "type": "object", "required": ["files"], "properties": inside, "additionalProperties": false } }));
    schema
}

const LEVELS: [&str; 6] = ["off", "on", "hint", "information", "warning", "error"];

/// The table form of a rule's setting: its options beside `severity`.
fn table(mut options: Map<String, Value>) -> Value {
    options.insert("severity".into(), json!({ "$ref": "#/definitions/RuleLevel" }));
    json!({ "type": "object", "properties": options, "additionalProperties": false })
}

fn description(rule: &KnownRule) -> String {
    format!("{} / {}", rule.title.zh, rule.title.en)
}

fn options(rule: &KnownRule) -> Map<String, Value> {
    let schema = |option: &RuleOption| {
        let default: Value = serde_json::from_str(option.default).unwrap_or_default();
        let mut schema = match &default {
            Value::Bool(_) => json!({ "type": "boolean" }),
            Value::Number(_) => json!({ "type": "integer" }),
            Value::Array(_) => json!({ "type": "array", "items": { "type": "string" } }),
            _ => json!({ "type": "string" }),
        };
        schema["default"] = default;
        schema["description"] = format!("{} / {}", option.about.zh, option.about.en).into();
        schema
    };
    rule.options.iter().map(|option| (option.name.to_owned(), schema(option))).collect()
}

/// The schema of one rule's setting, within [`json_schema`].
fn rule_reference(rule: &KnownRule) -> Value {
    let own = if rule.options.is_empty() { json!({ "$ref": "#/definitions/RuleTable" }) } else { table(options(rule)) };
    let forms = json!([{ "$ref": "#/definitions/RuleLevel" }, { "type": "boolean" }, own]);
    json!({ "description": description(rule), "anyOf": forms })
}

/// The schema of one rule's setting by itself, as editors' settings pages want it.
#[must_use]
pub fn rule_schema(rule: &KnownRule) -> Value {
    if rule.options.is_empty() {
        return json!({ "description": description(rule), "enum": LEVELS });
    }
    let mut own = table(options(rule));
    own["properties"]["severity"] = json!({ "enum": LEVELS });
    json!({ "description": description(rule), "anyOf": [{ "enum": LEVELS }, own] })
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
