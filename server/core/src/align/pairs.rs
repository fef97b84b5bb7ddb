//! Which statement answers which target: the likeness of each pair, how far it is ahead of its rivals, and what the pairs
//! around it say.

use std::collections::{BTreeSet, HashMap};

use super::bag::Key;
use super::contrast::contrast;
use super::likeness::{FAR, Likeness, ONE, certainty, likeness};
use super::reconcile::Confidence;
use super::statement::{Statement, Words};

/// How sure a pair must be to be told as such, in thousandths.
const LIKELY: i64 = 1250;
const CERTAIN: i64 = 2500;
/// How sure where the neighbours of both tell the same.
const LIKELY_BESIDE: i64 = 750;
const BACKED: i64 = 300;
/// Likeness from which on the same name, which nothing else has, is enough.
const ALIKE: i64 = 2000;
/// From here on it is worth a look.
const POSSIBLE: i64 = -500;
/// A rival so near may be meant as well.
const NEAR: i64 = 1500;
/// How far a neighbour stands at most, in bytes: 220 characters.
const REACH: u32 = 660;

/// What the targets and answers around a pair say of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Neighbours {
    /// Its own words are enough.
    Unasked,
    Unsure,
    /// They were found beside each other, too.
    Agree,
}

/// The answer to a target.
pub(super) struct Choice {
    pub answer: usize,
    /// Answers that may be meant as well.
    pub others: Vec<usize>,
    sure: i64,
    pub neighbours: Neighbours,
}

impl Choice {
    pub fn confidence(&self) -> Confidence {
        match self.sure {
            CERTAIN.. => Confidence::Certain,
            LIKELY.. => Confidence::Likely,
            LIKELY_BESIDE.. if self.neighbours == Neighbours::Agree => Confidence::Likely,
            _ => Confidence::Ambiguous,
        }
    }

    fn is_told(&self) -> bool {
        self.confidence() != Confidence::Ambiguous
    }
}

/// For each target its answer.
pub(super) struct Choices(Vec<Option<Choice>>);

impl Choices {
    /// What the words tell first, then what is found by what was found around it.
    pub fn of(targets: &[Statement<'_>], answers: &[Statement<'_>]) -> Self {
        let pairs = Pairs::of(targets, answers);
        let chosen: Vec<_> = (0..targets.len()).map(|i| pairs.best(i, targets, answers)).collect();
        let told = |choice: &Option<Choice>| choice.as_ref().filter(|c| c.is_told()).map(|c| c.answer);
        let known: Vec<Option<usize>> = chosen.iter().map(told).collect();
        let pairs = pairs.with_neighbours(targets, answers, &known);
        let chosen = chosen.into_iter().enumerate().map(|(i, choice)| match choice {
            Some(choice) if choice.is_told() => Some(choice),
            other => pairs.best(i, targets, answers).filter(Choice::is_told).or(other),
        });
        Self(chosen.collect())
    }

    pub fn to(&self, target: usize) -> Option<&Choice> {
        self.0[target].as_ref()
    }
}

/// How near two places are, in thousandths: halved by every 83 characters.
fn closeness(bytes: u32) -> i64 {
    const HALF: u32 = 249;
    let (halvings, rest) = (bytes / HALF, i64::from(bytes % HALF));
    (ONE - ONE / 2 * rest / i64::from(HALF)) >> halvings.min(60)
}

/// The likeness of all targets and answers that share words.
struct Pairs {
    /// For each target its answers, best first.
    of_target: Vec<Vec<(usize, Likeness)>>,
    /// For each answer the targets it could answer, best first.
    of_answer: HashMap<usize, Vec<(i64, usize, bool)>>,
    /// Their neighbours are weighed, too.
    with_neighbours: bool,
}

