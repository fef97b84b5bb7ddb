//! Reading drafts: from files, folders and standard input, in any usual encoding, and Word documents.

mod draft;
mod encoding;
mod left_out;
pub mod revision;
mod run;
pub mod sheet;
mod walk;

pub use draft::{
    Draft, Stored, decode, display, has_chinese, open_bounded, read as read_named, read_found, read_word, reason,
};
pub use run::{Outcome, for_each_draft};
pub use walk::{drafts_below, editable_names, folders_below};
