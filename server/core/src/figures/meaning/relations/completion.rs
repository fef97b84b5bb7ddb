//! The plan behind a rate of completion.

use super::{Answer, Builder, against, percent};
use crate::figures::{Class, RelationKind, Role};
use crate::reading::patterns;

impl Builder<'_, '_> {
    /// N人，完成目标任务P%: the plan is N ÷ P%. The amount must be that of what was completed: it ends the clause before, and
    /// nothing but the plan stands between.
    pub(super) fn completion(&mut self, k: usize) {
        if self.class(k) != Class::Percent || matches!(self.roles[k], Role::Target) {
            return;
        }
        let first = self.s.group_of(k).0;
        let said = self.s.is(first, &patterns::PLANNED);
        // 超年度计划5.1% is beyond the plan; 力争完成率达到90% aims at a rate.
        let beyond = self.s.is(first, &patterns::BEYOND_PLAN);
        if !(self.roles[k] == Role::Completion || said) || beyond {
            return;
        }
        let held = against::completion(self.s, k);
        // 占年度计划58亿元的37% names its plan.
        if held.is_some_and(|a| a.amount.is_some()) {
            return;
        }
        let rate = || self.s.far_before(first, &patterns::RATE_OF_COMPLETION);
        let Some(lead) = held.map(|a| a.from).or_else(rate) else { return };
        let Some(j) = self.completed(k, first, lead) else { return };
        let (Some(n), Some(p)) = (self.number(j), self.number(k)) else { return };
        if let Some(plan) = percent(n, p) {
            self.reckon(k, (j, '÷', k), Answer::new(RelationKind::ImpliedPlan, plan, self.unit(j)).of(j));
        }
    }

    /// The amount that ends right before `lead`, or the one of as many that belongs to `k`.
    fn completed(&self, k: usize, first: usize, lead: usize) -> Option<usize> {
        let last = self.s.group_of(k).1;
        let j = if last > first {
            *self.parallel_before(first, last + 1 - first)?.get(k - first)?
        } else {
            let j = (0..k).rev().take(3).find(|j| !self.fig(*j).is_time() && self.fig(*j).to <= lead)?;
            // 7303个村通硬化路，占计划的77%: the noun behind the number is its own.
            let end = self.metrics[j].filter(|m| m.0 >= self.fig(j).to).map_or(self.fig(j).to, |m| m.1);
            if !(self.is_alone(j) && end <= lead && lead - end <= 8 && self.only_links(end, lead)) {
                return None;
            }
            j
        };
        let amount = self.class(j) == Class::Quantity && !matches!(self.roles[j], Role::Reference | Role::Delta);
        let of_money = self.s.is(first, &patterns::PLAN_OF_MONEY) && !self.is_money(j);
        (amount && !of_money && self.together(j, k) && !self.unit(j).is_empty()).then_some(j)
    }
}
