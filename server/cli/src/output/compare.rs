//! A comparison of two drafts, for people, for machines and as Markdown.

use std::io::{self, Write};

use serde::Serialize;
use zhibi_core::align::{Comparison, FigureChange, FigurePlace};
use zhibi_core::text::{escape_markdown, printable};
use zhibi_core::{Columns, PositionEncoding};

use super::page::{Cell, Page, Row, Table, Tone};
use super::style::{Look, Role};
use super::two_drafts::Drafts;
use super::{json, range};
use crate::language::tr;

#[derive(Serialize)]
struct JsonComparison<'a> {
    headings: Vec<JsonHeadingChange<'a>>,
    figures: Vec<JsonFigureChange<'a>>,
    counts: Vec<JsonCount>,
    lengths: Vec<JsonLength<'a>>,
}

#[derive(Serialize)]
struct JsonHeadingChange<'a> {
    kind: &'a str,
    old: Option<JsonHeading<'a>>,
    new: Option<JsonHeading<'a>>,
}

#[derive(Serialize)]
struct JsonHeading<'a> {
    line: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct JsonFigureChange<'a> {
    kind: &'a str,
    what: Vec<&'a str>,
    metric: Option<&'a str>,
    old: Option<JsonFigure<'a>>,
    new: Option<JsonFigure<'a>>,
}

#[derive(Serialize)]
struct JsonFigure<'a> {
    line: u32,
    column: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct JsonCount {
    line: u32,
    declared: Sides<String>,
    items: Sides<Option<usize>>,
}

#[derive(Serialize)]
struct Sides<T> {
    old: T,
    new: T,
}

#[derive(Serialize)]
struct JsonLength<'a> {
    section: &'a str,
    old: Option<usize>,
    new: Option<usize>,
}

/// A comparison with everything in words and numbers.
struct Told<'a> {
    drafts: Drafts<'a>,
    comparison: &'a Comparison,
    old: Columns<'a>,
    new: Columns<'a>,
}

impl<'a> Told<'a> {
    fn new(drafts: Drafts<'a>, comparison: &'a Comparison) -> Self {
        Self {
            drafts,
            comparison,
            old: Columns::new(drafts.old.1, PositionEncoding::Utf32),
            new: Columns::new(drafts.new.1, PositionEncoding::Utf32),
        }
    }

    fn headings(&self) -> Vec<JsonHeadingChange<'a>> {
        let of = |columns: &Columns<'a>, node: Option<u32>| node.map(|n| heading(columns, n));
        let changes = self.comparison.headings.iter();
        changes
            .map(|c| JsonHeadingChange { kind: c.kind.name(), old: of(&self.old, c.old), new: of(&self.new, c.new) })
            .collect()
    }

    fn figures(&self) -> Vec<JsonFigureChange<'a>> {
        let of = |columns: &Columns<'a>, place: &'a Option<FigurePlace>| place.as_ref().map(|p| figure(columns, p));
        let changes = self.comparison.figures.iter();
        changes
            .map(|c| JsonFigureChange {
                kind: kind(c),
                what: c.what.iter().map(|a| a.name()).collect(),
                metric: c.metric.as_deref(),
                old: of(&self.old, &c.old),
                new: of(&self.new, &c.new),
            })
            .collect()
    }

    fn counts(&self) -> Vec<JsonCount> {
        let line = |block| self.drafts.new.1.view().line_number(block);
        let changes = self.comparison.counts.iter();
        changes
            .map(|c| JsonCount {
                line: line(c.block),
                declared: Sides { old: c.declared.0.to_string(), new: c.declared.1.to_string() },
                items: Sides { old: c.items.0, new: c.items.1 },
            })
            .collect()
    }

    fn lengths(&self) -> Vec<JsonLength<'a>> {
        let sections = self.comparison.lengths.iter();
        let named = |old: Option<u32>, new: Option<u32>| match (new, old) {
            (Some(n), _) => heading(&self.new, n).text,
            (None, Some(n)) => heading(&self.old, n).text,
            (None, None) => "",
        };
        sections
            .map(|l| JsonLength {
                section: named(l.old.map(|o| o.0), l.new.map(|n| n.0)),
                old: l.old.map(|o| o.1),
                new: l.new.map(|n| n.1),
            })
            .collect()
    }
}

