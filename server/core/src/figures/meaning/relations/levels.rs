//! What a growth or a difference implies: the value before it, the value it is held against.

use super::base::Base;
use super::{Answer, Builder, from_to, readable, variants};
use crate::figures::{Change, Class, Decimal, Relation, RelationKind, Role};
use crate::reading::patterns;
use crate::reading::segments::ends_clause;

impl Builder<'_, '_> {
    /// V、增长g%; V，是2015年的3倍.
    pub(super) fn growth(&mut self, k: usize) {
        let multiple = self.class(k) == Class::Multiple;
        if !multiple && self.class(k) != Class::Percent || self.fig(k).figure.change.is_none() {
            return;
        }
        let Some(j) = self.level_of(k).filter(|j| matches!(self.class(*j), Class::Quantity | Class::CountCn)) else {
            return;
        };
        let from = self.words_of(j, k);
        let to = self.fig(self.s.group_of(k).0).from;
        let since = self.fig(self.s.group_of(j).1).to.min(to);
        if self.is_repeated(from, to) || self.s.holds(since, to, patterns::OTHER_TERMS) || self.counts_subjects(j, k) {
            return;
        }
        // V，比上年增加D，增长P%: the difference tells it exactly.
        let told = |r: &Relation| r.kind == RelationKind::LevelMinusDelta && r.of == Some(j as u32);
        // 由A增加到B，增长P%: the value before is written.
        if (j + 1..k).any(|i| self.out[i].iter().any(told)) || from_to(self.s, j).is_some() {
            return;
        }
        let (base, Some(v), Some(g)) = (self.base(k, from), self.number(j), self.number(k)) else { return };
        let rises = self.rises(k);
        let times = multiple && (rises.is_none() || self.text(k).starts_with('翻'));
        let hundred = Decimal::ONE_HUNDRED;
        let (factor, written) = match (multiple, rises) {
            (true, _) if times => (Some(g), if rises.is_none() { self.text(k) } else { g.normalize().to_string() }),
            (true, Some(true)) => (g.checked_add(Decimal::ONE), format!("(1 + {})", g.normalize())),
            (false, Some(true)) => (g.checked_add(hundred).map(|g| g / hundred), format!("(1 + {})", self.text(k))),
            (false, Some(false)) => (hundred.checked_sub(g).map(|g| g / hundred), format!("(1 − {})", self.text(k))),
            _ => return,
        };
        let Some(before) = factor.filter(|f| *f > Decimal::ZERO).and_then(|f| v.checked_div(f)) else { return };
        // 累计完成60亿元，五年增长20%: the rate is that of a year, the amount that of five.
        if matches!(&base, Base::Named(years) if years.ends_with('前')) && self.s.is(j, &patterns::SUMMED_OVER_YEARS) {
            return;
        }
        // A rate in comparable prices leads to the value before in the prices of today.
        let name = self.metrics[j].map(|(a, b)| self.s.folded(a, b)).unwrap_or_default();
        let real = variants::in_comparable_prices(&variants::key(&name));
        // 生产总值…翻一番: nobody says in which prices.
        if real && times && rises.is_some() {
            return;
        }
        let terms = if real && !times { "按可比价格" } else { "" };
        let (kind, base) = match base {
            Base::Named(base) => (RelationKind::ImpliedBase, base),
            Base::Previous if times => (RelationKind::ImpliedBase, String::new()),
            Base::Previous => (RelationKind::ImpliedPrevious, String::new()),
            Base::Other => return,
        };
        let note = match (base.is_empty(), terms.is_empty()) {
            (true, true) => String::new(),
            (false, false) => format!("（{base}，{terms}）"),
            _ => format!("（{base}{terms}）"),
        };
        let unit = self.unit(j);
        let answer = Answer::new(kind, before, unit).of(j).shown(format!("{}{note}", readable(before, unit)));
        let computation = format!("{} ÷ {written}", self.text(j));
        self.answer(k, &[(j, true), (k, rises == Some(false) && !multiple)], &computation, answer);
    }

