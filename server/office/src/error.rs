//! Why a document cannot be read or written.

use std::fmt;

use zhibi_core::{Language, Message};

/// A reason, in words of both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Message);

impl Error {
    pub(crate) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Message::new(zh, en))
    }

    pub(crate) fn broken_archive() -> Self {
        Self::new("不是有效的 Word 文档", "not a valid Word document")
    }

    pub(crate) fn too_large() -> Self {
        Self::new("文档解压后过大", "the document is too large when unpacked")
    }

    /// The reason in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        self.0.get(language)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl std::error::Error for Error {}

/// What to do with a document of another program, told by how its name ends; `None` for one that may be read.
#[must_use]
pub fn foreign(extension: &str) -> Option<Error> {
    let kind = match extension.to_ascii_lowercase().as_str() {
        "doc" | "dot" => ("旧版 Word 文档（.doc）", "a document of old Word (.doc)", "Word 或 WPS", "Word or WPS"),
        "wps" | "wpt" => ("WPS 文字文档（.wps）", "a WPS Writer document (.wps)", "WPS", "WPS"),
        "ofd" => ("OFD 版式文件", "a fixed-layout OFD file", "制作它的软件", "the program that made it"),
        "odt" => {
            ("OpenDocument 文档（.odt）", "an OpenDocument text (.odt)", "LibreOffice 或 WPS", "LibreOffice or WPS")
        }
        "rtf" => ("RTF 文档", "an RTF document", "Word 或 WPS", "Word or WPS"),
        _ => return None,
    };
    let (zh, en, with_zh, with_en) = kind;
    Some(Error::new(
        format!("{zh}不能直接读取；请用{with_zh}另存为 .docx"),
        format!("{en} cannot be read; save it as .docx with {with_en}"),
    ))
}
