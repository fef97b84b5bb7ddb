//! The one reading of a line that everybody shares: its script-folded text, so that every word list exists once, and the
//! marks that part it.

pub mod lexicon;
pub mod line;
pub mod own;
pub(crate) mod patterns;
pub mod quotations;
mod quoting;
pub mod script;
pub mod segments;
pub mod traces;
pub mod woven;

pub use quoting::Quoting;
pub use script::Script;

/// What drafters write for digits that are still to come: XX亿元, x.x%, □□万元.
pub const MASKS: [char; 7] = ['X', 'x', '×', 'Ｘ', '□', '_', '*'];

/// A line as it is read. Offsets into the text as written and into the text as read are the same.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The script-folded text, where it differs from the text as written.
    folded: Option<Box<str>>,
    /// What a folded line is written in: one traditional name makes no traditional line.
    script: Script,
}

impl Reading {
    /// Reads a line.
    #[must_use]
    pub fn of(written: &str) -> Self {
        let folded = script::fold(written);
        let script = if folded.is_some() { Script::of(written) } else { Script::Simplified };
        Self { folded, script }
    }

    /// What words are looked for in: `written` in simplified script.
    #[must_use]
    pub fn text<'a>(&'a self, written: &'a str) -> &'a str {
        self.folded.as_deref().unwrap_or(written)
    }

    /// The script of a line that shows it.
    #[must_use]
    pub fn script(&self) -> Option<Script> {
        self.folded.as_ref().map(|_| self.script)
    }
}
