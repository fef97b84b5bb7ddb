//! 2.10个园区, 8、38个项目: an item whose text begins with a number, or a figure? The items around it tell.

use super::marker::{before_digit, begins_with_figure};
use super::{Lines, Mark, OrdinalStyle};

/// An ordinal of the form 1. with what decides about it.
#[derive(Clone, Copy)]
struct Item {
    value: u32,
    mark: Option<char>,
    /// It starts a paragraph: lists of paragraphs and lists in running text count for themselves.
    paragraph: bool,
    /// A digit follows at once.
    digit: bool,
    /// The digits behind the dot have the unit of a figure: 2.5万亩.
    figure: bool,
    /// The dot is lost or another mark stands there: 14：某某.
    bare: bool,
}

impl Item {
    fn new(text: &str, mark: &Mark) -> Option<Self> {
        let ordinal = &mark.ordinal;
        if ordinal.style != OrdinalStyle::Arabic {
            return None;
        }
        let digit = before_digit(text, ordinal);
        let dot = matches!(ordinal.form.mark, Some('.' | '．'));
        Some(Self {
            value: ordinal.value,
            mark: if dot { Some('.') } else { ordinal.form.mark },
            paragraph: mark.boundary.starts_paragraph(),
            digit,
            bare: mark.is_bare(),
            figure: digit && dot && begins_with_figure(&text[ordinal.span.end as usize..]),
        })
    }

    const fn doubtful(self) -> bool {
        self.digit || self.bare
    }

    /// Whether it is an item, given the item before it and the numbers that stand around it.
    fn is_item(self, before: Option<Self>, [above, after]: [Option<Self>; 2]) -> bool {
        if !self.doubtful() {
            return true;
        }
        if self.bare {
            let sound = |other: Option<Self>, value| other.is_some_and(|o| o.value == value && !o.doubtful());
            return self.paragraph && sound(before, self.value - 1) && sound(after, self.value + 1);
        }
        // 3.2亿元 … 3.建设: the one that leaves no doubt is the item. 3.1 目标 … 3.2 措施: neither is.
        let same = |other: Option<Self>| other.is_some_and(|o| o.value == self.value);
        if same(after) || above.is_some_and(|a| a.digit) && same(above) {
            return false;
        }
        let goes_on = after.is_some_and(|a| a.value == self.value + 1 && a.mark == self.mark && !a.figure);
        // 8、38个 follows 7. as well: with a dot it would be a figure.
        let follows =
            before.is_some_and(|b| b.value + 1 == self.value && (b.mark == self.mark || self.mark == Some('、')));
        if self.value == 1 { goes_on } else { follows && (goes_on || !self.figure) }
    }
}

/// Takes away the ordinals before a digit that do not count on from the one before them.
pub(super) fn sift<'a, L: Lines + ?Sized>(lines: &L, mut all: Vec<(u32, &'a Mark)>) -> Vec<(u32, &'a Mark)> {
    let items: Vec<_> = all.iter().map(|(block, mark)| Item::new(lines.read(*block as usize), mark)).collect();
    if !items.iter().flatten().any(|i| i.doubtful()) {
        return all;
    }
    let mut after = vec![None; items.len()];
    let mut latest: [Option<Item>; 2] = [None; 2];
    for (item, after) in items.iter().zip(&mut after).rev() {
        *after = item.and_then(|i| latest[usize::from(i.paragraph)].replace(i));
    }
    let (mut before, mut above): ([Option<Item>; 2], [Option<Item>; 2]) = ([None; 2], [None; 2]);
    let mut keep = items.iter().zip(after).map(|(item, after)| {
        item.is_none_or(|i| {
            let before = &mut before[usize::from(i.paragraph)];
            let above = above[usize::from(i.paragraph)].replace(i);
            let is_item = i.is_item(*before, [above, after]);
            if is_item {
                *before = Some(i);
            }
            is_item
        })
    });
    all.retain(|_| keep.next().unwrap_or(true));
    all
}
