//! Rules: one file each, with documentation, metadata, code and the examples that prove it.
//!
//! A rule looks either at one block ([`Check::Block`]: memoised, so it must depend on nothing else) or at the whole
//! document ([`Check::Document`]). It never sees a protocol type and never decides about suppression.

pub mod common;
pub mod counts;
pub mod figures;
pub mod lexis;
pub mod ordinals;
pub mod page;
pub mod punctuation;
pub mod report_year;
pub mod spaced;
pub mod text;

use std::sync::Arc;

use crate::block::{Block, DocumentKind};
pub use crate::config::RuleOption;
use crate::config::{KnownRule, Profile, Settings};
use crate::damage;
use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::reading::Script;
use crate::structure::Outline;
use crate::style::Style;
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
    /// Looks at the whole document through what it noted of each block, so that a keystroke costs one block's reading.
    Noted {
        /// Takes notes of one block; memoised like a block rule.
        note: fn(&BlockView<'_>, &mut Vec<Note>),
        /// Draws the conclusions from [`DocumentView::notes`].
        check: fn(&DocumentView<'_>, &mut Vec<Finding>),
    },
}

/// What a rule remembers of one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// Place of the rule in [`RULES`], filled in by the runner.
    rule: u8,
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
    /// Place of the running rule in [`RULES`].
    pub rule: usize,
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
        self.block.lexis.hits(self.rule)
    }

    /// The runs of ASCII digits.
    #[must_use]
    pub fn digits(&self) -> &'a [Span] {
        &self.block.lexis.digits
    }

    /// Option `name` of the running rule: as set, else its default.
    #[must_use]
    pub fn option(&self, name: &str) -> serde_json::Value {
        option(self.settings, self.rule, name)
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
    /// What the draft does most.
    pub style: &'a Style,
    /// How the draft is written.
    pub kind: DocumentKind,
    /// Settings.
    pub settings: &'a Settings,
    /// Place of the running rule in [`RULES`].
    pub rule: usize,
}

impl<'a> DocumentView<'a> {
    /// Text of a block in simplified script, as [`BlockView::text`].
    #[must_use]
    pub fn text(&self, block: u32) -> &'a str {
        self.blocks[block as usize].read()
    }

    /// 1-based number of the line a block stands in, for messages.
    #[must_use]
    pub fn line_number(&self, block: u32) -> u32 {
        self.starts.map_or(block, |s| s[block as usize].line) + 1
    }

    /// Text at a place, in simplified script.
    #[must_use]
    pub fn at(&self, loc: Loc) -> &'a str {
        loc.span.of(self.text(loc.block))
    }

    /// The same view for the rule named `code`: what the computation of a habit's fix needs.
    #[must_use]
    pub fn for_rule(&self, code: &str) -> Self {
        Self { rule: RULES.iter().position(|r| r.code == code).unwrap_or_default(), ..*self }
    }

    /// Where the rule's trigger words stand.
    pub fn hits(&self) -> impl Iterator<Item = Loc> + use<'a> {
        let rule = self.rule;
        let blocks = self.blocks.iter().enumerate().filter(move |(_, b)| b.lexis.rules >> rule & 1 == 1);
        blocks.flat_map(move |(i, b)| b.lexis.hits(rule).map(move |span| Loc::new(i, span)))
    }

    /// The running rule's notes with their blocks, in order.
    pub fn notes(&self) -> impl Iterator<Item = (u32, &'a Note)> {
        let view = *self;
        (0..self.blocks.len() as u32).flat_map(move |i| view.notes_of(i).iter().map(move |n| (i, n)))
    }

    /// The running rule's notes of one block.
    #[must_use]
    pub fn notes_of(&self, block: u32) -> &'a [Note] {
        // The rules take their notes one after the other.
        let notes = &self.blocks[block as usize].notes;
        let first = notes.partition_point(|n| usize::from(n.rule) < self.rule);
        let after = notes.partition_point(|n| usize::from(n.rule) <= self.rule);
        &notes[first..after]
    }

    /// Option `name` of the running rule: as set, else its default.
    #[must_use]
    pub fn option(&self, name: &str) -> serde_json::Value {
        option(self.settings, self.rule, name)
    }
}

