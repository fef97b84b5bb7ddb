//! What the program around the server lends it, so that both read and write drafts in the same way.

use std::path::{Path, PathBuf};

use zhibi_core::{DocumentKind, Language, Snapshot, facts::Grid, features::FigureRow};

/// Told of every entry that a search comes by, and of its path if that is a draft's; `false` ends the search.
pub type Found<'a> = dyn FnMut(Option<PathBuf>) -> bool + 'a;

/// Functions of the program around the server.
#[derive(Clone, Copy, Debug)]
pub struct Host {
    /// The array that `zhibi figures --format json` prints for a draft of this name.
    pub figures_json: fn(&str, &Snapshot) -> Result<Vec<u8>, String>,
    /// The workbook that `zhibi figures --format xlsx` writes of these rows of a draft of this name.
    pub figures_workbook: fn(&str, Vec<FigureRow>) -> Result<Vec<u8>, String>,
    /// The list that `zhibi outline --format markdown` prints for a draft of this name.
    pub outline_markdown: fn(&str, &Snapshot) -> Result<Vec<u8>, String>,
    /// A page to be printed about a draft of this name: what was found in it, its outline, its figures.
    pub report_page: fn(&str, &Snapshot, Language) -> String,
    /// Patterns of the names of drafts.
    pub draft_names: fn() -> Vec<String>,
    /// Looks for drafts below a folder in order of their paths, as `.gitignore` allows.
    pub find_drafts: fn(&Path, &mut Found<'_>),
    /// Text of a draft that was found; `None` for a file that cannot be read or is none.
    pub read_draft: fn(&Path) -> Option<(String, DocumentKind)>,
    /// A draft that another is held against, Word documents too; or why there is none.
    pub read_companion: fn(&Path) -> Result<Snapshot, String>,
    /// A draft as a revision of its git repository has it; or why there is none.
    pub read_revision: fn(&str, &Path) -> Result<Snapshot, String>,
    /// What tells that content from another; or why there is none.
    pub revision_id: fn(&str, &Path) -> Result<u64, String>,
    /// The sheets of a table that departments sent; or why there are none.
    pub read_sheet: fn(&Path) -> Result<Vec<Grid>, String>,
}
