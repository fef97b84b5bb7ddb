//! Walking through XML within limits, with the place of every step.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::error::Error;

/// Deepest nesting of elements.
const MAX_DEPTH: usize = 256;

/// What happens while XML is read.
pub(crate) enum Step<'a> {
    /// An element starts; the flag says whether it is empty (`<w:tab/>`), in which case no end follows.
    Start(&'a BytesStart<'a>, bool),
    /// An element ends; its qualified name.
    End(&'a str),
    /// Text, byte for byte as it stands.
    Text(&'a str),
    /// Text that is written in another way: a reference, a section of characters.
    Written(&'a str),
}

/// Walks through XML, within the limits; each step comes with its bytes.
pub(crate) fn walk(xml: &str, mut each: impl FnMut(Step<'_>, Range<usize>)) -> Result<(), Error> {
    let broken = || Error::new("文档的 XML 不完整", "the document's XML is broken");
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|_| broken())?;
        let place = start..reader.buffer_position() as usize;
        match event {
            Event::Eof if depth > 0 => return Err(broken()),
            Event::Eof => return Ok(()),
            Event::Start(element) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Error::new("文档的 XML 嵌套过深", "the document's XML is nested too deeply"));
                }
                each(Step::Start(&element, false), place);
            }
            Event::Empty(element) => each(Step::Start(&element, true), place),
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                each(Step::End(element.name().as_ref()), place);
            }
            Event::Text(text) => each(Step::Text(&text), place),
            Event::CData(text) => each(Step::Written(&text), place),
            Event::GeneralRef(reference) => {
                if let Ok(Some(c)) = reference.resolve_char_ref() {
                    each(Step::Written(c.encode_utf8(&mut [0; 4])), place);
                } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(&reference) {
                    // The five predefined entities; a document type's own are not expanded.
                    each(Step::Written(text), place);
                }
            }
            // ECMA-376 part 2, 7.1.4 forbids it, and nothing but harm comes of it.
            Event::DocType(_) => {
                return Err(Error::new(
                    "文档的 XML 含有文档类型声明，不予处理",
                    "the document's XML declares a document type, and is not read",
                ));
            }
            _ => {}
        }
    }
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The value of attribute `w:NAME`.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    let unescaped = quick_xml::escape::unescape(&found.value).map(Cow::into_owned);
    Some(unescaped.unwrap_or_else(|_| found.value.into_owned()))
}

/// Attribute `w:val` as a number.
pub(crate) fn number(element: &BytesStart<'_>) -> Option<u32> {
    attribute(element, "val")?.parse().ok()
}

/// Whether an element that is either there or not says yes (ST_OnOff).
pub(crate) fn on(element: &BytesStart<'_>) -> bool {
    attribute(element, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
}
