//! Names in a row before a count of them: A、B、C等3个.

use super::super::phrase::trimmed;
use super::Builder;
use crate::figures::{Class, Decimal, RelationKind};
use crate::reading::segments::parts_clauses;

/// The longest row of names looked through, in characters.
const REACH: usize = 400;

impl Builder<'_, '_> {
    /// Said only where all are named: of 甲、乙等12个 most are not.
    pub(super) fn all_named(&mut self, k: usize) {
        let fig = self.fig(k);
        let counts = matches!(self.class(k), Class::Quantity | Class::CountCn);
        if !counts || self.s.line.before(fig.from, 1) != '等' {
            return;
        }
        let Some(count) = self.number(k).filter(|n| *n >= Decimal::TWO && *n <= Decimal::from(60)) else { return };
        let end = fig.from - 1;
        let Some((marks, first)) = self.row_before(end) else { return };
        let mut last = (first.1..end).rev().find(|i| self.s.line.c(*i) == '、').map_or(first.1, |i| i + 1);
        // 甲、乙和丙等3个: the last two may be joined by a word.
        let joint = (last + 1..end - 1).find(|i| matches!(self.s.line.c(*i), '和' | '与' | '及'));
        let names = match joint {
            Some(at) if count == Decimal::from(marks + 1) => {
                last = at + 1;
                marks + 1
            }
            _ => marks,
        };
        if count != Decimal::from(names) {
            return;
        }
        let name = |from: usize, to: usize| {
            let (from, to) = trimmed(self.s, from, to).unwrap_or((from, to));
            self.s.line.span(from, to).of(self.s.line.text).trim().to_owned()
        };
        let formula = format!("{} … {} = {names}", name(first.0, first.1), name(last, end));
        self.note(k, RelationKind::ListCount, names.to_string(), self.unit(k), formula);
    }

    /// How many names stand in a row that ends at `end`, and the first of them.
    fn row_before(&self, end: usize) -> Option<(usize, (usize, usize))> {
        let (mut at, mut names, mut depth) = (end, 1, 0_usize);
        let mut first_end = end;
        while at > 0 && end - at < REACH {
            match self.s.line.c(at - 1) {
                '”' | ')' | '》' => depth += 1,
                '“' | '(' | '《' if depth == 0 => break,
                '“' | '(' | '《' => depth -= 1,
                _ if depth > 0 => {}
                '、' => {
                    names += 1;
                    first_end = at - 1;
                }
                c if parts_clauses(c) => break,
                _ => {}
            }
            at -= 1;
        }
        // Another number in the row counts something of its own.
        let plain = self.s.within(at, end).iter().all(|f| f.is_word());
        (plain && depth == 0 && names > 1).then_some((names, (at, first_end)))
    }
}
