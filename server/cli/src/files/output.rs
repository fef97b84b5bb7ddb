//! Where a command's output goes: standard output, or a file that is there only when all of it is written.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write, stdout};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use same_file::Handle;
use tempfile::NamedTempFile;
use zhibi_lsp::disk;

use super::{beside, metadata};

/// A command's output.
pub struct Output {
    to: To,
    places: Arc<Places>,
}

enum To {
    /// Standard output, or a pipe or device that was named.
    Stream(BufWriter<Box<dyn Write>>),
    /// A file that takes its place at the end.
    File(BufWriter<NamedTempFile>, PathBuf),
}

/// The regular files that output goes to, known by what they are and not by their names.
#[derive(Debug)]
pub struct Places {
    stdout: Option<Handle>,
    /// Open as long as it is compared with: Windows lets nothing take the place of a file that somebody has open.
    named: Mutex<Option<Handle>>,
}

impl Places {
    /// Standard output alone.
    pub fn stdout() -> Self {
        Self { stdout: regular_stdout(), named: Mutex::default() }
    }

    /// Whether the regular file at `path` is one of them.
    pub fn have(&self, path: &Path) -> bool {
        is(self.named.lock().unwrap_or_else(PoisonError::into_inner).as_ref(), path) || self.is_stdout(path)
    }

    /// Whether standard output goes to the regular file at `path`.
    pub fn is_stdout(&self, path: &Path) -> bool {
        is(self.stdout.as_ref(), path)
    }
}

fn is(place: Option<&Handle>, path: &Path) -> bool {
    place.is_some_and(|place| Handle::from_path(path).is_ok_and(|handle| handle == *place))
}

impl Output {
    /// To standard output, or to the file `path`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn new(path: Option<&Path>) -> io::Result<Self> {
        let mut places = Places::stdout();
        let to = match path {
            None => To::Stream(BufWriter::with_capacity(64 << 10, Box::new(stdout().lock()))),
            Some(path) => {
                let path = target(path)?;
                match fs::metadata(&path) {
                    Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
                    Ok(metadata) if !metadata.is_file() => {
                        To::Stream(BufWriter::new(Box::new(OpenOptions::new().write(true).open(&path)?)))
                    }
                    Ok(metadata) if metadata.permissions().readonly() => {
                        return Err(io::ErrorKind::PermissionDenied.into());
                    }
                    Ok(_) => {
                        places.named = Mutex::new(Some(Handle::from_path(&path)?));
                        To::File(BufWriter::new(beside::create(folder(&path))?), path)
                    }
                    Err(_) => To::File(BufWriter::new(beside::create(folder(&path))?), path),
                }
            }
        };
        Ok(Self { to, places: Arc::new(places) })
    }

    /// The regular files it goes to.
    pub fn places(&self) -> Arc<Places> {
        Arc::clone(&self.places)
    }

    /// Whether it ends up as a file, so that a later run may come by it.
    pub fn is_file(&self) -> bool {
        matches!(self.to, To::File(..)) || self.places.stdout.is_some()
    }

    /// Puts a file in its place; whether it did. One that stands there already is replaced only by something complete.
    ///
    /// # Errors
    /// When that fails; what stood there stays.
    pub fn finish(self, complete: bool) -> io::Result<bool> {
        match self.to {
            To::Stream(mut out) => out.flush().map(|()| true),
            To::File(out, path) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                if let Ok(old) = fs::metadata(&path) {
                    if !complete {
                        return Ok(false);
                    }
                    metadata::carry_over(&path, &old, file.as_file())?;
                }
                file.as_file().sync_all()?;
                *self.places.named.lock().unwrap_or_else(PoisonError::into_inner) = None;
                disk::put(file, &path)?;
                Ok(true)
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Stream(out) => out.write(bytes),
            To::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Stream(out) => out.flush(),
            To::File(out, _) => out.flush(),
        }
    }
}

fn regular_stdout() -> Option<Handle> {
    let handle = Handle::stdout().ok()?;
    let regular = handle.as_file().metadata().as_ref().is_ok_and(fs::Metadata::is_file);
    regular.then_some(handle)
}

/// What a name stands for: a link that was named is followed.
fn target(path: &Path) -> io::Result<PathBuf> {
    match super::real::real(path) {
        Ok(found) => Ok(found),
        // A pipe that goes by a name, or nothing yet; a link to nothing stays an error.
        Err(_) if fs::metadata(path).is_ok() || fs::symlink_metadata(path).is_err() => Ok(path.to_path_buf()),
        Err(error) => Err(error),
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
