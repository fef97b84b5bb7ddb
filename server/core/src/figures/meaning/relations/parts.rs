//! Parts of a whole: 其中, what was finished of it, complements, and parts that add up.

use super::{Answer, Builder, percent};
use crate::figures::{Bound, Class, Decimal, RelationKind, Role};
use crate::reading::patterns;
use crate::reading::segments::{ends_clause, joins_list};
use crate::text::is_han;

impl Builder<'_, '_> {
    /// 其中 and what was finished of it.
    pub(super) fn parts(&mut self, k: usize) {
        if self.complements(k)
            || self.class(k) != Class::Quantity
            || self.unit(k).is_empty()
            || self.is_bound_of_class(k)
            || self.roles[k] == Role::Reference
        {
            return;
        }
        let Some(part) = self.number(k) else { return };
        // The whole stands right before 其中, or nearest before what was finished.
        let start = self.s.sentence_start(self.fig(k).from);
        let which = (start..self.fig(k).from).rev().find(|i| self.s.line.has(*i, "其中"));
        let Some(j) = self.whole_before(k, which).filter(|j| self.number(*j).is_some_and(|w| w > part)) else { return };
        let Some(total) = self.number(j) else { return };
        // 26个示范区和25个示范村，其中5个…: of which is open.
        if which.is_some() && j.checked_sub(1).is_some_and(|i| self.is_alike(i, j) && self.is_listed(i, j)) {
            return;
        }
        let more = |w: usize| self.s.holds(w, self.fig(k).from, patterns::CHANGES_OF_A_PART);
        let of_which = which.is_some_and(|w| w >= self.fig(j).to && w - self.fig(j).to <= 30 && !more(w))
            && (!self.is_changing(j) || self.fig(j).figure.change == self.fig(k).figure.change);
        if !(of_which || which.is_none() && self.finished(j, k)) {
            return;
        }
        let Some(share) = percent(part, total) else { return };
        let parts = self.parts_of(j, k);
        let adds_up = of_which && self.make(&parts, total) && which.is_some_and(|w| self.is_even(w, &parts));
        // A part told in a clause of its own is one only where all parts make the whole.
        if adds_up || !of_which || which.is_some_and(|w| !self.is_loose(w, j, k)) {
            self.reckon(k, (k, '÷', j), Answer::new(RelationKind::PartOfWhole, share, "%"));
        }
        if adds_up {
            self.sums_up(k, &parts, total);
        }
    }

    /// 71%左右。…29%左右: complements.
    fn complements(&mut self, k: usize) -> bool {
        let share = |k: usize| self.class(k) == Class::Percent && self.roles[k] == Role::Share;
        let Some(j) = k.checked_sub(1).filter(|j| share(*j) && share(k)) else { return false };
        let (Some(a), Some(b)) = (self.number(j), self.number(k)) else { return true };
        if a.checked_add(b) == Some(Decimal::ONE_HUNDRED)
            && self.fig(k).figure.bound == self.fig(j).figure.bound
            && !matches!(self.fig(k).figure.bound, Bound::MoreThan | Bound::LessThan)
            && self.metrics[j] != self.metrics[k]
        {
            let computation = format!("{} + {}", self.text(j), self.text(k));
            let answer = Answer::new(RelationKind::SumCheck, Decimal::ONE_HUNDRED, "%");
            self.answer(k, &[], &computation, answer);
        }
        true
    }

    /// The amount before `k` (and before 其中 at `which`) that may be its whole.
    fn whole_before(&self, k: usize, which: Option<usize>) -> Option<usize> {
        (0..k).rev().take(8).find(|j| {
            self.class(*j) == Class::Quantity
                && self.unit(*j) == self.unit(k)
                && which.is_none_or(|w| self.fig(*j).to <= w)
                // 100亿元；其中…: what is told of it may follow a semicolon.
                && (self.together(*j, k) || which.is_some_and(|w| self.s.only(self.fig(*j).to, w, &[";", ",", " "])))
                && self.number(*j).is_some()
        })
    }

