//! Settings from the client: `initializationOptions`, pushed or pulled configuration, per folder. All have one shape,
//! and every usable key counts, whatever is wrong with the others. They lie over what the files on disk say.

use std::{collections::HashMap, sync::Arc};

use serde_json::Value;
use zhibi_core::{
    Settings,
    config::{KnownRule, Layer, Problem, editor_layer, editor_section},
};

use crate::uri::DocumentKey;

/// Name of our section in a client's configuration.
pub const SECTION: &str = "zhibi";

/// What holds for one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effective {
    /// What the core reads.
    pub core: Arc<Settings>,
    /// What of the editor's features is wanted.
    pub switches: Switches,
}

/// Features that are off until the client's settings turn them on, each by `NAME.enable`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each stands for itself
pub struct Switches {
    /// Inlay hints.
    pub inlay_hints: bool,
    /// Code lenses.
    pub code_lens: bool,
    /// The next ordinal on a new line.
    pub on_type_formatting: bool,
    /// Safe fixes before a save.
    pub fix_on_save: bool,
    /// Diagnostics of drafts that are not open. Read once, when the session begins.
    pub workspace_diagnostics: bool,
}

impl Switches {
    /// Each by its name in the settings.
    fn by_name(&mut self) -> [(&'static str, &mut bool); 5] {
        [
            ("inlayHints", &mut self.inlay_hints),
            ("codeLens", &mut self.code_lens),
            ("onTypeFormatting", &mut self.on_type_formatting),
            ("fixOnSave", &mut self.fix_on_save),
            ("workspaceDiagnostics", &mut self.workspace_diagnostics),
        ]
    }
}

/// Settings as one place of the client states them.
#[derive(Clone, Debug, Default)]
struct Source {
    layer: Layer,
    /// Switches that are set, by name.
    switches: HashMap<&'static str, bool>,
    /// Whether the user trusts what the folders hold, where the client asks for that.
    trusted: Option<bool>,
    problems: Vec<Problem>,
}

/// Where the client's settings come from; later ones win, key by key.
#[derive(Debug, Default)]
pub struct Sources {
    /// `initializationOptions`.
    initial: Source,
    /// Pushed by the client, or pulled without a folder.
    global: Source,
    /// Pulled for a folder.
    folders: HashMap<DocumentKey, Source>,
}

impl Sources {
    /// Takes over `initializationOptions`.
    pub fn set_initial(&mut self, value: &Value, rules: &[KnownRule]) {
        self.initial = Source::read(value, rules);
    }

    /// Takes over what the client pushed, or answered for no folder in particular.
    pub fn set_global(&mut self, value: &Value, rules: &[KnownRule]) {
        self.global = Source::read(value, rules);
    }

    /// Takes over what the client answered for a folder.
    pub fn set_folder(&mut self, folder: DocumentKey, value: &Value, rules: &[KnownRule]) {
        self.folders.insert(folder, Source::read(value, rules));
    }

    /// The settings of a document in `folder`, over what the files say of it.
    pub fn over(&self, files: Settings, folder: Option<&DocumentKey>) -> Effective {
        let mut settings = files;
        let mut effective = Effective::default();
        let folder = folder.and_then(|folder| self.folders.get(folder));
        for source in [Some(&self.initial), Some(&self.global), folder].into_iter().flatten() {
            source.layer.apply(&mut settings);
            for (name, on) in effective.switches.by_name() {
                *on = source.switches.get(name).copied().unwrap_or(*on);
            }
        }
        effective.core = Arc::new(settings);
        effective
    }

    /// Whether the user trusts the folders: what their files say may lead out of them.
    pub fn trusted(&self) -> bool {
        self.global.trusted.or(self.initial.trusted).unwrap_or(true)
    }

    /// The switches that are on for a folder, or outside all.
    pub fn switches(&self, folder: Option<&DocumentKey>) -> Switches {
        self.over(Settings::default(), folder).switches
    }

