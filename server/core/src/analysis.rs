//! A document and its analysis: text, memoised blocks, and what follows from all of them together.
//!
//! [`Document`] is the one mutable thing: edits change its rope and re-read only the lines they touched. Readers get a
//! [`Snapshot`], which is immutable, cheap to clone and computes outline and diagnostics once, when first asked.
//!
//! A block is a line, except that a line longer than [`MAX_BLOCK`] is cut after sentence ends into several blocks, so
//! that a keystroke in it does not cost a reading of all of it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub use crate::block::Told;
use crate::block::{Block, DocumentKind};
use crate::config::comments::Silenced;
use crate::config::ignores::SentenceHashes;
use crate::config::{Facts, Settings};
use crate::facts::{self, Matching};
use crate::figures;
use crate::figures::{Ledger, Relation};
use crate::finding::{Edit, Finding, Severity};
use crate::fixes::{TextEdit, line_starts};
use crate::interrupt;
use crate::lexis::Lexis;
use crate::markdown::{self, LineRole};
use crate::message::Message;
use crate::reading::segments::last_statement;
use crate::reading::traces::{self, scraps};
use crate::reading::woven::{self, Woven};
use crate::reading::{Reading, Script};
use crate::rules::lexis;
use crate::rules::spaced::Closed;
use crate::rules::text::invisible_character::RULE as INVISIBLE;
use crate::rules::{self, DocumentView, FactsView, Group, Selection, habits};
use crate::structure::{self, LineScan, LineShape, Outline};
use crate::style::Style;
use crate::text::{self, LineChange, LineCol, LineRange, Loc, PositionEncoding, Span, SpanSet, Text, lines};

/// Longest block in bytes; a whole report on one line is a quarter of it.
pub const MAX_BLOCK: usize = 256 << 10;
/// How many bytes of text a [`Reader`] remembers before it starts anew.
const MAX_KNOWN: usize = 4 << 20;
/// Largest document that is analysed, in bytes.
pub const MAX_BYTES: usize = 32 << 20;

/// A finding of a document, with the rule's code and the block's index filled in.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The finding; its places are in document coordinates.
    pub finding: Finding,
}

/// Why a document is not analysed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Larger than [`MAX_BYTES`].
    TooLarge,
    /// Has NUL characters: no text.
    Binary,
}

impl Refusal {
    fn of(len: usize, head: &str) -> Option<Self> {
        if len > MAX_BYTES { Some(Self::TooLarge) } else { head.contains('\0').then_some(Self::Binary) }
    }

    fn finding(self) -> Finding {
        let mebibytes = MAX_BYTES >> 20;
        let message = match self {
            Self::TooLarge => Message::new(
                format!("文档超过{mebibytes}MB，未作检查"),
                format!("The document is larger than {mebibytes} MB and was not checked"),
            ),
            Self::Binary => Message::new("文档不是文本，未作检查", "The document is not text and was not checked"),
        };
        Finding { code: "not-analysed", severity: Severity::Information, ..Finding::new(Loc::default(), message) }
    }
}

fn analyse(text: &str, continues: bool, kind: DocumentKind, settings: &Settings, rules: &Selection) -> Arc<Block> {
    interrupt::check();
    if !continues && scraps::line(text).is_some() {
        return Arc::new(analyse_as(LineRole::Page, text, kind, settings, rules));
    }
    let read = |written: &str| {
        let mut lexis = lexis::scan(written, written, kind);
        let reading = if lexis.foldable { Reading::of(written) } else { Reading::default() };
        let text = reading.text(written);
        if lexis.foldable {
            lexis = lexis::scan(written, text, kind);
        }
        Block {
            continues,
            role: LineRole::Text,
            told: None,
            traces: traces::of_line(written, text, kind),
            scan: structure::scan_line(text, kind),
            lexis,
            figures: figures::scan_with(text, &settings.words),
            findings: vec![],
            notes: Box::default(),
            memo: figures::Memo::default(),
            text: written.into(),
            reading,
        }
    };
    let mut block = read(text);
    block.notes = rules.note_block(&block, kind, settings);
    block.findings = rules.check_block(&block, kind, settings, None);
    if !rules.is_empty() {
        // What is invisible would hide a fault until it is taken away.
        let invisible = block.findings.iter().filter(|f| f.code == INVISIBLE.code).map(|f| f.loc.span);
        let visible = Closed::without(text, &invisible.collect::<Vec<_>>());
        let closed = Closed::of(text, &block.lexis.digits);
        for (closed, group) in [(visible, None), (closed, Some(Group::Figures))] {
            let Some(closed) = closed else { continue };
            let found = rules.check_block(&read(&closed.text), kind, settings, group);
            add_new(&mut block.findings, found.into_iter().map(|f| closed.back(f)));
        }
    }
    Arc::new(block)
}

/// Adds those findings that do not say again what is known of a place.
fn add_new(findings: &mut Vec<Finding>, found: impl Iterator<Item = Finding>) {
    let mut known: HashMap<&str, Vec<Span>> = HashMap::new();
    for finding in &*findings {
        known.entry(finding.code).or_default().push(finding.loc.span);
    }
    known.values_mut().for_each(|spans| spans.sort_unstable());
    let new = found.filter(|finding| {
        let (span, spans) = (finding.loc.span, known.get(finding.code).map(Vec::as_slice).unwrap_or_default());
        // Of those that begin before its end, the last ones: one rule's places hardly nest.
        let before = spans.partition_point(|s| s.start < span.end.max(span.start + 1));
        !spans[before.saturating_sub(2)..before].iter().any(|s| s.overlaps(span))
    });
    let new: Vec<Finding> = new.collect();
    findings.extend(new);
}

