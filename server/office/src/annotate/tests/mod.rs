//! What is written is held against what always holds.

mod chance;
mod comments;
mod left;
mod numbers;
mod paragraphs;
mod tables;
mod text;
mod undone;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{Annotated, Change, Hand, Remark, annotate, changes};
use crate::read::{Revisions, Word};
use crate::testing::{NAMESPACES, archive, document, paragraph};
use undone::plain;

const AUTHOR: &str = "执笔";

fn hand() -> Hand {
    Hand { author: AUTHOR.into(), initials: "ZB".into(), date: "2031-01-02T03:04:05".into(), copy: false }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn body(bytes: &[u8]) -> String {
    part(bytes, "word/document.xml")
}

/// The text that each of our comments goes around, in the accepted text before our changes.
fn commented(bytes: &[u8]) -> Vec<String> {
    let xml = body(bytes);
    let mut reader = Reader::from_str(&xml);
    let (mut open, mut found): (Vec<u32>, BTreeMap<u32, String>) = (Vec::new(), BTreeMap::new());
    let (mut ours, mut skip, mut in_text) = (0, 0, false);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return found.into_values().collect(),
            Event::Empty(e) => {
                let id = e.try_get_attribute("w:id").unwrap().and_then(|a| a.value.parse().ok()).unwrap_or_default();
                match e.name().as_ref() {
                    "w:commentRangeStart" => {
                        found.entry(id).or_default();
                        open.push(id);
                    }
                    "w:commentRangeEnd" => open.retain(|o| *o != id),
                    "w:tab" if skip == 0 => open.iter().for_each(|id| found.get_mut(id).unwrap().push('\t')),
                    "w:br" if skip == 0 => open.iter().for_each(|id| found.get_mut(id).unwrap().push('\n')),
                    _ => {}
                }
            }
            Event::Start(e) => match e.name().as_ref() {
                "w:ins" if e.attributes_raw().contains(AUTHOR) => skip += 1,
                "w:ins" if skip > 0 => skip += 1,
                "w:del" if e.attributes_raw().contains(AUTHOR) => ours += 1,
                "w:t" => in_text = skip == 0,
                "w:delText" => in_text = ours > 0,
                _ => {}
            },
            Event::End(e) => match e.name().as_ref() {
                "w:ins" => skip -= i32::from(skip > 0),
                "w:del" => ours -= i32::from(ours > 0),
                "w:t" | "w:delText" => in_text = false,
                _ => {}
            },
            Event::Text(t) if in_text => open.iter().for_each(|id| found.get_mut(id).unwrap().push_str(&t)),
            Event::GeneralRef(r) if in_text => {
                let text = quick_xml::escape::resolve_predefined_entity(&r).unwrap();
                open.iter().for_each(|id| found.get_mut(id).unwrap().push_str(text));
            }
            _ => {}
        }
    }
}

fn applied(text: &str, changes: &[Change]) -> String {
    let mut out = text.to_owned();
    for change in changes.iter().rev() {
        out.replace_range(change.range.clone(), &change.text);
    }
    out
}

/// Writes into a document and holds the result against what always holds.
fn written(bytes: &[u8], remarks: &[Remark], edits: &[Change]) -> Annotated {
    let done = annotate(bytes, remarks, edits, &hand()).unwrap_or_else(|e| panic!("{e}: {edits:?} in {}", body(bytes)));
    let read = |bytes: &[u8], revisions| Word::read(bytes, revisions).unwrap().text;
    assert_eq!(plain(&body(&done.bytes)), plain(&body(bytes)), "{}", body(&done.bytes));
    // Rejecting ours leaves the text as it was accepted before; of others' changes nothing is decided.
    let others = body(bytes).contains("<w:ins ") || body(bytes).contains("<w:del ");
    if !others {
        assert_eq!(read(&done.bytes, Revisions::Original), read(bytes, Revisions::Original));
    }
    if done.left == 0 {
        assert_eq!(read(&done.bytes, Revisions::Accepted), applied(&read(bytes, Revisions::Accepted), edits));
    }
    let names = |bytes: &[u8]| {
        let archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<String> = archive.file_names().map(|n| n.unwrap().into_owned()).collect();
        names
    };
    let may = ["word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"];
    for name in names(bytes) {
        assert!(may.contains(&name.as_str()) || part(bytes, &name) == part(&done.bytes, &name), "{name}");
    }
    done
}

fn find(text: &str, words: &str) -> Range<usize> {
    let at = text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
    at..at + words.len()
}

fn remark(text: &str, words: &str) -> Remark {
    Remark { range: find(text, words), text: format!("“{words}”\n<&>") }
}

const RICH: &str = "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>一、抓投资，</w:t></w:r>\
     <w:r><w:t xml:space=\"preserve\">增长8% &amp; 9%</w:t><w:tab/><w:t>超过100个</w:t></w:r>\
     <w:hyperlink r:id=\"rId9\"><w:r><w:t>以上链接</w:t></w:r></w:hyperlink><w:r><w:t>。</w:t></w:r></w:p>\
     <w:p><w:bookmarkStart w:id=\"0\" w:name=\"a\"/><w:r><w:t>（一）甲</w:t><w:br/><w:t>乙</w:t></w:r><w:bookmarkEnd w:id=\"0\"/></w:p><w:p/>\
     <w:tbl><w:tr><w:tc><w:p><w:r><w:t>就业</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>3968人</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";

/// A generator of numbers; the same each time.
struct Dice(u64);

impl Dice {
    fn upto(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % below.max(1)
    }
}
