//! Colours and links on terminals that show them.

use std::fmt::Display;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use zhibi_core::finding::Severity;

use crate::args::Color;

/// How to decorate text.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    colour: bool,
    links: bool,
}

/// A decoration.
#[derive(Clone, Copy, Debug)]
pub enum Role {
    /// Names of files.
    File,
    /// Line numbers and frames.
    Frame,
    /// A severity and what it underlines.
    Severity(Severity),
    /// Advice.
    Fix,
    /// Removed lines of a diff.
    Removed,
    /// Added lines of a diff.
    Added,
}

impl Look {
    /// For standard output under `--color`.
    pub fn stdout(color: Color) -> Self {
        let colour = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never,
        };
        // Links only where somebody can click them.
        Self { colour, links: colour && std::io::IsTerminal::is_terminal(&std::io::stdout()) }
    }

    /// `text` decorated.
    pub fn paint(self, role: Role, text: impl Display) -> String {
        if !self.colour {
            return text.to_string();
        }
        let style = match role {
            Role::File => Style::new().bold(),
            Role::Frame => AnsiColor::Blue.on_default(),
            Role::Fix | Role::Added => AnsiColor::Green.on_default(),
            Role::Removed | Role::Severity(Severity::Error) => AnsiColor::Red.on_default(),
            Role::Severity(Severity::Warning) => AnsiColor::Yellow.on_default(),
            Role::Severity(Severity::Information) => AnsiColor::Cyan.on_default(),
            Role::Severity(Severity::Hint) => AnsiColor::Magenta.on_default(),
        };
        format!("{style}{text}{style:#}")
    }

    /// `text` as a link to a file (OSC 8).
    pub fn link(self, path: &Path, text: &str) -> String {
        match std::path::absolute(path) {
            Ok(path) if self.links && path.exists() => {
                format!("\x1b]8;;file://{}\x1b\\{text}\x1b]8;;\x1b\\", super::sarif::uri(&path.to_string_lossy()))
            }
            _ => text.to_owned(),
        }
    }
}
