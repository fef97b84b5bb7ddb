//! The ledger: every figure of a draft with its meaning.

use std::collections::{HashMap, HashSet};

use super::meaning::part::{self, Part};
use super::meaning::{self, tone, variants};
use super::periods::{self, year_of};
use super::{Bound, Class, Decimal, Figure, Relation, RelationKind, Role, Value, yearly};
use crate::interrupt;
use crate::structure::{self, Outline};
use crate::text::Loc;

/// Read access to the figures of a document's lines.
pub trait FigureLines: structure::Lines {
    /// Figures of one line, in order.
    fn figures(&self, index: usize) -> &[Figure];
}

/// What a figure measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric {
    /// As written.
    pub text: String,
    /// The key under which usual variants meet (GDP and 地区生产总值 have one key).
    pub key: String,
    /// Where it is written.
    pub loc: Loc,
}

/// One figure and its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Block it stands in.
    pub block: u32,
    /// Its index among the block's figures.
    pub figure: u32,
    /// Its role.
    pub role: Option<Role>,
    /// What it measures.
    pub metric: Option<Metric>,
    /// What it counts or qualifies, where that is not the metric: the 项目 of 投资5亿元的项目.
    pub object: Option<String>,
    /// The period it speaks of: `2026`, `2021/2025`; as far as the text says.
    pub period: Option<String>,
    /// What follows from it and its neighbours.
    pub relations: Vec<Relation>,
}

/// All figures of a draft, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The year the report speaks in, where the text (or a setting) says so; never guessed.
    pub report_year: Option<i32>,
    /// One entry a figure.
    pub entries: Vec<Entry>,
    /// Index of each block's first entry.
    first: Vec<u32>,
}

impl Ledger {
    /// Reads a draft. `year` stands in where the text does not tell its year.
    #[must_use]
    pub fn of<L: FigureLines + ?Sized>(lines: &L, outline: &Outline, year: Option<i32>) -> Self {
        let report_year = report_year(lines, outline).or(year);
        let parts = parts(lines, outline, report_year);
        let mut ledger = Self { report_year, entries: Vec::new(), first: Vec::with_capacity(lines.count()) };
        let mut headed = HashMap::new();
        // 由A到B: both entries.
        let mut framed = Vec::new();
        let mut switches = parts.as_slice();
        for index in 0..lines.count() {
            interrupt::check();
            let here = switches.partition_point(|s| s.0 as usize <= index);
            let (parts, rest) = switches.split_at(here);
            switches = rest;
            ledger.first.push(ledger.entries.len() as u32);
            let figures = lines.figures(index);
            if figures.is_empty() {
                continue;
            }
            let text = lines.text(index);
            let meanings = meaning::read(text, figures, parts);
            let section = section_year(lines, outline, index, figures, &mut headed);
            let periods = periods::of(lines.read(index), figures, report_year, section);
            for ((k, m), period) in meanings.into_iter().enumerate().zip(periods) {
                let metric = m.metric.map(|span| {
                    let name = m.name.clone().unwrap_or_else(|| span.of(text).trim().to_owned());
                    Metric { key: variants::key(&name), text: name, loc: Loc::new(index, span) }
                });
                let object = m.object.map(|span| span.of(text).trim().to_owned());
                if let Some(since) = m.since {
                    framed.push((ledger.entries.len() - k + since as usize, ledger.entries.len()));
                }
                ledger.entries.push(Entry {
                    block: index as u32,
                    figure: k as u32,
                    role: m.role,
                    metric,
                    object,
                    period,
                    relations: m.relations,
                });
            }
        }
        yearly::between_ends(&mut ledger.entries, lines, &framed);
        yearly::across(&mut ledger.entries, lines);
        ledger.listed(lines, outline);
        ledger
    }

    /// The entry of one figure.
    #[must_use]
    pub fn entry(&self, block: u32, figure: usize) -> Option<&Entry> {
        let first = *self.first.get(block as usize)? as usize;
        self.entries.get(first + figure).filter(|e| e.block == block)
    }

