//! The ledger: every figure of a draft with its meaning.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::sync::Arc;

use super::entry::{Around, Dated, Entry, Meanings, Metric};
use super::memo::{Memo, Opening, Title};
use super::periods::year_of;
use super::{Bound, Class, Decimal, Figure, Relation, RelationKind, Role, Value, shares, yearly};
use crate::config::OwnWords;
use crate::interrupt;
use crate::part::{self, Part};
use crate::reading::patterns;
use crate::structure::{self, Node, Outline};
use crate::text::Loc;

/// Read access to the figures of a document's lines.
pub trait FigureLines: structure::Lines {
    /// Figures of one line, in order.
    fn figures(&self, index: usize) -> &[Figure];
    /// What was understood of one line before.
    fn memo(&self, index: usize) -> &Memo;
    /// Names of metrics of the office's own, under which one line was read.
    fn own(&self, index: usize) -> &OwnWords;
}

/// One figure in its place, and its meaning.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'l> {
    /// Block it stands in.
    pub block: u32,
    /// Its index among the block's figures.
    pub figure: u32,
    entry: &'l Entry,
}

impl<'l> Placed<'l> {
    /// What it measures, and where that is written.
    #[must_use]
    pub fn metric(&self) -> Option<(&'l Metric, Loc)> {
        self.entry.metric.as_ref().map(|m| (m, Loc { block: self.block, span: m.span }))
    }
}

impl Deref for Placed<'_> {
    type Target = Entry;

    fn deref(&self) -> &Entry {
        self.entry
    }
}

/// A figure by its block and its index among the block's figures.
type Place = (u32, u32);

/// All figures of a draft with their meaning. It is put together of what is remembered with each line, so that an edit
/// costs the reading of the lines it touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The year the report speaks in, where the text (or a setting) says so; never guessed.
    pub report_year: Option<i32>,
    /// Where each part of the draft begins.
    parts: Vec<Switch>,
    /// By line; `None` without figures.
    lines: Vec<Option<Arc<Meanings>>>,
    /// The earliest statement of an indicator by its latest.
    earlier: HashMap<Place, Place>,
    /// The amount of the indicator that a share speaks of, by the share.
    wholes: HashMap<Place, Place>,
}

impl Ledger {
    /// Reads a draft. `year` stands in where the text does not tell its year.
    #[must_use]
    pub fn of<L: FigureLines + ?Sized>(lines: &L, outline: &Outline, year: Option<i32>) -> Self {
        let report_year = report_year(lines, outline).or(year);
        let parts = parts(lines, outline, report_year);
        let mut ledger = Self { report_year, lines: Vec::with_capacity(lines.count()), ..Self::default() };
        let mut headed = HashMap::new();
        let mut switches = parts.as_slice();
        for index in 0..lines.count() {
            interrupt::check();
            let here = switches.iter().take_while(|s| s.0 as usize <= index).count();
            let (parts, rest) = switches.split_at(here);
            switches = rest;
            let figures = lines.figures(index);
            if figures.is_empty() {
                ledger.lines.push(None);
                continue;
            }
            let section = section_year(lines, outline, index, figures, &mut headed);
            let parts = parts.iter().map(|(_, byte, part)| (*byte, *part)).collect();
            let around = Around { parts, report_year, section };
            let read = |around: &Around| {
                Meanings::read(lines.text(index), lines.read(index), figures, lines.own(index), around)
            };
            ledger.lines.push(Some(lines.memo(index).meanings(around, read)));
        }
        ledger.earlier = ledger.yearly();
        ledger.parts = parts;
        ledger.wholes = ledger.wholes(lines);
        ledger
    }

    /// Whether a place lies in the part of the draft that sets aims.
    #[must_use]
    pub fn is_plan(&self, block: u32, byte: u32) -> bool {
        let here = self.parts.partition_point(|(b, at, _)| (*b, *at) <= (block, byte));
        here.checked_sub(1).is_some_and(|last| self.parts[last].2 == Part::Plan)
    }

