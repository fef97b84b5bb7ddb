//! Temporary files beside what they will replace.

use std::collections::BTreeSet;
use std::fs::{self, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::{Builder, NamedTempFile};

const PREFIX: &str = ".zhibi-";
const SUFFIX: &str = ".part";

/// Folders in which this run has cleared away what killed runs left.
static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A new file in `folder`, locked for as long as it is open: by that a later run tells whether its writer is alive.
///
/// # Errors
/// When none can be made.
pub fn create(folder: &Path) -> io::Result<NamedTempFile> {
    if SWEPT.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_path_buf()) {
        sweep(folder);
    }
    loop {
        let mut builder = Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any new file: what the user's mask leaves of it.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder)?;
        // Between its making and its locking a sweep of another run may have taken it away.
        let swept = matches!(file.as_file().try_lock(), Err(TryLockError::WouldBlock)) || !file.path().exists();
        if !swept {
            return Ok(file);
        }
    }
}

/// Removes what runs that were killed left in a folder. What cannot be removed harms nobody.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if !ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let abandoned = super::open_regular(&entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if abandoned {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abandoned_files_are_swept_and_those_of_living_writers_stay() {
        let folder = tempfile::tempdir().unwrap();
        let alive = create(folder.path()).unwrap();
        let abandoned = folder.path().join(".zhibi-x1y2z3.part");
        let others = [".zhibi.toml", ".zhibi-x.toml", "甲.part"].map(|name| folder.path().join(name));
        fs::write(&abandoned, "一半").unwrap();
        others.iter().for_each(|path| fs::write(path, "").unwrap());
        sweep(folder.path());
        assert!(!abandoned.exists() && alive.path().exists());
        assert!(others.iter().all(|path| path.exists()));
    }
}
