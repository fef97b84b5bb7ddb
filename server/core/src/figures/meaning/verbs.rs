//! Verbs at the front of a noun phrase: cut off where they only tell what was done to the thing counted, kept where they are
//! the head of an indicator.

use super::clause::Sentence;
use super::words::{leading, manner, measures, work};
use crate::reading::lexicon::{Classes, WordClass};
use crate::reading::patterns;

/// An adverb before a verb: 重点打造, 精心策划.
pub(super) fn adverb(s: &Sentence<'_>, from: usize, to: usize) -> Option<usize> {
    let n = manner(s, from)?;
    let next = from + n;
    let verb = leading(s, next).filter(|n| *n > 1)?;
    (next + verb < to).then_some(n)
}

/// Whether work told at `from` is the head of an indicator or a kind: 收购价格, 搬迁人口, 保障性住房.
pub(super) fn opens_a_name(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    let Some(work) = work(s, from) else { return false };
    let at = from + work.len;
    // 建立机制, 提出意见: these are made, not measured.
    let made = work.classes.meets(Classes::of(&[WordClass::Make])) && s.at(at, &patterns::MADE);
    let measured = measures(s, at).is_some_and(|n| at + n == to || s.line.c(at + n) == '、');
    // 保障性住房, 改善型住房: a kind.
    measured && !made || matches!(s.line.c(at), '性' | '型')
}

/// The verb that follows a subject or a phrase of place or person: 市人大常委会审议…, 在景区布局…, 为毕业生提供….
pub(super) fn inner_verb(s: &Sentence<'_>, from: usize, to: usize, after_preposition: bool) -> Option<usize> {
    (from + 2..to.saturating_sub(3)).find(|i| {
        let verb =
            work(s, *i).filter(|word| !opens_a_name(s, *i, to) && !s.at(i + word.len, &patterns::WORK_WITHOUT_OBJECT));
        if after_preposition {
            return verb.is_some() && s.line.before(*i, 1) != '的';
        }
        verb.is_some() && s.before(*i, &patterns::BODY).is_some_and(|body| body >= from)
    })
}
