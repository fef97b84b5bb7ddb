//! What is wrong with a configuration file, in the protocol's terms.

use tower_lsp::lsp_types::{Diagnostic, DiagnosticSeverity, Position, Range};
use zhibi_core::{config::Problem, fixes, text};

use super::to_client::SOURCE;
use crate::client::ClientProfile;

/// Diagnostics of a configuration file.
pub fn file_diagnostics(text: &str, problems: &[Problem], client: &ClientProfile) -> Vec<Diagnostic> {
    let starts = fixes::line_starts(text);
    let position = |offset: usize| {
        let line = starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = starts.get(line).copied().unwrap_or_default();
        let content = text.get(start..).and_then(|rest| text::lines(rest).next()).unwrap_or_default();
        let byte = u32::try_from(offset.saturating_sub(start)).unwrap_or(u32::MAX);
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            character: text::client_column(content, client.encoding, byte),
        }
    };
    let diagnostic = |problem: &Problem| Diagnostic {
        range: Range { start: position(problem.span.start), end: position(problem.span.end) },
        severity: Some(DiagnosticSeverity::WARNING),
        source: Some(SOURCE.to_owned()),
        message: problem.message.get(client.language).to_owned(),
        ..Diagnostic::default()
    };
    problems.iter().map(diagnostic).collect()
}
