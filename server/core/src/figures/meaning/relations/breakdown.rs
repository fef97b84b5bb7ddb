//! Parts told one by one that make up their whole: in brackets, and after 其中 in clauses of their own.

use super::{Answer, Builder, percent};
use crate::figures::{Class, RelationKind};
use crate::reading::segments::ends_clause;

/// How far behind its whole a part may stand, in characters.
const REACH: usize = 160;

impl Builder<'_, '_> {
    /// 12个（A 1个、B 11个）; 总值60亿元。其中：A 20亿元，增长5%；B 40亿元. Said only where the parts make the whole.
    pub(super) fn breakdown(&mut self, k: usize) {
        if self.class(k) != Class::Quantity || self.unit(k).is_empty() || !self.out[k].is_empty() {
            return;
        }
        let Some((whole, parts)) = self.in_brackets(k).or_else(|| self.one_by_one(k)) else { return };
        let (Some(total), Some(part)) = (self.number(whole), self.number(k)) else { return };
        if !self.make(&parts, total) {
            return;
        }
        if let Some(share) = percent(part, total) {
            self.reckon(k, (k, '÷', whole), Answer::new(RelationKind::PartOfWhole, share, "%"));
        }
        if parts.last() == Some(&k) {
            self.sums_up(k, &parts, total);
        }
    }

    /// The whole before the bracket that `k` stands in, and all parts in it.
    fn in_brackets(&self, k: usize) -> Option<(usize, Vec<usize>)> {
        let at = self.fig(k).from;
        let open = (at.saturating_sub(REACH)..at).rev().find(|i| matches!(self.s.line.c(*i), '(' | ')' | '。'))?;
        let close = (at..at + REACH).find(|i| matches!(self.s.line.c(*i), '(' | ')' | '。' | '\0'))?;
        if self.s.line.c(open) != '(' || self.s.line.c(close) != ')' {
            return None;
        }
        let whole = self.s.figs.partition_point(|f| f.start < open).checked_sub(1)?;
        let near = self.fig(whole).to <= open
            && open - self.fig(whole).to <= 12
            && !self.s.has_mark(self.fig(whole).to, open, |c| ends_clause(c) || c == '、');
        (near && self.is_alike(whole, k)).then(|| (whole, self.alike_within(k, open, close)))
    }

    /// The whole before 其中, and all parts up to the end of the sentence.
    fn one_by_one(&self, k: usize) -> Option<(usize, Vec<usize>)> {
        let at = self.fig(k).from;
        let floor = at.saturating_sub(REACH);
        let which = (floor..at).rev().find(|i| self.s.line.c(*i) == '。' || self.s.line.has(*i, "其中"))?;
        if self.s.line.c(which) == '。' {
            return None;
        }
        let end = (at..at + REACH).find(|i| matches!(self.s.line.c(*i), '。' | '\0'))?;
        let before = self.s.figs.partition_point(|f| f.start < which);
        let whole = (0..before).rev().take(4).find(|j| self.class(*j) == Class::Quantity)?;
        // 总值60亿元，增长5%。其中：the sentence may end right before.
        let stops = (self.fig(whole).to..which).filter(|i| self.s.line.c(*i) == '。').count();
        let joined = stops == 0 || stops == 1 && self.s.line.before(which, 1) == '。';
        let near = which.saturating_sub(self.fig(whole).to) <= 40;
        let parts = self.alike_within(k, which, end);
        (joined && near && self.is_alike(whole, k) && self.is_even(which, &parts)).then_some((whole, parts))
    }

    pub(super) fn is_alike(&self, i: usize, k: usize) -> bool {
        self.class(i) == Class::Quantity && self.unit(i) == self.unit(k) && !self.is_changing(i)
    }

    /// The amounts of `from..to` in the unit of `k`.
    fn alike_within(&self, k: usize, from: usize, to: usize) -> Vec<usize> {
        let first = self.s.figs.partition_point(|f| f.start < from);
        let last = self.s.figs.partition_point(|f| f.start < to);
        (first..last).filter(|i| self.is_alike(*i, k)).collect()
    }
}
