//! Verbs at the front of a noun phrase: cut off where they only tell what was done to the thing counted, kept where they are
//! the head of an indicator.

use super::clause::Sentence;
use super::words::{leading, manner, measures, work};
use crate::reading::lexicon::{Classes, WordClass};

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
    let made = work.classes.meets(Classes::of(&[WordClass::Make]))
        && s.line.any(at, &["机制", "意见", "标准", "中心"]).is_some();
    let measured = measures(s, at).is_some_and(|n| at + n == to || s.line.c(at + n) == '、');
    // 保障性住房, 改善型住房: a kind.
    measured && !made || matches!(s.line.c(at), '性' | '型')
}

/// The verb that follows a subject or a phrase of place or person: 市人大常委会审议…, 在景区布局…, 为毕业生提供….
pub(super) fn inner_verb(s: &Sentence<'_>, from: usize, to: usize, after_preposition: bool) -> Option<usize> {
    const BODIES: &[&str] = &["委员会", "常委会", "人大", "法院", "检察院", "政府", "机关", "部门"];
    const ADVERBS: &[&str] = &["共", "累计", "已", "依法"];
    (from + 2..to.saturating_sub(3)).find(|i| {
        let verb = work(s, *i).map(|word| word.len).filter(|n| {
            !opens_a_name(s, *i, to) && !matches!(s.line.c(i + n), '后' | '前' | '中' | '时' | '为' | '成' | '到')
        });
        if after_preposition {
            return verb.is_some() && s.line.before(*i, 1) != '的';
        }
        let subject = i - s.line.any_before(*i, ADVERBS).unwrap_or(0);
        verb.is_some() && subject > from + 1 && s.line.any_before(subject, BODIES).is_some()
    })
}
