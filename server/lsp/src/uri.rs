//! Which addresses mean the same document.
//!
//! Clients spell one file in several ways: `%E6%8A%A5` and `%e6%8a%a5`, raw Chinese, `c%3A` and `C:`, composed and
//! decomposed characters, on Windows letters of either case. A [`DocumentKey`] is equal for all of them; it is only
//! compared, never sent.

use std::{fmt, path::PathBuf};

use tower_lsp::lsp_types::Url;
use unicode_normalization::UnicodeNormalization;

/// A document's identity.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentKey(String);

impl DocumentKey {
    /// The key of an address: scheme, authority and decoded path, a drive letter in lower case, composed (NFC).
    pub fn new(url: &Url) -> Self {
        let decoded = decode(url.path());
        let path = lower_drive(&decoded);
        let mut key = format!("{}://{}{path}", url.scheme(), url.host_str().unwrap_or_default());
        if let Some(query) = url.query() {
            key.push('?');
            key.push_str(query);
        }
        if let Some(fragment) = url.fragment() {
            key.push('#');
            key.push_str(fragment);
        }
        if cfg!(windows) && url.scheme() == "file" {
            key = key.to_lowercase();
        }
        Self(if key.is_ascii() { key } else { key.nfc().collect() })
    }

    /// Whether this is inside `folder`.
    pub fn is_in(&self, folder: &Self) -> bool {
        let folder = folder.0.strip_suffix('/').unwrap_or(&folder.0);
        self.0.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Length in bytes: of two folders that hold a document, the longer is the inner one.
    #[allow(clippy::len_without_is_empty)] // a key is never empty
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Without the path: names of drafts are as confidential as drafts.
impl fmt::Debug for DocumentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.0.split(':').next().unwrap_or_default();
        write!(f, "{scheme}:… ({} bytes)", self.0.len())
    }
}

/// The file an address names; `None` for every scheme but `file` and for what is no path on this system.
///
/// `Url::to_file_path` alone would also turn `git:/a.txt` into a path.
pub fn file_path(url: &Url) -> Option<PathBuf> {
    if url.scheme() == "file" { url.to_file_path().ok() } else { None }
}

/// Decodes percent escapes. Bytes that are not UTF-8 keep their escapes, so that different names stay different.
fn decode(path: &str) -> String {
    let bytes: Vec<u8> = percent_encoding::percent_decode_str(path).collect();
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_ascii_uppercase())
}

fn lower_drive(path: &str) -> String {
    match path.as_bytes() {
        [b'/', drive, b':', ..] if drive.is_ascii_alphabetic() => {
            format!("/{}{}", char::from(drive.to_ascii_lowercase()), &path[2..])
        }
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> DocumentKey {
        DocumentKey::new(&Url::parse(text).expect("a URL"))
    }

    #[test]
    fn spellings_of_one_document() {
        assert_eq!(key("file:///工作/报告.txt"), key("file:///%E5%B7%A5%E4%BD%9C/%e6%8a%a5%e5%91%8a.txt"));
        assert_eq!(key("file:///C:/a.txt"), key("file:///c%3A/a.txt"));
        assert_eq!(key("file:///caf%C3%A9.txt"), key("file:///cafe%CC%81.txt"));
        assert_eq!(key("untitled:报告"), key("untitled:%E6%8A%A5%E5%91%8A"));
    }

    #[test]
    fn windows_does_not_tell_letters_of_names_apart() {
        assert_eq!(key("file:///C:/Users/稿.TXT") == key("file:///c%3A/users/稿.txt"), cfg!(windows));
        assert_ne!(key("untitled:A"), key("untitled:a"));
    }

    #[test]
    fn different_documents() {
        assert_ne!(key("file:///a%2525b"), key("file:///a%25b"));
        assert_ne!(key("file:///a%FF"), key("file:///a%FE"));
        assert_ne!(key("file:///a.txt"), key("git:///a.txt"));
        assert_ne!(key("git:/a.txt?ref=1"), key("git:/a.txt?ref=2"));
        assert_ne!(key("file://server/a.txt"), key("file:///a.txt"));
    }

    #[test]
    fn documents_are_in_folders() {
        assert!(key("file:///工作/报告.txt").is_in(&key("file:///%E5%B7%A5%E4%BD%9C")));
        assert!(key("file:///a/b/c.txt").is_in(&key("file:///a/")));
        assert!(!key("file:///ab/c.txt").is_in(&key("file:///a")));
        assert!(!key("git:///a/c.txt").is_in(&key("file:///a")));
    }

    #[test]
    fn only_files_are_paths() {
        for none in ["untitled:Untitled-1", "git:/a/b.txt", "vscode-vfs://github/a.txt"] {
            assert_eq!(file_path(&Url::parse(none).expect("a URL")), None, "{none}");
        }
        #[cfg(unix)]
        assert_eq!(
            file_path(&Url::parse("file:///工作/报告.txt").expect("a URL")),
            Some(PathBuf::from("/工作/报告.txt"))
        );
    }
}
