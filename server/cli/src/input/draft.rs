//! One draft: its name, its text and how it is written.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zhibi_core::DocumentKind;
use zhibi_core::analysis::{MAX_BYTES, Told};
use zhibi_office::{Revisions, Word, foreign};

use super::encoding::{self, Encoding};
use crate::files::{Seen, open_regular};
use crate::language::{self, tr};

/// A draft that was read.
#[derive(Debug)]
pub struct Draft {
    /// The name as it was given or found.
    pub name: String,
    /// Where it lies; for standard input the name it was given.
    pub path: PathBuf,
    /// Its text, without a byte order mark.
    pub text: String,
    /// How it is written.
    pub kind: DocumentKind,
    /// How it is stored.
    pub stored: Stored,
    /// What its file says of lines beside their words.
    pub told: Vec<(u32, Told)>,
    /// What the file held.
    pub seen: Seen,
    /// The file's bytes, where writing its text in its encoding would give others.
    pub kept: Option<Vec<u8>>,
    /// Whether it was met as a link: read, but not written through.
    pub link: bool,
    /// Whether it is a copy of a Word document that a command wrote.
    pub copy: bool,
}

/// How a draft is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// As text.
    Text(Encoding),
    /// As a Word document; its lines are the paragraphs.
    Word,
}

/// Reads a file.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn read(path: &Path) -> Result<Draft, String> {
    let metadata = fs::metadata(path).map_err(|e| reason(&e))?;
    if metadata.is_dir() {
        return Err(tr("是文件夹", "is a folder").to_owned());
    }
    let file = File::open(path).map_err(|e| reason(&e))?;
    decode(path, bytes(file, metadata.len())?)
}

/// Reads a file that was met in a folder: whatever it has become since, this does not wait for it.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn read_found(path: &Path) -> Result<Draft, String> {
    let file = open_regular(path).map_err(|e| reason(&e))?;
    let length = file.metadata().map_or(0, |m| m.len());
    decode(path, bytes(file, length)?)
}

/// Reads a Word document; with its bytes, to write into a copy of it.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn read_word(path: &Path) -> Result<(Draft, Vec<u8>), String> {
    let file = open_regular(path).map_err(|e| reason(&e))?;
    let length = file.metadata().map_or(0, |m| m.len());
    let bytes = bytes(file, length)?;
    Ok((decode(path, bytes.clone())?, bytes))
}

/// The bytes of a regular file that is no larger than a draft may be.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn open_bounded(path: &Path) -> Result<Vec<u8>, String> {
    let file = open_regular(path).map_err(|e| reason(&e))?;
    let length = file.metadata().map_or(0, |m| m.len());
    bytes(file, length)
}

/// Reads standard input under the name `path`.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn read_stdin(path: &Path) -> Result<Draft, String> {
    decode(path, bytes(io::stdin().lock(), 0)?)
}

/// Twice what is analysed, since UTF-16 and GBK files grow or shrink when decoded; a device never ends.
fn bytes(file: impl Read, expected: u64) -> Result<Vec<u8>, String> {
    let limit = 2 * MAX_BYTES as u64;
    let mut bytes = Vec::with_capacity(expected.min(limit) as usize + 1);
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|e| reason(&e))?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

/// The draft of these bytes, which a file of this name holds.
///
/// # Errors
/// Why they are none, in words.
pub fn decode(path: &Path, bytes: Vec<u8>) -> Result<Draft, String> {
    let seen = Seen::of(&bytes);
    let language = language::current();
    if let Some(why) = path.extension().and_then(|e| foreign(&e.to_string_lossy())) {
        return Err(why.get(language).to_owned());
    }
    let mut kept = None;
    let (text, stored, told, copy) = if has_extension(path, "docx") {
        let word = Word::read(&bytes, Revisions::Accepted).map_err(|why| why.get(language).to_owned())?;
        let told = word.told();
        (word.text, Stored::Word, told, word.is_copy)
    } else {
        let original = std::str::from_utf8(&bytes).is_err().then(|| bytes.clone());
        let (text, encoding) = encoding::decode(bytes)?;
        kept = original.filter(|original| encoding.encode(&text).as_ref() != Ok(original));
        (text, Stored::Text(encoding), Vec::new(), false)
    };
    if text.len() > MAX_BYTES {
        return Err(too_large());
    }
    let markdown = has_extension(path, "md") || has_extension(path, "markdown");
    let kind = if markdown { DocumentKind::Markdown } else { DocumentKind::Plain };
    let (name, path) = (display(path), path.to_path_buf());
    Ok(Draft { name, path, text, kind, stored, told, seen, kept, link: false, copy })
}

pub(super) fn too_large() -> String {
    let mebibytes = MAX_BYTES >> 20;
    match language::current() {
        zhibi_core::Language::Zh => format!("超过 {mebibytes} MB，不检查"),
        zhibi_core::Language::En => format!("larger than {mebibytes} MB, not checked"),
    }
}

/// A path as it appears in output: forward slashes on every system, and on Windows without the mark of a long one.
pub fn display(path: &Path) -> String {
    let name = path.to_string_lossy();
    if cfg!(windows) { of_windows(&name) } else { name.into_owned() }
}

fn of_windows(name: &str) -> String {
    let name = match name.strip_prefix(r"\\?\UNC\") {
        Some(shared) => format!(r"\\{shared}"),
        None => name.strip_prefix(r"\\?\").unwrap_or(name).to_owned(),
    };
    name.replace('\\', "/")
}

pub fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension))
}

/// An operating system error in the language in use, where it is a usual one.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => tr("文件不存在", "no such file").to_owned(),
        io::ErrorKind::PermissionDenied => tr("没有读写权限", "permission denied").to_owned(),
        io::ErrorKind::IsADirectory => tr("是文件夹", "is a folder").to_owned(),
        // A program on Windows may keep a file for itself while it is open: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => {
            tr("正被其他程序使用", "in use by another program").to_owned()
        }
        _ => zhibi_lsp::disk::reason(error, language::current()),
    }
}

/// The name that standard input goes by.
pub fn stdin_name(given: Option<&Path>) -> PathBuf {
    given.map_or_else(|| PathBuf::from("<stdin>"), Path::to_path_buf)
}

/// Whether a text has Chinese characters.
pub fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'))
}

#[cfg(test)]
mod tests {
    use super::of_windows;

    #[test]
    fn paths_of_windows_are_shown_as_people_write_them() {
        assert_eq!(of_windows(r"C:\稿\报告.txt"), "C:/稿/报告.txt");
        assert_eq!(of_windows(r"\\?\C:\稿\报告.txt"), "C:/稿/报告.txt");
        assert_eq!(of_windows(r"\\?\UNC\server\共享\报告.txt"), "//server/共享/报告.txt");
        assert_eq!(of_windows(r"..\报告.txt"), "../报告.txt");
    }
}
