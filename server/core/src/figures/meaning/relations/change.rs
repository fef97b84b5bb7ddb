//! 由A到B, the structure of shares, and doubling in a number of years.

use super::{Answer, Builder, from_to, readable, rounded, yearly_rate};
use crate::figures::{Bound, Class, Decimal, Relation, RelationKind};
use crate::reading::patterns;

impl Builder<'_, '_> {
    /// 由A到B.
    pub(super) fn change(&mut self, k: usize) {
        let Some((a, b)) = from_to(self.s, k).filter(|(_, b)| k >= b.0 && k <= b.1) else { return };
        let j = a.0 + (k - b.0);
        if self.class(k) == Class::Ratio {
            self.ratio_shift(j, k);
            return;
        }
        let (Some(from), Some(to)) = (self.number(j), self.number(k)) else { return };
        let Some(diff) = to.checked_sub(from) else { return };
        let (first, second) = (self.text(j), self.text(k));
        let unit = self.unit(k).to_owned();
        let inputs = &[(k, true), (j, false)];
        let answer = |kind, value, unit| Answer { kind, value, unit, inputs, of: None };
        match self.class(k) {
            Class::Percent => self.answer(
                k,
                &answer(RelationKind::PpDiff, diff, "百分点"),
                &format!("{second} − {first}"),
                &format!("{}个百分点", rounded(diff)),
            ),
            Class::Quantity | Class::CountCn => {
                self.answer(
                    k,
                    &answer(RelationKind::ChangeDiff, diff, &unit),
                    &format!("{second} − {first}"),
                    &readable(diff, &unit),
                );
                // 由第18位升到第14位: places have no rate.
                if matches!(&*unit, "位" | "名次") {
                    return;
                }
                if let Some(rel) = diff.checked_div(from).and_then(|r| r.checked_mul(Decimal::ONE_HUNDRED)) {
                    self.answer(
                        k,
                        &answer(RelationKind::ChangeRel, rel, "%"),
                        &format!("({second} − {first}) ÷ {first}"),
                        &format!("{}%", rounded(rel)),
                    );
                }
                if let Some(times) = to.checked_div(from).filter(|t| *t >= Decimal::TWO) {
                    self.answer(
                        k,
                        &answer(RelationKind::ChangeRatio, times, "倍"),
                        &format!("{second} ÷ {first}"),
                        &rounded(times).to_string(),
                    );
                }
            }
            _ => {}
        }
    }

    fn members(&self, k: usize) -> Option<Vec<Decimal>> {
        let text = self.fig(k).figure.lower.text()?;
        text.split(':').map(|p| p.parse().ok()).collect()
    }

    fn ratio_shift(&mut self, j: usize, k: usize) {
        let (Some(a), Some(b)) = (self.members(j), self.members(k)) else { return };
        if a.len() != b.len() || a.len() < 3 {
            return;
        }
        let shift: Vec<String> = a
            .iter()
            .zip(&b)
            .map(|(a, b)| rounded(b - a))
            .map(|d| if d.is_sign_positive() && !d.is_zero() { format!("+{d}") } else { d.to_string() })
            .collect();
        let value = shift.join("; ");
        let formula = format!("{} → {} = {value}", self.text(j), self.text(k));
        self.out[k].push(Relation {
            kind: RelationKind::RatioShift,
            value,
            unit: "百分点".to_owned(),
            bound: Bound::Equal,
            of: None,
            formula,
        });
    }

    /// Shares of a structure add up to 100.
    pub(super) fn structure(&mut self, k: usize) {
        if self.class(k) != Class::Ratio {
            return;
        }
        let Some(parts) = self.members(k).filter(|p| p.len() >= 3) else { return };
        let Some(sum) = parts.iter().try_fold(Decimal::ZERO, |sum, p| sum.checked_add(*p)) else { return };
        // 5∶3∶2 is a ratio, not a structure in percent.
        if sum < Decimal::from(90) || sum > Decimal::from(110) {
            return;
        }
        let terms = parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
        let answer = Answer { kind: RelationKind::SumCheck, value: sum, unit: "%", inputs: &[], of: None };
        self.answer(k, &answer, &terms, &rounded(sum).to_string());
    }

    /// 3年翻一番.
    pub(super) fn doubling(&mut self, k: usize) {
        if self.class(k) != Class::Multiple || k == 0 || !self.text(k).starts_with('翻') {
            return;
        }
        let j = k - 1;
        if self.class(j) != Class::Period || self.fig(k).from.saturating_sub(self.fig(j).to) > 2 {
            return;
        }
        // 提前3年翻一番: by how much a goal was passed.
        if self.s.is(j, &patterns::AHEAD_OF_TIME) {
            return;
        }
        // 年均增长13%，力争五年翻一番; 五年翻一番，年均增长15%: the rate is told.
        let from = self.s.clause_start(self.s.clause_start(self.fig(j).from).saturating_sub(1));
        let to = self.fig(k).to;
        if self.s.holds(from, self.fig(j).from, patterns::YEARLY) || self.s.holds(to, to + 6, patterns::YEARLY) {
            return;
        }
        let (Some(years), Some(factor)) = (self.number(j).and_then(|n| u32::try_from(n).ok()), self.number(k)) else {
            return;
        };
        if let Some(rate) = yearly_rate(factor, years) {
            let answer =
                Answer { kind: RelationKind::Cagr, value: rate, unit: "%", inputs: &[(k, true), (j, false)], of: None };
            self.answer(k, &answer, &format!("{}^(1/{years}) − 1", factor.normalize()), &format!("{rate}%"));
        }
    }
}
