//! Helpers shared by the end-to-end tests: where the binary, the seeds and the corpus are, and clients that drive them.

pub mod binary;
pub mod client;
pub mod folder;

/// Whether tests run at their full size: where the code is optimised, and where the environment variable `ZHIBI_FULL` is
/// set (`cargo xtask test --full`).
#[must_use]
pub fn full_size() -> bool {
    !cfg!(debug_assertions) || std::env::var_os("ZHIBI_FULL").is_some()
}
