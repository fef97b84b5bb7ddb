//! `zhibi completions`, `zhibi man` and the command-line reference of the handbook: all from the arguments' definition.

use std::fmt::Write as _;
use std::io::{Write, stdout};
use std::process::ExitCode;

use clap::{Arg, Command};
use clap_complete::Shell;

use super::Failure;
use crate::args;
use crate::language::tr;

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

/// Prints the reference as Markdown.
///
/// # Errors
/// When nothing can be written.
pub fn markdown() -> Result<ExitCode, Failure> {
    let mut command = args::command();
    command.build();
    let mut out = String::new();
    let about = |c: &Command| c.get_about().map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(out, "# {}\n\n{}\n", tr("命令行", "Command line"), about(&command));
    let _ = writeln!(out, "```text\nzhibi <{}>\n```\n", tr("命令", "COMMAND"));
    if let Some(after) = command.get_after_help() {
        let _ = writeln!(out, "{after}\n");
    }
    for sub in command.get_subcommands().filter(|c| !c.is_hide_set()) {
        section(&mut out, sub, &format!("zhibi {}", sub.get_name()));
        for deeper in sub.get_subcommands().filter(|c| !c.is_hide_set()) {
            section(&mut out, deeper, &format!("zhibi {} {}", sub.get_name(), deeper.get_name()));
        }
    }
    let _ = writeln!(out, "## {}\n", tr("通用选项", "General options"));
    table(&mut out, command.get_arguments().filter(|a| !a.is_hide_set()));
    stdout().lock().write_all(out.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn section(out: &mut String, command: &Command, name: &str) {
    let _ = writeln!(out, "## {name}\n");
    let _ = writeln!(out, "{}\n", command.get_about().map(ToString::to_string).unwrap_or_default());
    let general = |a: &&Arg| matches!(a.get_id().as_str(), "lang" | "color" | "help" | "version");
    let own: Vec<&Arg> = command.get_arguments().filter(|a| !a.is_hide_set() && !general(a)).collect();
    if !own.is_empty() {
        table(out, own.into_iter());
    }
}

fn table<'a>(out: &mut String, arguments: impl Iterator<Item = &'a Arg>) {
    let _ = writeln!(out, "| {} | {} |\n|---|---|", tr("选项", "Option"), tr("说明", "Meaning"));
    for argument in arguments {
        let value = argument.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
        let takes = argument.get_action().takes_values();
        let mut name = match (argument.get_short(), argument.get_long()) {
            (Some(short), Some(long)) => format!("-{short}, --{long}"),
            (None, Some(long)) => format!("--{long}"),
            _ => String::new(),
        };
        if takes && let Some(value) = value {
            name = if name.is_empty() { format!("[{value}]") } else { format!("{name} {value}") };
        }
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        // The values follow as code.
        let mut help = help.split(args::VALUES).next().unwrap_or_default().to_owned();
        let values: Vec<String> = argument
            .get_possible_values()
            .iter()
            .filter(|v| !v.is_hide_set() && takes)
            .map(|v| format!("`{}`", v.get_name()))
            .collect();
        if !values.is_empty() {
            let _ = write!(help, "{}{}", tr("：", ": "), values.join(" "));
        }
        let _ = writeln!(out, "| `{name}` | {} |", help.replace('|', "\\|").replace('*', "\\*"));
    }
    out.push('\n');
}
