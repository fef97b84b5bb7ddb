//! The `zhibi` command: checks, outlines and lists the figures of drafts; `zhibi lsp` is the language server.
//!
//! This crate does the input and output; what it knows of drafts comes from `zhibi_core`, what can be asked of it is defined in
//! `zhibi_args`. [`input`] reads drafts,
//! [`settings`] finds what holds for them, [`files`] writes so that nothing is lost, [`commands`] has a file for each command, [`output`] one for each format.

mod commands;
mod files;
mod fixing;
mod input;
mod output;
mod report;
mod settings;
mod usage;

use std::process::ExitCode;

use zhibi_args::{self as args, language};

fn main() -> ExitCode {
    // Windows leaves wildcards to the program.
    let parsed = match args::parse(wild::args_os()) {
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
