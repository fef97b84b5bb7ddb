//! Inlay hints, off unless asked for: a figure that was stated before, a count with as many items behind it.

use std::collections::HashMap;

use super::listed::list_behind;
use super::mentions::{FigureRef, metric, telling};
use super::places::{live, loc};
use crate::analysis::Snapshot;
use crate::figures::{Class, Decimal};
use crate::message::Language;
use crate::text::{LineCol, LineRange};

/// A short text shown between characters of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    /// Where: right after the figure and its comparators.
    pub at: LineCol,
    /// The text: `＝第2行`.
    pub label: String,
    /// What it means.
    pub tooltip: String,
    /// Where it leads.
    pub target: LineRange,
}

/// The hints in a range of lines.
#[must_use]
pub fn inlay_hints(snapshot: &Snapshot, range: LineRange, language: Language) -> Vec<InlayHint> {
    let (first, last) = (snapshot.locate(range.start).0, snapshot.locate(range.end).0);
    if !live(snapshot) {
        return Vec::new();
    }
    let mut stated: HashMap<(Class, Decimal, &str, Option<&str>), FigureRef> = HashMap::new();
    let mut hints = Vec::new();
    for (block, here) in snapshot.blocks().iter().enumerate().take(last as usize + 1) {
        let block = block as u32;
        for (index, figure) in here.figures.iter().enumerate().filter(|(_, f)| telling(&here.text, f)) {
            let Some(value) = figure.lower.number().filter(|v| figure.upper.number() == Some(*v)) else { continue };
            // The same amount of something else is no restatement.
            let metric = metric(snapshot, (block, index)).map(|m| m.key.as_str());
            let key = (figure.class, value.normalize(), figure.unit.of(&here.text), metric);
            let before = *stated.entry(key).or_insert((block, index));
            if before == (block, index) || block < first {
                continue;
            }
            let target = snapshot.blocks()[before.0 as usize].figures[before.1].span;
            let target = snapshot.line_range(loc(before.0, target));
            let end = figure.after.map_or(figure.span.end, |a| a.end.max(figure.span.end));
            let at = snapshot.line_range(loc(block, crate::text::Span { start: end, end })).start;
            let line = target.start.line + 1;
            let (label, tooltip) = match language {
                Language::Zh => (format!("＝第{line}行"), format!("与第{line}行的数值相同")),
                Language::En => (format!("= line {line}"), format!("The same amount as on line {line}")),
            };
            hints.push(InlayHint { at, label, tooltip, target });
        }
    }
    for block in first..=last {
        let figures = snapshot.blocks().get(block as usize).map_or(0, |b| b.figures.len());
        for index in 0..figures {
            hints.extend(counted(snapshot, (block, index), language));
        }
    }
    hints.sort_by_key(|h| h.at);
    hints.retain(|h| range.start <= h.at && h.at <= range.end);
    hints
}

/// After a count that announces a list: that as many follow.
fn counted(snapshot: &Snapshot, of: FigureRef, language: Language) -> Option<InlayHint> {
    let items = list_behind(snapshot, of)?;
    let span = snapshot.blocks().get(of.0 as usize)?.figures.get(of.1)?.span;
    let at = snapshot.line_range(loc(of.0, span)).end;
    let target = snapshot.line_range(snapshot.outline().nodes.get(*items.first()? as usize)?.heading);
    let count = items.len();
    let (label, tooltip) = match language {
        Language::Zh => (format!("实列{count}"), format!("其后所列正是{count}项")),
        Language::En => (format!("{count} listed"), format!("{count} items follow, as said")),
    };
    Some(InlayHint { at, label, tooltip, target })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::features::testing::{draw, snapshot};

    #[test]
    fn a_count_shows_what_it_lists() {
        let snapshot = snapshot("重点做好以下三个方面工作：\n（一）抓投资。\n（二）抓消费。\n（三）抓开放。");
        let whole = LineRange { start: LineCol::default(), end: LineCol { line: 0, byte: 99 } };
        let hints = inlay_hints(&snapshot, whole, Language::Zh);
        let drawn: Vec<_> = hints.iter().map(|h| (LineRange { start: h.at, end: h.at }, h.label.as_str())).collect();
        expect![[r#"
            重点做好以下三个方面工作：
                            | 实列3
        "#]]
        .assert_eq(&draw(&snapshot, &drawn));
    }

    #[test]
    fn a_restated_amount_points_back() {
        let snapshot = snapshot("收入完成3.65亿元，开工12个。\n在3.65亿元以上的基础上，竣工12个。\n收入36500万元。");
        let whole = LineRange { start: LineCol::default(), end: LineCol { line: 2, byte: 99 } };
        let hints = inlay_hints(&snapshot, whole, Language::Zh);
        let drawn: Vec<_> = hints.iter().map(|h| (LineRange { start: h.at, end: h.at }, h.label.as_str())).collect();
        expect![[r#"
            在3.65亿元以上的基础上，竣工12个。
                          | ＝第1行
            收入36500万元。
                         | ＝第1行
        "#]]
        .assert_eq(&draw(&snapshot, &drawn));
        let first = LineRange { start: LineCol::default(), end: LineCol { line: 0, byte: 99 } };
        assert_eq!(inlay_hints(&snapshot, first, Language::En), []);
    }
}
