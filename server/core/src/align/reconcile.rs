//! Last year's targets against this year's statements (对账).

use std::collections::HashSet;

use super::likeness::Rarity;
use super::pairs::{Choices, Neighbours};
use super::statement::{Statement, statements};
use super::terms;
use super::verdict::judge;
use crate::analysis::Snapshot;
use crate::config::OwnWords;
use crate::figures::Role;
use crate::structure::NodeKind;
use crate::text::Loc;

/// What is said of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Reached.
    Met,
    /// Not reached.
    Missed,
    /// Spoken of in another measure: both numbers are shown and not judged.
    NotComparable,
    /// No statement of this year speaks of it.
    Unanswered,
    /// To be looked at by a person.
    Unclear,
}

impl Verdict {
    /// Name in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::NotComparable => "not-comparable",
            Self::Unanswered => "unanswered",
            Self::Unclear => "unclear",
        }
    }
}

/// How sure it is that target and answer speak of the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Confidence {
    /// The same words, the same measure, and no rival.
    Certain,
    /// No rival comes near.
    Likely,
    /// There are others, or little in common.
    Ambiguous,
}

impl Confidence {
    /// Name in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// A figure as it is shown in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// From the number's first digit to the end of its unit.
    pub loc: Loc,
    /// Number, scale and unit as written.
    pub text: String,
    /// Symbol of its bound.
    pub bound: &'static str,
}

/// One target of last year and what this year says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it measures, as written.
    pub metric: Option<String>,
    /// The node of last year's outline that it stands under.
    pub section: Option<u32>,
    /// The target.
    pub target: Shown,
    /// The statement that answers it.
    pub answer: Option<Shown>,
    /// Other places of this year that may be meant.
    pub others: Vec<Loc>,
    /// What follows.
    pub verdict: Verdict,
    /// How sure the pair is.
    pub confidence: Confidence,
    /// The comparison as a reader would write it; empty where nothing is judged.
    pub formula: String,
}

/// Something that this year's report tells as done and that no target of last year asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unasked {
    /// What it measures, as written.
    pub metric: String,
    /// The node of this year's outline that it stands under.
    pub section: Option<u32>,
    /// The figure.
    pub figure: Shown,
}

/// Last year's targets and this year's report held against each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// One row a target of last year, in its order.
    pub rows: Vec<Row>,
    /// What was done without a target, in this year's order.
    pub unasked: Vec<Unasked>,
}

/// Holds each target of `last` against what `this` says.
#[must_use]
pub fn reconcile(last: &Snapshot, this: &Snapshot) -> Reconciled {
    // Names that the office has are those of this year's folder.
    let own = this.blocks().first().map_or(OwnWords::none(), |block| &block.own);
    let (mut targets, mut answers) = (targets(last, own), answers(this, own));
    let rarity = Rarity::of(targets.iter().chain(&answers));
    rarity.weigh(&mut targets);
    rarity.weigh(&mut answers);
    let chosen = Choices::of(&targets, &answers);
    let rows: Vec<Row> = (0..targets.len()).map(|i| row(last, &targets, &answers, &chosen, i)).collect();
    let mut meant: HashSet<Loc> = rows.iter().flat_map(|row| row.others.iter().copied()).collect();
    meant.extend(rows.iter().filter_map(|row| row.answer.as_ref()).map(|answer| answer.loc));
    // Growth, rank and share beside an answer speak of what was asked for.
    let asked = answers.iter().filter(|answer| meant.contains(&shown(answer).loc));
    let asked: HashSet<(u32, &str)> = asked.map(|answer| (answer.at.0, answer.metric.as_str())).collect();
    let unasked = answers.iter().filter_map(|answer| {
        let figure = shown(answer);
        let metric = answer.entry.metric.as_ref()?.text.clone();
        let beside = asked.contains(&(answer.at.0, answer.metric.as_str()));
        let done = answer.entry.role == Some(Role::Achieved) && !beside && !meant.contains(&figure.loc);
        let section = this.outline().at(answer.at.0, answer.figure.span.start);
        done.then_some(Unasked { metric, section, figure })
    });
    let unasked = unasked.collect();
    Reconciled { rows, unasked }
}

