//! What a web page or a PDF left in a text that is no part of it: readings behind characters, marks of notes, remains of
//! the page, line breaks inside paragraphs. [`super::woven`] puts together the text without it.

mod entities;
pub mod notes;
pub mod readings;
pub mod scraps;
pub mod wrapped;

use crate::text::{DocumentKind, Span};

/// Why a stretch of the written text is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// The reading of the character before it: 發(fā)展.
    Reading,
    /// The mark of a note, with its form and number.
    Note(notes::Form, u32),
    /// Left by the page that the text was copied from.
    Scrap(scraps::Kind),
    /// A character reference, read as the character that it stands for: &ldquo;.
    Reference(char),
    /// A line break inside a paragraph, with what stands around it: blanks, the number of a page.
    Break,
}

impl Cause {
    /// Whether it belongs to the draft all the same, so that no edit around it may take it out.
    #[must_use]
    pub const fn kept(self) -> bool {
        matches!(self, Self::Note(..))
    }

    /// The character that is read in its place, if any.
    #[must_use]
    pub const fn character(self) -> Option<char> {
        if let Self::Reference(character) = self { Some(character) } else { None }
    }
}

/// A stretch of one line that may have to be read over; whether it is depends on the whole draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Where.
    pub span: Span,
    /// Why.
    pub cause: Cause,
}

/// All traces of one line, in order, not overlapping; `read` is the line in simplified script.
#[must_use]
pub fn of_line(text: &str, read: &str, kind: DocumentKind) -> Box<[Trace]> {
    let mut found = Vec::new();
    let mut done = 0;
    for (at, c) in text.char_indices() {
        if at < done {
            continue;
        }
        let trace = match c {
            '(' | '（' => readings::at(text, at),
            '省' => scraps::at(read, at, done),
            '&' | 'd' | 'l' | 'r' => entities::at(text, at, done, kind),
            _ if notes::begins(c) => notes::at(text, at, kind),
            _ => None,
        };
        if let Some(trace) = trace {
            done = trace.span.end as usize;
            found.push(trace);
        }
    }
    found.into()
}