/// Reads a line that is no text of the draft.
fn analyse_as(role: LineRole, text: &str, kind: DocumentKind, settings: &Settings, rules: &Selection) -> Block {
    if role == LineRole::FrontMatter {
        let mut block = Arc::unwrap_or_clone(analyse(text, false, kind, settings, rules));
        let of_marks = |f: &Finding| rules::rule(f.code).is_some_and(|r| r.group == Group::Punctuation);
        block.findings.retain(|f| !of_marks(f));
        block.notes = Box::default();
        (block.lexis.style.half_marks, block.lexis.style.half_brackets) = (0, 0);
        return Block { role, ..block };
    }
    Block {
        text: text.into(),
        reading: Reading::of(text),
        continues: false,
        role,
        told: None,
        traces: Box::default(),
        scan: LineScan { shape: LineShape::Noise, ..LineScan::default() },
        lexis: Lexis::default(),
        figures: vec![],
        findings: vec![],
        notes: Box::default(),
        memo: figures::Memo::default(),
    }
}

/// Reads those blocks again whose role is another now: a fence that comes or goes changes the lines below it.
fn settle(blocks: &mut [Arc<Block>], kind: DocumentKind, settings: &Settings, rules: &Selection) {
    if kind != DocumentKind::Markdown {
        return;
    }
    let mut lines = markdown::roles(blocks.iter().filter(|b| !b.continues).map(|b| &*b.text)).into_iter();
    let mut now = LineRole::Text;
    for block in blocks {
        if !block.continues {
            now = lines.next().unwrap_or_default();
        }
        // What a page left is left in text only.
        if block.role != now && !(block.role == LineRole::Page && now == LineRole::Text) {
            let (text, continues) = (&*block.text, block.continues);
            *block = match now {
                LineRole::Text => analyse(text, continues, kind, settings, rules),
                role => Arc::new(Block { continues, ..analyse_as(role, text, kind, settings, rules) }),
            };
        }
    }
}

/// Cuts a line that is too long after sentence ends (or, failing that, anywhere between characters).
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let text = rest?;
        if text.len() <= MAX_BLOCK {
            rest = None;
            return Some(text);
        }
        let mut limit = MAX_BLOCK;
        while !text.is_char_boundary(limit) {
            limit -= 1;
        }
        let head = &text[..limit];
        let cut = Some(last_statement(head)).filter(|at| *at > 0).unwrap_or(limit);
        rest = Some(&text[cut..]);
        Some(&text[..cut])
    })
}

/// Reads texts with one group of settings and remembers the lines it has read: a line that comes again, in the next
/// version of the same draft as well as in the same one, is not analysed twice.
#[derive(Clone, Debug)]
pub struct Reader {
    kind: DocumentKind,
    settings: Arc<Settings>,
    rules: Arc<Selection>,
    /// By a hash of their text.
    known: HashMap<u64, Arc<Block>>,
    hasher: RandomState,
    /// Bytes of text in `known`.
    bytes: usize,
}

impl Reader {
    /// A reader that knows nothing yet.
    #[must_use]
    pub fn new(kind: DocumentKind, settings: Arc<Settings>) -> Self {
        let rules = Selection::new(&settings);
        Self::with(kind, settings, rules)
    }

    /// A reader that checks nothing: for structure and figures alone.
    #[must_use]
    pub fn unchecked(kind: DocumentKind, settings: Arc<Settings>) -> Self {
        Self::with(kind, settings, Selection::default())
    }

    fn with(kind: DocumentKind, settings: Arc<Settings>, rules: Selection) -> Self {
        let rules = Arc::new(rules);
        Self { kind, settings, rules, known: HashMap::new(), hasher: RandomState::new(), bytes: 0 }
    }

    /// Whether it reads drafts of this kind with these settings.
    #[must_use]
    pub fn suits(&self, kind: DocumentKind, settings: &Settings) -> bool {
        self.kind == kind && *self.settings == *settings
    }

    /// Analyses a text.
    #[must_use]
    pub fn read(&mut self, text: &str) -> Snapshot {
        self.read_told(text, &[])
    }

    /// Analyses a text of whose lines, in order and counted from 0, its file tells more than their words do.
    #[must_use]
    pub fn read_told(&mut self, text: &str, told: &[(u32, Told)]) -> Snapshot {
        let refusal = Refusal::of(text.len(), text);
        let lines = lines(if refusal.is_some() { "" } else { text });
        let mut blocks = Vec::new();
        let mut told = told.iter().peekable();
        for (index, line) in lines.enumerate() {
            let first = blocks.len();
            blocks.extend(pieces(line).enumerate().map(|(i, piece)| self.block(piece, i > 0)));
            while let Some((_, told)) = told.next_if(|(line, _)| *line as usize <= index) {
                Arc::make_mut(&mut blocks[first]).tell(*told);
            }
        }
        settle(&mut blocks, self.kind, &self.settings, &self.rules);
        Snapshot::from_blocks(blocks, refusal, self.kind, self.settings.clone(), self.rules.clone())
    }

