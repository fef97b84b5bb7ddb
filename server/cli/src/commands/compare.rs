//! `zhibi compare`: what changed from one draft to the next.

use std::process::ExitCode;

use zhibi_core::align::compare;

use super::two_drafts::TwoDrafts;
use super::{FINDINGS, Failure};
use crate::args::{Color, CompareArgs, TwoDraftsFormat};
use crate::output::compare::{counts, json, markdown, page, text};

/// Compares two drafts.
///
/// # Errors
/// Wrong options, a draft that cannot be read, or when nothing can be written.
pub fn run(args: &CompareArgs, color: Color) -> Result<ExitCode, Failure> {
    let read = match (&args.new, &args.git) {
        (Some(new), _) => TwoDrafts::read(&args.old, new, &args.both)?,
        (None, Some(revision)) => TwoDrafts::since(revision, &args.old, &args.both)?,
        (None, None) => unreachable!("the command line asks for one of them"),
    };
    let (before, after) = read.snapshots();
    let comparison = compare(before, after);
    let drafts = read.drafts();
    let tell = |out: &mut Vec<u8>, look| match args.both.format {
        TwoDraftsFormat::Json => json(out, drafts, &comparison),
        TwoDraftsFormat::Markdown => markdown(out, drafts, &comparison),
        _ => text(out, drafts, &comparison, look),
    };
    read.write(&args.both, color, "compare", tell, || page(drafts, &comparison))?;
    Ok(ExitCode::from(if counts(&comparison, args.fail_on) { FINDINGS } else { 0 }))
}
