//! In: a Word document as a draft, in plain text or Markdown.

use std::collections::HashMap;
use std::fmt::Write;

use zhibi_core::Language;

use crate::error::Error;
use crate::package::Package;
use crate::read::{PieceKind, RAISED, Revisions, Word};
use crate::xml::{Step, attribute, local, walk};

/// How a draft is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
}

/// A comment of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Who wrote it.
    pub author: String,
    /// What it says, its paragraphs parted by blanks.
    pub text: String,
    /// The line it stands at, from 0.
    pub line: u32,
}

impl Word {
    /// The document as a draft.
    #[must_use]
    pub fn draft(&self, written: Written) -> String {
        match written {
            Written::Plain => self.text.clone(),
            Written::Markdown => self.markdown(),
        }
    }

    fn markdown(&self) -> String {
        let heads: HashMap<u32, u8> = self.heads.iter().map(|head| (head.line, head.level)).collect();
        let rows: HashMap<u32, u32> = self.rows.iter().map(|row| (row.line, row.table)).collect();
        let titled = self.heads.iter().any(|head| head.level == 0);
        let mut out = String::with_capacity(self.text.len() + self.text.len() / 8);
        let mut table = None;
        let mut notes = self.pieces.iter().filter(|piece| piece.kind == PieceKind::Note).peekable();
        let mut start = 0;
        for (line, number) in self.text.lines().zip(0_u32..) {
            let range = start..start + line.len();
            start = range.end + 1;
            let mut marked = String::new();
            let mut done = 0;
            while let Some(piece) = notes.next_if(|piece| (piece.at as usize) < range.end) {
                let at = (piece.at as usize).saturating_sub(range.start);
                let end = at + piece.len as usize;
                let _ = write!(marked, "{}[^{}]", &line[done..at], lowered(&line[at..end]));
                done = end;
            }
            marked.push_str(&line[done..]);
            if number >= self.source.notes
                && let Some((sign, text)) = split_note(line)
            {
                marked = format!("[^{}]: {text}", lowered(sign));
            }
            let line = marked.as_str();
            let here = rows.get(&number).copied();
            let parted = here != table || here.is_none();
            if parted && !out.is_empty() && !out.ends_with("\n\n") {
                out.push('\n');
            }
            if let Some(level) = heads.get(&number) {
                let hashes = usize::from(*level + u8::from(titled)).clamp(1, 6);
                let _ = writeln!(out, "{} {}", "#".repeat(hashes), line.trim());
            } else if here.is_some() {
                let cells: Vec<String> = line.split('\t').map(|cell| cell.trim().replace('|', "\\|")).collect();
                let _ = writeln!(out, "| {} |", cells.join(" | "));
                if here != table {
                    let _ = writeln!(out, "|{}", " --- |".repeat(cells.len()));
                }
            } else if !line.trim().is_empty() {
                // What would be markup is text.
                let escape = if line.starts_with(['#', '>', '|']) { "\\" } else { "" };
                let _ = writeln!(out, "{escape}{line}");
            }
            table = here;
        }
        out
    }

    /// The comments of a document that was read from `bytes`, in the order of their lines.
    ///
    /// # Errors
    /// Why they cannot be read.
    pub fn comments(&self, bytes: &[u8]) -> Result<Vec<Comment>, Error> {
        let mut package = Package::open(bytes)?;
        let name = package.document.clone();
        let relations = package.relations(&name)?;
        let Some(xml) = package.related(&relations, "comments")? else { return Ok(Vec::new()) };
        let mut first: HashMap<u32, u32> = HashMap::new();
        for (paragraph, line) in self.source.lines.iter().copied().zip(0_u32..) {
            first.entry(paragraph).or_insert(line);
        }
        let places: HashMap<&str, u32> =
            self.source.comments.iter().map(|(id, paragraph)| (id.as_str(), *paragraph)).collect();
        let mut found: Vec<Comment> = Vec::new();
        let (mut current, mut in_text) = (None::<(String, Comment)>, false);
        walk(&xml, |step, _| match step {
            Step::Start(element, empty) => match element.local_name().as_ref() {
                "comment" if !empty => {
                    let (id, author) = (attribute(element, "id").unwrap_or_default(), attribute(element, "author"));
                    let comment = Comment { author: author.unwrap_or_default(), text: String::new(), line: 0 };
                    current = Some((id, comment));
                }
                "t" => in_text = !empty,
                "p" | "br" | "tab" => {
                    if let Some((_, comment)) = current.as_mut().filter(|(_, c)| !c.text.is_empty()) {
                        comment.text.push(' ');
                    }
                }
                _ => {}
            },
            Step::End(name) => match local(name) {
                "comment" => {
                    if let Some((id, comment)) = current.take() {
                        let line = places.get(id.as_str()).and_then(|paragraph| first.get(paragraph));
                        found.push(Comment { line: line.copied().unwrap_or(0), ..comment });
                    }
                }
                "t" => in_text = false,
                _ => {}
            },
            Step::Text(text) | Step::Written(text) => {
                if let (true, Some((_, comment))) = (in_text, current.as_mut()) {
                    comment.text.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
                }
            }
        })?;
        found.sort_by_key(|comment| comment.line);
        Ok(found)
    }
}

/// The digits of a raised number.
fn lowered(raised: &str) -> String {
    raised.chars().filter_map(|c| RAISED.iter().position(|digit| *digit == c)).map(|digit| digit.to_string()).collect()
}

/// The raised number of a note and its text.
fn split_note(line: &str) -> Option<(&str, &str)> {
    let end = line.find(|c| !RAISED.contains(&c)).unwrap_or(line.len());
    (end > 0).then(|| line.split_at(end))
}

/// Comments as lines below a draft.
#[must_use]
pub fn listed(comments: &[Comment], language: Language) -> String {
    let mut out = String::new();
    for (comment, number) in comments.iter().zip(1..) {
        let Comment { author, text, line } = comment;
        let _ = match language {
            Language::Zh => writeln!(out, "【批注{number}】{author}（第{}行）：{text}", line + 1),
            Language::En => writeln!(out, "【批注{number}】{author} (line {}): {text}", line + 1),
        };
    }
    out
}

/// Reads a document as a draft.
///
/// # Errors
/// Why it cannot be read.
pub fn draft(
    bytes: &[u8],
    revisions: Revisions,
    written: Written,
    comments: Option<Language>,
) -> Result<String, Error> {
    let word = Word::read(bytes, revisions)?;
    let mut text = word.draft(written);
    if let Some(language) = comments {
        let all = listed(&word.comments(bytes)?, language);
        if !all.is_empty() {
            text.push('\n');
            text.push_str(&all);
        }
    }
    Ok(text)
}
