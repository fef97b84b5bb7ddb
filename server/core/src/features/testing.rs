//! Test helpers: a `$0` cursor in the text, ranges drawn under it.

use crate::analysis::Snapshot;
use crate::block::DocumentKind;
use crate::config::Settings;
use crate::text::{LineCol, LineRange, lines};

/// A plain draft with default settings.
pub fn snapshot(text: &str) -> Snapshot {
    Snapshot::of(text, DocumentKind::Plain, Settings::default().into())
}

/// The draft without its `$0` marks, and where they stood.
pub fn cursors(text: &str) -> (Snapshot, Vec<LineCol>) {
    let mut found = Vec::new();
    for (line, text) in lines(text).enumerate() {
        for (nth, (at, _)) in text.match_indices("$0").enumerate() {
            found.push(LineCol { line: line as u32, byte: (at - 2 * nth) as u32 });
        }
    }
    (snapshot(&text.replace("$0", "")), found)
}

/// The draft without its one `$0`, and where it stood.
pub fn cursor(text: &str) -> (Snapshot, LineCol) {
    let (snapshot, found) = cursors(text);
    (snapshot, found[0])
}

/// Columns of a text on a terminal: two for wide characters.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum()
}

/// The lines that the ranges touch, each range drawn beneath with its label.
pub fn draw(snapshot: &Snapshot, ranges: &[(LineRange, &str)]) -> String {
    let mut out = String::new();
    for line in 0..snapshot.line_count() {
        let here: Vec<_> = ranges.iter().filter(|(r, _)| r.start.line <= line && line <= r.end.line).collect();
        if here.is_empty() {
            continue;
        }
        let text = snapshot.line_text(line);
        out.push_str(&text);
        out.push('\n');
        for (range, label) in here {
            let start = if range.start.line == line { range.start.byte as usize } else { 0 };
            let end = if range.end.line == line { range.end.byte as usize } else { text.len() };
            let marks = columns(&text[start..end]);
            let under = if marks == 0 { "|".into() } else { "^".repeat(marks) };
            out.push_str(format!("{}{under} {label}", " ".repeat(columns(&text[..start]))).trim_end());
            out.push('\n');
        }
    }
    out
}
