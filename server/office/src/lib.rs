//! Word documents (ECMA-376, `.docx`): a draft out of one, comments and tracked changes back into it.
//!
//! No files, no protocol and no rule: bytes go in, bytes come out. [`Word`] is the text of a document, one line a
//! paragraph, of which every character knows where in the document it stands.

mod annotate;
mod error;
mod export;
mod layout;
mod package;
mod read;
#[cfg(test)]
mod testing;
mod xml;

pub use annotate::{Annotated, Change, Hand, Remark, annotate, changes, remarks};
pub use error::{Error, foreign};
pub use export::{Comment, Written, draft, listed};
pub use layout::{Layout, typeset};
pub use read::{Revisions, Word};
