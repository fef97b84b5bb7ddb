//! The pure heart of Zhibi: reads drafts, finds their structure and figures, checks them.
//!
//! No input or output, no runtime, no protocol types: text goes in, plain data comes out, so that the language server,
//! the command line and later a web page share one behaviour. Modules depend downwards only:
//! `text` ← `reading` ← `style`, `damage`, `structure` ← `figures` ← `rules` ← `features`; `analysis` ties them together, `align`
//! holds two drafts against each other.

pub mod align;
pub mod analysis;
pub mod block;
pub mod columns;
pub mod config;
pub mod damage;
pub mod facts;
pub mod features;
pub mod figures;
pub mod finding;
pub mod fixes;
pub mod interrupt;
pub mod lexis;
pub mod markdown;
pub mod message;
mod part;
pub mod reading;
pub mod rule;
pub mod rules;
pub mod structure;
pub mod style;
pub mod text;

#[cfg(test)]
mod spec_tests;

pub use analysis::{Diagnostic, Document, LazySnapshot, Reader, Snapshot};
pub use block::{Block, DocumentKind};
pub use columns::Columns;
pub use config::Settings;
pub use message::{Language, Message};
pub use text::{LineCol, Loc, PositionEncoding, Span};
