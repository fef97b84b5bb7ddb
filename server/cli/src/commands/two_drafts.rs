//! What the commands that read two drafts share.

use std::path::Path;

use zhibi_core::Snapshot;

use super::Failure;
use super::handout::{Handout, read};
use crate::args::{Color, TwoDraftsArgs, TwoDraftsFormat};
use crate::input::{Draft, decode, revision};
use crate::language;
use crate::output::ours::{markdown_mark, text_mark};
use crate::output::page::Page;
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
        Ok(Self { old: read(old, &settings)?, new: read(new, &settings)? })
    }

    /// Reads the draft at a path, and what a revision of its git repository had there.
    ///
    /// # Errors
    /// Wrong options, or a draft that cannot be read.
    pub fn since(revision: &str, path: &Path, args: &TwoDraftsArgs) -> Result<Self, Failure> {
        let settings = SettingsSource::new(&args.settings).map_err(Failure::Message)?;
        let new = read(path, &settings)?;
        let name = format!("{revision}:{}", new.0.name);
        let old = revision::bytes_at(revision, path).and_then(|bytes| decode(path, bytes));
        let old = Draft { name, ..old.map_err(|why| Failure::Message(format!("{}: {why}", new.0.name)))? };
        let snapshot = settings.analyse(&old);
        Ok(Self { old: (old, snapshot), new })
    }

    /// The snapshots.
    pub const fn snapshots(&self) -> (&Snapshot, &Snapshot) {
        (&self.old.1, &self.new.1)
    }

    /// Both under their names.
    pub fn drafts(&self) -> Drafts<'_> {
        Drafts { old: (&self.old.0.name, &self.old.1), new: (&self.new.0.name, &self.new.1) }
    }

    /// Writes what was found of the two to where the options say; never over one of the drafts. `tell` writes the formats
    /// that are text, `page` makes those to be printed.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(
        &self,
        args: &TwoDraftsArgs,
        color: Color,
        command: &str,
        tell: impl FnOnce(&mut Vec<u8>, Look) -> std::io::Result<()>,
        page: impl FnOnce() -> Page,
    ) -> Result<(), Failure> {
        let drafts = [self.old.0.path.as_path(), self.new.0.path.as_path()];
        let handout = Handout { path: args.output.as_deref(), drafts: &drafts, color };
        let mark = match args.format {
            TwoDraftsFormat::Text => Some(text_mark(command)),
            TwoDraftsFormat::Markdown => Some(format!("{}\n", markdown_mark(command))),
            TwoDraftsFormat::Json | TwoDraftsFormat::Html | TwoDraftsFormat::Xlsx => None,
        };
        handout.write(mark, args.format == TwoDraftsFormat::Xlsx, |out, look| {
            match args.format {
                TwoDraftsFormat::Html => out.extend(page().html(command, language::current()).bytes()),
                TwoDraftsFormat::Xlsx => out.extend(page().workbook().map_err(std::io::Error::other)?),
                _ => tell(out, look)?,
            }
            Ok(())
        })
    }
}