fn heading<'a>(columns: &Columns<'a>, node: u32) -> JsonHeading<'a> {
    let node = &columns.snapshot().outline().nodes[node as usize];
    let text = &columns.snapshot().blocks()[node.heading.block as usize].text;
    JsonHeading { line: range(columns, node.heading).0.0, text: node.heading.span.of(text).trim() }
}

fn figure<'a>(columns: &Columns<'_>, place: &'a FigurePlace) -> JsonFigure<'a> {
    let ((line, column), _) = range(columns, place.numeral);
    JsonFigure { line, column, text: &place.text }
}

const fn kind(change: &FigureChange) -> &'static str {
    match (&change.old, &change.new) {
        (Some(_), Some(_)) => "changed",
        (None, _) => "added",
        (_, None) => "removed",
    }
}

/// The JSON contract of `compare`.
pub fn json(out: &mut Vec<u8>, drafts: Drafts<'_>, comparison: &Comparison) -> io::Result<()> {
    let told = Told::new(drafts, comparison);
    let value = JsonComparison {
        headings: told.headings(),
        figures: told.figures(),
        counts: told.counts(),
        lengths: told.lengths(),
    };
    json::write(out, &value)?;
    writeln!(out)
}

fn heading_kind(kind: &str) -> &'static str {
    match kind {
        "added" => tr("新增", "added"),
        "removed" => tr("删去", "removed"),
        "renumbered" => tr("改号", "renumbered"),
        "moved" => tr("移位", "moved"),
        _ => tr("改题", "retitled"),
    }
}

fn aspect(name: &str) -> &'static str {
    match name {
        "value" => tr("数值", "value"),
        "bound" => tr("上下限", "bound"),
        "unit" => tr("单位", "unit"),
        _ => tr("时期", "period"),
    }
}

/// What happened to a figure, in words: 数值、单位, 新增, 删去.
fn happened(change: &JsonFigureChange<'_>) -> String {
    if change.what.is_empty() {
        return heading_kind(change.kind).to_owned();
    }
    change.what.iter().map(|w| aspect(w)).collect::<Vec<_>>().join(tr("、", ", "))
}

/// For people.
pub fn text(out: &mut impl Write, drafts: Drafts<'_>, comparison: &Comparison, look: Look) -> io::Result<()> {
    let told = Told::new(drafts, comparison);
    writeln!(out, "{}", look.paint(Role::File, printable(&drafts.title())))?;
    if comparison.headings.is_empty() && comparison.figures.is_empty() && comparison.counts.is_empty() {
        return writeln!(out, "{}", tr("标题和数字没有改动", "no change in headings or figures"));
    }
    let section = |out: &mut dyn Write, name: &str, count: usize| writeln!(out, "\n{name} {count}");
    let side = |text: Option<String>, role: Role| text.map_or_else(|| "—".to_owned(), |t| look.paint(role, t));
    let headings = told.headings();
    if !headings.is_empty() {
        section(out, tr("标题改动", "Headings"), headings.len())?;
        for change in headings {
            let line = |h: &JsonHeading<'_>| format!("{}: {}", h.line, printable(h.text));
            let (old, new) = (change.old.as_ref().map(line), change.new.as_ref().map(line));
            let (old, new) = (side(old, Role::Removed), side(new, Role::Added));
            writeln!(out, "  {} {old} → {new}", look.paint(Role::Frame, heading_kind(change.kind)))?;
        }
    }
    let figures = told.figures();
    if !figures.is_empty() {
        section(out, tr("数字改动", "Figures"), figures.len())?;
        for change in figures {
            let place = |f: &JsonFigure<'_>| format!("{}:{} {}", f.line, f.column, printable(f.text));
            let (old, new) = (change.old.as_ref().map(place), change.new.as_ref().map(place));
            let (old, new) = (side(old, Role::Removed), side(new, Role::Added));
            let what = look.paint(Role::Frame, happened(&change));
            writeln!(out, "  {what} {} {old} → {new}", printable(change.metric.unwrap_or_default()))?;
        }
    }
    let counts = told.counts();
    if !counts.is_empty() {
        section(out, tr("所列项数", "Declared counts"), counts.len())?;
        for change in counts {
            let items = |n: Option<usize>| n.map_or_else(|| "—".to_owned(), |n| n.to_string());
            let Sides { old, new } = &change.declared;
            let (before, after) = (items(change.items.old), items(change.items.new));
            let (says, lists) = (tr("所称", "says"), tr("所列", "lists"));
            writeln!(out, "  {}: {says} {old} → {new}，{lists} {before} → {after}", change.line)?;
        }
    }
    Ok(())
}

