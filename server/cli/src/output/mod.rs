//! Output formats, one file each.
//!
//! Reports are written as text into buffers, a draft at a time and on all cores, and joined in order: nothing of a whole
//! folder is held in memory.

use std::borrow::Cow;

use zhibi_core::Snapshot;
use zhibi_core::finding::{Edit, Edits, Fix};

mod columns;
pub mod excerpt;
pub mod github;
pub mod json;
pub mod junit;
pub mod ours;
pub mod sarif;
pub mod style;
pub mod text;
pub mod xlsx;

pub use columns::{Columns, Range};

/// Bytes of a draft beyond which the edits of a document-wide habit are left out of reports: several times the longest
/// report. `zhibi fix --rule CODE` makes them in a draft of any size.
const HABIT_LIMIT: usize = 512 << 10;

/// The edits of a fix, as reports for machines list them.
pub fn edits<'a>(fix: &'a Fix, snapshot: &Snapshot) -> Cow<'a, [Edit]> {
    match &fix.edits {
        Edits::Ready(edits) => Cow::Borrowed(edits.as_slice()),
        Edits::OnDemand(_) if snapshot.blocks().iter().map(|b| b.text.len()).sum::<usize>() > HABIT_LIMIT => {
            Cow::default()
        }
        Edits::OnDemand(_) => Cow::Owned(fix.edits(&snapshot.view())),
    }
}
