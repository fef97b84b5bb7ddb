//! Reading drafts: from files, folders and standard input.

mod docx;
mod draft;
mod encoding;
mod run;
mod walk;

pub use draft::{Draft, Stored, display, reason};
pub use run::for_each_draft;
