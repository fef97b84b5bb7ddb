//! What a rule is, and what it may see.
//!
//! A rule looks either at one block ([`Check::Block`]: memoised, so it must depend on nothing else) or at the whole
//! document. It never sees a protocol type and never decides about suppression. [`crate::rules`] lists and runs them.

use std::collections::HashMap;
use std::sync::Arc;

pub use crate::block::Note;
use crate::block::{Block, DocumentKind};
pub use crate::config::RuleOption;
use crate::config::Settings;
use crate::facts::{self, Matching};
use crate::finding::{Finding, Severity};
use crate::interrupt;
use crate::message::StaticMessage;
use crate::reading::woven::Woven;
use crate::structure::Outline;
use crate::style::Style;
use crate::text::{LineCol, Loc, Span, SpanSet};

/// Family of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Numbering.
    Ordinals,
    /// Declared counts.
    Counts,
    /// Figures and targets.
    Figures,
    /// Punctuation.
    Punctuation,
    /// Damage and wording.
    Text,
    /// The confirmed sheet against the draft.
    Facts,
}

impl Group {
    /// Name in documentation and machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ordinals => "ordinals",
            Self::Counts => "counts",
            Self::Figures => "figures",
            Self::Punctuation => "punctuation",
            Self::Text => "text",
            Self::Facts => "facts",
        }
    }
}

/// Which fixes a rule offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FixAvailability {
    /// None.
    None,
    /// Safe ones.
    Safe,
    /// Safe ones that bring the text into the style of its profile: what formatting a document applies.
    Style,
    /// Only ones the user must choose.
    Unsafe,
    /// Both.
    Both,
    /// Ones of style, and ones the user must choose.
    StyleAndUnsafe,
}

/// A text that a rule must pass, or flag at the place between `⟦` and `⟧`.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The text; `⟦…⟧` marks what must be flagged, none when the rule must stay silent.
    pub text: &'static str,
    /// The text after the first fix of every finding was applied, if the rule has fixes.
    pub fixed: Option<&'static str>,
    /// Settings it holds under, as TOML; empty: as they are by default.
    pub settings: &'static str,
}

impl Example {
    /// The rule stays silent.
    #[must_use]
    pub const fn pass(text: &'static str) -> Self {
        Self { text, fixed: None, settings: "" }
    }

    /// The rule flags what stands between `⟦` and `⟧`, and nothing else.
    #[must_use]
    pub const fn fail(text: &'static str) -> Self {
        Self { text, fixed: None, settings: "" }
    }

    /// As [`Example::fail`]; the first fix of each finding makes it `fixed`.
    #[must_use]
    pub const fn fixed(text: &'static str, fixed: &'static str) -> Self {
        Self { text, fixed: Some(fixed), settings: "" }
    }

    /// The same under `settings`, TOML.
    #[must_use]
    pub const fn under(self, settings: &'static str) -> Self {
        Self { settings, ..self }
    }
}

/// The code of a rule.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Looks at one block.
    Block(fn(&BlockView<'_>, &mut Vec<Finding>)),
    /// Looks at the whole document.
    Document(fn(&DocumentView<'_>, &mut Vec<Finding>)),
    /// Looks at the whole document through what it noted of each block, so that a keystroke costs one block's reading.
    Noted {
        /// Takes notes of one block; memoised like a block rule.
        note: fn(&BlockView<'_>, &mut Vec<Note>),
        /// Draws the conclusions from [`DocumentView::notes`].
        check: fn(&DocumentView<'_>, &mut Vec<Finding>),
    },
    /// Holds the document against the confirmed sheet, where there is one.
    Facts(fn(&FactsView<'_>, &mut Vec<Finding>)),
    /// Speaks of garbled text itself: other rules keep away from it.
    OfDamage(&'static Self),
}

impl Check {
    /// How it looks, whatever it speaks of.
    #[must_use]
    pub const fn plain(&self) -> &Self {
        if let Self::OfDamage(check) = self { check } else { self }
    }
}

impl Rule {
    /// Whether its safe fixes change how something is written, not what.
    #[must_use]
    pub fn is_of_style(&self) -> bool {
        self.group == Group::Punctuation || matches!(self.fix, FixAvailability::Style | FixAvailability::StyleAndUnsafe)
    }
}

/// A rule: everything about it stands in its own file.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Kebab-case name, unique, never reused.
    pub code: &'static str,
    /// Family.
    pub group: Group,
    /// Severity unless set otherwise.
    pub severity: Severity,
    /// Whether it runs unless set otherwise.
    pub on: bool,
    /// Which fixes it offers.
    pub fix: FixAvailability,
    /// Version it came with.
    pub since: &'static str,
    /// Title.
    pub title: StaticMessage,
    /// Documentation, Chinese, Markdown: `## 检查什么`, `## 为什么`, `## 误报与边界`, `## 选项` (where it has options).
    /// The examples are added from [`Rule::examples`].
    pub docs: &'static str,
    /// The same in English, short.
    pub docs_en: &'static str,
    /// Options.
    pub options: &'static [RuleOption],
    /// Words of which a block (for a document rule: any block) must contain one for the rule to run; empty: it always
    /// runs. They are looked for in one pass for all rules; the code gets at them through `view.hits()`.
    pub triggers: &'static [&'static str],
    /// Texts it must pass and texts it must flag.
    pub examples: &'static [Example],
    /// The code.
    pub check: Check,
}

/// What a block rule may see.
#[derive(Clone, Copy, Debug)]
pub struct BlockView<'a> {
    /// The block; its findings are still empty.
    pub block: &'a Block,
    /// How the draft is written.
    pub kind: DocumentKind,
    /// Settings.
    pub settings: &'a Settings,
    /// Number of the running rule.
    pub rule: usize,
    /// The running rule.
    pub running: &'static Rule,
}

impl<'a> BlockView<'a> {
    /// The text in simplified script, with the offsets of the text as written. What a rule quotes from it in “” or writes
    /// in a fix is put back into the script of the line.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.block.read()
    }

    /// The text as written, for rules about its characters.
    #[must_use]
    pub fn written(&self) -> &'a str {
        &self.block.text
    }

    /// A place in this block, for findings and edits.
    #[must_use]
    pub const fn loc(&self, span: Span) -> Loc {
        Loc { block: 0, span }
    }

    /// Where the rule's trigger words stand, by end; overlapping where words do.
    pub fn hits(&self) -> impl Iterator<Item = Span> + use<'a> {
        self.block.lexis.hits(self.rule).inspect(|_| interrupt::check())
    }

    /// The runs of ASCII digits.
    #[must_use]
    pub fn digits(&self) -> &'a [Span] {
        &self.block.lexis.digits
    }

    /// Option `name` of the running rule: as set, else its default.
    #[must_use]
    pub fn option(&self, name: &str) -> serde_json::Value {
        option(self.settings, self.running, name)
    }
}

/// What a document rule may see.
#[derive(Clone, Copy, Debug)]
pub struct DocumentView<'a> {
    /// All blocks.
    pub blocks: &'a [Arc<Block>],
    /// Where each block starts, if blocks and lines differ.
    pub starts: Option<&'a [LineCol]>,
    /// How its paragraphs are put together, where they are not just its lines.
    pub woven: Option<&'a Woven>,
    /// The tree.
    pub outline: &'a Outline,
    /// What the draft does most.
    pub style: &'a Style,
    /// How the draft is written.
    pub kind: DocumentKind,
    /// Settings.
    pub settings: &'a Settings,
    /// Number of the running rule.
    pub rule: usize,
    /// The running rule.
    pub running: &'static Rule,
}

