//! A line with its figures in character indexes, and the clauses around them.

use std::borrow::Cow;

use super::super::units::{self, Unit};
use super::super::{Class, Figure};
use crate::reading::line::{Line, fold};
use crate::reading::patterns::{self, Kind, Marked, Rule, Scene};
use crate::reading::script;
use crate::reading::segments::{joins_list, parts_clauses, parts_sentences};
use crate::text::is_han;

/// One figure of a line.
#[derive(Clone, Copy)]
pub(super) struct Fig<'a> {
    pub figure: &'a Figure,
    /// Its unit, where it has a known one.
    pub unit: Option<&'static Unit>,
    /// First character of the figure.
    pub start: usize,
    /// After its last character.
    pub end: usize,
    /// First character, comparator included.
    pub from: usize,
    /// After its last character, comparator included.
    pub to: usize,
}

impl Fig<'_> {
    pub fn is_time(&self) -> bool {
        matches!(self.figure.class, Class::Date | Class::Period | Class::Deadline)
    }

    /// Whether it is transparent for the words around it: names and class bounds belong to noun phrases.
    pub fn is_word(&self) -> bool {
        matches!(self.figure.class, Class::Name | Class::Threshold)
    }

    /// Whether it is a number of something: no time, and no word.
    pub fn is_number(&self) -> bool {
        !self.is_time() && !self.is_word()
    }

    /// As patterns see it, in its line.
    fn marked(&self, text: &str) -> Marked {
        let figure = self.figure;
        let bare =
            figure.span.of(text).chars().next().map(fold).is_some_and(|c| matches!(c, '亿' | '万' | '千' | '百'));
        let kinds = figure.class.kind().bit()
            | figure.change.map_or(0, |change| change.kind().bit())
            | self.unit.map_or(0, Unit::kinds)
            | Kind::Led.when(self.from < self.start)
            | Kind::Tailed.when(figure.after.is_some())
            | Kind::Bare.when(bare);
        Marked { from: self.from, to: self.to, kinds, unit: self.unit.map_or("", |unit| unit.name) }
    }
}

/// How many figures away a figure's neighbours are looked for; a statement holds far fewer.
const NEAR: usize = 64;

/// A line as meaning reads it. Whatever looks around a figure looks at a bounded number of characters or of figures, so
/// that a line costs what it is long, whatever is in it.
pub(super) struct Sentence<'a> {
    pub line: Line<'a>,
    /// In order of their first characters.
    pub figs: Vec<Fig<'a>>,
    /// The figures as patterns see them.
    marked: Vec<Marked>,
    /// First and last figure of the run of adjoining figures that each figure belongs to.
    runs: Vec<(u32, u32)>,
    /// As `runs`, of whatever classes: 3亿元和5%.
    groups: Vec<(u32, u32)>,
}

impl<'a> Sentence<'a> {
    pub fn new(text: &'a str, figures: &'a [Figure]) -> Self {
        let line = Line::new(text);
        let figs = figures.iter().map(|figure| {
            let (start, end) = (line.index(figure.span.start), line.index(figure.span.end));
            let from = figure.before.map_or(start, |b| line.index(b.start).min(start));
            let to = figure.after.map_or(end, |a| line.index(a.end).max(end));
            Fig { figure, unit: units::find(figure.unit_text(text)), start, end, from, to }
        });
        let figs: Vec<Fig<'_>> = figs.collect();
        let marked = figs.iter().map(|fig| fig.marked(text)).collect();
        let mut sentence = Self { line, figs, marked, runs: Vec::new(), groups: Vec::new() };
        // 产值超千亿元、2个园区: a count with a noun of its own goes on with no list of measures.
        let dimension = |fig: &Fig<'_>| fig.unit.map(|unit| unit.dimension);
        let ended = |at| is_han(sentence.line.c(at)) && !sentence.at(at, &patterns::GOES_WITH_NUMBER);
        let own = |a: &Fig<'_>, b: &Fig<'_>| dimension(a) != dimension(b) && ended(b.to);
        let runs = sentence.joined(|a, b| a.figure.class == b.figure.class && !own(a, b));
        sentence.runs = runs;
        sentence.groups = sentence.joined(|a, b| !a.is_time() && !b.is_time());
        sentence
    }

    /// First and last figure of the list of adjoining figures that each belongs to, as far as neighbours are `alike`.
    fn joined(&self, alike: impl Fn(&Fig<'_>, &Fig<'_>) -> bool) -> Vec<(u32, u32)> {
        let mut lists: Vec<(u32, u32)> = Vec::with_capacity(self.figs.len());
        let mut first = 0;
        for k in 0..self.figs.len() {
            if k > 0 && !(self.continues(k) && alike(&self.figs[k - 1], &self.figs[k])) {
                first = k;
            }
            lists.push((first as u32, k as u32));
        }
        for k in (1..lists.len()).rev() {
            if lists[k - 1].0 == lists[k].0 {
                lists[k - 1].1 = lists[k].1;
            }
        }
        lists
    }

    /// Whether figure `k` goes on with a list of figures.
    fn continues(&self, k: usize) -> bool {
        let (a, b) = (&self.figs[k - 1], &self.figs[k]);
        b.from > a.to && b.from - a.to <= 2 && self.line.slice(a.to, b.from).iter().all(|c| joins_list(*c) || *c == ' ')
    }

