//! `zhibi.convert` and `zhibi.annotate`: Word documents. Their bytes come from the client and go back to it; the server reads
//! and writes no file.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tower_lsp::{
    jsonrpc::{Error, Result},
    lsp_types::Url,
};
use zhibi_core::{DocumentKind, Language, Reader, Snapshot};
use zhibi_office::{self as office, Hand, Layout, Revisions, Word, Written};

use crate::session::OpenSnapshot;

/// The layout of a draft that is typeset where none is named.
const LAYOUT: &str = "gb9704";

/// The argument of `zhibi.convert`: a Word document that becomes a draft, or an open draft that becomes one.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum ConvertParams {
    /// A document.
    Word(FromWord),
    /// A draft.
    Draft(ToWord),
}

/// A Word document to be read.
#[derive(Clone, Debug, Deserialize)]
pub struct FromWord {
    /// Name of its file.
    pub name: String,
    /// Its bytes.
    pub base64: String,
    /// Whether Markdown is wanted.
    #[serde(default)]
    pub markdown: bool,
    /// Whether its text before tracked changes is wanted.
    #[serde(default)]
    pub original: bool,
    /// Whether its comments are listed at the end.
    #[serde(default)]
    pub comments: bool,
}

/// A draft to be typeset.
#[derive(Clone, Debug, Deserialize)]
pub struct ToWord {
    /// The draft; it must be open.
    pub uri: Url,
    /// Name of a layout, or what stands in a layout's file.
    #[serde(default)]
    pub layout: Option<String>,
}

/// The result of `zhibi.convert`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Converted {
    /// A draft.
    Text(String),
    /// A Word document.
    Base64(String),
}

/// The argument of `zhibi.annotate`.
#[derive(Clone, Debug, Deserialize)]
pub struct AnnotateParams {
    /// The draft that was made of the document; it must be open. What was changed in it becomes tracked changes.
    pub uri: Url,
    /// Name of the document's file.
    pub name: String,
    /// Its bytes.
    pub base64: String,
    /// Whether the result is a copy to be handed out, not the document that is worked on.
    #[serde(default)]
    pub copy: bool,
}

/// The result of `zhibi.annotate`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Annotated {
    /// The document with comments and changes.
    pub base64: String,
    /// How many comments.
    pub comments: usize,
    /// How many changes.
    pub changes: usize,
    /// How many changes of the draft could not be put in.
    pub left: usize,
}

/// Reads a document as a draft.
///
/// # Errors
/// Why it cannot be read.
pub fn draft(from: &FromWord, language: Language) -> Result<Converted> {
    let bytes = document(&from.name, &from.base64, language)?;
    let revisions = if from.original { Revisions::Original } else { Revisions::Accepted };
    let written = if from.markdown { Written::Markdown } else { Written::Plain };
    let text = office::draft(&bytes, revisions, written, from.comments.then_some(language));
    text.map(Converted::Text).map_err(|why| refused(&why, language))
}

/// Typesets an open draft.
///
/// # Errors
/// When the layout is wrong.
pub fn typeset(open: &OpenSnapshot, layout: Option<&str>) -> Result<Converted> {
    let language = open.client.language;
    let wanted = layout.unwrap_or(LAYOUT);
    let layout = Layout::named(wanted).map_or_else(|| Layout::read(wanted), Ok);
    let made = layout.and_then(|layout| office::typeset(&open.snapshot, &layout));
    made.map(|bytes| Converted::Base64(STANDARD.encode(bytes))).map_err(|why| refused(&why, language))
}

/// Writes what is found in a document, and what was changed in the draft that was made of it, into the document.
///
/// # Errors
/// Why it cannot be read or written.
pub fn annotate(open: &OpenSnapshot, params: &AnnotateParams) -> Result<Annotated> {
    let language = open.client.language;
    let bytes = document(&params.name, &params.base64, language)?;
    let word = Word::read(&bytes, Revisions::Accepted).map_err(|why| refused(&why, language))?;
    let settings = Arc::new(open.snapshot.settings().clone());
    let found = Reader::new(DocumentKind::Plain, settings).read_told(&word.text, &word.told());
    let remarks = office::remarks(&found, &word.text, language);
    let changes = office::changes(&word.text, &text(&open.snapshot));
    let done = office::annotate(&bytes, &remarks, &changes, &Hand::now(language, params.copy));
    let office::Annotated { bytes, comments, changes, left } = done.map_err(|why| refused(&why, language))?;
    Ok(Annotated { base64: STANDARD.encode(bytes), comments, changes, left })
}

/// The whole text, its last line ended as lines of a document are.
fn text(snapshot: &Snapshot) -> String {
    let mut text = String::new();
    for line in 0..snapshot.line_count() {
        text.push_str(&snapshot.line_text(line));
        text.push('\n');
    }
    if text.ends_with("\n\n") {
        text.pop();
    }
    text
}

/// The bytes of a document, if its name is that of one that can be read.
fn document(name: &str, base64: &str, language: Language) -> Result<Vec<u8>> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if let Some(why) = office::foreign(extension) {
        return Err(refused(&why, language));
    }
    STANDARD.decode(base64).map_err(|e| Error::invalid_params(e.to_string()))
}

/// What the client is told, in its language.
fn refused(why: &office::Error, language: Language) -> Error {
    Error::invalid_params(why.get(language).to_owned())
}
