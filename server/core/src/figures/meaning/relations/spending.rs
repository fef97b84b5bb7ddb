//! Money over what it pays for, receipts over visitors, people over households, and how much of an investment is done.

use super::{Answer, Builder, percent};
use crate::figures::units::Dimension;
use crate::figures::{Bound, Change, Class, Decimal, RelationKind, Role};
use crate::reading::lexicon::{Classes, WordClass};
use crate::reading::patterns;
use crate::reading::segments::{ends_clause, ends_sentence, joins_list};
use crate::text::is_han;

/// A household has one to ten members; another ratio joins people and households of different things.
const HOUSEHOLD: (Decimal, Decimal) = (Decimal::ONE, Decimal::TEN);
/// What a visitor spends, in 元; beyond that the receipts are those of something else.
const VISIT: (i64, i64) = (10, 10_000);

impl Builder<'_, '_> {
    pub(super) fn is_money(&self, k: usize) -> bool {
        matches!(self.dimension(k), Some(Dimension::Money | Dimension::Currency)) && self.class(k) == Class::Quantity
    }

    /// 总投资18亿元，已完成投资9亿元: nothing but words of the work stands between the two, or the things counted.
    pub(super) fn done_over_total(&mut self, k: usize) {
        let done = self.s.is(k, &patterns::DONE_OF_TOTAL) || self.roles[k] == Role::DoneInvestment;
        if !self.is_money(k) || !done {
            return;
        }
        let Some(j) = self.total_of(k) else { return };
        let (Some(total), Some(part)) = (self.number(j), self.number(k)) else { return };
        if let Some(share) = percent(part, total).filter(|_| part <= total) {
            self.reckon(k, (k, '÷', j), Answer::new(RelationKind::DoneOverTotal, share, "%").of(j));
        }
    }

    /// The total investment that what was done at `k` is part of.
    fn total_of(&self, k: usize) -> Option<usize> {
        let total = |j: &usize| {
            self.is_money(*j)
                && self.together(*j, k)
                && self.unit(*j) == self.unit(k)
                && self.s.is(*j, &patterns::WHOLE_INVESTMENT)
        };
        let j = (0..k).rev().take(3).find(total)?;
        let mut from = self.fig(j).to;
        // 总投资18亿元的52个项目, 总投资2亿元的水厂: what is built ends with the clause.
        if self.s.line.c(from) == '的' {
            from = (from..self.fig(k).from).find(|i| self.s.line.c(*i) == ',')?;
        }
        let to = self.fig(k).from;
        // 竣工134个，完成投资12亿元: how many of them are finished.
        if let Some(last) = (j + 1..k).rev().find(|i| !self.fig(*i).is_time() && self.fig(*i).from >= from)
            && self.s.is(last, &patterns::FINISHED)
            && self.dimension(last) == Some(Dimension::Count)
        {
            from = self.fig(last).to;
        }
        let counted = self.s.within(from, to).iter().any(|f| !f.is_time());
        (!counted && self.s.only(from, to, patterns::WORDS_OF_WORK)).then_some(j)
    }

    /// Money over what it pays for; people over households; receipts over visitors.
    pub(super) fn per_item(&mut self, k: usize) {
        self.household(k);
        self.receipts(k);
        if !self.is_money(k) || self.is_changing(k) {
            return;
        }
        // 100个投资亿元以上、10个投资10亿元以上项目: a class without a number of its own.
        if self.s.is(k, &patterns::BARE_CLASS) || self.s.is(k, &patterns::BARE_IN_A_LIST) {
            return;
        }
        let spent = matches!(self.roles[k], Role::Total | Role::DoneInvestment) || self.s.is(k, &patterns::SPENT);
        // 每村投入250万元 is per item already.
        if !spent || self.s.is(k, &patterns::PER_ITEM) {
            return;
        }
        if let Some(items) = self.paid_after(k).or_else(|| self.paid_before(k)) {
            self.divide(k, items, k);
        }
    }

    fn is_countable(&self, j: usize) -> bool {
        self.class(j) == Class::Quantity
            && matches!(self.dimension(j), Some(Dimension::Count | Dimension::Length | Dimension::Area))
            && self.number(j).is_some_and(|n| n > Decimal::ONE)
            && self.fig(j).figure.change != Some(Change::ToLevel)
            && self.roles[j] != Role::Reference
    }

