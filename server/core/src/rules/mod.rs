//! Rules: one file each, with documentation, metadata, code and the examples that prove it.
//!
//! A rule looks either at one block ([`Check::Block`]: memoised, so it must depend on nothing else) or at the whole
//! document ([`Check::Document`]). It never sees a protocol type and never decides about suppression.

pub mod counts;
pub mod figures;
pub mod ordinals;
pub mod punctuation;
pub mod text;

use std::sync::Arc;

use crate::block::{Block, DocumentKind};
use crate::config::Settings;
use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::structure::Outline;
use crate::text::{LineCol, Loc, Span};

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
    /// Only ones the user must choose.
    Unsafe,
    /// Both.
    Both,
}

/// An option of a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleOption {
    /// Key in the rule's table.
    pub name: &'static str,
    /// Default as JSON text; its type is the option's type.
    pub default: &'static str,
    /// What it does.
    pub about: StaticMessage,
}

/// A text that a rule must pass, or flag at the place between `⟦` and `⟧`.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The text; `⟦…⟧` marks what must be flagged, none when the rule must stay silent.
    pub text: &'static str,
    /// The text after the first fix of every finding was applied, if the rule has fixes.
    pub fixed: Option<&'static str>,
}

impl Example {
    /// The rule stays silent.
    #[must_use]
    pub const fn pass(text: &'static str) -> Self {
        Self { text, fixed: None }
    }

    /// The rule flags what stands between `⟦` and `⟧`, and nothing else.
    #[must_use]
    pub const fn fail(text: &'static str) -> Self {
        Self { text, fixed: None }
    }

    /// As [`Example::fail`]; the first fix of each finding makes it `fixed`.
    #[must_use]
    pub const fn fixed(text: &'static str, fixed: &'static str) -> Self {
        Self { text, fixed: Some(fixed) }
    }
}

/// The code of a rule.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Looks at one block.
    Block(fn(&BlockView<'_>, &mut Vec<Finding>)),
    /// Looks at the whole document.
    Document(fn(&DocumentView<'_>, &mut Vec<Finding>)),
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
}

impl BlockView<'_> {
    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.block.text
    }

    /// A place in this block, for findings and edits.
    #[must_use]
    pub const fn loc(&self, span: Span) -> Loc {
        Loc { block: 0, span }
    }
}

/// What a document rule may see.
#[derive(Clone, Copy, Debug)]
pub struct DocumentView<'a> {
    /// All blocks.
    pub blocks: &'a [Arc<Block>],
    /// Where each block starts, if blocks and lines differ.
    pub starts: Option<&'a [LineCol]>,
    /// The tree.
    pub outline: &'a Outline,
    /// How the draft is written.
    pub kind: DocumentKind,
    /// Settings.
    pub settings: &'a Settings,
}

impl<'a> DocumentView<'a> {
    /// Text of a block.
    #[must_use]
    pub fn text(&self, block: u32) -> &'a str {
        &self.blocks[block as usize].text
    }

    /// 1-based number of the line a block stands in, for messages.
    #[must_use]
    pub fn line_number(&self, block: u32) -> u32 {
        self.starts.map_or(block, |s| s[block as usize].line) + 1
    }

    /// Text at a place.
    #[must_use]
    pub fn at(&self, loc: Loc) -> &'a str {
        loc.span.of(self.text(loc.block))
    }
}

/// All rules, by group, in the order of the catalogue.
pub const RULES: &[&Rule] = &[&ordinals::ordinal_gap::RULE, &figures::comparator_redundant::RULE];

/// The rule named `code`.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.code == code)
}

/// Severity under `settings`; `None` when the rule is off.
#[must_use]
pub fn severity(rule: &Rule, settings: &Settings) -> Option<Severity> {
    match settings.severity_of(rule.code) {
        Some("off") => None,
        Some(word) => Some(Severity::from_name(word).unwrap_or(rule.severity)),
        None => rule.on.then_some(rule.severity),
    }
}

/// Runs the block rules on one block.
#[must_use]
pub fn check_block(view: &BlockView<'_>) -> Vec<Finding> {
    run(view.settings, |rule, found| {
        if let Check::Block(check) = rule.check {
            check(view, found);
        }
    })
}

/// Runs the document rules.
#[must_use]
pub fn check_document(view: &DocumentView<'_>) -> Vec<Finding> {
    run(view.settings, |rule, found| {
        if let Check::Document(check) = rule.check {
            check(view, found);
        }
    })
}

fn run(settings: &Settings, mut check: impl FnMut(&Rule, &mut Vec<Finding>)) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in RULES {
        let Some(severity) = severity(rule, settings) else { continue };
        let from = found.len();
        check(rule, &mut found);
        for finding in &mut found[from..] {
            finding.code = rule.code;
            // A rule may soften single findings; a severity set by the user holds for all.
            if settings.severity_of(rule.code).is_some() || finding.severity < severity {
                finding.severity = severity;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
