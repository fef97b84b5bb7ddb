//! Reading lines into blocks: each by itself, once.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, OnceLock};

use super::{Inner, MAX_BLOCK, Refusal, Snapshot};
use crate::block::{Block, DocumentKind, Told};
use crate::config::Settings;
use crate::figures;
use crate::finding::Finding;
use crate::interrupt;
use crate::lexis::Lexis;
use crate::markdown::{self, LineRole};
use crate::reading::Reading;
use crate::reading::segments::last_statement;
use crate::reading::traces::{self, scraps};
use crate::rules::spaced::Closed;
use crate::rules::text::invisible_character::RULE as INVISIBLE;
use crate::rules::{self, Group, Selection, lexis};
use crate::structure::{self, LineScan, LineShape};
use crate::text::{Span, lines};

/// How many bytes of text a [`Reader`] remembers before it starts anew.
const MAX_KNOWN: usize = 4 << 20;

pub(super) fn analyse(
    text: &str,
    continues: bool,
    kind: DocumentKind,
    settings: &Settings,
    rules: &Selection,
) -> Arc<Block> {
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
            figures: figures::scan_with(text, &settings.words, &settings.own),
            findings: vec![],
            notes: Box::default(),
            memo: figures::Memo::default(),
            own: Arc::clone(&settings.own),
            length: OnceLock::new(),
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
        own: Arc::clone(&settings.own),
        length: OnceLock::new(),
    }
}

/// Reads those blocks again whose role is another now: a fence that comes or goes changes the lines below it.
pub(super) fn settle(blocks: &mut [Arc<Block>], kind: DocumentKind, settings: &Settings, rules: &Selection) {
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
pub(super) fn pieces(line: &str) -> impl Iterator<Item = &str> {
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
        Snapshot(Arc::new(Inner::new(blocks, refusal, self.kind, self.settings.clone(), self.rules.clone())))
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
