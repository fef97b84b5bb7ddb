//! The coined terms of a report.

use std::io::{self, Write};

use serde::Serialize;
use zhibi_core::features::{Term, Terms, table};
use zhibi_core::text::{escape_markdown, printable};
use zhibi_core::{Loc, Snapshot};

use super::json::{self, ArrayWriter};
use super::page::{Cell, Page, Row, Table, Tone};
use super::style::{Look, Role};
use crate::language::tr;

#[derive(Serialize)]
struct JsonTerm<'a> {
    term: &'a str,
    count: usize,
    /// 1-based line where it stands first.
    line: Option<u32>,
    /// 1-based line that explains it.
    explained: Option<u32>,
}

fn line(snapshot: &Snapshot, loc: Option<Loc>) -> Option<u32> {
    loc.map(|loc| snapshot.line_range(loc).start.line + 1)
}

/// The JSON contract of `terms`: one element a term.
pub fn json(out: &mut Vec<u8>, snapshot: &Snapshot, terms: &Terms) -> io::Result<()> {
    let mut array = ArrayWriter::new(out);
    for term in &terms.all {
        let (first, explained) = (line(snapshot, term.first), line(snapshot, term.explained));
        let value = JsonTerm { term: &term.text, count: term.count, line: first, explained };
        let mut element = Vec::new();
        json::write(&mut element, &value)?;
        array.push(&element)?;
    }
    array.finish()
}

/// Names of the columns and their widths.
fn heads() -> [(&'static str, f64); 5] {
    [
        (tr("名词", "Term"), 30.0),
        (tr("首次出现（行）", "First line"), 16.0),
        (tr("出现次数", "Times"), 10.0),
        (tr("解释（行）", "Explained in line"), 12.0),
        (tr("备注", "Remarks"), 26.0),
    ]
}

/// What is to be looked at: only where the draft has a list of terms.
fn remark(terms: &Terms, term: &Term) -> &'static str {
    match (term.first, term.explained) {
        (None, Some(_)) => tr("正文中已不出现", "no longer stands in the text"),
        (Some(_), None) if terms.listed => tr("没有解释", "not explained"),
        _ => "",
    }
}

fn cells(snapshot: &Snapshot, terms: &Terms, term: &Term) -> [String; 5] {
    let number = |loc| line(snapshot, loc).map(|n| n.to_string()).unwrap_or_default();
    let explained = number(term.explained);
    [term.text.clone(), number(term.first), term.count.to_string(), explained, remark(terms, term).to_owned()]
}

fn summary(terms: &Terms) -> String {
    let count = terms.all.len();
    let open = terms.all.iter().filter(|t| t.first.is_some() && t.explained.is_none()).count();
    let gone = terms.all.iter().filter(|t| t.first.is_none()).count();
    match (crate::language::current(), terms.listed) {
        (zhibi_core::Language::Zh, true) => format!("{count} 个名词，没有解释的 {open} 个，正文中已不出现的 {gone} 个"),
        (zhibi_core::Language::Zh, false) => format!("{count} 个名词（文稿没有名词解释）"),
        (zhibi_core::Language::En, true) => {
            format!("{count} terms, {open} not explained, {gone} no longer in the text")
        }
        (zhibi_core::Language::En, false) => format!("{count} terms (the draft has no list of terms)"),
    }
}

fn title(name: &str) -> String {
    format!("{}：{name}", tr("名词清单", "Terms"))
}

/// As a page: a workbook.
pub fn page(name: &str, snapshot: &Snapshot, terms: &Terms) -> Page {
    let row = |term| {
        let mut cells = cells(snapshot, terms, term).map(Cell::from);
        for (index, cell) in cells.iter_mut().enumerate().filter(|(i, _)| (1..4).contains(i)) {
            *cell = Cell::new(self::cells(snapshot, terms, term)[index].clone(), Tone::Number);
        }
        Row::Cells(cells.into())
    };
    let rows = terms.all.iter().map(row).collect();
    let table = Table { name: tr("名词清单", "Terms").into(), heads: heads().into(), rows };
    Page { title: title(name), summary: summary(terms), tables: vec![table] }
}

/// As CSV.
pub fn csv(out: &mut Vec<u8>, snapshot: &Snapshot, terms: &Terms) {
    let mut text = String::from('\u{feff}');
    table::csv_line(&mut text, &heads().map(|(name, _)| name.to_owned()));
    for term in &terms.all {
        table::csv_line(&mut text, &cells(snapshot, terms, term));
    }
    out.extend_from_slice(text.as_bytes());
}

/// As a Markdown table.
pub fn markdown(out: &mut impl Write, name: &str, snapshot: &Snapshot, terms: &Terms) -> io::Result<()> {
    writeln!(out, "# {}\n\n{}\n", escape_markdown(&title(name)), summary(terms))?;
    writeln!(out, "| {} |\n|{}", heads().map(|h| h.0).join(" | "), " --- |".repeat(heads().len()))?;
    for term in &terms.all {
        writeln!(out, "| {} |", cells(snapshot, terms, term).map(|c| escape_markdown(&c)).join(" | "))?;
    }
    Ok(())
}

/// For people.
pub fn text(out: &mut impl Write, name: &str, snapshot: &Snapshot, terms: &Terms, look: Look) -> io::Result<()> {
    writeln!(out, "{}\n{}\n", look.paint(Role::File, printable(name)), summary(terms))?;
    for term in &terms.all {
        let place = match line(snapshot, term.first) {
            Some(line) => match crate::language::current() {
                zhibi_core::Language::Zh => format!("第{line}行，{}次", term.count),
                zhibi_core::Language::En => format!("line {line}, {} times", term.count),
            },
            None => String::new(),
        };
        let more = [place, remark(terms, term).to_owned()].into_iter().filter(|s| !s.is_empty());
        let more: String = more.map(|s| format!("  {s}")).collect();
        writeln!(out, "{}{}", printable(&term.text), look.paint(Role::Frame, printable(&more)))?;
    }
    Ok(())
}
