//! Configuration files: which one holds for a document, what it extends, what it says of single paths.
//!
//! Nothing is read here: callers hand in a function that gives a file's text, or `None` where there is no such file.

use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::read::{self, Layer, Problem};
use super::{KnownRule, Settings, pack};
use crate::message::Message;

/// Files that one configuration may consist of.
const MOST_FILES: usize = 64;

/// Names a configuration file may have, first found first.
pub const FILE_NAMES: [&str; 2] = ["zhibi.toml", ".zhibi.toml"];

/// A configuration file and those it extends, lowest first.
#[derive(Clone, Debug, Default)]
pub struct Configuration {
    files: Vec<ConfigFile>,
}

/// One configuration file.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What could not be used of it.
    pub problems: Vec<Problem>,
    /// Other files that it names for drafts to be held against, and where it does.
    pub companions: Vec<(PathBuf, std::ops::Range<usize>)>,
    layer: Layer,
    overrides: Vec<(GlobSet, Layer)>,
}

/// The nearest configuration file upwards from `folder`, not above `ceiling`. Both absolute.
pub fn find(folder: &Path, ceiling: Option<&Path>, mut exists: impl FnMut(&Path) -> bool) -> Option<PathBuf> {
    for folder in folder.ancestors() {
        if let Some(path) = FILE_NAMES.iter().map(|name| folder.join(name)).find(|path| exists(path)) {
            return Some(path);
        }
        if ceiling == Some(folder) {
            break;
        }
    }
    None
}

impl Configuration {
    /// Reads the file at `path` and what it extends, each file once: what two of them extend lies below both. A file that
    /// is not there is a problem of the one that names it; if `path` itself is not there, the configuration is empty.
    pub fn load(path: &Path, rules: &[KnownRule], mut read: impl FnMut(&Path) -> Option<String>) -> Self {
        let mut configuration = Self::default();
        if let Some(text) = read(path) {
            let mut open = vec![path.to_path_buf()];
            configuration.add(path, &text, rules, &mut read, &mut open);
        }
        configuration
    }

    fn add(
        &mut self,
        path: &Path,
        text: &str,
        rules: &[KnownRule],
        read: &mut dyn FnMut(&Path) -> Option<String>,
        open: &mut Vec<PathBuf>,
    ) {
        let mut parsed = read::toml(text, rules);
        for (target, span) in std::mem::take(&mut parsed.extends) {
            if is_remote(&target) {
                let message = Message::new("extends 不能指向网络路径", "`extends` cannot name a network path");
                parsed.problems.push(Problem { span, key: "extends".into(), message });
                continue;
            }
            let below = normal(&path.parent().unwrap_or(Path::new("")).join(&target));
            if self.files.iter().any(|file| file.path == below) {
                continue;
            }
            let message = if open.contains(&below) {
                Message::new("extends 成环", "`extends` goes in a circle")
            } else if self.files.len() + open.len() >= MOST_FILES {
                Message::new("extends 的文件过多", "`extends` reaches too many files")
            } else if let Some(text) = read(&below) {
                open.push(below.clone());
                self.add(&below, &text, rules, read, open);
                open.pop();
                continue;
            } else {
                Message::new(format!("找不到“{target}”"), format!("there is no file `{target}`"))
            };
            parsed.problems.push(Problem { span, key: "extends".into(), message });
        }
        self.add_packs(path, &mut parsed, read);
        let folder = path.parent().unwrap_or(Path::new(""));
        let place = |target: &str| (!is_remote(target)).then(|| normal(&folder.join(target)));
        let text_of = |target: &str| place(target).map(|path| path.to_string_lossy().into_owned());
        parsed.layer.place_companions(text_of);
        parsed.overrides.iter_mut().for_each(|(_, layer)| layer.place_companions(text_of));
        let mut companions = Vec::new();
        for (target, span) in std::mem::take(&mut parsed.companions) {
            match if is_revision(&target) { Some(PathBuf::from(&target)) } else { place(&target) } {
                Some(path) => companions.push((path, span)),
                None => {
                    let message = Message::new("不能指向网络路径", "a network path cannot be named here");
                    parsed.problems.push(Problem { span, key: "companions".into(), message });
                }
            }
        }
        let overrides = parsed.overrides.iter().filter_map(|(files, layer)| {
            let mut set = GlobSetBuilder::new();
            for glob in files {
                // As in .gitignore, a pattern without a slash holds at any depth. The same folder means the same on systems
                // that tell letters of names apart and on those that do not.
                let deep = if glob.contains('/') { glob.clone() } else { format!("**/{glob}") };
                set.add(GlobBuilder::new(&deep).case_insensitive(true).build().ok()?);
            }
            Some((set.build().ok()?, layer.clone()))
        });
        let overrides = overrides.collect();
        self.files.push(ConfigFile {
            path: path.to_path_buf(),
            problems: parsed.problems,
            companions,
            layer: parsed.layer,
            overrides,
        });
    }