    /// All entries that state the metric `key`, in order.
    pub fn of_metric<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |e| e.metric.as_ref().is_some_and(|m| m.key == key))
    }

    /// The nodes that a count announces: the series that begins right after it, if it has as many members.
    #[must_use]
    pub fn list_behind<'o>(&self, figure: &Figure, entry: &Entry, outline: &'o Outline) -> Option<&'o [u32]> {
        let count = figure.lower.number()?;
        self.list_after(figure, entry, outline).filter(|members| count == Decimal::from(members.len()))
    }

    /// The series that begins right after a count, however many members it has.
    #[must_use]
    pub fn list_after<'o>(&self, figure: &Figure, entry: &Entry, outline: &'o Outline) -> Option<&'o [u32]> {
        // How many blocks after the count its list may begin.
        const REACH: u32 = 3;
        if entry.role != Some(Role::ListCount) {
            return None;
        }
        let at = (entry.block, figure.span.start);
        let after = outline.nodes.partition_point(|n| (n.heading.block, n.heading.span.start) <= at);
        let near = outline.nodes[after..].iter().take(64).take_while(|n| n.heading.block <= entry.block + REACH);
        let series = near.filter_map(|n| n.series).next()?;
        let members = &outline.series.get(series as usize)?.members;
        ((*members.first()? as usize) >= after).then_some(members.as_slice())
    }

    /// Counts whose items follow say so: 八个方面 and （一） to （八）.
    fn listed<L: FigureLines + ?Sized>(&mut self, lines: &L, outline: &Outline) {
        for i in 0..self.entries.len() {
            let entry = &self.entries[i];
            if entry.role != Some(Role::ListCount) {
                continue;
            }
            let figure = &lines.figures(entry.block as usize)[entry.figure as usize];
            let Some(items) = self.list_behind(figure, entry, outline) else { continue };
            let ordinal = |node: Option<&u32>| {
                let node = &outline.nodes[*node? as usize];
                Some(node.ordinal?.span.of(lines.text(node.heading.block as usize)).trim().to_owned())
            };
            let (Some(first), Some(last)) = (ordinal(items.first()), ordinal(items.last())) else { continue };
            let count = items.len().to_string();
            let unit = figure.unit_text(lines.text(entry.block as usize)).to_owned();
            let formula = format!("{first} … {last} = {count}");
            self.entries[i].relations.push(Relation {
                kind: RelationKind::ListCount,
                value: count,
                unit,
                bound: Bound::Equal,
                of: None,
                formula,
            });
        }
    }
}

/// The only year that a text names in its dates, if there is just one.
fn single_year<'f>(figures: impl IntoIterator<Item = &'f Figure>) -> Option<i32> {
    let mut years = figures.into_iter().filter_map(year_of);
    let first = years.next()?;
    years.all(|y| y == first).then_some(first)
}

/// Year of the report: the date line, the title, or a heading that dates its plan.
fn report_year<L: FigureLines + ?Sized>(lines: &L, outline: &Outline) -> Option<i32> {
    let start = lines.count().min(30);
    // ——2022年4月20日在…会议上
    let short = |i: &usize| lines.read(*i).len() < 480;
    let dated = (0..start).filter(short).find_map(|i| {
        let text = super::fold::fold_text(lines.read(i));
        let full = |f: &&Figure| matches!(&f.lower, Value::Date(d) if d.len() == 10) && f.class == Class::Date;
        (text.chars().count() < 120 && (text.contains("会议上") || text.contains("大会")) && !text.contains('。'))
            .then(|| lines.figures(i).iter().find(full).and_then(year_of))
            .flatten()
    });
    let titled = || {
        (0..start).filter(short).find_map(|i| {
            let text = super::fold::fold_text(lines.read(i));
            (text.chars().count() < 60 && text.contains("工作报告") && !text.contains('。'))
                .then(|| single_year(lines.figures(i)))
                .flatten()
        })
    };
    // 三、2022年工作安排
    let headed = || {
        outline.nodes.iter().filter(|n| n.kind.is_heading()).find_map(|n| {
            let title = n.title.of(lines.read(n.heading.block as usize));
            if title.chars().count() > 40 || part::of_heading(title) != Some(Part::Plan) {
                return None;
            }
            let inside = |f: &&Figure| n.title.overlaps(f.span);
            let figures = lines.figures(n.heading.block as usize).iter().filter(inside);
            let text = super::fold::fold_text(title);
            (text.contains("工作") || text.contains("任务")).then(|| single_year(figures)).flatten()
        })
    };
    dated.or_else(titled).or_else(headed)
}

