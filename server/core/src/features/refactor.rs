//! Changes of structure on offer at a heading: renumbering, another style, up and down, in and out. Titles are cheap;
//! edits are computed when an action is chosen.

use serde::{Deserialize, Serialize};

use super::code_actions::ActionKind;
use super::{renumber, restyle, sections};
use crate::analysis::Snapshot;
use crate::finding::Edit;
use crate::message::Message;

/// A change of structure that can be asked for at a numbered heading or item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Refactoring {
    /// Count the whole series on from its first item.
    RenumberSeries,
    /// Count on from the item before: this item and all that follow it in its series.
    RenumberFromHere,
    /// Give this item the number that follows the item before it.
    RenumberItem,
    /// Change places with the section before.
    MoveUp,
    /// Change places with the section after.
    MoveDown,
    /// Make it a part of the section before.
    Demote,
    /// Take it out of the section it stands in.
    Promote,
    /// Number its whole level 一、二、三、.
    ToChinese,
    /// Number its whole level （一）（二）（三）.
    ToChineseParen,
    /// Number its whole level 1. 2. 3.
    ToArabic,
    /// Number its whole level （1）（2）（3）.
    ToArabicParen,
    /// Number its whole level ①②③.
    ToCircled,
}

impl Refactoring {
    /// All refactorings, in the order in which they are offered.
    pub const ALL: [Self; 12] = [
        Self::RenumberSeries,
        Self::RenumberFromHere,
        Self::RenumberItem,
        Self::MoveUp,
        Self::MoveDown,
        Self::Demote,
        Self::Promote,
        Self::ToChinese,
        Self::ToChineseParen,
        Self::ToArabic,
        Self::ToArabicParen,
        Self::ToCircled,
    ];

    /// The family of the action.
    #[must_use]
    pub const fn kind(self) -> ActionKind {
        match self {
            Self::RenumberSeries | Self::RenumberFromHere | Self::RenumberItem => ActionKind::Refactor,
            Self::MoveUp | Self::MoveDown => ActionKind::Move,
            _ => ActionKind::Rewrite,
        }
    }
}

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
