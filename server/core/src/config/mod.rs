//! Settings: one shape for `zhibi.toml`, editor settings and `initializationOptions`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which norms the style rules follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// What the document itself does most; deviations are reported.
    #[default]
    Inferred,
    /// The national norms.
    Gb,
    /// Only what is wrong beyond doubt.
    Lenient,
}

/// When checks run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum RunWhen {
    /// As one types.
    #[default]
    OnType,
    /// On open and on save.
    OnSave,
}

/// When and how often checks run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct CheckSettings {
    /// `onType` or `onSave`.
    pub run: RunWhen,
    /// Milliseconds of quiet before checking; 0 checks at once.
    pub debounce_ms: u32,
}

impl Default for CheckSettings {
    fn default() -> Self {
        Self { run: RunWhen::OnType, debounce_ms: 150 }
    }
}

/// Settings of one rule: a severity (`"off"`, `"hint"`, `"information"`, `"warning"`, `"error"`) or a table with
/// `severity` and the rule's options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RuleSetting {
    /// Just the severity.
    Severity(String),
    /// Severity and options.
    Table(BTreeMap<String, serde_json::Value>),
}

/// Everything that can be set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// Which norms the style rules follow.
    pub profile: Profile,
    /// Year the report speaks of, when the text does not say.
    pub report_year: Option<i32>,
    /// Names that contain numbers and are not figures (“982”工程).
    pub words: Vec<String>,
    /// Settings by rule code.
    pub rules: BTreeMap<String, RuleSetting>,
    /// When checks run.
    pub check: CheckSettings,
}

impl Settings {
    /// The severity word set for rule `code`, if any.
    #[must_use]
    pub fn severity_of(&self, code: &str) -> Option<&str> {
        match self.rules.get(code)? {
            RuleSetting::Severity(word) => Some(word),
            RuleSetting::Table(table) => table.get("severity")?.as_str(),
        }
    }

    /// Option `name` of rule `code`, if set.
    #[must_use]
    pub fn option(&self, code: &str, name: &str) -> Option<&serde_json::Value> {
        match self.rules.get(code)? {
            RuleSetting::Severity(_) => None,
            RuleSetting::Table(table) => table.get(name),
        }
    }
}
