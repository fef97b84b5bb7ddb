//! Which settings hold for a draft: the nearest `zhibi.toml`, what it extends, and the options of the command line.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, io};

use zhibi_core::config::{self, Configuration, Facts, Ignored, KnownRule, Layer, ignores};
use zhibi_core::features::{Wanted, fixed_told};
use zhibi_core::rules::{self, RULES};
use zhibi_core::{Language, Reader, Settings, Snapshot};

use zhibi_lsp::disk;

use crate::args::SettingsArgs;
use crate::input::{Draft, display, read_found, reason, sheet};
use crate::language::{self, tr};
use crate::report;

/// Finds the settings of drafts; folders are looked at once.
#[derive(Debug)]
pub struct SettingsSource {
    explicit: Option<Arc<Configuration>>,
    over: Layer,
    only: Vec<String>,
    known: Vec<KnownRule>,
    here: PathBuf,
    /// What the departments confirmed: the sheets of the command line.
    facts: Facts,
    /// What files that the settings name say: confirmed sheets, papers of the same year.
    companions: Mutex<HashMap<String, Arc<Facts>>>,
    folders: Mutex<HashMap<PathBuf, Arc<Folder>>>,
    files: Mutex<HashMap<PathBuf, Arc<Configuration>>>,
}

#[derive(Debug)]
struct Folder {
    configuration: Arc<Configuration>,
    ignored: Vec<ignores::Entry>,
}

thread_local! {
    static READER: RefCell<Option<Reader>> = const { RefCell::new(None) };
}

impl SettingsSource {
    /// From the command line.
    ///
    /// # Errors
    /// An unknown rule, or a configuration file that was named and cannot be read.
    pub fn new(args: &SettingsArgs) -> Result<Self, String> {
        let known = rules::known();
        for code in args.rule.iter().chain(&args.no_rule) {
            if rules::rule(code).is_none() {
                return Err(unknown_rule(code));
            }
        }
        let mut over = Layer::default();
        if !args.rule.is_empty() {
            RULES.iter().filter(|r| !args.rule.iter().any(|c| c == r.code)).for_each(|r| over.set_rule(r.code, "off"));
        }
        args.no_rule.iter().for_each(|code| over.set_rule(code, "off"));
        if let Some(profile) = args.profile {
            over.set_profile(profile.into());
        }
        if let Some(year) = args.report_year {
            over.set_report_year(year);
        }
        let here = std::env::current_dir().unwrap_or_default();
        let mut source = Self {
            explicit: None,
            over,
            only: args.rule.clone(),
            known,
            here,
            facts: Facts::default(),
            companions: Mutex::default(),
            folders: Mutex::default(),
            files: Mutex::default(),
        };
        if let Some(path) = &args.config {
            fs::metadata(path).map_err(|e| format!("{}: {}", display(path), reason(&e)))?;
            source.explicit = Some(source.configuration(&source.here.join(path)));
        }
        Ok(source)
    }

    /// Holds every draft against confirmed sheets, too; what of them cannot be used is told.
    ///
    /// # Errors
    /// A sheet that cannot be read at all.
    pub fn add_facts(&mut self, sheets: &[PathBuf]) -> Result<(), String> {
        for path in sheets {
            self.facts.rows.extend(read_facts(path)?.rows);
        }
        Ok(())
    }

    /// What a file that the settings name says; read once, told once when it cannot be used.
    fn companion(&self, path: &str, read: impl FnOnce(&Path) -> Result<Facts, String>) -> Arc<Facts> {
        let mut known = self.companions.lock().unwrap_or_else(PoisonError::into_inner);
        let facts = known.entry(path.to_owned()).or_insert_with(|| {
            let read = read(Path::new(path)).inspect_err(|why| report::warning(why));
            Arc::new(read.unwrap_or_default())
        });
        Arc::clone(facts)
    }

    /// What the confirmed sheets and the papers of the same year say of a draft.
    fn fill(&self, settings: &mut Settings, path: &Path) {
        let mut facts = self.facts.clone();
        for sheet in &settings.companions.facts {
            facts.rows.extend(self.companion(sheet, read_facts).rows.iter().cloned());
        }
        let mut stated = Facts::default();
        for paper in &settings.companions.siblings {
            stated.rows.extend(self.companion(paper, read_statements).rows.iter().cloned());
        }
        settings.facts = Arc::new(facts.of_draft(&path.to_string_lossy()));
        settings.siblings = Arc::new(stated);
    }

    /// Rules named with `--rule`.
    pub fn named(&self) -> &[String] {
        &self.only
    }

    /// Whether something in the configuration files could not be used.
    pub fn has_problems(&self) -> bool {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.values().any(|configuration| configuration.files().iter().any(|file| !file.problems.is_empty()))
    }

    /// The settings of the draft at `path`.
    pub fn of(&self, path: &Path) -> Arc<Settings> {
        let path = self.here.join(path);
        let folder = self.folder(path.parent().unwrap_or(&self.here));
        let mut settings = folder.configuration.settings(&path);
        self.over.apply(&mut settings);
        // `--rule` asks for a rule whatever the files say, with the severity they give it.
        for code in &self.only {
            if rules::rule(code).is_some_and(|rule| rules::severity(rule, &settings).is_none()) {
                let mut on = Layer::default();
                on.set_rule(code, "on");
                on.apply(&mut settings);
            }
        }
        if let Some(name) = path.file_name().filter(|_| !folder.ignored.is_empty()) {
            settings.ignored = Arc::new(Ignored::of(&folder.ignored, &name.to_string_lossy()));
        }
        self.fill(&mut settings, &path);
        Arc::new(settings)
    }

