//! An open draft: changes that cost what they touch, and states that are read when somebody needs them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::reader::{analyse, pieces, settle};
use super::{Derived, Inner, MAX_BYTES, Snapshot};
use crate::block::{Block, DocumentKind};
use crate::config::Settings;
use crate::text::{LineChange, PositionEncoding, Text};

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
