//! Output formats, one file each.
//!
//! Reports are written as text into buffers, a draft at a time and on all cores, and joined in order: nothing of a whole
//! folder is held in memory.

use std::borrow::Cow;
use std::path::Path;

use zhibi_core::finding::{Edit, Edits, Fix};
use zhibi_core::text::LineRange;
use zhibi_core::{Columns, Loc, Snapshot, rules};

pub mod compare;
pub mod excerpt;
pub mod github;
pub mod json;
pub mod junit;
pub mod ours;
pub mod page;
pub mod reconcile;
pub mod report_page;
pub mod sarif;
pub mod style;
pub mod tasks;
pub mod terms;
pub mod text;
pub mod two_drafts;
pub mod xlsx;

/// A draft's name in a sheet that goes out: nobody else has the folders that lead to it from the root.
pub fn sent(name: &str) -> &str {
    let path = Path::new(name);
    path.file_name().and_then(|file| file.to_str()).filter(|_| path.is_absolute()).unwrap_or(name)
}

/// A start and an (exclusive) end, each as 1-based line and column.
pub type Range = ((u32, u32), (u32, u32));

/// Both ends of a place.
pub fn range(columns: &Columns<'_>, loc: Loc) -> Range {
    ends(columns, columns.snapshot().line_range(loc))
}

/// Both ends of what an edit replaces.
pub fn edit_range(columns: &Columns<'_>, edit: &Edit) -> Range {
    ends(columns, columns.snapshot().edit_range(edit))
}

fn ends(columns: &Columns<'_>, range: LineRange) -> Range {
    let [start, end] =
        [range.start, range.end].map(|at| columns.position(at)).map(|(line, column)| (line + 1, column + 1));
    (start, end)
}

/// Bytes of a draft beyond which the edits of a document-wide habit are left out of reports: several times the longest
/// report. `zhibi fix --rule CODE` makes them in a draft of any size.
const HABIT_LIMIT: usize = 512 << 10;

/// The edits of a fix, as reports for machines list them.
pub fn edits<'a>(fix: &'a Fix, snapshot: &Snapshot) -> Cow<'a, [Edit]> {
    match &fix.edits {
        Edits::Ready(edits) => Cow::Borrowed(edits.as_slice()),
        Edits::OnDemand { .. } if snapshot.blocks().iter().map(|b| b.text.len()).sum::<usize>() > HABIT_LIMIT => {
            Cow::default()
        }
        Edits::OnDemand { .. } => Cow::Owned(rules::edits(fix, &snapshot.view())),
    }
}
