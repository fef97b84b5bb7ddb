//! The list of ignored findings beside drafts, as it changes: one writer at a time, whichever process it is in, no write
//! through a link, and no success told before the list is stored.

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use zhibi_core::config::ignores::{self, Entry};

use crate::disk::{self, Refusal};

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(5);

/// Adds an entry to the list of the drafts in `folder`. Where the list would lie outside `root`, nothing is written.
///
/// # Errors
/// When the list cannot be written, leads elsewhere by a link, or what stands there now is no list.
pub fn add(folder: &Path, root: Option<&Path>, entry: &Entry) -> io::Result<()> {
    if root.is_some_and(|root| !disk::is_inside(folder, root)) {
        return Err(Refusal::Outside.into());
    }
    let place = Place::new(folder)?;
    match fs::create_dir(&place.folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => place.check()?,
    }
    place.change(|text| ignores::with(text, entry))
}

/// Takes the entries that have `ended` from the list of the drafts in `folder`, and the list with the last of them.
///
/// # Errors
/// As [`add`].
pub fn prune(folder: &Path, ended: impl Fn(&Entry) -> bool) -> io::Result<()> {
    let place = Place::new(folder)?;
    place.check()?;
    place.change(|text| ignores::without(text, &ended))
}

/// The entries of a draft; none where there is no list.
///
/// # Errors
/// When the list cannot be read, leads elsewhere by a link, or is none.
pub fn of_draft(draft: &Path) -> io::Result<Vec<Entry>> {
    let (folder, name) = parts(draft)?;
    let place = Place::new(folder)?;
    if !place.folder.exists() {
        return Ok(vec![]);
    }
    let entries = ignores::parse(&place.text()?).ok_or(Refusal::Unreadable)?;
    Ok(entries.into_iter().filter(|entry| entry.is_of(&name)).collect())
}

/// Takes the entries of a draft that have this rule and this hash from its list.
///
/// # Errors
/// As [`add`].
pub fn remove(draft: &Path, rule: &str, hash: &str) -> io::Result<()> {
    let (folder, name) = parts(draft)?;
    prune(folder, |entry| (&*entry.rule, &*entry.hash) == (rule, hash) && entry.is_of(&name))
}

/// The folder of a draft, and its name.
fn parts(draft: &Path) -> io::Result<(&Path, Cow<'_, str>)> {
    let name = draft.file_name().ok_or(io::ErrorKind::NotFound)?.to_string_lossy();
    Ok((draft.parent().ok_or(io::ErrorKind::NotFound)?, name))
}

/// Where a list lies.
struct Place {
    folder: PathBuf,
    list: PathBuf,
}

impl Place {
    fn new(drafts: &Path) -> io::Result<Self> {
        let list = fs::canonicalize(drafts)?.join(ignores::FILE);
        let folder = list.parent().ok_or(io::ErrorKind::NotFound)?.to_owned();
        Ok(Self { folder, list })
    }

    /// The folder is one, and the list a file or not there: neither is a link.
    fn check(&self) -> io::Result<()> {
        if !fs::symlink_metadata(&self.folder)?.is_dir() {
            return Err(Refusal::Link.into());
        }
        match fs::symlink_metadata(&self.list) {
            Ok(metadata) if metadata.is_file() => Ok(()),
            Ok(metadata) if metadata.is_symlink() => Err(Refusal::Link.into()),
            Ok(_) => Err(Refusal::Irregular.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn text(&self) -> io::Result<String> {
        self.check()?;
        match disk::read(&self.list) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            read => read,
        }
    }

    /// Replaces the list by what `change` makes of it; `None` when it is no list.
    fn change(&self, change: impl Fn(&str) -> Option<String>) -> io::Result<()> {
        let _turn = self.turn()?;
        loop {
            let before = self.text()?;
            let after = change(&before).ok_or(Refusal::Unreadable)?;
            if after == before {
                return Ok(());
            }
            let mut part = tempfile::Builder::new().prefix(".ignore-").suffix(".part").tempfile_in(&self.folder)?;
            part.write_all(after.as_bytes())?;
            part.as_file().set_permissions(self.permissions(part.path())?)?;
            part.as_file().sync_all()?;
            // An editor, or a program that knows of no turns, may have saved the list meanwhile.
            if self.text()? != before {
                continue;
            }
            return if after.is_empty() { fs::remove_file(&self.list) } else { disk::put(part, &self.list) };
        }
    }

    /// Those of the list; a new one may be read by whoever may read the folder.
    fn permissions(&self, part: &Path) -> io::Result<fs::Permissions> {
        let of = |path: &Path| fs::metadata(path).map(|metadata| metadata.permissions());
        match of(&self.list) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let mut permissions = of(part)?;
                #[cfg(unix)]
                {
                    use std::os::unix::fs::PermissionsExt;
                    permissions.set_mode(of(&self.folder)?.mode() & 0o666);
                }
                #[allow(clippy::permissions_set_readonly_false, reason = "for systems without modes")]
                if cfg!(not(unix)) {
                    permissions.set_readonly(false);
                }
                Ok(permissions)
            }
            found => found,
        }
    }

    /// Waits until no other writer, in this process or another, is at work. Held until it is dropped.
    fn turn(&self) -> io::Result<File> {
        // A folder can be locked by itself on Unix and leaves nothing behind; elsewhere a file is needed.
        let lock = if cfg!(unix) { File::open(&self.folder)? } else { File::create(self.list.with_extension("lock"))? };
        let end = Instant::now() + PATIENCE;
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(lock),
                Err(fs::TryLockError::WouldBlock) if Instant::now() < end => {
                    std::thread::sleep(Duration::from_millis(2));
                }
                Err(fs::TryLockError::WouldBlock) => return Err(io::ErrorKind::TimedOut.into()),
                // A disk that knows no locks: what is left is the look at the content before each write.
                Err(fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => return Ok(lock),
                Err(fs::TryLockError::Error(error)) => return Err(error),
            }
        }
    }
}
