//! JUnit XML: a test suite for each draft, a failed case for each finding.

use std::io::{self, Write};

use zhibi_core::text::{UNPRINTABLE, is_unprintable};
use zhibi_core::{Columns, Diagnostic, Language};

/// Opens the document.
pub const HEAD: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"zhibi\">\n";
/// Closes it.
pub const TAIL: &[u8] = b"</testsuites>\n";

/// Opens the suite of a draft with `findings` findings.
pub fn open(out: &mut Vec<u8>, file: &str, findings: usize) -> io::Result<()> {
    let (name, tests) = (escaped(file), findings.max(1));
    writeln!(out, "<testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{findings}\" errors=\"0\">")?;
    if findings == 0 {
        writeln!(out, "<testcase name=\"zhibi\" classname=\"{name}\"/>")?;
    }
    Ok(())
}

/// Closes it.
pub fn close(out: &mut Vec<u8>) {
    out.extend_from_slice(b"</testsuite>\n");
}

/// A draft that could not be read.
pub fn unreadable(out: &mut Vec<u8>, file: &str, why: &str) -> io::Result<()> {
    let (name, why) = (escaped(file), escaped(why));
    writeln!(out, "<testsuite name=\"{name}\" tests=\"1\" failures=\"0\" errors=\"1\">")?;
    writeln!(out, "<testcase name=\"zhibi\" classname=\"{name}\"><error message=\"{why}\"/></testcase>\n</testsuite>")
}

/// One diagnostic.
pub fn diagnostic(
    out: &mut Vec<u8>,
    file: &str,
    positions: &Columns<'_>,
    diagnostic: &Diagnostic,
    language: Language,
) -> io::Result<()> {
    let finding = &diagnostic.finding;
    let ((line, column), _) = super::range(positions, finding.loc);
    let (name, message) = (escaped(file), escaped(finding.message.get(language)));
    let (code, severity) = (finding.code, finding.severity.name());
    writeln!(
        out,
        "<testcase name=\"{code}:{line}:{column}\" classname=\"{name}\" line=\"{line}\"><failure type=\"{severity}\" \
         message=\"{message}\">{name}:{line}:{column} {code} {message}</failure></testcase>"
    )
}

/// Escapes markup; leaves out what XML 1.0 has no place for, and what steers a terminal.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => out.push(UNPRINTABLE),
            c if is_unprintable(c) => out.push(UNPRINTABLE),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn markup_and_control_characters_are_escaped() {
        assert_eq!(super::escaped("a<b>&\"\u{b}\n中"), "a&lt;b&gt;&amp;&quot;\u{fffd} 中");
    }
}
