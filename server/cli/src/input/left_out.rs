//! What `.gitignore`, `.ignore` and git's own lists leave out of a search.
//!
//! The lists come with the drafts, from anywhere: each is read once, if it is a regular file of a sensible size, so that
//! none can stall the search.

use std::collections::HashMap;
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::reason;
use crate::files::read_small;
use crate::language::tr;

/// Most bytes of a list.
const MOST_BYTES: u64 = 1 << 20;
/// Most patterns of a list: they are compiled into one automaton.
const MOST_PATTERNS: usize = 5_000;

/// The lists that hold in the folders of a search.
pub struct LeftOut {
    folders: Mutex<HashMap<PathBuf, Arc<Lists>>>,
    /// The user's own list.
    global: Gitignore,
    /// Told of a list that is not used, and why.
    tell: fn(&Path, &str),
}

struct Lists {
    ignore: Gitignore,
    git: Gitignore,
    exclude: Gitignore,
    /// Whether a repository begins here: git's lists hold inside one only, and do not reach in from outside.
    repository: bool,
    /// Those of the folder around: asking for each by its path would cost the cube of the depth.
    around: Option<Arc<Self>>,
}

impl LeftOut {
    /// Nothing read yet; `tell` is told of lists that are not used, and why.
    pub fn new(tell: fn(&Path, &str)) -> Self {
        Self { folders: Mutex::default(), global: Gitignore::global().0, tell }
    }

    /// Whether the entry at `path`, which is absolute, is left out. Its folders are not.
    pub fn has(&self, path: &Path, is_folder: bool) -> bool {
        let (mut ignore, mut git, mut exclude) = (Match::None, Match::None, Match::None);
        let mut repository = false;
        let of_folder = path.parent().map(|folder| self.of(folder));
        for lists in iter::successors(of_folder.as_deref(), |lists| lists.around.as_deref()) {
            ignore = ignore.or(verdict(&lists.ignore, path, is_folder));
            if !repository {
                git = git.or(verdict(&lists.git, path, is_folder));
                exclude = exclude.or(verdict(&lists.exclude, path, is_folder));
                repository = lists.repository;
            }
        }
        let git = if repository { git.or(exclude).or(verdict(&self.global, path, is_folder)) } else { Match::None };
        ignore.or(git).is_ignore()
    }

    fn of(&self, folder: &Path) -> Arc<Lists> {
        let known = |folder: &Path| self.folders.lock().unwrap_or_else(PoisonError::into_inner).get(folder).cloned();
        if let Some(lists) = known(folder) {
            return lists;
        }
        let lists = Arc::new(Lists {
            around: folder.parent().map(|around| self.of(around)),
            ignore: self.list(folder, ".ignore"),
            git: self.list(folder, ".gitignore"),
            exclude: self.list(folder, ".git/info/exclude"),
            repository: folder.join(".git").exists(),
        });
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.insert(folder.to_path_buf(), Arc::clone(&lists));
        lists
    }

    /// The list `name` of a folder; none where there is none that can be used.
    fn list(&self, folder: &Path, name: &str) -> Gitignore {
        let path = folder.join(name);
        let built = match read_small(&path, MOST_BYTES) {
            Ok(None) => return Gitignore::empty(),
            Ok(Some(bytes)) => build(folder, &String::from_utf8_lossy(&bytes)),
            Err(error) => Err(reason(&error)),
        };
        built.unwrap_or_else(|why| {
            (self.tell)(&path, &why);
            Gitignore::empty()
        })
    }
}

/// Reads a list as git does, which passes over what is no pattern.
fn build(folder: &Path, text: &str) -> Result<Gitignore, String> {
    if text.lines().count() > MOST_PATTERNS {
        return Err(tr("过大", "too large").to_owned());
    }
    let mut builder = GitignoreBuilder::new(folder);
    for line in text.lines() {
        let _ = builder.add_line(None, line);
    }
    builder.build().map_err(|e| e.to_string())
}

/// Whether a list leaves an entry out or expressly keeps it.
fn verdict(list: &Gitignore, path: &Path, is_folder: bool) -> Match<()> {
    if list.is_empty() { Match::None } else { list.matched(path, is_folder).map(|_| ()) }
}
