//! Telling what the product itself wrote from drafts: a ledger or a report that lies in a folder of drafts is not read in
//! the next run.
//!
//! Formats for machines begin in a way of their own. Those for people begin like a draft might; where they become a
//! file, a mark is their first line.

use zhibi_core::Language;
use zhibi_core::features::table::{MARKDOWN_MARK, headers};

/// First line of a report in plain text.
const TEXT_MARK: &str = "# zhibi ";

/// First line of an outline in Markdown.
pub const OUTLINE_MARK: &str = "<!-- zhibi outline -->";

/// The mark of a command's plain text.
pub fn text_mark(command: &str) -> String {
    format!("{TEXT_MARK}{command}")
}

/// The mark of a command's Markdown page.
pub fn markdown_mark(command: &str) -> String {
    format!("<!-- zhibi {command} -->")
}

/// Whether a text is something that a command wrote.
pub fn is_ours(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let command = first.strip_prefix(TEXT_MARK).map(str::trim_end);
    let marked = command
        .is_some_and(|c| ["check", "figures", "outline", "compare", "reconcile", "tasks", "terms"].contains(&c))
        || ["compare", "reconcile", "tasks", "terms"].iter().any(|command| first == markdown_mark(command));
    let rows = ["{\"file\":\"", "{\"metric\":", "{\"number\":", "{\"term\":"];
    let json = first == "[" && rows.iter().any(|head| second.starts_with(head)) || first.starts_with("{\"headings\":[");
    let sarif = first.starts_with('{') && first.contains("\"driver\":{\"name\":\"zhibi\"");
    let junit = first.starts_with("<?xml") && second.starts_with("<testsuites name=\"zhibi\"");
    let github = ["::error file=", "::warning file=", "::notice file="].iter().any(|head| first.starts_with(head));
    let csv = [Language::Zh, Language::En].into_iter().any(|language| first.ends_with(&headers(language).join(",")));
    let html = first == "<!doctype html>"
        && ["check", "compare", "reconcile"].iter().any(|command| second == markdown_mark(command));
    marked || html || [MARKDOWN_MARK, OUTLINE_MARK].contains(&first) || json || sarif || junit || github || csv
}
