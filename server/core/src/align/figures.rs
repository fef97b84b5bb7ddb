//! Which figure of a sentence is which of the sentence that took its place, and what of it changed.

use std::collections::HashMap;

use super::sentences::{Pairing, Sentence};
use crate::analysis::Snapshot;
use crate::figures::{Entry, Figure};
use crate::reading::line::fold_text;
use crate::text::{Loc, Span};

/// A block and the index of a figure among the block's.
pub(super) type Place = (u32, usize);

/// A figure of one of the drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigurePlace {
    /// Which figure: its block, and its index among the block's.
    pub at: (u32, usize),
    /// Its numeral: where it is shown.
    pub numeral: Loc,
    /// The figure with the words that bound it (超过10亿元以上), as written.
    pub text: String,
}

/// What of a figure changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// The number, in its base unit.
    Value,
    /// 以上, 超过, 约 and so on.
    Bound,
    /// The unit or its scale as written.
    Unit,
    /// The time it speaks of.
    Period,
}

impl Aspect {
    /// Name in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Bound => "bound",
            Self::Unit => "unit",
            Self::Period => "period",
        }
    }
}

/// A figure that changed, came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureChange {
    /// What it measures, where that is known.
    pub metric: Option<String>,
    /// The figure before; `None` for one that came.
    pub old: Option<FigurePlace>,
    /// The figure after; `None` for one that went.
    pub new: Option<FigurePlace>,
    /// What changed, for one that stands in both.
    pub what: Vec<Aspect>,
}

/// A figure with what is needed to recognise it.
struct Candidate<'a> {
    at: Place,
    figure: &'a Figure,
    entry: Option<&'a Entry>,
    text: &'a str,
    written: String,
    unit: String,
    before: Vec<char>,
    after: Vec<char>,
}

/// How many characters around a figure tell which one it is.
const AROUND: usize = 8;

impl<'a> Candidate<'a> {
    fn of(snapshot: &'a Snapshot, sentence: &Sentence) -> Vec<Self> {
        let block = &snapshot.blocks()[sentence.block as usize];
        let mut candidates = Vec::with_capacity(sentence.figures.len());
        for index in sentence.figures.clone() {
            let (text, figure) = (&*block.text, &block.figures[index]);
            let whole = Span {
                start: figure.before.map_or(figure.span.start, |s| s.start.min(figure.span.start)),
                end: figure.after.map_or(figure.span.end, |s| s.end.max(figure.span.end)),
            };
            let head = Span { start: sentence.span.start, end: whole.start };
            let tail = Span { start: whole.end, end: sentence.span.end.max(whole.end) };
            let kept = |c: &char| !c.is_whitespace() && !c.is_ascii_digit();
            candidates.push(Self {
                at: (sentence.block, index),
                figure,
                entry: snapshot.ledger().entry(sentence.block, index),
                text,
                written: fold_text(figure.span.of(text)),
                unit: unit(figure, text),
                before: fold_text(head.of(text)).chars().rev().filter(kept).take(AROUND).collect(),
                after: fold_text(tail.of(text)).chars().filter(kept).take(AROUND).collect(),
            });
        }
        candidates
    }

    fn metric(&self) -> Option<&str> {
        self.entry.and_then(|e| e.metric.as_ref()).map(|m| m.key.as_str())
    }

    fn reference(&self) -> FigurePlace {
        let figure = self.figure;
        let start = figure.before.filter(|s| s.end == figure.span.start).map_or(figure.span.start, |s| s.start);
        let end = figure.after.filter(|s| s.start == figure.span.end).map_or(figure.span.end, |s| s.end);
        FigurePlace {
            at: self.at,
            numeral: Loc { block: self.at.0, span: figure.numeral },
            text: Span { start, end }.of(self.text).to_owned(),
        }
    }

    /// How surely both are one figure: words around it, what it measures, unit and value.
    fn likeness(&self, other: &Self) -> u32 {
        let run = |a: &[char], b: &[char]| a.iter().zip(b).take_while(|(a, b)| a == b).count() as u32;
        let mut score = 2 * run(&self.before, &other.before) + run(&self.after, &other.after);
        score += 4 * u32::from(self.metric().is_some() && self.metric() == other.metric());
        score += 2 * u32::from(self.unit == other.unit) + 2 * u32::from(self.figure.class == other.figure.class);
        score + 6 * u32::from(self.written == other.written)
    }

