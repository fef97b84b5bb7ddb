//! `textDocument/diagnostic`: diagnostics for clients that ask, with an id of the set so that an unchanged one is not
//! sent again.

use std::hash::{DefaultHasher, Hash, Hasher};

use tower_lsp::lsp_types::{
    Diagnostic, DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
};

use crate::{diagnostics_sender::diagnostics, session::OpenSnapshot};

/// The diagnostics, or that they are those of `previous`.
pub fn handle(open: &OpenSnapshot, previous: Option<&str>) -> DocumentDiagnosticReportResult {
    let items = diagnostics(open);
    let id = result_id(&items);
    let report = if previous == Some(id.as_str()) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        })
    } else {
        full(Some(id), items)
    };
    DocumentDiagnosticReportResult::Report(report)
}

/// The answer for a document that is not open.
pub fn none() -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReportResult::Report(full(None, Vec::new()))
}

fn full(result_id: Option<String>, items: Vec<Diagnostic>) -> DocumentDiagnosticReport {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}

/// A hash of everything the client sees.
pub fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    for item in items {
        (item.range.start.line, item.range.start.character).hash(&mut hasher);
        (item.range.end.line, item.range.end.character).hash(&mut hasher);
        item.message.hash(&mut hasher);
        format!("{:?}{:?}", item.severity, item.code).hash(&mut hasher);
        for related in item.related_information.iter().flatten() {
            (related.location.range.start.line, related.location.range.start.character).hash(&mut hasher);
            (related.location.range.end.line, related.location.range.end.character).hash(&mut hasher);
            related.message.hash(&mut hasher);
        }
    }
    format!("{:016x}", hasher.finish())
}
