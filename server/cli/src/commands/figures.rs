//! `zhibi figures`.

use std::io::{BufWriter, Write, stdout};
use std::process::ExitCode;
use std::sync::Arc;

use zhibi_core::{Settings, Snapshot};

use super::{FAILURE, Failure};
use crate::args::{FiguresArgs, FiguresFormat};
use crate::input::{Draft, for_each_draft};
use crate::output::{json, text};

/// Prints the figures of the drafts.
///
/// # Errors
/// When nothing can be written.
pub fn run(args: &FiguresArgs) -> Result<ExitCode, Failure> {
    let settings = Arc::new(Settings::default());
    let work = |draft: Draft| -> Result<Vec<u8>, Failure> {
        let snapshot = Snapshot::of(&draft.text, draft.kind, settings.clone());
        let mut out = Vec::new();
        match args.format {
            FiguresFormat::Json => json::figures(&mut out, &draft.name, &snapshot)?,
            FiguresFormat::Table => text::figures(&mut out, &draft.name, &snapshot)?,
        }
        Ok(out)
    };
    let mut out = BufWriter::new(stdout().lock());
    let outcome = if args.format == FiguresFormat::Json {
        let mut array = json::ArrayWriter::new(out);
        let outcome = for_each_draft(&args.input, work, |bytes| Ok(array.push(&bytes?)?))?;
        array.finish()?;
        outcome
    } else {
        let outcome = for_each_draft(&args.input, work, |bytes| Ok(out.write_all(&bytes?)?))?;
        out.flush()?;
        outcome
    };
    Ok(ExitCode::from(if outcome.unreadable > 0 { FAILURE } else { 0 }))
}
