//! What the outputs of the commands that read two drafts share.

use zhibi_core::Snapshot;

/// Both drafts, under their names.
#[derive(Clone, Copy, Debug)]
pub struct Drafts<'a> {
    /// The draft before: its name and what was read.
    pub old: (&'a str, &'a Snapshot),
    /// The draft after.
    pub new: (&'a str, &'a Snapshot),
}

impl Drafts<'_> {
    /// `old → new`
    pub fn title(self) -> String {
        format!("{} → {}", self.old.0, self.new.0)
    }
}
