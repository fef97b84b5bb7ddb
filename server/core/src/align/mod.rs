//! Two drafts side by side: what changed between one and the next, and what became of last year's targets.
//!
//! [`compare`]: sentences are paired first ([`sentences`]), then the figures inside paired sentences ([`figures`]); headings are paired
//! by their words ([`headings`]). Everything is exact: a figure that says the same in another place is no change, two
//! figures that change places are two.
//!
//! [`reconcile`]: each target is held against the statements of the next report ([`statement`], [`likeness`]), the pairs are
//! chosen ([`pairs`]) and judged by exact arithmetic ([`verdict`]).

mod bag;
mod compare;
mod contrast;
mod figures;
mod headings;
mod likeness;
mod pairs;
mod reconcile;
mod sentences;
mod statement;
mod terms;
mod verdict;

pub use compare::{Comparison, CountChange, SectionLength, compare, counterparts};
pub use figures::{Aspect, FigureChange, FigurePlace};
pub use headings::{HeadingChange, HeadingChangeKind};
pub use reconcile::{Confidence, Reconciled, Row, Shown, Unasked, Verdict, reconcile};

#[cfg(test)]
mod tests;
