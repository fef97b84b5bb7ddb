//! The confirmed sheet against the draft: the ledger went out to the departments, came back filled in, and every figure is
//! held against the row that confirms it.
//!
//! [`read`](read()) makes rows of the cells of a table whatever its columns are called and in whatever order they stand;
//! [`Matching`] finds the figure of each row: by its id, by the sentence it stood in, or by what it measures.

mod agreement;
mod columns;
mod id;
mod matching;
mod read;
mod statements;
mod value;

pub use crate::config::facts::{Fact, FactValue, Facts};
pub use agreement::written_as;
pub use id::Ids;
pub use matching::{Matching, Mismatch};
pub use read::{Cell, Grid, Problem, read};
pub use statements::stated_by;
pub(crate) use value::suffix;

use std::sync::Arc;

use crate::block::Block;
use crate::figures::Ledger;
use crate::structure::Outline;

/// What is looked at: a draft and what its figures mean.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// Its lines.
    pub blocks: &'a [Arc<Block>],
    /// Its tree.
    pub outline: &'a Outline,
    /// Its figures with their meaning.
    pub ledger: &'a Ledger,
}
