//! Sequences of words around a figure, as data in `patterns/*.pat`: what a rule of meaning looks for, each line with the
//! examples that it needs. The build script compiles them; docs/adding-a-pattern.md tells how they are written.
//!
//! A part of a pattern is matched from the figure outwards, on either side, by the set of places that can be reached. Gaps end
//! with the clause (or sentence) and within [`FAR`] characters, so that matching costs what the clause is long.

#[allow(dead_code, reason = "the build script uses all of it")]
mod kind;

pub(crate) use kind::Kind;

use super::lexicon::Classes;
use super::line::Line;
use super::segments::{parts_clauses, parts_sentences};
use crate::text::is_han;

/// How far from a figure anything is looked for, in characters.
const FAR: usize = 128;

/// A set of [`Kind`]s.
pub(crate) type Kinds = u64;

/// A set of characters by their last eight bits.
type Near = [u64; 4];

/// Patterns under one name; any of them may hold.
pub(crate) struct Rule {
    /// Where each line is written.
    #[cfg(test)]
    pub places: &'static [&'static str],
    /// As of [`Part`], for all lines together.
    near: [Near; 2],
    lines: &'static [Pattern],
}

/// One line: all of its parts hold.
struct Pattern(&'static [Part]);

/// What stands on either side of the figure; or, negated, does not.
struct Part {
    negated: bool,
    /// Which characters may stand right before and behind the figure.
    near: [Near; 2],
    /// For each set of kinds, whether the figure is of one of them.
    own: &'static [(Kinds, bool)],
    /// The units of which it is; none for any.
    units: &'static [&'static str],
    /// Nearest to the figure first.
    before: &'static [Step],
    after: &'static [Step],
}

/// How often a step is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Times {
    Once,
    Maybe,
    Any,
}

/// One element of a sequence.
struct Step(What, Times);

enum What {
    /// One of these words; the characters by which they are met, as in [`Part`].
    Words(&'static [&'static str], Near),
    /// None of these words, looking on (or, in a sequence before the figure, back to it); nothing is passed.
    No(&'static [&'static str], Near, Side),
    /// Any of these.
    Any(&'static [What]),
    /// A word of these classes of the lexicon, the longest.
    Class(Classes),
    /// A figure of these kinds.
    Figure(Kinds),
    /// Up to so many characters of the clause.
    Gap(u16),
    /// As `Gap`, over no figure but dates and names.
    Plain(u16),
    /// Up to so many characters of the sentence.
    Far(u16),
    /// The clause begins, or ends.
    Edge,
    /// The line begins, or ends.
    LineEdge,
    /// A Chinese character.
    Han,
    /// One of these words, looking on (or back); nothing is passed.
    Is(&'static [&'static str], Near, Side),
    /// A Chinese character; nothing is passed.
    IsHan,
    /// Up to so many Chinese characters.
    Hans(u16),
    /// No Chinese character; nothing is passed.
    NoHan,
}

include!(concat!(env!("OUT_DIR"), "/patterns.rs"));

/// A figure of a line, comparators included.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Marked {
    /// First character.
    pub from: usize,
    /// After its last character.
    pub to: usize,
    pub kinds: Kinds,
    /// Name of its unit; empty without one.
    pub unit: &'static str,
}

/// A line with its figures, as patterns see it.
pub(crate) trait Scene {
    /// The line.
    fn line(&self) -> &Line<'_>;
    /// Its figures, in order.
    fn marked(&self) -> &[Marked] {
        &[]
    }
}

impl Marked {
    /// A place between two characters.
    pub const fn at(place: usize) -> Self {
        Self { from: place, to: place, kinds: 0, unit: "" }
    }
}

impl Scene for Line<'_> {
    fn line(&self) -> &Line<'_> {
        self
    }
}

impl Rule {
    /// Whether the rule holds of `place`.
    pub fn holds(&self, scene: &impl Scene, place: Marked) -> bool {
        may_hold(&self.near, scene, place) && self.lines.iter().any(|line| line.holds(scene, place))
    }

    /// Where the first sequences of the lines that hold begin, before `place`: all of these places, nearest first.
    pub fn before(&self, scene: &impl Scene, place: Marked) -> impl DoubleEndedIterator<Item = usize> {
        self.spots(scene, place, Side::Before).all().map(move |distance| place.from - distance)
    }

    /// Where they end behind `place`.
    pub fn after(&self, scene: &impl Scene, place: Marked) -> impl DoubleEndedIterator<Item = usize> {
        self.spots(scene, place, Side::After).all().map(move |distance| place.to + distance)
    }

