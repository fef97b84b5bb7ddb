//! Executes the examples of every rule, and every rule on what it looks for again and again.
#![allow(clippy::disallowed_methods, reason = "a clock tells a rule that hangs from one that is slow")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Example, RULES, Rule};
use crate::analysis::Snapshot;
use crate::block::DocumentKind;
use crate::config::{RuleSetting, Settings};
use crate::fixes;

/// Only `rule` on.
fn alone(rule: &Rule) -> Settings {
    let mut settings = Settings::default();
    for other in RULES {
        let word = if other.code == rule.code { rule.severity.name() } else { "off" };
        settings.rules.insert(other.code.into(), RuleSetting::Severity(word.into()));
    }
    settings
}

fn flagged(text: &str, settings: &Settings) -> (Snapshot, String) {
    let snapshot = Snapshot::of(text, DocumentKind::Plain, settings.clone().into());
    let mut marked = text.to_owned();
    let mut spots: Vec<_> = snapshot.diagnostics().iter().map(|d| snapshot.offsets(text, d.finding.loc)).collect();
    spots.sort_unstable();
    for range in spots.iter().rev() {
        marked.insert(range.1, '⟧');
        marked.insert(range.0, '⟦');
    }
    (snapshot, marked)
}

#[test]
fn examples_hold() {
    let mut wrong = String::new();
    for rule in RULES {
        let settings = alone(rule);
        for Example { text, fixed } in rule.examples {
            let plain = text.replace(['⟦', '⟧'], "");
            let (snapshot, got) = flagged(&plain, &settings);
            if &got != text {
                wrong += &format!("{}: wanted {text:?}, got {got:?}\n", rule.code);
            }
            let Some(fixed) = fixed else { continue };
            let edits = snapshot.diagnostics().iter().filter_map(|d| d.finding.fixes.first());
            let edits = fixes::merge(edits.map(|f| f.edits(&snapshot.view())));
            let mended = fixes::apply(&plain, &snapshot.text_edits(&edits));
            if &mended != fixed {
                wrong += &format!("{}: {text:?} should become {fixed:?}, not {mended:?}\n", rule.code);
            }
            let again = flagged(&mended, &settings).1;
            if again != mended {
                wrong += &format!("{}: the fixed text is flagged again: {again:?}\n", rule.code);
            }
            // Mending one fault brings no other.
            let codes = |text: &str| -> Vec<_> {
                let snapshot = Snapshot::of(text, DocumentKind::Plain, Settings::default().into());
                snapshot.diagnostics().iter().map(|d| d.finding.code).collect()
            };
            let known = codes(&plain);
            let new: Vec<_> = codes(&mended).into_iter().filter(|c| !known.contains(c)).collect();
            if !new.is_empty() {
                wrong += &format!("{}: {fixed:?} brings {new:?}\n", rule.code);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn metadata_is_complete() {
    for (i, rule) in RULES.iter().enumerate() {
        assert!(RULES[..i].iter().all(|r| r.code != rule.code), "{} twice", rule.code);
        assert!(rule.code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{}", rule.code);
        for heading in ["## 检查什么", "## 为什么", "## 误报与边界"] {
            assert!(rule.docs.contains(heading), "{}: {heading}", rule.code);
        }
        assert_eq!(rule.docs.contains("## 选项"), !rule.options.is_empty(), "{}: ## 选项", rule.code);
        assert!(rule.examples.iter().any(|e| e.text.contains('⟦')), "{}: no failing example", rule.code);
        assert!(rule.examples.iter().any(|e| !e.text.contains('⟦')), "{}: no passing example", rule.code);
        assert!(!rule.docs_en.is_empty() && !rule.title.en.is_empty(), "{}: English", rule.code);
        for option in rule.options {
            assert!(
                serde_json::from_str::<serde_json::Value>(option.default).is_ok(),
                "{}: {}",
                rule.code,
                option.name
            );
        }
    }
}

/// A line of nothing but what makes a rule look must not make it look at all of the line each time: four times the
/// line takes about four times as long, however busy the machine is.
#[test]
fn one_long_line_costs_what_it_is_long() {
    let settings = Arc::new(Settings::default());
    let cost = |unit: &str, len: usize| {
        let text = unit.repeat(len / unit.len() + 1);
        let start = Instant::now();
        let _ = Snapshot::of(&text, DocumentKind::Plain, Arc::clone(&settings));
        start.elapsed()
    };
    for rule in RULES {
        let examples =
            rule.examples.iter().filter(|e| e.text.contains('⟦')).map(|e| e.text.replace(['⟦', '⟧', '\n'], ""));
        for unit in rule.triggers.iter().map(|t| (*t).to_owned()).chain(examples).filter(|u| !u.is_empty()) {
            let linear = |_| {
                let long = cost(&unit, 20_000);
                long < Duration::from_secs(1) || long < cost(&unit, 5_000) * 10
            };
            assert!((0..5).any(linear), "{}: {unit}", rule.code);
        }
    }
}
