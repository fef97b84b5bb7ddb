//! The catalogue of rules, and their running.
//!
//! One file a rule, with documentation, metadata, code and the examples that prove it; what a rule is stands in
//! [`crate::rule`].

pub mod common;
pub mod counts;
pub mod facts;
pub mod figures;
pub mod habits;
pub mod lexis;
pub mod ordinals;
pub mod page;
pub mod punctuation;
pub mod report_year;
pub mod spaced;
pub mod text;

use crate::block::{Block, DocumentKind};
use crate::config::{KnownRule, Profile, Settings};
use crate::damage;
use crate::finding::{Edit, Edits, Finding, Fix, Severity};
use crate::interrupt;
use crate::reading::Script;
use crate::reading::woven::Woven;
pub use crate::rule::*;
use crate::text::{Loc, Span};

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
    &ordinals::heading_glued::RULE,
    &ordinals::enumeration_mixed::RULE,
    &ordinals::caption_gap::RULE,
    &ordinals::reference_unresolved::RULE,
    &ordinals::contents_mismatch::RULE,
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
    &figures::rate_contradictory::RULE,
    &figures::ratio_sum::RULE,
    &figures::span_length_mismatch::RULE,
    &figures::year_malformed::RULE,
    &figures::date_name_format::RULE,
    &figures::date_padded::RULE,
    &figures::deadline_past::RULE,
    &figures::deadline_qian::RULE,
    &figures::digits_mixed_width::RULE,
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
    &figures::yuan_missing::RULE,
    &punctuation::halfwidth_punctuation::RULE,
    &punctuation::booktitle_nested::RULE,
    &punctuation::colon_nested::RULE,
    &punctuation::dash_form::RULE,
    &punctuation::deng_dunhao::RULE,
    &punctuation::ellipsis_form::RULE,
    &punctuation::name_dot::RULE,
    &punctuation::paren_nested_same::RULE,
    &punctuation::quoted_list_dunhao::RULE,
    &punctuation::quotes_empty::RULE,
    &punctuation::quotes_nested_same::RULE,
    &punctuation::quotes_replaced::RULE,
    &punctuation::repeated_punct::RULE,
    &punctuation::unbalanced_pair::RULE,
    &text::character_lost::RULE,
    &text::character_wrong::RULE,
    &text::doc_number_form::RULE,
    &text::encoding_suspect::RULE,
    &text::html_entity::RULE,
    &text::invisible_character::RULE,
    &text::item_repeated::RULE,
    &text::jiezhi::RULE,
    &text::latin_case::RULE,
    &text::length_over_budget::RULE,
    &text::lost_plus::RULE,
    &text::mojibake_gbk_slip::RULE,
    &text::name_variant::RULE,
    &text::note_unmatched::RULE,
    &text::paragraph_broken::RULE,
    &text::pinyin_inserted::RULE,
    &text::placeholder_left::RULE,
    &text::scrape_left::RULE,
    &text::script_mixed::RULE,
    &text::sentence_repeated::RULE,
    &text::sentence_unfinished::RULE,
    &text::space_stray::RULE,
    &text::template_leftover::RULE,
    &text::text_hard_wrapped::RULE,
    &text::text_overlaid::RULE,
    &text::tongbi_redundant::RULE,
    &text::word_repeated::RULE,
    &text::wording::RULE,
    &facts::fact_mismatch::RULE,
    &facts::fact_missing::RULE,
    &facts::fact_unconfirmed::RULE,
    &facts::sibling_mismatch::RULE,
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

/// The edits of a fix, computed now if need be. Ascending, not overlapping.
#[must_use]
pub fn edits(fix: &Fix, view: &DocumentView<'_>) -> Vec<Edit> {
    match &fix.edits {
        Edits::Ready(edits) => edits.clone(),
        Edits::OnDemand { code, places } => {
            let edits = habits::edits(view, code, places);
            view.woven.map_or(edits.clone(), |woven| around_marks(&edits, woven))
        }
    }
}

/// Makes the edits of a fix leave marks of notes where they are.
pub fn keep_marks(fix: &mut Fix, woven: &Woven) {
    if let Edits::Ready(edits) = &mut fix.edits {
        *edits = around_marks(edits, woven);
    }
}

