//! What labels of real reports say against what is read: with `ZHIBI_CORPUS` set, no number in `ratchets.tsv` may fall.
#![allow(clippy::disallowed_methods, reason = "the test reads labels and texts")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zhibi_core::config::OutlineItems;
use zhibi_core::features::{FigureRow, OutlineEntry, ledger_rows, outline_entries};
use zhibi_core::figures::Decimal;
use zhibi_core::{DocumentKind, Settings, Snapshot};

/// Hits and labels by name.
type Scores = BTreeMap<&'static str, (usize, usize)>;

fn mark(scores: &mut Scores, name: &'static str, hit: bool) {
    let score = scores.entry(name).or_default();
    *score = (score.0 + usize::from(hit), score.1 + 1);
}

/// A table of labels: one map of column to cell a row.
fn labels(path: &Path) -> Vec<HashMap<String, String>> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let row = |line: &str| {
        let cells = line.split('\t').chain(std::iter::repeat(""));
        head.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), cell.to_owned())).collect()
    };
    lines.map(row).collect()
}

/// The reports of a corpus, each read once.
struct Corpus {
    folder: PathBuf,
    read: HashMap<String, Option<(String, Snapshot)>>,
}

impl Corpus {
    fn report(&mut self, name: &str) -> Option<&(String, Snapshot)> {
        let folder = &self.folder;
        let read = || {
            let path = ["texts", "more"].iter().map(|d| folder.join(d).join(name)).find(|p| p.exists())?;
            let text = std::fs::read_to_string(&path).ok()?;
            let markdown = path.extension().is_some_and(|e| e == "md");
            let kind = if markdown { DocumentKind::Markdown } else { DocumentKind::Plain };
            let snapshot = Snapshot::of(&text, kind, Arc::new(Settings::default()));
            Some((text, snapshot))
        };
        self.read.entry(name.to_owned()).or_insert_with(read).as_ref()
    }
}

fn number(cell: &str) -> usize {
    cell.parse().unwrap_or_else(|_| panic!("`{cell}` is no number"))
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether one name contains the other and neither is much longer.
fn same_metric(want: &str, got: &str) -> bool {
    let (want, got) = (plain(want), plain(got));
    let (w, g) = (want.chars().count(), got.chars().count());
    g > 0 && (got.contains(&want) || want.contains(&got)) && 2 * g >= w && g <= 2 * w + 4
}

fn figures(corpus: &mut Corpus, scores: &mut Scores) {
    let mut rows: HashMap<String, Vec<(FigureRow, usize)>> = HashMap::new();
    for label in labels(&corpus.folder.join("figures/figures.tsv")) {
        let Some((text, snapshot)) = corpus.report(&label["file"]) else { continue };
        let found = rows.entry(label["file"].clone()).or_insert_with(|| {
            let lines: Vec<&str> = zhibi_core::text::lines(text).collect();
            // Labels count characters.
            let column = |r: &FigureRow| lines[r.line as usize - 1][..r.range.start.byte as usize].chars().count();
            ledger_rows(snapshot).into_iter().map(|r| (r.clone(), column(&r))).collect()
        });
        let (line, column, length) = (number(&label["line"]), number(&label["col"]), label["text"].chars().count());
        let near = found
            .iter()
            .filter(|(r, at)| r.line as usize == line && *at < column + length && at + r.text.chars().count() > column);
        let bare = |text: &str| plain(text).trim_matches(['“', '”']).to_owned();
        let same = near.map(|(row, _)| row).find(|r| bare(&r.text) == bare(&label["text"]));
        mark(scores, "figure found", same.is_some());
        let Some(row) = same else { continue };
        mark(scores, "figure class", row.class == label["class"]);
        mark(scores, "figure bound", label["class"] == "name" || row.bound == label["bound"]);
        let role = row.role.unwrap_or_default();
        mark(scores, "figure role", role == label["role"] || !role.is_empty() && role == label["role2"]);
        if !label["metric"].is_empty() {
            mark(scores, "figure metric", same_metric(&label["metric"], row.metric.as_deref().unwrap_or_default()));
        }
    }
}

fn relations(corpus: &mut Corpus, scores: &mut Scores) {
    for label in labels(&corpus.folder.join("figures/relations.tsv")) {
        let Ok(want) = label["value"].parse::<Decimal>() else { continue };
        let Some((_, snapshot)) = corpus.report(&label["file"]) else { continue };
        let on_line = |block: u32| {
            let loc = zhibi_core::Loc { block, span: zhibi_core::Span::default() };
            snapshot.line_range(loc).start.line as usize + 1 == number(&label["line"])
        };
        let figures = snapshot.ledger().all().filter(|e| on_line(e.block));
        let relations = figures.flat_map(|f| snapshot.relations(f.block, f.figure as usize));
        let values = relations.filter_map(|r| r.value.parse::<Decimal>().ok());
        // A label may state the value in 万 or 亿.
        let scales = [1, 10_000, 100_000_000, 1_000_000_000_000_i64].map(Decimal::from);
        let near = |value: Decimal| {
            let close = |s: &Decimal| (value.abs() / s - want.abs()).abs() <= Decimal::new(51, 4);
            scales.iter().any(close)
        };
        mark(scores, "relation", values.into_iter().any(near));
    }
}

/// The nodes of an outline in order of appearance.
fn flat<'a>(nodes: &'a [OutlineEntry], out: &mut Vec<&'a OutlineEntry>) {
    for node in nodes {
        out.push(node);
        flat(&node.children, out);
    }
}

