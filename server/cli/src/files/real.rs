//! Where a file really lies.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The path of an existing file, free of links, and on Windows in the form that may be of any length.
///
/// # Errors
/// When it is not there.
pub fn real(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        // Not every disk of Windows (made of memory, or unlocked by a program) tells; what is no link lies where it is.
        Err(error) if cfg!(windows) => match fs::symlink_metadata(path) {
            Ok(metadata) if !metadata.is_symlink() => std::path::absolute(path).map(|path| long(&path)),
            _ => Err(error),
        },
        found => found,
    }
}

/// An absolute path of Windows with the mark that frees it from the limit of 260 characters.
fn long(path: &Path) -> PathBuf {
    let name = path.to_string_lossy();
    match (name.starts_with(r"\\?\"), name.strip_prefix(r"\\")) {
        (true, _) => path.to_path_buf(),
        (_, Some(shared)) => format!(r"\\?\UNC\{shared}").into(),
        _ => format!(r"\\?\{name}").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paths_are_marked_once() {
        for (path, marked) in [
            (r"C:\稿\报告.txt", r"\\?\C:\稿\报告.txt"),
            (r"\\server\共享\报告.txt", r"\\?\UNC\server\共享\报告.txt"),
            (r"\\?\C:\稿\报告.txt", r"\\?\C:\稿\报告.txt"),
        ] {
            assert_eq!(long(Path::new(path)), Path::new(marked));
        }
    }
}