    fn differs(&self, new: &Self) -> Vec<Aspect> {
        let (a, b) = (self.figure, new.figure);
        let mut what = Vec::new();
        if (&a.lower, &a.upper) != (&b.lower, &b.upper) {
            what.push(Aspect::Value);
        }
        if a.bound != b.bound {
            what.push(Aspect::Bound);
        }
        if self.unit != new.unit {
            what.push(Aspect::Unit);
        }
        if let (Some(a), Some(b)) = (self.entry, new.entry)
            && a.period.is_some()
            && b.period.is_some()
            && a.period != b.period
            && a.period != iso(self.figure)
        {
            what.push(Aspect::Period);
        }
        // 9条 written 九条 is the same number; what is left is wording.
        what
    }
}

/// The date that a figure itself is: its change is a change of its value.
fn iso(figure: &Figure) -> Option<String> {
    figure.lower.number().is_none().then(|| figure.lower.text()).flatten()
}

/// Scale and unit as written: 亿元 and 万元 differ though both are amounts.
fn unit(figure: &Figure, text: &str) -> String {
    let rest = Span { start: figure.numeral.end.min(figure.span.end), end: figure.span.end.max(figure.unit.end) };
    let mut unit = fold_text(rest.of(text));
    unit.retain(|c| !c.is_whitespace() && !matches!(c, '余' | '多' | '来'));
    unit
}

/// A likeness from which two figures of paired sentences are taken for one: class and unit, or a little of the words around.
const SAME: u32 = 4;

