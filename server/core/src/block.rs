//! A block: one physical line of a draft (a paragraph in these documents) with everything that can be known of it alone.

use std::sync::{Arc, OnceLock};

use crate::config::OwnWords;
use crate::figures::{Figure, FigureLines, Memo};
use crate::finding::Finding;
use crate::lexis::Lexis;
use crate::markdown::LineRole;
use crate::reading::traces::Trace;
use crate::reading::{Quoting, Reading, Script};
use crate::structure::{LineScan, LineShape, Lines};
pub use crate::text::DocumentKind;
use crate::text::{Count, PositionEncoding, Span, client_column};

/// One immutable line. All offsets in it are bytes from its start, so that an edit above or below costs it nothing.
#[derive(Clone, Debug)]
pub struct Block {
    /// The text without its line terminator.
    pub text: Box<str>,
    /// The text as rules, structure and figures read it.
    pub reading: Reading,
    /// Whether it continues the block before: a piece of a line that is too long to be one block.
    pub continues: bool,
    /// Text, or front matter or code of a Markdown draft, or left by a page.
    pub role: LineRole,
    /// What the file of the draft says of it beside its words.
    pub told: Option<Told>,
    /// What may have to be read over, if the draft as a whole says so.
    pub traces: Box<[Trace]>,
    /// Ordinals, enumerations and what else structure needs.
    pub scan: LineScan,
    /// Trigger words, digits, style counters and damage.
    pub lexis: Lexis,
    /// Figures in order of appearance.
    pub figures: Vec<Figure>,
    /// Findings of the rules that look at one block only.
    pub findings: Vec<Finding>,
    /// What rules of the whole document remember of it.
    pub notes: Box<[Note]>,
    /// What its figures meant when that was last asked.
    pub memo: Memo,
    /// Units and names of metrics of the office's own, under which it was read.
    pub own: Arc<OwnWords>,
    /// How much text stands in it, counted when first asked.
    pub length: OnceLock<Count>,
}

/// What the file of a draft says of a line beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Told {
    /// It is a heading of this level, from 1.
    Heading(u8),
    /// It is a row of a table: no heading, whatever its words.
    Row,
}

/// What a rule remembers of one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// The rule's number, filled in by the runner.
    pub rule: u8,
    /// What is to be compared or counted; its meaning is the rule's own.
    pub key: u64,
    /// Where it stands, and a second place.
    pub spans: [Span; 2],
}

impl Note {
    /// A note of the running rule.
    #[must_use]
    pub const fn new(key: u64, spans: [Span; 2]) -> Self {
        Self { rule: 0, key, spans }
    }
}

impl Block {
    /// How much text stands in a part of it; front matter and code are none.
    #[must_use]
    pub fn count(&self, span: Span, kind: DocumentKind) -> Count {
        if self.role != LineRole::Text {
            return Count::default();
        }
        let len = self.text.len() as u32;
        let span = Span { start: span.start.min(len), end: span.end.min(len) };
        let count = || Count::of(span.of(&self.text), kind, span.start == 0 && !self.continues);
        if span == Span::new(0, len as usize) { *self.length.get_or_init(count) } else { count() }
    }

    /// The text in simplified script, what words are looked for in; offsets are those of [`Self::text`].
    #[must_use]
    pub fn read(&self) -> &str {
        self.reading.text(&self.text)
    }

    /// What is said about `span`, in the script of this line, or in `script` where it does not say it itself.
    #[must_use]
    pub fn quoting(&self, span: Span, script: Script) -> Quoting<'_> {
        Quoting::new(self.read(), &self.text, span, self.reading.script().unwrap_or(script))
    }

    /// Its length in the client's units.
    #[must_use]
    pub fn width(&self, encoding: PositionEncoding) -> u32 {
        client_column(&self.text, encoding, u32::MAX)
    }
}

impl Block {
    /// Takes over what the file of the draft says of it.
    pub fn tell(&mut self, told: Told) {
        self.told = Some(told);
        match told {
            Told::Heading(level) => self.scan.hashes = level.clamp(1, 6),
            Told::Row => {
                self.scan.marks.clear();
                self.scan.inner = Box::default();
                self.scan.shape = LineShape::Body;
                self.scan.hashes = 0;
                self.scan.lost_numeral = None;
            }
        }
    }
}

impl Lines for [Arc<Block>] {
    fn count(&self) -> usize {
        self.len()
    }

    fn text(&self, index: usize) -> &str {
        &self[index].text
    }

    fn read(&self, index: usize) -> &str {
        self[index].read()
    }

    fn scan(&self, index: usize) -> &LineScan {
        &self[index].scan
    }
}

impl FigureLines for [Arc<Block>] {
    fn figures(&self, index: usize) -> &[Figure] {
        &self[index].figures
    }

    fn memo(&self, index: usize) -> &Memo {
        &self[index].memo
    }

    fn own(&self, index: usize) -> &OwnWords {
        &self[index].own
    }
}