/// Where a part of the draft begins: block, byte, part. The first entry of a block is that of its first byte.
type Switch = (u32, u32, Part);

/// The parts of the draft, by where they begin; every block has at least one entry.
fn parts<L: FigureLines + ?Sized>(lines: &L, outline: &Outline, report_year: Option<i32>) -> Vec<Switch> {
    let count = lines.count();
    // Headings near the top decide; deeper ones name topics.
    let mut marks: Vec<(u32, u32, u32, &str)> = Vec::new();
    for node in outline.nodes.iter().filter(|n| n.kind.is_heading() && n.level <= 2) {
        let title = node.title.of(lines.read(node.heading.block as usize));
        if title.chars().count() <= 48 {
            marks.push((node.heading.block, node.heading.span.start, node.level, title));
        }
    }
    let opened: HashSet<u32> = outline.nodes.iter().filter(|n| n.kind.is_heading()).map(|n| n.heading.block).collect();
    let mut known: Vec<(u32, u32, Option<Part>)> = Vec::with_capacity(count);
    let mut current: Option<Part> = None;
    // What the last heading that told anything told; a paragraph that looks back inside a plan ends with its section.
    let mut section: Option<Part> = None;
    // The latest year that a heading of a review names.
    let mut reviewed: Option<i32> = None;
    // 二、2024年主要工作, after 一、2023年工作回顾 or in a report of 2024 that has looked back: the later year is ahead.
    let is_ahead = |year: Option<i32>, reviewed: Option<i32>, current: Option<Part>, title: &str| {
        let later = |y: i32| {
            reviewed.is_some_and(|r| y > r)
                || reviewed.is_none() && current == Some(Part::Review) && report_year.is_some_and(|r| y >= r)
        };
        year.is_some_and(later) && part::is_about_work(title)
    };
    let mut marks = marks.into_iter().peekable();
    for i in 0..count {
        let mut headed = opened.contains(&(i as u32));
        let first = known.len();
        known.push((i as u32, 0, current));
        while let Some((block, byte, level, title)) = marks.next_if(|m| m.0 as usize <= i) {
            let told =
                if level > 1 && current.is_some() { part::of_subheading(title) } else { part::of_heading(title) };
            let inside = |f: &&Figure| f.span.start >= byte && f.span.end as usize <= byte as usize + title.len() + 24;
            let year = single_year(lines.figures(block as usize).iter().filter(inside).take(8));
            let ahead = is_ahead(year, reviewed, current, title);
            let told = told.or((ahead && current != Some(Part::Plan)).then_some(Part::Plan));
            if told == Some(Part::Review) {
                reviewed = year.max(reviewed);
            }
            if told.is_some() {
                (current, section) = (told, told);
            } else if section == Some(Part::Plan) && current == Some(Part::Review) {
                current = section;
            } else if level == 1 && current == Some(Part::Problems) {
                current = None;
            }
            headed = true;
            // A heading that opens its line speaks for all of it.
            if block as usize == i && known.len() == first + 1 && lines.read(i)[..byte as usize].trim().is_empty() {
                known[first].2 = current;
            } else {
                known.push((i as u32, byte, current));
            }
        }
        let text = lines.read(i);
        if !headed {
            // A short line without an ordinal may be a heading of its own.
            let trimmed = text.trim().trim_start_matches(['#', '*', ' ']);
            let length = trimmed.chars().take(31).count();
            if (4..=30).contains(&length) && !trimmed.ends_with(['。', '；', ';', '，', ',']) {
                let year = single_year(lines.figures(i).iter().take(8));
                let ahead = is_ahead(year, reviewed, current, trimmed);
                let told = part::of_heading(trimmed).or(ahead.then_some(Part::Plan));
                if let Some(told) = told {
                    if told == Part::Review {
                        reviewed = year.max(reviewed);
                    }
                    (current, section) = (Some(told), Some(told));
                }
            } else if length > 12
                && let Some(told) = part::of_opening(trimmed)
            {
                current = Some(told);
            }
            known[first].2 = current;
        }
        // A look back that comes to the aims in the middle of a paragraph.
        if current != Some(Part::Plan)
            && let Some(at) = part::aims_at(text)
        {
            known.push((i as u32, at as u32, Some(Part::Plan)));
            current = current.and(Some(Part::Plan));
        }
    }
    if known.iter().all(|k| k.2.is_some()) {
        return known.into_iter().map(|(block, byte, part)| (block, byte, part.unwrap_or_default())).collect();
    }
    by_tone(lines, known)
}

