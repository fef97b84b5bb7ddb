//! What a figure means: its role, what it measures, and how it follows from its neighbours.
//!
//! All of it is read from one line and the part of the draft it stands in (looking back, or planning).

mod after;
mod against;
mod clause;
#[cfg(test)]
mod examples;
mod masked;
mod metric;
pub(super) mod names;
mod phrase;
pub(super) mod relations;
mod role;
pub mod variants;
mod verbs;
mod words;

use super::{Figure, Relation, Role};
use crate::interrupt;
use crate::part::Part;
use crate::text::Span;

/// The meaning of one figure, in its line.
#[derive(Clone, Debug, Default)]
pub(super) struct Meaning {
    pub role: Option<Role>,
    pub metric: Option<Span>,
    pub object: Option<Span>,
    /// Its name in full where the text says a part of it once for several: 城镇居民收入 of 城镇和农村居民收入.
    pub name: Option<String>,
    /// The A where it is the B of 由A到B.
    pub since: Option<u32>,
    pub relations: Vec<Relation>,
}

/// Reads a line whose figures are known. `parts` are the parts of the draft it stands in, each with the byte where it
/// begins.
pub(super) fn read(text: &str, figures: &[Figure], parts: &[(u32, Part)]) -> Vec<Meaning> {
    let mut meanings = of_line(text, figures, parts);
    if let Some(filled) = masked::filled(text, figures) {
        // Nothing is computed from a number that is still to come.
        for (meaning, of) in of_line(&filled.text, &filled.figures, parts).into_iter().zip(filled.of) {
            let Some(own) = of.and_then(|k| meanings.get_mut(k)) else { continue };
            *own = Meaning { since: own.since, relations: std::mem::take(&mut own.relations), ..meaning };
        }
    }
    meanings
}

fn of_line(text: &str, figures: &[Figure], parts: &[(u32, Part)]) -> Vec<Meaning> {
    // A line may be a quarter of a megabyte: between its questions is where nobody may wait for the answers any more.
    let sentence = clause::Sentence::new(text, figures);
    interrupt::check();
    let metrics = metric::metrics(&sentence);
    interrupt::check();
    let objects = metric::objects(&sentence, &metrics);
    interrupt::check();
    let roles = role::roles(&sentence, parts);
    interrupt::check();
    let names = names::in_full(&sentence, &metrics);
    interrupt::check();
    let mut relations = relations::relations(&sentence, &metrics, &names, &roles);
    let mut meanings = Vec::with_capacity(roles.len());
    for (k, ((role, metric), (object, name))) in
        roles.into_iter().zip(metrics).zip(objects.into_iter().zip(names)).enumerate()
    {
        interrupt::check();
        let frame = role::from_to(&sentence, k).filter(|(_, b)| k >= b.0 && k <= b.1);
        meanings.push(Meaning {
            role: Some(role),
            metric: metric.map(|(from, to)| sentence.line.span(from, to)),
            object: object.map(|(from, to)| sentence.line.span(from, to)),
            name,
            since: frame.map(|(a, b)| (a.0 + (k - b.0)) as u32),
            relations: relations.get_mut(k).map(std::mem::take).unwrap_or_default(),
        });
    }
    meanings
}
