//! Configuration files and lists of ignored findings on disk, as they hold for drafts.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    sync::Arc,
};

use zhibi_core::{
    Settings,
    config::{self, Configuration, FILE_NAMES, Ignored, KnownRule, Problem, ignores},
    rules,
};

use crate::{companions::Companions, disk, session::Question};

/// Files that were read, until they are [forgotten](ConfigFiles::forget).
pub struct ConfigFiles {
    known: Vec<KnownRule>,
    loaded: HashMap<PathBuf, Arc<Loaded>>,
}

struct Loaded {
    configuration: Configuration,
    /// Texts of all the files it consists of.
    texts: HashMap<PathBuf, String>,
}

/// What is wrong with one configuration file.
pub struct FileProblems {
    /// The file.
    pub path: PathBuf,
    /// Its text, which the problems' places refer to.
    pub text: String,
    /// What is wrong; empty when nothing is.
    pub problems: Vec<Problem>,
}

impl Default for ConfigFiles {
    fn default() -> Self {
        Self { known: rules::known(), loaded: HashMap::new() }
    }
}

impl ConfigFiles {
    /// Has every file read again when it is needed next.
    pub fn forget(&mut self) {
        self.loaded.clear();
    }

    /// What the files say of a draft: the nearest configuration upwards, not above the client's folder, and the list of
    /// ignored findings beside it.
    pub fn settings(&mut self, question: &Question, companions: &Companions) -> Settings {
        let Some((draft, folder)) = question.draft.as_deref().and_then(|draft| Some((draft, draft.parent()?))) else {
            return Settings::default();
        };
        let found = config::find(folder, question.folder.as_deref(), Path::is_file);
        let load = |path: PathBuf| self.load(&path, question, companions).configuration.settings(draft);
        let mut settings = found.map_or_else(Settings::default, load);
        if question.is_file {
            settings.ignored = Arc::new(ignored(draft));
        }
        companions.fill(&mut settings, question);
        settings
    }

    fn load(&mut self, path: &Path, question: &Question, companions: &Companions) -> Arc<Loaded> {
        if let Some(loaded) = self.loaded.get(path) {
            return Arc::clone(loaded);
        }
        let mut texts = HashMap::new();
        let inside = question.folder.as_deref().or_else(|| path.parent());
        let mut configuration = Configuration::load(path, &self.known, |path| {
            if !question.trusted && !inside.is_some_and(|folder| disk::is_inside(path, folder)) {
                return None;
            }
            let text = disk::read(path)
                .inspect_err(|error| tracing::warn!(%error, "a configuration file was not read"))
                .ok()?;
            texts.insert(path.to_owned(), text.clone());
            Some(text)
        });
        configuration.add_problems(|path| companions.problems(path, question));
        let loaded = Arc::new(Loaded { configuration, texts });
        self.loaded.insert(path.to_owned(), Arc::clone(&loaded));
        loaded
    }

    /// Every file that was read, with what is wrong with it, ordered by path.
    pub fn problems(&self) -> Vec<FileProblems> {
        let mut files = BTreeMap::new();
        for loaded in self.loaded.values() {
            for file in loaded.configuration.files() {
                let text = loaded.texts.get(&file.path).cloned().unwrap_or_default();
                files.insert(file.path.clone(), (text, file.problems.clone()));
            }
        }
        let file = |(path, (text, problems))| FileProblems { path, text, problems };
        files.into_iter().map(file).collect()
    }

    /// What is wrong with a configuration file that is being edited.
    pub fn check(&self, path: &Path, text: &str) -> Vec<Problem> {
        let read = |wanted: &Path| {
            if wanted == path { Some(text.to_owned()) } else { disk::read(wanted).ok() }
        };
        let configuration = Configuration::load(path, &self.known, read);
        let own = configuration.files().iter().find(|file| file.path == path);
        own.map(|file| file.problems.clone()).unwrap_or_default()
    }
}

/// Whether a file is a configuration file by its name.
pub fn is_configuration(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| FILE_NAMES.contains(&name))
}

/// Whether a file is a list of ignored findings by its name, or the folder that is made for one: of what comes together
/// with its folder, watchers may tell of the folder only.
pub fn is_ignore_list(path: &Path) -> bool {
    path.ends_with(ignores::FILE) || Path::new(ignores::FILE).parent().is_some_and(|folder| path.ends_with(folder))
}

/// What is ignored in a draft.
fn ignored(draft: &Path) -> Ignored {
    let (Some(folder), Some(name)) = (draft.parent(), draft.file_name()) else { return Ignored::default() };
    let Ok(text) = disk::read(&folder.join(ignores::FILE)) else { return Ignored::default() };
    let entries = ignores::parse(&text).unwrap_or_else(|| {
        tracing::warn!("the list of ignored findings cannot be read");
        Vec::new()
    });
    Ignored::of(&entries, &name.to_string_lossy())
}
