//! Shares of an indicator whose amount stands elsewhere in the draft.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::interval::Interval;
use crate::figures::{Decimal, Figure, shares};
use crate::finding::Finding;
use crate::message::Message;
use crate::rule::{DocumentView, Note};
use crate::rules::common::report;
use crate::text::{Loc, Span};

/// The key of an indicator's amounts in one unit; shares and wholes differ in the last bit. Never that of an amount's note.
fn key(indicator: &str, unit: &str, is_share: bool) -> u64 {
    let mut hash = DefaultHasher::new();
    (indicator, unit).hash(&mut hash);
    hash.finish() & !1 | 2 | u64::from(is_share)
}

/// Notes the shares (the part, the share) and the wholes (the amount, twice) of one line.
pub(super) fn note(text: &str, figures: &[Figure], notes: &mut Vec<Note>) {
    for (k, figure) in figures.iter().enumerate() {
        if let Some(indicator) = shares::indicator(text, figure) {
            if Interval::of(figure, text).is_some() {
                notes.push(Note::new(key(indicator, figure.unit.of(text), false), [figure.span; 2]));
            }
        } else if let Some((part, indicator)) = shares::share_of(text, figures, k) {
            let part = &figures[part];
            if Interval::of(part, text).is_some() {
                notes.push(Note::new(key(indicator, part.unit.of(text), true), [part.span, figure.span]));
            }
        }
    }
}

/// The amount of an indicator at its first place; `None` where another one is told, too: two amounts are two things, or two
/// years.
type Wholes = HashMap<u64, Option<(Loc, Interval)>>;

pub(super) fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let figure = |block: u32, span: Span| {
        let figures = &view.blocks[block as usize].figures;
        figures.get(figures.partition_point(|f| f.span.start < span.start)).filter(|f| f.span == span)
    };
    let interval = |block: u32, span: Span| Interval::of(figure(block, span)?, view.text(block));
    let mut wholes = Wholes::new();
    for (block, note) in view.notes().filter(|(_, n)| n.key > 1 && n.key & 1 == 0) {
        let at = Loc { block, span: note.spans[0] };
        let Some(amount) = interval(block, at.span) else { continue };
        let first = wholes.entry(note.key).or_insert_with(|| Some((at, amount)));
        if first.as_ref().is_some_and(|(_, first)| first.middle() != amount.middle()) {
            *first = None;
        }
    }
    for (block, note) in view.notes().filter(|(_, n)| n.key & 1 == 1) {
        let [part, share] = note.spans;
        let Some(Some(whole)) = wholes.get(&(note.key & !1)) else { continue };
        let (Some(p), Some(s)) = (interval(block, part), interval(block, share)) else { continue };
        found.extend(finding(view, whole, (Loc { block, span: part }, p), (Loc { block, span: share }, s)));
    }
}

/// The share that the part and the whole give, where it is another one.
fn finding(
    view: &DocumentView<'_>,
    (place, whole): &(Loc, Interval),
    (part, p): (Loc, Interval),
    (share, stated): (Loc, Interval),
) -> Option<Finding> {
    let computed = Interval::ratio(&p, whole, |r| r.checked_mul(Decimal::ONE_HUNDRED))?;
    let near = (computed.middle() - stated.middle()).abs() <= stated.middle() * Decimal::new(15, 2);
    if !near || computed.apart(&stated) < stated.last {
        return None;
    }
    let value = computed.middle().round_dp(2).normalize();
    let (p, w, s) = (view.at(part).trim(), view.at(*place).trim(), view.at(share).trim());
    let line = view.line_number(place.block);
    let finding = report(
        share,
        format!("按第{line}行的{w}，{p} ÷ {w} = {value}%，不是{s}"),
        format!("with {w} in line {line}, {p} ÷ {w} = {value}%, not {s}"),
    );
    Some(finding.related(*place, Message::new("总数", "the whole")))
}
