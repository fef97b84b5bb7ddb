//! Which figure of a draft a row of the sheet speaks of, and whether the two agree.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::agreement::{same, satisfied};
use super::columns::split_unit;
use super::id::{Ids, whole};
use super::value::{COUNT, of_figure};
use super::{Draft, Fact, FactValue, Facts};
use crate::config::{OwnWords, ignores};
use crate::figures::{Change, Class, Decimal, Figure, Role, variants};
use crate::reading::line::fold_text;
use crate::text::Loc;
use crate::text::grams::{Grams, pair_alike};

/// A figure: its block, and its index among the block's.
type Place = (u32, usize);

/// A figure that says something else than the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The row, by its index.
    pub fact: usize,
    /// The figure, by block and index.
    pub figure: (u32, usize),
    /// The reading of the confirmed value, by its index.
    pub value: usize,
}

/// The rows of a sheet and the figures of a draft, brought together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// The row of each figure that has one.
    pub of_figure: HashMap<(u32, usize), usize>,
    /// Figures that say something else, in their order.
    pub mismatches: Vec<Mismatch>,
    /// Rows taken from this draft whose figure is gone, with the figure after which it stood.
    pub gone: Vec<(usize, Option<(u32, usize)>)>,
    /// Rows of other tables that speak of nothing in the draft.
    pub unused: Vec<usize>,
}

impl Matching {
    /// Holds a sheet against a draft.
    #[must_use]
    pub fn of(draft: Draft<'_>, facts: &Facts) -> Self {
        if facts.is_empty() {
            return Self::default();
        }
        let mut search = Search::new(draft, facts);
        search.by_id();
        search.by_sentence();
        search.again();
        search.by_metric();
        search.finish()
    }
}

struct Search<'a> {
    draft: Draft<'a>,
    facts: &'a Facts,
    ids: Vec<Vec<String>>,
    /// The figures of each row.
    found: Vec<Vec<Place>>,
    taken: HashSet<Place>,
}

/// How a row's metric is told from another's, where the office has names of its own for some.
fn key(fact: &Fact, own: &OwnWords) -> Option<String> {
    let mut key = variants::key_with(&plain_name(fact.metric.as_deref()?), own);
    for word in ["同比增长", "比上年增长", "增长速度", "增长率", "增长", "增速", "增幅"] {
        if let Some(rest) = key.strip_suffix(word)
            && rest.chars().count() >= 2
        {
            key = variants::key_with(rest, own);
        }
    }
    Some(key)
}

