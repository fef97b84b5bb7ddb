//! A document and its analysis: text, memoised blocks, and what follows from all of them together.
//!
//! [`Document`] is the one mutable thing: edits change its rope and re-read only the lines they touched. Readers get a
//! [`Snapshot`], which is immutable, cheap to clone and computes outline and diagnostics once, when first asked.
//!
//! A block is a line, except that a line longer than [`MAX_BLOCK`] is cut after sentence ends into several blocks, so
//! that a keystroke in it does not cost a reading of all of it.

mod document;
mod places;
mod reader;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub use self::document::{Document, LazySnapshot};
pub use self::reader::Reader;
use self::reader::analyse;
pub use crate::block::Told;
use crate::block::{Block, DocumentKind};
use crate::config::comments::Silenced;
use crate::config::ignores::SentenceHashes;
use crate::config::{Facts, Settings};
use crate::facts::{self, Matching};
use crate::figures::{Ledger, Relation};
use crate::finding::{Finding, Severity};
use crate::interrupt;
use crate::markdown::LineRole;
use crate::message::Message;
use crate::reading::Script;
use crate::reading::woven::{self, Woven};
use crate::rules::{self, DocumentView, FactsView, Selection, habits};
use crate::structure::{self, Outline};
use crate::style::Style;
use crate::text::{LineCol, Loc, SpanSet};

/// Longest block in bytes; a whole report on one line is a quarter of it.
pub const MAX_BLOCK: usize = 256 << 10;
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::text::{self, PositionEncoding, Span};

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
