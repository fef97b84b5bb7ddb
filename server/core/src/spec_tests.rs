//! What the core reads, as tables of sentences in `spec/*.md`, in simplified script as written and in traditional script.
//!
//! A row whose text holds the name of a class of words, as 〔work〕, stands for one row for each word of that class.
#![allow(clippy::disallowed_methods, reason = "the test reads the tables")]

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::figures::{Figure, Relation, Role};
use crate::reading::Script;
use crate::reading::lexicon;
use crate::reading::script::{simplified, unfold};
use crate::{DocumentKind, Settings, Snapshot};

/// A row of a table, with the names of its columns.
pub(crate) struct Row {
    /// File and line, for messages.
    place: String,
    columns: Arc<[String]>,
    cells: Vec<String>,
}

/// The rows of all tables of a file.
fn rows(file: &str, text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut columns: Arc<[String]> = Arc::default();
    for (i, line) in text.lines().enumerate() {
        let Some(inner) = line.strip_prefix('|').and_then(|l| l.strip_suffix('|')) else {
            columns = Arc::default();
            continue;
        };
        let cells = inner.replace("\\|", "\0");
        let cells: Vec<String> = cells.split('|').map(|c| c.trim().replace('\0', "|").replace('⏎', "\n")).collect();
        if columns.is_empty() {
            columns = cells.into();
        } else if !cells.iter().all(|c| c.starts_with("---")) {
            let place = format!("{file}:{}", i + 1);
            assert_eq!(cells.len(), columns.len(), "{place}: another number of cells than columns");
            let row = |cells| Row { place: place.clone(), columns: Arc::clone(&columns), cells };
            match cells[0].split_once('〔').and_then(|(_, rest)| rest.split_once('〕')) {
                None => rows.push(row(cells)),
                Some((class, _)) => {
                    let words = lexicon::tests::of_class(class);
                    assert!(!words.is_empty(), "{place}: no word is of class “{class}”");
                    let hole = format!("〔{class}〕");
                    let filled = |word: &String| cells.iter().map(|cell| cell.replace(&hole, word)).collect();
                    rows.extend(words.iter().map(|word| row(filled(word))));
                }
            }
        }
    }
    rows
}

/// The value of a figure as a cell.
fn value(figure: &Figure) -> String {
    match (figure.lower.text(), figure.upper.text()) {
        (Some(a), Some(b)) if a == b => a,
        (None, None) => String::new(),
        (a, b) => format!("{}..{}", a.unwrap_or_default(), b.unwrap_or_default()),
    }
}

fn relations(relations: &[Relation]) -> String {
    let told = relations.iter().map(|r| format!("{}: {}", r.kind.name(), r.formula));
    told.collect::<Vec<_>>().join("; ")
}

/// What was read of the figure that starts at byte `start` of the text, as the cell of `column`.
fn cell(snapshot: &Snapshot, start: usize, length: usize, column: &str) -> Option<String> {
    let found = snapshot.ledger().all().find(|e| {
        let block = snapshot.blocks().iter().take(e.block as usize).map(|b| b.text.len() + 1).sum::<usize>();
        let span = snapshot.blocks()[e.block as usize].figures[e.figure as usize].span;
        (block + span.start as usize, span.len()) == (start, length)
    })?;
    let block = &snapshot.blocks()[found.block as usize];
    let figure = &block.figures[found.figure as usize];
    let metric = found.metric().map_or("", |(m, _)| &m.text);
    Some(match column {
        "class" => figure.class.name().to_owned(),
        "value" => value(figure),
        "unit" => figure.unit_text(&block.text).to_owned(),
        "bound" => figure.bound.symbol().to_owned(),
        "change" => figure.change.map_or("", crate::figures::Change::name).to_owned(),
        "role" => found.role.map_or("", Role::name).to_owned(),
        "metric" => metric.to_owned(),
        "object" => found.object.clone().unwrap_or_default(),
        "period" => found.period.clone().unwrap_or_default(),
        "relations" => relations(&snapshot.relations(found.block, found.figure as usize)),
        other => panic!("no column is called {other}"),
    })
}

/// The cells of a row that differ from what is read in `script`.
pub(crate) fn differences(row: &Row, script: Script) -> Vec<String> {
    let marked = script.write(&row.cells[0]);
    let text: String = marked.chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect();
    let snapshot = Snapshot::of(&text, DocumentKind::Plain, Arc::new(Settings::default()));
    let all: Vec<_> = snapshot.blocks().iter().flat_map(|b| b.figures.iter().map(|f| f.span.of(&b.text))).collect();
    let at = |what: &str| format!("{}: {}{what}", row.place, row.cells[0]);
    let Some((start, end)) = marked.find('⟦').zip(marked.find('⟧')) else {
        return if all.is_empty() { vec![] } else { vec![at(&format!(": figures {all:?}, want none"))] };
    };
    let length = end - start - '⟦'.len_utf8();
    let mut wrong = Vec::new();
    for (column, want) in row.columns.iter().zip(&row.cells).skip(1) {
        let Some(got) = cell(&snapshot, start, length, column) else {
            return vec![at(&format!(": no such figure among {all:?}"))];
        };
        // A formula is in the reader's language around what it quotes.
        let (got, want) = match column.as_str() {
            "relations" => (simplified(&got).into_owned(), want.clone()),
            "metric" | "object" | "unit" => (got, script.write(want).into_owned()),
            _ => (got, want.clone()),
        };
        if got != want {
            wrong.push(at(&format!(": {column}: want “{want}”, got “{got}”")));
        }
    }
    wrong
}

/// Where a table tells relations, it tells of every figure of its texts.
fn incomplete(rows: &[Row]) -> Vec<String> {
    let mut told: HashMap<String, (usize, &str)> = HashMap::new();
    for row in rows.iter().filter(|r| r.columns.iter().any(|c| c == "relations")) {
        let text = row.cells[0].replace(['⟦', '⟧'], "");
        told.entry(text).or_insert((0, &row.place)).0 += 1;
    }
    let count = |text: &str| {
        let snapshot = Snapshot::of(text, DocumentKind::Plain, Arc::new(Settings::default()));
        snapshot.ledger().all().count()
    };
    let differ = told.iter().filter(|(text, (rows, _))| count(text) != *rows);
    differ.map(|(text, (rows, place))| format!("{place}: {text}: {} figures in {rows} rows", count(text))).collect()
}

/// The rows of every table.
pub(crate) fn all_rows() -> Vec<Row> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of tables") {
        let path = entry.expect("a folder entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        all.extend(rows(&name, &std::fs::read_to_string(&path).expect("a table")));
    }
    all
}

#[test]
fn the_tables_hold_in_both_scripts() {
    let rows = all_rows();
    assert!(rows.len() > 300, "{} rows", rows.len());
    let mut wrong = incomplete(&rows);
    for row in &rows {
        wrong.extend(differences(row, Script::Simplified));
        let traditional = differences(row, Script::Traditional);
        wrong
            .extend(traditional.into_iter().map(|w| format!("{w} (in traditional script: {})", unfold(&row.cells[0]))));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
