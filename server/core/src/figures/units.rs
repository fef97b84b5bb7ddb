//! Units and classifiers: data in `units/units.tsv`, where adding one is one line.
//!
//! Names are in simplified script and half width; lookups fold the text first, so traditional and full-width forms need no
//! line of their own.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use super::Decimal;
use crate::config::OwnUnit;
use crate::reading::line::{Line, fold_text};
use crate::reading::patterns::{Kind, Kinds};

/// What a unit measures. Units of one dimension with a factor convert into each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Renminbi; base 元.
    Money,
    /// Any other currency: no conversion.
    Currency,
    /// Base 平方米.
    Area,
    /// Base 米.
    Length,
    /// Base 千克.
    Mass,
    /// Base 立方米.
    Volume,
    /// Base 千瓦.
    Power,
    /// Base 千瓦时.
    Energy,
    /// Base 分钟.
    Duration,
    /// Calendar lengths, which have no fixed factor.
    Calendar,
    /// People.
    People,
    /// Things counted with a classifier.
    Count,
    /// Percent, permille, percentage points, multiples.
    Proportion,
    /// Anything else measured.
    Other,
}

/// One unit or classifier.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// As written, simplified.
    pub name: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units one of it is, numerator and denominator; `None` where it does not convert.
    pub factor: Option<(u64, u64)>,
    /// Characters that, right after it, make it part of another word (个 in 个人).
    pub not_before: &'static str,
    /// Words that begin with such a character and follow it all the same: 3家乡镇卫生院 against 家乡.
    pub before: &'static [&'static str],
    /// Whether a small Chinese number before it is a count (三项) rather than part of a word (三农).
    pub counts: bool,
}

impl Unit {
    /// Whether it is a measure, in contrast to a classifier.
    #[must_use]
    pub const fn is_measure(&self) -> bool {
        !matches!(self.dimension, Dimension::Count | Dimension::People)
    }

    /// What patterns may ask of it.
    pub(super) const fn kinds(&self) -> Kinds {
        let kind = match self.dimension {
            Dimension::Money | Dimension::Currency => Kind::Money,
            Dimension::Area => Kind::Area,
            Dimension::Length => Kind::Length,
            Dimension::Mass => Kind::Mass,
            Dimension::Power => Kind::Power,
            Dimension::Duration => Kind::Duration,
            Dimension::Calendar => Kind::Calendar,
            Dimension::Count => Kind::Things,
            Dimension::People => Kind::People,
            Dimension::Volume | Dimension::Energy | Dimension::Proportion | Dimension::Other => return 0,
        };
        kind.bit() | if self.counts { 0 } else { Kind::Weak.bit() }
    }

    /// `value` of this unit in base units of its dimension; `None` where it does not convert or overflows.
    #[must_use]
    pub fn to_base(&self, value: Decimal) -> Option<Decimal> {
        let (numerator, denominator) = self.factor?;
        value.checked_mul(Decimal::from(numerator))?.checked_div(Decimal::from(denominator))
    }
}

// All units, by first character, the longest first; and where those of each character begin.
include!(concat!(env!("OUT_DIR"), "/units.rs"));

/// The units that begin with a character.
fn of_first(c: char) -> &'static [Unit] {
    let Ok(at) = FIRST.binary_search_by_key(&c, |first| first.0) else { return &[] };
    let to = FIRST.get(at + 1).map_or(UNITS.len(), |next| next.1 as usize);
    &UNITS[FIRST[at].1 as usize..to]
}

/// The unit that stands at character `i`, and its length in characters: the longest one.
pub(super) fn unit_at(line: &Line<'_>, i: usize) -> Option<(&'static Unit, usize)> {
    let own = own_at(line, i);
    let listed = listed_at(line, i);
    if own.is_some_and(|own| listed.is_none_or(|listed| listed.1 < own.1)) { own } else { listed }
}

/// The unit of the office's own that stands at character `i`.
fn own_at(line: &Line<'_>, i: usize) -> Option<(&'static Unit, usize)> {
    let unit = line.own.units(line.c(i)).iter().find(|unit| line.has(i, &unit.name))?;
    let length = unit.name.chars().count();
    Some((made(unit), length)).filter(|(unit, _)| latin_ends(line, i + length, unit))
}

