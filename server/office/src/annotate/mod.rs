//! Writing back: remarks as comments on exactly the characters they speak of, changes as tracked insertions and deletions.
//!
//! The body is never written anew. What is added goes between its bytes; a run is split where a comment or a change
//! begins or ends inside it; everything else stays, and so do all other parts.

mod changes;
mod comments;
mod job;
mod lines;
mod properties;
mod remarks;
mod rows;
mod splice;
mod writer;

use std::ops::Range;

use quick_xml::escape::escape;
use zhibi_core::Language;

use crate::error::Error;
use crate::package::Package;
use crate::read::{Context, Revisions, Word};
use crate::xml::{Step, local, walk};
use job::{Done, Job};
use lines::Lines;
use writer::Written;

pub use changes::changes;
pub use remarks::remarks;

/// Something to be said of a stretch of [`Word::text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Bytes of the text. An empty range is a place between two characters.
    pub range: Range<usize>,
    /// What is said; each line is a paragraph of the comment.
    pub text: String,
}

/// A change of a stretch of [`Word::text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Bytes of the text that go.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

/// Who writes, and when.
#[derive(Clone, Debug)]
pub struct Hand {
    /// The author's name.
    pub author: String,
    /// The author's initials.
    pub initials: String,
    /// When, as ISO 8601 without a zone; Word takes it for local time.
    pub date: String,
    /// Whether what is written is a copy to hand out, told by [`Word::is_copy`](crate::Word) until another program saves it,
    /// and not the document that is worked on.
    pub copy: bool,
}

impl Hand {
    /// Ours, now.
    #[must_use]
    pub fn now(language: Language, copy: bool) -> Self {
        let (author, initials) = if language == Language::Zh { ("执笔", "执笔") } else { ("Zhibi", "ZB") };
        let date = jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S").to_string();
        Self { author: author.to_owned(), initials: initials.to_owned(), date, copy }
    }
}

/// A document with what was written into it.
#[derive(Debug)]
pub struct Annotated {
    /// The document.
    pub bytes: Vec<u8>,
    /// How many comments were put in.
    pub comments: usize,
    /// How many changes were put in.
    pub changes: usize,
    /// Changes that could not be, and automatic numbers that are not what the draft has. The changes touch what is not text of
    /// the body (a formula, a note), columns of a table or an automatic number that others are counted by, or they part and
    /// join paragraphs where a document cannot track that.
    pub left: usize,
}

/// Ends the body of a copy that we wrote.
const COPY: &str = "<!-- zhibi annotate -->";

/// Whether a body is that of a copy that we wrote and no other program saved since.
pub(crate) fn is_copy(body: &str) -> bool {
    body.trim_end().ends_with(COPY)
}

/// Writes remarks and changes into a document. Changes must not overlap.
///
/// # Errors
/// Why it cannot be read or written.
pub fn annotate(bytes: &[u8], remarks: &[Remark], changes: &[Change], hand: &Hand) -> Result<Annotated, Error> {
    let mut package = Package::open(bytes)?;
    let body = package.body()?;
    let contexts = (Context::of(&mut package, Revisions::Accepted)?, Context::of(&mut package, Revisions::Original)?);
    let word = Word::within(&contexts.0, &body)?;
    let names = Names::of(&body)?;
    let comments = comments::Comments::open(&mut package, &names)?;
    let lines = Lines::new(&body, &word);
    let job = Job { body: &body, word: &word, lines: &lines, names: &names, comments: &comments, hand };
    let mut ordered: Vec<&Change> = changes.iter().collect();
    ordered.sort_by_key(|change| (change.range.start, change.range.end));
    let ordered: Vec<Change> = ordered.into_iter().flat_map(|change| lines.parted(change)).collect();
    let ordered = lines.whole_numbers(ordered);
    let Done { written, made, left } = job.done(&ordered, remarks, &contexts)?;
    // Of a long document each text and each body counts.
    drop(lines);
    drop(word);
    drop(body);
    let Written { mut body, said, comments: spoken } = written;
    if made + spoken == 0 {
        return Ok(Annotated { bytes: bytes.to_vec(), comments: 0, changes: 0, left });
    }
    if hand.copy != is_copy(&body) {
        // A comment behind the root, which no program keeps when it saves.
        body.truncate(body.trim_end().trim_end_matches(COPY).len());
        body.push_str(if hand.copy { COPY } else { "" });
    }
    let mut parts = vec![(package.document.clone(), body)];
    if spoken > 0 {
        parts.extend(comments.with(&mut package, &said)?);
    }
    Ok(Annotated { bytes: package.with(&parts)?, comments: spoken, changes: made, left })
}

