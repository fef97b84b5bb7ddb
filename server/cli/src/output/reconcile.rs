//! Last year's targets beside this year's answers, for people, for machines and as Markdown.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use zhibi_core::align::{Confidence, Reconciled, Row, Shown, Verdict};
use zhibi_core::text::{escape_markdown, printable};
use zhibi_core::{Columns, PositionEncoding};

use super::json::{self, ArrayWriter, section_path};
use super::page::{self, Cell, Page, Table, Tone};
use super::range;
use super::style::{Look, Role};
use super::two_drafts::Drafts;
use crate::language::tr;

#[derive(Serialize)]
struct JsonRow<'a> {
    metric: Option<&'a str>,
    section: Vec<String>,
    target: JsonShown<'a>,
    answer: Option<JsonShown<'a>>,
    others: Vec<JsonPlace>,
    verdict: &'a str,
    confidence: &'a str,
    formula: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonShown<'a> {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    text: &'a str,
    bound: &'a str,
}

#[derive(Serialize)]
struct JsonPlace {
    line: u32,
    column: u32,
}

fn shown<'a>(columns: &Columns<'_>, shown: &'a Shown) -> JsonShown<'a> {
    let ((line, column), (end_line, end_column)) = range(columns, shown.loc);
    JsonShown { line, column, end_line, end_column, text: &shown.text, bound: shown.bound }
}

/// The JSON contract of `reconcile`: one element a target of last year.
pub fn json(out: &mut Vec<u8>, drafts: Drafts<'_>, rows: &[Row]) -> io::Result<()> {
    let (last, this) =
        (Columns::new(drafts.old.1, PositionEncoding::Utf32), Columns::new(drafts.new.1, PositionEncoding::Utf32));
    let mut array = ArrayWriter::new(out);
    for row in rows {
        let others = row.others.iter().map(|loc| range(&this, *loc).0).map(|(line, column)| JsonPlace { line, column });
        let value = JsonRow {
            metric: row.metric.as_deref(),
            section: section_path(drafts.old.1, drafts.old.1.outline(), row.section),
            target: shown(&last, &row.target),
            answer: row.answer.as_ref().map(|a| shown(&this, a)),
            others: others.collect(),
            verdict: row.verdict.name(),
            confidence: row.confidence.name(),
            formula: &row.formula,
        };
        let mut element = Vec::new();
        json::write(&mut element, &value)?;
        array.push(&element)?;
    }
    array.finish()
}

/// The verdict in an office's words.
const fn words(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Met => ("达到", "met"),
        Verdict::Missed => ("未达到", "missed"),
        Verdict::NotComparable => ("口径不同", "not comparable"),
        Verdict::Unclear => ("待人工", "to be looked at"),
        Verdict::Unanswered => ("未见回应", "unanswered"),
    }
}

/// The order in which verdicts are told.
const ORDER: [Verdict; 5] =
    [Verdict::Missed, Verdict::Met, Verdict::NotComparable, Verdict::Unclear, Verdict::Unanswered];

fn named(verdict: Verdict) -> &'static str {
    let (zh, en) = words(verdict);
    tr(zh, en)
}

/// 达到 31 · 未达到 4 · …
fn summary(rows: &[Row]) -> String {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        let place = ORDER.iter().position(|v| *v == row.verdict).unwrap_or_default();
        *counts.entry(place).or_default() += 1;
    }
    counts.iter().map(|(place, count)| format!("{} {count}", named(ORDER[*place]))).collect::<Vec<_>>().join(" · ")
}

/// What a row says behind its verdict: metric, target, answer, arithmetic.
struct Line<'a> {
    metric: &'a str,
    target: String,
    answer: String,
    note: String,
}

/// A figure with its bound, as an office writes it, and its place.
fn placed(columns: &Columns<'_>, shown: &Shown) -> String {
    let ((line, column), _) = range(columns, shown.loc);
    format!("{}（{line}:{column}）", bounded(shown.text.trim(), shown.bound))
}

/// A number with its bound in words.
fn bounded(text: &str, bound: &str) -> String {
    // 120多公里 says it already.
    let said = text.contains(['多', '余', '餘', '来', '來']);
    match bound {
        _ if said => text.to_owned(),
        ">=" => tr("{}以上", "at least {}").replace("{}", text),
        ">" => tr("超过{}", "over {}").replace("{}", text),
        "<=" => tr("{}以内", "at most {}").replace("{}", text),
        "<" => tr("不到{}", "under {}").replace("{}", text),
        "~" => tr("{}左右", "about {}").replace("{}", text),
        _ => text.to_owned(),
    }
}

fn line<'a>(last: &Columns<'_>, this: &Columns<'_>, row: &'a Row) -> Line<'a> {
    let likely = row.confidence == Confidence::Likely && row.answer.is_some();
    Line {
        metric: row.metric.as_deref().unwrap_or("—"),
        target: placed(last, &row.target),
        answer: row.answer.as_ref().map_or_else(|| "—".to_owned(), |a| placed(this, a)),
        note: [
            row.formula.as_str(),
            if likely { tr("请核对是否同一指标", "check that both mean the same") } else { "" },
        ]
        .iter()
        .filter(|s| !s.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(tr("；", "; ")),
    }
}