    /// Analyses a draft with its settings.
    pub fn analyse(&self, draft: &Draft) -> Snapshot {
        self.with_reader(draft, |reader| reader.read_told(&draft.text, &draft.told))
    }

    /// The text of a draft with its fixes applied.
    pub fn fixed(&self, draft: &Draft, wanted: Wanted<'_>) -> String {
        self.with_reader(draft, |reader| fixed_told(reader, &draft.text, &draft.told, wanted).0)
    }

    /// Forgets the lines that this thread has read: what comes next needs the memory more.
    pub fn forget_lines() {
        READER.set(None);
    }

    /// Each thread remembers the lines it has read: drafts of one folder are often versions of one another.
    fn with_reader<T>(&self, draft: &Draft, read: impl FnOnce(&mut Reader) -> T) -> T {
        let settings = self.of(&draft.path);
        // Taken out while it reads: one that fails in the middle is not used again.
        let known = READER.take().filter(|r| r.suits(draft.kind, &settings));
        let mut reader = known.unwrap_or_else(|| Reader::new(draft.kind, settings));
        let done = read(&mut reader);
        READER.set(Some(reader));
        done
    }

    /// The configuration files that hold for the draft at `path`, lowest first.
    pub fn files(&self, path: &Path) -> Arc<Configuration> {
        let path = self.here.join(path);
        self.folder(path.parent().unwrap_or(&self.here)).configuration.clone()
    }

    fn folder(&self, path: &Path) -> Arc<Folder> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = folders.get(path) {
            return folder.clone();
        }
        let configuration = self.explicit.clone().unwrap_or_else(|| {
            let found = config::find(path, None, |file| file.is_file());
            found.map_or_else(Arc::default, |file| self.configuration(&file))
        });
        let folder = Arc::new(Folder { configuration, ignored: read_ignores(path).unwrap_or_default() });
        folders.insert(path.to_path_buf(), folder.clone());
        folder
    }

    /// Reads a configuration file once and tells what is wrong with it.
    fn configuration(&self, path: &Path) -> Arc<Configuration> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = files.get(path) {
            return known.clone();
        }
        let mut texts = HashMap::new();
        let loaded = Configuration::load(path, &self.known, |path| {
            let text = match disk::read(path) {
                Ok(text) => Ok(text),
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    Err(tr("不是 UTF-8 文本", "not UTF-8 text").to_owned())
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
                Err(error) => Err(reason(&error)),
            };
            match text {
                Ok(text) => {
                    texts.insert(path.to_path_buf(), text.clone());
                    Some(text)
                }
                Err(why) => {
                    report::error(&format!("{}: {why}", display(path)));
                    None
                }
            }
        });
        for file in loaded.files() {
            let text = texts.get(&file.path).map(String::as_str).unwrap_or_default();
            let name = display(file.path.strip_prefix(&self.here).unwrap_or(&file.path));
            for problem in &file.problems {
                let before = text.get(..problem.span.start).unwrap_or(text);
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                let message = problem.message.get(language::current());
                report::warning(&format!("{name}:{line}:{column}: {message}"));
            }
        }
        let loaded = Arc::new(loaded);
        files.insert(path.to_path_buf(), loaded.clone());
        loaded
    }
}

/// A confirmed sheet; what of it cannot be used is told.
fn read_facts(path: &Path) -> Result<Facts, String> {
    let name = display(path);
    let grids = sheet::read(path).map_err(|why| format!("{name}: {why}"))?;
    let shown = path.file_name().map_or_else(|| name.clone(), |n| n.to_string_lossy().into_owned());
    let (facts, problems) = zhibi_core::facts::read(&shown, &grids);
    for problem in problems {
        let cell = if problem.cell.is_empty() { String::new() } else { format!(" {}", problem.cell) };
        report::warning(&format!("{name}{cell}: {}", problem.message.get(language::current())));
    }
    Ok(facts)
}

/// What another paper of the same year states.
fn read_statements(path: &Path) -> Result<Facts, String> {
    let draft = read_found(path).map_err(|why| format!("{}: {why}", display(path)))?;
    let snapshot = Reader::unchecked(draft.kind, Arc::default()).read_told(&draft.text, &draft.told);
    let name = path.file_name().map_or_else(|| draft.name.clone(), |n| n.to_string_lossy().into_owned());
    Ok(snapshot.stated(&name))
}

/// The list of ignored findings of a folder; `None` when there is none, or none that can be read.
pub fn read_ignores(folder: &Path) -> Option<Vec<ignores::Entry>> {
    let path = folder.join(ignores::FILE);
    let text = disk::read(&path).ok()?;
    let entries = ignores::parse(&text);
    if entries.is_none() {
        report::warning(&format!(
            "{}: {}",
            display(&path),
            tr("无法解析，未使用", "cannot be parsed and was not used")
        ));
    }
    entries
}

/// What to say of a rule that does not exist.
pub fn unknown_rule(code: &str) -> String {
    match language::current() {
        Language::Zh => format!("没有规则“{code}”；zhibi rules 列出全部规则"),
        Language::En => format!("there is no rule `{code}`; `zhibi rules` lists them"),
    }
}