    fn block(&mut self, text: &str, continues: bool) -> Arc<Block> {
        let analyse = || analyse(text, continues, self.kind, &self.settings, &self.rules);
        if continues {
            return analyse();
        }
        let hash = self.hasher.hash_one(text);
        if let Some(known) = self.known.get(&hash).filter(|known| *known.text == *text) {
            return known.clone();
        }
        let block = analyse();
        if self.bytes + text.len() > MAX_KNOWN {
            self.known.clear();
            self.bytes = 0;
        }
        self.bytes += text.len();
        self.known.insert(hash, block.clone());
        block
    }
}

/// How many bytes of lines an edit may touch to be read at once; larger ones are read when somebody needs it.
const AT_ONCE: usize = 8 << 10;
/// How large a Markdown draft may be for its edits to be read at once: any of them may turn every line into code.
const AT_ONCE_MARKDOWN: usize = 256 << 10;

/// An open draft. Changing it is quick, however large it is or the change: what is not read within moments is read by
/// whoever needs it first.
#[derive(Clone, Debug)]
pub struct Document {
    text: Text,
    current: Arc<LazySnapshot>,
}

impl Document {
    /// A draft with this text.
    #[must_use]
    pub fn new(text: &str, kind: DocumentKind, settings: Arc<Settings>) -> Self {
        let text = Text::new(text);
        Self { current: LazySnapshot::fresh(text.clone(), kind, settings).into(), text }
    }

    /// Applies one change; positions as [`Text::edit`] takes them.
    pub fn edit(&mut self, encoding: PositionEncoding, start: (u32, u32), end: (u32, u32), new: &str) -> LineChange {
        let change = self.text.edit(encoding, start, end, new);
        let most = if self.current.kind == DocumentKind::Markdown { AT_ONCE_MARKDOWN } else { MAX_BYTES };
        let touched = self.text.len_of_lines(change.first..change.first + change.new);
        let at_once = touched <= AT_ONCE && self.text.len_bytes() <= most && !new.contains('\0');
        let known = self.current.known().filter(|known| at_once && known.refusal().is_none());
        match known.map(|known| Changed::new(known, &self.text, change)) {
            Some(changed) => self.advance(changed),
            None => self.current = Arc::new(self.current.later(&self.text, change, new.contains('\0'))),
        }
        change
    }

    /// Takes over a change that was read at once. Whoever still has the state before keeps it.
    fn advance(&mut self, changed: Changed) {
        if let Some(current) = Arc::get_mut(&mut self.current)
            && let Some(inner) = current.done.get_mut().and_then(|done| Arc::get_mut(&mut done.0))
        {
            (current.text, current.base) = (self.text.clone(), None);
            changed.put(inner);
        } else if let Some(before) = self.current.known() {
            let fresh = LazySnapshot::fresh(self.text.clone(), self.current.kind, Arc::clone(&self.current.settings));
            self.current = Arc::new(LazySnapshot { done: OnceLock::from(changed.of(before)), ..fresh });
        }
    }

    /// Replaces the settings; everything is read again.
    pub fn set_settings(&mut self, settings: Arc<Settings>) {
        self.current = LazySnapshot::fresh(self.text.clone(), self.current.kind, settings).into();
    }

    /// The text.
    #[must_use]
    pub const fn text(&self) -> &Text {
        &self.text
    }

    /// The current state, read if it is not yet.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.current.snapshot()
    }

    /// The current state, to be read later or by another thread.
    #[must_use]
    pub fn lazy(&self) -> Arc<LazySnapshot> {
        Arc::clone(&self.current)
    }
}

/// One state of a document, read when it is first needed.
#[derive(Debug)]
pub struct LazySnapshot {
    kind: DocumentKind,
    settings: Arc<Settings>,
    text: Text,
    /// An earlier state that was read, and the lines that changed since.
    base: Option<(Snapshot, LineChange)>,
    done: OnceLock<Snapshot>,
}

impl LazySnapshot {
    fn fresh(text: Text, kind: DocumentKind, settings: Arc<Settings>) -> Self {
        Self { kind, settings, text, base: None, done: OnceLock::new() }
    }

    /// The state after another change, to be read later. A change with NUL characters may make it no text.
    fn later(&self, text: &Text, change: LineChange, binary: bool) -> Self {
        let base = match (self.known(), &self.base) {
            (Some(known), _) => Some((known.clone(), change)),
            (None, Some((known, earlier))) => Some((known.clone(), earlier.then(change))),
            (None, None) => None,
        };
        let base = base.filter(|(known, _)| !binary && known.refusal().is_none() && text.len_bytes() <= MAX_BYTES);
        Self { base, ..Self::fresh(text.clone(), self.kind, Arc::clone(&self.settings)) }
    }

    /// The snapshot, if it is there already.
    #[must_use]
    pub fn known(&self) -> Option<&Snapshot> {
        self.done.get()
    }

    /// The snapshot.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let read = || match &self.base {
            Some((base, change)) => Changed::new(base, &self.text, *change).of(base),
            None => Snapshot::of(&self.text.to_text(), self.kind, Arc::clone(&self.settings)),
        };
        self.done.get_or_init(read).clone()
    }
}

