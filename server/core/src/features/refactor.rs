//! Changes of structure on offer at a heading: renumbering, another style, up and down, in and out. Titles are cheap;
//! edits are computed when an action is chosen.

use super::refactoring::{ActionKind, Refactoring};
use super::{renumber, restyle, sections};
use crate::analysis::Snapshot;
use crate::finding::Edit;
use crate::message::Message;

/// What a refactoring of `node` would be called; `None` where it cannot be done or would change nothing.
#[must_use]
pub fn offer(snapshot: &Snapshot, node: u32, refactoring: Refactoring) -> Option<Message> {
    match refactoring.kind() {
        ActionKind::Refactor => renumber::offer(snapshot, node, refactoring),
        ActionKind::Move => sections::offer(snapshot, node, refactoring),
        _ => match refactoring {
            Refactoring::Demote | Refactoring::Promote => sections::offer(snapshot, node, refactoring),
            _ => restyle::offer(snapshot, node, refactoring),
        },
    }
}

/// The edits of a refactoring, ascending, not overlapping; empty where it changes nothing.
#[must_use]
pub fn edits(snapshot: &Snapshot, node: u32, refactoring: Refactoring) -> Vec<Edit> {
    let edits = match refactoring {
        Refactoring::RenumberSeries | Refactoring::RenumberFromHere | Refactoring::RenumberItem => {
            Some(renumber::edits(snapshot, node, refactoring))
        }
        Refactoring::MoveUp | Refactoring::MoveDown => sections::moved(snapshot, node, refactoring),
        Refactoring::Demote | Refactoring::Promote => sections::shifted(snapshot, node, refactoring),
        _ => restyle::edits(snapshot, node, refactoring),
    };
    edits.unwrap_or_default()
}
