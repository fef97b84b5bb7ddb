//! Executes the examples of every rule.

use super::{Check, Example, RULES, Rule};
use crate::analysis::Snapshot;
use crate::block::DocumentKind;
use crate::config::{RuleSetting, Settings, editor_layer};
use crate::fixes;
use crate::reading::script::unfold;

/// Only `rule` on, and what an example sets.
fn alone(rule: &Rule, set: &str) -> Settings {
    let mut settings = Settings::default();
    let set: serde_json::Value = toml::from_str(set).expect("an example's settings are TOML");
    let (layer, problems) = editor_layer(&set, &super::known());
    assert!(problems.is_empty(), "{}: {problems:?}", rule.code);
    layer.apply(&mut settings);
    for other in RULES {
        let word = if other.code == rule.code { rule.severity.name() } else { "off" };
        settings.rules.insert(other.code.into(), RuleSetting::Severity(word.into()));
    }
    if matches!(rule.check, Check::Facts(_)) {
        settings.facts = super::facts::example().into();
        settings.siblings = super::facts::example_sibling().into();
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
        for Example { text, fixed, settings } in rule.examples {
            wrong += &faults_of(rule, &alone(rule, settings), text, *fixed);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What a rule alone says of a text: the text with its marks, the text mended by the first fix of each finding, the messages.
fn said(rule: &Rule, text: &str) -> [String; 3] {
    let (snapshot, marked) = flagged(text, &alone(rule, ""));
    let found = || snapshot.diagnostics().iter().map(|d| &d.finding);
    let edits = found().filter_map(|finding| finding.fixes.first());
    let edits = fixes::merge(edits.map(|fix| super::edits(fix, &snapshot.view())));
    let mended = fixes::apply(text, &snapshot.text_edits(&edits));
    let messages: Vec<&str> = found().map(|finding| finding.message.zh.as_str()).collect();
    [marked, if edits.is_empty() { String::new() } else { mended }, messages.join(" ")]
}

/// `tests/findings.tsv`: short lines that a small change of a rule's code (a condition, a bound, an alternative that is left out) flags
/// otherwise, though its examples hold. They say how it is; written anew with `ZHIBI_CENSUS=write`, and then to be looked at.
#[test]
#[allow(clippy::disallowed_methods, reason = "the test reads a file of lines")]
fn lines_are_flagged_as_they_were() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings.tsv");
    let was = std::fs::read_to_string(&file).expect("the file of lines");
    let row = |line: &str| {
        let (code, rest) = line.split_once('\t').expect("a rule and a text");
        let marked = rest.split('\t').next().unwrap_or_default();
        let text = marked.replace(['⟦', '⟧'], "").replace('⏎', "\n");
        let said = said(super::rule(code).expect("a rule"), &text);
        let told = std::iter::once(code.to_owned()).chain(said).collect::<Vec<_>>().join("\t");
        told.replace('\n', "⏎").trim_end_matches('\t').to_owned()
    };
    let now: Vec<String> = was.lines().map(row).collect();
    if std::env::var_os("ZHIBI_CENSUS").is_some_and(|value| value == "write") {
        std::fs::write(&file, now.join("\n") + "\n").expect("the file of lines");
        return;
    }
    assert!(now.len() > 100, "the file holds its lines");
    let changed = was.lines().zip(&now).filter(|(was, now)| *was != now.as_str());
    let changed: Vec<String> = changed.map(|(was, now)| format!("was {was}\nis  {now}")).collect();
    assert!(changed.is_empty(), "{} lines are flagged otherwise:\n{}", changed.len(), changed.join("\n"));
}

/// Rules whose examples speak of characters as such: put into the other script, they are other examples.
const OF_CHARACTERS: [&str; 2] = ["script-mixed", "mojibake-gbk-slip"];

#[test]
fn examples_hold_in_traditional_script() {
    let mut wrong = String::new();
    for rule in RULES.iter().filter(|r| !OF_CHARACTERS.contains(&r.code)) {
        for Example { text, fixed, settings } in rule.examples {
            let settings = alone(rule, settings);
            let (text, fixed) = (unfold(text), fixed.map(unfold));
            wrong += &faults_of(rule, &settings, &text, fixed.as_deref());
            wrong += &misquoted(rule, &settings, &text);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// In what way an example does not hold.
fn faults_of(rule: &Rule, settings: &Settings, text: &str, fixed: Option<&str>) -> String {
    let mut wrong = String::new();
    let plain = text.replace(['⟦', '⟧'], "");
    let (snapshot, got) = flagged(&plain, settings);
    if got != text {
        wrong += &format!("{}: wanted {text:?}, got {got:?}\n", rule.code);
    }
    let Some(fixed) = fixed else { return wrong };
    let edits = snapshot.diagnostics().iter().filter_map(|d| d.finding.fixes.first());
    let edits = fixes::merge(edits.map(|f| super::edits(f, &snapshot.view())));
    let mended = fixes::apply(&plain, &snapshot.text_edits(&edits));
    if mended != fixed {
        wrong += &format!("{}: {text:?} should become {fixed:?}, not {mended:?}\n", rule.code);
    }
    let again = flagged(&mended, settings).1;
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
    wrong
}

/// Words of a traditional draft that are quoted, or proposed, in simplified script.
fn misquoted(rule: &Rule, settings: &Settings, text: &str) -> String {
    let plain = text.replace(['⟦', '⟧'], "");
    let snapshot = Snapshot::of(&plain, DocumentKind::Plain, settings.clone().into());
    let mut wrong = String::new();
    for finding in snapshot.diagnostics().iter().map(|d| &d.finding) {
        let titles = finding.fixes.iter().map(|f| &f.title);
        for message in titles.chain(finding.related.iter().map(|r| &r.message)).chain([&finding.message]) {
            for said in [&message.zh, &message.en] {
                for quoted in said.split('“').skip(1).filter_map(|rest| rest.split('”').next()) {
                    if unfold(quoted) != quoted {
                        wrong += &format!("{}: {text:?}: “{quoted}” in {said:?}\n", rule.code);
                    }
                }
            }
        }
        for edit in finding.fixes.iter().flat_map(|f| super::edits(f, &snapshot.view())) {
            if unfold(&edit.text) != edit.text {
                wrong += &format!("{}: {text:?}: a fix writes {:?}\n", rule.code, edit.text);
            }
        }
    }
    wrong
}

#[test]
fn metadata_is_complete() {
    for (i, rule) in RULES.iter().enumerate() {
        assert!(RULES[..i].iter().all(|r| r.code != rule.code), "{} twice", rule.code);
        assert!(rule.code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{}", rule.code);
        for heading in ["## 检查什么", "## 为什么", "## 误报与边界"] {
            assert!(rule.docs.contains(heading), "{}: {heading}", rule.code);
        }
        for blank in ["## 检查什么\n\n……\n", "标准号与条款。", "What it finds and why."] {
            let left = rule.docs.contains(blank) || rule.docs_en == blank || rule.title.zh == "标题";
            assert!(!left, "{}: {blank} is the template's", rule.code);
        }
        // What stands elsewhere in a configuration is told there, too.
        assert!(rule.docs.contains("## 选项") || rule.options.is_empty(), "{}: ## 选项", rule.code);
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
