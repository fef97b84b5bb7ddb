//! Two drafts side by side: what changed between one and the next.
//!
//! Sentences are paired first ([`sentences`]), then the figures inside paired sentences ([`figures`]); headings are paired
//! by their words ([`headings`]). Everything is exact: a figure that says the same in another place is no change, two
//! figures that change places are two.

mod compare;
mod figures;
mod grams;
mod headings;
mod sentences;

pub use compare::{Comparison, CountChange, SectionLength, compare};
pub use figures::{Aspect, FigureChange, FigurePlace};
pub use headings::{HeadingChange, HeadingChangeKind};

#[cfg(test)]
mod tests;
