//! Output for people.

use std::io::{self, Write};
use std::path::Path;

use zhibi_core::features::FigureRow;
use zhibi_core::finding::{Edits, Safety, Severity};
use zhibi_core::text::{UNPRINTABLE, escape_markdown, printable};
use zhibi_core::{Columns, Diagnostic, Language, Snapshot};

use super::excerpt::{columns, excerpt};
use super::style::{Look, Role};
use crate::language::{self, tr};

/// Widest excerpt of a line.
const WIDTH: usize = 96;

/// A severity in words.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => tr("错误", "error"),
        Severity::Warning => tr("警告", "warning"),
        Severity::Information => tr("说明", "information"),
        Severity::Hint => tr("提示", "hint"),
    }
}

/// One diagnostic: where, what, the line with carets, and how it can be mended.
pub fn diagnostic(
    out: &mut Vec<u8>,
    file: &str,
    positions: &Columns<'_>,
    diagnostic: &Diagnostic,
    language: Language,
    look: Look,
) -> io::Result<()> {
    let finding = &diagnostic.finding;
    let ((line, column), _) = super::range(positions, finding.loc);
    let role = Role::Severity(finding.severity);
    let place = look.paint(Role::File, format_args!("{}:{line}:{column}", line_start(file)));
    let place = look.link(Path::new(file), &place);
    let level = look.paint(role, format_args!("{}[{}]", severity(finding.severity), finding.code));
    writeln!(out, "{place} {level} {}", printable(finding.message.get(language)))?;
    let text = positions.snapshot().blocks().get(finding.loc.block as usize).map_or("", |b| &*b.text);
    let excerpt = excerpt(text, finding.loc.span.start as usize, finding.loc.span.end as usize, WIDTH);
    let number = line.to_string();
    let bar = look.paint(Role::Frame, "|");
    writeln!(out, " {} {bar} {}", look.paint(Role::Frame, &number), excerpt.text)?;
    let carets = look.paint(role, "^".repeat(excerpt.carets));
    writeln!(out, " {:gap$} {bar} {:indent$}{carets}", "", "", gap = number.len(), indent = excerpt.indent)?;
    // The places of a habit are counted in its message.
    for related in finding.related.iter().filter(|_| finding.places.is_none()) {
        let ((line, column), _) = super::range(positions, related.loc);
        let head = look.paint(Role::Frame, "=");
        let message = printable(related.message.get(language));
        writeln!(out, " {:gap$} {head} {line}:{column} {message}", "", gap = number.len())?;
    }
    for fix in &finding.fixes {
        let kind = match (fix.safety, &fix.edits) {
            (Safety::Safe, Edits::Ready(_)) => tr("可改正", "fix"),
            (Safety::Safe, Edits::OnDemand { .. }) => tr("可统一改正", "fix all"),
            (Safety::Unsafe, _) => tr("可修改", "possible"),
            (Safety::DisplayOnly, _) => tr("参考", "see"),
        };
        let (head, kind) = (look.paint(Role::Frame, "="), look.paint(Role::Fix, kind));
        let title = printable(fix.title.get(language));
        writeln!(out, " {:gap$} {head} {kind} {title}", "", gap = number.len())?;
    }
    Ok(())
}

/// The tree, indented by depth.
pub fn outline(out: &mut Vec<u8>, file: &str, snapshot: &Snapshot, look: Look) -> io::Result<()> {
    writeln!(out, "{}", look.paint(Role::File, line_start(file)))?;
    for entry in zhibi_core::features::outline_entries(snapshot, snapshot.settings().outline.items) {
        outline_entry(out, &entry, 1, look)?;
    }
    Ok(())
}

fn outline_entry(
    out: &mut Vec<u8>,
    entry: &zhibi_core::features::OutlineEntry,
    depth: usize,
    look: Look,
) -> io::Result<()> {
    let lines = match (language::current(), entry.line, entry.end_line) {
        (Language::Zh, first, last) if first == last => format!("第{first}行"),
        (Language::Zh, first, last) => format!("第{first}—{last}行"),
        (Language::En, first, last) if first == last => format!("line {first}"),
        (Language::En, first, last) => format!("lines {first}–{last}"),
    };
    let about = look.paint(Role::Frame, format_args!("{} · {lines}", entry.detail(language::current())));
    let name = format!("{}{}", entry.ordinal, entry.title);
    writeln!(out, "{:indent$}{}  {about}", "", line_start(&name), indent = depth * 2)?;
    entry.children.iter().try_for_each(|child| outline_entry(out, child, depth + 1, look))
}

/// The tree as a nested list.
pub fn outline_markdown(out: &mut Vec<u8>, file: &str, snapshot: &Snapshot) -> io::Result<()> {
    fn list(out: &mut Vec<u8>, entries: &[zhibi_core::features::OutlineEntry], depth: usize) -> io::Result<()> {
        for entry in entries {
            let name = format!("{}{}", entry.ordinal, entry.title);
            writeln!(out, "{:indent$}- {}", "", escape_markdown(&name), indent = depth * 2)?;
            list(out, &entry.children, depth + 1)?;
        }
        Ok(())
    }
    writeln!(out, "## {}\n", escape_markdown(file))?;
    list(out, &zhibi_core::features::outline_entries(snapshot, snapshot.settings().outline.items), 0)?;
    writeln!(out)
}

/// A name or a line of a draft that begins a line of output: build services take one that begins like this for a command.
pub fn line_start(text: &str) -> String {
    let text = printable(text);
    let command = ["::", "##[", "##vso["].iter().any(|head| text.trim_start().starts_with(head));
    if command {
        text.trim_start().replacen([':', '#'], UNPRINTABLE.encode_utf8(&mut [0; 4]), 1)
    } else {
        text.into_owned()
    }
}

/// The figures of a draft as aligned columns.
pub fn figures(out: &mut Vec<u8>, file: &str, rows: &[FigureRow], look: Look) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", look.paint(Role::File, line_start(file)))?;
    let cells: Vec<[String; 6]> = rows.iter().map(cells).collect();
    let mut widths = [0; 6];
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            // One long metric must not push all the others off the screen.
            *width = (*width).max(columns(cell)).min(32);
        }
    }
    for row in &cells {
        let mut line = String::from(" ");
        for (cell, width) in row.iter().zip(widths) {
            line.push(' ');
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width.saturating_sub(columns(cell)) + 1));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn cells(row: &FigureRow) -> [String; 6] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let cells = [
        row.line.to_string(),
        row.text.clone(),
        format!("{} {}", row.bound, row.value()),
        if row.role.is_some() { row.role_word(language::current()) } else { row.class_word(language::current()) }
            .to_owned(),
        text(&row.metric),
        text(&row.period),
    ];
    cells.map(|cell| printable(&cell).into_owned())
}
