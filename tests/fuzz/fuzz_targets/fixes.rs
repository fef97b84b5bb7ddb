//! Fixing everything that is safe to fix: done once it is done for good, and it brings no new kind of fault.
#![no_main]

use std::{collections::BTreeSet, sync::Arc};

use libfuzzer_sys::fuzz_target;
use zhibi_core::{
    DocumentKind, Settings, Snapshot,
    features::{ActionId, resolve},
    fixes, rules,
};

fuzz_target!(|text: &str| {
    let settings = Arc::new(Settings::default());
    let read = |text: &str| Snapshot::of(text, DocumentKind::Plain, Arc::clone(&settings));
    let codes = |s: &Snapshot| s.diagnostics().iter().map(|d| d.finding.code).collect::<BTreeSet<_>>();
    let before = read(text);
    let Some(edits) = resolve(&before, &ActionId::FixAll) else { return };
    let once = fixes::apply(text, &edits);
    let after = read(&once);
    let again = resolve(&after, &ActionId::FixAll).map_or_else(|| once.clone(), |edits| fixes::apply(&once, &edits));
    assert_eq!(again, once, "not idempotent");
    // Mending damage (a control character inside a figure) may bring to light what it hid.
    let damaged = |code: &&str| rules::rule(code).is_some_and(|rule| rule.group == rules::Group::Text);
    let (before, after) = (codes(&before), codes(&after));
    if before.iter().any(damaged) {
        return;
    }
    assert!(after.is_subset(&before), "new: {:?}", after.difference(&before).collect::<Vec<_>>());
});
