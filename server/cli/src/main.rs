//! The `zhibi` command: checks, outlines and lists the figures of drafts; `zhibi lsp` is the language server.
//!
//! This crate does the input and output; what it knows of drafts comes from `zhibi_core`. [`input`] reads drafts,
//! [`settings`] finds what holds for them, [`files`] writes so that nothing is lost, [`commands`] has a file for each command, [`output`] one for each format.

mod args;
mod commands;
mod files;
mod fixing;
mod input;
mod language;
mod output;
mod report;
mod settings;
mod usage;
mod version;

use std::process::ExitCode;

fn main() -> ExitCode {
    let parsed = match args::parse(std::env::args_os()) {
        Ok(parsed) => parsed,
        Err(error) => return usage::refuse(&error),
    };
    match commands::run(parsed) {
        Ok(code) => code,
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            report::error(&error.to_string());
            ExitCode::from(commands::FAILURE)
        }
    }
}
