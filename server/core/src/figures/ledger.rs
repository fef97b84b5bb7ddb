//! The ledger: every figure of a draft with its meaning.

use std::collections::{HashMap, HashSet};

use super::meaning::part::{self, Part};
use super::meaning::relations::{rounded, yearly_rate};
use super::meaning::{self, variants};
use super::{Class, Figure, Relation, RelationKind, Role, Value};
use crate::structure::{self, NodeKind, Outline};
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
        let parts = parts(lines, outline);
        let mut ledger = Self { report_year, entries: Vec::new(), first: Vec::with_capacity(lines.count()) };
        for (index, spans) in parts.iter().enumerate() {
            ledger.first.push(ledger.entries.len() as u32);
            let figures = lines.figures(index);
            if figures.is_empty() {
                continue;
            }
            let text = lines.text(index);
            let meanings = meaning::read(text, figures, *spans);
            let section = section_year(lines, outline, index, figures);
            for (k, m) in meanings.into_iter().enumerate() {
                let metric = m.metric.map(|span| {
                    let name = span.of(text).trim().to_owned();
                    Metric { key: variants::key(&name), text: name, loc: Loc::new(index, span) }
                });
                let period = period(text, figures, k, report_year, section);
                ledger.entries.push(Entry {
                    block: index as u32,
                    figure: k as u32,
                    role: m.role,
                    metric,
                    period,
                    relations: m.relations,
                });
            }
        }
        ledger.yearly_growth(lines);
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

    /// The nominal yearly rate between two dated amounts of one metric, at the later one.
    fn yearly_growth<L: FigureLines + ?Sized>(&mut self, lines: &L) {
        let mut dated: HashMap<(String, String), Vec<(i32, usize)>> = HashMap::new();
        for (i, entry) in self.entries.iter().enumerate() {
            let figure = &lines.figures(entry.block as usize)[entry.figure as usize];
            let text = lines.text(entry.block as usize);
            let level = figure.class == Class::Quantity
                && figure.change.is_none()
                && matches!(entry.role, Some(Role::Achieved | Role::Target));
            let year = entry.period.as_deref().and_then(|p| p.parse::<i32>().ok());
            if let (true, Some(metric), Some(year)) = (level && !figure.unit.is_empty(), &entry.metric, year)
                && metric.key.chars().count() >= 3
            {
                dated.entry((metric.key.clone(), figure.unit_text(text).to_owned())).or_default().push((year, i));
            }
        }
        for statements in dated.into_values() {
            let Some(&(last, at)) = statements.iter().max_by_key(|s| s.0) else { continue };
            let Some(&(first, from)) = statements.iter().min_by_key(|s| s.0) else { continue };
            if last - first < 2 {
                continue;
            }
            let value = |i: usize| {
                let entry = &self.entries[i];
                lines.figures(entry.block as usize)[entry.figure as usize].lower.number()
            };
            let text = |i: usize| {
                let entry = &self.entries[i];
                lines.figures(entry.block as usize)[entry.figure as usize]
                    .span
                    .of(lines.text(entry.block as usize))
                    .to_owned()
            };
            let (Some(a), Some(b)) = (value(from), value(at)) else { continue };
            let years = (last - first).unsigned_abs();
            let rate = b.checked_div(a).and_then(|f| yearly_rate(f, years));
            if let Some(rate) = rate {
                let formula = format!(
                    "({} ÷ {})^(1/{years}) − 1 = {}%（名义，未剔除价格因素）",
                    text(at),
                    text(from),
                    rounded(rate)
                );
                self.entries[at].relations.push(Relation {
                    kind: RelationKind::Cagr,
                    value: rate.to_string(),
                    unit: "%".to_owned(),
                    formula,
                });
            }
        }
    }
}

/// The only year that a text names in its dates, if there is just one.
fn single_year(figures: &[Figure]) -> Option<i32> {
    let mut years = figures.iter().filter_map(year_of);
    let first = years.next()?;
    years.all(|y| y == first).then_some(first)
}