    /// 9个市财政收入增长25%: whose rate it is, not what grew.
    fn counts_subjects(&self, j: usize, k: usize) -> bool {
        let (from, to) = (self.fig(j).to, self.fig(k).from);
        let named = self.metrics[j].is_some_and(|m| m.0 >= from);
        named && !self.s.has_mark(from, to, |c| ends_clause(c) || matches!(c, '、' | '('))
    }

    /// Where the words begin that tie figure `k` (or its group) to its level `j`.
    fn words_of(&self, j: usize, k: usize) -> usize {
        let first = self.s.group_of(k).0;
        self.s.clause_start(self.fig(first).from).max(self.fig(j).to).min(self.fig(first).from)
    }

    /// V，比上年增加D; 净增155万户、总量达474万户; 2.8%，比去年高0.2个百分点.
    pub(super) fn levels(&mut self, k: usize) {
        match self.class(k) {
            Class::Quantity if self.is_changing(k) => self.before_difference(k),
            Class::Quantity => self.level_after(k),
            Class::PercentagePoint => self.points(k),
            Class::Percent => self.two_levels(k),
            _ => {}
        }
    }

    /// V，比上年增加D: V − D was before.
    fn before_difference(&mut self, k: usize) {
        let Some(j) = self.level_of(k).filter(|j| self.class(*j) == Class::Quantity && self.unit(*j) == self.unit(k))
        else {
            return;
        };
        let from = self.words_of(j, k);
        let first = self.s.group_of(k).0;
        let to = self.fig(first).from;
        let held = self.roles[k] == Role::Delta || self.s.is(first, &patterns::HELD);
        // 比2021年新增3万户: 新增 tells the difference as 增加 does.
        let own = self.only_links(from, self.s.near_before(first, &patterns::NEWLY).unwrap_or(to));
        if !(held && own) || self.is_repeated(from, to) || self.s.holds(from, to, patterns::HELD_AGAINST) {
            return;
        }
        let (Some(v), Some(d), Some(rises)) = (self.number(j), self.number(k), self.rises(k)) else { return };
        let note = match self.base(k, from) {
            Base::Named(base) => format!("（{base}）"),
            Base::Previous => String::new(),
            Base::Other => return,
        };
        let before = if rises { v.checked_sub(d) } else { v.checked_add(d) };
        let Some(before) = before.filter(|b| *b > Decimal::ZERO) else { return };
        let unit = self.unit(k);
        let answer = Answer::new(RelationKind::LevelMinusDelta, before, unit).of(j);
        let sign = if rises { '−' } else { '+' };
        self.reckon(k, (j, sign, k), answer.shown(format!("{}{note}", readable(before, unit))));
    }

    /// 净增155万户、总量达474万户: the level follows.
    fn level_after(&mut self, k: usize) {
        let group = self.s.group_of(k);
        let Some(before) = self.before(group.0) else { return };
        // 新增32家和2家，总数达243家和23家: each goes with its own.
        let added = self.s.group_of(before);
        if added.1 - added.0 != group.1 - group.0 {
            return;
        }
        let j = added.0 + (k - group.0);
        let (Some(first), Some(second)) = (self.number(j), self.number(k)) else { return };
        // 增加1.4亿、覆盖10.5亿人: the unit may stand once.
        let unit = self.unit(j) == self.unit(k) || self.unit(j).is_empty();
        let near = self.together(j, k) && self.gap(added.1, group.0) <= 24;
        let adds = self.class(j) == Class::Quantity && self.rises(j) == Some(true) && second > first;
        let clause = self.s.clause_start(self.fig(j).from);
        if near
            && adds
            && unit
            && self.same_metric(j, k)
            && self.s.is(group.0, &patterns::TOTAL_REACHED)
            && !self.is_repeated(clause, self.fig(j).from)
        {
            let answer = Answer::new(RelationKind::LevelMinusDelta, second - first, self.unit(k));
            self.reckon(k, (k, '−', j), answer);
        }
    }