/// A name without its number in the table (1. 一、 其中：) and what stands in brackets behind it.
fn plain_name(name: &str) -> String {
    let folded = fold_text(name);
    let name = split_unit(folded.trim()).0;
    let numbered = name.split_once(['、', '.', ')', ':']).filter(|(head, rest)| {
        let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十(其中".contains(c);
        head.chars().count() <= 4 && head.chars().all(number) && rest.chars().count() >= 2
    });
    numbered.map_or(name, |(_, rest)| rest).trim_start_matches(['#', '★', ' ']).to_owned()
}

impl<'a> Search<'a> {
    fn new(draft: Draft<'a>, facts: &'a Facts) -> Self {
        let found = vec![Vec::new(); facts.rows.len()];
        Self { draft, facts, ids: Ids::of(draft.blocks), found, taken: HashSet::new() }
    }

    fn figure(&self, (block, index): Place) -> (&'a Figure, &'a str) {
        let block = &self.draft.blocks[block as usize];
        (&block.figures[index], &block.text)
    }

    /// Names of metrics of the office's own.
    fn own(&self) -> &'a OwnWords {
        self.draft.blocks.first().map_or(OwnWords::none(), |block| &block.own)
    }

    fn take(&mut self, fact: usize, place: Place) {
        self.found[fact].push(place);
        self.taken.insert(place);
    }

    fn places(&self) -> HashMap<&str, Place> {
        let lines = (0_u32..).zip(&self.ids);
        lines.flat_map(|(block, ids)| ids.iter().enumerate().map(move |(i, id)| (id.as_str(), (block, i)))).collect()
    }

    fn by_id(&mut self) {
        let places = self.places();
        let rows = self.facts.rows.iter().enumerate();
        let found: Vec<_> = rows.filter_map(|(i, f)| Some((i, *places.get(f.id.as_deref()?)?))).collect();
        for (fact, place) in found {
            self.take(fact, place);
        }
    }

    /// The other places that stated what a row states: what it confirms holds for them too. One that is gone is missed by
    /// nobody.
    fn again(&mut self) {
        let places = self.places();
        let rows = self.facts.rows.iter().enumerate();
        let also = rows.flat_map(|(i, f)| f.also.iter().map(move |id| (i, id.as_str())));
        let found: Vec<_> = also.filter_map(|(i, id)| Some((i, *places.get(id)?))).collect();
        for (fact, place) in found {
            if !self.taken.contains(&place) {
                self.take(fact, place);
            }
        }
    }

    /// Rows with their sentence: the sentence alike, and in it the figure with the same words around it.
    fn by_sentence(&mut self) {
        let left = |s: &Self, i: usize| s.found[i].is_empty() && s.facts.rows[i].sentence.is_some();
        let mut rows: HashMap<&'a str, Vec<usize>> = HashMap::new();
        for (i, fact) in self.facts.rows.iter().enumerate().filter(|(i, _)| left(self, *i)) {
            if let Some((sentence, _)) = &fact.sentence {
                rows.entry(sentence).or_default().push(i);
            }
        }
        if rows.is_empty() {
            return;
        }
        let mut rows: Vec<(&'a str, Vec<usize>)> = rows.into_iter().collect();
        rows.sort_by_key(|(_, facts)| facts[0]);
        let sentences = self.sentences();
        let old: Vec<Grams> = rows.iter().map(|(text, _)| Grams::of(&words(text))).collect();
        let new: Vec<Grams> = sentences
            .iter()
            .map(|(block, range)| Grams::of(&words(&self.draft.blocks[*block as usize].read()[range.clone()])))
            .collect();
        // Half of what two sentences say must be the same for one to be the other, rewritten.
        for (a, b) in pair_alike(&old, &new, 500) {
            self.in_sentence(rows[a].0, &rows[a].1, &sentences[b]);
        }
    }

    /// The sentences that hold figures of no row yet.
    fn sentences(&self) -> Vec<(u32, Range<usize>)> {
        let mut found: Vec<(u32, Range<usize>)> = Vec::new();
        for (index, block) in (0_u32..).zip(self.draft.blocks) {
            for (k, figure) in block.figures.iter().enumerate() {
                let start = figure.span.start as usize;
                let known = found.last().is_some_and(|(b, range)| *b == index && range.contains(&start));
                if !known && !self.taken.contains(&(index, k)) {
                    found.push((index, ignores::sentence(block.read(), figure.span)));
                }
            }
        }
        found
    }

    fn in_sentence(&mut self, sentence: &str, rows: &[usize], (block, range): &(u32, Range<usize>)) {
        let text = self.draft.blocks[*block as usize].read();
        let inside = |f: &Figure| range.contains(&(f.span.start as usize));
        let figures = self.draft.blocks[*block as usize].figures.iter().enumerate();
        let free: Vec<Place> = figures
            .filter(|(k, f)| inside(f) && !self.taken.contains(&(*block, *k)))
            .map(|(k, _)| (*block, k))
            .collect();
        let mut pairs = Vec::new();
        for &row in rows {
            let fact = &self.facts.rows[row];
            let Some((_, at)) = &fact.sentence else { continue };
            let sent = fact.sent.as_ref().map_or(0, |s| s.text.len());
            let head = around(sentence.get(..*at).unwrap_or_default(), true);
            let tail = around(sentence.get(at + sent..).unwrap_or_default(), false);
            for place in &free {
                let (figure, written) = self.figure(*place);
                let span = whole(figure);
                let before = around(&text[range.start..(span.start as usize).max(range.start)], true);
                let after = around(&text[(span.end as usize).min(range.end)..range.end], false);
                let run = |a: &[char], b: &[char]| a.iter().zip(b).take_while(|(a, b)| a == b).count();
                let told = of_figure(figure, written);
                let unit = fact.sent.as_ref().is_some_and(|s| s.unit == told.unit && s.measure == told.measure);
                let score = 2 * run(&head, &before) + run(&tail, &after) + if unit { 3 } else { 0 };
                if score >= 5 {
                    pairs.push((score, row, *place));
                }
            }
        }
        pairs.sort_by_key(|(score, row, place)| (std::cmp::Reverse(*score), *row, *place));
        for (_, row, place) in pairs {
            if self.found[row].is_empty() && !self.taken.contains(&place) {
                self.take(row, place);
            }
        }
    }

    /// Rows that have nothing but the name of what they measure.
    fn by_metric(&mut self) {
        let mut places: HashMap<&'a str, Vec<Place>> = HashMap::new();
        for entry in self.draft.ledger.all() {
            if let Some((metric, _)) = entry.metric() {
                places.entry(&metric.key).or_default().push((entry.block, entry.figure as usize));
            }
        }
        for row in 0..self.facts.rows.len() {
            let fact = &self.facts.rows[row];
            if !self.found[row].is_empty() || fact.sentence.is_some() || fact.values.is_empty() {
                continue;
            }
            let Some(key) = key(fact, self.own()) else { continue };
            let named = places.get(key.as_str()).into_iter().flatten().copied();
            let candidates: Vec<Place> = named.filter(|p| self.speaks_of(fact, *p)).collect();
            self.choose(row, &key, &candidates);
        }
    }

    /// Of several figures that could be meant, those that say what is confirmed; one that says something else only where no
    /// other could be meant.
    fn choose(&mut self, row: usize, key: &str, candidates: &[Place]) {
        let fact = &self.facts.rows[row];
        // A row without a time means what came of it, unless the very same is aimed at.
        let role = |(block, index): Place| self.draft.ledger.entry(block, index).and_then(|e| e.role);
        let meant = |place: &Place| fact.years.is_some() || role(*place) != Some(Role::Target);
        let aimed_at = |place: Place| {
            let (figure, text) = self.figure(place);
            let told = of_figure(figure, text);
            fact.values.iter().any(|v| same(&told, v))
        };
        let agreeing = |p: &Place| if meant(p) { self.agrees(fact, *p) } else { aimed_at(*p) };
        let agreeing: Vec<Place> = candidates.iter().copied().filter(agreeing).collect();
        if !agreeing.is_empty() {
            agreeing.into_iter().for_each(|p| self.take(row, p));
            return;
        }
        let candidates: Vec<Place> = candidates.iter().copied().filter(meant).collect();
        let told = |place: &Place| {
            let (figure, text) = self.figure(*place);
            of_figure(figure, text).ends
        };
        let one = candidates.windows(2).all(|pair| told(&pair[0]) == told(&pair[1]));
        let near = candidates.first().and_then(told).is_some_and(|ends| {
            let close = |v: &FactValue| v.ends.is_some_and(|fact| comparable(ends.0, fact.0));
            fact.values.iter().any(close)
        });
        if one && near && !is_generic(key) {
            candidates.iter().for_each(|p| self.take(row, *p));
        }
    }

    /// Whether a figure is of the kind, the time and the role that a row confirms.
    fn speaks_of(&self, fact: &Fact, (block, index): Place) -> bool {
        let (figure, text) = self.figure((block, index));
        let Some(entry) = self.draft.ledger.entry(block, index) else { return false };
        if figure.bound != crate::figures::Bound::Equal && entry.role == Some(Role::Threshold) {
            return false;
        }
        let told = of_figure(figure, text);
        if !fact.values.iter().any(|v| v.measure == told.measure && v.ends.is_some()) {
            return false;
        }
        let changes = matches!(figure.change, Some(Change::Increase | Change::Decrease));
        let growth = entry.role == Some(Role::Growth) || figure.class == Class::Percent && changes;
        let named =
            fact.metric.as_deref().is_some_and(|m| m.contains("增长") || m.contains("增速") || m.contains("增幅"));
        if told.measure == Class::Percent.name() && growth != (fact.growth || named) && !self.is_rate(fact) {
            return false;
        }
        let ahead = |year: i32| self.draft.ledger.report_year.is_some_and(|r| year >= r);
        let role = match entry.role {
            // A row without a time may mean what is aimed at as well as what came of it.
            Some(Role::Target) => fact.years.is_none_or(|(_, last)| ahead(last)),
            Some(role) if !role.is_statement() => false,
            Some(Role::Delta) => told.measure != COUNT && fact.growth,
            _ => !fact.years.is_some_and(|(first, _)| ahead(first)),
        };
        let target = || self.draft.ledger.report_year.filter(|_| entry.role == Some(Role::Target)).map(|y| (y, y));
        let years = entry.period.as_deref().and_then(super::read::years).or_else(target);
        role && match (years, fact.years) {
            (Some(told), Some(wanted)) => told == wanted,
            (None, _) if fact.same_time => false,
            // A sum of five years is no year's own.
            (Some((first, last)), None) => first == last,
            _ => true,
        }
    }

    /// A rate by its own name (失业率, 城镇化率, 居民消费价格): told as growth or not, it is the same number.
    fn is_rate(&self, fact: &Fact) -> bool {
        let rate = |name: &str| name.ends_with(['率', '重', '比', '度']) || name.contains("价格");
        fact.metric.as_deref().is_some_and(rate)
    }

    fn agrees(&self, fact: &Fact, place: Place) -> bool {
        let (figure, text) = self.figure(place);
        let told = of_figure(figure, text);
        // What a number is (a name, a date, a count) its sentence tells; by itself it may be read as something else.
        let written = compact(&told.text);
        if fact.values.iter().any(|v| compact(&v.text) == written || same(&told, v) && !renamed(fact, v, &told)) {
            return true;
        }
        // What was sent out and came back unchanged must stand as it was sent.
        let unchanged = fact.sent.as_ref().is_some_and(|sent| fact.values.first().is_some_and(|v| same(v, sent)));
        let rounded = |v: &FactValue| {
            let figures = crate::figures::scan(&v.text);
            fact.same_time && matches!(figures.as_slice(), [other] if satisfied(other, &v.text, &told))
        };
        let agrees = |v: &FactValue| satisfied(figure, text, v) && !renamed(fact, v, &told) || rounded(v);
        !unchanged && fact.values.iter().any(agrees)
    }

    /// The reading that comes nearest to what a figure says.
    fn nearest(&self, fact: &Fact, place: Place) -> usize {
        let (figure, text) = self.figure(place);
        let Some((told, _)) = of_figure(figure, text).ends else { return 0 };
        let distance = |v: &FactValue| {
            let (value, _) = v.ends?;
            let (small, large) = if value.abs() < told.abs() { (value, told) } else { (told, value) };
            large.checked_div(small).map(|d| d.abs())
        };
        let ranked = fact.values.iter().enumerate().map(|(i, v)| (distance(v).unwrap_or(Decimal::MAX), i));
        ranked.min().map_or(0, |(_, i)| i)
    }

    fn finish(self) -> Matching {
        let mut matching = Matching::default();
        let mut last = None;
        for (row, places) in self.found.iter().enumerate() {
            let fact = &self.facts.rows[row];
            for place in places {
                matching.of_figure.insert(*place, row);
                if fact.id.is_some() {
                    last = Some(*place);
                }
                if !fact.values.is_empty() && !self.agrees(fact, *place) {
                    let value = self.nearest(fact, *place);
                    matching.mismatches.push(Mismatch { fact: row, figure: *place, value });
                }
            }
            let measured = fact.values.first().is_some_and(|v| v.ends.is_some());
            match (places.is_empty(), fact.sentence.is_some() || fact.id.is_some()) {
                (true, true) if measured => matching.gone.push((row, last)),
                (true, false) => matching.unused.push(row),
                _ => {}
            }
        }
        matching.mismatches.sort_by_key(|m| (m.figure, m.fact));
        matching
    }
}

impl Matching {
    /// The place of a figure.
    #[must_use]
    pub fn loc(draft: Draft<'_>, (block, index): (u32, usize)) -> Loc {
        Loc { block, span: draft.blocks[block as usize].figures[index].span }
    }
}

/// Whether things are counted in another unit than when the sheet went out: 12所 is not 12家. A table of a department's own
/// may count them all as 个.
fn renamed(fact: &Fact, value: &FactValue, told: &FactValue) -> bool {
    let as_sent = fact.sent.as_ref().is_some_and(|sent| sent.unit == value.unit);
    told.measure == COUNT && as_sent && told.unit != value.unit
}

/// What stands nearest to a figure in its sentence, the nearest first; other figures aside.
fn around(text: &str, before: bool) -> Vec<char> {
    const REACH: usize = 10;
    let kept = |c: &char| !c.is_whitespace() && !c.is_ascii_digit() && !matches!(c, '.' | '%');
    let folded = fold_text(text);
    let chars = folded.chars().filter(kept);
    if before { chars.collect::<Vec<_>>().into_iter().rev().take(REACH).collect() } else { chars.take(REACH).collect() }
}

/// A figure as written, in one script and width.
fn compact(text: &str) -> String {
    fold_text(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// A sentence without blanks and digits, in one script.
fn words(sentence: &str) -> String {
    fold_text(sentence)
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_ascii_digit() && !matches!(c, '*' | '#'))
        .collect()
}

/// Whether two values of one name may be the same thing, one of them wrong: near each other, or a power of ten apart.
fn comparable(a: Decimal, b: Decimal) -> bool {
    let (small, large) = if a.abs() < b.abs() { (a.abs(), b.abs()) } else { (b.abs(), a.abs()) };
    let Some(ratio) = large.checked_div(small) else { return false };
    let powers = [10_i64, 100, 1000, 10_000, 100_000_000].map(Decimal::from);
    ratio <= Decimal::from(3) || powers.contains(&ratio.normalize())
}

/// Names that anything may go by: the same in two places is not yet the same thing.
fn is_generic(key: &str) -> bool {
    const NAMES: [&str; 16] = [
        "投资",
        "总投资",
        "完成投资",
        "项目",
        "学校",
        "企业",
        "收入",
        "产值",
        "增加值",
        "面积",
        "产量",
        "资金",
        "岗位",
        "人数",
        "学位",
        "床位",
    ];
    key.chars().count() < 3 || NAMES.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tables_meet_names_of_reports() {
        let key = |name: &str| key(&Fact { metric: Some(name.to_owned()), ..Fact::default() }, OwnWords::none());
        for name in
            ["1.地区生产总值", "一、地区生产总值（GDP）", "全市生产总值增速", "其中：地区生产总值", "地區生產總值"]
        {
            assert_eq!(key(name).as_deref(), Some("地区生产总值"), "{name}");
        }
        assert_ne!(key("人均地区生产总值"), key("地区生产总值"));
    }
}
