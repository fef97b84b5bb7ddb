//! Output formats, one file each.
//!
//! Reports are written as text into buffers, a draft at a time and on all cores, and joined in order: nothing of a whole
//! folder is held in memory.

mod columns;
pub mod excerpt;
pub mod github;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod style;
pub mod text;
pub mod xlsx;

pub use columns::{Columns, Range};
