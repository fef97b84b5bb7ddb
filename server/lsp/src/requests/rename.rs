//! `textDocument/rename` and `prepareRename`: a heading's number, with its series and the references to it.

use tower_lsp::{
    jsonrpc::{Error, ErrorCode, Result},
    lsp_types::{Position, PrepareRenameResponse, WorkspaceEdit},
};
use zhibi_core::{Message, features};

use super::code_action::workspace_edit;
use crate::{convert::from_client, session::OpenSnapshot};

/// What a rename would replace, if anything.
///
/// # Errors
/// On the words of a heading: the message says what can be renamed instead, and clients show it.
pub fn prepare(open: &OpenSnapshot, position: Position) -> Result<Option<PrepareRenameResponse>> {
    let at = from_client::position(&open.snapshot, open.client.encoding, position);
    if let Some(target) = features::prepare_rename(&open.snapshot, at) {
        return Ok(Some(PrepareRenameResponse::RangeWithPlaceholder {
            range: open.converter().range(target.range),
            placeholder: target.placeholder,
        }));
    }
    if features::in_heading(&open.snapshot, at) { Err(refused(open, &features::heading_is_text())) } else { Ok(None) }
}

/// The edits of a rename.
///
/// # Errors
/// When the new name does not fit; the message says why, and clients show it.
pub fn handle(open: &OpenSnapshot, position: Position, name: &str) -> Result<WorkspaceEdit> {
    let at = from_client::position(&open.snapshot, open.client.encoding, position);
    match features::rename(&open.snapshot, at, name) {
        Ok(edits) => Ok(workspace_edit(open, edits)),
        Err(message) => Err(refused(open, &message)),
    }
}

fn refused(open: &OpenSnapshot, message: &Message) -> Error {
    // `RequestFailed` of the protocol.
    let code = ErrorCode::ServerError(-32803);
    Error { code, message: message.get(open.client.language).to_owned().into(), data: None }
}
