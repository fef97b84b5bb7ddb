//! A figure while it is being read.

use super::units::Unit;
use super::{Bound, Change, Class, Value};
use crate::reading::patterns::{Kind, Marked};

/// A figure in character indexes, while it is being read.
#[derive(Clone, Debug)]
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

impl Default for Item {
    fn default() -> Self {
        Self {
            start: 0,
            end: 0,
            numeral: (0, 0),
            unit: (0, 0),
            class: Class::Quantity,
            lower: Value::None,
            upper: Value::None,
            bound: Bound::Equal,
            before: None,
            after: None,
            change: None,
            measure: None,
            range: None,
            bare: false,
            chinese: false,
        }
    }
}

impl Item {
    /// As patterns see it, comparators included.
    pub fn marked(&self) -> Marked {
        let kinds = self.class.kind().bit()
            | self.change.map_or(0, |change| change.kind().bit())
            | self.measure.map_or(0, Unit::kinds)
            | Kind::Led.when(self.before.is_some())
            | Kind::Tailed.when(self.after.is_some())
            | Kind::Bare.when(self.bare);
        Marked {
            from: self.before.map_or(self.start, |before| before.0.min(self.start)),
            to: self.after.map_or(self.end, |after| after.1.max(self.end)),
            kinds,
            unit: self.measure.map_or("", |unit| unit.name),
        }
    }
}