/// The blocks of changed lines, read.
struct Changed {
    blocks: Range<usize>,
    fresh: Vec<Arc<Block>>,
    /// No line is, or was, cut.
    whole: bool,
}

impl Changed {
    fn new(before: &Snapshot, text: &Text, change: LineChange) -> Self {
        let inner = &*before.0;
        let blocks = inner.block_range(change.first..change.first + change.old);
        let old = &inner.blocks[blocks.clone()];
        // Between two edits far apart, and around an edit of a very long line, most is as it was.
        let known: HashMap<(bool, &str), &Arc<Block>> = if change.new > 1 || old.len() > 1 {
            old.iter().map(|b| ((b.continues, &*b.text), b)).collect()
        } else {
            HashMap::new()
        };
        let mut fresh = Vec::with_capacity(change.new);
        let mut whole = inner.pieces.is_none();
        for line in change.first..change.first + change.new {
            let line = text.line(line);
            let mut continues = false;
            for piece in pieces(&line) {
                whole &= !continues;
                let block = known.get(&(continues, piece)).map(|known| Arc::clone(known));
                let read = || analyse(piece, continues, inner.kind, &inner.settings, &inner.rules);
                fresh.push(block.unwrap_or_else(read));
                continues = true;
            }
        }
        Self { blocks, fresh, whole }
    }

    /// Changes a state in place.
    fn put(self, inner: &mut Inner) {
        inner.blocks.splice(self.blocks, self.fresh);
        settle(&mut inner.blocks, inner.kind, &inner.settings, &inner.rules);
        inner.earlier = inner.put_together();
        inner.derived = Derived::default();
        inner.pieces = if self.whole { None } else { Inner::place(&inner.blocks) };
    }

    /// The state after `before`.
    fn of(self, before: &Snapshot) -> Snapshot {
        let inner = &*before.0;
        let mut blocks = inner.blocks.clone();
        blocks.splice(self.blocks, self.fresh);
        settle(&mut blocks, inner.kind, &inner.settings, &inner.rules);
        let mut after = Inner::new(blocks, None, inner.kind, inner.settings.clone(), inner.rules.clone());
        after.earlier = inner.put_together();
        Snapshot(Arc::new(after))
    }
}

/// An immutable state of a document. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Snapshot(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    blocks: Vec<Arc<Block>>,
    /// Where each block starts, if any line was cut; otherwise block and line are the same.
    pieces: Option<Vec<LineCol>>,
    refusal: Option<Refusal>,
    kind: DocumentKind,
    settings: Arc<Settings>,
    rules: Arc<Selection>,
    /// Blocks are lines, whatever a page did to them.
    by_line: bool,
    /// Paragraphs of the state before that were put together of several stretches.
    earlier: Vec<Arc<Block>>,
    derived: Derived,
}

/// A draft as it is read where that is not line by line.
#[derive(Debug)]
struct Whole {
    woven: Woven,
    blocks: Vec<Arc<Block>>,
}

#[derive(Debug, Default)]
struct Derived {
    whole: OnceLock<Option<Whole>>,
    outline: OnceLock<Outline>,
    ledger: OnceLock<Ledger>,
    style: OnceLock<Style>,
    facts: OnceLock<Matching>,
    siblings: OnceLock<Matching>,
    diagnostics: OnceLock<Vec<Diagnostic>>,
}

#[allow(clippy::cast_possible_truncation)]
impl Inner {
    fn place(blocks: &[Arc<Block>]) -> Option<Vec<LineCol>> {
        if !blocks.iter().any(|b| b.continues) {
            return None;
        }
        let mut next = LineCol::default();
        let starts = blocks.iter().enumerate().map(|(i, block)| {
            if !block.continues && i > 0 {
                next = LineCol { line: next.line + 1, byte: 0 };
            }
            let start = next;
            next.byte += block.text.len() as u32;
            start
        });
        Some(starts.collect())
    }

    fn new(
        blocks: Vec<Arc<Block>>,
        refusal: Option<Refusal>,
        kind: DocumentKind,
        settings: Arc<Settings>,
        rules: Arc<Selection>,
    ) -> Self {
        let pieces = Self::place(&blocks);
        Self {
            blocks,
            pieces,
            refusal,
            kind,
            settings,
            rules,
            by_line: false,
            earlier: vec![],
            derived: Derived::default(),
        }
    }

    /// Puts the paragraphs together, where they are not just the lines.
    fn whole(&self) -> Option<Whole> {
        // A line that is too long for one block is no line of a page.
        if self.pieces.is_some() || self.refusal.is_some() || self.by_line {
            return None;
        }
        let lines: Vec<woven::Line<'_>> = self
            .blocks
            .iter()
            .map(|b| {
                let read = b.role == LineRole::Text;
                woven::Line { text: &b.text, traces: &b.traces, alone: b.told.is_some(), read }
            })
            .collect();
        let woven = woven::weave(&lines)?;
        let known: HashMap<(&str, Option<Told>), &Arc<Block>> =
            self.earlier.iter().map(|b| ((&*b.text, b.told), b)).collect();
        let read = |paragraph: &woven::Paragraph| {
            let line = &self.blocks[paragraph.lines.0 as usize];
            let Some(text) = &paragraph.text else { return line.clone() };
            if let Some(known) = known.get(&(text, line.told)) {
                return Arc::clone(known);
            }
            let mut block = analyse(text, false, self.kind, &self.settings, &self.rules);
            if let Some(told) = line.told {
                Arc::make_mut(&mut block).tell(told);
            }
            block
        };
        Some(Whole { blocks: woven.paragraphs.iter().map(read).collect(), woven })
    }