/// Roles that promise nothing and answer nothing.
fn speaks(role: Role) -> bool {
    role != Role::Target && role.is_statement()
}

/// The targets of a report's year; those of several years are another matter.
fn targets<'a>(snapshot: &'a Snapshot, own: &OwnWords) -> Vec<Statement<'a>> {
    let mut found = statements(snapshot, own, |role| role == Role::Target);
    found.retain(|s| !s.spans_years() && !s.is_followed_by_years() && !in_appendix(snapshot, s));
    found
}

/// What a report says of the year that is over: before its own plan begins, and not in a glossary.
fn answers<'a>(snapshot: &'a Snapshot, own: &OwnWords) -> Vec<Statement<'a>> {
    let mut found = statements(snapshot, own, speaks);
    let end = end_of_review(snapshot);
    let of_term = terms::blocks_of_several_years(snapshot);
    for statement in &mut found {
        statement.of_term = of_term[statement.at.0 as usize] && !terms::names_year(&statement.sentence);
    }
    found.retain(|s| (s.at.0, s.figure.span.start) <= end && !s.spans_years() && !in_appendix(snapshot, s));
    found
}

/// The place that parts what is told from what is planned: behind it most figures are targets, before it few.
fn end_of_review(snapshot: &Snapshot) -> (u32, u32) {
    let side = |role: Option<Role>| match role {
        Some(Role::Target) => 1,
        Some(role) if speaks(role) => -1,
        _ => 0,
    };
    let all = || snapshot.ledger().all();
    let mut score: i64 = all().map(|e| side(e.role)).sum();
    let mut best = (score, (0, 0));
    for entry in all() {
        score -= side(entry.role);
        if score > best.0 {
            let figure = &snapshot.blocks()[entry.block as usize].figures[entry.figure as usize];
            best = (score, (entry.block, figure.span.start));
        }
    }
    best.1
}

fn in_appendix(snapshot: &Snapshot, statement: &Statement<'_>) -> bool {
    let outline = snapshot.outline();
    let path = outline.at(statement.at.0, statement.figure.span.start).map(|n| outline.path(n)).unwrap_or_default();
    path.into_iter().any(|n| {
        let node = &outline.nodes[n as usize];
        let title = node.title.of(snapshot.blocks()[node.heading.block as usize].read());
        node.kind == NodeKind::Heading && title.contains("名词解释")
    })
}

fn row(last: &Snapshot, targets: &[Statement<'_>], answers: &[Statement<'_>], chosen: &Choices, i: usize) -> Row {
    let target = &targets[i];
    let mut row = Row {
        metric: target.entry.metric.as_ref().map(|m| m.text.clone()),
        section: last.outline().at(target.at.0, target.figure.span.start),
        target: shown(target),
        answer: None,
        others: vec![],
        verdict: Verdict::Unanswered,
        confidence: Confidence::Certain,
        formula: String::new(),
    };
    let Some(choice) = chosen.to(i) else { return row };
    let answer = &answers[choice.answer];
    row.others = choice.others.iter().map(|j| shown(&answers[*j]).loc).collect();
    row.answer = Some(shown(answer));
    row.confidence = choice.confidence();
    (row.verdict, row.formula) = match row.confidence {
        Confidence::Ambiguous => (Verdict::Unclear, String::new()),
        _ => judge(target, answer),
    };
    // Where only its neighbours tell the pair, missed would be too hard a word.
    if choice.neighbours != Neighbours::Unasked && row.verdict == Verdict::Missed {
        (row.verdict, row.confidence, row.formula) = (Verdict::Unclear, Confidence::Ambiguous, String::new());
    }
    row
}

fn shown(statement: &Statement<'_>) -> Shown {
    let mut span = statement.figure.span;
    let text = span.of(statement.text).to_owned();
    span.start = statement.figure.numeral.start.max(span.start);
    Shown { loc: Loc { block: statement.at.0, span }, text, bound: statement.figure.bound.symbol() }
}