/// As a Markdown page.
pub fn markdown(out: &mut impl Write, drafts: Drafts<'_>, comparison: &Comparison) -> io::Result<()> {
    let told = Told::new(drafts, comparison);
    let cell = escape_markdown;
    writeln!(out, "# {}\n", cell(&drafts.title()))?;
    let table = |out: &mut dyn Write, title: &str, heads: [&str; 4]| {
        writeln!(out, "## {title}\n\n| {} |\n|{}", heads.join(" | "), " --- |".repeat(4))
    };
    let heads = [tr("改动", "Change"), tr("标题", "Heading"), tr("原稿", "Before"), tr("现稿", "After")];
    table(out, tr("标题", "Headings"), heads)?;
    for change in told.headings() {
        let line = |h: &Option<JsonHeading<'_>>| h.as_ref().map_or_else(String::new, |h| h.line.to_string());
        let name = change.new.as_ref().or(change.old.as_ref()).map_or("", |h| h.text);
        let (old, new) = (line(&change.old), line(&change.new));
        writeln!(out, "| {} | {} | {old} | {new} |", heading_kind(change.kind), cell(name))?;
    }
    let heads = [tr("改动", "Change"), tr("指标", "Metric"), tr("原稿", "Before"), tr("现稿", "After")];
    writeln!(out)?;
    table(out, tr("数字", "Figures"), heads)?;
    for change in told.figures() {
        let place = |f: &Option<JsonFigure<'_>>| {
            f.as_ref().map_or_else(String::new, |f| format!("{}（{}:{}）", cell(f.text), f.line, f.column))
        };
        let metric = cell(change.metric.unwrap_or_default());
        writeln!(out, "| {} | {metric} | {} | {} |", happened(&change), place(&change.old), place(&change.new))?;
    }
    let heads = [tr("部分", "Section"), tr("原稿字数", "Before"), tr("现稿字数", "After"), tr("增减", "Change")];
    writeln!(out)?;
    table(out, tr("篇幅", "Lengths"), heads)?;
    for length in told.lengths() {
        let number = |n: Option<usize>| n.map_or_else(String::new, |n| n.to_string());
        let change = length.new.unwrap_or_default() as i64 - length.old.unwrap_or_default() as i64;
        let (old, new) = (number(length.old), number(length.new));
        writeln!(out, "| {} | {old} | {new} | {change:+} |", cell(length.section))?;
    }
    Ok(())
}

