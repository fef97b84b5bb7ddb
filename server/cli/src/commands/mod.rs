//! One file per command.

mod annotate;
mod check;
mod compare;
mod config;
mod convert;
mod figures;
mod fix;
mod handout;
mod ignores;
mod lsp;
mod outline;
mod reconcile;
mod reference;
mod rules;
mod tasks;
mod terms;
mod two_drafts;
mod words;

use std::fmt;
use std::io;
use std::process::ExitCode;

use crate::args::{Cli, Command, WordsAction};

/// Exit code when there are findings.
pub const FINDINGS: u8 = 1;
/// Exit code for usage, configuration and input or output errors.
pub const FAILURE: u8 = 2;

/// Why a command could not be carried out.
#[derive(Debug)]
pub enum Failure {
    /// Reading or writing failed.
    Io(io::Error),
    /// Something else, in words.
    Message(String),
}

impl Failure {
    /// Whether the reader of our output went away: no reason to complain.
    pub fn is_broken_pipe(&self) -> bool {
        // Windows has two names for it, of which the standard library knows one (the other: ERROR_PIPE_NOT_CONNECTED).
        let gone =
            |e: &io::Error| e.kind() == io::ErrorKind::BrokenPipe || cfg!(windows) && e.raw_os_error() == Some(233);
        matches!(self, Self::Io(e) if gone(e))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Message(message) => f.write_str(message),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Io(error.into())
    }
}

/// Carries out a command.
///
/// # Errors
/// What stopped it; faults of single drafts are reported and do not stop it.
pub fn run(cli: Cli) -> Result<ExitCode, Failure> {
    match cli.command {
        Command::Lsp { .. } => Ok(lsp::run()),
        Command::Check(args) => check::run(&args, cli.color),
        Command::Fix(args) => fix::run(&args, cli.color),
        Command::Outline(args) => outline::run(&args, cli.color),
        Command::Figures(args) => figures::run(&args, cli.color),
        Command::Compare(args) => compare::run(&args, cli.color),
        Command::Reconcile(args) => reconcile::run(&args, cli.color),
        Command::Convert(args) => convert::run(&args),
        Command::Tasks(args) => tasks::run(&args, cli.color),
        Command::Terms(args) => terms::run(&args, cli.color),
        Command::Explain(args) => rules::explain(&args.code),
        Command::Rules(args) => rules::list(&args, cli.color),
        Command::Schema => config::print_schema(),
        Command::Config(args) => config::show(&args),
        Command::Ignores { action } => ignores::run(&action),
        Command::Words { action: WordsAction::Check { packs } } => words::check(&packs),
        Command::Completions { shell } => reference::completions(shell),
        Command::Man => reference::man(),
    }
}
