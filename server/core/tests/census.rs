//! How each of many real reports is read, told by checksums in `census.tsv`: with `ZHIBI_CORPUS` set, no report may be read
//! otherwise than it was, unless somebody looked at what changed and wrote it down anew with `ZHIBI_CENSUS=write`.
//!
//! A report is known by the checksum of its text: others, and those that changed, are left alone.
#![allow(clippy::disallowed_methods, reason = "the test reads texts and checksums")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zhibi_core::{DocumentKind, Settings, Snapshot};

/// What is told of a report, in the order of the columns.
const COLUMNS: [&str; 6] = ["outline", "figures", "roles", "metrics", "relations", "findings"];

/// FNV-1a, 32 bits: the same on every machine and with every version of the compiler.
fn checksum(text: &str) -> String {
    let sum = text.bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{sum:08x}")
}

/// What is read of a report, a text a column.
fn read(text: &str) -> [String; COLUMNS.len()] {
    let snapshot = Snapshot::of(text, DocumentKind::Markdown, Arc::new(Settings::default()));
    let [mut outline, mut figures, mut roles, mut metrics, mut relations, mut findings] = [const { String::new() }; 6];
    for node in &snapshot.outline().nodes {
        let title = node.title.of(&snapshot.blocks()[node.heading.block as usize].text);
        let _ = writeln!(outline, "{} {title}", node.level);
    }
    for entry in snapshot.ledger().all() {
        let block = &snapshot.blocks()[entry.block as usize];
        let figure = &block.figures[entry.figure as usize];
        let (class, bound, change) = (figure.class.name(), figure.bound.symbol(), figure.change.map(|c| c.name()));
        let (lower, upper, unit) = (figure.lower.text(), figure.upper.text(), figure.unit_text(&block.text));
        let _ = writeln!(figures, "{:?} {class} {bound} {change:?} {lower:?} {upper:?} {unit}", figure.span);
        let _ = writeln!(roles, "{:?} {:?}", entry.role.map(|role| role.name()), entry.period);
        let _ = writeln!(metrics, "{:?} {:?}", entry.metric.as_ref().map(|m| (&m.text, &m.key)), entry.object);
        for relation in snapshot.relations(entry.block, entry.figure as usize) {
            let _ = writeln!(relations, "{} {}", relation.kind.name(), relation.formula);
        }
    }
    for diagnostic in snapshot.diagnostics() {
        let _ = writeln!(findings, "{} {:?}", diagnostic.finding.code, diagnostic.finding.loc);
    }
    [outline, figures, roles, metrics, relations, findings]
}

/// The reports of the folders, by name.
fn reports(corpus: &Path) -> Vec<PathBuf> {
    let files = ["texts", "more"].into_iter().filter_map(|folder| std::fs::read_dir(corpus.join(folder)).ok());
    let mut files: Vec<PathBuf> = files.flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "md"));
    files.sort();
    files
}

#[test]
fn reports_are_read_as_they_were() {
    let Some(corpus) = std::env::var_os("ZHIBI_CORPUS") else {
        eprintln!("reports_are_read_as_they_were: ZHIBI_CORPUS is not set, did not run");
        return;
    };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/census.tsv");
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    let rows = known.lines().skip(1).filter_map(|line| line.split_once('\t'));
    let known: &BTreeMap<&str, Vec<&str>> = &rows.map(|(id, row)| (id, row.split('\t').collect())).collect();
    let write = std::env::var_os("ZHIBI_CENSUS").is_some_and(|value| value == "write");
    let reports = reports(Path::new(&corpus));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let all: Vec<(String, String, [String; COLUMNS.len()])> = std::thread::scope(|scope| {
        let of = |files: &[PathBuf]| {
            let texts = files.iter().map(|file| (file, std::fs::read_to_string(file).expect("a report in UTF-8")));
            let texts = texts.map(|(file, text)| (file.display().to_string(), checksum(&text), text));
            let wanted = texts.filter(|(_, id, _)| write || known.contains_key(id.as_str()));
            wanted.map(|(file, id, text)| (file, id, read(&text).map(|c| checksum(&c)))).collect::<Vec<_>>()
        };
        let parts = reports.chunks(reports.len().div_ceil(threads).max(1));
        let parts: Vec<_> = parts.map(|files| scope.spawn(move || of(files))).collect();
        parts.into_iter().flat_map(|part| part.join().expect("a part of the reports")).collect()
    });
    let (mut told, mut changed) = (BTreeMap::new(), Vec::new());
    for (report, id, now) in all {
        let was = known.get(id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let differs = COLUMNS.iter().zip(&now).zip(was).filter(|((_, now), was)| now != was);
        let columns: Vec<&str> = differs.map(|((name, _), _)| *name).collect();
        if !columns.is_empty() {
            changed.push(format!("{report}: {}", columns.join(", ")));
        }
        told.insert(id, now.join("\t"));
    }
    if write {
        let rows: String = told.iter().map(|(id, row)| format!("{id}\t{row}\n")).collect();
        std::fs::write(&file, format!("text\t{}\n{rows}", COLUMNS.join("\t"))).expect("the file of checksums");
        return;
    }
    assert!(
        changed.is_empty(),
        "{} of {} reports are read otherwise; where that is meant and was looked at, write it down with ZHIBI_CENSUS=write:\n{}",
        changed.len(),
        told.len(),
        changed[..changed.len().min(40)].join("\n")
    );
}
