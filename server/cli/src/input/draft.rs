//! One draft: its name, its text and how it is written.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::{fs, io};

use zhibi_core::DocumentKind;

use crate::language::tr;

/// A draft that was read.
#[derive(Debug)]
pub struct Draft {
    /// The name as it was given or found.
    pub name: String,
    /// Its text.
    pub text: String,
    /// How it is written.
    pub kind: DocumentKind,
}

/// Reads a file.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn read(path: &Path) -> Result<Draft, String> {
    let bytes = fs::read(path).map_err(|e| e.to_string())?;
    decode(path, bytes)
}

/// Reads standard input under the name `path`.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn read_stdin(path: &Path) -> Result<Draft, String> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    decode(path, bytes)
}

fn decode(path: &Path, bytes: Vec<u8>) -> Result<Draft, String> {
    let text = String::from_utf8(bytes).map_err(|_| tr("不是 UTF-8 文本", "not UTF-8 text").to_owned())?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Draft { name: display(path), text, kind: kind(path) })
}

/// A path as it appears in output: forward slashes on every system.
fn display(path: &Path) -> String {
    let name = path.to_string_lossy();
    if cfg!(windows) { name.replace('\\', "/") } else { name.into_owned() }
}

fn kind(path: &Path) -> DocumentKind {
    let markdown = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"));
    if markdown { DocumentKind::Markdown } else { DocumentKind::Plain }
}

/// The name that standard input goes by.
pub fn stdin_name(given: Option<&Path>) -> PathBuf {
    given.map_or_else(|| PathBuf::from("<stdin>"), Path::to_path_buf)
}
