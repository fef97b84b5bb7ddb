//! What a share implies of its whole and its parts, and whether a stated rate is the one its amounts give.

use super::super::role::from_to;
use super::{Answer, Builder, percent};
use crate::figures::{Bound, Change, Class, Decimal, RelationKind, Role};
use crate::reading::patterns;

impl Builder<'_, '_> {
    /// V，占X的P%: the whole is V ÷ P%.
    pub(super) fn whole(&mut self, k: usize) {
        let level = self.class(k) == Class::Percent && self.fig(k).figure.tells_level();
        // 占比从40%提高到56.6% states two levels.
        if !level || matches!(self.roles[k], Role::Completion | Role::Reference) || from_to(self.s, k).is_some() {
            return;
        }
        let Some(j) = self.level_of_share(k).filter(|j| self.class(*j) == Class::Quantity) else { return };
        // The clause is about the number before only where it begins with 占.
        let last = k.checked_sub(1).map_or(0, |before| self.fig(before).to);
        let lead = self.fig(k).from.min(last + 1);
        let own = self.s.at(lead, &patterns::OPENS_SHARE);
        let mark = matches!(self.s.line.c(last), ',' | '、');
        if !(own && mark && self.is_alone(k)) || self.s.is(k, &patterns::SHARE_OF_PLAN) {
            return;
        }
        let (Some(v), Some(p)) = (self.number(j), self.number(k)) else { return };
        if p <= Decimal::ZERO || p > Decimal::ONE_HUNDRED || self.unit(j).is_empty() {
            return;
        }
        // 超2000亿元 of 超70%: the whole may be more or less.
        let open = |k: usize| !matches!(self.fig(k).figure.bound, Bound::Equal | Bound::About);
        if self.bound(&[(j, true), (k, false)]) == Bound::About && open(j) && open(k) {
            return;
        }
        if let Some(whole) = percent(v, p) {
            self.reckon(k, (j, '÷', k), Answer::new(RelationKind::ImpliedWhole, whole, self.unit(j)).of(j));
        }
    }

    /// W，其中P%的…: the part is W × P%.
    pub(super) fn part(&mut self, k: usize) {
        if self.class(k) != Class::Percent
            || self.fig(k).figure.change.is_some()
            || self.s.line.c(self.fig(k).to) != '的'
            || !self.s.is(k, &patterns::AMONG)
        {
            return;
        }
        let near = |j: &usize| self.gap(*j, k) <= 24 && self.together(*j, k);
        let Some(j) = self.before(k).filter(near) else { return };
        let whole = self.class(j) == Class::Quantity && !self.unit(j).is_empty() && self.fig(j).figure.tells_level();
        if !whole || self.fig(j).figure.bound != Bound::Equal {
            return;
        }
        let (Some(w), Some(p)) = (self.number(j), self.number(k)) else { return };
        if let Some(part) = w.checked_mul(p).and_then(|v| v.checked_div(Decimal::ONE_HUNDRED)) {
            self.reckon(k, (j, '×', k), Answer::new(RelationKind::ImpliedPart, part, self.unit(j)).of(j));
        }
    }

    /// 由A增长到B，增长P%; V，比上年增加D，增长P%: the rate that the amounts give, beside the stated one. Where the two are
    /// far apart, the amounts belong to something else, and nothing is said.
    pub(super) fn rate(&mut self, k: usize) {
        let change = self.fig(k).figure.change;
        if self.class(k) != Class::Percent || !self.is_changing(k) || k < 2 {
            return;
        }
        let j = k - 1;
        if self.gap(j, k) > 10
            || self.class(j) != Class::Quantity
            || !self.together(j, k)
            || !self.same_metric(j, k)
            || self.s.is(k, &patterns::RATE_OF_OTHER_TERMS)
        {
            return;
        }
        let frame = from_to(self.s, j).filter(|(a, b)| a.0 == a.1 && b.0 == j);
        let (before, diff, written) = if let Some((a, _)) = frame {
            let (Some(from), Some(to)) = (self.number(a.0), self.number(j)) else { return };
            let Some(diff) = to.checked_sub(from) else { return };
            (from, diff, format!("({} − {}) ÷ {}", self.text(j), self.text(a.0), self.text(a.0)))
        } else {
            let i = k - 2;
            let by = self.fig(j).figure.change == change && self.gap(i, j) <= 14;
            let same = self.class(i) == Class::Quantity && self.unit(i) == self.unit(j) && self.same_metric(i, j);
            if !(self.fig(i).figure.tells_level() && by && same && self.together(i, j)) {
                return;
            }
            let (Some(level), Some(by)) = (self.number(i), self.number(j)) else { return };
            let diff = if change == Some(Change::Increase) { Some(by) } else { Decimal::ZERO.checked_sub(by) };
            let Some((before, diff)) = diff.and_then(|d| Some((level.checked_sub(d)?, d))) else { return };
            let sign = if change == Some(Change::Increase) { "−" } else { "+" };
            (before, diff, format!("{} ÷ ({} {sign} {})", self.text(j), self.text(i), self.text(j)))
        };
        let (Some(rate), Some(stated)) = (percent(diff, before), self.number(k)) else { return };
        let rate = rate.abs();
        if (rate - stated).abs() <= Decimal::ONE.max(stated / Decimal::TEN) {
            self.answer(k, &[], &written, Answer::new(RelationKind::RateCheck, rate, "%"));
        }
    }
}
