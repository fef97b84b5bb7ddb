//! What was understood of one line, kept with the line: an edit elsewhere leaves it alone.
//!
//! A line may stand in another part of the draft after an edit above it, or stand in two places at once; what depends on
//! that is kept under it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::entry::{Around, Meanings};
use crate::part::Part;
use crate::text::Span;

/// What a title tells of the part that it opens.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Title {
    /// As a heading of the first level, or of the text's own.
    pub heading: Option<Part>,
    /// As a heading below one that told something.
    pub subheading: Option<Part>,
    /// It is about work or tasks.
    pub about_work: bool,
    /// The only year it names.
    pub year: Option<i32>,
}

/// What a line that no ordinal opens tells of its part.
#[derive(Clone, Copy, Debug)]
pub(super) enum Opening {
    /// It may be a heading of its own.
    Title(Title),
    /// A paragraph; what its first words say.
    Paragraph(Option<Part>),
}

/// What was understood of one line.
#[derive(Debug, Default)]
pub struct Memo {
    meanings: Mutex<Vec<(Around, Arc<Meanings>)>>,
    titles: Mutex<HashMap<(u32, Span), Title>>,
    opening: OnceLock<Opening>,
    aims: OnceLock<Option<u32>>,
    tone: OnceLock<i32>,
}

/// The places of one line that are kept: more than a paragraph repeated in review and plan needs.
const PLACES: usize = 4;

impl Memo {
    /// The meaning of the line's figures in its place, read where it is not known.
    pub(super) fn meanings(&self, around: Around, read: impl FnOnce(&Around) -> Meanings) -> Arc<Meanings> {
        let mut known = self.meanings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, found)) = known.iter().find(|(place, _)| *place == around) {
            return Arc::clone(found);
        }
        let found = Arc::new(read(&around));
        if known.len() == PLACES {
            known.remove(0);
        }
        known.push((around, Arc::clone(&found)));
        found
    }

    /// What the title at a place of the line tells.
    pub(super) fn title(&self, at: u32, title: Span, read: impl FnOnce() -> Title) -> Title {
        *self.titles.lock().unwrap_or_else(PoisonError::into_inner).entry((at, title)).or_insert_with(read)
    }

    pub(super) fn opening(&self, read: impl FnOnce() -> Opening) -> Opening {
        *self.opening.get_or_init(read)
    }

    /// Where the line comes to the aims.
    pub(super) fn aims(&self, read: impl FnOnce() -> Option<u32>) -> Option<u32> {
        *self.aims.get_or_init(read)
    }

    /// What it sounds like.
    pub(super) fn tone(&self, read: impl FnOnce() -> i32) -> i32 {
        *self.tone.get_or_init(read)
    }
}

/// A copy of a line may be changed before it is read.
impl Clone for Memo {
    fn clone(&self) -> Self {
        Self::default()
    }
}