/// Gives the lines that nothing else told their part: by the title of the text, else by what they sound like together with
/// the paragraphs around them.
fn by_tone<L: FigureLines + ?Sized>(lines: &L, known: Vec<(u32, u32, Option<Part>)>) -> Vec<Switch> {
    // How many paragraphs on each side have a say, and how much together: a writer stays in a part for a while.
    const AROUND: usize = 3;
    const SAY: i32 = 12;
    // How much more a paragraph says about itself.
    const OWN: i32 = 2;
    // What a title says against a paragraph.
    const TITLE: i32 = -10;
    let titles = || (0..lines.count()).map(|i| lines.read(i).trim()).filter(|t| !t.is_empty() && t.len() < 600);
    let directive = titles().take(6).any(part::is_directive);
    let account = !directive && titles().take(2).any(part::is_account);
    // The paragraphs that sound like anything.
    let mut voices: Vec<(u32, i32)> = Vec::new();
    for (block, _, _) in known.iter().filter(|k| k.1 == 0 && k.2.is_none() && !directive) {
        let own = tone::tone(lines.read(*block as usize));
        if own != 0 {
            voices.push((*block, own));
        }
    }
    let all: i32 = voices.iter().map(|v| v.1).sum();
    let default = |block: u32| {
        let at = voices.partition_point(|v| v.0 < block);
        let own = voices.get(at).filter(|v| v.0 == block).map(|v| v.1);
        let after = at + usize::from(own.is_some());
        let own = OWN * own.unwrap_or_default();
        let around = voices[at.saturating_sub(AROUND)..at].iter().chain(voices[after..].iter().take(AROUND));
        let rest = if account { TITLE } else { around.map(|v| v.1).sum::<i32>().clamp(-SAY, SAY) };
        let said = if own + rest == 0 { all } else { own + rest };
        if directive || said > 0 { Part::Plan } else { Part::Review }
    };
    known.iter().map(|(block, byte, part)| (*block, *byte, part.unwrap_or_else(|| default(*block)))).collect()
}

/// The year that the section's heading names, and whether it names nothing else (2021年 against 2021年及过去五年).
/// `headed` remembers what each heading names.
fn section_year<L: FigureLines + ?Sized>(
    lines: &L,
    outline: &Outline,
    block: usize,
    figures: &[Figure],
    headed: &mut HashMap<u32, Option<(i32, bool)>>,
) -> Option<(i32, bool)> {
    let mut node = outline.at(block as u32, figures.first()?.span.start);
    while let Some(n) = node {
        let this = &outline.nodes[n as usize];
        node = this.parent;
        if !this.kind.is_heading() || this.heading.block as usize == block {
            continue;
        }
        let told = *headed.entry(n).or_insert_with(|| {
            let inside = |f: &&Figure| this.heading.span.overlaps(f.span);
            let figures = || lines.figures(this.heading.block as usize).iter().filter(inside);
            single_year(figures()).map(|y| (y, !figures().any(|f| f.class == Class::Period)))
        });
        if told.is_some() {
            return told;
        }
    }
    None
}
