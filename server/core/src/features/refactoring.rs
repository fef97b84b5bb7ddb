//! The families of actions, and the changes of structure among them.

use serde::{Deserialize, Serialize};

/// Families of actions; each maps to a kind of the Language Server Protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// `quickfix`
    QuickFix,
    /// `source.fixAll.zhibi`
    FixAll,
    /// `refactor.rewrite.zhibi.renumber`: renumbering.
    Refactor,
    /// `refactor.rewrite`: another style or level.
    Rewrite,
    /// `refactor.move`: another place.
    Move,
}

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
