//! Word documents: the text of the paragraphs, one a line, with Word's automatic numbering written out.
//!
//! Only the parts that carry text are read, within limits: a document is input from anywhere, and a small archive can
//! unpack to anything.

mod body;
mod numbering;

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::language::tr;

/// Most bytes of XML that are unpacked from all parts of a document.
const MAX_UNPACKED: u64 = 64 << 20;
/// Deepest nesting of elements.
const MAX_DEPTH: usize = 256;

/// The text of a document: one line a paragraph.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn text(bytes: &[u8]) -> Result<String, String> {
    let broken = |_| tr("不是有效的 Word 文档", "not a valid Word document").to_owned();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut left = MAX_UNPACKED;
    let document = part(&mut archive, "word/document.xml", &mut left)?
        .ok_or_else(|| tr("不是 Word 文档：没有正文", "not a Word document: it has no body").to_owned())?;
    let styles = part(&mut archive, "word/styles.xml", &mut left)?;
    let definitions = part(&mut archive, "word/numbering.xml", &mut left)?;
    let styles = styles.map_or_else(|| Ok(HashMap::new()), |xml| numbering::styles(&xml))?;
    let definitions =
        definitions.map_or_else(|| Ok(numbering::Definitions::default()), |xml| numbering::definitions(&xml))?;
    body::text(&document, &styles, numbering::Counter::new(&definitions))
}

/// Unpacks a part, `left` bytes at most.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, left: &mut u64) -> Result<Option<String>, String> {
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    let read = file.take(*left + 1).read_to_end(&mut bytes);
    read.map_err(|e| format!("{name}: {e}"))?;
    *left = left.checked_sub(bytes.len() as u64).ok_or_else(too_large)?;
    let text = String::from_utf8(bytes);
    text.map(Some).map_err(|_| tr("文档内容不是 UTF-8", "the document's parts are not UTF-8").to_owned())
}

fn too_large() -> String {
    tr("文档解压后过大", "the document is too large when unpacked").to_owned()
}

/// What happens while XML is read.
enum Step<'a> {
    /// An element starts; the flag says whether it is empty (`<w:tab/>`), in which case no end follows.
    Start(&'a BytesStart<'a>, bool),
    /// An element ends.
    End(&'a str),
    /// Text, references resolved.
    Text(&'a str),
}

/// Walks through XML, within the limits. Element names are local names, without `w:`.
fn walk(xml: &str, mut each: impl FnMut(Step<'_>)) -> Result<(), String> {
    let broken = |_| tr("文档的 XML 不完整", "the document's XML is broken").to_owned();
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Eof => return Ok(()),
            Event::Start(element) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(tr("文档的 XML 嵌套过深", "the document's XML is nested too deeply").to_owned());
                }
                each(Step::Start(&element, false));
            }
            Event::Empty(element) => each(Step::Start(&element, true)),
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                each(Step::End(element.local_name().as_ref()));
            }
            Event::Text(text) => each(Step::Text(&text)),
            Event::CData(text) => each(Step::Text(&text)),
            Event::GeneralRef(reference) => {
                if let Ok(Some(c)) = reference.resolve_char_ref() {
                    each(Step::Text(c.encode_utf8(&mut [0; 4])));
                } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(&reference) {
                    // The five predefined entities; a document type's own are not expanded.
                    each(Step::Text(text));
                }
            }
            _ => {}
        }
    }
}

/// The value of attribute `w:NAME`.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    let unescaped = quick_xml::escape::unescape(&found.value).map(std::borrow::Cow::into_owned);
    Some(unescaped.unwrap_or_else(|_| found.value.into_owned()))
}

/// Attribute `w:val` as a number.
fn number(element: &BytesStart<'_>) -> Option<u32> {
    attribute(element, "val")?.parse().ok()
}
