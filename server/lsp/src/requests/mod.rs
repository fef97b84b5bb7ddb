//! One file for each method: a function from a snapshot and parameters to a result, nothing asynchronous.

pub mod code_action;
pub mod code_lens;
pub mod diagnostic;
pub mod document_link;
pub mod document_symbol;
pub mod document_text;
pub mod execute_command;
pub mod explain;
pub mod folding_range;
pub mod hover;
pub mod on_enter;
pub mod selection_range;
pub mod semantic_tokens;
