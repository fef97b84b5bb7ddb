//! Fixing everything that is safe to fix: done once it is done for good, and no number changes. (That it brings no new
//! fault holds for drafts, where the core's own test asserts it, and not for any row of bytes.)
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use zhibi_core::{
    DocumentKind, Settings, Snapshot,
    features::{ActionId, resolve},
    fixes, rules,
};

fuzz_target!(|text: &str| {
    let settings = Arc::new(Settings::default());
    let read = |text: &str| Snapshot::of(text, DocumentKind::Plain, Arc::clone(&settings));
    let before = read(text);
    let Some(edits) = resolve(&before, &ActionId::FixAll) else { return };
    let once = fixes::apply(text, &edits);
    let after = read(&once);
    let again = resolve(&after, &ActionId::FixAll).map_or_else(|| once.clone(), |edits| fixes::apply(&once, &edits));
    assert_eq!(again, once, "not idempotent");
    // Mending damage takes away what the damage put in: &#8226; has digits.
    let damaged = |code| rules::rule(code).is_some_and(|rule| rule.group == rules::Group::Text);
    if !before.diagnostics().iter().any(|d| damaged(d.finding.code)) {
        // ３5 made 35 is the same number.
        let digit = |c: char| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
            c => c.is_ascii_digit().then_some(c),
        };
        let digits = |text: &str| text.chars().filter_map(digit).collect::<String>();
        assert_eq!(digits(&once), digits(text), "a number changed");
    }
});
