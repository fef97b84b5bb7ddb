//! Code actions: fixes of diagnostics, fix-all, habits of the whole document, ignoring.
//!
//! [`code_actions`] lists them without edits, which may be large; [`resolve`] computes the edits of the one chosen, from
//! an [`ActionId`] that survives a trip through the client.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::fix_all::{Wanted, fix_all};
use super::places::{Hit, hit, loc, ordinal_at};
use super::refactor;
use super::refactoring::{ActionKind, Refactoring};
use super::series::line_start_node;
use crate::analysis::{Diagnostic, Snapshot};
use crate::finding::{Edits, Finding, Fix, Safety};
use crate::fixes::{self, TextEdit};
use crate::message::Language;
use crate::rules;
use crate::text::{LineCol, LineRange, Loc};

/// Names an action so that its edits can be computed later, from the same version of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "camelCase")]
pub enum ActionId {
    /// One fix of one diagnostic.
    Fix {
        /// Code of the rule.
        code: String,
        /// 0-based line where the diagnostic starts.
        line: u32,
        /// Byte column where it starts.
        byte: u32,
        /// Which of its fixes.
        fix: usize,
    },
    /// The first fix of every diagnostic of one rule.
    FixRule {
        /// Code of the rule.
        code: String,
    },
    /// All safe fixes.
    FixAll,
    /// A change of structure at an ordinal.
    Refactor {
        /// Which.
        refactoring: Refactoring,
        /// 0-based line of the ordinal.
        line: u32,
        /// Byte column of the ordinal.
        byte: u32,
    },
    /// Not an edit: remember that this diagnostic is to be ignored (kept beside the draft).
    Ignore {
        /// Code of the rule.
        code: String,
        /// 0-based line where the diagnostic starts.
        line: u32,
        /// Byte column where it starts.
        byte: u32,
    },
    /// Not an edit: remember that a rule is to be ignored in the whole draft (kept beside it).
    IgnoreRule {
        /// Code of the rule.
        code: String,
    },
    /// Not an edit: show the page of a rule.
    Explain {
        /// Code of the rule.
        code: String,
    },
    /// Not an edit: show a place, the next one of a habit that is told once.
    ShowPlace {
        /// Its 0-based line.
        line: u32,
        /// Its byte column.
        byte: u32,
    },
}

/// An action on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeAction {
    /// What it does, in the language asked for.
    pub title: String,
    /// Its family.
    pub kind: ActionKind,
    /// The one that an editor applies on its auto-fix key.
    pub preferred: bool,
    /// Index in [`Snapshot::diagnostics`] of the diagnostic it mends.
    pub diagnostic: Option<usize>,
    /// For [`resolve`].
    pub id: ActionId,
}

/// The actions for a range; `wanted` tells which families the client asked for.
#[must_use]
pub fn code_actions(
    snapshot: &Snapshot,
    range: LineRange,
    language: Language,
    wanted: &dyn Fn(ActionKind) -> bool,
) -> Vec<CodeAction> {
    let mut actions = Vec::new();
    if wanted(ActionKind::QuickFix) {
        let here = diagnostics_in(snapshot, range);
        let mut seen = HashSet::new();
        for (index, diagnostic) in &here {
            fixes_of(snapshot, *index, diagnostic, language, &mut seen, &mut actions);
        }
        let mended = first_of_each_rule(here.iter().filter(|(_, d)| safe_fix(&d.finding).is_some()));
        same_rules(snapshot, &mended, language, &mut actions);
        for (index, diagnostic) in &here {
            actions.push(ignore(snapshot, *index, &diagnostic.finding, language));
        }
        for (index, finding) in first_of_each_rule(&here) {
            about_rule(index, finding, language, &mut actions);
        }
        next_of_kind(snapshot, range, language, &mut actions);
    }
    refactorings(snapshot, range.start, language, wanted, &mut actions);
    let safe = |d: &Diagnostic| Wanted::default().fix(&d.finding, snapshot.settings()).is_some();
    if wanted(ActionKind::FixAll) && snapshot.diagnostics().iter().any(safe) {
        actions.push(CodeAction {
            title: pick(language, "一键改正（只改有把握的）", "Fix all problems that are safe to fix").into(),
            kind: ActionKind::FixAll,
            preferred: false,
            diagnostic: None,
            id: ActionId::FixAll,
        });
    }
    actions
}

