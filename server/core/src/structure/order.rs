//! Which style stands above which in one draft.
//!
//! Drafts need not follow the national order (一、 （一） 1. （1） ①), so it is read off: a style that starts again at one
//! right after another style stands below it. Without such evidence GB/T 15834-2011 B.3.8 decides.

use super::OrdinalStyle as Style;

const STYLES: usize = Style::ALL.len();

/// The order of one draft.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// How often the second style started again right after the first.
    evidence: [[u32; STYLES]; STYLES],
}

impl Order {
    /// From the styles and numbers of the ordinals that start a paragraph; `None` where a new document begins.
    pub(super) fn infer(ordinals: impl Iterator<Item = Option<(Style, u32)>>) -> Self {
        let mut evidence = [[0; STYLES]; STYLES];
        let mut before = None;
        for ordinal in ordinals {
            if let (Some(upper), Some((style, 1))) = (before, ordinal)
                && upper != style
            {
                evidence[Style::rank(upper)][style.rank()] += 1;
            }
            before = ordinal.map(|(style, _)| style);
        }
        Self { evidence }
    }

    /// Whether `a` stands above `b`.
    pub(super) const fn above(&self, a: Style, b: Style) -> bool {
        if a.is_run_in() != b.is_run_in() {
            return b.is_run_in();
        }
        let (down, up) = (self.evidence[a.rank()][b.rank()], self.evidence[b.rank()][a.rank()]);
        if down != up && (down > 1 || up > 1) { down > up } else { a.rank() < b.rank() }
    }
}
