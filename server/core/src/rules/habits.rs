//! A habit is one finding: more than a few places of one kind are told once, with every place, their number and one fix
//! for all of them, at the severity that each would have alone.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::finding::{Edit, Edits, Finding, Fix, Related, Safety, Severity};
use crate::fixes;
use crate::message::Message;
use crate::rule::{Check, DocumentView};
use crate::text::{Loc, Span};

/// How the findings of a rule are gathered.
struct Habit {
    code: &'static str,
    /// As many are still told one by one.
    limit: usize,
    /// Whether only findings with the same message are of one kind.
    by_message: bool,
}

const fn rules(code: &'static str, limit: usize) -> Habit {
    Habit { code, limit, by_message: false }
}

const fn messages(code: &'static str, limit: usize) -> Habit {
    Habit { code, limit, by_message: true }
}

/// Findings that are told one by one before they are taken for a habit.
const FEW: usize = 3;
/// The rules whose findings are habits: forms, and damage that one fault left all over a text.
const HABITS: [Habit; 23] = [
    rules("space-stray", FEW),
    messages("character-wrong", FEW),
    rules("paragraph-broken", FEW),
    rules("sentence-unfinished", FEW),
    rules("sentence-repeated", FEW),
    rules("template-leftover", FEW),
    rules("placeholder-left", FEW),
    messages("unbalanced-pair", FEW),
    messages("percent-corrupted", FEW),
    messages("year-malformed", 2),
    rules("halfwidth-punctuation", FEW),
    rules("range-connector", FEW),
    messages("percent-sign-mixed", 0),
    messages("quoted-list-dunhao", 0),
    messages("number-separator-mixed", 0),
    rules("html-entity", FEW),
    messages("number-broken", FEW),
    rules("ellipsis-form", FEW),
    rules("yishi-punctuation", FEW),
    rules("unit-style", FEW),
    rules("arabic-qian", FEW),
    messages("character-lost", FEW),
    rules("fact-unconfirmed", FEW),
];
/// Places that a finding names as its evidence; the others are in [`Finding::places`].
const EVIDENCE: usize = 50;
/// Places that are tried for one that no other finding underlines.
const TRIED: usize = 64;

/// Rule and, where it tells kinds apart, message.
type Kind<'a> = (&'static str, &'a str);

fn kind(finding: &Finding) -> Option<Kind<'_>> {
    let habit = habit(finding.code)?;
    Some((habit.code, if habit.by_message { &finding.message.zh } else { "" }))
}

/// All findings of one kind.
struct Gathered<'a> {
    first: &'a Finding,
    places: Vec<Loc>,
    severity: Severity,
    /// The first fix of one of them, how many have one, and whether all of these are safe.
    fix: Option<&'a Fix>,
    fixes: usize,
    safe: bool,
}

/// The findings of a document, by blocks and by the document rules, those of one habit in one. A finding of which
/// `silent` holds is not told and not counted.
pub fn findings(
    view: &DocumentView<'_>,
    of_document: &[Finding],
    silent: impl Fn(&Finding, Loc) -> bool,
) -> Vec<Finding> {
    let local = view.blocks.iter().enumerate();
    let local = local.flat_map(|(i, b)| b.findings.iter().map(move |f| (f, Loc::new(i, f.loc.span))));
    let heard = || local.clone().chain(of_document.iter().map(|f| (f, f.loc))).filter(|(f, loc)| !silent(f, *loc));
    let mut kinds: BTreeMap<Kind<'_>, Gathered<'_>> = BTreeMap::new();
    for (finding, loc) in heard() {
        let Some(kind) = kind(finding) else { continue };
        let new =
            || Gathered { first: finding, places: vec![], severity: finding.severity, fix: None, fixes: 0, safe: true };
        let gathered = kinds.entry(kind).or_insert_with(new);
        gathered.places.push(loc);
        gathered.severity = gathered.severity.min(finding.severity);
        if let Some(fix) = finding.fixes.first() {
            gathered.fix = gathered.fix.or(Some(fix));
            gathered.fixes += 1;
            gathered.safe &= fix.safety == Safety::Safe;
        }
    }
    kinds.retain(|(code, _), gathered| gathered.places.len() > limit(view, code));
    let alone = heard().filter(|(f, _)| kind(f).is_none_or(|kind| !kinds.contains_key(&kind)));
    let mut all: Vec<Finding> = alone.map(|(f, loc)| f.moved_to(loc)).collect();
    let mut underlined: HashMap<u32, Vec<Span>> = HashMap::new();
    for finding in &all {
        underlined.entry(finding.loc.block).or_default().push(finding.loc.span);
    }
    let free = |place: &Loc| !underlined.get(&place.block).is_some_and(|s| s.iter().any(|s| s.overlaps(place.span)));
    for gathered in kinds.into_values() {
        let anchor = gathered.places.iter().take(TRIED).find(|p| free(p)).unwrap_or(&gathered.places[0]);
        all.push(one(*anchor, &gathered));
    }
    all
}

