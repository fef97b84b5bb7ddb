//! Settings: one shape for `zhibi.toml`, editor settings and `initializationOptions`.
//!
//! [`Configuration`] reads the files that hold for a document, [`editor_layer`] what an editor says; either way a
//! mistake costs only the key it stands at and is a [`Problem`] there. [`ignores`] and [`comments`] silence single places.

pub mod amend;
mod budget;
pub mod comments;
pub mod facts;
mod files;
pub mod ignores;
mod names;

pub mod pack;
mod pattern;
mod read;
pub mod schema;
mod value;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crate::reading::own::{OwnUnit, OwnWords};
pub use budget::Budget;
pub use facts::Facts;
pub use files::{ConfigFile, Configuration, FILE_NAMES, REVISION, find};
pub use ignores::Ignored;
pub use names::Names;
pub use pattern::Pattern;
pub use read::{Layer, Problem, editor_layer, editor_section};
pub use wording::{Wording, Wordings};

use crate::message::StaticMessage;
use crate::text::{Span, SpanSet};

/// An option of a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleOption {
    /// Key in the rule's table.
    pub name: &'static str,
    /// Default as JSON text; its type is the option's type.
    pub default: &'static str,
    /// What it does.
    pub about: StaticMessage,
}

/// What settings may say of a rule.
#[derive(Clone, Copy, Debug)]
pub struct KnownRule {
    /// Its code.
    pub code: &'static str,
    /// Its options.
    pub options: &'static [RuleOption],
    /// Its title.
    pub title: StaticMessage,
}

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

/// What is shown of findings that may be no more than unfinished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Unfinished {
    /// They wait until the sentence, the paragraph or the list is left.
    #[default]
    Hold,
    /// They come at once.
    Show,
}

/// When and how often checks run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct CheckSettings {
    /// `onType` or `onSave`.
    pub run: RunWhen,
    /// Milliseconds of quiet before checking; 0 checks at once.
    pub debounce_ms: u32,
    /// `hold` or `show`: findings that what is being written may still mend.
    pub unfinished: Unfinished,
}

impl Default for CheckSettings {
    fn default() -> Self {
        Self { run: RunWhen::OnType, debounce_ms: 150, unfinished: Unfinished::Hold }
    }
}

/// What of a draft's tree is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OutlineItems {
    /// Headings, items, paragraphs named by their first sentence, leads inside a paragraph.
    #[default]
    All,
    /// Headings, and items that have a number.
    Numbered,
    /// Headings.
    Headings,
}

/// How the outline is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct OutlineSettings {
    /// What of the tree is shown; JSON always holds the whole tree.
    pub items: OutlineItems,
}

/// How tasks are told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct TaskSettings {
    /// Who is responsible for a task whose sentence holds a word: the first unit leads, the others help.
    pub units: BTreeMap<String, Vec<String>>,
}

/// Other files that a draft is held against; paths from the file that names them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Companions {
    /// Last year's report.
    pub last_year: Option<String>,
    /// The draft before this one; `git:HEAD` is the draft itself as that revision of its git repository has it.
    pub previous: Option<String>,
    /// Sheets that departments confirmed.
    pub facts: Vec<String>,
    /// Other papers of the same year: the plan, the budget, the communiqué.
    pub siblings: Vec<String>,
}

impl Companions {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.last_year.iter().chain(&self.previous).chain(&self.facts).chain(&self.siblings)
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
    #[schemars(with = "Vec<String>")]
    pub words: Names,
    /// Regular expressions of such names.
    pub word_patterns: Vec<Pattern>,
    /// How the office writes what is often written otherwise.
    #[schemars(with = "Vec<Wording>")]
    pub wording: Wordings,
    /// Settings by rule code.
    pub rules: BTreeMap<String, RuleSetting>,
    /// When checks run.
    pub check: CheckSettings,
    /// How the outline is shown.
    pub outline: OutlineSettings,
    /// How long the report may become.
    pub budget: Budget,
    /// How the table of tasks is filled in.
    pub tasks: TaskSettings,
    /// Other files that the draft is held against.
    pub companions: Companions,
    /// What packs of words say beside names and wordings.
    #[serde(skip)]
    pub own: Arc<OwnWords>,
    /// What was ignored in this draft; from the file beside it, not from the settings.
    #[serde(skip)]
    pub ignored: Arc<Ignored>,
    /// What the departments confirmed; from the sheets, not from the settings.
    #[serde(skip)]
    pub facts: Arc<Facts>,
    /// What other papers of the same year state.
    #[serde(skip)]
    pub siblings: Arc<Facts>,
}

impl Settings {
    /// Whether there are [`Settings::words`] or [`Settings::word_patterns`].
    #[must_use]
    pub fn has_names(&self) -> bool {
        !self.words.is_empty() || !self.word_patterns.is_empty()
    }

    /// Where the names stand that [`Settings::word_patterns`] describe.
    #[must_use]
    pub fn patterned(&self, text: &str) -> SpanSet {
        let found = self.word_patterns.iter().flat_map(|pattern| {
            crate::interrupt::check();
            pattern.regex().find_iter(text)
        });
        found.map(|m| Span::new(m.start(), m.end())).collect()
    }

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
