//! The tasks of a plan (任务分解表).

use std::io::{self, Write};

use serde::Serialize;
use zhibi_core::features::{Task, table};
use zhibi_core::text::{escape_markdown, printable};
use zhibi_core::{Columns, PositionEncoding, Snapshot};

use super::json::{self, ArrayWriter};
use super::page::{Cell, Page, Row, Table, Tone};
use super::range;
use super::style::{Look, Role};
use crate::language::tr;

#[derive(Serialize)]
struct JsonTask<'a> {
    number: usize,
    section: &'a [String],
    line: u32,
    sentence: &'a str,
    metric: Option<&'a str>,
    target: Option<&'a str>,
    deadline: Option<&'a str>,
    units: &'a [String],
}

/// The JSON contract of `tasks`: one element a task.
pub fn json(out: &mut Vec<u8>, snapshot: &Snapshot, tasks: &[Task]) -> io::Result<()> {
    let columns = Columns::new(snapshot, PositionEncoding::Utf32);
    let mut array = ArrayWriter::new(out);
    for task in tasks {
        let value = JsonTask {
            number: task.number,
            section: &task.section,
            line: range(&columns, task.loc).0.0,
            sentence: &task.sentence,
            metric: task.metric.as_deref(),
            target: task.target.as_deref(),
            deadline: task.deadline.as_deref(),
            units: &task.units,
        };
        let mut element = Vec::new();
        json::write(&mut element, &value)?;
        array.push(&element)?;
    }
    array.finish()
}

/// The date in words where nothing tells its year.
fn deadline(task: &Task) -> String {
    let date = task.deadline.clone().unwrap_or_default();
    match date.strip_prefix("--").and_then(|day| day.split_once('-')) {
        Some((month, day)) => format!("{}月{}日", month.trim_start_matches('0'), day.trim_start_matches('0')),
        None => date,
    }
}

/// Names of the columns behind the section's, and their widths.
fn heads() -> [(&'static str, f64); 8] {
    [
        (tr("序号", "No."), 6.0),
        (tr("工作任务", "Task"), 60.0),
        (tr("指标", "Metric"), 18.0),
        (tr("目标", "Target"), 14.0),
        (tr("完成时限", "Deadline"), 12.0),
        (tr("牵头单位", "Lead"), 16.0),
        (tr("配合单位", "With"), 20.0),
        (tr("备注", "Remarks"), 14.0),
    ]
}

fn cells(task: &Task) -> [String; 8] {
    let (lead, others) =
        task.units.split_first().map_or((String::new(), String::new()), |(a, b)| (a.clone(), b.join("、")));
    [
        task.number.to_string(),
        task.sentence.clone(),
        task.metric.clone().unwrap_or_default(),
        task.target.clone().unwrap_or_default(),
        deadline(task),
        lead,
        others,
        String::new(),
    ]
}

/// Tasks by section, in order.
fn groups(tasks: &[Task]) -> Vec<(String, &[Task])> {
    tasks.chunk_by(|a, b| a.section == b.section).map(|group| (group[0].section.join(" › "), group)).collect()
}

/// As a page: a workbook for the government office to hand out.
pub fn page(name: &str, tasks: &[Task]) -> Page {
    let mut rows = Vec::new();
    for (section, tasks) in groups(tasks) {
        rows.push(Row::Group(section));
        for task in tasks {
            let mut cells = cells(task).map(Cell::from);
            cells[0] = Cell::new(task.number.to_string(), Tone::Number);
            cells[4] = Cell::new(deadline(task), Tone::Date);
            rows.push(Row::Cells(cells.into()));
        }
    }
    let table = Table { name: tr("任务分解表", "Tasks").into(), heads: heads().into(), rows };
    Page { title: format!("{}：{name}", tr("任务分解表", "Tasks")), summary: summary(tasks), tables: vec![table] }
}

fn summary(tasks: &[Task]) -> String {
    let with = tasks.iter().filter(|t| t.target.is_some()).count();
    match crate::language::current() {
        zhibi_core::Language::Zh => format!("{} 项，其中有数字目标的 {with} 项", tasks.len()),
        zhibi_core::Language::En => format!("{} tasks, {with} of them with a number", tasks.len()),
    }
}

/// As CSV, the section in a column of its own.
pub fn csv(out: &mut Vec<u8>, tasks: &[Task]) {
    let mut text = String::from('\u{feff}');
    let names = std::iter::once(tr("章节", "Section")).chain(heads().map(|(name, _)| name));
    table::csv_line(&mut text, &names.map(str::to_owned).collect::<Vec<_>>());
    for task in tasks {
        table::csv_line(&mut text, &[&[task.section.join(" › ")], &cells(task)[..]].concat());
    }
    out.extend_from_slice(text.as_bytes());
}

/// As Markdown, a table a section.
pub fn markdown(out: &mut impl Write, name: &str, tasks: &[Task]) -> io::Result<()> {
    writeln!(out, "# {}：{}\n\n{}", tr("任务分解表", "Tasks"), escape_markdown(name), summary(tasks))?;
    for (section, tasks) in groups(tasks) {
        writeln!(out, "\n## {}\n", escape_markdown(&section))?;
        writeln!(out, "| {} |\n|{}", heads().map(|h| h.0).join(" | "), " --- |".repeat(heads().len()))?;
        for task in tasks {
            writeln!(out, "| {} |", cells(task).map(|c| escape_markdown(&c)).join(" | "))?;
        }
    }
    Ok(())
}

/// For people.
pub fn text(out: &mut impl Write, name: &str, tasks: &[Task], look: Look) -> io::Result<()> {
    writeln!(out, "{}\n{}", look.paint(Role::File, printable(name)), summary(tasks))?;
    for (section, tasks) in groups(tasks) {
        writeln!(out, "\n{}", look.paint(Role::Frame, printable(&section)))?;
        for task in tasks {
            let target = match (&task.metric, &task.target) {
                (Some(metric), Some(target)) => format!("  {metric} {target}"),
                (None, Some(target)) => format!("  {target}"),
                _ => String::new(),
            };
            let more = [deadline(task), task.units.join("、")].into_iter().filter(|s| !s.is_empty());
            let more: String = more.map(|s| format!("  {s}")).collect();
            let said = format!("{:>4} {}", task.number, task.sentence);
            writeln!(out, "{}{}", printable(&said), look.paint(Role::Frame, printable(&format!("{target}{more}"))))?;
        }
    }
    Ok(())
}
