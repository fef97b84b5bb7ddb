//! The level that a growth, a difference, a multiple or a share speaks of.
//!
//! One figure speaks of the one before it; a group after 分别 of as many, each of its own: A 3亿元、B 2亿元，分别增长5%、8%.

use super::Builder;
use crate::figures::{Change, Class, Role};
use crate::reading::patterns;

/// Most figures told one by one after 分别.
const MOST: usize = 8;

impl Builder<'_, '_> {
    /// Whether `from..to` holds dates and words that only relate two numbers: no subject, no other number.
    pub(super) fn only_links(&self, from: usize, to: usize) -> bool {
        self.s.only(from, to, patterns::LINKS)
    }

    /// The level that figure `k` speaks of.
    pub(super) fn level_of(&self, k: usize) -> Option<usize> {
        let (first, last) = self.s.group_of(k);
        if first == last {
            return self.single_level(k);
        }
        let levels = self.parallel_levels(first, last - first + 1)?;
        let end = self.fig(self.s.group_of(*levels.last()?).1).to;
        let bare =
            self.s.group_of(levels[0]).1 + 1 == levels[0] + levels.len() && self.only_links(end, self.fig(first).from);
        levels.get(k - first).copied().filter(|j| bare || self.same_metric(*j, k))
    }

    /// The level that a share speaks of whose clause opens with 占: right before it, or before the growth right before it.
    pub(super) fn level_of_share(&self, k: usize) -> Option<usize> {
        let j = self.number_before(k)?;
        if self.gap(j, k) > 24 || !self.together(j, k) || !self.is_alone(j) {
            return None;
        }
        if self.is_level(j) { Some(j) } else { self.single_level(j) }
    }

    /// Whether `j` states how much there is, not by how much it changed.
    pub(super) fn is_level(&self, j: usize) -> bool {
        // 城镇新增就业 is an amount of its own, not a change of another.
        let new = |j: usize| self.metrics[j].is_some_and(|(a, b)| self.s.holds(a, b, patterns::COUNTS_OF_NEW));
        matches!(self.class(j), Class::Quantity | Class::Percent)
            && (!self.is_changing(j) || self.class(j) == Class::Quantity && new(j))
            && !matches!(
                self.roles[j],
                Role::Reference | Role::Delta | Role::Growth | Role::Completion | Role::Threshold
            )
            && !(self.class(j) == Class::Percent
                && self.fig(j).figure.change.is_none()
                && self.s.is(j, &patterns::RATE_NAMED))
            && !matches!(self.unit(j), "位" | "名次")
            && !self.s.is(j, &patterns::BARE_CLASS)
    }

    /// The level right before `k`, over growths and ranks of the same thing: V，增长5%，占全省的8%.
    fn single_level(&self, k: usize) -> Option<usize> {
        let mut near = k;
        for _ in 0..4 {
            let j = self.number_before(near)?;
            let apart = self.gap(j, near) > 24 || !self.together(j, near);
            if apart || !self.is_alone(j) || self.s.is(j, &patterns::BASIS) {
                return None;
            }
            if self.is_level(j) {
                return self.same_metric(j, k).then_some(j);
            }
            let companion = matches!(self.class(j), Class::Percent | Class::PercentagePoint | Class::Ordinal)
                || self.class(j) == Class::Quantity && self.roles[j] == Role::Delta;
            if !companion || !(self.same_metric(j, k) || self.class(j) == Class::Ordinal) {
                return None;
            }
            near = j;
        }
        None
    }

    /// The `count` levels that a group from `first` on speaks of, in order.
    fn parallel_levels(&self, first: usize, count: usize) -> Option<Vec<usize>> {
        if !(2..=MOST).contains(&count) {
            return None;
        }
        let mut head = first;
        for _ in 0..3 {
            let before = self.parallel_before(head, count)?;
            if before.iter().all(|j| self.is_level(*j)) {
                return Some(before);
            }
            // 分别增长5%和8%，高于全省1个和2个百分点: rates between are stepped over.
            let rates = before.iter().all(|j| self.is_changing(*j) && self.class(*j) != Class::Quantity);
            if !rates || self.s.group_of(before[0]) != (before[0], before[count - 1]) {
                return None;
            }
            head = before[0];
        }
        None
    }

    /// The `count` figures before `first` that its group goes with one by one: a group of as many, or as many single ones.
    pub(super) fn parallel_before(&self, first: usize, count: usize) -> Option<Vec<usize>> {
        let last = self.number_before(first)?;
        if self.gap(last, first) > 30 || !self.together(last, first) {
            return None;
        }
        let group = self.s.group_of(last);
        if group.0 != group.1 {
            let links = self.only_links(self.fig(last).to, self.fig(first).from);
            return (group.1 + 1 - group.0 == count && links).then(|| (group.0..=group.1).collect());
        }
        if !self.s.is(first, &patterns::RESPECTIVELY) {
            return None;
        }
        let mut found = vec![last];
        for j in (0..last).rev().take(4 * MOST) {
            if !self.fig(j).is_number() {
                continue;
            }
            let next = *found.last()?;
            let peer = self.is_alone(j)
                && self.gap(j, next) <= 30
                && self.is_level(j)
                && self.together(j, next)
                && !self.s.holds(self.fig(j).to, self.fig(next).from, patterns::OF_WHICH);
            if found.len() == count {
                // One more of the kind: which of them are meant is open.
                return (!peer).then(|| found.into_iter().rev().collect());
            }
            if !peer {
                return None;
            }
            found.push(j);
        }
        (found.len() == count).then(|| found.into_iter().rev().collect())
    }

    /// Whether `from..to` speaks of each of several times: 每年, 连续, 年均.
    pub(super) fn is_repeated(&self, from: usize, to: usize) -> bool {
        self.s.find(from, to, &patterns::REPEATED).is_some()
    }

    /// Whether `k` tells a rise, a fall, or neither; the verb of a group stands before its first.
    pub(super) fn rises(&self, k: usize) -> Option<bool> {
        let change = |k: usize| self.fig(k).figure.change;
        match change(k).or_else(|| change(self.s.group_of(k).0)) {
            Some(Change::Increase) => Some(true),
            Some(Change::Decrease) => Some(false),
            _ => None,
        }
    }
}
