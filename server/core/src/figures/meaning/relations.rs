//! Relations between the figures of one line, computed exactly.

mod implied;

use rust_decimal::RoundingStrategy;

use super::against;
use super::clause::{Fig, Sentence};
use super::role::from_to;
use super::variants;
use crate::figures::units::{self, Dimension};
use crate::figures::{Bound, Change, Class, Decimal, Relation, RelationKind, Role};

/// Half up to two decimals, without trailing zeros.
pub(in crate::figures) fn rounded(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// `value` as a reader writes it: 4501779359.43元 → 45.02亿元.
pub(in crate::figures) fn readable(value: Decimal, unit: &str) -> String {
    let size = value.abs();
    for (scale, word) in [(1_000_000_000_000_i64, "万亿"), (100_000_000, "亿"), (10_000, "万")] {
        let scale = Decimal::from(scale);
        if size >= scale {
            return value.checked_div(scale).map_or_else(String::new, |v| format!("{}{word}{unit}", rounded(v)));
        }
    }
    format!("{}{unit}", rounded(value))
}

struct Builder<'s, 'a> {
    s: &'s Sentence<'a>,
    metrics: &'s [Option<(usize, usize)>],
    roles: &'s [Role],
    out: Vec<Vec<Relation>>,
}

pub(super) fn relations(s: &Sentence<'_>, metrics: &[Option<(usize, usize)>], roles: &[Role]) -> Vec<Vec<Relation>> {
    let mut b = Builder { s, metrics, roles, out: vec![Vec::new(); s.figs.len()] };
    for k in 0..s.figs.len() {
        b.change(k);
        b.structure(k);
        b.completion(k);
        b.done_over_total(k);
        b.per_item(k);
        b.growth(k);
        b.levels(k);
        b.parts(k);
        b.aligned(k);
        b.doubling(k);
        b.whole(k);
        b.part(k);
        b.rate(k);
    }
    b.out
}

impl Builder<'_, '_> {
    fn number(&self, k: usize) -> Option<Decimal> {
        let f = self.s.figs[k].figure;
        let low = f.lower.number()?;
        (f.upper == f.lower || (f.upper.number().is_none() && f.bound == Bound::AtLeast)).then_some(low)
    }

    fn text(&self, k: usize) -> &str {
        self.s.figs[k].figure.span.of(self.s.line.text).trim()
    }

    fn unit(&self, k: usize) -> &str {
        self.s.figs[k].figure.unit_text(self.s.line.text)
    }

    fn dimension(&self, k: usize) -> Option<Dimension> {
        units::find(self.unit(k)).map(|u| u.dimension)
    }

    fn class(&self, k: usize) -> Class {
        self.s.figs[k].figure.class
    }

    fn fig(&self, k: usize) -> Fig<'_> {
        self.s.figs[k]
    }

    /// Whether `j` and `k` stand in one statement: no full stop and no semicolon between.
    fn together(&self, j: usize, k: usize) -> bool {
        let (from, to) = (self.fig(j).to, self.fig(k).from);
        from > to || !self.s.holds(from, to, &["。", ";", "!", "?"])
    }

    fn same_metric(&self, j: usize, k: usize) -> bool {
        self.metrics[j].is_some() && self.metrics[j] == self.metrics[k]
    }

    fn add(&mut self, k: usize, kind: RelationKind, value: Decimal, unit: &str, formula: String) {
        let value = rounded(value);
        if self.out[k].iter().any(|r| r.kind == kind) || self.out[k].len() >= 4 {
            return;
        }
        self.out[k].push(Relation { kind, value: value.to_string(), unit: unit.to_owned(), of: None, formula });
    }

    /// As [`Self::add`], of a result that speaks of figure `j`.
    fn add_of(&mut self, (k, j): (usize, usize), kind: RelationKind, value: Decimal, unit: &str, formula: String) {
        let known = self.out[k].len();
        self.add(k, kind, value, unit, formula);
        if let Some(added) = self.out[k].get_mut(known) {
            added.of = Some(j as u32);
        }
    }

    /// 由A到B.
    fn change(&mut self, k: usize) {
        let Some((a, b)) = from_to(self.s, k).filter(|(_, b)| k >= b.0 && k <= b.1) else { return };
        let j = a.0 + (k - b.0);
        if self.class(k) == Class::Ratio {
            self.ratio_shift(j, k);
            return;
        }
        let (Some(from), Some(to)) = (self.number(j), self.number(k)) else { return };
        let Some(diff) = to.checked_sub(from) else { return };
        let (first, second) = (self.text(j).to_owned(), self.text(k).to_owned());
        let unit = self.unit(k).to_owned();
        match self.class(k) {
            Class::Percent => self.add(
                k,
                RelationKind::PpDiff,
                diff,
                "百分点",
                format!("{second} − {first} = {}个百分点", rounded(diff)),
            ),
            Class::Quantity | Class::CountCn => {
                self.add(
                    k,
                    RelationKind::ChangeDiff,
                    diff,
                    &unit,
                    format!("{second} − {first} = {}", readable(diff, &unit)),
                );
                if let Some(rel) = diff.checked_div(from).and_then(|r| r.checked_mul(Decimal::ONE_HUNDRED)) {
                    self.add(
                        k,
                        RelationKind::ChangeRel,
                        rel,
                        "%",
                        format!("({second} − {first}) ÷ {first} = {}%", rounded(rel)),
                    );
                }
                if let Some(times) = to.checked_div(from).filter(|t| *t >= Decimal::TWO) {
                    self.add(
                        k,
                        RelationKind::ChangeRatio,
                        times,
                        "倍",
                        format!("{second} ÷ {first} = {}", rounded(times)),
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
            of: None,
            formula,
        });
    }

    /// Shares of a structure add up to 100.
    fn structure(&mut self, k: usize) {
        if self.class(k) != Class::Ratio {
            return;
        }
        let Some(parts) = self.members(k).filter(|p| p.len() >= 3) else { return };
        let Some(sum) = parts.iter().try_fold(Decimal::ZERO, |sum, p| sum.checked_add(*p)) else { return };
        // 5∶3∶2 is a ratio, not a structure in percent.
        if sum < Decimal::from(90) || sum > Decimal::from(110) {
            return;
        }
        let formula =
            format!("{} = {}", parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + "), rounded(sum));
        self.add(k, RelationKind::SumCheck, sum, "%", formula);
    }

    /// N人，完成目标任务P%.
    fn completion(&mut self, k: usize) {
        let clause = self.s.clause_start(self.fig(k).from);
        let said = self.class(k) == Class::Percent
            && self.s.holds(
                clause,
                self.fig(k).from,
                &[
                    "完成率",
                    "完成目标",
                    "完成任务",
                    "目标任务",
                    "年度任务",
                    "年度目标",
                    "完成年",
                    "占年计划",
                    "完成计划",
                    "为年初计划",
                    "为计划",
                    "年度计划",
                ],
            );
        // 超年度计划5.1% is beyond the plan; 力争完成率达到90% aims at a rate.
        let beyond = self.s.holds(clause, self.fig(k).from, &["超年", "超计划", "超额", "超目标", "整体完成率"]);
        if !(self.roles[k] == Role::Completion || said) || beyond || self.roles[k] == Role::Target {
            return;
        }
        // 占年度计划58亿元的37% names its plan.
        if against::completion(self.s, k).is_some_and(|a| a.amount.is_some()) {
            return;
        }
        // 分别完成年度任务132%、114%: each speaks of its own.
        let several = self.s.run_of(k).0 != self.s.run_of(k).1;
        let own = |j: &usize| !several || self.same_metric(*j, k);
        let amount = |j: &usize| self.class(*j) == Class::Quantity && self.roles[*j] != Role::Reference;
        let reach = if several { 8 } else { 3 };
        let Some(j) = (0..k).rev().take(reach).find(|j| amount(j) && own(j) && self.together(*j, k)) else { return };
        let (Some(n), Some(p)) = (self.number(j), self.number(k)) else { return };
        if let Some(plan) = n.checked_mul(Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(p)) {
            let unit = self.unit(j).to_owned();
            let formula = format!("{} ÷ {} = {}", self.text(j), self.text(k), readable(plan, &unit));
            self.add_of((k, j), RelationKind::ImpliedPlan, plan, &unit, formula);
        }
    }

    fn is_money(&self, k: usize) -> bool {
        matches!(self.dimension(k), Some(Dimension::Money | Dimension::Currency)) && self.class(k) == Class::Quantity
    }

    fn done_over_total(&mut self, k: usize) {
        if self.s.line.ends(self.fig(k).from, "到位资金") {
            return;
        }
        let done =
            self.s.line.any_before(self.fig(k).from, &["完成投资", "年内完成", "已完成", "完成", "累计完成"]).is_some()
                || self.roles[k] == Role::DoneInvestment;
        if !done || !self.is_money(k) {
            return;
        }
        let total = (0..k).rev().take(5).find(|j| {
            self.is_money(*j)
                && self.together(*j, k)
                && self.unit(*j) == self.unit(k)
                && self
                    .s
                    .line
                    .any_before(self.fig(*j).from, &["总投资", "总投资额", "总投资达", "计划投资", "总投资约"])
                    .is_some()
        });
        let Some(j) = total else { return };
        let (Some(a), Some(b)) = (self.number(j), self.number(k)) else { return };
        if b > a {
            return;
        }
        if let Some(share) = b.checked_mul(Decimal::ONE_HUNDRED).and_then(|b| b.checked_div(a)) {
            let formula = format!("{} ÷ {} = {}%", self.text(k), self.text(j), rounded(share));
            self.add_of((k, j), RelationKind::DoneOverTotal, share, "%", formula);
        }
    }

    /// Money over what it pays for; people over households.
    fn per_item(&mut self, k: usize) {
        // 307户1029人.
        if k > 0
            && matches!(self.unit(k), "人")
            && self.s.unit(&self.s.figs[k - 1]) == "户"
            && self.fig(k - 1).to == self.fig(k).from
        {
            self.divide(k, k - 1, k);
            return;
        }
        if !self.is_money(k) || self.fig(k).figure.change.is_some() {
            return;
        }
        let spent = matches!(self.roles[k], Role::Total | Role::DoneInvestment)
            || self
                .s
                .line
                .any_before(
                    self.fig(k).from,
                    &["投资", "投入", "总投资", "完成投资", "资金", "投资达", "总投资达", "贷款", "授信"],
                )
                .is_some();
        if !spent {
            return;
        }
        let countable = |b: &Self, j: usize| {
            b.class(j) == Class::Quantity
                && matches!(b.dimension(j), Some(Dimension::Count | Dimension::Length | Dimension::Area))
                && b.number(j).is_some_and(|n| n > Decimal::ONE)
                && b.fig(j).figure.change != Some(Change::ToLevel)
                && b.roles[j] != Role::Reference
        };
        // 总投资18亿元的52个项目, 投资1630万元改造公路5条、10.9公里, 2亿元修复38条总里程108公里的道路.
        if let Some(next) = (k + 1..self.s.figs.len()).find(|j| !self.fig(*j).is_word() && !self.fig(*j).is_time())
            && self.fig(next).from >= self.fig(k).to
            && self.fig(next).from - self.fig(k).to <= 20
            && !self.s.holds(self.fig(k).to, self.fig(next).from, &[",", "。", ";", "、"])
            && self.fig(next).from > self.fig(k).to
            && countable(self, next)
        {
            let mut over = next;
            if let Some(more) = self.s.figs.get(next + 1)
                && more.from - self.fig(next).to <= 6
                && !self.s.holds(self.fig(next).to, more.from, &[",", "。", ";"])
                && matches!(self.dimension(next + 1), Some(Dimension::Length | Dimension::Area))
            {
                over = next + 1;
            }
            self.divide(k, over, k);
            return;
        }
        let previous = (0..k).rev().find(|j| !self.fig(*j).is_word() && !self.fig(*j).is_time());
        let clause = self.s.clause_start(self.fig(k).from);
        let own = self
            .s
            .line
            .any(clause, &["总投资", "完成投资", "投资", "投入", "累计完成投资", "带动投资", "计划投资", "拉动投资"])
            .is_some();
        let attached = previous.is_some_and(|j| self.fig(j).to >= clause);
        // 每村投入250万元 is per item already; 资金64亿元 in a list pays for nothing; 26个…和209个… are both paid for.
        let each = self.s.holds(clause, self.fig(k).from, &["每"]);
        let listed = self.s.line.ends(self.fig(k).from, "、资金")
            || (self.s.line.c(self.fig(k).to) == '的'
                && previous.is_some_and(|j| self.s.holds(self.fig(j).to, self.fig(k).from, &[",", "、"])));
        let several = previous.is_some_and(|j| {
            (0..j).rev().take(2).any(|i| {
                self.unit(i) == self.unit(j)
                    && !self.fig(i).is_word()
                    && self.fig(j).from.saturating_sub(self.fig(i).to) <= 14
                    && self.s.holds(self.fig(i).to, self.fig(j).from, &["和", "与", "及"])
            })
        });
        if let Some(j) = previous
            && !(each || listed || several)
            && (own || attached)
            && self.together(j, k)
            && self.fig(k).from - self.fig(j).to <= 24
            && countable(self, j)
        {
            self.divide(k, j, k);
        }
    }

    fn divide(&mut self, money: usize, items: usize, at: usize) {
        let (Some(m), Some(n)) = (self.number(money), self.number(items)) else { return };
        let Some(each) = m.checked_div(n) else { return };
        let unit = format!("{}/{}", self.unit(money), self.unit(items));
        let formula = format!("{} ÷ {} = {}", self.text(money), self.text(items), readable(each, &unit));
        self.add(at, RelationKind::PerItem, each, &unit, formula);
    }

    /// V、增长g%.
    fn growth(&mut self, k: usize) {
        let multiple = self.class(k) == Class::Multiple;
        if !(multiple || matches!(self.class(k), Class::Percent)) {
            return;
        }
        let change = self.fig(k).figure.change;
        let Some(j) = (0..k).rev().find(|j| !self.fig(*j).is_time()) else { return };
        let near = self.fig(k).from.saturating_sub(self.fig(j).to) <= 24;
        if !(near && self.class(j) == Class::Quantity && self.together(j, k) && self.same_metric(j, k))
            || self.roles[j] == Role::Reference
            || self.fig(j).figure.change.is_some() && self.fig(j).figure.change != Some(Change::ToLevel)
        {
            return;
        }
        let clause = self.s.clause_start(self.fig(k).from).max(self.fig(j).to);
        if self.s.holds(clause, self.fig(k).from, &["年均", "平均", "每年", "实际", "可比"])
            || self.s.run_of(k).0 != self.s.run_of(k).1
        {
            return;
        }
        let name = self.metrics[k].map(|(a, b)| self.s.folded(a, b)).unwrap_or_default();
        if variants::in_comparable_prices(&variants::key(&name)) {
            return;
        }
        let (Some(v), Some(g)) = (self.number(j), self.number(k)) else { return };
        let (factor, written, kind) = match (multiple, change) {
            (true, Some(Change::ToLevel)) => (Some(g), self.text(k).to_owned(), RelationKind::ImpliedBase),
            (true, Some(Change::Increase)) if self.text(k).starts_with('翻') => {
                (Some(g), g.to_string(), RelationKind::ImpliedBase)
            }
            (true, Some(Change::Increase)) => {
                (g.checked_add(Decimal::ONE), format!("(1 + {})", g.normalize()), RelationKind::ImpliedPrevious)
            }
            (false, Some(Change::Increase)) => (
                g.checked_add(Decimal::ONE_HUNDRED).map(|g| g / Decimal::ONE_HUNDRED),
                format!("(1 + {})", self.text(k)),
                RelationKind::ImpliedPrevious,
            ),
            (false, Some(Change::Decrease)) => (
                Decimal::ONE_HUNDRED.checked_sub(g).map(|g| g / Decimal::ONE_HUNDRED),
                format!("(1 − {})", self.text(k)),
                RelationKind::ImpliedPrevious,
            ),
            _ => return,
        };
        let Some(before) = factor.filter(|f| *f > Decimal::ZERO).and_then(|f| v.checked_div(f)) else { return };
        let unit = self.unit(j).to_owned();
        let formula = format!("{} ÷ {written} {} {}", self.text(j), self.equals(&[j, k]), readable(before, &unit));
        self.add_of((k, j), kind, before, &unit, formula);
    }

    /// 净增155万户、总量达474万户; 2.8%，比去年高0.2个百分点.
    fn levels(&mut self, k: usize) {
        if !matches!(self.class(k), Class::Quantity | Class::Percent | Class::PercentagePoint) {
            return;
        }
        let Some(j) = (0..k).rev().find(|j| !self.fig(*j).is_time()) else { return };
        if !self.together(j, k) || self.fig(k).from.saturating_sub(self.fig(j).to) > 24 {
            return;
        }
        let (Some(first), Some(second)) = (self.number(j), self.number(k)) else { return };
        let between = (self.fig(j).to, self.fig(k).from);
        if self.class(j) == Class::Quantity
            && self.class(k) == Class::Quantity
            && self.same_metric(j, k)
            && self.unit(j) == self.unit(k)
        {
            let up = self.fig(j).figure.change == Some(Change::Increase);
            let level =
                self.s.holds(between.0, between.1, &["达", "总量", "总数", "累计", "增至", "增加到", "提高到", "总计"]);
            if level && up && second > first && !self.s.holds(between.0, between.1, &["由", "从"]) {
                let unit = self.unit(k).to_owned();
                let formula = format!("{} − {} = {}", self.text(k), self.text(j), readable(second - first, &unit));
                self.add(k, RelationKind::LevelMinusDelta, second - first, &unit, formula);
            }
            return;
        }
        if self.class(j) == Class::Percent
            && self.class(k) == Class::PercentagePoint
            && matches!(self.roles[j], Role::Share | Role::Target | Role::Growth | Role::Achieved)
        {
            let name = self.s.holds(between.0, between.1, &["其中"]);
            let sign = |b: &Self| -> Option<bool> {
                if let Some(change) = b.fig(k).figure.change {
                    return match change {
                        Change::Increase => Some(true),
                        Change::Decrease => Some(false),
                        Change::ToLevel => None,
                    };
                }
                if b.s.holds(between.0, between.1, &["高于", "高出", "快于", "高", "快", "多", "超过"]) {
                    Some(true)
                } else if b.s.holds(between.0, between.1, &["低于", "低", "慢于", "慢", "少"]) {
                    Some(false)
                } else {
                    None
                }
            };
            // 年均增长21.6%，占比提高8.5个百分点 speaks of two measures.
            if !self.same_metric(j, k) {
                return;
            }
            let Some(above) = sign(self).filter(|_| !name) else { return };
            let base = if above { first.checked_sub(second) } else { first.checked_add(second) };
            let Some(base) = base else { return };
            let reference = self.s.holds(
                between.0,
                between.1,
                &["全国", "全省", "全市", "平均", "目标", "预期", "高于", "低于", "快于", "慢于", "好于"],
            );
            let kind = if reference && self.fig(k).figure.change.is_none() {
                RelationKind::ImpliedReference
            } else {
                RelationKind::LevelMinusDelta
            };
            let formula =
                format!("{} {} {} = {}%", self.text(j), if above { "−" } else { "+" }, self.text(k), rounded(base));
            self.add(k, kind, base, "%", formula);
            return;
        }
        // 1949年大约是17%，而1954年将近33%.
        if self.class(j) == Class::Percent
            && self.class(k) == Class::Percent
            && self.roles[j] == Role::Reference
            && self.roles[k] == Role::Share
            && self.out[k].is_empty()
            && self.same_metric(j, k)
        {
            let formula = format!("{} − {} = {}个百分点", self.text(k), self.text(j), rounded(second - first));
            self.add(k, RelationKind::PpDiff, second - first, "百分点", formula);
        }
    }

    /// 其中 and what was finished of it.
    fn parts(&mut self, k: usize) {
        // 71%左右。…29%左右: complements.
        if k > 0
            && self.class(k) == Class::Percent
            && self.class(k - 1) == Class::Percent
            && self.roles[k] == Role::Share
            && self.roles[k - 1] == Role::Share
        {
            let (Some(a), Some(b)) = (self.number(k - 1), self.number(k)) else { return };
            if a.checked_add(b) == Some(Decimal::ONE_HUNDRED)
                && self.fig(k).figure.bound == self.fig(k - 1).figure.bound
                && !matches!(self.fig(k).figure.bound, Bound::MoreThan | Bound::LessThan)
            {
                let formula = format!("{} + {} = 100%", self.text(k - 1), self.text(k));
                self.add(k, RelationKind::SumCheck, Decimal::ONE_HUNDRED, "%", formula);
            }
            return;
        }
        if self.class(k) != Class::Quantity || self.unit(k).is_empty() {
            return;
        }
        let Some(part) = self.number(k) else { return };
        // The whole stands right before 其中, or nearest before what was finished.
        let start = self.s.sentence_start(self.fig(k).from);
        let which = (start..self.fig(k).from).rev().find(|i| self.s.line.has(*i, "其中"));
        let whole = (0..k).rev().take(8).find(|j| {
            self.class(*j) == Class::Quantity
                && self.unit(*j) == self.unit(k)
                && which.is_none_or(|w| self.fig(*j).to <= w)
                && self.together(*j, k)
                && self.number(*j).is_some_and(|w| w > part)
        });
        let Some(j) = whole else { return };
        let Some(total) = self.number(j) else { return };
        let of_which = which.is_some_and(|w| w >= self.fig(j).to && w - self.fig(j).to <= 30)
            && self.fig(j).figure.change.is_none_or(|c| self.fig(k).figure.change != Some(c));
        // A part told in a clause of its own is one only where all parts make the whole.
        let loose = which.is_some_and(|w| {
            (j + 1..k).any(|i| {
                self.fig(i).from > w
                    && self.unit(i) == self.unit(k)
                    && self.s.holds(self.fig(i).to, self.fig(i + 1).from, &[",", "。", ";"])
            }) || self.fig(k).from - w > 40
        });
        let begun =
            self.s.holds(self.s.clause_start(self.fig(j).from), self.fig(j).from, &["开工", "新增"]) && which.is_none();
        let finished = !begun
            && self.metrics[j].is_some()
            && self.metrics[j] == self.metrics[k]
            && self
                .s
                .line
                .any_before(self.fig(k).from, &["竣工", "完工", "开工", "建成", "投产", "完成", "办结", "投用"])
                .is_some();
        if !(of_which || finished) {
            return;
        }
        let share = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|p| p.checked_div(total));
        if let Some(share) = share.filter(|_| !loose || !of_which) {
            let formula = format!("{} ÷ {} = {}%", self.text(k), self.text(j), rounded(share));
            self.add(k, RelationKind::PartOfWhole, share, "%", formula);
        }
        if !of_which {
            return;
        }
        // All parts so far: do they add up to the whole?
        let parts: Vec<usize> =
            (j + 1..=k).filter(|i| self.class(*i) == Class::Quantity && self.unit(*i) == self.unit(k)).collect();
        if parts.len() >= 2
            && let Some(sum) = parts.iter().try_fold(Decimal::ZERO, |sum, i| sum.checked_add(self.number(*i)?))
            && sum == total
        {
            let unit = self.unit(k).to_owned();
            let terms: Vec<&str> = parts.iter().map(|i| self.text(*i)).collect();
            let formula = format!("{} = {}", terms.join(" + "), readable(sum, &unit));
            if let Some(share) = share {
                let formula = format!("{} ÷ {} = {}%", self.text(k), self.text(j), rounded(share));
                self.add(k, RelationKind::PartOfWhole, share, "%", formula);
            }
            self.add(k, RelationKind::SumCheck, sum, &unit, formula);
        }
    }

    /// A、B分别增长1%、2%.
    fn aligned(&mut self, k: usize) {
        let (first, last) = self.s.run_of(k);
        // Nobody aligns that many; the others of the run are compared with each.
        if first == last
            || last - first > 32
            || self.metrics[k].is_none()
            || (first..=last).any(|i| i != k && self.metrics[i] == self.metrics[k])
        {
            return;
        }
        let Some((from, to)) = self.metrics[k] else { return };
        // Each member has a name of its own before the first number.
        if (first..=last).any(|i| self.metrics[i].is_none_or(|m| m.1 > self.fig(first).from)) {
            return;
        }
        let name = self.s.line.span(from, to).of(self.s.line.text).to_owned();
        let Some(value) = self.fig(k).figure.lower.text() else { return };
        let text = self.text(k).to_owned();
        let unit = self.unit(k).to_owned();
        self.out[k].push(Relation {
            kind: RelationKind::Alignment,
            value,
            unit,
            of: None,
            formula: format!("{name} = {text}"),
        });
    }

    /// 3年翻一番.
    fn doubling(&mut self, k: usize) {
        if self.class(k) != Class::Multiple || k == 0 || !self.text(k).starts_with('翻') {
            return;
        }
        let j = k - 1;
        if self.class(j) != Class::Period || self.fig(k).from.saturating_sub(self.fig(j).to) > 2 {
            return;
        }
        let (Some(years), Some(factor)) = (self.number(j).and_then(|n| u32::try_from(n).ok()), self.number(k)) else {
            return;
        };
        if let Some(rate) = yearly_rate(factor, years) {
            let formula = format!("{}^(1/{years}) − 1 = {rate}%", factor.normalize());
            self.add(k, RelationKind::Cagr, rate, "%", formula);
        }
    }
}

/// The yearly rate in percent that makes `factor` in `years`, to two decimals; by halving, without floating point.
pub(in crate::figures) fn yearly_rate(factor: Decimal, years: u32) -> Option<Decimal> {
    if factor <= Decimal::ZERO || !(1..=60).contains(&years) {
        return None;
    }
    let grows = |x: Decimal| -> bool {
        let mut power = Decimal::ONE;
        for _ in 0..years {
            match power.checked_mul(x) {
                Some(p) => power = p,
                None => return true,
            }
        }
        power > factor
    };
    let (mut low, mut high) = (Decimal::ZERO, Decimal::from(1000));
    for _ in 0..48 {
        let middle = (low + high) / Decimal::TWO;
        if grows(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    let rate = (low + high) / Decimal::TWO - Decimal::ONE;
    Some(rounded(rate * Decimal::ONE_HUNDRED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yearly_rates() {
        let rate = |factor: &str, years| yearly_rate(factor.parse().unwrap(), years).map(|r| r.to_string());
        assert_eq!(rate("2", 3).as_deref(), Some("25.99"));
        assert_eq!(rate("1", 5).as_deref(), Some("0"));
        assert_eq!(rate("0.5", 1).as_deref(), Some("-50"));
        assert_eq!(rate("4", 10).as_deref(), Some("14.87"));
        assert_eq!(rate("0", 3), None);
        assert_eq!(rate("2", 0), None);
    }

    #[test]
    fn readable_amounts() {
        assert_eq!(readable("4501779359.43".parse().unwrap(), "元"), "45.02亿元");
        assert_eq!(readable("-0.005".parse().unwrap(), "%"), "-0.01%");
    }
}