    /// Everything that could not be used, each once.
    pub fn problems(&self) -> Vec<&Problem> {
        let mut all: Vec<&Problem> = Vec::new();
        for source in [&self.initial, &self.global].into_iter().chain(self.folders.values()) {
            for problem in &source.problems {
                if !all.iter().any(|known| known.key == problem.key) {
                    all.push(problem);
                }
            }
        }
        all
    }
}

impl Source {
    fn read(value: &Value, rules: &[KnownRule]) -> Self {
        let (layer, problems) = editor_layer(value, rules);
        let mut source = Self { layer, problems, ..Self::default() };
        let own = editor_section(value);
        source.trusted = own.get("workspaceTrusted").and_then(Value::as_bool);
        for (name, _) in Switches::default().by_name() {
            if let Some(on) = source.switch(own, name) {
                source.switches.insert(name, on);
            }
        }
        source
    }

    fn switch(&mut self, value: &Value, table: &str) -> Option<bool> {
        match value.get(table)?.get("enable")? {
            Value::Bool(on) => return Some(*on),
            Value::Null => {}
            _ => {
                let message = zhibi_core::Message::new("应为 true 或 false", "should be true or false");
                self.problems.push(Problem { span: 0..0, key: format!("{table}.enable"), message });
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tower_lsp::lsp_types::Url;
    use zhibi_core::{
        config::{Profile, RunWhen},
        rules,
    };

    fn read(value: &Value) -> Sources {
        let mut sources = Sources::default();
        sources.set_initial(value, &rules::known());
        sources
    }

    #[test]
    fn one_bad_key_costs_only_itself() {
        let sources = read(&json!({
            "check": {"debounceMs": 7, "run": "sometimes"}, "reportYear": "二〇二六", "words": ["甲"],
            "inlayHints": {"enable": true}, "codeLens": {"enable": "yes"},
        }));
        let effective = sources.over(Settings::default(), None);
        assert_eq!(effective.core.check.debounce_ms, 7);
        assert_eq!(&effective.core.words[..], ["甲"]);
        assert_eq!(effective.switches, Switches { inlay_hints: true, ..Switches::default() });
        let mut keys: Vec<_> = sources.problems().iter().map(|p| p.key.as_str()).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["check.run", "codeLens.enable", "reportYear"]);
    }

    #[test]
    fn nonsense_is_nothing() {
        for nothing in [json!(null), json!([]), json!("x"), json!({})] {
            let sources = read(&nothing);
            assert_eq!(sources.over(Settings::default(), None), Effective::default(), "{nothing}");
            assert!(sources.problems().is_empty(), "{nothing}");
        }
    }

    #[test]
    fn the_nearest_source_wins_key_by_key() {
        let known = rules::known();
        let folder = DocumentKey::new(&Url::parse("file:///a").expect("a URL"));
        let other = DocumentKey::new(&Url::parse("file:///b").expect("a URL"));
        let mut sources = Sources::default();
        sources.set_initial(&json!({"reportYear": 2024, "check": {"debounceMs": 1}}), &known);
        sources.set_global(&json!({"zhibi": {"reportYear": 2025}}), &known);
        sources.set_folder(folder.clone(), &json!({"reportYear": 2026, "profile": null}), &known);
        let files = Settings { report_year: Some(2020), words: vec!["甲".to_owned()].into(), ..Settings::default() };
        let of = |sources: &Sources, folder| sources.over(files.clone(), folder).core;
        assert_eq!(of(&sources, Some(&folder)).report_year, Some(2026));
        assert_eq!(of(&sources, Some(&other)).report_year, Some(2025));
        assert_eq!(&of(&sources, None).words[..], ["甲"]);
        assert_eq!(of(&sources, Some(&folder)).check.debounce_ms, 1);
        sources.set_global(&Value::Null, &known);
        assert_eq!(of(&sources, None).report_year, Some(2024));
    }

    #[test]
    fn a_default_that_is_sent_overrides_the_files_and_null_does_not() {
        let sources = read(&json!({
            "profile": "inferred", "check": {"run": null, "debounceMs": 150}, "reportYear": null, "rules": null,
        }));
        let mut files = Settings { report_year: Some(2026), profile: Profile::Gb, ..Settings::default() };
        files.check.debounce_ms = 400;
        files.check.run = RunWhen::OnSave;
        let core = sources.over(files, None).core;
        assert_eq!((core.profile, core.check.debounce_ms), (Profile::Inferred, 150));
        assert_eq!((core.report_year, core.check.run), (Some(2026), RunWhen::OnSave));
        assert!(sources.problems().is_empty(), "{:?}", sources.problems());
    }
}
