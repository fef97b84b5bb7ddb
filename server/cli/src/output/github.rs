//! GitHub workflow commands: annotations in the files of a pull request.

use std::io::{self, Write};

use zhibi_core::finding::Severity;
use zhibi_core::text::{UNPRINTABLE, is_unprintable};
use zhibi_core::{Columns, Diagnostic, Language};

/// One diagnostic.
pub fn diagnostic(
    out: &mut Vec<u8>,
    file: &str,
    positions: &Columns<'_>,
    diagnostic: &Diagnostic,
    language: Language,
) -> io::Result<()> {
    let finding = &diagnostic.finding;
    let ((line, column), (end_line, end_column)) = super::range(positions, finding.loc);
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    let (file, message) = (escaped(file, true), escaped(finding.message.get(language), false));
    let code = finding.code;
    writeln!(
        out,
        "::{command} file={file},line={line},col={column},endLine={end_line},endColumn={end_column},title={code}::{message}"
    )
}

/// Escapes what ends a value; in a property also what separates properties.
fn escaped(text: &str, property: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' if property => out.push_str("%3A"),
            ',' if property => out.push_str("%2C"),
            c if is_unprintable(c) => out.push(UNPRINTABLE),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn separators_are_escaped() {
        assert_eq!(super::escaped("a,b:c%\r\n", true), "a%2Cb%3Ac%25%0D%0A");
        assert_eq!(super::escaped("增长10%，a,b:c", false), "增长10%25，a,b:c");
    }
}
