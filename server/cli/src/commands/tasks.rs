//! `zhibi tasks`: the plan of a report as a table of tasks.

use std::process::ExitCode;

use zhibi_core::features::tasks;

use super::handout::{Handout, read};
use super::{FAILURE, Failure};
use crate::args::{Color, TasksArgs, TasksFormat};
use crate::output::ours::{markdown_mark, text_mark};
use crate::output::tasks::{csv, json, markdown, page, text};
use crate::settings::SettingsSource;

/// Lists the tasks of one draft.
///
/// # Errors
/// Wrong options, a draft that cannot be read, or when nothing can be written.
pub fn run(args: &TasksArgs, color: Color) -> Result<ExitCode, Failure> {
    let settings = SettingsSource::new(&args.settings).map_err(Failure::Message)?;
    let (draft, snapshot) = read(&args.path, &settings)?;
    let tasks = tasks(&snapshot);
    let handout = Handout { path: args.output.as_deref(), drafts: &[&draft.path], color };
    let mark = match args.format {
        TasksFormat::Text => Some(text_mark("tasks")),
        TasksFormat::Markdown => Some(format!("{}\n", markdown_mark("tasks"))),
        _ => None,
    };
    handout.write(mark, args.format == TasksFormat::Xlsx, |out, look| {
        match args.format {
            TasksFormat::Text => text(out, &draft.name, &tasks, look)?,
            TasksFormat::Json => json(out, &snapshot, &tasks)?,
            TasksFormat::Csv => csv(out, &tasks),
            TasksFormat::Markdown => markdown(out, &draft.name, &tasks)?,
            TasksFormat::Xlsx => out.extend(page(&draft.name, &tasks).workbook().map_err(std::io::Error::other)?),
        }
        Ok(())
    })?;
    Ok(ExitCode::from(if settings.has_problems() { FAILURE } else { 0 }))
}