/// Units of packs that lines were read with, by name, so that a figure's unit leads to what it measures. Each is made once
/// and for good, as the listed ones are: packs have a bounded number of words, and a process reads few packs.
static OWN: RwLock<BTreeMap<&'static str, &'static Unit>> = RwLock::new(BTreeMap::new());

fn made(unit: &OwnUnit) -> &'static Unit {
    let known = OWN.read().unwrap_or_else(PoisonError::into_inner).get(&*unit.name).copied();
    known.unwrap_or_else(|| {
        let name: &'static str = unit.name.clone().leak();
        let dimension = if unit.counts { Dimension::Count } else { Dimension::Other };
        let made = Unit { name, dimension, factor: None, not_before: "", before: &[], counts: true };
        let made: &'static Unit = Box::leak(Box::new(made));
        OWN.write().unwrap_or_else(PoisonError::into_inner).entry(name).or_insert(made)
    })
}

fn listed_at(line: &Line<'_>, i: usize) -> Option<(&'static Unit, usize)> {
    of_first(line.c(i)).iter().find_map(|unit| {
        let length = unit.name.chars().count();
        let apart = || !unit.not_before.contains(line.c(i + length)) || line.any(i + length, unit.before).is_some();
        (line.has(i, unit.name) && apart() && latin_ends(line, i + length, unit)).then_some((unit, length))
    })
}

/// A Latin unit must not run on into more letters or digits (5G网络 against 5GW).
fn latin_ends(line: &Line<'_>, end: usize, unit: &Unit) -> bool {
    !unit.name.ends_with(|c: char| c.is_ascii_alphanumeric()) || !line.c(end).is_ascii_alphanumeric()
}

/// The unit that is called so, in simplified script and half width.
fn named(name: &str) -> Option<&'static Unit> {
    of_first(name.chars().next()?).iter().find(|unit| unit.name == name)
}

/// The unit named `name`, in either script and width; of a compound rate (吨/年) its first part.
#[must_use]
pub fn find(name: &str) -> Option<&'static Unit> {
    if name.is_empty() {
        return None;
    }
    // Most names are folded already.
    if let Some(unit) = named(name) {
        return Some(unit);
    }
    let name = fold_text(name);
    let own = || OWN.read().unwrap_or_else(PoisonError::into_inner).get(&*name).copied();
    named(name.split(['/', ' ']).next().unwrap_or_default()).or_else(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded() {
        let wrong: Vec<_> = UNITS.iter().filter(|unit| fold_text(unit.name) != unit.name).map(|u| u.name).collect();
        assert_eq!(wrong, Vec::<&str>::new());
    }

    #[test]
    fn longest_wins_and_words_are_left_alone() {
        let at = |text: &str| unit_at(&Line::new(text), 0).map(|(u, _)| u.name);
        assert_eq!(at("平方公里，"), Some("平方公里"));
        assert_eq!(at("個百分點"), Some("个百分点"));
        assert_eq!(at("个百城项目"), Some("个"));
        assert_eq!(at("家庭农场"), None);
        assert_eq!(at("家乡面貌"), None);
        assert_eq!(at("家乡镇卫生院"), Some("家"));
        assert_eq!(at("名城镇居民"), Some("名"));
        assert_eq!(at("名城保护"), None);
        assert_eq!(at("所以上"), Some("所"));
        assert_eq!(at("所以"), None);
        assert_eq!(at("家电下乡"), None);
        assert_eq!(at("家电商企业"), Some("家"));
        assert_eq!(at("天次，"), Some("天次"));
        assert_eq!(at("群众"), None);
        assert_eq!(at("km²范围"), Some("km²"));
        assert_eq!(at("Gone"), None);
    }

    #[test]
    fn conversions_are_exact() {
        let mu = find("畝").unwrap();
        assert_eq!(mu.to_base(Decimal::from(15)), Some(Decimal::from(10_000)));
        assert_eq!(find("平方公里").unwrap().to_base(Decimal::from(2)), Some(Decimal::from(2_000_000)));
        assert_eq!(find("个").unwrap().to_base(Decimal::ONE), None);
    }
}
