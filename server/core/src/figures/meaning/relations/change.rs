//! 由A到B, the structure of shares, and doubling in a number of years.

use super::{Answer, Builder, from_to, percent, rounded, yearly_rate};
use crate::figures::{Class, Decimal, RelationKind};
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
        let unit = self.unit(k);
        match self.class(k) {
            Class::Percent => self.reckon(k, (k, '−', j), Answer::new(RelationKind::PpDiff, diff, "百分点")),
            Class::Quantity | Class::CountCn => {
                self.reckon(k, (k, '−', j), Answer::new(RelationKind::ChangeDiff, diff, unit));
                // 由第18位升到第14位: places have no rate.
                if matches!(unit, "位" | "名次") {
                    return;
                }
                if let Some(rate) = percent(diff, from) {
                    let first = self.text(j);
                    let computation = format!("({} − {first}) ÷ {first}", self.text(k));
                    let answer = Answer::new(RelationKind::ChangeRel, rate, "%");
                    self.answer(k, &[(k, true), (j, false)], &computation, answer);
                }
                if let Some(times) = to.checked_div(from).filter(|t| *t >= Decimal::TWO) {
                    let answer = Answer::new(RelationKind::ChangeRatio, times, "倍");
                    self.reckon(k, (k, '÷', j), answer.shown(rounded(times).to_string()));
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
        self.note(k, RelationKind::RatioShift, value, "百分点", formula);
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
        let answer = Answer::new(RelationKind::SumCheck, sum, "%").shown(rounded(sum).to_string());
        self.answer(k, &[], &terms, answer);
    }

    /// 3年翻一番.
    pub(super) fn doubling(&mut self, k: usize) {
        if self.class(k) != Class::Multiple || k == 0 || !self.text(k).starts_with('翻') {
            return;
        }
        let j = k - 1;
        if self.class(j) != Class::Period || self.gap(j, k) > 2 || self.s.is(j, &patterns::AHEAD_OF_TIME) {
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
            let computation = format!("{}^(1/{years}) − 1", factor.normalize());
            self.answer(k, &[(k, true), (j, false)], &computation, Answer::new(RelationKind::Cagr, rate, "%"));
        }
    }
}
