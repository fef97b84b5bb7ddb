//! `zhibi lsp`: the language server, lent the writers of the figures ledger.

use std::process::ExitCode;

use zhibi_core::Snapshot;
use zhibi_core::features::ledger_rows;
use zhibi_lsp::Exports;

use crate::output::json::{self, ArrayWriter};
use crate::output::xlsx;

/// Serves the client until it leaves.
pub fn run() -> ExitCode {
    zhibi_lsp::run(Exports { figures_json, figures_workbook })
}

/// What `zhibi figures --format json` prints of one draft.
fn figures_json(name: &str, snapshot: &Snapshot) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let mut array = ArrayWriter::new(&mut out);
    let mut outcome = Ok(());
    json::figures(name, snapshot, &mut |part| {
        if outcome.is_ok() {
            outcome = part.and_then(|part| array.push(&part));
        }
    });
    outcome.and_then(|()| array.finish()).map_err(|e| e.to_string())?;
    Ok(out)
}

/// What `zhibi figures --format xlsx` writes of one draft.
fn figures_workbook(name: &str, snapshot: &Snapshot) -> Result<Vec<u8>, String> {
    xlsx::workbook(&[(name.to_owned(), ledger_rows(snapshot))]).map_err(|e| e.to_string())
}
