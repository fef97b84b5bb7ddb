//! Positions in output: 1-based lines, 1-based columns in Unicode code points.

use zhibi_core::{LineCol, Loc, PositionEncoding, Snapshot};

/// Converts the places of one draft.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a>(pub &'a Snapshot);

impl Columns<'_> {
    /// Start and end (exclusive) of a place, each as line and column.
    pub fn of(self, loc: Loc) -> ((u32, u32), (u32, u32)) {
        let range = self.0.line_range(loc);
        (self.at(range.start), self.at(range.end))
    }

    /// Line and column of a position.
    pub fn at(self, at: LineCol) -> (u32, u32) {
        let (line, column) = self.0.client_position(PositionEncoding::Utf32, at);
        (line + 1, column + 1)
    }
}
