//! A figure while it is being read.

use super::units::Unit;
use super::{Bound, Change, Class, Value};
use crate::reading::patterns::{Kind, Marked};

/// A figure in character indexes, while it is being read.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    pub start: usize,
    pub end: usize,
    pub numeral: (usize, usize),
    pub unit: (usize, usize),
    pub class: Class,
    pub lower: Value,
    pub upper: Value,
    pub bound: Bound,
    pub before: Option<(usize, usize)>,
    pub after: Option<(usize, usize)>,
    pub change: Option<Change>,
    pub measure: Option<&'static Unit>,
    /// Of a range: end of the first numeral with its scale, end of the first unit, start of the second numeral.
    pub range: Option<(usize, usize, usize)>,
    /// A scale word without a digit before it (千亩, 万亿).
    pub bare: bool,
    pub chinese: bool,
}

impl Item {
    /// A figure of one value in `start..end`, its unit, if there is one, from `unit` on.
    pub fn of(class: Class, start: usize, unit: usize, end: usize, value: Value) -> Self {
        let (lower, upper) = (value.clone(), value);
        Self { start, end, numeral: (start, unit), unit: (unit, end), class, lower, upper, ..Self::default() }
    }

    /// First character, comparator included.
    pub fn from(&self) -> usize {
        self.before.map_or(self.start, |before| before.0)
    }

    /// After its last character, comparator included.
    pub fn to(&self) -> usize {
        self.after.map_or(self.end, |after| after.1)
    }

    /// As patterns see it, comparators included.
    pub fn marked(&self) -> Marked {
        let kinds = self.class.kind().bit()
            | self.change.map_or(0, |change| change.kind().bit())
            | self.measure.map_or(0, Unit::kinds)
            | Kind::Led.when(self.before.is_some())
            | Kind::Tailed.when(self.after.is_some())
            | Kind::Bare.when(self.bare);
        Marked { from: self.from(), to: self.to(), kinds, unit: self.measure.map_or("", |unit| unit.name) }
    }
}
