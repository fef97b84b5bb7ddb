//! `zhibi/unfinished`: how many findings of an open document wait for what is being written.

use serde::Serialize;

use crate::session::OpenSnapshot;

/// Result; `null` for a document that is not open.
#[derive(Debug, Serialize)]
pub struct UnfinishedCount {
    /// Findings held back, hints aside.
    pub held: usize,
}

/// Counts them.
pub fn handle(open: &OpenSnapshot) -> UnfinishedCount {
    UnfinishedCount { held: if open.saved.is_some() { 0 } else { open.shown().held() } }
}
