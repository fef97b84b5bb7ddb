//! `zhibi lsp`: the language server, lent the readers and writers of the command line.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use zhibi_core::features::FigureRow;
use zhibi_core::{DocumentKind, Reader, Snapshot};
use zhibi_lsp::{Found, Host};

use crate::input::{Draft, decode, drafts_below, editable_names, has_chinese, read_found, revision, sheet};
use crate::output::json::{self, ArrayWriter};
use crate::output::{ours, report_page, text, xlsx};

/// Serves the client until it leaves.
pub fn run() -> ExitCode {
    zhibi_lsp::run(Host {
        figures_json,
        figures_workbook,
        outline_markdown,
        report_page: report_page::report,
        draft_names: editable_names,
        find_drafts,
        read_draft,
        read_companion,
        read_revision,
        revision_id: revision::id_at,
        read_sheet: sheet::read,
    })
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
fn figures_workbook(name: &str, rows: Vec<FigureRow>) -> Result<Vec<u8>, String> {
    xlsx::workbook(&[(name.to_owned(), rows)]).map_err(|e| e.to_string())
}

/// What `zhibi outline --format markdown` prints of one draft.
fn outline_markdown(name: &str, snapshot: &Snapshot) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    text::outline_markdown(&mut out, name, snapshot).map_err(|e| e.to_string())?;
    Ok(out)
}

/// The drafts that `zhibi check` finds, but for Word documents: no editor shows their lines.
fn find_drafts(folder: &Path, found: &mut Found<'_>) {
    // The names are constants, so that they are patterns is certain.
    let _ = drafts_below(folder, &editable_names(), found);
}

fn read_draft(path: &Path) -> Option<(String, DocumentKind)> {
    let draft = read_found(path).ok()?;
    let is_draft = !draft.copy
        && !ours::is_ours(&draft.text)
        && (draft.kind != DocumentKind::Markdown || has_chinese(&draft.text));
    is_draft.then_some((draft.text, draft.kind))
}

/// A draft that another is held against: for its outline and figures.
fn read_companion(path: &Path) -> Result<Snapshot, String> {
    read_found(path).map(|draft| unchecked(&draft))
}

fn read_revision(revision: &str, path: &Path) -> Result<Snapshot, String> {
    let bytes = revision::bytes_at(revision, path)?;
    decode(path, bytes).map(|draft| unchecked(&draft))
}

fn unchecked(draft: &Draft) -> Snapshot {
    Reader::unchecked(draft.kind, Arc::default()).read_told(&draft.text, &draft.told)
}
