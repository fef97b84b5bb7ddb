//! A folder of drafts for one test.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

use crate::binary;

/// A folder of its own, with a Chinese name and a space in it; removed at the end.
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    _kept: TempDir,
}

impl Folder {
    /// An empty one.
    ///
    /// # Panics
    /// When it cannot be made.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let folder = tempfile::Builder::new().prefix(&format!("工作 {name} ")).tempdir().expect("a folder");
        Self { path: folder.path().to_owned(), _kept: folder }
    }

    /// The address, raw as some clients send it.
    #[must_use]
    pub fn uri(&self, name: &str) -> String {
        let path = binary::path(&self.path).replace('\\', "/");
        format!("file://{}{path}/{name}", if path.starts_with('/') { "" } else { "/" })
    }

    /// Writes a file.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path.join(name);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }
}

/// Makes a folder a git repository whose last commit has what is in it now, by `git` itself.
///
/// # Panics
/// When git is missing or fails.
pub fn commit(folder: &Path) {
    for args in [
        &["init", "--quiet"][..],
        &["add", "--all"],
        &["-c", "user.name=某人", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "一稿"],
    ] {
        let git = Command::new("git").args(args).current_dir(folder).env("GIT_CONFIG_GLOBAL", "").status();
        assert!(git.expect("git starts").success(), "git {args:?}");
    }
}
