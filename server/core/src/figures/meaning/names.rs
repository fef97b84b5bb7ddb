//! Names in full where the text says what several have in common once: 城镇和农村居民人均可支配收入, 存贷款余额.

use std::sync::LazyLock;

use super::clause::Sentence;
use crate::reading::patterns;
use crate::reading::script::Script;
use crate::reading::segments::{joins_list, parts_clauses};

/// A word that parts a name from others like it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Parting {
    pub word: &'static str,
    /// It does so alone; 二 does only where names share what follows: 第一、二、三产业.
    pub alone: bool,
}

/// Words that part names which are else alike, a set a row; those of one meaning together. `names/contrasts.tsv`.
pub(crate) static PARTING: LazyLock<Vec<Vec<Vec<Parting>>>> = LazyLock::new(|| {
    let parting = |told: &'static str| match told.strip_prefix('（').and_then(|rest| rest.strip_suffix('）')) {
        Some(word) => Parting { word, alone: false },
        None => Parting { word: told, alone: true },
    };
    let lines = include_str!("../../../names/contrasts.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(|words| words.split('|').map(parting).collect()).collect()).collect()
});

/// Two names in one word, for two figures: the word, what each of the two begins with.
const CONTRACTED: &[(&str, [&str; 2])] = &[
    ("城乡低保", ["城市低保", "农村低保"]),
    ("城乡最低生活保障", ["城市最低生活保障", "农村最低生活保障"]),
    ("城乡", ["城镇", "农村"]),
    ("存贷款", ["存款", "贷款"]),
    ("本外币存贷款", ["本外币存款", "本外币贷款"]),
];

/// The full name of each figure that has one beyond what is written in one piece.
pub(super) fn in_full(s: &Sentence<'_>, metrics: &[Option<(usize, usize)>]) -> Vec<Option<String>> {
    let name =
        |k| common_rest(s, metrics, k).or_else(|| contracted(s, metrics, k)).or_else(|| common_measure(s, metrics, k));
    (0..metrics.len()).map(|k| name(k).map(|name| Script::of(s.line.text).write(&name).into_owned())).collect()
}

/// 城镇 of 城镇和农村居民收入分别为…: the rest of the last name is common to all.
fn common_rest(s: &Sentence<'_>, metrics: &[Option<(usize, usize)>], k: usize) -> Option<String> {
    let (from, to) = metrics[k]?;
    let own = s.folded(from, to);
    let words = |set: &'static [Vec<Parting>]| set.iter().flatten().map(|parting| parting.word);
    let rows = PARTING.iter().filter(|set| words(set).any(|word| word == own));
    rows.filter_map(|set| rest_of_row(s, metrics, k, &words(set).collect::<Vec<_>>())).next()
}

/// The rest of the names of `row` that the last of them has.
fn rest_of_row(s: &Sentence<'_>, metrics: &[Option<(usize, usize)>], k: usize, row: &[&str]) -> Option<String> {
    let (from, to) = metrics[k]?;
    let own = s.folded(from, to);
    // The last of the names right behind, at list marks.
    let mut at = to;
    for _ in 0..3 {
        if !joins_list(s.line.c(at)) {
            return None;
        }
        let n = s.line.any(at + 1, row)?;
        let rest = at + 1 + n;
        // The name of the other one, as another figure has it.
        let named = metrics.iter().skip(k + 1).take(4).flatten().find(|m| m.0 == at + 1);
        match named {
            Some((_, end)) if *end > rest => {
                // 第一、二、三产业增加值: the ordinal stands once.
                let ordinal = s.at(from, &patterns::ORDINAL_ONCE);
                let ordinal = if ordinal && matches!(own.as_str(), "二" | "三") { "第" } else { "" };
                return Some(format!("{ordinal}{own}{}", s.folded(rest, *end)));
            }
            _ => at = rest,
        }
    }
    None
}

/// 高技术制造业、装备制造业增加值分别增长…: the measure that ends the last name is that of all.
fn common_measure(s: &Sentence<'_>, metrics: &[Option<(usize, usize)>], k: usize) -> Option<String> {
    let (first, last) = s.run_of(k);
    let ((from, to), (start, end)) = (metrics[k]?, metrics[last]?);
    // Names in one list before the first number.
    if k == last || end > s.figs[first].from || start <= to || !s.at(to, &patterns::TOLD_OF) {
        return None;
    }
    let listed = (to..start).all(|i| !parts_clauses(s.line.c(i)));
    let measure = s.before(end, &patterns::COMMON_MEASURE).filter(|at| *at > start)?;
    listed.then(|| format!("{}{}", s.folded(from, to), s.folded(measure, end)))
}

/// 城乡居民人均可支配收入分别为2万元、1万元: the first is of towns, the second of villages.
fn contracted(s: &Sentence<'_>, metrics: &[Option<(usize, usize)>], k: usize) -> Option<String> {
    let (first, last) = s.run_of(k);
    let (from, to) = metrics[k]?;
    if last - first != 1 || metrics[first] != metrics[last] || to > s.figs[first].from {
        return None;
    }
    let (word, each) = CONTRACTED.iter().find(|(word, _)| s.line.has(from, word))?;
    let rest = from + word.chars().count();
    (rest < to).then(|| format!("{}{}", each[k - first], s.folded(rest, to)))
}
