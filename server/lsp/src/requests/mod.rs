//! One file for each method: a function from a snapshot and parameters to a result, nothing asynchronous.

pub mod code_action;
pub mod document_symbol;
pub mod document_text;
pub mod folding_range;
pub mod hover;