/// The edits of an action, ascending and not overlapping; `None` when the document has changed so that the action no
/// longer applies, or when the action is no edit.
#[must_use]
pub fn resolve(snapshot: &Snapshot, id: &ActionId) -> Option<Vec<TextEdit>> {
    let view = snapshot.view();
    let edits = match id {
        ActionId::Fix { code, line, byte, fix } => {
            let at = LineCol { line: *line, byte: *byte };
            let found = find(snapshot, code, at)?.finding.fixes.get(*fix)?;
            rules::edits(found, &view)
        }
        ActionId::FixRule { code } => {
            let all = snapshot.diagnostics().iter().filter(|d| d.finding.code == code);
            fixes::merge(all.filter_map(|d| usable(&d.finding).next()).map(|(_, f)| rules::edits(f, &view)))
        }
        ActionId::FixAll => return Some(fix_all(snapshot)),
        ActionId::Refactor { refactoring, line, byte } => {
            let (block, byte) = snapshot.locate(LineCol { line: *line, byte: *byte });
            refactor::edits(snapshot, ordinal_at(snapshot, block, byte)?, *refactoring)
        }
        ActionId::Ignore { .. }
        | ActionId::IgnoreRule { .. }
        | ActionId::Explain { .. }
        | ActionId::ShowPlace { .. } => return None,
    };
    Some(snapshot.text_edits(&edits))
}

/// The diagnostic of rule `code` that starts at a place.
#[must_use]
pub fn find<'s>(snapshot: &'s Snapshot, code: &str, at: LineCol) -> Option<&'s Diagnostic> {
    let (block, byte) = snapshot.locate(at);
    let all = snapshot.diagnostics();
    let place = |d: &Diagnostic| (d.finding.loc.block, d.finding.loc.span.start);
    let first = all.partition_point(|d| place(d) < (block, byte));
    all[first..].iter().take_while(|d| place(d) == (block, byte)).find(|d| d.finding.code == code)
}

/// Diagnostics that touch a range, with their indexes.
fn diagnostics_in(snapshot: &Snapshot, range: LineRange) -> Vec<(usize, &Diagnostic)> {
    let (first, _) = snapshot.locate(range.start);
    let (last, _) = snapshot.locate(range.end);
    let all = snapshot.diagnostics();
    let from = all.partition_point(|d| d.finding.loc.block < first);
    let near = all[from..].iter().enumerate().take_while(|(_, d)| d.finding.loc.block <= last);
    near.filter(|(_, d)| {
        let r = snapshot.line_range(d.finding.loc);
        r.start <= range.end && range.start <= r.end
    })
    .map(|(i, d)| (from + i, d))
    .collect()
}

/// Fixes that can be applied, with their indexes.
fn usable(finding: &Finding) -> impl Iterator<Item = (usize, &Fix)> {
    finding.fixes.iter().enumerate().filter(|(_, f)| f.safety != Safety::DisplayOnly)
}

/// The fix that mending all of one kind takes: the first, if it is safe and no habit.
fn safe_fix(finding: &Finding) -> Option<&Fix> {
    finding.fixes.first().filter(|f| f.safety == Safety::Safe && !f.habit)
}

/// What a fix does: each place, how far beyond its block it goes, and the new text.
type Changes<'s> = Vec<(Loc, Option<(u32, u32)>, &'s str)>;

fn fixes_of<'s>(
    snapshot: &Snapshot,
    index: usize,
    diagnostic: &'s Diagnostic,
    language: Language,
    seen: &mut HashSet<Changes<'s>>,
    actions: &mut Vec<CodeAction>,
) {
    let finding = &diagnostic.finding;
    let start = snapshot.line_range(finding.loc).start;
    for (nth, fix) in usable(finding) {
        // Two rules may know the same remedy: one entry, that of the first.
        if let Edits::Ready(edits) = &fix.edits
            && !seen.insert(edits.iter().map(|edit| (edit.loc, edit.through, edit.text.as_str())).collect())
        {
            continue;
        }
        actions.push(CodeAction {
            title: fix.title.get(language).to_owned(),
            kind: ActionKind::QuickFix,
            // With two right answers the user chooses; a habit of the whole document is never the auto-fix.
            preferred: nth == 0 && !fix.habit && usable(finding).count() == 1,
            diagnostic: Some(index),
            id: ActionId::Fix { code: finding.code.into(), line: start.line, byte: start.byte, fix: nth },
        });
    }
}

/// The first finding of each rule.
fn first_of_each_rule<'h, 's: 'h>(
    here: impl IntoIterator<Item = &'h (usize, &'s Diagnostic)>,
) -> Vec<(usize, &'s Finding)> {
    let mut seen = HashSet::new();
    here.into_iter().map(|(index, d)| (*index, &d.finding)).filter(|(_, f)| seen.insert(f.code)).collect()
}

