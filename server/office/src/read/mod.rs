//! Reading: the text of a document, one line a paragraph, Word's automatic numbering written out, and where in the
//! document each character of it stands.

mod body;
mod flow;
mod notes;
mod numbering;
mod styles;

use std::collections::HashMap;
use std::ops::Range;

use zhibi_core::analysis::Told;

use crate::annotate::is_copy;
use crate::error::Error;
use crate::package::Package;

pub(crate) use flow::MAX_SPAN;

/// The digits that stand for a note in a text.
pub(crate) const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Which of its texts a document with tracked changes is read for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Revisions {
    /// As if all changes were accepted.
    #[default]
    Accepted,
    /// As if all changes were rejected.
    Original,
}

/// A document that was read.
#[derive(Debug, Default)]
pub struct Word {
    /// Its text. Each paragraph and each row of a table is a line, each line ends in a line feed; the cells of a row are
    /// parted by tabs.
    pub text: String,
    /// What its styles and outline levels say of lines, in order.
    pub heads: Vec<Head>,
    /// The rows of its tables, in order.
    pub rows: Vec<Row>,
    /// Whether it is a copy with comments that we wrote to be handed out, and that no other program has saved since.
    pub is_copy: bool,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) source: Source,
}

/// A line that the document itself marks as a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The line, from 0.
    pub line: u32,
    /// Its level, from 1; 0 for the title of the document.
    pub level: u8,
}

/// A line that is a row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line, from 0.
    pub line: u32,
    /// Which table of the document.
    pub table: u32,
    /// Which of the [`Source::rows`].
    pub(crate) row: u32,
}

/// A stretch of the text and where it came from.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// Its first byte in the text.
    pub(crate) at: u32,
    /// Bytes of the text.
    pub(crate) len: u32,
    /// Its bytes in the body.
    pub(crate) xml: Range<u32>,
    pub(crate) kind: PieceKind,
    /// The run it stands in.
    pub(crate) run: u32,
}

impl Piece {
    /// Behind its last byte in the text.
    pub(crate) const fn end(&self) -> usize {
        (self.at + self.len) as usize
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PieceKind {
    /// Byte for byte the text between the tags of a `w:t`.
    Text,
    /// Written in another way within a `w:t`: a reference.
    Written,
    /// An element of its own: a tab, a line break.
    Element,
    /// An automatic number.
    Number,
    /// What stands for a note where it is referred to.
    Note,
    /// Made by us: the text of a note; or text that nothing can be put into.
    Made,
}

impl PieceKind {
    /// Whether its text is not in the body.
    pub(crate) const fn made(self) -> bool {
        matches!(self, Self::Number | Self::Note | Self::Made)
    }
}

/// The skeleton of the body, for those who write into it.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) runs: Vec<Run>,
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Tracked changes that runs stand in.
    pub(crate) changes: Vec<Element>,
    /// Elements that nothing may be put into.
    pub(crate) closed: Vec<Element>,
    /// Rows of tables.
    pub(crate) rows: Vec<Element>,
    /// Links that runs stand in, children of their paragraphs.
    pub(crate) links: Vec<Element>,
    /// The texts of runs, in order.
    pub(crate) texts: Vec<Text>,
    /// The paragraph of each line.
    pub(crate) lines: Vec<u32>,
    /// The paragraph whose mark ends each line that is a paragraph's last.
    pub(crate) ends: Vec<u32>,
    /// The first line that is a note.
    pub(crate) notes: u32,
    /// The paragraphs of comments, by the comments' numbers.
    pub(crate) comments: Vec<(String, u32)>,
}

/// A `w:t`.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) open: Range<u32>,
    /// Before its end tag.
    pub(crate) inner_end: u32,
    /// Behind its end tag.
    pub(crate) end: u32,
    pub(crate) run: u32,
    /// Whether blanks at its ends are text.
    pub(crate) preserve: bool,
    /// Between which places its text stands, without blanks that are none.
    pub(crate) inner: Range<u32>,
}

impl Source {
    /// The bytes that a comment goes around.
    pub(crate) fn around(&self, around: Around) -> Range<u32> {
        let element = match around {
            Around::Run(run) => &self.runs[run as usize].element,
            Around::Closed(closed) => &self.closed[closed as usize],
        };
        element.open.start..element.end
    }

    fn text_at(&self, at: u32) -> Option<&Text> {
        let index = self.texts.partition_point(|text| text.open.start <= at).checked_sub(1)?;
        Some(&self.texts[index]).filter(|text| at <= text.end)
    }

