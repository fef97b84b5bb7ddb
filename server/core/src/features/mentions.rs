//! Other statements of what a figure states.

use super::places::is_measure;
use crate::analysis::Snapshot;
use crate::figures::{Figure, Value};

/// A figure by block and index.
pub(super) type FigureRef = (u32, usize);

/// The figure itself and all that state the same amount of the same unit, in order. Small bare counts repeat by chance
/// and stand alone.
pub(super) fn same_amount(snapshot: &Snapshot, (block, index): FigureRef) -> Vec<FigureRef> {
    let Some(here) = snapshot.blocks().get(block as usize) else { return Vec::new() };
    let figure = &here.figures[index];
    if !telling(&here.text, figure) {
        return vec![(block, index)];
    }
    let own = figure.unit.of(&here.text);
    let mut found = Vec::new();
    for (b, other) in snapshot.blocks().iter().enumerate() {
        for (i, f) in other.figures.iter().enumerate() {
            let same = f.lower == figure.lower && f.upper == figure.upper && f.class == figure.class;
            if same && f.unit.of(&other.text) == own {
                found.push((b as u32, i));
            }
        }
    }
    found
}

/// Whether the amount is specific enough that its repetition means something: a measure of three digits or more.
pub(super) fn telling(text: &str, figure: &Figure) -> bool {
    matches!(figure.lower, Value::Number(_))
        && is_measure(figure.class)
        && figure.numeral.of(text).chars().filter(|c| c.is_numeric()).count() >= 3
}
