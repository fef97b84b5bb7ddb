//! `zhibi check`.

use std::io::{BufWriter, Write, stdout};
use std::process::ExitCode;
use std::sync::Arc;

use zhibi_core::finding::Severity;
use zhibi_core::{Settings, Snapshot};

use super::{FAILURE, FINDINGS, Failure};
use crate::args::{CheckArgs, CheckFormat};
use crate::input::for_each_draft;
use crate::language;
use crate::output::{json, text};

/// Checks the drafts.
///
/// # Errors
/// When nothing can be written.
pub fn run(args: &CheckArgs) -> Result<ExitCode, Failure> {
    let settings = Arc::new(Settings::default());
    let language = language::current();
    let work = |draft: crate::input::Draft| -> Result<(Vec<u8>, bool), Failure> {
        let snapshot = Snapshot::of(&draft.text, draft.kind, settings.clone());
        let mut out = Vec::new();
        let mut fails = false;
        for diagnostic in snapshot.diagnostics() {
            fails |= diagnostic.finding.severity <= Severity::Warning;
            match args.format {
                CheckFormat::Json => json::diagnostic(&mut out, &draft.name, &snapshot, diagnostic, language)?,
                CheckFormat::Text => text::diagnostic(&mut out, &draft.name, &snapshot, diagnostic, language)?,
            }
        }
        Ok((out, fails))
    };
    let mut out = BufWriter::new(stdout().lock());
    let mut any = false;
    let outcome = match args.format {
        CheckFormat::Json => {
            let mut array = json::ArrayWriter::new(out);
            let outcome = for_each_draft(&args.input, work, |done| {
                let (bytes, fails) = done?;
                any |= fails;
                Ok(array.push(&bytes)?)
            })?;
            array.finish()?;
            outcome
        }
        CheckFormat::Text => {
            let outcome = for_each_draft(&args.input, work, |done| {
                let (bytes, fails) = done?;
                any |= fails;
                Ok(out.write_all(&bytes)?)
            })?;
            out.flush()?;
            outcome
        }
    };
    Ok(ExitCode::from(match (outcome.unreadable, any) {
        (0, false) => 0,
        (0, true) => FINDINGS,
        _ => FAILURE,
    }))
}
