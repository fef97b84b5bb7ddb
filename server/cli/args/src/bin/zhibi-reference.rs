//! Prints the command-line reference of the handbook as Markdown, in the language that `--lang` names.
#![allow(clippy::print_stdout, reason = "it is a filter")]

use std::fmt::Write as _;

use clap::{Arg, Command};
use zhibi_args::language::{self, tr};

fn main() {
    let arguments: Vec<_> = std::env::args_os().collect();
    language::choose(&arguments);
    print!("{}", markdown(zhibi_args::command()));
}

fn markdown(mut command: Command) -> String {
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
    out
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
        let mut help = help.split(zhibi_args::VALUES).next().unwrap_or_default().to_owned();
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
