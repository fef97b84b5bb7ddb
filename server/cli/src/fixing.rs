//! Applying fixes until there is nothing left to apply.

use std::sync::Arc;

use zhibi_core::config::Profile;
use zhibi_core::finding::{Finding, Fix, Safety};
use zhibi_core::{DocumentKind, Settings, Snapshot, fixes};

/// Fixes may uncover others; a rule whose fixes undo each other must not go on for ever.
const MAX_ROUNDS: usize = 16;

/// Which fixes are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Those that need judgement too.
    pub unsafe_: bool,
    /// Rules that were named: their document-wide fixes are wanted.
    pub named: &'a [String],
}

impl Wanted<'_> {
    /// The fix of a finding to apply, if any.
    fn fix<'f>(self, finding: &'f Finding, settings: &Settings) -> Option<&'f Fix> {
        finding.fixes.iter().find(|fix| {
            let habit = || settings.profile == Profile::Gb || self.named.iter().any(|code| code == finding.code);
            match fix.safety {
                Safety::Safe => !fix.habit || habit(),
                Safety::Unsafe => self.unsafe_,
                Safety::DisplayOnly => false,
            }
        })
    }
}

/// The mended text and how many fixes were applied.
pub fn fixed(text: &str, kind: DocumentKind, settings: &Arc<Settings>, wanted: Wanted<'_>) -> (String, usize) {
    let (mut text, mut applied) = (text.to_owned(), 0);
    for _ in 0..MAX_ROUNDS {
        let snapshot = Snapshot::of(&text, kind, settings.clone());
        let view = snapshot.view();
        let fixes: Vec<_> = snapshot
            .diagnostics()
            .iter()
            .filter_map(|d| wanted.fix(&d.finding, settings))
            .map(|fix| fix.edits(&view))
            .filter(|edits| !edits.is_empty())
            .collect();
        let count = fixes.len();
        let edits = fixes::merge(fixes);
        let next = fixes::apply(&text, &snapshot.text_edits(&edits));
        if next == text {
            break;
        }
        text = next;
        applied += count;
    }
    (text, applied)
}
