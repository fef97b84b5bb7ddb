//! Which classes of words matter where a name is cut out of its clause.

use super::clause::Sentence;
use crate::reading::lexicon::{self, Classes, Word, WordClass};
use crate::reading::line::Line;

const WORK: Classes = Classes::of(&[WordClass::Work]);
const CUT: Classes = Classes::of(&[WordClass::Cut, WordClass::Limit]);
const CHANGE: Classes = Classes::of(&[WordClass::Rise, WordClass::Fall]);
const BOUND: Classes = Classes::of(&[WordClass::Bound]);
const BRING: Classes = Classes::of(&[WordClass::Bring]);
const PLAN: Classes = Classes::of(&[WordClass::Plan]);
const PROPERTY: Classes = Classes::of(&[WordClass::Property]);
const MANNER: Classes = Classes::of(&[WordClass::Manner]);
const MEASURE: Classes = Classes::of(&[WordClass::Measure]);
const NO_OPENING: Classes = Classes::of(&[WordClass::NoOpening]);
const WHOLE: Classes = Classes::of(&[WordClass::Noun]);

/// The word that counts at `at`: of one of `classes`, unless a longer one is whole.
fn at(line: &Line<'_>, at: usize, classes: Classes) -> Option<Word> {
    line.word(at, classes.and(WHOLE)).filter(|word| word.classes.meets(classes))
}

/// The word at `from` that stands before a name.
fn before(s: &Sentence<'_>, from: usize) -> Option<Word> {
    at(&s.line, from, Classes::BEFORE).or_else(|| work_anew(s, from))
}

/// 新增设, 新招引: work that is told as new. A noun that begins so is whole.
fn work_anew(s: &Sentence<'_>, from: usize) -> Option<Word> {
    if s.line.c(from) != '新' || s.line.word(from, WHOLE).is_some() {
        return None;
    }
    let word = at(&s.line, from + 1, Classes::BEFORE).filter(|word| word.classes.meets(WORK))?;
    Some(Word { len: word.len + 1, ..word })
}

/// Length of the word at `from` that stands before a name.
pub(super) fn leading(s: &Sentence<'_>, from: usize) -> Option<usize> {
    before(s, from).map(|word| word.len)
}

/// The work told at `from`.
pub(super) fn work(s: &Sentence<'_>, from: usize) -> Option<Word> {
    before(s, from).filter(|word| word.classes.meets(WORK))
}

/// Length of the word before `to` that stands between a name and its number.
pub(super) fn trailing(s: &Sentence<'_>, to: usize) -> Option<usize> {
    s.line.word_before(to, Classes::BEHIND.and(WHOLE))?.len_if(Classes::BEHIND)
}

/// Length of what work is measured by, at `from`.
pub(super) fn measures(s: &Sentence<'_>, from: usize) -> Option<usize> {
    at(&s.line, from, MEASURE).map(|word| word.len)
}

/// Whether a noun begins or ends with the character at `at`: 比例, 占比.
pub(super) fn is_in_noun(s: &Sentence<'_>, at: usize) -> bool {
    s.line.word(at, WHOLE).is_some() || ends_noun(s, at + 1)
}

/// Whether a noun ends just before `at`.
pub(super) fn ends_noun(s: &Sentence<'_>, at: usize) -> bool {
    s.line.word_before(at, WHOLE).is_some()
}

/// Length of the word at `from` for how something is done.
pub(super) fn manner(s: &Sentence<'_>, from: usize) -> Option<usize> {
    at(&s.line, from, MANNER).map(|word| word.len)
}

/// Length of what a thing is sized by, at `from`.
pub(super) fn property(s: &Sentence<'_>, from: usize) -> Option<usize> {
    s.line.word(from, PROPERTY).map(|word| word.len)
}

/// Whether a verb of change stands at `from`.
pub(super) fn tells_change(s: &Sentence<'_>, from: usize) -> bool {
    at(&s.line, from, CHANGE).is_some_and(|word| !word.classes.meets(BOUND))
}

/// Whether a word at `from` opens no name.
pub(super) fn opens_no_name(s: &Sentence<'_>, from: usize) -> bool {
    at(&s.line, from, NO_OPENING).is_some()
}

/// Whether work at `from`, inside a phrase, has the shorter name for its object.
pub(super) fn brings(s: &Sentence<'_>, from: usize) -> bool {
    at(&s.line, from, BRING.and(PLAN)).is_some_and(|word| word.classes.meets(BRING))
}

/// Whether a name behind a number ends before `from`; if not, where the next word begins.
pub(super) fn cut_or_next(s: &Sentence<'_>, from: usize) -> Result<(), usize> {
    match s.line.word(from, CUT.and(WHOLE)) {
        Some(word) if word.classes.meets(CUT) => Ok(()),
        Some(word) => Err(from + word.len),
        None => Err(from + 1),
    }
}

/// Where in `from..to` a name behind a number would end.
pub(super) fn next_cut(s: &Sentence<'_>, from: usize, to: usize) -> Option<usize> {
    let mut at = from;
    while at < to {
        match cut_or_next(s, at) {
            Ok(()) => return Some(at),
            Err(next) => at = next,
        }
    }
    None
}

/// Whether the characters `from..to` are a word of this class.
pub(super) fn is(s: &Sentence<'_>, (from, to): (usize, usize), class: WordClass) -> bool {
    lexicon::is(s.line.slice(from, to), Classes::of(&[class]))
}
