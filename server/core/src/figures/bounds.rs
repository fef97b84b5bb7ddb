//! Words that bound a number, before it (超过, 不低于, 近) and after it (以上, 以内, 左右): `patterns/bounds.pat`.
//!
//! Inclusive or not follows article 1259 of the Civil Code: 以上, 以下, 以内 include the number; 超过, 不满 exclude it.

use super::Bound;
use crate::reading::line::Line;
use crate::reading::patterns::{self, Marked, Rule};
use crate::text::is_han;

const BEFORE: [(&Rule, Bound); 5] = [
    (&patterns::AT_MOST_BEFORE, Bound::AtMost),
    (&patterns::AT_LEAST_BEFORE, Bound::AtLeast),
    (&patterns::LESS_THAN_BEFORE, Bound::LessThan),
    (&patterns::ABOUT_BEFORE, Bound::About),
    (&patterns::MORE_THAN_BEFORE, Bound::MoreThan),
];
const AFTER: [(&Rule, Bound); 3] = [
    (&patterns::AT_LEAST_AFTER, Bound::AtLeast),
    (&patterns::AT_MOST_AFTER, Bound::AtMost),
    (&patterns::ABOUT_AFTER, Bound::About),
];
/// The flag tells whether it makes a deadline.
const AFTER_DATE: [(&Rule, Bound, bool); 3] = [
    (&patterns::DUE_UNTIL, Bound::AtMost, true),
    (&patterns::DUE_BEFORE, Bound::LessThan, true),
    (&patterns::SINCE_THEN, Bound::AtLeast, false),
];

/// A comparator that ends just before character `i`: its first character and its bound.
pub(super) fn before(line: &Line<'_>, i: usize) -> Option<(usize, Bound)> {
    BEFORE.iter().find_map(|(rule, bound)| Some((rule.before(line, Marked::at(i)).next_back()?, *bound)))
}

/// Whether 超过, which begins at `i`, only tells that a goal was passed.
pub(super) fn passes_goal(line: &Line<'_>, i: usize) -> bool {
    patterns::PASSES_GOAL.holds(line, Marked::at(i))
}

/// A comparator that starts at character `i`: its end and its bound.
pub(super) fn after(line: &Line<'_>, i: usize) -> Option<(usize, Bound)> {
    AFTER.iter().find_map(|(rule, bound)| Some((rule.after(line, Marked::at(i)).next_back()?, *bound)))
}

/// A comparator that stands after the counted object: 项目12个以上 is plain, 新建30个小区以上 is this.
pub(super) fn after_object(line: &Line<'_>, i: usize) -> Option<(usize, Bound)> {
    let inside = |at: &usize| {
        let c = line.c(*at);
        is_han(c) && !matches!(c, '的' | '和' | '及' | '与' | '一' | '二' | '三' | '两')
    };
    let at = (i..i + 7).take_while(inside).skip(1).find(|at| matches!(line.c(*at), '以' | '左'))?;
    let (end, bound) = after(line, at)?;
    (!patterns::BOUND_OF_KIND.holds(line, Marked::at(at)) && !is_han(line.c(end))).then_some((end, bound))
}

/// Bound words after a date: 底前, 之前, 以来. The flag tells whether it makes a deadline.
pub(super) fn after_date(line: &Line<'_>, i: usize) -> Option<(usize, Bound, bool)> {
    let end = |rule: &Rule| rule.after(line, Marked::at(i)).next_back();
    AFTER_DATE.iter().find_map(|(rule, bound, deadline)| Some((end(rule)?, *bound, *deadline)))
}