/// Letters and numerals of a heading.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Nodes found on their line with their first characters, nodes that no label knows, and ends.
fn outline(corpus: &mut Corpus, scores: &mut Scores) {
    let mut by_file: BTreeMap<String, Vec<HashMap<String, String>>> = BTreeMap::new();
    for label in labels(&corpus.folder.join("outline/gold_outline.tsv")) {
        by_file.entry(label["file"].clone()).or_default().push(label);
    }
    for (file, labels) in by_file {
        let Some((text, snapshot)) = corpus.report(&file) else { continue };
        let blank: Vec<bool> = zhibi_core::text::lines(text).map(|l| l.trim().is_empty()).collect();
        let end = |start: u32, end: usize| {
            (start as usize..=end.min(blank.len())).rev().find(|l| !blank[l - 1]).unwrap_or(start as usize)
        };
        let entries = outline_entries(snapshot, OutlineItems::All);
        let mut nodes = Vec::new();
        flat(&entries, &mut nodes);
        let mut known = HashSet::new();
        for label in labels.iter().filter(|l| l["line"] != "0") {
            let key = letters(&format!("{}{}", label["ordinal"], label["title"]));
            let first = |text: &str| text.chars().take(6).collect::<String>();
            let same = |node: &OutlineEntry| {
                let own = letters(&format!("{}{}", node.ordinal, node.title));
                let length = own.chars().count().min(key.chars().count()).min(6);
                length > 0 && first(&own).chars().take(length).eq(first(&key).chars().take(length))
            };
            let found = nodes
                .iter()
                .enumerate()
                .find(|(i, node)| !known.contains(i) && node.line as usize == number(&label["line"]) && same(node));
            known.extend(found.map(|(i, _)| i));
            if label["kind"].ends_with('?') {
                continue;
            }
            mark(scores, "outline found", found.is_some());
            if let Some((_, node)) = found {
                let wanted = label["endLine"].split('|').map(|e| end(node.line, number(e)));
                let got = end(node.line, node.end_line as usize);
                mark(scores, "outline end", wanted.into_iter().any(|e| e == got));
            }
        }
        (0..nodes.len()).for_each(|i| mark(scores, "outline node is labelled", known.contains(&i)));
    }
}

/// Codes under which a finding may be told now: what was judged, what may take its place.
const ALSO: [(&str, &str); 8] = [
    ("repeated-punct", "percent-corrupted"),
    ("percent-sign-mixed", "percent-corrupted"),
    ("range-connector", "range-unit-dropped"),
    ("range-unit-dropped", "range-connector"),
    ("number-broken", "template-leftover"),
    ("ordinal-gap", "ordinal-form"),
    ("ordinal-gap", "ordinal-malformed"),
    ("dash-form", "range-connector"),
];

/// Findings judged true that are still found on their line, findings judged false that are gone from it. A habit that is
/// told once stands on the lines of all its places.
fn verdicts(corpus: &mut Corpus, scores: &mut Scores) {
    for label in labels(&corpus.folder.join("verdicts.tsv")) {
        let Some((_, snapshot)) = corpus.report(&label["file"]) else { continue };
        let line = number(&label["line"]);
        let range = |loc: zhibi_core::Loc| {
            let range = snapshot.line_range(loc);
            range.start.line as usize + 1..=range.end.line as usize + 1
        };
        let told = |code: &str| {
            let findings = snapshot.diagnostics().iter().map(|d| &d.finding).filter(|f| f.code == code);
            findings
                .flat_map(|f| f.places.as_deref().unwrap_or(std::slice::from_ref(&f.loc)).to_vec())
                .collect::<Vec<_>>()
        };
        let code = label["code"].as_str();
        let other = ALSO.iter().filter(|(judged, _)| *judged == code).flat_map(|(_, other)| told(other));
        match label["verdict"].as_str() {
            "TRUE" => {
                let found = told(code).into_iter().chain(other).any(|loc| range(loc).contains(&line));
                mark(scores, "true finding is found", found);
            }
            "FALSE" => {
                let gone = told(code).into_iter().all(|loc| *range(loc).start() != line);
                mark(scores, "false finding is gone", gone);
            }
            _ => {}
        }
    }
}

#[test]
fn labels_of_real_reports() {
    let Some(folder) = std::env::var_os("ZHIBI_CORPUS") else {
        eprintln!("labels_of_real_reports: ZHIBI_CORPUS is not set, did not run");
        return;
    };
    let mut corpus = Corpus { folder: folder.into(), read: HashMap::new() };
    let mut scores = Scores::new();
    figures(&mut corpus, &mut scores);
    relations(&mut corpus, &mut scores);
    outline(&mut corpus, &mut scores);
    verdicts(&mut corpus, &mut scores);
    let mut fallen = Vec::new();
    for kept in labels(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ratchets.tsv")) {
        let (hits, all) = scores.get(kept["label"].as_str()).copied().unwrap_or_default();
        let (least, of) = (number(&kept["hits"]), number(&kept["of"]));
        let line = format!("{}: {hits} of {all}, kept {least} of {of}", kept["label"]);
        // A share, so that more labels of the same kind do not matter.
        if hits * of < least * all {
            fallen.push(line);
        } else if hits * of > least * all {
            eprintln!("labels_of_real_reports: raise {line}");
        }
    }
    assert!(fallen.is_empty(), "\n{}\n{scores:#?}", fallen.join("\n"));
}
