//! The part with the comments, and how the body comes to it.

use quick_xml::escape::escape;

use super::{Hand, Names, appended, escaped, root};
use crate::error::Error;
use crate::package::{Package, Relation, relations_of};

const TYPES: &str = "[Content_Types].xml";
const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments";
/// The prefix of what [`comment`] writes, as long as the part has no other.
const PREFIX: &str = "w:";

/// The comments of a document before ours.
pub(super) struct Comments {
    name: String,
    xml: Option<String>,
    related: bool,
    relations: Vec<Relation>,
    namespace: String,
    strict: bool,
}

impl Comments {
    pub(super) fn open(package: &mut Package<'_>, names: &Names) -> Result<Self, Error> {
        let document = package.document.clone();
        let relations = package.relations(&document)?;
        let named = relations.iter().find(|r| r.kind == "comments").map(|r| r.target.clone());
        let folder = document.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let (related, mut name) = (named.is_some(), named.unwrap_or_else(|| format!("{folder}comments.xml")));
        let mut number = 1;
        // A part of that name that the body does not know is not ours to use.
        while !related && package.has(&name) {
            number += 1;
            name = format!("{folder}comments{number}.xml");
        }
        let xml = package.part(&name)?;
        let (namespace, strict) = (names.namespace.clone(), names.strict());
        Ok(Self { name, xml, related, relations, namespace, strict })
    }

    /// The part as it stands.
    pub(super) fn existing(&self) -> Option<&str> {
        self.xml.as_deref()
    }

    /// The parts that change when `said` is added.
    pub(super) fn with(&self, package: &mut Package<'_>, said: &str) -> Result<Vec<(String, String)>, Error> {
        let mut parts = Vec::new();
        let xml = match &self.xml {
            Some(xml) => {
                let (prefix, namespace) = root(xml)?;
                let said = if prefix == PREFIX {
                    said.to_owned()
                } else {
                    // Each of ours says by itself what its prefix means.
                    said.replace("<w:comment ", &format!("<w:comment xmlns:w=\"{namespace}\" "))
                };
                appended(xml, &said)?
            }
            None => format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{}\">{said}</w:comments>",
                self.namespace
            ),
        };
        parts.push((self.name.clone(), xml));
        let types = package.part(TYPES)?.ok_or_else(|| {
            Error::new("文档缺少 [Content_Types].xml，未处理", "the document has no [Content_Types].xml; left alone")
        })?;
        if !types.contains(&format!("PartName=\"/{}\"", self.name)) {
            let (prefix, _) = root(&types)?;
            let node = format!("<{prefix}Override PartName=\"/{}\" ContentType=\"{CONTENT_TYPE}\"/>", self.name);
            parts.push((TYPES.to_owned(), appended(&types, &node)?));
        }
        if !self.related {
            parts.push(self.relation(package)?);
        }
        Ok(parts)
    }

    /// The relations of the body, with that to the comments.
    fn relation(&self, package: &mut Package<'_>) -> Result<(String, String), Error> {
        let name = relations_of(&package.document);
        let mut number = 1;
        let id = loop {
            let id = format!("rIdZhibi{number}");
            if !self.relations.iter().any(|r| r.id == id) {
                break id;
            }
            number += 1;
        };
        let kind = if self.strict { STRICT } else { TRANSITIONAL };
        let target = self.name.rsplit('/').next().unwrap_or_default();
        let node = |prefix: &str| format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
        let xml = match package.part(&name)? {
            Some(xml) => appended(&xml, &node(&root(&xml)?.0))?,
            None => format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
                 <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
                node("")
            ),
        };
        Ok((name, xml))
    }
}

/// One comment.
pub(super) fn comment(id: u32, text: &str, hand: &Hand) -> String {
    let (author, date, initials) = (escape(&hand.author), escape(&hand.date), escape(&hand.initials));
    let mut out =
        format!("<w:comment w:id=\"{id}\" w:author=\"{author}\" w:date=\"{date}\" w:initials=\"{initials}\">");
    for (index, line) in text.split('\n').enumerate() {
        let sign = if index == 0 { "<w:r><w:annotationRef/></w:r>" } else { "" };
        out.push_str(&format!("<w:p>{sign}<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(line)));
    }
    out.push_str("</w:comment>");
    out
}