/// To be printed.
pub fn page(drafts: Drafts<'_>, comparison: &Comparison) -> Page {
    let told = Told::new(drafts, comparison);
    let side = |text: Option<String>, tone: Tone| Cell::new(text.unwrap_or_else(|| "—".to_owned()), tone);
    let sides = [(tr("原稿", "Before"), 40.0), (tr("现稿", "After"), 40.0)];
    let headings = told.headings().into_iter().map(|c| {
        let line = |h: &JsonHeading<'_>| format!("{}（{}）", h.text, h.line);
        let (old, new) = (c.old.as_ref().map(line), c.new.as_ref().map(line));
        Row::Cells(vec![heading_kind(c.kind).into(), side(old, Tone::Bad), side(new, Tone::Good)])
    });
    let figures = told.figures().into_iter().map(|c| {
        let place = |f: &JsonFigure<'_>| format!("{}（{}:{}）", f.text, f.line, f.column);
        let (old, new) = (c.old.as_ref().map(place), c.new.as_ref().map(place));
        let metric = c.metric.unwrap_or_default();
        Row::Cells(vec![happened(&c).into(), metric.into(), side(old, Tone::Bad), side(new, Tone::Good)])
    });
    let counts = told.counts().into_iter().map(|c| {
        let items = |n: Option<usize>| n.map_or_else(|| "—".to_owned(), |n| n.to_string());
        let number = |text: String| Cell::new(text, Tone::Number);
        let Sides { old, new } = c.declared;
        let cells = [c.line.to_string(), old, new, items(c.items.old), items(c.items.new)];
        Row::Cells(cells.map(number).into())
    });
    let lengths = told.lengths().into_iter().map(|l| {
        let number = |n: Option<usize>| Cell::new(n.map_or_else(String::new, |n| n.to_string()), Tone::Number);
        let change = l.new.unwrap_or_default() as i64 - l.old.unwrap_or_default() as i64;
        let cells = [l.section.into(), number(l.old), number(l.new), Cell::new(change.to_string(), Tone::Number)];
        Row::Cells(cells.into())
    });
    let change = (tr("改动", "Change"), 12.0);
    let table = |name: &str, heads: Vec<(&'static str, f64)>, rows: Vec<Row>| Table { name: name.into(), heads, rows };
    let declared = [
        (tr("行", "Line"), 8.0),
        (tr("原称", "Said before"), 12.0),
        (tr("现称", "Says now"), 12.0),
        (tr("原列", "Listed before"), 12.0),
        (tr("现列", "Lists now"), 12.0),
    ];
    let of_lengths = [
        (tr("部分", "Section"), 40.0),
        (tr("原稿字数", "Before"), 12.0),
        (tr("现稿字数", "After"), 12.0),
        (tr("增减", "Change"), 12.0),
    ];
    let named = [change, (tr("指标", "Metric"), 24.0), sides[0], sides[1]];
    let tables = vec![
        table(tr("数字", "Figures"), named.into(), figures.collect()),
        table(tr("标题", "Headings"), vec![change, sides[0], sides[1]], headings.collect()),
        table(tr("所列项数", "Declared counts"), declared.into(), counts.collect()),
        table(tr("篇幅", "Lengths"), of_lengths.into(), lengths.collect()),
    ];
    let counted = [
        (tr("数字改动", "Figures"), comparison.figures.len()),
        (tr("标题改动", "Headings"), comparison.headings.len()),
        (tr("所列项数", "Declared counts"), comparison.counts.len()),
    ];
    let summary = counted.map(|(name, count)| format!("{name} {count}")).join(" · ");
    Page { title: drafts.title(), summary, tables }
}

/// Whether a comparison has what `--fail-on` asks for.
pub fn counts(comparison: &Comparison, fail_on: crate::args::CompareFailOn) -> bool {
    use crate::args::CompareFailOn::{Any, Figures, Headings, Never};
    let (headings, figures) = (!comparison.headings.is_empty(), !comparison.figures.is_empty());
    match fail_on {
        Never => false,
        Figures => figures,
        Headings => headings,
        Any => headings || figures || !comparison.counts.is_empty(),
    }
}
