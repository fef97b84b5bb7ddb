//! Replacing a file by what was made of it, unless somebody has changed it since.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::{Seen, beside, metadata};
use crate::input::reason;
use crate::language::tr;

/// Why a file was not replaced.
#[derive(Debug)]
pub enum Failed {
    /// It is not what was read any more.
    Changed,
    /// Reading or writing failed.
    Io(io::Error),
}

impl Failed {
    /// For people.
    pub fn in_words(self) -> String {
        match self {
            Self::Changed => tr(
                "读取后又被其他程序修改，保持原样；请再运行一次",
                "was changed by another program meanwhile and is left as it is; run again",
            )
            .to_owned(),
            Self::Io(error) => reason(&error),
        }
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Replaces a file's content in one step, if it still is what was read. A link stays a link: what it points to is
/// replaced.
///
/// # Errors
/// It has changed, or cannot be replaced; it is as it was then.
pub fn replace(path: &Path, read: Seen, bytes: &[u8]) -> Result<(), Failed> {
    let path = super::real::real(path)?;
    let metadata = fs::metadata(&path)?;
    if !metadata.is_file() {
        return Err(Failed::Io(super::regular::refused()));
    }
    if metadata.permissions().readonly() {
        return Err(Failed::Io(io::ErrorKind::PermissionDenied.into()));
    }
    let mut file = beside::create(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    metadata::carry_over(&path, &metadata, file.as_file())?;
    file.as_file().sync_all()?;
    if Seen::at(&path)? != read {
        return Err(Failed::Changed);
    }
    put(file, &path, read, Seen::of(bytes))
}

/// Puts `file` in the place of `path`, which held `read` a moment ago. Where two files can change places, what came out
/// is looked at, and a save that slipped in is put back.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn put(file: NamedTempFile, path: &Path, read: Seen, ours: Seen) -> Result<(), Failed> {
    let (mut putting, mut expected) = (ours, read);
    loop {
        match exchange(file.path(), path) {
            Ok(()) => {}
            // Not every file system can.
            Err(error) if putting == ours && error.kind() != io::ErrorKind::NotFound => return put_unseen(file, path),
            Err(error) => return Err(error.into()),
        }
        let came = Seen::at(file.path())?;
        if came == expected {
            return if putting == ours { Ok(()) } else { Err(Failed::Changed) };
        }
        // What came is newer than what was put: it goes back, and now that is expected to come out.
        (putting, expected) = (came, putting);
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn put(file: NamedTempFile, path: &Path, _read: Seen, _ours: Seen) -> Result<(), Failed> {
    put_unseen(file, path)
}

fn put_unseen(file: NamedTempFile, path: &Path) -> Result<(), Failed> {
    Ok(zhibi_lsp::disk::put(file, path)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_meanwhile_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("稿.txt");
        fs::write(&path, "旧").unwrap();
        let read = Seen::at(&path).unwrap();
        fs::write(&path, "又改").unwrap();
        assert!(matches!(replace(&path, read, "新".as_bytes()), Err(Failed::Changed)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "又改");
        assert!(replace(&path, Seen::at(&path).unwrap(), "新".as_bytes()).is_ok());
        assert_eq!(fs::read_to_string(&path).unwrap(), "新");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    #[test]
    fn a_save_between_the_look_and_the_exchange_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("稿.txt");
        fs::write(&path, "作者刚刚保存").unwrap();
        let mut file = beside::create(folder.path()).unwrap();
        file.write_all("新".as_bytes()).unwrap();
        let done = put(file, &path, Seen::of("旧".as_bytes()), Seen::of("新".as_bytes()));
        assert!(matches!(done, Err(Failed::Changed)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "作者刚刚保存");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
