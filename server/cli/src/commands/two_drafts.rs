//! What the commands that read two drafts share.

use std::io::Write;
use std::path::Path;

use zhibi_core::Snapshot;

use super::Failure;
use crate::args::{Color, TwoDraftsArgs, TwoDraftsFormat};
use crate::files::Output;
use crate::input::{Draft, display, read_named, reason};
use crate::language::tr;
use crate::output::style::Look;
use crate::output::two_drafts::Drafts;
use crate::settings::SettingsSource;

/// Two drafts that were read.
pub struct TwoDrafts {
    old: (Draft, Snapshot),
    new: (Draft, Snapshot),
}

impl TwoDrafts {
    /// Reads the drafts at two paths.
    ///
    /// # Errors
    /// Wrong options, or a draft that cannot be read.
    pub fn read(old: &Path, new: &Path, args: &TwoDraftsArgs) -> Result<Self, Failure> {
        let settings = SettingsSource::new(&args.settings).map_err(Failure::Message)?;
        let read = |path: &Path| {
            let draft = read_named(path).map_err(|why| Failure::Message(format!("{}: {why}", display(path))))?;
            let snapshot = settings.analyse(&draft);
            Ok::<_, Failure>((draft, snapshot))
        };
        Ok(Self { old: read(old)?, new: read(new)? })
    }

    /// The snapshots.
    pub const fn snapshots(&self) -> (&Snapshot, &Snapshot) {
        (&self.old.1, &self.new.1)
    }

    /// Both under their names.
    pub fn drafts(&self) -> Drafts<'_> {
        Drafts { old: (&self.old.0.name, &self.old.1), new: (&self.new.0.name, &self.new.1) }
    }

    /// Writes what `tell` makes of the two to where the options say; never over one of the drafts.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(
        &self,
        args: &TwoDraftsArgs,
        color: Color,
        command: &str,
        tell: impl FnOnce(&mut Vec<u8>, Look) -> std::io::Result<()>,
    ) -> Result<(), Failure> {
        let path = args.output.as_deref();
        let named = path.map_or_else(String::new, |p| format!("{}: ", display(p)));
        let mut out = Output::new(path).map_err(|e| Failure::Message(format!("{named}{}", reason(&e))))?;
        let places = out.places();
        if places.have(&self.old.0.path) || places.have(&self.new.0.path) {
            let why = tr("是要读的文稿，不能写在上面", "is a draft to be read and is not written over");
            return Err(Failure::Message(format!("{named}{why}")));
        }
        let mut bytes = Vec::new();
        if out.is_file() {
            match args.format {
                TwoDraftsFormat::Text => writeln!(bytes, "{}", crate::output::ours::text_mark(command))?,
                TwoDraftsFormat::Markdown => writeln!(bytes, "{}\n", crate::output::ours::markdown_mark(command))?,
                TwoDraftsFormat::Json => {}
            }
        }
        let look = if args.output.is_some() { Look::stdout(Color::Never) } else { Look::stdout(color) };
        tell(&mut bytes, look)?;
        out.write_all(&bytes)?;
        out.finish(true)?;
        Ok(())
    }
}
