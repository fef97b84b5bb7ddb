//! The plan behind a rate of completion.

use super::{Answer, Builder, against, readable};
use crate::figures::{Class, Decimal, RelationKind, Role};
use crate::reading::patterns;

impl Builder<'_, '_> {
    /// N人，完成目标任务P%: the plan is N ÷ P%. The amount must be that of what was completed: it ends the clause before, and
    /// nothing but the plan stands between.
    pub(super) fn completion(&mut self, k: usize) {
        if self.class(k) != Class::Percent || matches!(self.roles[k], Role::Target) {
            return;
        }
        let first = self.s.group_of(k).0;
        let to = self.fig(first).from;
        let clause = self.s.clause_start(to);
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
        let Some(lead) = held.map(|a| a.from).or_else(|| self.rate_of_completion(clause, to)) else { return };
        let Some(j) = self.completed(k, first, lead) else { return };
        let (Some(n), Some(p)) = (self.number(j), self.number(k)) else { return };
        if let Some(plan) = n.checked_mul(Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(p)) {
            let unit = self.unit(j).to_owned();
            let inputs = &[(j, true), (k, false)];
            let answer = Answer { kind: RelationKind::ImpliedPlan, value: plan, unit: &unit, inputs, of: Some(j) };
            let computation = format!("{} ÷ {}", self.text(j), self.text(k));
            self.answer(k, &answer, &computation, &readable(plan, &unit));
        }
    }

    /// 完成率198%: where the words begin.
    fn rate_of_completion(&self, clause: usize, to: usize) -> Option<usize> {
        (clause..to).find(|i| self.s.line.any(*i, &["目标完成率", "任务完成率", "计划完成率", "完成率"]).is_some())
    }

    /// The amount that ends right before `lead`, or the one of as many that belongs to `k`.
    fn completed(&self, k: usize, first: usize, lead: usize) -> Option<usize> {
        let last = self.s.group_of(k).1;
        let j = if last > first {
            let j = *self.parallel_before(first, last + 1 - first)?.get(k - first)?;
            let of_money = self.s.holds(self.fig(first - 1).to, self.fig(first).from, &["投资"]) && !self.is_money(j);
            if of_money {
                return None;
            }
            j
        } else {
            let j = (0..k).rev().take(3).find(|j| !self.fig(*j).is_time() && self.fig(*j).to <= lead)?;
            let alone = self.s.group_of(j).0 == self.s.group_of(j).1;
            // 7303个村通硬化路，占计划的77%: the noun behind the number is its own.
            let end = self.metrics[j].filter(|m| m.0 >= self.fig(j).to).map_or(self.fig(j).to, |m| m.1);
            // 42件实事完成年度投资计划的109%: the plan is one of money.
            let of_money = self.s.holds(self.fig(j).to, self.fig(first).from, &["投资"]) && !self.is_money(j);
            if of_money || !(alone && end <= lead && lead - end <= 8 && self.only_links(end, lead)) {
                return None;
            }
            j
        };
        let amount = self.class(j) == Class::Quantity && !matches!(self.roles[j], Role::Reference | Role::Delta);
        let more = self.is_changing(j) && self.roles[j] == Role::Delta;
        (amount && !more && self.together(j, k) && !self.unit(j).is_empty()).then_some(j)
    }
}
