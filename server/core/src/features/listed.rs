//! The list behind a count: 八个方面 and the eight headings that follow.

use super::mentions::{FigureRef, figure};
use crate::analysis::Snapshot;
use crate::figures::Role;

/// How many blocks after the count its list may begin.
const REACH: u32 = 3;

/// The nodes that a count announces; `None` unless a series that begins right after it has exactly as many members.
pub(super) fn list_behind(snapshot: &Snapshot, of: FigureRef) -> Option<&[u32]> {
    let (this, _) = figure(snapshot, of)?;
    let entry = snapshot.ledger().entry(of.0, of.1)?;
    if entry.role != Some(Role::ListCount) {
        return None;
    }
    let count = this.lower.number()?;
    let outline = snapshot.outline();
    let after = outline.nodes.partition_point(|n| (n.heading.block, n.heading.span.start) <= (of.0, this.span.start));
    let near = outline.nodes[after..].iter().take_while(|n| n.heading.block <= of.0 + REACH);
    let series = near.filter_map(|n| n.series).next()?;
    let members = &outline.series.get(series as usize)?.members;
    let begins = (*members.first()? as usize) >= after;
    (begins && count == crate::figures::Decimal::from(members.len())).then_some(members.as_slice())
}
