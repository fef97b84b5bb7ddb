//! `zhibi/documentText`: what the server believes an open document contains. For debugging clients and for tests.

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::TextDocumentIdentifier;

use zhibi_core::text::Text;

/// Parameters.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentTextParams {
    /// The document.
    pub text_document: TextDocumentIdentifier,
}

/// Result; `null` for a document that is not open.
#[derive(Debug, Serialize)]
pub struct DocumentText {
    /// The text, line ends as the client sent them.
    pub text: String,
    /// The version the client gave it.
    pub version: i32,
}

/// Reads the text.
pub fn handle(text: &Text, version: i32) -> DocumentText {
    DocumentText { text: text.to_text(), version }
}