fn year_of(figure: &Figure) -> Option<i32> {
    match (&figure.lower, &figure.upper) {
        (Value::Date(a), Value::Date(b))
            if a.get(..4) == b.get(..4) && matches!(figure.class, Class::Date | Class::Deadline) =>
        {
            a.get(..4).filter(|_| a.len() == 4 || a.as_bytes().get(4) == Some(&b'-'))?.parse().ok()
        }
        _ => None,
    }
}

/// Year of the report: the date line, the title, or a heading that dates its plan.
fn report_year<L: FigureLines + ?Sized>(lines: &L, outline: &Outline) -> Option<i32> {
    let start = lines.count().min(30);
    // ——2022年4月20日在…会议上
    let dated = (0..start).find_map(|i| {
        let text = super::fold::fold_text(lines.text(i));
        let full = |f: &&Figure| matches!(&f.lower, Value::Date(d) if d.len() == 10) && f.class == Class::Date;
        (text.chars().count() < 120 && (text.contains("会议上") || text.contains("大会")) && !text.contains('。'))
            .then(|| lines.figures(i).iter().find(full).and_then(year_of))
            .flatten()
    });
    let titled = || {
        (0..start).find_map(|i| {
            let text = super::fold::fold_text(lines.text(i));
            (text.chars().count() < 60 && text.contains("工作报告") && !text.contains('。'))
                .then(|| single_year(lines.figures(i)))
                .flatten()
        })
    };
    // 三、2022年工作安排
    let headed = || {
        outline.nodes.iter().filter(|n| n.kind == NodeKind::Heading).find_map(|n| {
            let title = n.title.of(lines.text(n.heading.block as usize));
            if title.chars().count() > 40 || part::of_heading(title) != Some(Part::Plan) {
                return None;
            }
            let inside = |f: &&Figure| n.title.overlaps(f.span);
            let figures: Vec<Figure> = lines.figures(n.heading.block as usize).iter().filter(inside).cloned().collect();
            let text = super::fold::fold_text(title);
            (text.contains("工作") || text.contains("任务")).then(|| single_year(&figures)).flatten()
        })
    };
    dated.or_else(titled).or_else(headed)
}

/// The part of the draft that each line belongs to.
fn parts<L: FigureLines + ?Sized>(lines: &L, outline: &Outline) -> Vec<Part> {
    let count = lines.count();
    let mut marks: Vec<(u32, Option<Part>)> = Vec::new();
    // Headings near the top decide; deeper ones name topics.
    for node in outline.nodes.iter().filter(|n| n.kind == NodeKind::Heading && n.level <= 2) {
        let title = node.title.of(lines.text(node.heading.block as usize));
        if title.chars().count() <= 48 {
            let told = part::of_heading(title);
            if node.level == 1 || told.is_some() {
                marks.push((node.heading.block, told));
            }
        }
    }
    let opened: HashSet<u32> =
        outline.nodes.iter().filter(|n| n.kind == NodeKind::Heading).map(|n| n.heading.block).collect();
    let mut known: Vec<Option<Part>> = vec![None; count];
    let mut current: Option<Part> = None;
    let mut marks = marks.into_iter().peekable();
    for (i, slot) in known.iter_mut().enumerate() {
        let mut headed = opened.contains(&(i as u32));
        while let Some((_, told)) = marks.next_if(|m| m.0 as usize <= i) {
            if told.is_some() {
                current = told;
            } else if current == Some(Part::Problems) {
                current = None;
            }
            headed = true;
        }
        let text = lines.text(i);
        if !headed {
            // A short line without an ordinal may be a heading of its own.
            let trimmed = text.trim().trim_start_matches(['#', '*', ' ']);
            let length = trimmed.chars().count();
            if (4..=30).contains(&length) && !trimmed.ends_with(['。', '；', ';', '，', ',']) {
                if let Some(told) = part::of_heading(trimmed) {
                    current = Some(told);
                }
            } else if length > 30
                && let Some(told) = part::of_opening(trimmed)
            {
                current = Some(told);
            }
        }
        *slot = current;
    }
    // Without any sign, the whole text's tone decides.
    let tone: i32 = (0..count).filter(|i| known[*i].is_none()).map(|i| part::tone(lines.text(i))).sum();
    let default = if tone > 0 { Part::Plan } else { Part::Review };
    known.into_iter().map(|p| p.unwrap_or(default)).collect()
}