    /// The packs of words that the file at `path` names, each once: they lie below it.
    fn add_packs(&mut self, path: &Path, parsed: &mut read::Parsed, read: &mut dyn FnMut(&Path) -> Option<String>) {
        for (target, span) in std::mem::take(&mut parsed.packs) {
            let below = normal(&path.parent().unwrap_or(Path::new("")).join(&target));
            if self.files.iter().any(|file| file.path == below) {
                continue;
            }
            let message = if is_remote(&target) {
                Message::new("packs 不能指向网络路径", "`packs` cannot name a network path")
            } else if self.files.len() >= MOST_FILES {
                Message::new("packs 的文件过多", "`packs` names too many files")
            } else if let Some(text) = read(&below) {
                let pack = pack::read(&text);
                let (problems, layer) = (pack.problems, pack.layer);
                self.files.push(ConfigFile { path: below, problems, companions: vec![], layer, overrides: vec![] });
                continue;
            } else {
                Message::new(format!("找不到“{target}”"), format!("there is no file `{target}`"))
            };
            parsed.problems.push(Problem { span, key: "packs".into(), message });
        }
    }

    /// The files, lowest first.
    #[must_use]
    pub fn files(&self) -> &[ConfigFile] {
        &self.files
    }

    /// Adds what turned out to be wrong with the files that the configuration names.
    pub fn add_problems(&mut self, wrong: impl Fn(&Path) -> Vec<Message>) {
        for file in &mut self.files {
            for (path, span) in &file.companions {
                let problem = |message| Problem { span: span.clone(), key: "companions".into(), message };
                file.problems.extend(wrong(path).into_iter().map(problem));
            }
        }
    }

    /// The settings of a document: defaults, the files from the lowest up, each with its overrides for this path.
    #[must_use]
    pub fn settings(&self, document: &Path) -> Settings {
        let mut settings = Settings::default();
        for file in &self.files {
            file.layer.apply(&mut settings);
            let folder = file.path.parent().unwrap_or(Path::new(""));
            let inside = document.strip_prefix(folder).unwrap_or(document);
            for (_, layer) in file.overrides.iter().filter(|(set, _)| set.is_match(inside)) {
                layer.apply(&mut settings);
            }
        }
        settings
    }
}

/// What a revision of a git repository begins with where it is named in place of a file: `git:HEAD`.
pub const REVISION: &str = "git:";

/// Whether the draft before is named as a revision of a git repository.
pub(super) fn is_revision(target: &str) -> bool {
    target.strip_prefix(REVISION).is_some_and(|revision| !revision.is_empty())
}

/// Whether a name leads to another machine (`\\\\host\\share`): opening it alone tells that machine who we are.
fn is_remote(target: &str) -> bool {
    let mut start = target.chars();
    matches!((start.next(), start.next()), (Some('/' | '\\'), Some('/' | '\\')))
}