    /// The run of adjoining figures of one class that `k` belongs to: its first and its last.
    pub fn run_of(&self, k: usize) -> (usize, usize) {
        (self.runs[k].0 as usize, self.runs[k].1 as usize)
    }

    /// The list of adjoining figures of whatever classes that `k` belongs to: its first and its last.
    pub fn group_of(&self, k: usize) -> (usize, usize) {
        (self.groups[k].0 as usize, self.groups[k].1 as usize)
    }

    /// The figures after `k`, nearest first.
    pub fn ahead(&self, k: usize) -> &[Fig<'a>] {
        &self.figs[(k + 1).min(self.figs.len())..(k + 1 + NEAR).min(self.figs.len())]
    }

    /// The figures that start in `from..to`.
    pub fn within(&self, from: usize, to: usize) -> &[Fig<'a>] {
        let first = self.figs.partition_point(|f| f.start < from);
        &self.figs[first..first + self.figs[first..].partition_point(|f| f.start < to)]
    }

    /// The last figures that start before character `at`, nearest last.
    pub fn just_before(&self, at: usize) -> &[Fig<'a>] {
        let end = self.figs.partition_point(|f| f.start < at);
        &self.figs[end.saturating_sub(4)..end]
    }

    /// Start of the clause that holds character `at`: after the nearest comma, stop or colon.
    pub fn clause_start(&self, at: usize) -> usize {
        self.back_to(at, parts_clauses, 80)
    }

    /// Start of the sentence that holds character `at`.
    pub fn sentence_start(&self, at: usize) -> usize {
        self.back_to(at, parts_sentences, 600)
    }

    fn back_to(&self, at: usize, stop: fn(char) -> bool, limit: usize) -> usize {
        let mut from = at;
        while from > 0 && at - from < limit && !stop(self.line.c(from - 1)) {
            from -= 1;
        }
        from
    }

    /// Whether a rule holds of figure `k`.
    pub fn is(&self, k: usize, rule: &Rule) -> bool {
        rule.holds(self, self.marked[k])
    }

    /// Figure `k` as patterns see it.
    #[cfg(test)]
    pub fn marked(&self, k: usize) -> Marked {
        self.marked[k]
    }

    /// Where the nearest sequence of a rule before figure `k` begins.
    pub fn near_before(&self, k: usize, rule: &Rule) -> Option<usize> {
        rule.before(self, self.marked[k]).next()
    }

    /// Where the sequences of a rule before figure `k` begin.
    pub fn all_before(&self, k: usize, rule: &Rule) -> impl Iterator<Item = usize> {
        rule.before(self, self.marked[k])
    }

    /// Where the farthest sequence of a rule before figure `k` begins.
    pub fn far_before(&self, k: usize, rule: &Rule) -> Option<usize> {
        rule.before(self, self.marked[k]).next_back()
    }

    /// Whether a rule holds of the place before character `i`.
    pub fn at(&self, i: usize, rule: &Rule) -> bool {
        rule.holds(self, Marked::at(i))
    }

    /// Where the farthest sequence of a rule before character `i` begins.
    pub fn before(&self, i: usize, rule: &Rule) -> Option<usize> {
        rule.before(self, Marked::at(i)).next_back()
    }

    /// Where the farthest sequence of a rule behind character `i` ends.
    pub fn after(&self, i: usize, rule: &Rule) -> Option<usize> {
        rule.after(self, Marked::at(i)).next_back()
    }

    /// The first place in `from..to` of which a rule holds.
    pub fn find(&self, from: usize, to: usize, rule: &Rule) -> Option<usize> {
        (from..to).find(|i| self.at(*i, rule))
    }

    /// Whether any of `words` stands in `from..to`.
    pub fn holds(&self, from: usize, to: usize, words: &[&str]) -> bool {
        (from..to).any(|i| self.line.any(i, words).is_some_and(|n| i + n <= to))
    }

    /// Whether `from..to` holds nothing but dates and `words`.
    pub fn only(&self, from: usize, to: usize, words: &[&str]) -> bool {
        let mut at = from;
        while at < to {
            let date = self.within(at, at + 1).first().filter(|f| f.is_time() || f.figure.class == Class::Name);
            let Some(end) = date.map(|f| f.to).or_else(|| Some(at + self.line.any(at, words)?)) else { return false };
            at = end;
        }
        true
    }

    /// Whether a mark of this kind stands in `from..to`.
    pub fn has_mark(&self, from: usize, to: usize, is: impl Fn(char) -> bool) -> bool {
        self.line.slice(from, to).iter().any(|c| is(*c))
    }

    /// Whether two figures are of one unit, as it is written.
    pub fn same_unit(&self, j: usize, k: usize) -> bool {
        let unit = |k: usize| self.figs[k].figure.unit_text(self.line.text);
        unit(j) == unit(k)
    }

    /// The unit of a figure in simplified script.
    pub fn unit(&self, fig: &Fig<'_>) -> Cow<'a, str> {
        script::simplified(fig.figure.unit_text(self.line.text))
    }

    /// Text of a range, as folded.
    pub fn folded(&self, from: usize, to: usize) -> String {
        self.line.slice(from, to).iter().collect()
    }
}

impl Scene for Sentence<'_> {
    fn line(&self) -> &Line<'_> {
        &self.line
    }

    fn marked(&self) -> &[Marked] {
        &self.marked
    }
}
