//! `zhibi/figures` and the command `zhibi.exportFigures`: the ledger of an open draft. The command `zhibi.report`: all that
//! is to be said of one, on a page.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::{
    jsonrpc::{Error, Result},
    lsp_types::Url,
};
use zhibi_core::features::{Choice, sheet_rows, table};

use crate::{host::Host, session::OpenSnapshot, uri};

/// Forms of the exported ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// As `zhibi/figures` gives it.
    Json,
    /// For spreadsheets, with a byte order mark.
    Csv,
    /// A table.
    Markdown,
    /// A workbook.
    Xlsx,
}

/// The argument of `zhibi.exportFigures`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExportParams {
    /// The draft; it must be open.
    pub uri: Url,
    /// The form wanted.
    pub format: Format,
    /// Dates, ranks, sessions, names, bounds and counts of lists too; JSON always has all.
    #[serde(default)]
    pub all: bool,
    /// Words that each row holds; JSON always has all.
    #[serde(default)]
    pub filter: Option<String>,
}

/// The result of `zhibi.exportFigures`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Exported {
    /// The content of a text file.
    Text(String),
    /// The content of any other file.
    Base64(String),
}

/// The ledger as the JSON contract has it.
///
/// # Errors
/// When it cannot be written.
pub fn list(open: &OpenSnapshot, host: Host) -> Result<Value> {
    let bytes = (host.figures_json)(&name(open), &open.calm().snapshot).map_err(failed)?;
    serde_json::from_slice(&bytes).map_err(|e| failed(e.to_string()))
}

/// The ledger as a file.
///
/// # Errors
/// When it cannot be written.
pub fn export(open: &OpenSnapshot, wanted: ExportParams, host: Host) -> Result<Exported> {
    let (snapshot, language) = (&open.snapshot, open.client.language);
    let choice = Choice { all: wanted.all, filter: wanted.filter.unwrap_or_default() };
    let rows = || sheet_rows(snapshot, &choice, language);
    Ok(match wanted.format {
        Format::Json => {
            let bytes = (host.figures_json)(&name(open), snapshot).map_err(failed)?;
            Exported::Text(String::from_utf8(bytes).map_err(|e| failed(e.to_string()))?)
        }
        Format::Csv => Exported::Text(table::csv(&rows(), language)),
        Format::Markdown => {
            let table = table::markdown(&rows(), language);
            Exported::Text(format!("{}\n\n{table}", table::MARKDOWN_MARK))
        }
        Format::Xlsx => {
            let bytes = (host.figures_workbook)(&name(open), rows()).map_err(failed)?;
            Exported::Base64(STANDARD.encode(bytes))
        }
    })
}

/// A page to be printed about the draft, as the content of a file.
pub fn report(open: &OpenSnapshot, host: Host) -> Exported {
    let path = open.url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    let name = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    Exported::Text((host.report_page)(&name, &open.snapshot, open.client.language))
}

/// Path of a file, address of anything else.
pub fn name(open: &OpenSnapshot) -> String {
    uri::file_path(&open.url).map_or_else(|| open.raw.to_string(), |path| path.display().to_string())
}

/// What the client is told when the host's writers fail.
pub fn failed(why: String) -> Error {
    tracing::error!(why, "nothing was written");
    let mut error = Error::internal_error();
    error.message = why.into();
    error
}