    /// The paragraphs that were put together of several stretches, for the next state.
    fn put_together(&self) -> Vec<Arc<Block>> {
        match self.derived.whole.get() {
            None => self.earlier.clone(),
            Some(None) => vec![],
            Some(Some(whole)) => {
                let all = whole.woven.paragraphs.iter().zip(&whole.blocks);
                all.filter(|(p, _)| p.text.is_some()).map(|(_, block)| block.clone()).collect()
            }
        }
    }

    fn start(&self, block: u32) -> LineCol {
        match &self.pieces {
            None => LineCol { line: block, byte: 0 },
            Some(starts) => starts.get(block as usize).copied().unwrap_or_default(),
        }
    }

    /// Blocks of a range of lines.
    fn block_range(&self, lines: Range<usize>) -> Range<usize> {
        let Some(starts) = &self.pieces else { return lines };
        let first = |line: usize| starts.partition_point(|p| (p.line as usize) < line);
        first(lines.start)..first(lines.end)
    }
}

#[allow(clippy::cast_possible_truncation)]
impl Snapshot {
    /// Analyses a text.
    #[must_use]
    pub fn of(text: &str, kind: DocumentKind, settings: Arc<Settings>) -> Self {
        Reader::new(kind, settings).read(text)
    }

    /// Reads a text for its outline and figures; no rule looks at it.
    #[must_use]
    pub fn unchecked(text: &str, kind: DocumentKind, settings: Arc<Settings>) -> Self {
        Reader::unchecked(kind, settings).read(text)
    }

    fn from_blocks(
        blocks: Vec<Arc<Block>>,
        refusal: Option<Refusal>,
        kind: DocumentKind,
        settings: Arc<Settings>,
        rules: Arc<Selection>,
    ) -> Self {
        Self(Arc::new(Inner::new(blocks, refusal, kind, settings, rules)))
    }

    /// The blocks in order: the lines, or the paragraphs put together of them.
    #[must_use]
    pub fn blocks(&self) -> &[Arc<Block>] {
        self.whole().map_or(&self.0.blocks, |whole| &whole.blocks)
    }

    /// The same state line by line, for who writes the lines themselves: nothing in them is read over.
    #[must_use]
    pub fn by_line(&self) -> Self {
        if self.whole().is_none() {
            return self.clone();
        }
        let Inner { blocks, refusal, kind, settings, rules, .. } = &*self.0;
        let inner = Inner::new(blocks.clone(), *refusal, *kind, settings.clone(), rules.clone());
        Self(Arc::new(Inner { by_line: true, ..inner }))
    }

    fn whole(&self) -> Option<&Whole> {
        self.0.derived.whole.get_or_init(|| self.0.whole()).as_ref()
    }

    /// How the blocks are put together of the lines, where they are not just these.
    #[must_use]
    pub fn woven(&self) -> Option<&Woven> {
        self.whole().map(|whole| &whole.woven)
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

    /// Why the document was not analysed, if it was not: then it has one empty block.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        self.0.refusal
    }

    /// The tree of sections.
    #[must_use]
    pub fn outline(&self) -> &Outline {
        self.0.derived.outline.get_or_init(|| structure::build(self.blocks()))
    }

