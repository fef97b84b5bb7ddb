//! Helpers shared by the end-to-end tests: where the binary, the seeds and the corpus are, and clients that drive them.

pub mod binary;
pub mod client;
pub mod folder;

/// Resident memory of a process in KiB; `None` where the system does not tell.
#[must_use]
pub fn resident_kib(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Whether tests run at their full size: where the code is optimised, and where the environment variable `ZHIBI_FULL` is
/// set (`cargo xtask test --full`).
#[must_use]
pub fn full_size() -> bool {
    !cfg!(debug_assertions) || std::env::var_os("ZHIBI_FULL").is_some()
}
