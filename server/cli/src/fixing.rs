//! Applying fixes until there is nothing left to apply: the core does it, for the editor too.

pub use zhibi_core::features::{Wanted, fixed};