    fn spots(&self, scene: &impl Scene, place: Marked, side: Side) -> Spots {
        let mut spots = Spots::NONE;
        if !may_hold(&self.near, scene, place) {
            return spots;
        }
        for line in self.lines.iter().filter(|line| line.holds(scene, place)) {
            if let Some(part) = line.0.first() {
                let (at, steps) = match side {
                    Side::Before => (place.from, part.before),
                    Side::After => (place.to, part.after),
                };
                let own = side.run(scene, at, steps);
                spots.0 |= own.0;
            }
        }
        spots
    }
}

#[cfg(test)]
impl Rule {
    /// Every rule with its examples: whether it is to hold, the text, where it is written.
    pub fn all() -> impl Iterator<Item = (&'static Self, Vec<(bool, &'static str, &'static str)>)> {
        let own = |i: usize| EXAMPLES.iter().filter(move |e| e.0 == i).map(|e| (e.1, e.2, e.3)).collect();
        RULES.iter().enumerate().map(move |(i, rule)| (*rule, own(i)))
    }

    /// How many lines it has.
    pub const fn len(&self) -> usize {
        self.lines.len()
    }

    /// Which of its lines hold.
    pub fn holding(&self, scene: &impl Scene, place: Marked) -> Vec<usize> {
        (0..self.lines.len()).filter(|i| self.lines[*i].holds(scene, place)).collect()
    }
}

/// Whether a character may be one of a set.
const fn may_be(near: &Near, c: char) -> bool {
    let c = c as u32;
    near[(c >> 6 & 3) as usize] >> (c & 63) & 1 == 1
}

/// Whether the characters next to a place are such as may stand there.
fn may_hold(near: &[Near; 2], scene: &impl Scene, place: Marked) -> bool {
    let line = scene.line();
    may_be(&near[0], line.before(place.from, 1)) && may_be(&near[1], line.c(place.to))
}

impl Pattern {
    fn holds(&self, scene: &impl Scene, place: Marked) -> bool {
        self.0.iter().all(|part| part.holds(scene, place) != part.negated)
    }
}

impl Part {
    fn holds(&self, scene: &impl Scene, place: Marked) -> bool {
        may_hold(&self.near, scene, place)
            && self.own.iter().all(|(kinds, wanted)| (place.kinds & kinds != 0) == *wanted)
            && (self.units.is_empty() || self.units.contains(&place.unit))
            && Side::Before.reaches(scene, place.from, self.before)
            && Side::After.reaches(scene, place.to, self.after)
    }
}

/// Places by their distance from the figure.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Spots(u128);

impl Spots {
    const NONE: Self = Self(0);

    fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn add(&mut self, distance: usize) {
        if distance < FAR {
            self.0 |= 1 << distance;
        }
    }

    /// Nearest first.
    fn all(self) -> All {
        All(self.0)
    }
}

/// The distances of [`Spots`].
struct All(u128);

impl Iterator for All {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let near = (self.0 != 0).then(|| self.0.trailing_zeros())?;
        self.0 &= self.0 - 1;
        Some(near as usize)
    }
}

impl DoubleEndedIterator for All {
    fn next_back(&mut self) -> Option<usize> {
        let far = self.0.checked_ilog2()?;
        self.0 &= !(1 << far);
        Some(far as usize)
    }
}

