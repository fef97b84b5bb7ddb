//! Helpers shared by the end-to-end tests: where the binary, the seeds and the corpus are, and clients that drive them.

pub mod binary;
pub mod client;
pub mod folder;
