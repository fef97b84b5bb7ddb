//! What a hover shows, as Markdown or as plain text.

use std::fmt::Write;

use super::HoverOptions;
use crate::message::Language;
use crate::text::{LineRange, escape_markdown};

/// A title, rows of label and value, and paragraphs below.
#[derive(Default)]
pub(super) struct Card {
    /// One line; Markdown already where the client takes it.
    pub(super) title: String,
    /// Label and value, ready to be shown.
    pub(super) rows: Vec<(String, String)>,
    /// Paragraphs below the table, ready to be shown.
    pub(super) notes: Vec<String>,
}

impl Card {
    /// Adds a row unless the value is empty.
    pub(super) fn row(&mut self, label: &str, value: String) {
        if !value.is_empty() {
            self.rows.push((label.to_owned(), value));
        }
    }

    /// The whole text.
    pub(super) fn render(&self, options: &HoverOptions<'_>) -> String {
        let mut out = String::new();
        if options.markdown {
            if !self.title.is_empty() {
                let _ = writeln!(out, "**{}**\n", self.title);
            }
            if !self.rows.is_empty() {
                // A table needs a header; an empty one takes little room.
                out.push_str("| | |\n|:--|:--|\n");
                for (label, value) in &self.rows {
                    let _ = writeln!(out, "| {} | {value} |", in_one_piece(label));
                }
                out.push('\n');
            }
        } else {
            if !self.title.is_empty() {
                let _ = writeln!(out, "{}", self.title);
            }
            let colon = if options.language == Language::Zh { "：" } else { ": " };
            for (label, value) in &self.rows {
                // A row without a label goes on with the row above.
                let lead = if label.is_empty() { "  ".to_owned() } else { format!("{label}{colon}") };
                let _ = writeln!(out, "{lead}{value}");
            }
        }
        for note in &self.notes {
            let _ = writeln!(out, "{note}{}", if options.markdown { "\n" } else { "" });
        }
        out.truncate(out.trim_end().len());
        out
    }
}

impl HoverOptions<'_> {
    /// Text of the draft, made safe for Markdown.
    pub(super) fn escape(&self, text: &str) -> String {
        if self.markdown { escape_markdown(text) } else { text.to_owned() }
    }

    /// A link to a place in the draft, or just the label (which names the line).
    pub(super) fn go(&self, label: &str, range: LineRange) -> String {
        match (self.markdown, self.link) {
            (true, Some(link)) => format!("[{}]({})", escape_markdown(label), link(range)),
            _ => self.escape(label),
        }
    }

    /// `第12行` or `line 12`, as a link where possible.
    pub(super) fn line(&self, range: LineRange) -> String {
        let line = range.start.line + 1;
        let label = match self.language {
            Language::Zh => format!("第{line}行"),
            Language::En => format!("line {line}"),
        };
        self.go(&label, range)
    }

    /// The text in the language asked for.
    pub(super) fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }
}

/// A label that a narrow table does not break: 推算基期, not 推算基/期.
fn in_one_piece(label: &str) -> String {
    const JOINER: &str = "\u{2060}";
    if label.is_ascii() {
        return label.replace(' ', "\u{a0}");
    }
    label.chars().map(String::from).collect::<Vec<_>>().join(JOINER)
}
