//! The meaning of one line's figures: the unit that is remembered between edits.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::meaning::{self, variants};
use super::{Figure, Relation, Role, periods, shares, yearly};
use crate::config::OwnWords;
use crate::interrupt;
use crate::part::Part;
use crate::text::Span;

/// What a figure measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric {
    /// As written.
    pub text: String,
    /// The key under which usual variants meet (GDP and 地区生产总值 have one key).
    pub key: String,
    /// Where it is written, in the figure's line.
    pub span: Span,
}

/// The meaning of one figure, as far as its line and the part of the draft tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its role.
    pub role: Option<Role>,
    /// What it measures.
    pub metric: Option<Metric>,
    /// What it counts or qualifies, where that is not the metric: the 项目 of 投资5亿元的项目.
    pub object: Option<String>,
    /// The period it speaks of: `2026`, `2021/2025`; as far as the text says.
    pub period: Option<String>,
    /// What follows from it and its neighbours; [`Ledger::relations`] adds what follows from other lines.
    pub relations: Vec<Relation>,
}

/// What the meaning of a line's figures depends on beside the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Around {
    /// The parts of the draft that the line stands in, each with the byte where it begins.
    pub parts: Vec<(u32, Part)>,
    /// The year of the report.
    pub report_year: Option<i32>,
    /// The year of its section, and whether the section's heading names nothing else.
    pub section: Option<(i32, bool)>,
}

/// The meaning of the figures of one line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Meanings {
    /// One a figure.
    pub entries: Vec<Entry>,
    /// Amounts that other lines may give for other years.
    pub dated: Vec<Dated>,
    /// Amounts of indicators, and shares of those that other lines may state.
    pub shares: Vec<Share>,
}

/// The amount of an indicator in one year, or a share of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    /// A hash of indicator, unit and period.
    pub of: u64,
    pub figure: u32,
    /// The amount that the share speaks of; `None` of the indicator's own amount.
    pub part: Option<u32>,
}

/// An amount of a metric in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    /// A hash of metric and unit.
    pub of: u64,
    pub year: i32,
    pub figure: u32,
}

impl Meanings {
    /// Of a line as it is written and as it is read.
    pub fn read(text: &str, read: &str, figures: &[Figure], own: &OwnWords, around: &Around) -> Self {
        let meanings = meaning::read(text, figures, &around.parts);
        let periods = periods::of(read, figures, around.report_year, around.section);
        // 由A到B: both ends.
        let mut framed = Vec::new();
        let mut entries = Vec::with_capacity(figures.len());
        for (k, (m, period)) in meanings.into_iter().zip(periods).enumerate() {
            interrupt::check();
            let metric = m.metric.map(|span| {
                let name = m.name.clone().unwrap_or_else(|| span.of(text).trim().to_owned());
                Metric { key: variants::key_with(&name, own), text: name, span }
            });
            let object = m.object.map(|span| span.of(text).trim().to_owned());
            framed.extend(m.since.map(|since| (since as usize, k)));
            entries.push(Entry { role: m.role, metric, object, period, relations: m.relations });
        }
        let end = |entry: &Entry, k: usize| yearly::End::of(entry, figures.get(k)?, text, read);
        // 由2000年的A增加到2005年的B，…由2000年的C增加到D: the end of one frame dates that of another.
        let mut ends: Vec<(i32, i32)> = Vec::new();
        for (from, to) in framed {
            interrupt::check();
            let Some(first) = entries.get(from).and_then(|e| end(e, from)) else { continue };
            let place = figures.get(to).map(|figure| (figure, text, read));
            let last = entries.get(to).zip(place).and_then(|(e, place)| {
                let beside = ends.iter().rfind(|(since, _)| *since == first.year).map(|(_, year)| *year);
                end(e, to).or_else(|| yearly::End::undated(e, place, beside, around.report_year, first.year))
            });
            let Some(last) = last else { continue };
            ends.push((first.year, last.year));
            entries[to].relations.extend(yearly::between(&first, &last));
        }
        let dated = |(k, entry): (usize, &Entry)| {
            interrupt::check();
            let end = end(entry, k)?;
            let mut of = DefaultHasher::new();
            (yearly::indicator(entry, &end)?, end.unit()).hash(&mut of);
            Some(Dated { of: of.finish(), year: end.year, figure: k as u32 })
        };
        let dated = entries.iter().enumerate().filter_map(dated).collect();
        let shares = shares_of(read, figures, &entries);
        Self { entries, dated, shares }
    }
}

/// The amounts of indicators of a line (in simplified script), and the shares of such.
fn shares_of(read: &str, figures: &[Figure], entries: &[Entry]) -> Vec<Share> {
    let hash = |indicator: &str, unit: &str, k: usize| {
        let mut of = DefaultHasher::new();
        (indicator, unit, entries[k].period.as_deref()?).hash(&mut of);
        Some(of.finish())
    };
    let reached = |k: usize| entries[k].role == Some(Role::Achieved) && shares::is_exact(&figures[k]);
    let share = |k: usize| {
        interrupt::check();
        if reached(k)
            && let Some(indicator) = shares::indicator(read, &figures[k])
        {
            let of = hash(indicator, figures[k].unit_text(read), k)?;
            return Some(Share { of, figure: k as u32, part: None });
        }
        let (part, indicator) = shares::share_of(read, figures, k).filter(|(part, _)| reached(*part))?;
        let of = hash(indicator, figures[part].unit_text(read), part)?;
        Some(Share { of, figure: k as u32, part: Some(part as u32) })
    };
    (0..figures.len()).filter_map(share).collect()
}