fn habit(code: &str) -> Option<&'static Habit> {
    HABITS.iter().find(|h| h.code == code)
}

/// As many findings of a rule as are still told one by one: as set, else its own number.
fn limit(view: &DocumentView<'_>, code: &str) -> usize {
    let set = view.settings.option(code, "limit").and_then(serde_json::Value::as_u64);
    set.map_or_else(|| habit(code).map_or(FEW, |h| h.limit), |n| usize::try_from(n).unwrap_or(usize::MAX))
}

/// The one finding for all of a kind.
fn one(anchor: Loc, gathered: &Gathered<'_>) -> Finding {
    let first = gathered.first;
    let count = gathered.places.len();
    let by_message = habit(first.code).is_some_and(|h| h.by_message);
    let title = super::rule(first.code).filter(|_| !by_message).map(|r| (r.title.zh, r.title.en));
    let (zh, en) = title.unwrap_or((&first.message.zh, &first.message.en));
    let message = match count {
        1 => Message::new(zh, en),
        _ => Message::new(format!("{zh}（全文{count}处）"), format!("{en} ({count} places)")),
    };
    let mut finding = Finding { code: first.code, severity: gathered.severity, ..Finding::new(anchor, message) };
    let others = gathered.places.iter().filter(|p| **p != anchor).take(EVIDENCE);
    finding
        .related
        .extend(others.map(|loc| Related { loc: *loc, message: Message::new("同类", "another of this kind") }));
    let places: Arc<[Loc]> = gathered.places.as_slice().into();
    if let Some(fix) = gathered.fix {
        let n = gathered.fixes;
        finding.fixes.push(Fix {
            title: match n {
                1 => fix.title.clone(),
                _ => Message::new(format!("全文{n}处一并改正"), format!("Mend all {n} places")),
            },
            safety: if gathered.safe { Safety::Safe } else { Safety::Unsafe },
            habit: true,
            edits: Edits::OnDemand { code: first.code, places: places.clone() },
        });
    }
    finding.places = Some(places);
    finding
}

/// The edits that mend all `places` that the rule named `code` reports.
#[must_use]
pub fn edits(view: &DocumentView<'_>, code: &str, places: &[Loc]) -> Vec<Edit> {
    let Some((rule, running)) = super::RULES.iter().enumerate().find(|(_, rule)| rule.code == code) else {
        return vec![];
    };
    let view = DocumentView { rule, running, ..*view };
    let mut found = Vec::new();
    match running.check.plain() {
        Check::Document(check) | Check::Noted { check, .. } => check(&view, &mut found),
        Check::OfDamage(_) | Check::Facts(_) => {}
        Check::Block(_) => {
            let mut blocks: Vec<u32> = places.iter().map(|p| p.block).collect();
            blocks.dedup();
            let local = |block: u32| view.blocks[block as usize].findings.iter().map(move |f| (f, block));
            let local = blocks.into_iter().flat_map(local).filter(|(f, _)| f.code == code);
            found.extend(local.map(|(f, block)| f.moved_to(Loc { block, span: f.loc.span })));
        }
    }
    let wanted: HashSet<Loc> = places.iter().copied().collect();
    let fixes = found.into_iter().filter(|f| wanted.contains(&f.loc)).filter_map(|f| f.fixes.into_iter().next());
    fixes::merge(fixes.map(|fix| super::edits(&fix, &view)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Snapshot;
    use crate::block::DocumentKind;

    #[test]
    fn the_one_fix_of_a_habit_need_not_be_the_first_findings() {
        let snapshot = Snapshot::of("甲\n乙\n丙\n丁\n", DocumentKind::Plain, Arc::default());
        let found = |block| Finding {
            code: "sentence-unfinished",
            ..Finding::new(Loc::new(block, Span { start: 0, end: 3 }), Message::new("句子未完", "unfinished"))
        };
        let mut all: Vec<Finding> = (0..4).map(found).collect();
        all[2].fixes.push(Fix {
            title: Message::new("补句号", "Add a stop"),
            safety: Safety::Unsafe,
            habit: false,
            edits: Edits::Ready(vec![]),
        });
        let gathered = findings(&snapshot.view(), &all, |_, _| false);
        assert_eq!(gathered.iter().map(|f| &*f.fixes[0].title.zh).collect::<Vec<_>>(), ["补句号"]);
    }
}
