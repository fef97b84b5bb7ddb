//! `zhibi terms`: the coined terms of a report, and how its list of terms keeps up with them.

use std::process::ExitCode;

use zhibi_core::features::terms;

use super::handout::{Handout, read};
use super::{FAILURE, Failure};
use crate::args::{Color, ListFormat, TermsArgs};
use crate::output::ours::{markdown_mark, text_mark};
use crate::output::terms::{csv, json, markdown, page, text};
use crate::settings::SettingsSource;

/// Lists the terms of one draft.
///
/// # Errors
/// Wrong options, a draft that cannot be read, or when nothing can be written.
pub fn run(args: &TermsArgs, color: Color) -> Result<ExitCode, Failure> {
    let settings = SettingsSource::new(&args.list.settings).map_err(Failure::Message)?;
    let (draft, snapshot) = read(&args.path, &settings)?;
    let terms = terms(&snapshot);
    let handout = Handout { path: args.list.output.as_deref(), drafts: &[&draft.path], color };
    let mark = match args.list.format {
        ListFormat::Text => Some(text_mark("terms")),
        ListFormat::Markdown => Some(format!("{}\n", markdown_mark("terms"))),
        _ => None,
    };
    handout.write(mark, args.list.format.is_binary(), |out, look| {
        match args.list.format {
            ListFormat::Text => text(out, &draft.name, &snapshot, &terms, look)?,
            ListFormat::Json => json(out, &snapshot, &terms)?,
            ListFormat::Csv => csv(out, &snapshot, &terms),
            ListFormat::Markdown => markdown(out, &draft.name, &snapshot, &terms)?,
            ListFormat::Docx => {
                let page = page(&draft.name, &snapshot, &terms);
                out.extend(page.document().map_err(std::io::Error::other)?);
            }
            ListFormat::Xlsx => {
                let page = page(&draft.name, &snapshot, &terms);
                out.extend(page.workbook().map_err(std::io::Error::other)?);
            }
        }
        Ok(())
    })?;
    Ok(ExitCode::from(if settings.has_problems() { FAILURE } else { 0 }))
}