/// Edits that part where something stands in them that is not read but belongs to the draft.
fn around_marks(edits: &[Edit], woven: &Woven) -> Vec<Edit> {
    let mut parted = Vec::with_capacity(edits.len());
    for edit in edits {
        let Span { start, end } = edit.loc.span;
        let mut kept = woven.gaps_within(edit.loc).filter(|(_, cause)| cause.kept());
        let Some((first, _)) = kept.next().filter(|_| edit.through.is_none()) else {
            parted.push(edit.clone());
            continue;
        };
        let piece = |start, end| Loc { block: edit.loc.block, span: Span { start, end } };
        parted.push(Edit::new(piece(start, first), edit.text.clone()));
        let mut from = first;
        for at in kept.map(|(at, _)| at).filter(|at| *at > first).chain([end]) {
            parted.push(Edit::new(piece(from, at), ""));
            from = at;
        }
    }
    parted
}

/// Severity under `settings`; `None` when the rule is off.
#[must_use]
pub fn severity(rule: &Rule, settings: &Settings) -> Option<Severity> {
    match settings.severity_of(rule.code) {
        Some("off") => None,
        Some(word) => Some(Severity::from_name(word).unwrap_or(rule.severity)),
        None if settings.profile == Profile::Lenient && rule.severity > Severity::Error => None,
        None if settings.profile == Profile::Gb => (rule.on || ONLY_GB.contains(&rule.code)).then(|| under_gb(rule)),
        None => rule.on.then_some(rule.severity),
    }
}

/// Rules about forms that only who asks for the standard's own wants to hear of.
const ONLY_GB: [&str; 5] = ["doc-number-form", "date-padded", "deng-dunhao", "name-dot", "quotes-nested-same"];

/// Severity under the profile that asks for the standard's own forms.
fn under_gb(rule: &Rule) -> Severity {
    match rule.code {
        "halfwidth-punctuation" | "range-connector" => Severity::Warning,
        "quoted-list-dunhao" => Severity::Information,
        _ => rule.severity,
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
            let Check::Block(check) = *selected.rule.check.plain() else { continue };
            if !selected.rule.triggers.is_empty() && block.lexis.rules >> selected.index & 1 == 0 {
                continue;
            }
            let from = found.len();
            interrupt::check();
            check(&BlockView { block, kind, settings, rule: selected.index, running: selected.rule }, &mut found);
            selected.finish(&mut found, from, |_| Some(block));
        }
        found.shrink_to_fit();
        found
    }

    /// Takes the notes of one block.
    #[must_use]
    pub fn note_block(&self, block: &Block, kind: DocumentKind, settings: &Settings) -> Box<[Note]> {
        let mut notes = Vec::new();
        for selected in &self.rules {
            let Check::Noted { note, .. } = *selected.rule.check.plain() else { continue };
            if !selected.rule.triggers.is_empty() && block.lexis.rules >> selected.index & 1 == 0 {
                continue;
            }
            let from = notes.len();
            note(&BlockView { block, kind, settings, rule: selected.index, running: selected.rule }, &mut notes);
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
            let (Check::Document(check) | Check::Noted { check, .. }) = *selected.rule.check.plain() else {
                continue;
            };
            if !selected.rule.triggers.is_empty() && words >> selected.index & 1 == 0 {
                continue;
            }
            let from = found.len();
            check(&DocumentView { rule: selected.index, running: selected.rule, ..*view }, &mut found);
            selected.finish(&mut found, from, |i| view.blocks.get(i as usize).map(|b| &**b));
        }
        found
    }
}

impl Selection {
    /// Whether a rule about the confirmed sheet runs.
    #[must_use]
    pub fn has_facts(&self) -> bool {
        self.rules.iter().any(|s| matches!(s.rule.check, Check::Facts(_)))
    }

    /// Runs the rules about the confirmed sheet.
    #[must_use]
    pub fn check_facts(&self, view: &FactsView<'_>) -> Vec<Finding> {
        let mut found = Vec::new();
        for selected in &self.rules {
            let Check::Facts(check) = selected.rule.check else { continue };
            let from = found.len();
            check(view, &mut found);
            selected.finish(&mut found, from, |i| view.draft.blocks.get(i as usize).map(|b| &**b));
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
            if matches!(self.rule.check, Check::OfDamage(_)) || !block(finding.loc.block).is_some_and(spoiled) {
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
