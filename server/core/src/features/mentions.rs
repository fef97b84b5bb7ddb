//! Other statements of what a figure states: of the same metric, of the same amount.

use super::places::is_measure;
use crate::analysis::Snapshot;
use crate::figures::{Figure, Metric, Placed, Value};
use crate::text::Loc;

/// A figure by block and index.
pub(super) type FigureRef = (u32, usize);

/// Shortest name of a metric, in characters, that identifies what is measured: 项目 and 投入 measure something else each
/// time.
const MIN_NAME: usize = 4;

/// A figure and its text.
pub(super) fn figure(snapshot: &Snapshot, (block, index): FigureRef) -> Option<(&Figure, &str)> {
    let block = snapshot.blocks().get(block as usize)?;
    Some((block.figures.get(index)?, &block.text))
}

/// The metric of a figure, if its name says enough to tell it from others.
pub(super) fn metric(snapshot: &Snapshot, (block, index): FigureRef) -> Option<&Metric> {
    let metric = snapshot.ledger().entry(block, index)?.metric.as_ref()?;
    telling_name(metric).then_some(metric)
}

/// Names that say what is measured but not of what: each project has its own.
const GENERIC: [&str; 14] = [
    "完成投资",
    "总投资额",
    "计划投资",
    "累计投资",
    "年度投资",
    "投资总额",
    "完成投资额",
    "计划总投资",
    "完成目标任务",
    "完成年度计划",
    "项目总投资",
    "占地面积",
    "总建筑面积",
    "累计完成投资",
];

/// Whether a metric's name tells it from others.
pub(super) fn telling_name(metric: &Metric) -> bool {
    metric.key.chars().count() >= MIN_NAME && !GENERIC.contains(&metric.key.as_str())
}

/// Figures that state a metric, in order.
pub(super) fn same_metric<'s>(snapshot: &'s Snapshot, key: &'s str) -> impl Iterator<Item = Placed<'s>> {
    let measures =
        |e: &Placed<'_>| figure(snapshot, (e.block, e.figure as usize)).is_some_and(|(f, _)| is_measure(f.class));
    snapshot.ledger().of_metric(key).filter(measures)
}

/// The metric whose name is written at a byte of a block, and where the name stands.
pub(super) fn metric_at(snapshot: &Snapshot, block: u32, byte: u32) -> Option<(&Metric, Loc)> {
    let ledger = snapshot.ledger();
    let figures = snapshot.blocks().get(block as usize)?.figures.len();
    (0..figures)
        .filter_map(|i| ledger.entry(block, i)?.metric.as_ref())
        .find(|m| m.span.contains(byte) && telling_name(m))
        .map(|m| (m, Loc { block, span: m.span }))
}

/// Places where the name of a metric is written, in order, each once.
pub(super) fn names(snapshot: &Snapshot, key: &str) -> Vec<Loc> {
    let mut places: Vec<Loc> = snapshot.ledger().of_metric(key).filter_map(|e| Some(e.metric()?.1)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// The figure itself and all that state the same metric or the same amount, in order.
pub(super) fn same_statement(snapshot: &Snapshot, of: FigureRef) -> Vec<FigureRef> {
    let mut found = same_amount(snapshot, of);
    if let Some(metric) = metric(snapshot, of) {
        found.extend(same_metric(snapshot, &metric.key).map(|e| (e.block, e.figure as usize)));
    }
    found.push(of);
    found.sort_unstable();
    found.dedup();
    found
}

/// The figure itself and all that state the same amount of the same unit, in order, unless they are known to measure
/// something else. Small bare counts repeat by chance and stand alone.
pub(super) fn same_amount(snapshot: &Snapshot, of: FigureRef) -> Vec<FigureRef> {
    let Some((this, text)) = figure(snapshot, of) else { return Vec::new() };
    if !telling(text, this) {
        return vec![of];
    }
    let unit = this.unit.of(text);
    let own = metric(snapshot, of).map(|m| &m.key);
    let mut found = Vec::new();
    for (b, other) in snapshot.blocks().iter().enumerate() {
        for (i, f) in other.figures.iter().enumerate() {
            let same = f.lower == this.lower && f.upper == this.upper && f.class == this.class;
            if same && f.unit.of(&other.text) == unit {
                let place = (b as u32, i);
                let theirs = metric(snapshot, place).map(|m| &m.key);
                if own.is_none() || theirs.is_none() || own == theirs {
                    found.push(place);
                }
            }
        }
    }
    found
}

/// Whether the amount is specific enough that its repetition means something: a measure of three digits or more.
pub(super) fn telling(text: &str, figure: &Figure) -> bool {
    matches!(figure.lower, Value::Number(_))
        && is_measure(figure.class)
        && figure.numeral.of(text).chars().filter(|c| c.is_numeric()).count() >= 3
}
