//! The language server: the only crate that knows the Language Server Protocol.

use std::process::ExitCode;

/// Serves on standard input and output until the client ends it; the exit code is 0 after `shutdown`, else 1.
#[must_use]
pub fn run() -> ExitCode {
    ExitCode::FAILURE
}
