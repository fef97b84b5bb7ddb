//! What editors show and do, as plain data in [`crate::LineCol`] coordinates: outline, hover, folding, navigation,
//! refactorings, completion. The protocol crate only converts.
//!
//! Every function is pure: a [`crate::Snapshot`] and a place go in, plain data comes out. Nothing here runs on a
//! keystroke unless the editor asks for it. Columns are bytes; texts come in the [`crate::Language`] asked for.

pub mod code_actions;
pub mod completion;
pub mod fix_all;
pub mod folding;
pub mod formatting;
pub mod found;
pub mod hints;
pub mod hover;
mod joining;
pub mod lens;
pub mod links;
pub mod navigation;
pub mod on_enter;
pub mod outline;
pub mod refactor;
pub mod refactoring;
pub mod rename;
pub mod selection;
pub mod sheet;
pub mod symbols;
pub mod table;
mod tasks;
mod terms;
pub mod textual;
pub mod tokens;
pub mod unfinished;
pub mod writing;

mod listed;
mod mentions;
mod phrases;
mod pinyin;
mod places;
mod renumber;
mod restyle;
mod sections;
mod series;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use code_actions::{ActionId, CodeAction, code_actions, resolve};
pub use completion::{Completion, CompletionKind, completion};
pub use fix_all::{Wanted, fix_all, fixed, fixed_told};
pub use folding::{Fold, folding};
pub use formatting::formatting;
pub use found::{FoundFigure, Search, find_figures};
pub use hints::{InlayHint, inlay_hints};
pub use hover::{Hover, HoverOptions, hover};
pub use joining::join_lines;
pub use lens::{Lens, code_lens};
pub use links::{DocumentLink, LinkTarget, document_links, names_attachment};
pub use navigation::{Target, definition, figure_under, highlight, references};
pub use on_enter::{OnEnter, after_line_break, on_enter};
pub use outline::{OutlineEntry, Symbol, outline, outline_entries, whole_outline};
pub use places::is_indicator;
pub use refactoring::{ActionKind, Refactoring};
pub use rename::{RenameTarget, heading_is_text, in_heading, prepare_rename, rename};
pub use selection::selection_range;
pub use sheet::{Choice, sheet_rows};
pub use symbols::{SymbolKind, WorkspaceSymbol, symbol_matches, workspace_symbols};
pub use table::{FigureRow, ledger_rows, marked, sentence_around};
pub use tasks::{Task, tasks};
pub use terms::{Term, Terms, terms};
pub use tokens::{Token, TokenKind, semantic_tokens};
pub use unfinished::unfinished;
pub use writing::{Place, Shown, Writing};
