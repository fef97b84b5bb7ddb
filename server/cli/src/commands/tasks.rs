//! `zhibi tasks`: the plan of a report as a table of tasks.

use std::process::ExitCode;

use zhibi_core::features::tasks;

use super::handout::{Handout, read};
use super::{FAILURE, Failure};
use crate::args::{Color, ListFormat, TasksArgs};
use crate::output::ours::{markdown_mark, text_mark};
use crate::output::tasks::{csv, json, markdown, page, text};
use crate::settings::SettingsSource;

/// Lists the tasks of one draft.
///
/// # Errors
/// Wrong options, a draft that cannot be read, or when nothing can be written.
pub fn run(args: &TasksArgs, color: Color) -> Result<ExitCode, Failure> {
    let settings = SettingsSource::new(&args.list.settings).map_err(Failure::Message)?;
    let (draft, snapshot) = read(&args.path, &settings)?;
    let tasks = tasks(&snapshot);
    let handout = Handout { path: args.list.output.as_deref(), drafts: &[&draft.path], color };
    let mark = match args.list.format {
        ListFormat::Text => Some(text_mark("tasks")),
        ListFormat::Markdown => Some(format!("{}\n", markdown_mark("tasks"))),
        _ => None,
    };
    handout.write(mark, args.list.format.is_binary(), |out, look| {
        match args.list.format {
            ListFormat::Text => text(out, &draft.name, &tasks, look)?,
            ListFormat::Json => json(out, &snapshot, &tasks)?,
            ListFormat::Csv => csv(out, &tasks),
            ListFormat::Markdown => markdown(out, &draft.name, &tasks)?,
            ListFormat::Docx => out.extend(page(&draft.name, &tasks).document().map_err(std::io::Error::other)?),
            ListFormat::Xlsx => out.extend(page(&draft.name, &tasks).workbook().map_err(std::io::Error::other)?),
        }
        Ok(())
    })?;
    Ok(ExitCode::from(if settings.has_problems() { FAILURE } else { 0 }))
}