/// “Mend all of this kind”, once a rule, where several diagnostics have a safe fix.
fn same_rules(snapshot: &Snapshot, once: &[(usize, &Finding)], language: Language, actions: &mut Vec<CodeAction>) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for finding in snapshot.diagnostics().iter().map(|d| &d.finding).filter(|f| safe_fix(f).is_some()) {
        *counts.entry(finding.code).or_default() += 1;
    }
    for (index, Finding { code, .. }) in once {
        let Some(count) = counts.get(code).filter(|count| **count > 1) else { continue };
        actions.push(CodeAction {
            title: match language {
                Language::Zh => format!("改正全文{count}处同类问题（{}）", title(code, language)),
                Language::En => format!("Fix all {count} problems of this kind ({})", title(code, language)),
            },
            kind: ActionKind::QuickFix,
            preferred: false,
            diagnostic: Some(*index),
            id: ActionId::FixRule { code: (*code).into() },
        });
    }
}

/// What can be done with the heading at a place, or with the item whose line it stands in.
fn refactorings(
    snapshot: &Snapshot,
    at: LineCol,
    language: Language,
    wanted: &dyn Fn(ActionKind) -> bool,
    actions: &mut Vec<CodeAction>,
) {
    let all: Vec<Refactoring> = Refactoring::ALL.into_iter().filter(|r| wanted(r.kind())).collect();
    if all.is_empty() {
        return;
    }
    let (block, byte) = snapshot.locate(at);
    let node = match hit(snapshot, block, byte) {
        Some(Hit::Ordinal(node) | Hit::Heading(node)) => Some(node),
        _ => line_start_node(snapshot, block),
    };
    let Some(node) = node else { return };
    let this = &snapshot.outline().nodes[node as usize];
    let Some(ordinal) = this.ordinal else { return };
    let start = snapshot.line_range(loc(this.heading.block, ordinal.span)).start;
    for refactoring in all {
        if let Some(title) = refactor::offer(snapshot, node, refactoring) {
            actions.push(CodeAction {
                title: title.get(language).to_owned(),
                kind: refactoring.kind(),
                preferred: false,
                diagnostic: None,
                id: ActionId::Refactor { refactoring, line: start.line, byte: start.byte },
            });
        }
    }
}

/// What people call a rule; its code is for those who configure it.
fn title(code: &str, language: Language) -> &str {
    rules::rule(code).map_or(code, |rule| rule.title.get(language))
}

fn ignore(snapshot: &Snapshot, index: usize, finding: &Finding, language: Language) -> CodeAction {
    let start = snapshot.line_range(finding.loc).start;
    CodeAction {
        title: match language {
            Language::Zh => format!("在此忽略（{}）", title(finding.code, language)),
            Language::En => format!("Ignore here ({})", title(finding.code, language)),
        },
        kind: ActionKind::QuickFix,
        preferred: false,
        diagnostic: Some(index),
        id: ActionId::Ignore { code: finding.code.into(), line: start.line, byte: start.byte },
    }
}

/// What is done about a rule and not about one of its findings.
fn about_rule(index: usize, finding: &Finding, language: Language, actions: &mut Vec<CodeAction>) {
    let (code, title) = (finding.code, title(finding.code, language));
    let all = [
        (
            ActionId::IgnoreRule { code: code.into() },
            format!("在全文忽略（{title}）"),
            format!("Ignore in the whole draft ({title})"),
        ),
        (
            ActionId::Explain { code: code.into() },
            format!("查看规则说明（{title}）"),
            format!("Show the rule's page ({title})"),
        ),
    ];
    actions.extend(all.map(|(id, zh, en)| CodeAction {
        title: if language == Language::Zh { zh } else { en },
        kind: ActionKind::QuickFix,
        preferred: false,
        diagnostic: Some(index),
        id,
    }));
}

/// “Next of this kind” for each habit that has a place here: its finding stands at one of them and names fifty.
fn next_of_kind(snapshot: &Snapshot, range: LineRange, language: Language, actions: &mut Vec<CodeAction>) {
    for finding in snapshot.diagnostics().iter().map(|d| &d.finding) {
        let Some(places) = finding.places.as_deref().filter(|places| places.len() > 1) else { continue };
        let touches = |place: &Loc| {
            let place = snapshot.line_range(*place);
            place.start <= range.end && range.start <= place.end
        };
        let Some(here) = places.iter().position(touches) else { continue };
        let (next, all) = ((here + 1) % places.len(), places.len());
        let LineCol { line, byte } = snapshot.line_range(places[next]).start;
        actions.push(CodeAction {
            title: match language {
                Language::Zh => format!("转到下一处同类（第{}处，共{all}处）", next + 1),
                Language::En => format!("Go to the next of this kind ({} of {all})", next + 1),
            },
            kind: ActionKind::QuickFix,
            preferred: false,
            diagnostic: None,
            id: ActionId::ShowPlace { line, byte },
        });
    }
}

const fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::{cursor, snapshot};

    fn actions(text: &str) -> (Snapshot, Vec<CodeAction>) {
        let (snapshot, at) = cursor(text);
        let actions = code_actions(&snapshot, LineRange { start: at, end: at }, Language::Zh, &|_| true);
        (snapshot, actions)
    }

    #[test]
    fn every_place_of_a_habit_leads_to_the_next() {
        let line = "抓投资,促消费,稳增长,保就业。";
        let next = |text: &str| -> Vec<(String, ActionId)> {
            let found = actions(text).1.into_iter().filter(|a| matches!(a.id, ActionId::ShowPlace { .. }));
            found.map(|a| (a.title, a.id)).collect()
        };
        let place = |line, byte| ActionId::ShowPlace { line, byte };
        let first = format!("{}\n{line}\n", line.replacen(",促", "$0,促", 1));
        assert_eq!(next(&first), [("转到下一处同类（第2处，共6处）".to_owned(), place(0, 19))]);
        let last = format!("{line}\n{}\n", line.replacen(",保", "$0,保", 1));
        assert_eq!(next(&last), [("转到下一处同类（第1处，共6处）".to_owned(), place(0, 9))]);
        assert!(next("抓$0投资,促消费,稳增长,保就业。\n抓投资,促消费。").is_empty());
    }

    #[test]
    fn no_two_fixes_of_a_menu_do_the_same() {
        let examples = rules::RULES.iter().flat_map(|rule| rule.examples);
        let mut menus = 0;
        for example in examples.filter(|e| e.text.contains('⟦') && e.settings.is_empty()) {
            let snapshot = snapshot(&example.text.replace(['⟦', '⟧'], ""));
            for diagnostic in snapshot.diagnostics() {
                let range = snapshot.line_range(diagnostic.finding.loc);
                let all = code_actions(&snapshot, range, Language::Zh, &|kind| kind == ActionKind::QuickFix);
                let fixes = all.iter().filter(|a| matches!(a.id, ActionId::Fix { .. }));
                let edits: Vec<_> = fixes.map(|a| resolve(&snapshot, &a.id).unwrap_or_default()).collect();
                let alike = edits.iter().enumerate().any(|(i, e)| edits[i + 1..].contains(e));
                assert!(!alike, "{}: {all:?}", example.text);
                menus += usize::from(edits.len() > 1);
            }
        }
        assert!(menus > 20, "{menus}");
    }

    fn apply(snapshot: &Snapshot, id: &ActionId) -> String {
        let text: Vec<&str> = snapshot.blocks().iter().map(|b| &*b.text).collect();
        fixes::apply(&text.join("\n"), &resolve(snapshot, id).unwrap_or_default())
    }

    #[test]
    fn a_gap_offers_its_fix_and_to_be_ignored() {
        let (snapshot, actions) = actions("（一）抓投资\n（$0三）抓消费");
        let fix = actions.iter().find(|a| a.preferred).expect("a preferred fix");
        assert_eq!(fix.kind, ActionKind::QuickFix);
        assert_eq!(apply(&snapshot, &fix.id), "（一）抓投资\n（二）抓消费");
        let titles: Vec<_> = actions.iter().map(|a| a.title.as_str()).collect();
        for title in ["在此忽略（序号跳号或倒序）", "在全文忽略（序号跳号或倒序）", "查看规则说明（序号跳号或倒序）"]
        {
            assert_eq!(titles.iter().filter(|t| **t == title).count(), 1, "{titles:?}");
        }
        // The number would change: not for fix-all.
        assert!(actions.iter().all(|a| a.kind != ActionKind::FixAll));
    }

    #[test]
    fn a_series_can_be_renumbered_from_any_of_its_items() {
        let (snapshot, actions) = actions("（一）抓投$0资\n（三）抓消费\n（四）抓开放");
        let refactor = actions.iter().find(|a| a.kind == ActionKind::Refactor).expect("a refactoring");
        assert_eq!(refactor.title, "本级重新编号（“（一）”起3项）");
        assert_eq!(apply(&snapshot, &refactor.id), "（一）抓投资\n（二）抓消费\n（三）抓开放");
    }

    #[test]
    fn ids_survive_the_trip_through_the_client() {
        let (_, actions) = actions("（一）抓投资\n（$0三）抓消费");
        for action in actions {
            let json = serde_json::to_value(&action.id).expect("serialisable");
            assert_eq!(serde_json::from_value::<ActionId>(json).expect("readable"), action.id);
        }
    }

    #[test]
    fn a_stale_id_yields_nothing() {
        let (_, actions) = actions("（一）抓投资\n（$0三）抓消费");
        let (other, _) = cursor("（一）抓投资\n（$0二）抓消费");
        assert_eq!(resolve(&other, &actions[0].id), None);
    }

    #[test]
    fn elsewhere_nothing_is_offered() {
        let (_, actions) = actions("（一）抓投$0资\n（二）抓消费");
        assert!(actions.iter().all(|a| a.diagnostic.is_none()), "{actions:?}");
    }
}
