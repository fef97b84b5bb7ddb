//! How single lines are read (`readings.txt`): each line (`> …`) is read otherwise by some small change of the code (a condition, a bound, an
//! alternative that is left out) that no sentence of the specification and no report shows. Below it stands what is read of it, a figure a
//! row; written anew with `ZHIBI_CENSUS=write`, and then to be looked at.
#![allow(clippy::disallowed_methods, reason = "the test reads a file beside it")]

use std::fmt::Write as _;
use std::sync::Arc;

use zhibi_core::{DocumentKind, Settings, Snapshot};

/// What is read of a text: its figures with what they measure, and below each what follows from it.
fn read(text: &str) -> String {
    let text = text.replace('⏎', "\n");
    let snapshot = Snapshot::of(&text, DocumentKind::Markdown, Arc::new(Settings::default()));
    let mut told = String::new();
    for entry in snapshot.ledger().all() {
        let block = &snapshot.blocks()[entry.block as usize];
        let figure = &block.figures[entry.figure as usize];
        let ends = [figure.lower.text(), figure.upper.text()].map(|end| end.unwrap_or_else(|| "?".to_owned()));
        let value = if ends[0] == ends[1] { ends[0].clone() } else { ends.join("..") };
        let unit = figure.unit_text(&block.text);
        let written = figure.span.of(&block.text);
        let mut row =
            vec![format!("{written:?}"), format!("{} {} {value} {unit}", figure.class.name(), figure.bound.symbol())];
        row.extend(figure.change.map(|change| change.name().to_owned()));
        row.extend(entry.role.map(|role| role.name().to_owned()));
        row.extend(entry.period.as_ref().map(|period| format!("in {period}")));
        row.extend(entry.metric.as_ref().map(|m| format!("of {} ({})", m.text, m.key)));
        row.extend(entry.object.as_ref().map(|object| format!("in all {object}")));
        let _ = writeln!(told, "  {}", row.join(", "));
        for relation in snapshot.relations(entry.block, entry.figure as usize) {
            let _ = writeln!(told, "    {}: {}", relation.kind.name(), relation.formula);
        }
    }
    told
}

#[test]
fn lines_are_read_as_they_were() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings.txt");
    let was = std::fs::read_to_string(&file).expect("the file of readings");
    let lines = || was.lines().filter_map(|line| line.strip_prefix("> "));
    if std::env::var_os("ZHIBI_CENSUS").is_some_and(|value| value == "write") {
        let now: String = lines().map(|text| format!("> {text}\n{}", read(text))).collect();
        std::fs::write(&file, now).expect("the file of readings");
        return;
    }
    let mut known: Vec<(&str, String)> = Vec::new();
    for line in was.lines() {
        match (line.strip_prefix("> "), known.last_mut()) {
            (Some(text), _) => known.push((text, String::new())),
            (None, Some((_, told))) => told.extend([line, "\n"]),
            (None, None) => panic!("{line:?} stands below no line"),
        }
    }
    assert!(known.len() > 100, "the file holds its lines");
    let wrong = known.iter().map(|(text, was)| (text, was, read(text))).filter(|(_, was, now)| *was != now);
    let wrong: Vec<String> = wrong.map(|(text, was, now)| format!("> {text}\nwas\n{was}is\n{now}")).collect();
    assert!(wrong.is_empty(), "{} lines are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}