/// Pairs in order the figures of two sentences so that the sum of their likeness is greatest.
fn in_order(old: &[Candidate<'_>], new: &[Candidate<'_>]) -> Vec<(usize, usize)> {
    // Beyond this (a table in one line) the places decide.
    const LARGE: usize = 20_000;
    let (m, n) = (old.len(), new.len());
    if m * n > LARGE {
        return (0..m.min(n)).map(|i| (i, i)).collect();
    }
    let width = n + 1;
    let mut best = vec![0_u32; (m + 1) * width];
    let gain = |i: usize, j: usize| old[i].likeness(&new[j]).checked_sub(SAME).map(|g| g + 1);
    for i in (0..m).rev() {
        for j in (0..n).rev() {
            let skip = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            let take = gain(i, j).map_or(0, |g| g + best[(i + 1) * width + j + 1]);
            best[i * width + j] = skip.max(take);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < m && j < n {
        let here = best[i * width + j];
        if gain(i, j).is_some_and(|g| g + best[(i + 1) * width + j + 1] == here) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] == here {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// What changed in the figures of paired sentences, and the figures of those that came and went.
pub(super) struct Changes<'a> {
    old: &'a Snapshot,
    new: &'a Snapshot,
    found: Vec<FigureChange>,
    gone: Vec<Candidate<'a>>,
    come: Vec<Candidate<'a>>,
    /// Figures that stand in both, by place.
    pub same: Vec<(Place, Place)>,
}

/// Compares the figures of two drafts whose sentences are paired.
pub(super) fn changes<'a>(
    (old, old_sentences): (&'a Snapshot, &[Sentence]),
    (new, new_sentences): (&'a Snapshot, &[Sentence]),
    pairing: &Pairing,
) -> Changes<'a> {
    let mut changes = Changes { old, new, found: vec![], gone: vec![], come: vec![], same: vec![] };
    for (i, j, equal) in &pairing.pairs {
        let (a, b) = (&old_sentences[*i], &new_sentences[*j]);
        if *equal {
            let places = |s: &Sentence| s.figures.clone().map(|f| (s.block, f)).collect::<Vec<_>>();
            changes.same.extend(places(a).into_iter().zip(places(b)));
        } else {
            changes.of_sentence(a, b);
        }
    }
    for i in &pairing.gone {
        changes.gone.extend(Candidate::of(old, &old_sentences[*i]));
    }
    for j in &pairing.come {
        changes.come.extend(Candidate::of(new, &new_sentences[*j]));
    }
    changes.moved();
    changes
}

impl<'a> Changes<'a> {
    fn of_sentence(&mut self, old: &Sentence, new: &Sentence) {
        let (old, new) = (Candidate::of(self.old, old), Candidate::of(self.new, new));
        let pairs = in_order(&old, &new);
        let (mut left, mut right) = (vec![true; old.len()], vec![true; new.len()]);
        for (i, j) in pairs {
            (left[i], right[j]) = (false, false);
            self.compare(&old[i], &new[j]);
        }
        self.gone.extend(old.into_iter().zip(left).filter(|(_, left)| *left).map(|(c, _)| c));
        self.come.extend(new.into_iter().zip(right).filter(|(_, left)| *left).map(|(c, _)| c));
    }

    fn compare(&mut self, old: &Candidate<'a>, new: &Candidate<'a>) {
        self.same.push((old.at, new.at));
        let what = old.differs(new);
        if !what.is_empty() {
            let metric = new.entry.and_then(|e| e.metric.as_ref()).or(old.entry.and_then(|e| e.metric.as_ref()));
            let metric = metric.map(|m| m.text.clone());
            self.found.push(FigureChange { metric, old: Some(old.reference()), new: Some(new.reference()), what });
        }
    }

    /// A figure whose sentence was split, merged or rewritten is the one that measures the same thing, if there is one.
    fn moved(&mut self) {
        let (gone, come) = (std::mem::take(&mut self.gone), std::mem::take(&mut self.come));
        let mut places: HashMap<(String, String), Vec<usize>> = HashMap::new();
        let key = |c: &Candidate<'_>| Some((c.metric()?.to_owned(), c.unit.clone()));
        for (j, candidate) in come.iter().enumerate() {
            if let Some(key) = key(candidate) {
                places.entry(key).or_default().push(j);
            }
        }
        let mut used = vec![false; come.len()];
        let mut left: Vec<Option<Candidate<'a>>> = gone.into_iter().map(Some).collect();
        // Those with the same value first, then the only one of its kind on both sides.
        let rivals = |left: &[Option<Candidate<'_>>]| {
            let mut count: HashMap<(String, String), usize> = HashMap::new();
            left.iter().flatten().filter_map(key).for_each(|k| *count.entry(k).or_default() += 1);
            count
        };
        for exact in [true, false] {
            let count = rivals(&left);
            for slot in &mut left {
                let Some(old) = slot.as_ref() else { continue };
                let Some(key) = key(old) else { continue };
                let free: Vec<usize> =
                    places.get(&key).into_iter().flatten().copied().filter(|j| !used[*j]).take(2).collect();
                let found = if exact {
                    let same = |j: &usize| come[*j].written == old.written;
                    places.get(&key).into_iter().flatten().copied().filter(|j| !used[*j]).find(same)
                } else {
                    free.first().copied().filter(|_| free.len() == 1 && count.get(&key) == Some(&1))
                };
                if let Some(j) = found
                    && let Some(old) = slot.take()
                {
                    used[j] = true;
                    self.compare(&old, &come[j]);
                }
            }
        }
        self.gone = left.into_iter().flatten().collect();
        self.come = come.into_iter().zip(used).filter(|(_, used)| !used).map(|(c, _)| c).collect();
    }

    /// All changes, in the order of the new draft; what went stands by its old place.
    pub(super) fn finish(self) -> (Vec<FigureChange>, Vec<(Place, Place)>) {
        let mut found = self.found;
        let alone = |c: &Candidate<'_>, old: bool| {
            let metric = c.entry.and_then(|e| e.metric.as_ref()).map(|m| m.text.clone());
            let (before, after) = if old { (Some(c.reference()), None) } else { (None, Some(c.reference())) };
            FigureChange { metric, old: before, new: after, what: vec![] }
        };
        found.extend(self.gone.iter().map(|c| alone(c, true)));
        found.extend(self.come.iter().map(|c| alone(c, false)));
        let place = |r: &Option<FigurePlace>| r.as_ref().map(|r| r.at);
        found.sort_by_key(|c| (place(&c.new).or(place(&c.old)), place(&c.old)));
        (found, self.same)
    }
}
