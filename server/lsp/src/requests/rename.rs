//! `textDocument/rename` and `prepareRename`: a heading's number, with its series and the references to it.

use tower_lsp::{
    jsonrpc::{Error, ErrorCode, Result},
    lsp_types::{Position, PrepareRenameResponse, WorkspaceEdit},
};
use zhibi_core::features;

use super::code_action::workspace_edit;
use crate::{convert::from_client, session::OpenSnapshot};

/// What a rename would replace, if anything.
pub fn prepare(open: &OpenSnapshot, position: Position) -> Option<PrepareRenameResponse> {
    let at = from_client::position(&open.snapshot, open.client.encoding, position);
    let target = features::prepare_rename(&open.snapshot, at)?;
    Some(PrepareRenameResponse::RangeWithPlaceholder {
        range: open.converter().range(target.range),
        placeholder: target.placeholder,
    })
}

/// The edits of a rename.
///
/// # Errors
/// When the new name does not fit; the message says why, and clients show it.
pub fn handle(open: &OpenSnapshot, position: Position, name: &str) -> Result<WorkspaceEdit> {
    let at = from_client::position(&open.snapshot, open.client.encoding, position);
    match features::rename(&open.snapshot, at, name) {
        Ok(edits) => Ok(workspace_edit(open, edits)),
        Err(message) => Err(Error {
            // `RequestFailed` of the protocol.
            code: ErrorCode::ServerError(-32803),
            message: message.get(open.client.language).to_owned().into(),
            data: None,
        }),
    }
}
