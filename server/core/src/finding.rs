//! What a rule reports: a place, a message in both languages, related places and possible fixes.

use std::sync::Arc;

use crate::message::Message;
use crate::reading::Quoting;
use crate::text::{Loc, Span};

/// How bad a finding is; the Language Server Protocol's four levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Wrong beyond doubt.
    Error,
    /// Against a written rule.
    Warning,
    /// Worth knowing.
    Information,
    /// Look here.
    Hint,
}

impl Severity {
    /// All levels, worst first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Information, Self::Hint];

    /// Name in configuration and machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
            Self::Hint => "hint",
        }
    }

    /// From [`Severity::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }
}

/// What a finding waits for while its draft is being written: what is missing may still come. Until then it is no fault
/// but something unfinished. See [`crate::features::unfinished`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wait {
    /// Nothing: more text would not mend it.
    #[default]
    Nothing,
    /// The end of the sentence.
    Sentence,
    /// The end of the paragraph.
    Paragraph,
    /// The end of the list whose last item so far is the last of the related places: of the section that it is in.
    List,
}

/// One reported fault. Inside a block's own findings every [`Loc::block`] is 0 and means that block; the analysis
/// replaces it with the block's index when it gathers the findings of a document.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Code of the rule, filled in by the runner.
    pub code: &'static str,
    /// Severity: the rule's own unless the rule or the settings chose another.
    pub severity: Severity,
    /// What to underline.
    pub loc: Loc,
    /// The evidence, in words.
    pub message: Message,
    /// Other places that prove it.
    pub related: Vec<Related>,
    /// Ways to mend it, best first.
    pub fixes: Vec<Fix>,
    /// What may still come.
    pub waits: Wait,
    /// Every place of a habit that is told once, in order; `None` for a single fault.
    pub places: Option<Arc<[Loc]>>,
}

impl Finding {
    /// A finding with the rule's own severity (the runner lowers the worst one to it).
    #[must_use]
    pub const fn new(loc: Loc, message: Message) -> Self {
        Self {
            code: "",
            severity: Severity::Error,
            loc,
            message,
            related: Vec::new(),
            fixes: Vec::new(),
            waits: Wait::Nothing,
            places: None,
        }
    }

    /// Says what may still come to mend it.
    #[must_use]
    pub const fn until(mut self, waits: Wait) -> Self {
        self.waits = waits;
        self
    }

    /// Adds a place that proves the finding.
    #[must_use]
    pub fn related(mut self, loc: Loc, message: Message) -> Self {
        self.related.reserve_exact(1);
        self.related.push(Related { loc, message });
        self
    }

    /// Adds a fix.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        // Most have one, and the findings of all lines stay in memory.
        self.fixes.reserve_exact(1);
        self.fixes.push(fix);
        self
    }

    /// The same finding in the block of `loc`.
    #[must_use]
    pub fn moved_to(&self, loc: Loc) -> Self {
        let (from, block) = (self.loc.block, loc.block);
        self.clone().placed(|loc| if loc.block == from { Loc { block, ..loc } } else { loc })
    }

    /// The same finding with every place in it, those of its evidence and of its edits included, put elsewhere.
    #[must_use]
    pub fn placed(mut self, place: impl Fn(Loc) -> Loc) -> Self {
        self.loc = place(self.loc);
        self.related.iter_mut().for_each(|r| r.loc = place(r.loc));
        for fix in &mut self.fixes {
            if let Edits::Ready(edits) = &mut fix.edits {
                // What ends in a later block comes from a rule of the whole document: it stays in its place.
                edits.iter_mut().for_each(|e| e.loc = place(e.loc));
            }
        }
        self
    }

    /// The same finding with all that it quotes, proposes or writes as `quoting` of a place has it.
    #[must_use]
    pub fn in_script<'a>(mut self, quoting: impl Fn(Loc) -> Quoting<'a>) -> Self {
        let here = quoting(self.loc);
        let say = |message: &mut Message| {
            message.zh = here.message(&message.zh);
            message.en = here.message(&message.en);
        };
        say(&mut self.message);
        self.related.iter_mut().for_each(|r| say(&mut r.message));
        for fix in &mut self.fixes {
            say(&mut fix.title);
            if let Edits::Ready(edits) = &mut fix.edits {
                edits.iter_mut().for_each(|e| e.text = quoting(e.loc).write(&e.text).into_owned());
            }
        }
        self
    }
}

/// Another place that a finding speaks of.
#[derive(Clone, Debug)]
pub struct Related {
    /// Where.
    pub loc: Loc,
    /// What stands there.
    pub message: Message,
}

/// What applying a fix may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Safety {
    /// Never a number, an order or a heading's words; may be applied without being looked at.
    Safe,
    /// May change meaning: applied only when the user chose it.
    Unsafe,
    /// Shown, never applied.
    DisplayOnly,
}

/// One way to mend a finding.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What it does, as an action: 「改为“（三）”」.
    pub title: Message,
    /// What it may change.
    pub safety: Safety,
    /// Mends a habit of the whole document (half-width marks): an action of its own, not part of fix-all unless the
    /// profile is `gb` or the rule was named.
    pub habit: bool,
    /// The changes.
    pub edits: Edits,
}

impl Fix {
    /// A safe fix of this one place.
    #[must_use]
    pub const fn safe(title: Message, edits: Vec<Edit>) -> Self {
        Self { title, safety: Safety::Safe, habit: false, edits: Edits::Ready(edits) }
    }

    /// A fix the user must choose.
    #[must_use]
    pub const fn unsafe_(title: Message, edits: Vec<Edit>) -> Self {
        Self { title, safety: Safety::Unsafe, habit: false, edits: Edits::Ready(edits) }
    }
}

/// The changes of a [`Fix`].
#[derive(Clone, Debug)]
pub enum Edits {
    /// Known already.
    Ready(Vec<Edit>),
    /// Costly (a habit all over the document): the rule's own fixes are gathered when this one is shown or applied.
    OnDemand {
        /// The rule.
        code: &'static str,
        /// The places that are mended.
        places: Arc<[Loc]>,
    },
}

/// Replaces the text at `loc`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub loc: Loc,
    /// Block and byte before which the replaced text ends, when that is in a later block: the line breaks between go, too.
    pub through: Option<(u32, u32)>,
    /// The new text.
    pub text: String,
}

impl Edit {
    /// Replaces `loc` by `text`.
    pub fn new(loc: Loc, text: impl Into<String>) -> Self {
        Self { loc, through: None, text: text.into() }
    }

    /// Takes out everything from `from` to `to`, each a block and a byte, line breaks included.
    #[must_use]
    pub const fn cut(from: (u32, u32), to: (u32, u32)) -> Self {
        let end = if from.0 == to.0 { to.1 } else { from.1 };
        let through = if from.0 == to.0 { None } else { Some(to) };
        Self { loc: Loc { block: from.0, span: Span { start: from.1, end } }, through, text: String::new() }
    }

    /// Block and byte before which the replaced text ends.
    #[must_use]
    pub fn end(&self) -> (u32, u32) {
        self.through.unwrap_or((self.loc.block, self.loc.span.end))
    }
}