/// For people: by verdict, the missed ones first.
pub fn text(out: &mut impl Write, drafts: Drafts<'_>, found: &Reconciled, look: Look) -> io::Result<()> {
    let rows = &found.rows;
    let (last, this) =
        (Columns::new(drafts.old.1, PositionEncoding::Utf32), Columns::new(drafts.new.1, PositionEncoding::Utf32));
    writeln!(out, "{}\n{}", look.paint(Role::File, printable(&drafts.title())), summary(rows))?;
    for verdict in ORDER {
        let mut rows = rows.iter().filter(|r| r.verdict == verdict).peekable();
        if rows.peek().is_some() {
            writeln!(out, "\n{}", look.paint(Role::Frame, named(verdict)))?;
        }
        for row in rows {
            let Line { metric, target, answer, note } = line(&last, &this, row);
            let answer = if row.answer.is_some() { format!(" → {answer}") } else { String::new() };
            let note = if note.is_empty() { note } else { format!("  {note}") };
            let said = format!("{metric} {target}{answer}");
            writeln!(out, "  {}{}", printable(&said), look.paint(Role::Frame, printable(&note)))?;
        }
    }
    if !found.unasked.is_empty() {
        writeln!(out, "\n{}", look.paint(Role::Frame, unasked_name(found)))?;
    }
    for done in &found.unasked {
        writeln!(out, "  {}", printable(&format!("{} {}", done.metric, placed(&this, &done.figure))))?;
    }
    Ok(())
}

/// 没有对应目标的成绩 12
fn unasked_name(found: &Reconciled) -> String {
    format!("{} {}", tr("没有对应目标的成绩", "Done without a target"), found.unasked.len())
}

/// As a Markdown table, in last year's order.
pub fn markdown(out: &mut impl Write, drafts: Drafts<'_>, found: &Reconciled) -> io::Result<()> {
    let rows = &found.rows;
    let (last, this) =
        (Columns::new(drafts.old.1, PositionEncoding::Utf32), Columns::new(drafts.new.1, PositionEncoding::Utf32));
    writeln!(out, "# {}\n\n{}\n", escape_markdown(&drafts.title()), summary(rows))?;
    let heads = [
        tr("指标", "Metric"),
        tr("去年目标", "Target"),
        tr("今年表述", "Answer"),
        tr("结果", "Result"),
        tr("说明", "Note"),
    ];
    writeln!(out, "| {} |\n|{}", heads.join(" | "), " --- |".repeat(heads.len()))?;
    for row in rows {
        let Line { metric, target, answer, note } = line(&last, &this, row);
        let cells = [metric, &target, &answer, named(row.verdict), &note].map(escape_markdown);
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    if !found.unasked.is_empty() {
        writeln!(out, "\n## {}\n\n| {} | {} |\n| --- | --- |", unasked_name(found), heads[0], heads[2])?;
    }
    for done in &found.unasked {
        let cells = [done.metric.as_str(), &placed(&this, &done.figure)].map(escape_markdown);
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

/// To be printed and handed out: the headline indicators first, what nobody answers apart.
pub fn page(drafts: Drafts<'_>, found: &Reconciled) -> Page {
    let rows = &found.rows;
    let (last, this) =
        (Columns::new(drafts.old.1, PositionEncoding::Utf32), Columns::new(drafts.new.1, PositionEncoding::Utf32));
    let headline = |row: &Row| {
        let line = drafts.old.1.blocks()[row.target.loc.block as usize].read();
        line.contains("预期目标") || line.contains("主要目标")
    };
    let group = |row: &Row| match row.verdict {
        _ if headline(row) => 0,
        Verdict::Unanswered => 2,
        _ => 1,
    };
    let names =
        [tr("主要预期目标", "Headline indicators"), tr("其他目标", "Other targets"), tr("未见回应", "Unanswered")];
    let cells = |row: &Row| {
        let Line { metric, target, answer, note } = line(&last, &this, row);
        let tone = match row.verdict {
            Verdict::Met => Tone::Good,
            Verdict::Missed => Tone::Bad,
            _ => Tone::Open,
        };
        let section = section_path(drafts.old.1, drafts.old.1.outline(), row.section).join(" › ");
        let verdict = Cell::new(named(row.verdict), tone);
        page::Row::Cells(vec![section.into(), metric.into(), target.into(), answer.into(), verdict, note.into()])
    };
    let mut lines = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        let mut members = rows.iter().filter(|r| group(r) == index).peekable();
        if members.peek().is_some() {
            lines.push(page::Row::Group(name.to_owned()));
            lines.extend(members.map(cells));
        }
    }
    let heads = vec![
        (tr("去年报告章节", "Section"), 30.0),
        (tr("指标", "Metric"), 22.0),
        (tr("去年目标", "Target"), 22.0),
        (tr("今年表述", "Answer"), 22.0),
        (tr("结果", "Result"), 10.0),
        (tr("说明", "Note"), 30.0),
    ];
    let table = Table { name: tr("对账", "Targets and answers").into(), heads, rows: lines };
    Page { title: drafts.title(), summary: summary(rows), tables: vec![table, unasked(drafts, &this, found)] }
}

/// What was done without a target, by the sections of this year's report.
fn unasked(drafts: Drafts<'_>, this: &Columns<'_>, found: &Reconciled) -> Table {
    let mut rows: Vec<page::Row> = Vec::new();
    let mut before = None;
    for done in &found.unasked {
        let section = section_path(drafts.new.1, drafts.new.1.outline(), done.section).join(" › ");
        if before.as_ref() != Some(&section) {
            rows.push(page::Row::Group(section.clone()));
            before = Some(section);
        }
        rows.push(page::Row::Cells(vec![done.metric.as_str().into(), placed(this, &done.figure).into()]));
    }
    let heads = vec![(tr("指标", "Metric"), 40.0), (tr("今年表述", "Answer"), 30.0)];
    Table { name: tr("没有对应目标的成绩", "Done without a target").into(), heads, rows }
}
