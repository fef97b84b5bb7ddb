//! A document and its analysis: text, memoised blocks, and what follows from all of them together.
//!
//! [`Document`] is the one mutable thing: edits change its rope and re-read only the lines they touched. Readers get a
//! [`Snapshot`], which is immutable, cheap to clone and computes outline and diagnostics once, when first asked.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::block::{Block, DocumentKind};
use crate::config::Settings;
use crate::finding::{Edit, Finding};
use crate::fixes::{TextEdit, line_starts};
use crate::rules::{self, BlockView, DocumentView};
use crate::structure::{self, Outline};
use crate::text::{LineChange, LineCol, LineRange, Loc, PositionEncoding, Text, lines};
use crate::{figures, text};

/// A finding of a document, with the rule's code and the block's index filled in.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The finding; its places are in document coordinates.
    pub finding: Finding,
}

fn analyse(text: &str, kind: DocumentKind, settings: &Settings) -> Block {
    let mut block = Block {
        text: text.into(),
        scan: structure::scan_line(text, kind),
        figures: figures::scan(text),
        findings: vec![],
    };
    block.findings = rules::check_block(&BlockView { block: &block, kind, settings });
    block
}

/// An open draft.
#[derive(Clone, Debug)]
pub struct Document {
    text: Text,
    current: Snapshot,
}

impl Document {
    /// Reads a whole text.
    #[must_use]
    pub fn new(text: &str, kind: DocumentKind, settings: Arc<Settings>) -> Self {
        Self { current: Snapshot::of(text, kind, settings), text: Text::new(text) }
    }

    /// Applies one change; positions as [`Text::edit`] takes them.
    pub fn edit(&mut self, encoding: PositionEncoding, start: (u32, u32), end: (u32, u32), new: &str) -> LineChange {
        let change = self.text.edit(encoding, start, end, new);
        let inner = &self.current.0;
        let (kind, settings) = (inner.kind, inner.settings.clone());
        let fresh: Vec<_> = (change.first..change.first + change.new)
            .map(|line| Arc::new(analyse(&self.text.line(line), kind, &settings)))
            .collect();
        let range = change.first..change.first + change.old;
        if let Some(inner) = Arc::get_mut(&mut self.current.0) {
            inner.blocks.splice(range, fresh);
            inner.derived = Derived::default();
        } else {
            let mut blocks = self.current.0.blocks.clone();
            blocks.splice(range, fresh);
            self.current = Snapshot(Arc::new(Inner { blocks, kind, settings, derived: Derived::default() }));
        }
        change
    }

    /// Replaces the settings; everything is read again.
    pub fn set_settings(&mut self, settings: Arc<Settings>) {
        self.current = Snapshot::of(&self.text.to_text(), self.current.0.kind, settings);
    }

    /// The text.
    #[must_use]
    pub const fn text(&self) -> &Text {
        &self.text
    }

    /// The current state, for readers.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.current.clone()
    }
}

/// An immutable state of a document. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Snapshot(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    blocks: Vec<Arc<Block>>,
    kind: DocumentKind,
    settings: Arc<Settings>,
    derived: Derived,
}

#[derive(Debug, Default)]
struct Derived {
    outline: OnceLock<Outline>,
    diagnostics: OnceLock<Vec<Diagnostic>>,
}

impl Snapshot {
    /// Analyses a text that will not be edited.
    #[must_use]
    pub fn of(text: &str, kind: DocumentKind, settings: Arc<Settings>) -> Self {
        let blocks = lines(text).map(|line| Arc::new(analyse(line, kind, &settings))).collect();
        Self(Arc::new(Inner { blocks, kind, settings, derived: Derived::default() }))
    }

    /// The blocks, one a line.
    #[must_use]
    pub fn blocks(&self) -> &[Arc<Block>] {
        &self.0.blocks
    }

    /// Settings it was analysed with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// How the draft is written.
    #[must_use]
    pub fn kind(&self) -> DocumentKind {
        self.0.kind
    }

    /// The tree of sections.
    #[must_use]
    pub fn outline(&self) -> &Outline {
        self.0.derived.outline.get_or_init(|| structure::build(self.blocks()))
    }

    /// What rules and features look at.
    #[must_use]
    pub fn view(&self) -> DocumentView<'_> {
        DocumentView { blocks: self.blocks(), outline: self.outline(), kind: self.0.kind, settings: &self.0.settings }
    }

    /// All findings, by place, then code.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.0.derived.diagnostics.get_or_init(|| {
            let local = self.blocks().iter().enumerate();
            let local = local.flat_map(|(i, b)| b.findings.iter().map(move |f| f.moved_to(i as u32)));
            let mut all: Vec<Finding> = local.chain(rules::check_document(&self.view())).collect();
            all.sort_by_key(|f| (f.loc, f.code));
            all.into_iter().map(|finding| Diagnostic { finding }).collect()
        })
    }

    /// Line range of a place.
    #[must_use]
    pub fn line_range(&self, loc: Loc) -> LineRange {
        let at = |byte| LineCol { line: loc.block, byte };
        LineRange { start: at(loc.span.start), end: at(loc.span.end) }
    }

    /// The block that holds a position, and the byte in it.
    #[must_use]
    pub fn locate(&self, at: LineCol) -> (u32, u32) {
        (at.line, at.byte)
    }

    /// Text of a line.
    #[must_use]
    pub fn line_text(&self, line: u32) -> &str {
        self.blocks().get(line as usize).map_or("", |b| &b.text)
    }

    /// Edits in line coordinates.
    #[must_use]
    pub fn text_edits(&self, edits: &[Edit]) -> Vec<TextEdit> {
        edits.iter().map(|e| TextEdit { range: self.line_range(e.loc), text: e.text.clone() }).collect()
    }

    /// Byte offsets of a place in the whole text that this snapshot was made of.
    #[must_use]
    pub fn offsets(&self, text: &str, loc: Loc) -> (usize, usize) {
        let Range { start, end } = loc.span.range();
        let base = line_starts(text).get(self.line_range(loc).start.line as usize).copied().unwrap_or(text.len());
        (base + start, base + end)
    }

    /// A position in the client's encoding.
    #[must_use]
    pub fn client_position(&self, encoding: PositionEncoding, at: LineCol) -> (u32, u32) {
        (at.line, text::client_column(self.line_text(at.line), encoding, at.byte))
    }
}