fn option(settings: &Settings, rule: usize, name: &str) -> serde_json::Value {
    let rule = RULES[rule];
    let default = || {
        let option = rule.options.iter().find(|o| o.name == name);
        option.and_then(|o| serde_json::from_str(o.default).ok()).unwrap_or_default()
    };
    settings.option(rule.code, name).cloned().unwrap_or_else(default)
}

/// All rules, by group, in the order of the catalogue.
pub const RULES: &[&Rule] = &[
    &ordinals::ordinal_gap::RULE,
    &ordinals::ordinal_duplicate::RULE,
    &ordinals::ordinal_starts_late::RULE,
    &ordinals::ordinal_form::RULE,
    &ordinals::ordinal_malformed::RULE,
    &ordinals::ordinal_style_mixed::RULE,
    &ordinals::yishi_punctuation::RULE,
    &ordinals::level_order::RULE,
    &ordinals::series_separator::RULE,
    &ordinals::heading_end_punct::RULE,
    &ordinals::heading_missing_ordinal::RULE,
    &ordinals::heading_repeated::RULE,
    &ordinals::caption_gap::RULE,
    &ordinals::reference_unresolved::RULE,
    &counts::declared_count_mismatch::RULE,
    &counts::closed_list_count::RULE,
    &counts::deng_list_exceeds::RULE,
    &figures::comparator_redundant::RULE,
    &figures::approx_redundant::RULE,
    &figures::decrease_by_multiple::RULE,
    &figures::percent_vs_point::RULE,
    &figures::point_arithmetic::RULE,
    &figures::range_unit_dropped::RULE,
    &figures::target_bound_conflict::RULE,
    &figures::approx_arabic::RULE,
    &figures::approx_numeral_dunhao::RULE,
    &figures::arabic_qian::RULE,
    &figures::date_hao::RULE,
    &figures::date_invalid::RULE,
    &figures::negative_growth::RULE,
    &figures::number_broken::RULE,
    &figures::percent_corrupted::RULE,
    &figures::range_reversed::RULE,
    &figures::ratio_sum::RULE,
    &figures::span_length_mismatch::RULE,
    &figures::year_malformed::RULE,
    &figures::date_name_format::RULE,
    &figures::deadline_past::RULE,
    &figures::deadline_qian::RULE,
    &figures::fenbie_mismatch::RULE,
    &figures::figure_near_miss::RULE,
    &figures::number_separator_mixed::RULE,
    &figures::percent_over_100::RULE,
    &figures::percent_sign_mixed::RULE,
    &figures::range_connector::RULE,
    &figures::report_metadata::RULE,
    &figures::target_unit_missing::RULE,
    &figures::total_vs_parts::RULE,
    &figures::unit_style::RULE,
    &punctuation::halfwidth_punctuation::RULE,
    &punctuation::booktitle_nested::RULE,
    &punctuation::colon_nested::RULE,
    &punctuation::dash_form::RULE,
    &punctuation::ellipsis_form::RULE,
    &punctuation::paren_nested_same::RULE,
    &punctuation::quoted_list_dunhao::RULE,
    &punctuation::repeated_punct::RULE,
    &punctuation::unbalanced_pair::RULE,
    &text::encoding_suspect::RULE,
    &text::html_entity::RULE,
    &text::invisible_character::RULE,
    &text::jiezhi::RULE,
    &text::latin_case::RULE,
    &text::lost_plus::RULE,
    &text::mojibake_gbk_slip::RULE,
    &text::placeholder_left::RULE,
    &text::script_mixed::RULE,
    &text::template_leftover::RULE,
    &text::text_overlaid::RULE,
    &text::tongbi_redundant::RULE,
];

/// What settings may say of every rule.
#[must_use]
pub fn known() -> Vec<KnownRule> {
    RULES.iter().map(|r| KnownRule { code: r.code, options: r.options, title: r.title }).collect()
}

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
        None if settings.profile == Profile::Lenient && rule.severity > Severity::Error => None,
        None => rule.on.then_some(rule.severity),
    }
}

/// The rules that run under some settings, worked out once for all blocks.
#[derive(Debug, Default)]
pub struct Selection {
    rules: Vec<Selected>,
}

