//! Output for people.

use std::io::{self, Write};

use zhibi_core::{Diagnostic, Language, Snapshot};

use super::{Columns, json};

/// One diagnostic on one line.
pub fn diagnostic(
    out: &mut Vec<u8>,
    file: &str,
    snapshot: &Snapshot,
    diagnostic: &Diagnostic,
    language: Language,
) -> io::Result<()> {
    let finding = &diagnostic.finding;
    let ((line, column), _) = Columns(snapshot).of(finding.loc);
    let (severity, message) = (finding.severity.name(), finding.message.get(language));
    writeln!(out, "{file}:{line}:{column}: {severity}[{}] {message}", finding.code)
}

/// The tree, indented by depth.
pub fn outline(out: &mut Vec<u8>, file: &str, snapshot: &Snapshot) -> io::Result<()> {
    writeln!(out, "{file}")?;
    let outline = snapshot.outline();
    let mut depth = Vec::with_capacity(outline.nodes.len());
    for node in &outline.nodes {
        let at = node.parent.map_or(1, |p| depth[p as usize] + 1);
        depth.push(at);
        let (ordinal, title) = json::names(snapshot, node);
        let (first, last) = json::line_numbers(snapshot, node);
        writeln!(out, "{:indent$}{ordinal}{title}  ({first}-{last})", "", indent = at * 2)?;
    }
    Ok(())
}

/// The figures, one a line.
pub fn figures(out: &mut Vec<u8>, file: &str, snapshot: &Snapshot) -> io::Result<()> {
    for (index, block) in snapshot.blocks().iter().enumerate() {
        for figure in &block.figures {
            let ((line, column), _) = Columns(snapshot).of(zhibi_core::Loc::new(index, figure.span));
            let values = [figure.lower.text(), figure.upper.text()].map(Option::unwrap_or_default);
            let value = if values[0] == values[1] { values[0].clone() } else { values.join("..") };
            let (text, class, bound) = (figure.span.of(&block.text), figure.class.name(), figure.bound.symbol());
            writeln!(out, "{file}:{line}:{column}\t{text}\t{class}\t{bound} {value}\t{}", figure.unit.of(&block.text))?;
        }
    }
    Ok(())
}
