//! The language server: the only crate that knows the Language Server Protocol.
//!
//! [`shell`] moves bytes and keeps the process in order, `server` receives typed messages, `session` holds what is
//! open, `requests` answers, `convert` counts columns. What a draft *means* is known by `zhibi-core` alone.

pub mod capabilities;
pub mod client;
mod commands;
pub mod companions;
mod config_files;
mod configuration;
pub mod convert;
pub mod diagnostics_sender;
pub mod disk;
mod dynamic;
mod folder_drafts;
mod host;
pub mod ignore_list;
mod logging;
mod progress;
pub mod requests;
pub mod saved;
mod server;
pub mod session;
pub mod settings;
pub mod shell;
#[cfg(feature = "test-hooks")]
mod test_hooks;
pub mod uri;
mod workspace;

use std::process::ExitCode;

pub use host::{Found, Host};

/// Serves one client on stdin and stdout. Ends the process itself when the client leaves; returns only when it cannot
/// begin.
pub fn run(host: Host) -> ExitCode {
    logging::start();
    shell::install_panic_hook();
    let error = match shell::serve_stdio(|wires| server::Server::build(wires, host)) {
        Ok(never) => match never {},
        Err(error) => error,
    };
    tracing::error!(%error, "the server cannot start");
    ExitCode::from(2)
}