    /// 总投资18亿元的52个项目, 投资1630万元改造公路5条、10.9公里, 2亿元修复38条总里程108公里的道路.
    fn paid_after(&self, k: usize) -> Option<usize> {
        let next = (k + 1..self.s.figs.len().min(k + 6)).find(|j| self.fig(*j).is_number())?;
        let (from, to) = (self.fig(k).to, self.fig(next).from);
        // 投资3亿元的甲厂、投资2亿元的乙厂等12个项目: examples.
        if to <= from
            || to - from > 20
            || self.s.has_mark(from, to, |c| ends_clause(c) || matches!(c, '、' | '等'))
            || !self.is_countable(next)
        {
            return None;
        }
        // 投资超10亿元的项目52个: that much each.
        let whole = self.s.is(k, &patterns::WHOLE_INVESTMENT);
        let exact = self.fig(k).figure.bound == Bound::Equal;
        if to - from > 1 && (!exact || self.s.line.c(from) == '的' && !whole) {
            return None;
        }
        if let Some(more) = self.s.figs.get(next + 1)
            && more.from - self.fig(next).to.min(more.from) <= 6
            && !self.s.has_mark(self.fig(next).to, more.from, ends_clause)
            && matches!(self.dimension(next + 1), Some(Dimension::Length | Dimension::Area))
        {
            return Some(next + 1);
        }
        Some(next)
    }

    /// 重点项目52个，总投资18亿元.
    fn paid_before(&self, k: usize) -> Option<usize> {
        let clause = self.s.clause_start(self.fig(k).from);
        let mut j = self.number_before(k)?;
        let (from, to) = (self.fig(j).to, self.fig(k).from);
        // 项目260个，增长25%，总投资1000亿元: how their number grew stands between.
        if self.class(j) == Class::Percent && self.is_changing(j) {
            j = self.level_of(j)?;
        }
        let own = self.s.at(clause, &patterns::SPENDING);
        if !(own || from >= clause) || !self.together(j, k) || to.saturating_sub(from) > 24 || !self.is_countable(j) {
            return None;
        }
        // 资金64亿元 in a list pays for nothing; 26个…和209个…, 新开工20个、竣工8个 are all paid for.
        let listed = self.s.line.ends(to, "、资金")
            || self.s.line.c(self.fig(k).to) == '的' && self.s.has_mark(from, to, |c| matches!(c, ',' | '、'));
        let several = (0..j)
            .rev()
            .take(4)
            .take_while(|i| self.together(*i, k) && !self.is_money(*i))
            .any(|i| !self.fig(i).is_word() && self.pays_for_both(i, j));
        (!listed && !several).then_some(j)
    }

    /// Whether what is spent on `j` may be spent on `i` before it as well: 26个续建和209个新建项目, 新开工20个、竣工8个,
    /// 2座矿山、51个工作面. In 15个高新区引进项目474个 the first counts something else.
    fn pays_for_both(&self, i: usize, j: usize) -> bool {
        let (from, to) = (self.fig(i).to, self.fig(j).from);
        let named = is_han(self.s.line.c(from));
        let listed = self.s.has_mark(from, to, joins_list) && !self.s.has_mark(from, to, |c| c == ',');
        if self.unit(i) != self.unit(j) {
            let own = self.metrics[i].filter(|m| m.0 == from && m.1 < to);
            let ends = own.is_some_and(|m| joins_list(self.s.line.c(m.1)));
            return ends && self.dimension(i) == Some(Dimension::Count) && self.is_countable(i);
        }
        let noun = |k: usize| self.metrics[k].map(|(from, to)| self.s.folded(from.max(to.saturating_sub(2)), to));
        // Work of those that stand first is told of the others.
        let work = |at: usize| self.s.line.word(at, Classes::of(&[WordClass::Work, WordClass::Bring])).is_some();
        let after = !self.s.has_mark(from, to, |c| c == ',') && (from + 2..to).any(work);
        let apart = noun(i).zip(noun(j)).is_some_and(|(a, b)| a != b && a != "项目");
        !named || listed || !(after || apart)
    }

