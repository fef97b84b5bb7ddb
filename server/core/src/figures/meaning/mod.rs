//! What a figure means: its role, what it measures, and how it follows from its neighbours.
//!
//! All of it is read from one line and the part of the draft it stands in (looking back, or planning).

mod after;
mod after_words;
mod against;
mod clause;
mod keeps;
mod metric;
pub(super) mod part;
mod phrase;
pub(super) mod relations;
mod role;
pub(super) mod tone;
pub mod variants;
mod verbs;
mod words;

use super::{Figure, Relation, Role};
use crate::text::Span;

/// The meaning of one figure, in its line.
#[derive(Clone, Debug, Default)]
pub(super) struct Meaning {
    pub role: Option<Role>,
    pub metric: Option<Span>,
    pub object: Option<Span>,
    pub relations: Vec<Relation>,
}

/// Reads a line whose figures are known. `parts` are the parts of the draft it stands in, each with the block and the byte
/// where it begins.
pub(super) fn read(text: &str, figures: &[Figure], parts: &[(u32, u32, part::Part)]) -> Vec<Meaning> {
    let sentence = clause::Sentence::new(text, figures);
    let metrics = metric::metrics(&sentence);
    let objects = metric::objects(&sentence, &metrics);
    let roles = role::roles(&sentence, parts);
    let mut relations = relations::relations(&sentence, &metrics, &roles);
    roles
        .into_iter()
        .zip(metrics)
        .zip(objects)
        .enumerate()
        .map(|(k, ((role, metric), object))| Meaning {
            role: Some(role),
            metric: metric.map(|(from, to)| sentence.line.span(from, to)),
            object: object.map(|(from, to)| sentence.line.span(from, to)),
            relations: relations.get_mut(k).map(std::mem::take).unwrap_or_default(),
        })
        .collect()
}
