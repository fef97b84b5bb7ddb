//! Opening what was met rather than named: regular files only, and never waiting for anybody.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use crate::language::tr;

/// Opens a regular file. A FIFO would wait for a writer and a device never end: they are refused, and asked about before
/// they are opened, because opening some of them does something already.
///
/// # Errors
/// It is no regular file, or cannot be opened.
pub fn open(path: &Path) -> io::Result<File> {
    if !fs::metadata(path)?.is_file() {
        return Err(refused());
    }
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // Somebody may have put a FIFO there since.
        options.custom_flags((rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY).bits().cast_signed());
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(refused()) }
}

/// Reads a file that comes with the drafts and that nobody named, up to `limit` bytes; `None` where there is none.
///
/// # Errors
/// It is no regular file, larger, or cannot be read.
pub fn read_small(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let file = match open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::other(tr("过大", "too large")));
    }
    Ok(Some(bytes))
}

/// What to say of a FIFO, a device, a socket.
pub fn refused() -> io::Error {
    io::Error::other(tr("不是普通文件", "not a regular file"))
}
