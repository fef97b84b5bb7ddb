//! Diagnostics of the last save, moved along with the text: what a client sees between saves when checks run on save.

use std::sync::{Arc, OnceLock};

use zhibi_core::{LazySnapshot, LineCol, Snapshot, text::LineRange};

/// The state of the last save and where its findings are now.
#[derive(Clone)]
pub struct LastSave {
    state: Arc<LazySnapshot>,
    /// Where its findings stood before [`LastSave::moves`]; worked out when first needed.
    places: Arc<OnceLock<Vec<Option<Place>>>>,
    /// Edits that came before the places were worked out.
    moves: Vec<Moved>,
}

/// The place of a finding and the places related to it.
pub type Place = (LineRange, Vec<LineRange>);

/// The analysis at the last save, and where its findings stand now.
pub struct Saved {
    /// The analysis.
    pub snapshot: Snapshot,
    /// For each of [`Snapshot::diagnostics`] its place now; none where its own text was changed.
    pub places: Vec<Option<Place>>,
}

/// One replacement, in the text before it and after it.
#[derive(Clone, Copy, Debug)]
pub struct Moved {
    /// Where it starts.
    pub start: LineCol,
    /// Where the replaced text ended.
    pub old_end: LineCol,
    /// Where the new text ends.
    pub new_end: LineCol,
}

impl LastSave {
    /// The state right after a save.
    pub fn new(state: Arc<LazySnapshot>) -> Self {
        Self { state, places: Arc::default(), moves: Vec::new() }
    }

    /// Follows a change of the text. Whether it changed the text of a finding, which says nothing any more.
    pub fn follow(&mut self, change: Moved) -> bool {
        let Some(places) = self.places.get() else {
            self.moves.push(change);
            return false;
        };
        let mut places = places.clone();
        let before = places.iter().flatten().count();
        let moves = std::mem::take(&mut self.moves);
        moves.iter().chain([&change]).for_each(|change| change.apply(&mut places));
        let touched = places.iter().flatten().count() < before;
        self.places = Arc::new(places.into());
        touched
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
        self.moves.iter().for_each(|change| change.apply(&mut places));
        Saved { places, snapshot }
    }
}

impl Moved {
    /// The end of `new` inserted at `start`.
    pub fn end_of(start: LineCol, new: &str) -> LineCol {
        let mut lines = 0;
        let mut last = "";
        for line in zhibi_core::text::lines(new) {
            lines += 1;
            last = line;
        }
        let bytes = u32::try_from(last.len()).unwrap_or(u32::MAX);
        if lines <= 1 {
            LineCol { line: start.line, byte: start.byte.saturating_add(bytes) }
        } else {
            LineCol { line: start.line + (lines - 1), byte: bytes }
        }
    }

    /// Moves places along; those whose own text is changed are gone.
    fn apply(self, places: &mut [Option<Place>]) {
        for slot in places {
            slot.take_if(|(place, _)| place.start < self.old_end && self.start < place.end);
            let Some((place, related)) = slot else { continue };
            for range in std::iter::once(place).chain(related) {
                // What is inserted right before a finding pushes it on.
                let pushed = range.start == self.start && self.start == self.old_end;
                range.start = if pushed { self.new_end } else { self.follow(range.start) };
                range.end = self.follow(range.end).max(range.start);
            }
        }
    }

    /// Where a position of the old text is in the new. Inside the replaced text: at its start.
    fn follow(self, at: LineCol) -> LineCol {
        if at <= self.start {
            at
        } else if at < self.old_end {
            self.start
        } else if at.line == self.old_end.line {
            LineCol { line: self.new_end.line, byte: self.new_end.byte + (at.byte - self.old_end.byte) }
        } else {
            LineCol { line: self.new_end.line + (at.line - self.old_end.line), byte: at.byte }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, byte: u32) -> LineCol {
        LineCol { line, byte }
    }

    #[test]
    fn positions_follow_insertions_deletions_and_line_breaks() {
        let typed = Moved { start: at(1, 3), old_end: at(1, 3), new_end: Moved::end_of(at(1, 3), "甲") };
        assert_eq!(typed.follow(at(1, 2)), at(1, 2));
        assert_eq!(typed.follow(at(1, 6)), at(1, 9));
        assert_eq!(typed.follow(at(2, 6)), at(2, 6));
        let broken = Moved { start: at(1, 3), old_end: at(1, 3), new_end: Moved::end_of(at(1, 3), "\r\n\nab") };
        assert_eq!(broken.follow(at(1, 6)), at(3, 5));
        assert_eq!(broken.follow(at(4, 0)), at(6, 0));
        let joined = Moved { start: at(1, 3), old_end: at(3, 2), new_end: at(1, 3) };
        assert_eq!(joined.follow(at(2, 0)), at(1, 3));
        assert_eq!(joined.follow(at(3, 5)), at(1, 6));
        assert_eq!(joined.follow(at(5, 1)), at(3, 1));
    }
}
