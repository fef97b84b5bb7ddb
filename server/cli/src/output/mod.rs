//! Output formats: what `check`, `outline` and `figures` print.

mod columns;
pub mod json;
pub mod text;

pub use columns::Columns;
