//! The JSON contracts: one array, stable field names.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;
use zhibi_core::features::{OutlineEntry, whole_outline};
use zhibi_core::figures::Relation;
use zhibi_core::finding::Safety;
use zhibi_core::structure::{Node, NodeKind, Outline};
use zhibi_core::text::is_unprintable;
use zhibi_core::{Columns, Diagnostic, Language, PositionEncoding, Snapshot};

/// Writes one JSON array whose elements arrive as ready-made text, one at a time.
#[derive(Debug)]
pub struct ArrayWriter<W> {
    out: W,
    empty: bool,
}

impl<W: Write> ArrayWriter<W> {
    /// Opens the array.
    pub fn new(out: W) -> Self {
        Self { out, empty: true }
    }

    /// Adds elements: JSON values with commas between them, or nothing.
    pub fn push(&mut self, elements: &[u8]) -> io::Result<()> {
        if elements.is_empty() {
            return Ok(());
        }
        self.out.write_all(if self.empty { b"[\n" } else { b",\n" })?;
        self.empty = false;
        self.out.write_all(elements)
    }

    /// Closes the array.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.write_all(if self.empty { b"[]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}

/// Appends `value` to a list of elements.
pub fn element(out: &mut Vec<u8>, value: &impl Serialize) -> serde_json::Result<()> {
    if !out.is_empty() {
        out.extend_from_slice(b",\n");
    }
    write(out, value)
}

/// Writes a value. What would steer a terminal is escaped, which changes nothing for a reader of JSON.
pub fn write(out: &mut Vec<u8>, value: &impl Serialize) -> serde_json::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, Printable))
}

struct Printable;

impl Formatter for Printable {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_unprintable) {
            let mut after = rest[at..].chars();
            // All of them are in the basic plane.
            let code = after.next().map_or(0, u32::from);
            write!(writer, "{}\\u{code:04x}", &rest[..at])?;
            rest = after.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonDiagnostic<'a> {
    file: &'a str,
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    range: JsonRange,
    fixes: Vec<JsonFix<'a>>,
    /// Every place of a habit that is told once.
    #[serde(skip_serializing_if = "Option::is_none")]
    places: Option<Vec<JsonRange>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonRange {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl From<super::Range> for JsonRange {
    fn from(((line, column), (end_line, end_column)): super::Range) -> Self {
        Self { line, column, end_line, end_column }
    }
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    #[serde(flatten)]
    range: JsonRange,
    text: &'a str,
}

/// One diagnostic.
pub fn diagnostic(
    out: &mut Vec<u8>,
    file: &str,
    columns: &Columns<'_>,
    diagnostic: &Diagnostic,
    language: Language,
) -> serde_json::Result<()> {
    let finding = &diagnostic.finding;
    let edits: Vec<_> = finding.fixes.iter().map(|fix| super::edits(fix, columns.snapshot())).collect();
    let fixes = finding.fixes.iter().zip(&edits).map(|(fix, edits)| JsonFix {
        title: fix.title.get(language),
        safe: fix.safety == Safety::Safe,
        edits: edits.iter().map(|e| JsonEdit { range: super::edit_range(columns, e).into(), text: &e.text }).collect(),
    });
    let value = JsonDiagnostic {
        file,
        code: finding.code,
        severity: finding.severity.name(),
        message: finding.message.get(language),
        range: super::range(columns, finding.loc).into(),
        fixes: fixes.collect(),
        places: finding.places.as_ref().map(|all| all.iter().map(|loc| super::range(columns, *loc).into()).collect()),
    };
    element(out, &value)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonFigure<'a> {
    file: &'a str,
    #[serde(flatten)]
    range: JsonRange,
    text: &'a str,
    class: &'a str,
    lower: Option<String>,
    upper: Option<String>,
    unit: &'a str,
    bound: &'a str,
    role: Option<&'a str>,
    metric: Option<&'a str>,
    object: Option<&'a str>,
    change: Option<&'a str>,
    period: Option<&'a str>,
    section: &'a [String],
    relations: Vec<JsonRelation<'a>>,
}

#[derive(Serialize)]
struct JsonRelation<'a> {
    kind: &'a str,
    value: &'a str,
    unit: &'a str,
    bound: &'a str,
    formula: &'a str,
}

impl<'a> From<&'a Relation> for JsonRelation<'a> {
    fn from(relation: &'a Relation) -> Self {
        Self {
            kind: relation.kind.name(),
            value: &relation.value,
            unit: &relation.unit,
            bound: relation.bound.symbol(),
            formula: &relation.formula,
        }
    }
}

/// The figures of a draft, handed over in parts.
pub fn figures(file: &str, snapshot: &Snapshot, emit: &mut dyn FnMut(io::Result<Vec<u8>>)) {
    const PART: usize = 256 << 10;
    let (outline, columns) = (snapshot.outline(), Columns::new(snapshot, PositionEncoding::Utf32));
    let mut out = Vec::new();
    let mut path: (Option<u32>, Vec<String>) = (None, Vec::new());
    for (index, block) in snapshot.blocks().iter().enumerate() {
        for (k, figure) in block.figures.iter().enumerate() {
            let entry = snapshot.ledger().entry(index as u32, k);
            let node = outline.at(index as u32, figure.span.start);
            if node != path.0 {
                path = (node, section_path(snapshot, outline, node));
            }
            let relations = snapshot.relations(index as u32, k);
            let value = JsonFigure {
                file,
                range: super::range(&columns, zhibi_core::Loc::new(index, figure.span)).into(),
                text: figure.span.of(&block.text),
                class: figure.class.name(),
                lower: figure.lower.text(),
                upper: figure.upper.text(),
                unit: figure.unit_text(&block.text),
                bound: figure.bound.symbol(),
                role: entry.and_then(|e| e.role).map(|r| r.name()),
                metric: entry.and_then(|e| e.metric.as_ref()).map(|m| m.text.as_str()),
                object: entry.and_then(|e| e.object.as_deref()),
                change: figure.change.map(|c| c.name()),
                period: entry.and_then(|e| e.period.as_deref()),
                section: &path.1,
                relations: relations.iter().map(JsonRelation::from).collect(),
            };
            if let Err(error) = element(&mut out, &value) {
                return emit(Err(error.into()));
            }
            if out.len() > PART {
                emit(Ok(std::mem::take(&mut out)));
            }
        }
    }
    emit(Ok(out));
}

/// Headings from the root down to `node`, as written.
/// Headings from the first level down to a node's own.
pub fn section_path(snapshot: &Snapshot, outline: &Outline, node: Option<u32>) -> Vec<String> {
    let path = node.map(|n| outline.path(n)).unwrap_or_default();
    let nodes = path.iter().map(|n| &outline.nodes[*n as usize]);
    nodes.filter(|n| n.kind != NodeKind::Item).map(|n| heading(snapshot, n)).collect()
}

fn heading(snapshot: &Snapshot, node: &Node) -> String {
    let text = &*snapshot.blocks()[node.heading.block as usize].text;
    let ordinal = node.ordinal.map_or("", |o| o.span.of(text)).trim();
    format!("{ordinal}{}", node.title.of(text).trim())
}

#[derive(Serialize)]
struct JsonOutline<'a> {
    file: &'a str,
    children: Vec<OutlineEntry>,
}

/// The tree of a draft.
pub fn outline(out: &mut Vec<u8>, file: &str, snapshot: &Snapshot) -> serde_json::Result<()> {
    element(out, &JsonOutline { file, children: whole_outline(snapshot) })
}
