//! `zhibi/status`: what a status bar tells of an open document beside its diagnostics and figures.

use serde::Serialize;

use crate::session::OpenSnapshot;

/// Result; `null` for a document that is not open.
#[derive(Debug, Serialize)]
pub struct Status {
    /// Findings held back until what is being written is written, hints aside.
    pub held: usize,
    /// The length that the settings allow the whole report; `null` without one.
    pub budget: Option<ReportBudget>,
}

/// The length that a report may have.
#[derive(Debug, Serialize)]
pub struct ReportBudget {
    /// Words, as Word counts them.
    pub total: u32,
    /// Characters read out in a minute.
    pub pace: u32,
}

/// Asks for them.
pub fn handle(open: &OpenSnapshot) -> Status {
    let budget = &open.snapshot.settings().budget;
    Status {
        held: if open.saved.is_some() { 0 } else { open.shown().held() },
        budget: budget.total.map(|total| ReportBudget { total, pace: budget.pace }),
    }
}