    /// The place, or that before its element where it is the beginning of a text.
    pub(crate) fn before_text(&self, at: u32) -> u32 {
        self.text_at(at).filter(|text| at <= text.inner.start).map_or(at, |text| text.open.start.min(at))
    }

    /// The place, or that behind its element where it is the end of a text.
    pub(crate) fn behind_text(&self, at: u32) -> u32 {
        self.text_at(at).filter(|text| at >= text.inner.end).map_or(at, |text| text.end.max(at))
    }
}

/// An element's start tag and its end.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) open: Range<u32>,
    /// Behind its end tag.
    pub(crate) end: u32,
}

/// A run of characters.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) element: Element,
    /// Its properties, `w:rPr`.
    pub(crate) properties: Option<Range<u32>>,
    pub(crate) paragraph: u32,
    /// The outermost tracked change around it, and the insertion that is its parent.
    pub(crate) change: Option<u32>,
    pub(crate) insertion: Option<u32>,
    /// What a comment goes around instead, where none can be inside.
    pub(crate) around: Option<Around>,
    /// The link that it stands in.
    pub(crate) link: Option<u32>,
    /// Whether its parent is the paragraph or a link in it, or a tracked insertion whose parent is.
    pub(crate) direct: bool,
    /// Whether nothing can be changed in it.
    pub(crate) fixed: bool,
}

/// What a comment goes around where none can be inside.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Around {
    /// A run: that of a text box, of a note.
    Run(u32),
    /// One of [`Source::closed`].
    Closed(u32),
}

/// A paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    pub(crate) element: Element,
    /// Its properties, `w:pPr`.
    pub(crate) properties: Option<Range<u32>>,
    /// Between its properties and its end tag; `None` for an empty element.
    pub(crate) content: Option<Range<u32>>,
    /// The run of the text box it stands in.
    pub(crate) around: Option<Around>,
}

/// What a document says beside its body.
#[derive(Default)]
pub(crate) struct Context {
    revisions: Revisions,
    styles: HashMap<String, styles::Style>,
    definitions: numbering::Definitions,
    /// Texts of footnotes and endnotes by kind and number.
    notes: HashMap<(notes::Kind, String), String>,
}

/// What of a body is kept: a document of many small runs has several times its size in what is known of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keep {
    /// Text, and where each character of it stands.
    All,
    /// Text and automatic numbers.
    Text,
}

impl Word {
    /// Reads a document.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(bytes: &[u8], revisions: Revisions) -> Result<Self, Error> {
        let mut package = Package::open(bytes)?;
        let body = package.body()?;
        Self::of(&mut package, &body, revisions)
    }

    /// What the document says of its lines beside their words.
    #[must_use]
    pub fn told(&self) -> Vec<(u32, Told)> {
        let heads = self.heads.iter().filter(|head| head.level > 0).map(|head| (head.line, Told::Heading(head.level)));
        let rows = self.rows.iter().map(|row| (row.line, Told::Row));
        let mut told: Vec<_> = heads.chain(rows).collect();
        told.sort_by_key(|(line, _)| *line);
        told
    }

    /// Reads the document of a package whose body is `body`.
    pub(crate) fn of(package: &mut Package<'_>, body: &str, revisions: Revisions) -> Result<Self, Error> {
        Self::within(&Context::of(package, revisions)?, body)
    }

    /// Reads a body.
    pub(crate) fn within(context: &Context, body: &str) -> Result<Self, Error> {
        let word = body::read(body, context, Keep::All)?;
        Ok(Self { is_copy: is_copy(body), ..word })
    }

    /// Reads the text of a body; of its pieces there are only the automatic numbers.
    pub(crate) fn text_within(context: &Context, body: &str) -> Result<Self, Error> {
        body::read(body, context, Keep::Text)
    }
}

impl Context {
    /// What the parts of a package say beside its body.
    pub(crate) fn of(package: &mut Package<'_>, revisions: Revisions) -> Result<Self, Error> {
        let name = package.document.clone();
        let relations = package.relations(&name)?;
        let mut context = Self { revisions, ..Self::default() };
        if let Some(xml) = package.related(&relations, "styles")? {
            context.styles = styles::read(&xml)?;
        }
        if let Some(xml) = package.related(&relations, "numbering")? {
            context.definitions = numbering::definitions(&xml)?;
        }
        for kind in [notes::Kind::Footnote, notes::Kind::Endnote] {
            if let Some(xml) = package.related(&relations, kind.part())? {
                notes::read(&xml, kind, revisions, &mut context.notes)?;
            }
        }
        Ok(context)
    }
}

#[cfg(test)]
mod tests;
