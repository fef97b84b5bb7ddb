//! Which of several names in a row a figure belongs to.

use super::Builder;
use crate::figures::{Class, RelationKind};
use crate::text::is_han;

impl Builder<'_, '_> {
    /// A、B分别增长1%、2%.
    pub(super) fn aligned(&mut self, k: usize) {
        let (first, last) = self.s.run_of(k);
        // Nobody aligns that many; the others of the run are compared with each.
        let Some((from, to)) = self.metrics[k].filter(|_| (1..=32).contains(&(last - first))) else { return };
        if self.names[k].is_none() && (first..=last).any(|i| i != k && self.metrics[i] == self.metrics[k]) {
            return;
        }
        // 甲路、乙路第二和第三标段: ordinals before a noun number parts of it.
        if self.class(k) == Class::Ordinal && is_han(self.s.line.c(self.fig(last).to)) {
            return;
        }
        // 分别增长5%、8%，高于全省1个、2个百分点: the names belong to the rates.
        let other = |i: usize| !self.fig(i).is_time() && self.fig(i).from >= to;
        if self.class(k) == Class::PercentagePoint && first.checked_sub(1).is_some_and(other) {
            return;
        }
        // Each member has a name of its own before the first number.
        if (first..=last).any(|i| self.metrics[i].is_none_or(|m| m.1 > self.fig(first).from)) {
            return;
        }
        let written = || self.s.line.span(from, to).of(self.s.line.text).to_owned();
        let name = self.names[k].clone().unwrap_or_else(written);
        let Some(value) = self.fig(k).figure.lower.text() else { return };
        let formula = format!("{name} = {}", self.text(k));
        self.note(k, RelationKind::Alignment, value, self.unit(k), formula);
    }
}
