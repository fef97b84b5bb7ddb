//! `zhibi reconcile`: last year's targets against what this year's report says of them.

use std::process::ExitCode;

use zhibi_core::align::reconcile;

use super::Failure;
use super::two_drafts::TwoDrafts;
use crate::args::{Color, ReconcileArgs, TwoDraftsFormat};
use crate::output::reconcile::{json, markdown, page, text};

/// Holds the targets of one report against the statements of the next.
///
/// # Errors
/// Wrong options, a draft that cannot be read, or when nothing can be written.
pub fn run(args: &ReconcileArgs, color: Color) -> Result<ExitCode, Failure> {
    let read = TwoDrafts::read(&args.last, &args.this, &args.both)?;
    let (last, this) = read.snapshots();
    let found = reconcile(last, this);
    let drafts = read.drafts();
    let tell = |out: &mut Vec<u8>, look| match args.both.format {
        TwoDraftsFormat::Json => json(out, drafts, &found.rows),
        TwoDraftsFormat::Markdown => markdown(out, drafts, &found),
        _ => text(out, drafts, &found, look),
    };
    read.write(&args.both, color, "reconcile", tell, || page(drafts, &found))?;
    Ok(ExitCode::SUCCESS)
}