    /// Every figure with its meaning.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        self.0.derived.ledger.get_or_init(|| Ledger::of(self.blocks(), self.outline(), self.settings().report_year))
    }

    /// All that follows from a figure, by its block and index.
    #[must_use]
    pub fn relations(&self, block: u32, figure: usize) -> Vec<Relation> {
        self.ledger().relations(self.blocks(), self.outline(), block, figure)
    }

    /// What the draft does most.
    #[must_use]
    pub fn style(&self) -> &Style {
        self.0.derived.style.get_or_init(|| Style::of(self.blocks().iter().map(|b| b.lexis.style)))
    }

    /// What rules and features look at.
    #[must_use]
    pub fn view(&self) -> DocumentView<'_> {
        DocumentView {
            blocks: self.blocks(),
            starts: self.0.pieces.as_deref(),
            woven: self.woven(),
            outline: self.outline(),
            style: self.style(),
            kind: self.0.kind,
            settings: &self.0.settings,
            rule: 0,
            running: rules::RULES[0],
        }
    }

    /// All findings, by place, then code.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.0.derived.diagnostics.get_or_init(|| {
            if let Some(refusal) = self.0.refusal {
                return vec![Diagnostic { finding: refusal.finding() }];
            }
            let view = self.view();
            let mut of_document = self.0.rules.check_document(&view);
            of_document.extend(self.against_facts());
            let mut all = habits::findings(&view, &of_document, self.silenced());
            all.sort_by_key(|f| (f.loc, f.code));
            let (ignored, mut sentences) = (&self.settings().ignored, SentenceHashes::default());
            if let Some(woven) = self.woven() {
                all.iter_mut().flat_map(|f| &mut f.fixes).for_each(|fix| rules::keep_marks(fix, woven));
            }
            let text = |f: &Finding| &*self.blocks()[f.loc.block as usize].text;
            all.retain(|f| !ignored.contains(f.code, text(f), f.loc.span, &mut sentences));
            // Of a text that was misread nothing else can be said.
            let misread = rules::text::encoding_suspect::RULE.code;
            if all.iter().any(|f| f.code == misread) {
                all.retain(|f| f.code == misread);
            }
            if self.style().traditional() {
                all = all.into_iter().map(|f| self.in_script(f)).collect();
            }
            all.into_iter().map(|finding| Diagnostic { finding }).collect()
        })
    }

    /// What the confirmed sheet says of the draft's figures.
    #[must_use]
    pub fn facts(&self) -> &Matching {
        self.0.derived.facts.get_or_init(|| Matching::of(self.draft(), &self.settings().facts))
    }

    /// What other papers of the same year say of the draft's figures.
    #[must_use]
    pub fn siblings(&self) -> &Matching {
        self.0.derived.siblings.get_or_init(|| Matching::of(self.draft(), &self.settings().siblings))
    }

    /// What this paper, named `file`, states for others to be held against.
    #[must_use]
    pub fn stated(&self, file: &str) -> Facts {
        facts::stated_by(self.draft(), file)
    }

    /// What a sheet is held against.
    #[must_use]
    pub fn draft(&self) -> facts::Draft<'_> {
        facts::Draft { blocks: self.blocks(), outline: self.outline(), ledger: self.ledger() }
    }

    fn against_facts(&self) -> Vec<Finding> {
        let settings = self.settings();
        if settings.facts.is_empty() && settings.siblings.is_empty() || !self.0.rules.has_facts() {
            return vec![];
        }
        let (matching, siblings) = (self.facts(), self.siblings());
        self.0.rules.check_facts(&FactsView { draft: self.draft(), matching, siblings, settings })
    }

    /// In a traditional draft, the words proposed for a line without a character that shows it are traditional, too.
    fn in_script(&self, finding: Finding) -> Finding {
        let block = |loc: Loc| &self.blocks()[loc.block as usize];
        if block(finding.loc).reading.script().is_some() {
            return finding;
        }
        finding.in_script(|loc| block(loc).quoting(loc.span, Script::Traditional))
    }

    /// Whether the settings' names or Markdown comments silence a finding at a place.
    fn silenced(&self) -> impl Fn(&Finding, Loc) -> bool {
        let settings = self.settings();
        let comments = match self.0.kind {
            DocumentKind::Plain => Silenced::default(),
            DocumentKind::Markdown => Silenced::read(self.blocks().iter().map(|b| &*b.text)),
        };
        // Each block with findings is searched for patterns once.
        let patterned: RefCell<HashMap<u32, SpanSet>> = RefCell::default();
        move |f, loc| {
            interrupt::check();
            let named = || {
                let text = &self.blocks()[loc.block as usize].text;
                let in_pattern = || {
                    let mut known = patterned.borrow_mut();
                    known.entry(loc.block).or_insert_with(|| settings.patterned(text)).overlaps(loc.span)
                };
                settings.words.around(text, loc.span).next().is_some() || in_pattern()
            };
            comments.contains(f.code, loc.block) || settings.has_names() && named()
        }
    }

    /// Line range of a place.
    #[must_use]
    pub fn line_range(&self, loc: Loc) -> LineRange {
        interrupt::check();
        if let Some(woven) = self.woven() {
            return woven.line_range(loc);
        }
        let LineCol { line, byte } = self.0.start(loc.block);
        let at = |offset| LineCol { line, byte: byte + offset };
        LineRange { start: at(loc.span.start), end: at(loc.span.end) }
    }

    /// The block that holds a position, and the byte in it; past the end: the end of the last block.
    #[must_use]
    pub fn locate(&self, at: LineCol) -> (u32, u32) {
        if let Some(woven) = self.woven() {
            let (block, byte) = woven.read(at);
            return (block, byte.min(self.blocks().get(block as usize).map_or(0, |b| b.text.len() as u32)));
        }
        let block = match &self.0.pieces {
            None => at.line as usize,
            Some(starts) => starts.partition_point(|p| *p <= at).saturating_sub(1),
        };
        let Some(found) = self.blocks().get(block) else {
            let last = self.blocks().len().saturating_sub(1);
            return (last as u32, self.blocks().get(last).map_or(0, |b| b.text.len() as u32));
        };
        let byte = if self.0.start(block as u32).line == at.line {
            at.byte - self.0.start(block as u32).byte
        } else {
            u32::MAX
        };
        (block as u32, byte.min(found.text.len() as u32))
    }

    /// The line a block stands in.
    #[must_use]
    pub fn line_of(&self, block: u32) -> u32 {
        self.woven().map_or_else(|| self.0.start(block).line, |woven| woven.line(block))
    }

    /// Number of lines.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        self.0.start(self.0.blocks.len().saturating_sub(1) as u32).line + 1
    }

    /// Text of a line; empty past the end.
    #[must_use]
    pub fn line_text(&self, line: u32) -> Cow<'_, str> {
        let blocks = self.0.blocks.get(self.0.block_range(line as usize..line as usize + 1)).unwrap_or_default();
        match blocks {
            [] => Cow::Borrowed(""),
            [one] => Cow::Borrowed(&one.text),
            many => Cow::Owned(many.iter().map(|b| &*b.text).collect()),
        }
    }

    /// Edits in line coordinates.
    #[must_use]
    pub fn text_edits(&self, edits: &[Edit]) -> Vec<TextEdit> {
        edits.iter().map(|e| TextEdit { range: self.edit_range(e), text: e.text.clone() }).collect()
    }

    /// Line range of what an edit replaces.
    #[must_use]
    pub fn edit_range(&self, edit: &Edit) -> LineRange {
        if let Some(woven) = self.woven() {
            // From nothing to nothing: what was left out there goes.
            if edit.loc.span.is_empty() && edit.text.is_empty() && edit.through.is_none() {
                return woven.gap_range(edit.loc);
            }
            let range = woven.line_range(edit.loc);
            let end = edit.through.map(|(block, byte)| {
                let span = Span { start: byte, end: byte };
                woven.line_range(Loc { block, span }).start
            });
            return LineRange { end: end.unwrap_or(range.end), ..range };
        }
        let range = self.line_range(edit.loc);
        let end = edit.through.map(|(block, byte)| {
            let LineCol { line, byte: start } = self.0.start(block);
            LineCol { line, byte: start + byte }
        });
        LineRange { end: end.unwrap_or(range.end), ..range }
    }

    /// Byte offsets of a place in the whole text that this snapshot was made of.
    #[must_use]
    pub fn offsets(&self, text: &str, loc: Loc) -> (usize, usize) {
        let LineRange { start, end } = self.line_range(loc);
        let starts = line_starts(text);
        let at = |p: LineCol| starts.get(p.line as usize).copied().unwrap_or(text.len()) + p.byte as usize;
        (at(start), at(end))
    }

    /// A position as line and column in the client's encoding.
    #[must_use]
    pub fn client_position(&self, encoding: PositionEncoding, at: LineCol) -> (u32, u32) {
        interrupt::check();
        if self.woven().is_some() {
            let line = at.line.min(self.line_count() - 1);
            let byte = if line == at.line { at.byte } else { u32::MAX };
            return (line, text::client_column(&self.line_text(line), encoding, byte));
        }
        let (block, byte) = self.locate(at);
        let before = self.before(block).iter().map(|b| b.width(encoding)).sum::<u32>();
        let here = self.blocks().get(block as usize).map_or(0, |b| text::client_column(&b.text, encoding, byte));
        (self.0.start(block).line, before + here)
    }

    /// A client's position; clamped to the line and to the text, rounded down to a character's start.
    #[must_use]
    pub fn position(&self, encoding: PositionEncoding, line: u32, column: u32) -> LineCol {
        let mut rest = column;
        let mut at = LineCol { line, byte: 0 };
        let range = self.0.block_range(line as usize..line as usize + 1);
        let Some(blocks) = self.0.blocks.get(range) else {
            let last = self.line_count() - 1;
            return LineCol { line: last, byte: self.line_text(last).len() as u32 };
        };
        for (i, block) in blocks.iter().enumerate() {
            if i + 1 < blocks.len() && rest >= block.width(encoding) {
                rest -= block.width(encoding);
                at.byte += block.text.len() as u32;
            } else {
                at.byte += text::byte_column(&block.text, encoding, rest);
                break;
            }
        }
        at
    }

    /// The blocks of the same line before `block`.
    fn before(&self, block: u32) -> &[Arc<Block>] {
        if self.0.pieces.is_none() {
            return &[];
        }
        let first = self.0.block_range(self.0.start(block).line as usize..usize::MAX).start;
        self.blocks().get(first..block as usize).unwrap_or_default()
    }

    /// A place as a span of its block, cut to what the block holds.
    #[must_use]
    pub fn clamped(&self, loc: Loc) -> Loc {
        let len = self.blocks().get(loc.block as usize).map_or(0, |b| b.text.len() as u32);
        Loc { block: loc.block, span: Span { start: loc.span.start.min(len), end: loc.span.end.min(len) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    fn document(text: &str) -> Document {
        Document::new(text, DocumentKind::Plain, Arc::default())
    }

    /// Everything a client sees of a snapshot, as text.
    fn shown(snapshot: &Snapshot) -> String {
        let mut out = format!("{:?}\n", snapshot.outline());
        for d in snapshot.diagnostics() {
            let range = snapshot.line_range(d.finding.loc);
            out += &format!("{} {range:?} {:?}\n", d.finding.code, d.finding.message);
        }
        out
    }

    #[test]
    fn a_very_long_line_is_cut_and_positions_stay_right() {
        let sentence = "𠀀完成投资12.98亿元，新增就业3968人。";
        let mut long = sentence.repeat(3 * MAX_BLOCK / sentence.len());
        let snapshot = Snapshot::of(&format!("一\n{long}\n三"), DocumentKind::Plain, Arc::default());
        assert!(snapshot.blocks().len() >= 5 && snapshot.line_count() == 3);
        assert_eq!(snapshot.line_text(1), long);
        for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32] {
            for column in (0..text::client_column(&long, encoding, u32::MAX)).step_by(39_997) {
                let at = snapshot.position(encoding, 1, column);
                assert_eq!(at.byte, text::byte_column(&long, encoding, column));
                let back = snapshot.client_position(encoding, at);
                assert_eq!(back, (1, text::client_column(&long, encoding, at.byte)));
                let (block, byte) = snapshot.locate(at);
                let place = Loc { block, span: Span { start: byte, end: byte } };
                assert_eq!(snapshot.line_range(place).start, at);
            }
        }
        // Editing in the middle gives what a fresh reading gives.
        let mut edited = document(&long);
        let middle = text::client_column(&long, PositionEncoding::Utf16, (long.len() / 2) as u32);
        for i in 0..3 {
            edited.edit(PositionEncoding::Utf16, (0, middle + i), (0, middle + i), "甲");
        }
        long = edited.text().to_text();
        assert_eq!(shown(&edited.snapshot()), shown(&document(&long).snapshot()));
        // And cutting the long line short makes it one block again.
        edited.edit(PositionEncoding::Utf16, (0, 10), (0, u32::MAX), "");
        assert_eq!((edited.snapshot().blocks().len(), edited.snapshot().line_count()), (1, 1));
    }

    #[test]
    fn refused_documents_say_so_once_and_recover() {
        let mut binary = document("一、甲\0乙");
        let codes: Vec<_> = binary.snapshot().diagnostics().iter().map(|d| d.finding.code).collect();
        assert_eq!((codes.as_slice(), binary.snapshot().refusal()), (&["not-analysed"][..], Some(Refusal::Binary)));
        binary.edit(PositionEncoding::Utf16, (0, 3), (0, 4), "");
        assert_eq!((binary.snapshot().refusal(), binary.snapshot().outline().nodes.len()), (None, 1));
        binary.edit(PositionEncoding::Utf16, (0, 0), (0, 0), &"长".repeat(MAX_BYTES / 3 + 1));
        assert_eq!(binary.snapshot().refusal(), Some(Refusal::TooLarge));
    }

    #[test]
    fn of_a_misread_text_only_that_is_said() {
        // What GBK becomes when it is read as UTF-8, with half-width marks and a gap in between.
        let lost =
            "一、\u{fffd}\u{fffd}\u{fffd},\u{fffd}\u{fffd},增长5%\n三、\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\n"
                .repeat(4);
        let codes = |settings: Settings| -> Vec<_> {
            let snapshot = Snapshot::of(&lost, DocumentKind::Plain, Arc::new(settings));
            snapshot.diagnostics().iter().map(|d| (d.finding.code, d.finding.severity)).collect()
        };
        assert_eq!(codes(Settings::default()), [("encoding-suspect", Severity::Error)]);
        let off = config::RuleSetting::Severity("off".into());
        let rules = std::iter::once(("encoding-suspect".to_owned(), off)).collect();
        assert!(codes(Settings { rules, ..Settings::default() }).len() > 1);
    }

    #[test]
    fn names_ignored_findings_and_comments_are_silent() {
        let text = "（一）甲\n（三）乙\n";
        let silent = |text: &str, kind, settings: Settings| {
            Snapshot::of(text, kind, Arc::new(settings)).diagnostics().is_empty()
        };
        assert!(!silent(text, DocumentKind::Markdown, Settings::default()));
        let names = Settings { words: vec!["（三）乙".to_owned()].into(), ..Settings::default() };
        assert!(silent(text, DocumentKind::Plain, names));
        let snapshot = Snapshot::of(text, DocumentKind::Plain, Arc::default());
        let loc = snapshot.diagnostics()[0].finding.loc;
        let entry = config::ignores::entry("稿", "ordinal-gap", &snapshot.blocks()[loc.block as usize].text, loc.span);
        let ignored = Arc::new(config::Ignored::of(&[entry], "稿"));
        assert!(silent(text, DocumentKind::Plain, Settings { ignored, ..Settings::default() }));
        let comment = text.replace("（三）", "<!-- zhibi-ignore ordinal-gap -->\n（三）");
        assert!(silent(&comment, DocumentKind::Markdown, Settings::default()));
        assert!(!silent(&comment, DocumentKind::Plain, Settings::default()));
    }

    #[test]
    fn front_matter_and_code_of_markdown_are_no_text() {
        let text = "---\ntags: [甲,乙]\n---\n（一）甲\n```\n（三）乙,增长5%\n```\n（二）丙";
        let mut draft = Document::new(text, DocumentKind::Markdown, Arc::default());
        let snapshot = draft.snapshot();
        assert_eq!((snapshot.outline().nodes.len(), snapshot.diagnostics().len()), (2, 0));
        // Without its fence the code is text again, and what follows is behind the other fence.
        draft.edit(PositionEncoding::Utf16, (4, 0), (4, 3), "");
        assert_eq!(shown(&draft.snapshot()), {
            let fresh = Document::new(&draft.text().to_text(), DocumentKind::Markdown, Arc::default());
            shown(&fresh.snapshot())
        });
        assert_eq!([5, 7].map(|i| draft.snapshot().blocks()[i].role), [LineRole::Text, LineRole::Code]);
    }

    #[test]
    fn readers_keep_their_snapshot() {
        let mut document = document("（一）甲\n（三）乙");
        let before = document.snapshot();
        assert_eq!(before.diagnostics().len(), 1);
        document.edit(PositionEncoding::Utf16, (1, 1), (1, 2), "二");
        assert_eq!((before.diagnostics().len(), document.snapshot().diagnostics().len()), (1, 0));
    }
}
