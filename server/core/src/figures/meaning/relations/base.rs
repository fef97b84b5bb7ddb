//! What a growth or a multiple is reckoned from: the period before, or a base that the text names.

use super::Builder;
use crate::figures::{Change, Class};
use crate::reading::patterns;

/// The base of a growth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// 同比, 比上年, or not said.
    Previous,
    /// 比2015年, 是“十二五”末的, 五年增长.
    Named(String),
    /// 比全国, 比计划: no earlier value of the same thing.
    Other,
}

impl Builder<'_, '_> {
    /// The base of figure `k` (of its group), whose own words begin at `from`.
    pub(super) fn base(&self, k: usize, from: usize) -> Base {
        let to = self.fig(self.s.group_of(k).0).from;
        let than = (from..to).find(|i| {
            matches!(self.s.line.c(*i), '比' | '较')
                && !matches!(self.s.line.before(*i, 1), '同' | '环' | '占' | '可' | '对')
                && !matches!(self.s.line.c(*i + 1), '重' | '例' | '率' | '值' | '快' | '大' | '好' | '高')
        });
        if let Some(at) = than {
            return self.named(at + 1, to);
        }
        // 是2010年的3倍, 是前五年总和的3倍: whatever it is, it is the base.
        if self.fig(k).figure.change == Some(Change::ToLevel) && self.s.line.before(to, 1) == '的' {
            let lead = (from..to).rev().find(|i| self.s.at(*i, &patterns::EQUALS));
            return lead.map_or(Base::Other, |at| self.of(at, to - 1));
        }
        self.spanned(from, to)
    }

    /// The base that `at..end` names: 2010年, 前五年总和.
    fn of(&self, at: usize, end: usize) -> Base {
        if self.s.after(at, &patterns::PREVIOUS) == Some(end) {
            return Base::Previous;
        }
        let amount = self.s.within(at, end).iter().any(|f| !f.is_time() && !f.is_word());
        if amount || end <= at || end - at > 14 {
            return Base::Other;
        }
        Base::Named(self.s.line.span(at, end).of(self.s.line.text).trim().to_owned())
    }

    /// The base that stands in `at..end`.
    fn named(&self, at: usize, end: usize) -> Base {
        if self.s.at(at, &patterns::PREVIOUS) {
            return Base::Previous;
        }
        if self.s.line.has(at, "年初") {
            return Base::Named("年初".to_owned());
        }
        let Some(to) = self.dated(at) else { return Base::Other };
        let to = self.s.after(to, &patterns::END_OF_TIME).unwrap_or(to);
        if to > end {
            return Base::Other;
        }
        let written = self.s.line.span(at, to).of(self.s.line.text).trim();
        Base::Named(written.to_owned())
    }

    /// The end of the date, the plan or the number of years that begins at `at`.
    fn dated(&self, at: usize) -> Option<usize> {
        let fig = self.s.within(at, at + 2).first().copied()?;
        let closed = fig.to + usize::from(self.s.line.c(fig.to) == '”');
        match fig.figure.class {
            Class::Date | Class::Deadline => Some(closed),
            Class::Period if self.s.line.has(fig.to, "前") => Some(fig.to + 1),
            Class::Name if self.s.line.c(closed.saturating_sub(1)) == '”' => Some(closed),
            _ => None,
        }
    }

    /// 五年增长40%, 三年累计增长20%: a number of years in the words themselves.
    fn spanned(&self, from: usize, to: usize) -> Base {
        let Some(years) = self.s.within(from, to).iter().find(|f| f.figure.class == Class::Period) else {
            return Base::Previous;
        };
        let written = years.figure.span.of(self.s.line.text).trim();
        let plain = self.s.at(years.to, &patterns::CHANGED_WITHIN);
        if written.ends_with('年') && plain { Base::Named(format!("{written}前")) } else { Base::Other }
    }
}