impl Pairs {
    fn of(targets: &[Statement<'_>], answers: &[Statement<'_>]) -> Self {
        let holders = Holders::of(answers);
        let alike = |target: &Statement<'_>| {
            let sharing = holders.sharing(&target.words).into_iter();
            sharing.filter_map(|j| Some((j, likeness(target, &answers[j])?))).collect()
        };
        Self::ranked(targets.iter().map(alike).collect(), false)
    }

    fn ranked(mut of_target: Vec<Vec<(usize, Likeness)>>, with_neighbours: bool) -> Self {
        let mut of_answer: HashMap<usize, Vec<(i64, usize, bool)>> = HashMap::new();
        for (i, alike) in of_target.iter_mut().enumerate() {
            alike.sort_by_key(|(j, l)| (std::cmp::Reverse(l.score), *j));
            for (j, likeness) in alike {
                of_answer.entry(*j).or_default().push((likeness.score, i, likeness.exact));
            }
        }
        for rivals in of_answer.values_mut() {
            rivals.sort_by_key(|(score, i, _)| (std::cmp::Reverse(*score), *i));
        }
        Self { of_target, of_answer, with_neighbours }
    }

    /// With what their neighbours say of them: a pair whose target stands near another that was found is likelier where the
    /// answers stand near each other too, and less likely where they do not.
    fn with_neighbours(&self, targets: &[Statement<'_>], answers: &[Statement<'_>], known: &[Option<usize>]) -> Self {
        let place = |s: &Statement<'_>| (s.at.0, s.figure.span.start);
        let near = |i: usize, other: &usize| {
            let ((block, at), (its, start)) = (place(&targets[i]), place(&targets[*other]));
            (block == its).then(|| at.abs_diff(start)).filter(|apart| *apart <= REACH)
        };
        let of_target = self.of_target.iter().enumerate().map(|(i, alike)| {
            let before = (0..i).rev().take_while(|k| near(i, k).is_some());
            let around = before.chain((i + 1..targets.len()).take_while(|k| near(i, k).is_some()));
            let found = |k: usize| {
                let answer = known[k]?;
                Some((answer, closeness(near(i, &k)?), place(&answers[answer])))
            };
            let around: Vec<_> = around.filter_map(found).collect();
            let pair = |(j, likeness): &(usize, Likeness)| {
                let (block, at) = place(&answers[*j]);
                let (mut beside, mut elsewhere) = (0, 0);
                for (_, close, (its, start)) in around.iter().filter(|(answer, ..)| answer != j) {
                    if *its == block {
                        beside = beside.max(close * closeness(at.abs_diff(*start)) / ONE);
                    } else {
                        elsewhere = elsewhere.max(*close);
                    }
                }
                (*j, likeness.with_neighbours(beside, elsewhere))
            };
            alike.iter().map(pair).collect()
        });
        Self::ranked(of_target.collect(), true)
    }

    /// The best answer to a target, if any is worth a look.
    fn best(&self, target: usize, targets: &[Statement<'_>], answers: &[Statement<'_>]) -> Option<Choice> {
        let (best, likeness) = self.of_target[target].first().copied()?;
        let answer = &answers[best];
        let same = |other: &Statement<'_>| (other.value(), &other.unit) == (answer.value(), &answer.unit);
        let rest = self.of_target[target].iter().skip(1).filter(|(j, _)| !same(&answers[*j]));
        let next = rest.clone().next().map_or(FAR, |(_, l)| l.score);
        let rival = self.rival(best, target, likeness.exact, targets);
        let mut sure = certainty(likeness, next, rival);
        // 城镇 and 农村居民人均可支配收入 stand side by side, and each has its own answer.
        let named = likeness.exact && targets[target].is_particular() && self.alone(target, best);
        if named && (sure >= 0 || likeness.score >= ALIKE) {
            sure = sure.max(LIKELY);
        }
        if likeness.score < rival && !likeness.exact || contrast(&targets[target].metric, &answer.metric) {
            sure = sure.min(LIKELY_BESIDE - 1);
        }
        let near = rest.filter(|(_, l)| likeness.score - l.score < NEAR).take(3);
        let others = near.map(|(j, _)| *j).collect();
        let neighbours = match self.with_neighbours {
            false => Neighbours::Unasked,
            true if likeness.beside >= BACKED => Neighbours::Agree,
            true => Neighbours::Unsure,
        };
        (sure >= POSSIBLE).then_some(Choice { answer: best, others, sure, neighbours })
    }

    /// Whether no other answer has the target's own name, and no other target the answer's.
    fn alone(&self, target: usize, answer: usize) -> bool {
        let answers = self.of_target[target].iter().filter(|(_, l)| l.exact).count();
        let targets = self.of_answer.get(&answer).into_iter().flatten().filter(|(.., exact)| *exact).count();
        (answers, targets) == (1, 1)
    }

    /// The best likeness of another target to an answer; a target that names exactly the same elsewhere is no rival.
    fn rival(&self, answer: usize, target: usize, exact: bool, targets: &[Statement<'_>]) -> i64 {
        let block = targets[target].at.0;
        let rivals = self.of_answer.get(&answer).into_iter().flatten();
        rivals
            .filter(|(_, i, same)| *i != target && !(exact && *same && targets[*i].at.0 != block))
            .map(|(score, ..)| *score)
            .next()
            .unwrap_or(FAR)
    }
}

/// Which answers hold a pair of characters, or a character in the name of what they measure.
struct Holders {
    pairs: HashMap<Key, Vec<usize>>,
    characters: HashMap<Key, Vec<usize>>,
}

impl Holders {
    /// What so many answers hold tells nothing; without this bound a huge draft would be compared with all of another.
    const COMMON: usize = 250;

    fn of(answers: &[Statement<'_>]) -> Self {
        let mut holders = Self { pairs: HashMap::new(), characters: HashMap::new() };
        let hold = |list: &mut Vec<usize>, j: usize| {
            if list.len() <= Self::COMMON {
                list.push(j);
            }
        };
        for (j, answer) in answers.iter().enumerate() {
            let words = &answer.words;
            let pairs = words.near_pairs.either(&words.far_pairs);
            pairs.iter().for_each(|p| hold(holders.pairs.entry(*p).or_default(), j));
            words.metric.keys().iter().for_each(|c| hold(holders.characters.entry(*c).or_default(), j));
        }
        holders
    }

    /// The answers that share a word with a target.
    fn sharing(&self, words: &Words) -> BTreeSet<usize> {
        let pairs = words.near_pairs.keys().iter().filter_map(|p| self.pairs.get(p));
        let characters = words.metric.keys().iter().filter_map(|c| self.characters.get(c));
        pairs.chain(characters).filter(|list| list.len() <= Self::COMMON).flatten().copied().collect()
    }
}