    /// The entry of one figure.
    #[must_use]
    pub fn entry(&self, block: u32, figure: usize) -> Option<&Entry> {
        self.lines.get(block as usize)?.as_ref()?.entries.get(figure)
    }

    /// All figures, in order.
    pub fn all(&self) -> impl Iterator<Item = Placed<'_>> {
        let lines = (0_u32..).zip(&self.lines).filter_map(|(block, line)| Some((block, line.as_ref()?)));
        lines.flat_map(|(block, line)| {
            (0_u32..).zip(&line.entries).map(move |(figure, entry)| Placed { block, figure, entry })
        })
    }

    /// All that state the metric `key`, in order.
    pub fn of_metric<'a>(&'a self, key: &'a str) -> impl Iterator<Item = Placed<'a>> {
        self.all().filter(move |e| e.metric.as_ref().is_some_and(|m| m.key == key))
    }

    /// All that follows from a figure: with its neighbours, with an earlier amount of its metric, with the list behind it.
    #[must_use]
    pub fn relations<L: FigureLines + ?Sized>(
        &self,
        lines: &L,
        outline: &Outline,
        block: u32,
        figure: usize,
    ) -> Vec<Relation> {
        let of_whole = self.share(lines, (block, figure as u32));
        let mut own = self.entry(block, figure).map(|e| e.relations.clone()).unwrap_or_default();
        // The whole itself is written: none is to be reckoned.
        own.retain(|r| of_whole.is_none() || r.kind != RelationKind::ImpliedWhole);
        own.into_iter()
            .chain(of_whole)
            .chain(self.yearly_growth(lines, (block, figure as u32)))
            .chain(self.listed(lines, outline, block, figure))
            .collect()
    }

    /// The nodes that a count announces: the series that begins right after it, if it has as many members.
    #[must_use]
    pub fn list_behind<'o>(&self, figure: &Figure, at: (u32, usize), outline: &'o Outline) -> Option<&'o [u32]> {
        let count = figure.lower.number()?;
        self.list_after(figure, at, outline).filter(|members| count == Decimal::from(members.len()))
    }

    /// The series that begins right after a count, however many members it has.
    #[must_use]
    pub fn list_after<'o>(
        &self,
        figure: &Figure,
        (block, index): (u32, usize),
        outline: &'o Outline,
    ) -> Option<&'o [u32]> {
        // How many blocks after the count its list may begin.
        const REACH: u32 = 3;
        if self.entry(block, index)?.role != Some(Role::ListCount) {
            return None;
        }
        let at = (block, figure.span.start);
        let after = outline.nodes.partition_point(|n| (n.heading.block, n.heading.span.start) <= at);
        let near = outline.nodes[after..].iter().take(64).take_while(|n| n.heading.block <= block + REACH);
        let series = near.filter_map(|n| n.series).next()?;
        let members = &outline.series.get(series as usize)?.members;
        ((*members.first()? as usize) >= after).then_some(members.as_slice())
    }

    /// A count whose items follow says so: 八个方面 and （一） to （八）.
    fn listed<L: FigureLines + ?Sized>(
        &self,
        lines: &L,
        outline: &Outline,
        block: u32,
        index: usize,
    ) -> Option<Relation> {
        let figure = lines.figures(block as usize).get(index)?;
        let items = self.list_behind(figure, (block, index), outline)?;
        let ordinal = |node: Option<&u32>| {
            let node = &outline.nodes[*node? as usize];
            Some(node.ordinal?.span.of(lines.text(node.heading.block as usize)).trim().to_owned())
        };
        let (first, last) = (ordinal(items.first())?, ordinal(items.last())?);
        let count = items.len().to_string();
        let unit = figure.unit_text(lines.text(block as usize)).to_owned();
        let formula = format!("{first} … {last} = {count}");
        Some(Relation { kind: RelationKind::ListCount, value: count, unit, bound: Bound::Equal, of: None, formula })
    }

    /// Pairs of statements of one indicator, the earliest by the latest.
    fn yearly(&self) -> HashMap<Place, Place> {
        let mut dated: HashMap<u64, Vec<(i32, Place)>> = HashMap::new();
        for (block, line) in (0_u32..).zip(&self.lines) {
            for Dated { of, year, figure } in line.iter().flat_map(|line| &line.dated) {
                dated.entry(*of).or_default().push((*year, (block, *figure)));
            }
        }
        let pair = |statements: Vec<(i32, Place)>| {
            let &(last, to) = statements.iter().max_by_key(|s| s.0)?;
            let &(first, from) = statements.iter().min_by_key(|s| s.0)?;
            // Two values of one year are two things of one name.
            let twice = |year: i32| statements.iter().filter(|s| s.0 == year).count() > 1;
            let told = self.entry(to.0, to.1 as usize)?.relations.iter().any(|r| r.kind == RelationKind::Cagr);
            (!twice(first) && !twice(last) && !told).then_some((to, from))
        };
        dated.into_values().filter_map(pair).collect()
    }

    /// The wholes of the shares that speak of an indicator, where one amount of it is stated for their year.
    fn wholes<L: FigureLines + ?Sized>(&self, lines: &L) -> HashMap<Place, Place> {
        let all = || {
            let lines = (0_u32..).zip(&self.lines);
            lines.flat_map(|(block, line)| line.iter().flat_map(|l| &l.shares).map(move |s| (block, s)))
        };
        let value = |(block, figure): Place| lines.figures(block as usize).get(figure as usize)?.lower.number();
        // `None` where two amounts are stated.
        let mut stated: HashMap<u64, Option<Place>> = HashMap::new();
        for (block, share) in all().filter(|(_, s)| s.part.is_none()) {
            let place = (block, share.figure);
            let known = stated.entry(share.of).or_insert(Some(place));
            if known.is_some_and(|k| value(k) != value(place)) {
                *known = None;
            }
        }
        let shares = all().filter(|(_, s)| s.part.is_some());
        shares.filter_map(|(block, s)| Some(((block, s.figure), (*stated.get(&s.of)?)?))).collect()
    }

    /// How much of the indicator that is stated elsewhere the amount of a share makes.
    fn share<L: FigureLines + ?Sized>(&self, lines: &L, at: Place) -> Option<Relation> {
        let whole = self.wholes.get(&at)?;
        let share = self.lines.get(at.0 as usize)?.as_ref()?.shares.iter().find(|s| s.figure == at.1)?;
        let amount = |(block, figure): Place| {
            let line = block as usize;
            Some((lines.figures(line).get(figure as usize)?, lines.text(line)))
        };
        shares::of_whole(amount((at.0, share.part?))?, amount(*whole)?, amount(at)?.0)
    }

    /// The nominal yearly rate since the earliest statement of the same indicator.
    fn yearly_growth<L: FigureLines + ?Sized>(&self, lines: &L, at: Place) -> Option<Relation> {
        let end = |(block, index): Place| {
            let (entry, line) = (self.entry(block, index as usize)?, block as usize);
            yearly::End::of(entry, lines.figures(line).get(index as usize)?, lines.text(line), lines.read(line))
        };
        yearly::across(&end(*self.earlier.get(&at)?)?, &end(at)?)
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
        let text = crate::reading::line::fold_text(lines.read(i));
        let full = |f: &&Figure| matches!(&f.lower, Value::Date(d) if d.len() == 10) && f.class == Class::Date;
        (text.chars().count() < 120 && (text.contains("会议上") || text.contains("大会")) && !text.contains('。'))
            .then(|| lines.figures(i).iter().find(full).and_then(year_of))
            .flatten()
    });
    let titled = || {
        (0..start).filter(short).find_map(|i| {
            let text = crate::reading::line::fold_text(lines.read(i));
            (text.chars().count() < 60 && text.contains("工作报告") && !text.contains('。'))
                .then(|| single_year(lines.figures(i)))
                .flatten()
        })
    };
    // 三、2022年工作安排
    let headed = || {
        outline.nodes.iter().filter(|n| n.kind.is_heading()).find_map(|n| {
            let title = n.title.of(lines.read(n.heading.block as usize));
            if title.chars().count() > 40 || told_by(lines, n, title).heading != Some(Part::Plan) {
                return None;
            }
            let inside = |f: &&Figure| n.title.overlaps(f.span);
            let figures = lines.figures(n.heading.block as usize).iter().filter(inside);
            let text = crate::reading::line::fold_text(title);
            (text.contains("工作") || text.contains("任务")).then(|| single_year(figures)).flatten()
        })
    };
    dated.or_else(titled).or_else(headed)
}

