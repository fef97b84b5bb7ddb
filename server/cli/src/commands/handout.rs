//! What the commands share that make one thing of named drafts: reading them, and writing it where the options say.

use std::io::{IsTerminal, Write, stdout};
use std::path::Path;

use zhibi_core::Snapshot;

use super::Failure;
use crate::args::Color;
use crate::files::Output;
use crate::input::{Draft, display, read_named, reason};
use crate::language::tr;
use crate::output::style::Look;
use crate::settings::SettingsSource;

/// Reads the draft at a path.
///
/// # Errors
/// Why it cannot be read.
pub fn read(path: &Path, settings: &SettingsSource) -> Result<(Draft, Snapshot), Failure> {
    let draft = read_named(path).map_err(|why| Failure::Message(format!("{}: {why}", display(path))))?;
    let snapshot = settings.analyse(&draft);
    Ok((draft, snapshot))
}

/// Where something goes.
#[derive(Debug)]
pub struct Handout<'a> {
    /// The file; standard output without one.
    pub path: Option<&'a Path>,
    /// The drafts it is made of, which it never replaces.
    pub drafts: &'a [&'a Path],
    /// Whether it is coloured.
    pub color: Color,
}

impl Handout<'_> {
    /// Writes what `tell` makes; into a file with `mark` as its first line, by which it is known not to be a draft.
    ///
    /// # Errors
    /// When it cannot be written, is not for a terminal, or would replace one of the drafts.
    pub fn write(
        &self,
        mark: Option<String>,
        binary: bool,
        tell: impl FnOnce(&mut Vec<u8>, Look) -> std::io::Result<()>,
    ) -> Result<(), Failure> {
        if binary && self.path.is_none() && stdout().is_terminal() {
            let message = tr(
                "xlsx、docx 需用 --output 指定文件，或重定向标准输出",
                "xlsx and docx need --output FILE, or redirect standard output",
            );
            return Err(Failure::Message(message.to_owned()));
        }
        let named = self.path.map_or_else(String::new, |p| format!("{}: ", display(p)));
        let mut out = Output::new(self.path).map_err(|e| Failure::Message(format!("{named}{}", reason(&e))))?;
        let places = out.places();
        if self.drafts.iter().any(|draft| places.have(draft)) {
            let why = tr("是要读的文稿，不能写在上面", "is a draft to be read and is not written over");
            return Err(Failure::Message(format!("{named}{why}")));
        }
        let mut bytes = Vec::new();
        if let Some(mark) = mark.filter(|_| out.is_file()) {
            writeln!(bytes, "{mark}")?;
        }
        let look = if self.path.is_some() { Look::stdout(Color::Never) } else { Look::stdout(self.color) };
        tell(&mut bytes, look)?;
        out.write_all(&bytes)?;
        out.finish(true)?;
        Ok(())
    }
}
