//! What editors show and do, as plain data in [`crate::LineCol`] coordinates: outline, hover, folding, navigation,
//! refactorings, completion. The protocol crate only converts.
//!
//! Every function is pure: a [`crate::Snapshot`] and a place go in, plain data comes out. Nothing here runs on a
//! keystroke unless the editor asks for it. Columns are bytes; texts come in the [`crate::Language`] asked for.

pub mod code_actions;
pub mod folding;
pub mod hover;
pub mod lens;
pub mod links;
pub mod on_enter;
pub mod outline;
pub mod references;
pub mod selection;
pub mod tokens;

mod places;
mod series;
#[cfg(test)]
mod testing;

pub use code_actions::{ActionId, ActionKind, CodeAction, code_actions, resolve};
pub use folding::{Fold, folding};
pub use hover::{Hover, HoverOptions, hover};
pub use lens::{Lens, code_lens};
pub use links::{DocumentLink, LinkTarget, document_links};
pub use on_enter::{OnEnter, on_enter};
pub use outline::{OutlineEntry, Symbol, outline, outline_entries};
pub use selection::selection_range;
pub use tokens::{Token, TokenKind, semantic_tokens};
