//! Reading drafts: from files, folders and standard input.

mod draft;
mod run;
mod walk;

pub use draft::Draft;
pub use run::for_each_draft;