    /// Whether `k` tells how much of `j` is finished: 改造小区12个、完工8个.
    fn finished(&self, j: usize, k: usize) -> bool {
        // 建成54个为老年人服务的项目 counts things of its own.
        let own = is_han(self.s.line.c(self.fig(k).to));
        !own && self.same_metric(j, k) && self.s.is(k, &patterns::FINISHED) && !self.s.is(j, &patterns::BEGUN)
    }

    /// Whether `k` stands too far from its 其中 at `which` to be surely a part.
    fn is_loose(&self, which: usize, j: usize, k: usize) -> bool {
        // 总值100亿元，其中一、二产业分别增长5%、8%，零售额40亿元: rates were told of the parts, amounts are of something else.
        let first = (j + 1..k).find(|i| self.fig(*i).from > which && !self.fig(*i).is_time());
        let rates = first.is_some_and(|i| {
            self.class(i) == Class::Percent
                && self.is_changing(i)
                && self.s.clause_start(self.fig(k).from) > self.fig(i).to
        });
        rates
            || (j + 1..k).any(|i| {
                let fig = self.fig(i);
                let same = self.unit(i) == self.unit(k);
                // An amount or a share of something else opens another statement.
                let other = !same && matches!(self.class(i), Class::Quantity | Class::Percent) && !self.is_changing(i);
                fig.from > which && (other || same && self.s.has_mark(fig.to, self.fig(i + 1).from, ends_clause))
            })
            || self.fig(k).from - which > 40
    }

    /// 30亿元以上在建项目10个: a bound on what is counted after it.
    fn is_bound_of_class(&self, k: usize) -> bool {
        let fig = self.fig(k);
        let noun = is_han(self.s.line.c(fig.to)) || self.s.line.c(fig.to) == '的';
        let counted = self.s.figs.get(k + 1).is_some_and(|next| {
            next.from >= fig.to
                && next.from - fig.to <= 14
                && !self.s.has_mark(fig.to, next.from, |c| ends_clause(c) || c == '、')
                && self.unit(k + 1) != self.unit(k)
        });
        fig.figure.bound != Bound::Equal && noun && counted
    }

    /// Whether `i` and `j` are counts of two things in a row: 26个示范区和25个示范村.
    fn is_listed(&self, i: usize, j: usize) -> bool {
        let (from, to) = (self.fig(i).to, self.fig(j).from);
        is_han(self.s.line.c(from))
            && self.s.has_mark(from, to, joins_list)
            && !self.s.has_mark(from, to, ends_clause)
            && !self.s.holds(from, to, patterns::OF_WHICH)
    }

    /// Whether amounts of other units stand beside each of `parts` after 其中 at `which`, or beside none: in
    /// 其中A 2万户、130万平方米，发放补贴2万户 the last is no part.
    pub(super) fn is_even(&self, which: usize, parts: &[usize]) -> bool {
        // Three that make the whole to the digit are no accident.
        let [first, last] = parts else { return parts.len() > 2 };
        let other = |i: &usize| self.class(*i) == Class::Quantity && self.unit(*i) != self.unit(*first);
        let count = |from: usize, to: usize| (from..to).filter(other).count();
        let lead = count(self.s.figs.partition_point(|f| f.start < which).min(*first), *first);
        let to = self.fig(*last).to;
        let end = (to..to + 60).find(|i| matches!(self.s.line.c(*i), ',' | ';' | '。' | '\0')).unwrap_or(to);
        let tail = count(last + 1, self.s.figs.partition_point(|f| f.start < end).max(last + 1));
        let between = count(first + 1, *last);
        between == lead || between == tail
    }

    fn parts_of(&self, j: usize, k: usize) -> Vec<usize> {
        let same = |i: &usize| self.class(*i) == Class::Quantity && self.unit(*i) == self.unit(k);
        (j + 1..=k).filter(same).collect()
    }

    /// Whether several `parts` make a whole of so much.
    pub(super) fn make(&self, parts: &[usize], total: Decimal) -> bool {
        let sum = || parts.iter().try_fold(Decimal::ZERO, |sum, i| sum.checked_add(self.number(*i)?));
        parts.len() >= 2 && sum() == Some(total)
    }
}
