//! Diagnostics of the last save, moved along with the text: what a client sees between saves when checks run on save.

use std::sync::{Arc, OnceLock};

use zhibi_core::{LazySnapshot, Snapshot, features::Place, text::Moved};

/// The state of the last save and where its findings are now.
#[derive(Clone)]
pub struct LastSave {
    state: Arc<LazySnapshot>,
    /// Where its findings stood before [`LastSave::moves`]; worked out when first needed.
    places: Arc<OnceLock<Vec<Option<Place>>>>,
    /// Edits that came before the places were worked out.
    moves: Vec<Moved>,
}

/// The analysis at the last save, and where its findings stand now.
pub struct Saved {
    /// The analysis.
    pub snapshot: Snapshot,
    /// For each of [`Snapshot::diagnostics`] its place now; none where its own text was changed.
    pub places: Vec<Option<Place>>,
}

impl LastSave {
    /// The state right after a save.
    pub fn new(state: Arc<LazySnapshot>) -> Self {
        Self { state, places: Arc::default(), moves: Vec::new() }
    }

    /// Follows a change of the text. Whether it moved a finding, which not every client does by itself, or changed its text,
    /// which says nothing any more.
    pub fn follow(&mut self, change: Moved) -> bool {
        let Some(places) = self.places.get() else {
            self.moves.push(change);
            return false;
        };
        let mut now = places.clone();
        let moves = std::mem::take(&mut self.moves);
        moves.iter().chain([&change]).for_each(|change| apply(*change, &mut now));
        let moved = now != *places;
        self.places = Arc::new(now.into());
        moved
    }

    /// The findings and where they stand now. May take as long as reading the text.
    pub fn read(&self) -> Saved {
        let snapshot = self.state.snapshot();
        let places = self.places.get_or_init(|| {
            let place = |d: &zhibi_core::Diagnostic| {
                let related = d.finding.related.iter().map(|r| snapshot.line_range(r.loc)).collect();
                Some((snapshot.line_range(d.finding.loc), related))
            };
            snapshot.diagnostics().iter().map(place).collect()
        });
        let mut places = places.clone();
        self.moves.iter().for_each(|change| apply(*change, &mut places));
        Saved { places, snapshot }
    }
}

/// Moves places along; those whose own text is changed are gone.
fn apply(change: Moved, places: &mut [Option<Place>]) {
    for slot in places {
        slot.take_if(|(place, _)| change.touches(*place));
        let Some((place, related)) = slot else { continue };
        for range in std::iter::once(place).chain(related) {
            *range = change.push(*range);
        }
    }
}