    /// 增长8%，高于全省2个百分点; 城镇化率60%，提高1.5个百分点; 分别增长5%和8%，高于全省1个和2个百分点: each goes with its own.
    fn points(&mut self, k: usize) {
        let group = self.s.group_of(k);
        let j = if group.0 == group.1 {
            self.points_before(k).filter(|j| self.same_metric(*j, k))
        } else {
            self.points_of_group(k)
        };
        let Some(j) = j.filter(|j| self.class(*j) == Class::Percent && self.together(*j, k)) else { return };
        if !matches!(self.roles[j], Role::Share | Role::Target | Role::Growth | Role::Achieved) {
            return;
        }
        let from = self.fig(self.s.group_of(j).1).to;
        let to = self.fig(group.0).from;
        // 投资增长33%，占比提高5.2个百分点: the points are those of the share, not of the rate.
        let of_share = self.rises(j).is_some() && self.s.is(group.0, &patterns::POINTS_OF_SHARE);
        // 超过10%的目标，高于全国2个百分点: what the rate itself is held against.
        let aim = self.s.line.c(self.fig(j).to) == '的' && self.s.at(self.fig(j).start, &patterns::PASSES);
        if of_share || aim || self.s.holds(from, to, patterns::OF_WHICH) || self.is_repeated(from, to) {
            return;
        }
        // 高于全省增速2个百分点: the rise is that of the others.
        let rises = self.rises(k).filter(|_| !self.s.holds(from, to, patterns::COMPARED));
        let Some(above) = rises.or_else(|| self.is_above(k)) else { return };
        let (Some(first), Some(second)) = (self.number(j), self.number(k)) else { return };
        let base = if above { first.checked_sub(second) } else { first.checked_add(second) };
        let Some(base) = base else { return };
        let held = rises.is_none() && self.s.holds(from, to, patterns::HELD_AGAINST);
        let kind = if held { RelationKind::ImpliedReference } else { RelationKind::LevelMinusDelta };
        self.reckon(k, (j, if above { '−' } else { '+' }, k), Answer::new(kind, base, "%"));
    }

    /// The one figure right before the group of `k`.
    fn points_before(&self, k: usize) -> Option<usize> {
        let first = self.s.group_of(k).0;
        self.before(first).filter(|j| self.is_alone(*j) && self.gap(*j, first) <= 24)
    }

    /// What `k` of a group goes with: one by one, or one rate held against several, 增长8%，分别高于全国、全省1个和2个百分点.
    fn points_of_group(&self, k: usize) -> Option<usize> {
        let group = self.s.group_of(k);
        let count = group.1 - group.0 + 1;
        let (mut at, to) = (self.fig(self.before(group.0)?).to, self.fig(group.0).from);
        let mut places = 0;
        while at < to {
            let n = self.s.line.any(at, patterns::PLACES);
            places += usize::from(n.is_some());
            at += n.unwrap_or(1);
        }
        match places {
            n if n == count => self.points_before(k).filter(|j| self.same_metric(*j, k)),
            0 | 1 => self.parallel_before(group.0, count)?.get(k - group.0).copied(),
            _ => None,
        }
    }

    /// Whether the points of `k` lie above what they are held against.
    fn is_above(&self, k: usize) -> Option<bool> {
        let first = self.s.group_of(k).0;
        let above = self.s.is(first, &patterns::ABOVE);
        let told = above || self.s.is(first, &patterns::BELOW);
        (told && self.fig(k).figure.change != Some(Change::ToLevel)).then_some(above)
    }

    /// 1949年大约是17%，而1954年将近33%.
    fn two_levels(&mut self, k: usize) {
        let Some(j) = self.before(k) else { return };
        let two = self.class(j) == Class::Percent && self.roles[j] == Role::Reference && self.roles[k] == Role::Share;
        let near = self.together(j, k) && self.gap(j, k) <= 24;
        if !(two && near && self.out[k].is_empty() && self.same_metric(j, k)) {
            return;
        }
        let (Some(first), Some(second)) = (self.number(j), self.number(k)) else { return };
        self.reckon(k, (k, '−', j), Answer::new(RelationKind::PpDiff, second - first, "百分点"));
    }
}
