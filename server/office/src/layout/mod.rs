//! Out: a draft as a Word document in a layout, built on its outline.
//!
//! Our own parts: of what a layout needs (grids, fonts that stand for others, hints by which quotation marks are wide, hidden
//! bookmarks that keep what stood before a paragraph) the crates that write Word documents have little.

mod draft;
mod model;
mod parts;
pub(crate) mod write;

use std::io::{Cursor, Write};

use zhibi_core::Snapshot;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::error::Error;

pub use model::Layout;

/// The document of a draft. The same draft and layout give the same bytes.
///
/// # Errors
/// When it would be too large.
pub fn typeset(snapshot: &Snapshot, layout: &Layout) -> Result<Vec<u8>, Error> {
    let (lines, notes) = draft::lines(snapshot);
    let title: String = lines.iter().take_while(|line| line.kind == "title").map(|line| line.text.as_str()).collect();
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{}{}</w:body></w:document>",
        parts::MAIN,
        write::body(&lines, &notes, layout),
        parts::section(layout)
    );
    let mut parts = parts::all(layout, title.trim(), &notes);
    parts.insert(3, ("word/document.xml", body));
    let failed = |e: zip::result::ZipError| Error::new(format!("无法写出文档：{e}"), format!("cannot be written: {e}"));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default().last_modified_time(DateTime::default())).map_err(failed)?;
        zip.write_all(content.as_bytes()).map_err(|e| failed(e.into()))?;
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}

/// The style of a kind of paragraph: `chinese-paren` → `ZhibiChineseParen`.
fn style_id(kind: &str) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..];
    format!("Zhibi{}", kind.split('-').map(word).collect::<String>())
}

#[cfg(test)]
mod tests;
