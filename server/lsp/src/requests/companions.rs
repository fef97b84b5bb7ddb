//! What other files say of a figure: for hovers, definitions and lenses.

use std::path::Path;

use tower_lsp::lsp_types::{Location, Position, Range, Url};
use zhibi_core::{
    Language, Snapshot,
    align::{Row, Verdict},
    config::facts::Fact,
    text::{LineRange, Loc, Span, escape_markdown},
};

use crate::{companions::Paired, convert::to_client::Converter, requests::hover::place_link, session::OpenSnapshot};

/// A figure of another file.
struct Elsewhere<'a> {
    path: &'a str,
    snapshot: Snapshot,
    loc: Loc,
}

impl OpenSnapshot {
    fn paired<'a>(&self, path: &'a Option<String>, targets: bool) -> Option<(&'a str, std::sync::Arc<Paired>)> {
        let path = path.as_deref()?;
        let paired = self.companions.paired(path, &self.snapshot, (self.opening, self.version), targets)?;
        Some((path, paired))
    }
}

/// The figure as the draft before had it.
fn previous(open: &OpenSnapshot, at: (u32, usize)) -> Option<Elsewhere<'_>> {
    let (path, paired) = open.paired(&open.settings.core.companions.previous, false)?;
    let (block, index) = *paired.figures.get(&at)?;
    let span = paired.other.blocks()[block as usize].figures[index].span;
    Some(Elsewhere { path, snapshot: paired.other.clone(), loc: Loc { block, span } })
}

/// The target of last year that a figure answers.
fn target(open: &OpenSnapshot, at: (u32, usize)) -> Option<(Elsewhere<'_>, Row)> {
    let (path, paired) = open.paired(&open.settings.core.companions.last_year, true)?;
    let figure = open.snapshot.blocks()[at.0 as usize].figures[at.1].span;
    let answers = |row: &&Row| {
        row.verdict != Verdict::Unclear
            && row.answer.as_ref().is_some_and(|a| {
                a.loc.block == at.0 && a.loc.span.start >= figure.start && a.loc.span.end <= figure.end
            })
    };
    let row = paired.targets.iter().find(answers)?.clone();
    Some((Elsewhere { path, snapshot: paired.other.clone(), loc: row.target.loc }, row))
}

/// The row of the confirmed sheet that speaks of a figure.
fn fact(open: &OpenSnapshot, at: (u32, usize)) -> Option<&Fact> {
    let row = open.snapshot.facts().of_figure.get(&at)?;
    open.snapshot.settings().facts.rows.get(*row)
}

/// Rows of a hover: 去年目标, 上一稿, 核定值.
pub fn rows(open: &OpenSnapshot, at: (u32, usize)) -> Vec<(String, String)> {
    let say = |zh: &str, en: &str| if open.client.language == Language::Zh { zh.to_owned() } else { en.to_owned() };
    let mut rows = Vec::new();
    if let Some((elsewhere, row)) = target(open, at) {
        let verdict = match row.verdict {
            Verdict::Met => say("达到", "met"),
            Verdict::Missed => say("未达到", "missed"),
            _ => say("口径不同", "not comparable"),
        };
        let said = with_bound(&elsewhere.snapshot, elsewhere.loc);
        let judged =
            [verdict, row.formula.clone()].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("，");
        rows.push((say("去年目标", "Last year's target"), show(open, &elsewhere, &said, &judged)));
    }
    if let Some(elsewhere) = previous(open, at) {
        let text =
            elsewhere.loc.span.of(&elsewhere.snapshot.blocks()[elsewhere.loc.block as usize].text).trim().to_owned();
        let now =
            open.snapshot.blocks()[at.0 as usize].figures[at.1].span.of(&open.snapshot.blocks()[at.0 as usize].text);
        if text != now.trim() {
            rows.push((say("上一稿", "Draft before"), show(open, &elsewhere, &text, "")));
        }
    }
    if let Some(fact) = fact(open, at).filter(|f| f.confirmed) {
        let value = fact.values.first().map_or("", |v| v.text.as_str());
        let who = [&fact.department, &fact.checked_by, &fact.checked_on].into_iter().flatten().cloned();
        let said: Vec<String> = std::iter::once(value.to_owned()).chain(who).collect();
        let place = escape(open, &format!("{} {}", fact.file, fact.cell));
        // A table of text has lines that an editor can go to.
        let text =
            fact.file.rsplit('.').next().is_some_and(|e| ["csv", "tsv"].contains(&e.to_ascii_lowercase().as_str()));
        let place = match in_sheet(open, fact).filter(|_| text && open.client.hover_markdown) {
            Some(location) => format!("[{place}]({})", place_link(&location.uri, location.range.start)),
            None => place,
        };
        rows.push((say("核定值", "Confirmed"), format!("{} · {place}", escape(open, &said.join(" · ")))));
    }
    rows
}

