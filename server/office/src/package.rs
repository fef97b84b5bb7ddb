//! The archive of a document: its parts, found by their relations, within limits; and the same archive with some parts
//! replaced and every other byte for byte.

use std::collections::HashSet;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use crate::error::Error;
use crate::xml::{Step, attribute, local, walk};

/// Most bytes of XML that are unpacked from all parts of a document.
const MAX_UNPACKED: u64 = 64 << 20;
/// Most bytes that are set aside for a part before it is read.
const MAX_AT_ONCE: u64 = 8 << 20;
/// Most parts of a document: a report has a few dozen.
const MAX_PARTS: usize = 10_000;
/// What an OLE file begins with: old Word documents, and new ones under a password.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A document's parts.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
    /// Name of the part with the body.
    pub(crate) document: String,
}

/// A relation of a part to another.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    pub(crate) id: String,
    /// The last step of its type: `comments`, `styles`.
    pub(crate) kind: String,
    /// The part's name in the archive.
    pub(crate) target: String,
}

impl<'a> Package<'a> {
    /// Opens an archive and finds the body in it.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        if bytes.starts_with(OLE) {
            return Err(Error::new(
                "是旧版 Word 文档或加了密码；请在 Word 或 WPS 中去掉密码，另存为 .docx",
                "a document of old Word, or under a password; save it as .docx without one in Word or WPS",
            ));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::broken_archive())?;
        let mut package = Self { archive, left: MAX_UNPACKED, document: String::new() };
        package.look()?;
        let main = package.relations("")?.into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
        package.document = main.filter(|name| package.has(name)).unwrap_or_else(|| "word/document.xml".to_owned());
        Ok(package)
    }

    /// Refuses what no program that writes documents makes.
    fn look(&self) -> Result<(), Error> {
        let mut seen = HashSet::new();
        if self.archive.len() > MAX_PARTS {
            return Err(Error::new("文档的部件过多", "the document has too many parts"));
        }
        for name in self.archive.file_names() {
            let name = name.map_err(|_| Error::broken_archive())?;
            let leaves = name.starts_with(['/', '\\'])
                || name.contains('\\')
                || name.contains(':')
                || name.split('/').any(|step| step == "..");
            if leaves {
                return Err(Error::new(
                    "文档含有指向文件夹之外的部件名，不予处理",
                    "the document has a part whose name leaves its folder, and is not read",
                ));
            }
            if !seen.insert(name.to_ascii_lowercase()) {
                return Err(Error::new("文档含有重名的部件", "the document has two parts of one name"));
            }
        }
        Ok(())
    }

    /// Whether there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Unpacks a part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Ok(file) = self.archive.by_name(name) else { return Ok(None) };
        // What a part says of its size need not be true.
        let mut bytes = Vec::with_capacity(file.size().min(self.left).min(MAX_AT_ONCE) as usize + 1);
        let read = file.take(self.left + 1).read_to_end(&mut bytes);
        read.map_err(|e| Error::new(format!("{name}：{e}"), format!("{name}: {e}")))?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(Error::too_large)?;
        let text = String::from_utf8(bytes);
        let text = text.map_err(|_| Error::new("文档内容不是 UTF-8", "the document's parts are not UTF-8"))?;
        Ok(Some(text))
    }

    /// The body.
    pub(crate) fn body(&mut self) -> Result<String, Error> {
        let name = self.document.clone();
        self.part(&name)?.ok_or_else(|| Error::new("不是 Word 文档：没有正文", "not a Word document: it has no body"))
    }

    /// The relations of a part; of the package for an empty name.
    pub(crate) fn relations(&mut self, of: &str) -> Result<Vec<Relation>, Error> {
        let Some(xml) = self.part(&relations_of(of))? else { return Ok(Vec::new()) };
        let folder = of.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut found = Vec::new();
        walk(&xml, |step, _| {
            if let Step::Start(element, _) = step
                && local(element.name().as_ref()) == "Relationship"
                && attribute(element, "TargetMode").is_none_or(|mode| mode != "External")
            {
                let kind = attribute(element, "Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let target = resolved(folder, &attribute(element, "Target").unwrap_or_default());
                found.push(Relation { id: attribute(element, "Id").unwrap_or_default(), kind, target });
            }
        })?;
        Ok(found)
    }

    /// The archive with these parts replaced or added; every other part is copied byte for byte as it is stored.
    pub(crate) fn with(&mut self, parts: &[(String, String)]) -> Result<Vec<u8>, Error> {
        let failed =
            |e: zip::result::ZipError| Error::new(format!("无法写出文档：{e}"), format!("cannot be written: {e}"));
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        out.set_raw_comment(self.archive.comment().into()).map_err(failed)?;
        let mut written = vec![false; parts.len()];
        for index in 0..self.archive.len() {
            let file = self.archive.by_index_raw(index).map_err(failed)?;
            let name = file.name().map_err(failed)?.into_owned();
            match parts.iter().position(|(part, _)| *part == name) {
                None => out.raw_copy_file(file).map_err(failed)?,
                Some(part) => {
                    let options =
                        SimpleFileOptions::default().last_modified_time(file.last_modified().unwrap_or_default());
                    written[part] = true;
                    put(&mut out, &parts[part], options).map_err(failed)?;
                }
            }
        }
        for (part, _) in parts.iter().zip(written).filter(|(_, written)| !written) {
            put(&mut out, part, SimpleFileOptions::default().last_modified_time(DateTime::default()))
                .map_err(failed)?;
        }
        Ok(out.finish().map_err(failed)?.into_inner())
    }

    /// A part that the body names by its kind; by its usual name where no relation does.
    pub(crate) fn related(&mut self, relations: &[Relation], kind: &str) -> Result<Option<String>, Error> {
        let named = relations.iter().find(|r| r.kind == kind).map(|r| r.target.clone());
        self.part(&named.unwrap_or_else(|| format!("word/{kind}.xml")))
    }
}

/// Writes a part.
fn put(
    out: &mut ZipWriter<Cursor<Vec<u8>>>,
    (name, content): &(String, String),
    options: SimpleFileOptions,
) -> zip::result::ZipResult<()> {
    out.start_file(name.as_str(), options)?;
    out.write_all(content.as_bytes())?;
    Ok(())
}

/// The name of the part with a part's relations.
pub(crate) fn relations_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
    if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") }
}

/// A target as a name in the archive.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
