//! `zhibi completions` and `zhibi man`, from the arguments' definition.

use std::io::{Write, stdout};
use std::process::ExitCode;

use clap_complete::Shell;

use super::Failure;
use crate::args;

/// Prints a completion script.
///
/// # Errors
/// When nothing can be written.
pub fn completions(shell: Shell) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(), "zhibi", &mut script);
    stdout().lock().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the manual page, the commands' options included.
///
/// # Errors
/// When nothing can be written.
pub fn man() -> Result<ExitCode, Failure> {
    let mut command = args::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|c| !c.is_hide_set()) {
        let name = sub.get_name().to_uppercase();
        writeln!(page, ".SH \"ZHIBI {name}\"")?;
        let man = clap_mangen::Man::new(sub.clone());
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    stdout().lock().write_all(&page)?;
    Ok(ExitCode::SUCCESS)
}