/// The row of a sheet that a fact is taken from, as a line of the file.
pub fn in_sheet(open: &OpenSnapshot, fact: &Fact) -> Option<Location> {
    let named = |p: &&String| Path::new(p).file_name().is_some_and(|n| n == fact.file.as_str());
    let path = open.settings.core.companions.facts.iter().find(named)?;
    let cell = fact.cell.rsplit('!').next().unwrap_or_default();
    let row: u32 = cell.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(1);
    let start = Position { line: row.saturating_sub(1), character: 0 };
    Some(Location { uri: Url::from_file_path(path).ok()?, range: Range { start, end: start } })
}

/// A figure with the words that bound it: 6%以上.
pub fn with_bound(snapshot: &Snapshot, loc: Loc) -> String {
    let block = &snapshot.blocks()[loc.block as usize];
    let figure = block.figures.iter().find(|f| f.span.start <= loc.span.start && loc.span.start < f.span.end);
    let Some(figure) = figure else { return loc.span.of(&block.text).trim().to_owned() };
    let start = figure.before.filter(|s| s.end == figure.span.start).map_or(figure.span.start, |s| s.start);
    let end = figure.after.filter(|s| s.start == figure.span.end).map_or(figure.span.end, |s| s.end);
    Span { start, end }.of(&block.text).trim().to_owned()
}

fn escape(open: &OpenSnapshot, text: &str) -> String {
    if open.client.hover_markdown { escape_markdown(text) } else { text.to_owned() }
}

/// `1280亿元（第2行）`, with a link to it.
fn show(open: &OpenSnapshot, elsewhere: &Elsewhere<'_>, text: &str, judged: &str) -> String {
    let range = elsewhere.snapshot.line_range(elsewhere.loc);
    let line = range.start.line + 1;
    let label = if open.client.language == Language::Zh { format!("第{line}行") } else { format!("line {line}") };
    let place = match location(open, elsewhere).filter(|_| open.client.hover_markdown) {
        Some(location) => format!("[{label}]({})", place_link(&location.uri, location.range.start)),
        None => label,
    };
    let judged = if judged.is_empty() { String::new() } else { format!(" · {}", escape(open, judged)) };
    format!("{} · {place}{judged}", escape(open, text))
}

fn location(open: &OpenSnapshot, elsewhere: &Elsewhere<'_>) -> Option<Location> {
    let uri = Url::from_file_path(Path::new(elsewhere.path)).ok()?;
    let range = elsewhere.snapshot.line_range(elsewhere.loc);
    Some(Location { uri, range: Converter::new(&elsewhere.snapshot, &open.client).range(range) })
}

/// Where a figure stands in other files.
pub fn counterparts(open: &OpenSnapshot, at: (u32, usize)) -> Vec<Location> {
    let target = target(open, at).map(|(elsewhere, _)| elsewhere);
    [target, previous(open, at)].into_iter().flatten().filter_map(|e| location(open, &e)).collect()
}

/// What a lens says of the section between two lines: changed figures, and on the first one targets without an answer.
pub fn told_of_section(open: &OpenSnapshot, section: LineRange, first: bool) -> Vec<String> {
    let zh = open.client.language == Language::Zh;
    let mut told = Vec::new();
    let companions = &open.settings.core.companions;
    if first && let Some((_, paired)) = open.paired(&companions.last_year, true) {
        let count = paired.targets.iter().filter(|r| r.verdict == Verdict::Unanswered).count();
        if count > 0 {
            told.push(if zh { format!("未见回应 {count} 项") } else { format!("{count} unanswered") });
        }
    }
    if let Some((_, paired)) = open.paired(&companions.previous, false) {
        let inside = |block: u32| {
            let line = open.snapshot.line_range(Loc { block, span: Span::default() }).start;
            section.start.line <= line.line && line.line < section.end.line
        };
        let mut count = 0;
        for (index, block) in (0_u32..).zip(open.snapshot.blocks()).filter(|(i, _)| inside(*i)) {
            for (k, figure) in block.figures.iter().enumerate() {
                let before = paired.figures.get(&(index, k)).map(|(block, i)| {
                    let block = &paired.other.blocks()[*block as usize];
                    block.figures[*i].span.of(&block.text)
                });
                count += usize::from(before != Some(figure.span.of(&block.text)));
            }
        }
        if count > 0 {
            told.push(if zh { format!("改动 {count} 处") } else { format!("{count} changed") });
        }
    }
    told
}