/// Resolves `.` and `..` by name alone.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Profile, RuleOption, RuleSetting, RunWhen};
    use crate::message::StaticMessage;

    const OPTIONS: &[RuleOption] =
        &[RuleOption { name: "limit", default: "3", about: StaticMessage { zh: "上限", en: "limit" } }];
    const RULES: &[KnownRule] = &[
        KnownRule { code: "ordinal-gap", options: &[], title: StaticMessage { zh: "", en: "" } },
        KnownRule { code: "some-rule", options: OPTIONS, title: StaticMessage { zh: "", en: "" } },
    ];

    fn load(files: &[(&str, &str)]) -> Configuration {
        let read =
            |path: &Path| files.iter().find(|(name, _)| Path::new(name) == path).map(|(_, text)| (*text).to_owned());
        Configuration::load(Path::new(files[0].0), RULES, read)
    }

    /// Problems as `key: text under the span`.
    fn problems(text: &str) -> Vec<String> {
        let configuration = load(&[("/w/zhibi.toml", text)]);
        let problems = configuration.files()[0].problems.iter();
        problems.map(|p| format!("{}: {}", p.key, &text[p.span.clone()])).collect()
    }

    #[test]
    fn of_a_file_of_something_else_the_first_problems_are_told() {
        let text: String = (0..5_000).map(|n| format!("junk{n} = {n}\n")).collect();
        let told = problems(&text);
        assert_eq!((told.len(), told[0].as_str()), (101, "junk0: junk0"));
        let configuration = load(&[("/w/zhibi.toml", &text)]);
        let last = configuration.files()[0].problems.last().map(|p| (p.message.zh.clone(), p.message.en.clone()));
        assert_eq!(last, Some(("另有 4900 处，不再列出".into(), "4900 more, not listed".into())));
    }

    #[test]
    fn budgets_of_all_layers_add_up() {
        let upper = "extends = \"base.toml\"\n[budget]\ntotal = 9000\n[budget.sections]\n\"回顾\" = 3000\n";
        let base = "[budget]\ntotal = 1\npace = 200\n[budget.sections]\n\"回顾\" = 1\n\"安排\" = 5000\n";
        let configuration = load(&[("/w/zhibi.toml", upper), ("/w/base.toml", base)]);
        let settings = configuration.settings(Path::new("/w/a.txt"));
        let budget = &settings.budget;
        assert_eq!((budget.total, budget.pace), (Some(9000), 200));
        assert_eq!((budget.section("工作回顾"), budget.section("工作安排")), (Some(3000), Some(5000)));
        let wrong = "[budget]\ntotal = \"九千\"\npace = 9\nsection = 1\n[budget.sections]\n\"回顾\" = 0\n";
        let told = ["budget.total: \"九千\"", "budget.pace: 9", "budget.section: section", "budget.sections.回顾: 0"];
        assert_eq!(problems(wrong), told);
    }

    #[test]
    fn each_mistake_stands_at_its_place_and_costs_only_itself() {
        let text = "profile = \"gb\"\nreportYear = \"二〇二六\"\nword = []\nwords = [\"“982”工程\", 5]\n\
                    wordPatterns = [\"(\", \"S\\\\d+\"]\n\
                    [check]\nrun = \"sometimes\"\ndebounceMs = 7\n[rules]\nordinal-gab = \"off\"\nordinal-gap = \"loud\"\n\
                    [rules.some-rule]\nlimit = \"x\"\nseverity = \"hint\"\nother = 1\n";
        assert_eq!(
            problems(text),
            [
                "reportYear: \"二〇二六\"",
                "word: word",
                "words: 5",
                "wordPatterns: \"(\"",
                "check.run: \"sometimes\"",
                "rules.ordinal-gab: ordinal-gab",
                "rules.ordinal-gap: \"loud\"",
                "rules.some-rule.limit: \"x\"",
                "rules.some-rule.other: other",
            ]
        );
        let settings = load(&[("/w/zhibi.toml", text)]).settings(Path::new("/w/a.txt"));
        assert_eq!(
            (settings.profile, settings.check.debounce_ms, settings.check.run),
            (Profile::Gb, 7, RunWhen::OnType)
        );
        assert_eq!((&settings.words[..], settings.word_patterns.len()), (&["“982”工程".to_owned()][..], 1));
        assert_eq!(settings.severity_of("some-rule"), Some("hint"));
        assert_eq!(settings.severity_of("ordinal-gap"), None);
    }

    #[test]
    fn broken_toml_says_where_and_keeps_the_rest() {
        let text = "profile = \"gb\"\nreportYear = \n[check]\ndebounceMs = 5\n";
        let configuration = load(&[("/w/zhibi.toml", text)]);
        assert!(configuration.files()[0].problems[0].message.zh.starts_with("TOML 语法错误"));
        assert_eq!(configuration.settings(Path::new("/w/a.txt")).check.debounce_ms, 5);
    }

    #[test]
    fn huge_and_deep_expressions_are_refused() {
        let deep = "(".repeat(300) + &")".repeat(300);
        for bad in [r"\\w{1000}{1000}", &deep, r"(a|"] {
            let text = format!("wordPatterns = [\"{bad}\"]");
            let expected = format!("wordPatterns: \"{bad}\"");
            assert_eq!(problems(&text), [expected]);
        }
    }

    #[test]
    fn extends_lie_below_and_overrides_above() {
        let configuration = load(&[
            (
                "/w/a/zhibi.toml",
                "extends = [\"../base.toml\", \"gone.toml\"]\nprofile = \"lenient\"\n[rules]\nsome-rule = \"hint\"\n[[overrides]]\nfiles = [\"附件/**\", \"*.md\"]\nreportYear = 2030\n",
            ),
            (
                "/w/base.toml",
                "extends = \"a/zhibi.toml\"\nprofile = \"gb\"\nreportYear = 2026\nwords = [\"甲\"]\n[rules.some-rule]\nlimit = 9\n",
            ),
        ]);
        let problems: Vec<_> =
            configuration.files().iter().flat_map(|f| &f.problems).map(|p| p.message.en.as_str()).collect();
        assert_eq!(problems, ["`extends` goes in a circle", "there is no file `gone.toml`"]);
        let settings = configuration.settings(Path::new("/w/a/稿.txt"));
        assert_eq!((settings.profile, settings.report_year), (Profile::Lenient, Some(2026)));
        assert_eq!(settings.option("some-rule", "limit"), Some(&9.into()));
        assert_eq!(settings.severity_of("some-rule"), Some("hint"));
        for deeper in ["/w/a/附件/1.txt", "/w/a/x/y/稿.md", "/w/a/稿.MD"] {
            assert_eq!(configuration.settings(Path::new(deeper)).report_year, Some(2030), "{deeper}");
        }
        let mut over = configuration.settings(Path::new("/w/a/稿.txt"));
        let editor = serde_json::json!({"zhibi": {"profile": "gb", "reportYear": null, "words": ["乙"], "inlayHints": {"enable": true}, "rules": {"ordinal-gap": false}}});
        let (layer, wrong) = crate::config::editor_layer(&editor, RULES);
        layer.apply(&mut over);
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!((over.profile, over.report_year, over.words.len()), (Profile::Gb, Some(2026), 2));
        assert_eq!(over.rules.get("ordinal-gap"), Some(&RuleSetting::Severity("off".into())));
    }

    #[test]
    fn each_file_is_read_once_and_not_too_many() {
        let mut reads = 0;
        // Fifteen files, each of which extends the next ten times over; then a chain without end.
        let mut read = |path: &Path| {
            reads += 1;
            let n: usize = path.file_stem()?.to_str()?.parse().ok()?;
            Some(if n < 15 {
                format!("extends = [{}]", vec![format!("'{}.toml'", n + 1); 10].join(","))
            } else {
                String::new()
            })
        };
        assert_eq!(Configuration::load(Path::new("/w/0.toml"), RULES, &mut read).files().len(), 16);
        assert_eq!(reads, 16);
        for remote in ["'//host/share/x.toml'", r"'\\host\share\x.toml'", r"'\/host/x.toml'"] {
            let read = |path: &Path| (path == Path::new("/w/zhibi.toml")).then(|| format!("extends = {remote}"));
            let configuration = Configuration::load(Path::new("/w/zhibi.toml"), RULES, read);
            assert_eq!(configuration.files()[0].problems[0].message.en, "`extends` cannot name a network path");
        }
        let endless = |path: &Path| {
            let n: usize = path.file_stem()?.to_str()?.parse().ok()?;
            Some(format!("extends = '{}.toml'", n + 1))
        };
        let configuration = Configuration::load(Path::new("/w/0.toml"), RULES, endless);
        assert_eq!(configuration.files().len(), MOST_FILES);
        assert_eq!(configuration.files()[0].problems[0].message.en, "`extends` reaches too many files");
    }

    #[test]
    fn companions_are_read_from_the_file_that_names_them() {
        let configuration = load(&[
            (
                "/w/a/zhibi.toml",
                "extends = '../base.toml'\n[companions]\nlast-year = '去年.txt'\nfacts = ['表/一.xlsx', '//host/x.csv']\nother = 1\n",
            ),
            ("/w/base.toml", "[companions]\nlast-year = 'x.txt'\nprevious = 'b/上一稿.docx'\n"),
        ]);
        let companions = configuration.settings(Path::new("/w/a/稿.txt")).companions;
        assert_eq!(companions.last_year.as_deref(), Some("/w/a/去年.txt"));
        assert_eq!(companions.previous.as_deref(), Some("/w/b/上一稿.docx"));
        assert_eq!(companions.facts, ["/w/a/表/一.xlsx"]);
        let own = &configuration.files()[1];
        assert_eq!(own.companions.len(), 2);
        let problems: Vec<_> = own.problems.iter().map(|p| p.message.en.as_str()).collect();
        assert_eq!(problems, ["there is no setting `other`", "a network path cannot be named here"]);
    }

    #[test]
    fn the_nearest_file_below_the_ceiling_is_found() {
        let there = |path: &Path| path == Path::new("/w/.zhibi.toml") || path == Path::new("/zhibi.toml");
        assert_eq!(find(Path::new("/w/a/b"), None, there), Some("/w/.zhibi.toml".into()));
        assert_eq!(find(Path::new("/w/a/b"), Some(Path::new("/w/a")), there), None);
        assert_eq!(find(Path::new("/v"), None, there), Some("/zhibi.toml".into()));
    }
}