    /// 307户1029人, 12万户、35万人.
    fn household(&mut self, k: usize) {
        let Some(j) = k.checked_sub(1).filter(|j| self.class(*j) == Class::Quantity) else { return };
        let (from, to) = (self.fig(j).to, self.fig(k).from);
        let joined = from == to || to == from + 1 && matches!(self.s.line.c(from), '、' | ',' | '(');
        let people = |k: usize| matches!(&*self.s.unit(&self.s.figs[k]), "人" | "口" | "口人" | "名");
        let houses = |k: usize| self.s.unit(&self.s.figs[k]) == "户";
        let Some((who, homes)) = Self::in_order((j, k), people, houses) else { return };
        // 25户100人以上自然村: a class.
        if self.fig(k).to > self.fig(k).end && is_han(self.s.line.c(self.fig(k).to)) {
            return;
        }
        let size = self.number(who).zip(self.number(homes)).and_then(|(p, h)| p.checked_div(h));
        if joined && size.is_some_and(|s| s >= HOUSEHOLD.0 && s <= HOUSEHOLD.1) {
            self.divide(who, homes, k);
        }
    }

    /// 接待游客4500万人次、旅游收入350亿元: what a visitor spends.
    fn receipts(&mut self, k: usize) {
        let visits =
            |k: usize| self.class(k) == Class::Quantity && self.unit(k).ends_with("人次") && self.about_visits(k);
        let income = |k: usize| self.is_money(k) && self.about_visits(k) && self.about_income(k);
        if self.is_changing(k) || !(visits(k) || self.is_money(k)) {
            return;
        }
        // The nearest amount before, over growths and ranks.
        let between = |j: &usize| {
            !self.fig(*j).is_time()
                && !matches!(self.class(*j), Class::Percent | Class::PercentagePoint | Class::Ordinal | Class::Multiple)
        };
        let Some(j) = (0..k).rev().take(4).find(between) else { return };
        // 游客2700万人次，其中境外70万人次，旅游收入180亿元: the receipts are those of all.
        let whole = j.checked_sub(1).filter(|i| {
            self.s.holds(self.fig(*i).to, self.fig(j).from, patterns::OF_WHICH)
                && self.unit(*i) == self.unit(j)
                && visits(*i)
        });
        let j = whole.unwrap_or(j);
        let near = self.gap(j, k) <= if whole.is_some() { 60 } else { 40 }
            && !self.s.has_mark(self.fig(j).to, self.fig(k).from, ends_sentence)
            && (whole.is_some() || !self.s.holds(self.fig(j).to, self.fig(k).from, patterns::OF_WHICH));
        // 过夜游客 are some of the visitors whose receipts are told.
        let overnight = self.s.is(j, &patterns::OVERNIGHT);
        if overnight || !near || self.is_changing(j) || self.roles[j] != self.roles[k] {
            return;
        }
        let Some((money, people)) = Self::in_order((j, k), income, visits) else { return };
        let each = self.number(money).zip(self.number(people)).and_then(|(m, p)| m.checked_div(p));
        let likely = each.is_some_and(|e| e >= Decimal::from(VISIT.0) && e <= Decimal::from(VISIT.1));
        if likely && self.unit(money) == "元" {
            self.divide(money, people, k);
        }
    }

    /// Whether the clause of `k`, or its metric, speaks of tourists.
    fn about_visits(&self, k: usize) -> bool {
        let named = self.metrics[k].is_some_and(|(a, b)| self.s.holds(a, b, patterns::TRAVELLERS));
        named || self.s.is(k, &patterns::VISITORS)
    }

    fn about_income(&self, k: usize) -> bool {
        let other = |(a, b): (usize, usize)| self.s.holds(a, b, patterns::SOME_RECEIPTS);
        self.metrics[k].is_some_and(|m| self.s.at(m.1, &patterns::RECEIPTS) && !other(m))
    }

    fn divide(&mut self, money: usize, items: usize, at: usize) {
        let (Some(m), Some(n)) = (self.number(money), self.number(items)) else { return };
        let Some(each) = m.checked_div(n) else { return };
        let unit = format!("{}/{}", self.unit(money), self.unit(items));
        self.reckon(at, (money, '÷', items), Answer::new(RelationKind::PerItem, each, &unit));
    }
}