/// How a document names the elements of Word.
struct Names {
    /// With its colon.
    prefix: String,
    namespace: String,
}

impl Names {
    fn of(body: &str) -> Result<Self, Error> {
        let (prefix, namespace) = root(body)?;
        if prefix.is_empty() {
            return Err(Error::new(
                "文档的 XML 写法少见（无前缀），请在 Word 中另存一次再试",
                "the document's XML is of a rare form (no prefix); save it anew in Word first",
            ));
        }
        Ok(Self { prefix, namespace })
    }

    /// Whether the document is of the strict kind (ISO/IEC 29500-1), whose relations have other names.
    fn strict(&self) -> bool {
        self.namespace.contains("purl.oclc.org")
    }
}

/// The prefix of a part's first element, with its colon, and the namespace behind it.
fn root(xml: &str) -> Result<(String, String), Error> {
    let mut found = None;
    walk(xml, |step, _| {
        if let (Step::Start(element, _), None) = (step, &found) {
            let name = element.name();
            let name = name.as_ref();
            let prefix = &name[..name.len() - local(name).len()];
            let declared =
                if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{}", prefix.trim_end_matches(':')) };
            let mut attributes = element.attributes();
            let namespace = attributes.with_checks(false).flatten().find(|a| a.key.as_ref() == declared);
            found = Some((prefix.to_owned(), namespace.map(|a| a.value.into_owned()).unwrap_or_default()));
        }
    })?;
    found.ok_or_else(|| Error::new("文档的 XML 不完整", "the document's XML is broken"))
}

/// Puts `node` behind everything in the first element of a part.
fn appended(xml: &str, node: &str) -> Result<String, Error> {
    let (mut place, mut depth) = (None, 0_usize);
    walk(xml, |step, at| match step {
        Step::Start(element, true) if depth == 0 => place = Some((at, Some(element.name().as_ref().to_owned()))),
        Step::Start(_, empty) => depth += usize::from(!empty),
        Step::End(_) => {
            depth -= 1;
            if depth == 0 {
                place = Some((at.start..at.start, None));
            }
        }
        _ => {}
    })?;
    let Some((at, name)) = place else { return Err(Error::broken_archive()) };
    let (before, after) = (&xml[..at.start], &xml[at.end..]);
    Ok(match name {
        None => format!("{before}{node}{after}"),
        Some(name) => {
            let open = xml[at].trim_end_matches('>').trim_end_matches('/');
            format!("{before}{open}>{node}</{name}>{after}")
        }
    })
}

/// Numbers of comments and tracked changes: those in use are passed over.
struct Ids {
    used: std::collections::HashSet<u32>,
    next: u32,
}

impl Ids {
    /// Passes over the numbers in these parts.
    fn of<'x>(parts: impl Iterator<Item = &'x str>) -> Result<Self, Error> {
        let mut used = std::collections::HashSet::new();
        for xml in parts {
            for (at, sign) in xml.match_indices(":id=") {
                let value = xml[at + sign.len()..].trim_start_matches(['"', '\'']);
                let digits = &value[..value.bytes().take_while(u8::is_ascii_digit).count()];
                if digits.is_empty() {
                    continue;
                }
                match digits.parse::<u32>().ok().filter(|id| *id <= i32::MAX as u32) {
                    Some(id) => drop(used.insert(id)),
                    // References to relations (r:id="rId7") do not begin with a digit.
                    None => {
                        return Err(Error::new(
                            format!("文档中批注或修订的编号 {digits} 超出范围，Word 也打不开，未处理"),
                            format!(
                                "the number {digits} of a comment or change is out of range even for Word; left alone"
                            ),
                        ));
                    }
                }
            }
        }
        Ok(Self { used, next: 0 })
    }

    fn next(&mut self) -> u32 {
        while self.used.contains(&self.next) {
            self.next += 1;
        }
        self.next += 1;
        self.next - 1
    }
}

/// Text as XML 1.0 can hold it.
fn escaped(text: &str) -> String {
    let legal = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    escape(text.chars().filter(legal).collect::<String>()).into_owned()
}

#[cfg(test)]
mod tests;