/// Where a rule reported something.
#[derive(Debug)]
pub struct Reported(HashMap<u32, SpanSet>);

impl Reported {
    /// Whether it reported something at a place.
    #[must_use]
    pub fn at(&self, loc: Loc) -> bool {
        self.0.get(&loc.block).is_some_and(|spans| spans.overlaps(loc.span))
    }
}

impl<'a> DocumentView<'a> {
    /// Text of a block in simplified script, as [`BlockView::text`].
    #[must_use]
    pub fn text(&self, block: u32) -> &'a str {
        interrupt::check();
        self.blocks[block as usize].read()
    }

    /// 1-based number of the line a block stands in, for messages.
    #[must_use]
    pub fn line_number(&self, block: u32) -> u32 {
        let line = || self.starts.map_or(block, |s| s[block as usize].line);
        self.woven.map_or_else(line, |woven| woven.line(block)) + 1
    }

    /// Text at a place, in simplified script.
    #[must_use]
    pub fn at(&self, loc: Loc) -> &'a str {
        loc.span.of(self.text(loc.block))
    }

    /// Where the rule's trigger words stand.
    pub fn hits(&self) -> impl Iterator<Item = Loc> + use<'a> {
        let rule = self.rule;
        let blocks = self.blocks.iter().enumerate().filter(move |(_, b)| b.lexis.rules >> rule & 1 == 1);
        let hits = blocks.flat_map(move |(i, b)| b.lexis.hits(rule).map(move |span| Loc::new(i, span)));
        hits.inspect(|_| interrupt::check())
    }

    /// Where the block rule named `code` reported something.
    #[must_use]
    pub fn reported(&self, code: &str) -> Reported {
        let of = |block: &Block| block.findings.iter().filter(|f| f.code == code).map(|f| f.loc.span).collect();
        let found = (0..).zip(self.blocks).filter(|(_, block)| block.findings.iter().any(|f| f.code == code));
        Reported(found.map(|(index, block)| (index, of(block))).collect())
    }

    /// The running rule's notes with their blocks, in order.
    pub fn notes(&self) -> impl Iterator<Item = (u32, &'a Note)> {
        let view = *self;
        (0..self.blocks.len() as u32).flat_map(move |i| view.notes_of(i).iter().map(move |n| (i, n)))
    }

    /// The running rule's notes of one block.
    #[must_use]
    pub fn notes_of(&self, block: u32) -> &'a [Note] {
        interrupt::check();
        // The rules take their notes one after the other.
        let notes = &self.blocks[block as usize].notes;
        let first = notes.partition_point(|n| usize::from(n.rule) < self.rule);
        let after = notes.partition_point(|n| usize::from(n.rule) <= self.rule);
        &notes[first..after]
    }

    /// Option `name` of the running rule: as set, else its default.
    #[must_use]
    pub fn option(&self, name: &str) -> serde_json::Value {
        option(self.settings, self.running, name)
    }
}

/// What a rule about the confirmed sheet may see.
#[derive(Clone, Copy, Debug)]
pub struct FactsView<'a> {
    /// The draft.
    pub draft: facts::Draft<'a>,
    /// The rows of the sheet and the figures of the draft, brought together.
    pub matching: &'a Matching,
    /// The same for what other papers of the year state.
    pub siblings: &'a Matching,
    /// Settings, which hold the sheet.
    pub settings: &'a Settings,
}

fn option(settings: &Settings, rule: &Rule, name: &str) -> serde_json::Value {
    let default = || {
        let option = rule.options.iter().find(|o| o.name == name);
        option.and_then(|o| serde_json::from_str(o.default).ok()).unwrap_or_default()
    };
    settings.option(rule.code, name).cloned().unwrap_or_else(default)
}