/// What the title of a heading tells of its part.
fn told_by<L: FigureLines + ?Sized>(lines: &L, node: &Node, title: &str) -> Title {
    let (block, byte) = (node.heading.block as usize, node.heading.span.start);
    lines.memo(block).title(byte, node.title, || {
        let figures = lines.figures(block);
        let figures = &figures[figures.partition_point(|f| f.span.start < byte)..];
        let inside = figures.iter().take_while(|f| f.span.end as usize <= byte as usize + title.len() + 24);
        Title::of(title, inside)
    })
}

impl Title {
    fn of<'f>(text: &str, figures: impl IntoIterator<Item = &'f Figure>) -> Self {
        Self {
            heading: part::of_heading(text),
            subheading: part::of_subheading(text),
            about_work: part::is_about_work(text),
            year: single_year(figures.into_iter().take(8)),
        }
    }
}

/// Where a part of the draft begins: block, byte, part. The first entry of a block is that of its first byte.
type Switch = (u32, u32, Part);

/// The parts of the draft, by where they begin; every block has at least one entry.
fn parts<L: FigureLines + ?Sized>(lines: &L, outline: &Outline, report_year: Option<i32>) -> Vec<Switch> {
    let count = lines.count();
    // Headings near the top decide; deeper ones name topics.
    let top = outline.nodes.iter().filter(|n| n.kind.is_heading() && n.level <= 2);
    let title = |n: &Node| n.title.of(lines.read(n.heading.block as usize));
    let mut marks = top.filter(|n| title(n).chars().count() <= 48).peekable();
    let opened: HashSet<u32> = outline.nodes.iter().filter(|n| n.kind.is_heading()).map(|n| n.heading.block).collect();
    let mut known: Vec<(u32, u32, Option<Part>)> = Vec::with_capacity(count);
    let mut current: Option<Part> = None;
    // What the last heading that told anything told; a paragraph that looks back inside a plan ends with its section.
    let mut section: Option<Part> = None;
    // The latest year that a heading of a review names.
    let mut reviewed: Option<i32> = None;
    // 二、2024年主要工作, after 一、2023年工作回顾 or in a report of 2024 that has looked back: the later year is ahead.
    let is_ahead = |title: &Title, reviewed: Option<i32>, current: Option<Part>| {
        let later = |y: i32| {
            reviewed.is_some_and(|r| y > r)
                || reviewed.is_none() && current == Some(Part::Review) && report_year.is_some_and(|r| y >= r)
        };
        title.about_work && title.year.is_some_and(later)
    };
    for i in 0..count {
        let mut headed = opened.contains(&(i as u32));
        let first = known.len();
        known.push((i as u32, 0, current));
        while let Some(node) = marks.next_if(|n| n.heading.block as usize <= i) {
            let (block, byte, level) = (node.heading.block, node.heading.span.start, node.level);
            let of_title = told_by(lines, node, title(node));
            let told = if level > 1 && current.is_some() { of_title.subheading } else { of_title.heading };
            let ahead = is_ahead(&of_title, reviewed, current);
            let told = told.or((ahead && current != Some(Part::Plan)).then_some(Part::Plan));
            if told == Some(Part::Review) {
                reviewed = of_title.year.max(reviewed);
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
            match lines.memo(i).opening(|| Opening::of(text, lines.figures(i))) {
                Opening::Title(title) => {
                    let ahead = is_ahead(&title, reviewed, current);
                    let told = title.heading.or(ahead.then_some(Part::Plan));
                    if told == Some(Part::Review) {
                        reviewed = title.year.max(reviewed);
                    }
                    if told.is_some() {
                        (current, section) = (told, told);
                    }
                }
                Opening::Paragraph(told) => current = told.or(current),
            }
            known[first].2 = current;
        }
        // A look back that comes to the aims in the middle of a paragraph.
        if current != Some(Part::Plan)
            && let Some(at) = lines.memo(i).aims(|| part::aims_at(text).map(|at| at as u32))
        {
            known.push((i as u32, at, Some(Part::Plan)));
            current = current.and(Some(Part::Plan));
        }
    }
    if known.iter().all(|k| k.2.is_some()) {
        return known.into_iter().map(|(block, byte, part)| (block, byte, part.unwrap_or_default())).collect();
    }
    by_tone(lines, known)
}

impl Opening {
    fn of(text: &str, figures: &[Figure]) -> Self {
        // A short line without an ordinal may be a heading of its own.
        let trimmed = text.trim().trim_start_matches(['#', '*', ' ']);
        let length = trimmed.chars().take(31).count();
        if (4..=30).contains(&length) && !trimmed.ends_with(['。', '；', ';', '，', ',']) {
            return Self::Title(Title::of(trimmed, figures));
        }
        Self::Paragraph(if length > 12 { part::of_opening(trimmed) } else { None })
    }
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
        let own = lines.memo(*block as usize).tone(|| part::tone(lines.read(*block as usize)));
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

/// Whether a heading or a line speaks of a plan's years or a term of office: 2021年及“十三五”时期工作回顾, 五年来.
fn names_a_term(text: &str) -> bool {
    patterns::TERMS.iter().any(|term| text.contains(term))
}

/// The year that the section's heading names, and whether what stands there is of it: under 2021年 all is, under 2021年及过去五年
/// nothing is without saying so, under 2021年及“十三五” what does not speak of the plan. `headed` remembers what each heading names.
fn section_year<L: FigureLines + ?Sized>(
    lines: &L,
    outline: &Outline,
    block: usize,
    figures: &[Figure],
    headed: &mut HashMap<u32, Headed>,
) -> Option<(i32, bool)> {
    let mut node = outline.at(block as u32, figures.first()?.span.start);
    // Whether a heading between speaks of more years.
    let mut within = false;
    while let Some(n) = node {
        let this = &outline.nodes[n as usize];
        node = this.parent;
        if !this.kind.is_heading() || this.heading.block as usize == block {
            continue;
        }
        let told = *headed.entry(n).or_insert_with(|| {
            let inside = |f: &&Figure| this.heading.span.overlaps(f.span);
            let figures = || lines.figures(this.heading.block as usize).iter().filter(inside);
            let heading = this.heading.span.of(lines.read(this.heading.block as usize));
            // 2018年以来工作回顾 speaks of all the years since.
            let year = single_year(figures()).filter(|_| !heading.contains("以来"));
            Headed { year, alone: !figures().any(|f| f.class == Class::Period), term: names_a_term(heading) }
        });
        if let Some(year) = told.year {
            let of_term = told.term && (within || names_a_term(lines.read(block)));
            return Some((year, told.alone && !of_term));
        }
        within |= told.term;
    }
    None
}

/// What a heading names.
#[derive(Clone, Copy)]
struct Headed {
    year: Option<i32>,
    /// No length of time.
    alone: bool,
    /// A plan's years or a term of office.
    term: bool,
}
