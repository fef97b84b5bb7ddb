//! `zhibi compare`: what changed from one draft to the next.

use std::io::{BufWriter, Write, stdout};
use std::path::Path;
use std::process::ExitCode;

use zhibi_core::align::compare;

use super::{FINDINGS, Failure};
use crate::args::{Color, CompareArgs, CompareFormat};
use crate::input::{Draft, display, read_file};
use crate::output::compare::{Drafts, counts, json, markdown, text};
use crate::output::style::Look;
use crate::settings::SettingsSource;

/// Compares two drafts.
///
/// # Errors
/// Wrong options, a draft that cannot be read, or when nothing can be written.
pub fn run(args: &CompareArgs, color: Color) -> Result<ExitCode, Failure> {
    let settings = SettingsSource::new(&args.settings).map_err(Failure::Message)?;
    let (old, new) = (read(&args.old)?, read(&args.new)?);
    let (before, after) = (settings.analyse(&old), settings.analyse(&new));
    let comparison = compare(&before, &after);
    let drafts = Drafts { old: (&old.name, &before), new: (&new.name, &after) };
    let mut out = BufWriter::new(stdout().lock());
    match args.format {
        CompareFormat::Text => text(&mut out, drafts, &comparison, Look::stdout(color))?,
        CompareFormat::Json => json(&mut out, drafts, &comparison)?,
        CompareFormat::Markdown => markdown(&mut out, drafts, &comparison)?,
    }
    out.flush()?;
    Ok(ExitCode::from(if counts(&comparison, args.fail_on) { FINDINGS } else { 0 }))
}

fn read(path: &Path) -> Result<Draft, Failure> {
    read_file(path).map_err(|why| Failure::Message(format!("{}: {why}", display(path))))
}