#[derive(Debug)]
struct Selected {
    index: usize,
    rule: &'static Rule,
    severity: Severity,
    /// The user set it: it holds for all findings.
    fixed: bool,
}

/// Rules that speak of damage itself.
const DAMAGE_RULES: [&str; 3] = ["mojibake-gbk-slip", "encoding-suspect", "script-mixed"];
/// How many characters other rules keep away from damage.
const DISTANCE: usize = 12;

impl Selection {
    /// The rules that `settings` turn on.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let selected = RULES.iter().enumerate().filter_map(|(index, rule)| {
            let severity = severity(rule, settings)?;
            Some(Selected { index, rule, severity, fixed: settings.severity_of(rule.code).is_some() })
        });
        Self { rules: selected.collect() }
    }

    /// Whether it holds no rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Runs the block rules on one block, all or those of one group.
    #[must_use]
    pub fn check_block(
        &self,
        block: &Block,
        kind: DocumentKind,
        settings: &Settings,
        group: Option<Group>,
    ) -> Vec<Finding> {
        let mut found = Vec::new();
        for selected in self.rules.iter().filter(|s| group.is_none_or(|g| g == s.rule.group)) {
            let Check::Block(check) = selected.rule.check else { continue };
            if !selected.rule.triggers.is_empty() && block.lexis.rules >> selected.index & 1 == 0 {
                continue;
            }
            let from = found.len();
            check(&BlockView { block, kind, settings, rule: selected.index }, &mut found);
            selected.finish(&mut found, from, |_| Some(block));
        }
        found
    }

    /// Takes the notes of one block.
    #[must_use]
    pub fn note_block(&self, block: &Block, kind: DocumentKind, settings: &Settings) -> Box<[Note]> {
        let mut notes = Vec::new();
        for selected in &self.rules {
            let Check::Noted { note, .. } = selected.rule.check else { continue };
            if !selected.rule.triggers.is_empty() && block.lexis.rules >> selected.index & 1 == 0 {
                continue;
            }
            let from = notes.len();
            note(&BlockView { block, kind, settings, rule: selected.index }, &mut notes);
            #[allow(clippy::cast_possible_truncation, reason = "there are at most 128 rules")]
            notes[from..].iter_mut().for_each(|n: &mut Note| n.rule = selected.index as u8);
        }
        notes.into()
    }

    /// Runs the document rules.
    #[must_use]
    pub fn check_document(&self, view: &DocumentView<'_>) -> Vec<Finding> {
        let words = view.blocks.iter().fold(0, |set, b| set | b.lexis.rules);
        let mut found = Vec::new();
        for selected in &self.rules {
            let (Check::Document(check) | Check::Noted { check, .. }) = selected.rule.check else { continue };
            if !selected.rule.triggers.is_empty() && words >> selected.index & 1 == 0 {
                continue;
            }
            let from = found.len();
            check(&DocumentView { rule: selected.index, ..*view }, &mut found);
            selected.finish(&mut found, from, |i| view.blocks.get(i as usize).map(|b| &**b));
        }
        found
    }
}

impl Selected {
    /// Fills in code and severity of the findings from `from` on, puts what they say into the script of their lines and
    /// drops those near damage.
    fn finish<'a>(&self, found: &mut Vec<Finding>, from: usize, block: impl Fn(u32) -> Option<&'a Block>) {
        for mut finding in found.split_off(from) {
            finding.code = self.rule.code;
            // A rule may soften single findings; a severity set by the user holds for all.
            if self.fixed || finding.severity < self.severity {
                finding.severity = self.severity;
            }
            let spoiled = |b: &Block| {
                !b.lexis.damage.is_empty() && damage::near(&b.text, &b.lexis.damage, finding.loc.span, DISTANCE)
            };
            let of_habit = finding.fixes.iter().any(|f| f.habit);
            if of_habit || DAMAGE_RULES.contains(&self.rule.code) || !block(finding.loc.block).is_some_and(spoiled) {
                let folded = |i| block(i).filter(|b| b.reading.script().is_some());
                found.push(match folded(finding.loc.block) {
                    Some(own) => {
                        finding.in_script(|loc| folded(loc.block).unwrap_or(own).quoting(loc.span, Script::Traditional))
                    }
                    None => finding,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests;