/// The year that the section's heading names, and whether it names nothing else (2021年 against 2021年及过去五年).
fn section_year<L: FigureLines + ?Sized>(
    lines: &L,
    outline: &Outline,
    block: usize,
    figures: &[Figure],
) -> Option<(i32, bool)> {
    let node = outline.at(block as u32, figures.first()?.span.start)?;
    outline.path(node).iter().rev().find_map(|n| {
        let node = &outline.nodes[*n as usize];
        if node.kind != NodeKind::Heading || node.heading.block as usize == block {
            return None;
        }
        let inside = |f: &&Figure| node.heading.span.overlaps(f.span);
        let figures: Vec<Figure> = lines.figures(node.heading.block as usize).iter().filter(inside).cloned().collect();
        single_year(&figures).map(|y| (y, !figures.iter().any(|f| f.class == Class::Period)))
    })
}

/// The period a figure speaks of: a date in its sentence, 今年 or 去年 with a known report year, its section's year.
fn period(
    text: &str,
    figures: &[Figure],
    k: usize,
    report_year: Option<i32>,
    section: Option<(i32, bool)>,
) -> Option<String> {
    let figure = &figures[k];
    if matches!(figure.class, Class::Name | Class::Threshold) {
        return None;
    }
    let iso = |f: &Figure| match (&f.lower, &f.upper) {
        (Value::Date(a), Value::Date(b)) if a == b => Some(a.clone()),
        (Value::Date(a), Value::Date(b)) => Some(format!("{a}/{b}")),
        _ => None,
    };
    if matches!(figure.class, Class::Date | Class::Period | Class::Deadline) {
        return iso(figure);
    }
    let at = figure.span.start as usize;
    let head = &text[..at];
    let start =
        head.rfind(['。', '！', '？', '!', '?']).map_or(0, |i| i + head[i..].chars().next().map_or(1, char::len_utf8));
    let sentence = &text[start..at];
    let dated = figures[..k].iter().rev().take_while(|f| f.span.start as usize >= start).find(|f| {
        // A base year (较2017年) dates the comparison, not the figure.
        let before = text[..f.span.start as usize].chars().next_back();
        let after = text[f.span.end as usize..].chars().next();
        matches!(f.class, Class::Date | Class::Deadline)
            && year_of(f).is_some()
            && !matches!(before, Some('比' | '较' | '較' | '由' | '从' | '從' | '于' | '於' | '同'))
            && after != Some('的')
    });
    if let Some(date) = dated {
        return iso(date);
    }
    if sentence.contains("年均") && sentence.rfind("年均").is_some_and(|i| sentence.len() - i < 30) {
        return None;
    }
    let said = |words: &[&str]| words.iter().any(|w| sentence.contains(w));
    if said(&["今年", "本年"]) {
        return report_year.map(|y| y.to_string());
    }
    if said(&["去年", "上年"]) && !said(&["比去年", "较去年", "比上年", "较上年", "較上年", "較去年"])
    {
        return report_year.map(|y| (y - 1).to_string());
    }
    if said(&["五年来", "五年來", "过去五年", "累计", "累計", "这五年", "這五年"]) {
        return None;
    }
    section.filter(|(_, alone)| *alone || said(&["全年"])).map(|(y, _)| y.to_string())
}
