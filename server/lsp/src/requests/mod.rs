//! One file for each method: a function from a snapshot and parameters to a result, nothing asynchronous.

pub mod across;
pub mod code_action;
pub mod code_lens;
pub mod companions;
pub mod completion;
pub mod diagnostic;
pub mod document_content;
pub mod document_link;
pub mod document_symbol;
pub mod document_text;
pub mod execute_command;
pub mod explain;
pub mod figures;
pub mod folding_range;
pub mod formatting;
pub mod hover;
pub mod inlay_hint;
pub mod navigation;
pub mod on_enter;
pub mod on_type_formatting;
pub mod rename;
pub mod selection_range;
pub mod semantic_tokens;
pub mod status;
pub mod word;
pub mod workspace_symbol;
