//! `zhibi outline`.

use std::io::Write;
use std::process::ExitCode;

use zhibi_core::Reader;

use super::{FAILURE, Failure};
use crate::args::{Color, OutlineArgs, OutlineFormat, SettingsArgs};
use crate::files::Output;
use crate::input::{Draft, for_each_draft};
use crate::output::json::ArrayWriter;
use crate::output::style::Look;
use crate::output::{json, ours, text};
use crate::settings::SettingsSource;

/// Prints the trees of the drafts.
///
/// # Errors
/// Wrong options, or when nothing can be written.
pub fn run(args: &OutlineArgs, color: Color) -> Result<ExitCode, Failure> {
    // Of the settings only the names that contain numbers matter here: they are not counted as figures.
    let settings = SettingsArgs { config: args.config.clone(), ..SettingsArgs::default() };
    let settings = SettingsSource::new(&settings).map_err(Failure::Message)?;
    let look = Look::stdout(color);
    let work = |draft: Draft, emit: &mut dyn FnMut(Result<Vec<u8>, Failure>)| {
        let snapshot = Reader::unchecked(draft.kind, settings.of(&draft.path)).read_told(&draft.text, &draft.told);
        let mut out = Vec::new();
        let written: Result<(), Failure> = match args.format {
            OutlineFormat::Json => json::outline(&mut out, &draft.name, &snapshot).map_err(Into::into),
            OutlineFormat::Text => text::outline(&mut out, &draft.name, &snapshot, look).map_err(Into::into),
            OutlineFormat::Markdown => text::outline_markdown(&mut out, &draft.name, &snapshot).map_err(Into::into),
        };
        emit(written.map(|()| out));
    };
    let mut out = Output::new(None)?;
    match args.format {
        OutlineFormat::Text if out.is_file() => writeln!(out, "{}", ours::text_mark("outline"))?,
        OutlineFormat::Markdown if out.is_file() => writeln!(out, "{}\n", ours::OUTLINE_MARK)?,
        _ => {}
    }
    let places = out.places();
    let outcome = if args.format == OutlineFormat::Json {
        let mut array = ArrayWriter::new(&mut out);
        let outcome = for_each_draft(&args.input, &places, work, |bytes| Ok(array.push(&bytes?)?))?;
        array.finish()?;
        outcome
    } else {
        for_each_draft(&args.input, &places, work, |bytes| Ok(out.write_all(&bytes?)?))?
    };
    out.flush()?;
    let failed = !outcome.unreadable.is_empty() || settings.has_problems();
    Ok(ExitCode::from(if failed { FAILURE } else { 0 }))
}
