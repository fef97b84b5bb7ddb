//! The list behind a count: 八个方面 and the eight headings that follow.

use super::mentions::{FigureRef, figure};
use crate::analysis::Snapshot;

/// The nodes that a count announces; `None` unless a series that begins right after it has exactly as many members.
pub(super) fn list_behind(snapshot: &Snapshot, of: FigureRef) -> Option<&[u32]> {
    let (this, _) = figure(snapshot, of)?;
    let ledger = snapshot.ledger();
    ledger.list_behind(this, of, snapshot.outline())
}
