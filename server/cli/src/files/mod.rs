//! Files on disk: reading them without waiting for anything, writing them so that nothing is lost.
//!
//! Whatever is written is written beside its place and put there at the end, so that a reader sees the old or the new
//! and a crash leaves one of them. What is replaced is what was read, or it is left alone.

mod beside;
mod metadata;
mod output;
mod real;
mod regular;
mod replace;
mod seen;

pub use output::{Output, Places};
pub use regular::{open as open_regular, read_small};
pub use replace::{Failed, replace};
pub use seen::Seen;