/// Which way a sequence is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl Side {
    fn reaches(self, scene: &impl Scene, at: usize, steps: &[Step]) -> bool {
        steps.is_empty() || !self.run(scene, at, steps).is_empty()
    }

    const fn place(self, at: usize, distance: usize) -> usize {
        match self {
            Self::Before => at.saturating_sub(distance),
            Self::After => at + distance,
        }
    }

    /// The next character from `place` on.
    fn next(self, line: &Line<'_>, place: usize) -> char {
        match self {
            Self::Before => line.before(place, 1),
            Self::After => line.c(place),
        }
    }

    /// The places behind all steps.
    fn run(self, scene: &impl Scene, at: usize, steps: &[Step]) -> Spots {
        let mut spots = Spots::NONE;
        spots.add(0);
        for Step(what, times) in steps {
            let mut next = if *times == Times::Once { Spots::NONE } else { spots };
            let mut fresh = spots;
            while !fresh.is_empty() {
                let made = self.step(scene, at, what, fresh);
                fresh = Spots(made.0 & !next.0);
                next.0 |= made.0;
                if *times != Times::Any {
                    break;
                }
            }
            spots = next;
            if spots.is_empty() {
                break;
            }
        }
        spots
    }

    /// Takes one step from each of `spots`.
    fn step(self, scene: &impl Scene, at: usize, what: &What, spots: Spots) -> Spots {
        let line = scene.line();
        let place = |distance| self.place(at, distance);
        let mut made = Spots::NONE;
        let mut stay = |holds: &dyn Fn(usize) -> bool| {
            spots.all().filter(|distance| holds(place(*distance))).for_each(|distance| made.add(distance));
        };
        match what {
            What::Words(words, near) => {
                for distance in spots.all() {
                    if may_be(near, self.next(line, place(distance))) {
                        self.each(line, place(distance), words, |length| made.add(distance + length));
                    }
                }
            }
            What::No(words, near, side) => stay(&|place| !side.meets(line, place, words, near)),
            What::Is(words, near, side) => stay(&|place| side.meets(line, place, words, near)),
            What::Any(all) => all.iter().for_each(|what| made.0 |= self.step(scene, at, what, spots).0),
            What::Class(classes) => {
                for distance in spots.all() {
                    let word = match self {
                        Self::Before => line.word_before(place(distance), *classes),
                        Self::After => line.word(place(distance), *classes),
                    };
                    word.into_iter().for_each(|word| made.add(distance + word.len));
                }
            }
            What::Figure(kinds) => {
                for distance in spots.all() {
                    let figure = self.figure(scene.marked(), place(distance)).filter(|f| f.kinds & kinds != 0);
                    figure.into_iter().for_each(|figure| made.add(distance + figure.to - figure.from));
                }
            }
            What::Gap(most) => made = self.gap(line, at, spots, |_| usize::from(*most), parts_clauses),
            What::Far(most) => made = self.gap(line, at, spots, |_| usize::from(*most), parts_sentences),
            What::Plain(most) => {
                let far = |distance| usize::from(*most).min(self.to_number(scene.marked(), place(distance)));
                made = self.gap(line, at, spots, far, parts_clauses);
            }
            What::Hans(most) => made = self.gap(line, at, spots, |_| usize::from(*most), |c| !is_han(c)),
            What::Edge => stay(&|place| parts_clauses(self.next(line, place))),
            What::LineEdge => stay(&|place| self.next(line, place) == '\0'),
            What::IsHan => stay(&|place| is_han(self.next(line, place))),
            What::NoHan => stay(&|place| !is_han(self.next(line, place))),
            What::Han => {
                let han = spots.all().filter(|distance| is_han(self.next(line, place(*distance))));
                han.for_each(|distance| made.add(distance + 1));
            }
        }
        made
    }

    /// Whether one of `words` stands at `place`.
    fn meets(self, line: &Line<'_>, place: usize, words: &[&str], near: &Near) -> bool {
        may_be(near, self.next(line, place))
            && match self {
                Self::Before => line.any_before(place, words).is_some(),
                Self::After => line.any(place, words).is_some(),
            }
    }

    /// The lengths of those of `words` that stand at `place`.
    fn each(self, line: &Line<'_>, place: usize, words: &[&str], mut found: impl FnMut(usize)) {
        match self {
            Self::Before => line.all_before(place, words, &mut found),
            Self::After => line.all(place, words, &mut found),
        }
    }

    /// The figure that ends, or begins, at `place`.
    fn figure(self, figures: &[Marked], place: usize) -> Option<Marked> {
        match self {
            Self::Before => {
                let end = figures.partition_point(|f| f.from < place);
                figures[end.saturating_sub(4)..end].iter().find(|f| f.to == place).copied()
            }
            Self::After => {
                let start = figures.partition_point(|f| f.from < place);
                figures.get(start).filter(|f| f.from == place).copied()
            }
        }
    }

    /// How far it is to the next figure that is no part of the words around it; no farther than anything is looked for.
    fn to_number(self, figures: &[Marked], place: usize) -> usize {
        let at = figures.partition_point(|f| f.from < place);
        let (before, after) = figures.split_at(at);
        let is_number = |(figure, _): &(&Marked, usize)| figure.kinds & Kind::WORDS == 0;
        let number = match self {
            Self::Before => {
                let far = before.iter().rev().filter(|f| f.to <= place).map(|f| (f, place - f.to));
                far.take_while(|(_, distance)| *distance < FAR).find(is_number)
            }
            Self::After => {
                let far = after.iter().map(|f| (f, f.from - place));
                far.take_while(|(_, distance)| *distance < FAR).find(is_number)
            }
        };
        number.map_or(FAR, |(_, distance)| distance)
    }

    /// Every place up to so many characters on that nothing which ends the gap parts from one of `spots`.
    fn gap(
        self,
        line: &Line<'_>,
        at: usize,
        spots: Spots,
        most: impl Fn(usize) -> usize,
        ends: impl Fn(char) -> bool,
    ) -> Spots {
        let mut made = Spots::NONE;
        for distance in spots.all() {
            let far = (distance + most(distance)).min(FAR - 1);
            let next = |passed: &usize| ends(self.next(line, self.place(at, *passed)));
            let end = (distance..far).find(next).unwrap_or(far);
            made.0 |= u128::MAX >> (FAR - 1 - end) & u128::MAX << distance;
        }
        made
    }
}
