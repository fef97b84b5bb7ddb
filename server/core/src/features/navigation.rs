//! Highlights, references and definitions: of headings, of references to them, of figures.

use super::mentions::{FigureRef, metric_at, names, same_metric, same_statement};
use super::places::{Hit, hit, live, loc, ordinal_at, section};
use super::series::members;
use super::textual::{TextualReference, reference_at, textual};
use crate::analysis::Snapshot;
use crate::text::{LineCol, LineRange, Loc};

/// Where a definition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// What leads there: the text under the cursor.
    pub origin: LineRange,
    /// The whole section or statement.
    pub range: LineRange,
    /// What to select in it.
    pub selection: LineRange,
}

/// What a place speaks of.
enum Subject {
    Heading(u32),
    Reference(TextualReference),
    Figure(FigureRef),
    /// The name of a metric: its key, and where it stands here.
    Metric(String, Loc),
}

fn subject(snapshot: &Snapshot, at: LineCol) -> Option<Subject> {
    let (block, byte) = snapshot.locate(at);
    match hit(snapshot, block, byte) {
        Some(Hit::Ordinal(node)) => Some(Subject::Heading(node)),
        hit => {
            let metric = || metric_at(snapshot, block, byte).map(|(m, at)| Subject::Metric(m.key.clone(), at));
            reference_at(snapshot, block, byte).map(Subject::Reference).or_else(|| match hit {
                Some(Hit::Figure(index)) => Some(Subject::Figure((block, index))),
                Some(Hit::Ordinal(node) | Hit::Heading(node)) => metric().or(Some(Subject::Heading(node))),
                None => metric(),
            })
        }
    }
}

/// The figure at a place: its block, and its index among the block's.
#[must_use]
pub fn figure_under(snapshot: &Snapshot, at: LineCol) -> Option<(u32, usize)> {
    let (block, byte) = snapshot.locate(at);
    match hit(snapshot, block, byte) {
        Some(Hit::Figure(index)) => Some((block, index)),
        _ => None,
    }
}

fn ordinal_range(snapshot: &Snapshot, node: u32) -> LineRange {
    let node = &snapshot.outline().nodes[node as usize];
    snapshot.line_range(loc(node.heading.block, node.ordinal.map_or(node.heading.span, |o| o.span)))
}

fn figure_range(snapshot: &Snapshot, (block, index): FigureRef) -> LineRange {
    snapshot.line_range(loc(block, snapshot.blocks()[block as usize].figures[index].span))
}

/// The node's series; the node alone where it has none.
fn series_of(snapshot: &Snapshot, node: u32) -> Vec<u32> {
    let members = members(snapshot, node);
    if members.is_empty() { vec![node] } else { members.to_vec() }
}

/// References to a heading, in order.
fn to_heading(snapshot: &Snapshot, node: u32) -> impl Iterator<Item = LineRange> + '_ {
    textual(snapshot).into_iter().filter(move |r| r.node == node).map(|r| snapshot.line_range(r.loc))
}

/// On an ordinal, its whole series; on a reference, the heading and all references to it; on a figure, where the same is
/// stated.
#[must_use]
pub fn highlight(snapshot: &Snapshot, at: LineCol) -> Vec<LineRange> {
    if !live(snapshot) {
        // Asked at every move of the cursor: in the largest drafts only what needs no ledger.
        let (block, byte) = snapshot.locate(at);
        let node = ordinal_at(snapshot, block, byte).map(|n| series_of(snapshot, n)).unwrap_or_default();
        return node.into_iter().map(|n| ordinal_range(snapshot, n)).collect();
    }
    match subject(snapshot, at) {
        Some(Subject::Heading(node)) => series_of(snapshot, node).iter().map(|n| ordinal_range(snapshot, *n)).collect(),
        Some(Subject::Reference(reference)) => {
            sorted(to_heading(snapshot, reference.node).chain([ordinal_range(snapshot, reference.node)]).collect())
        }
        Some(Subject::Figure(figure)) => {
            same_statement(snapshot, figure).into_iter().map(|f| figure_range(snapshot, f)).collect()
        }
        Some(Subject::Metric(key, _)) => {
            names(snapshot, &key).into_iter().map(|name| snapshot.line_range(name)).collect()
        }
        None => Vec::new(),
    }
}

/// On a heading or a reference, the references to the heading (with the heading itself if `declaration`); on a figure,
/// all statements of the same (without the first one unless `declaration`).
#[must_use]
pub fn references(snapshot: &Snapshot, at: LineCol, declaration: bool) -> Vec<LineRange> {
    match subject(snapshot, at) {
        Some(Subject::Heading(node) | Subject::Reference(TextualReference { node, .. })) => {
            let own = declaration.then(|| snapshot.line_range(snapshot.outline().nodes[node as usize].heading));
            sorted(to_heading(snapshot, node).chain(own).collect())
        }
        Some(Subject::Figure(figure)) => same_statement(snapshot, figure)
            .into_iter()
            .skip(usize::from(!declaration))
            .map(|f| figure_range(snapshot, f))
            .collect(),
        Some(Subject::Metric(key, _)) => same_metric(snapshot, &key)
            .skip(usize::from(!declaration))
            .map(|e| figure_range(snapshot, (e.block, e.figure as usize)))
            .collect(),
        None => Vec::new(),
    }
}

/// On the mark of a note, the note; on a reference, the heading it means; on a heading, itself; on a figure, the first
/// statement of the same.
#[must_use]
pub fn definition(snapshot: &Snapshot, at: LineCol) -> Option<Target> {
    if let Some((origin, noted)) = snapshot.woven().and_then(|woven| woven.noted_at(at)) {
        let line = noted.note?;
        let end = snapshot.line_text(line).len() as u32;
        let range = LineRange { start: LineCol { line, byte: 0 }, end: LineCol { line, byte: end } };
        return Some(Target { origin, range, selection: range });
    }
    let heading = |origin, node: u32| {
        let node = &snapshot.outline().nodes[node as usize];
        let selection = snapshot.line_range(node.heading);
        Target { origin, range: section(snapshot, node), selection }
    };
    Some(match subject(snapshot, at)? {
        Subject::Heading(node) => heading(ordinal_range(snapshot, node), node),
        Subject::Reference(reference) => heading(snapshot.line_range(reference.loc), reference.node),
        Subject::Figure(figure) => {
            let first = figure_range(snapshot, *same_statement(snapshot, figure).first()?);
            Target { origin: figure_range(snapshot, figure), range: first, selection: first }
        }
        Subject::Metric(key, here) => {
            let first = snapshot.line_range(*names(snapshot, &key).first()?);
            Target { origin: snapshot.line_range(here), range: first, selection: first }
        }
    })
}

fn sorted(mut ranges: Vec<LineRange>) -> Vec<LineRange> {
    ranges.sort_by_key(|r| (r.start, r.end));
    ranges
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::features::testing::{cursor, draw};

    fn check(text: &str, of: impl Fn(&Snapshot, LineCol) -> Vec<LineRange>, expected: &Expect) {
        let (snapshot, at) = cursor(text);
        let ranges: Vec<_> = of(&snapshot, at).into_iter().map(|r| (r, "")).collect();
        expected.assert_eq(&draw(&snapshot, &ranges));
    }

    #[test]
    fn an_ordinal_highlights_its_series() {
        check(
            "一、回顾\n（$0一）工业\n（二）农业\n二、安排\n（一）投资",
            highlight,
            &expect![[r#"
            （一）工业
            ^^^^^^
            （二）农业
            ^^^^^^
        "#]],
        );
    }

    #[test]
    fn a_reference_leads_to_its_heading_and_back() {
        let text = "一、回顾\n（一）工业\n二、安排\n落实第一部分$0第（一）项。\n再次落实第一部分第（一）项。";
        check(
            text,
            highlight,
            &expect![[r#"
            （一）工业
            ^^^^^^
            落实第一部分第（一）项。
                ^^^^^^^^^^^^^^^^^^
            再次落实第一部分第（一）项。
                    ^^^^^^^^^^^^^^^^^^
        "#]],
        );
        check(
            text,
            |s, at| definition(s, at).into_iter().map(|t| t.selection).collect(),
            &expect![[r#"
            （一）工业
            ^^^^^^^^^^
        "#]],
        );
        let back = text.replace("$0", "").replace("（一）工业", "（一）工$0业");
        check(
            &back,
            |s, at| references(s, at, false),
            &expect![[r#"
            落实第一部分第（一）项。
                ^^^^^^^^^^^^^^^^^^
            再次落实第一部分第（一）项。
                    ^^^^^^^^^^^^^^^^^^
        "#]],
        );
    }

    #[test]
    fn a_restated_amount_leads_to_its_first_statement() {
        let text = "收入完成3.65亿元。\n增长5%。\n在3$0.65亿元基础上增长10%。";
        check(
            text,
            |s, at| references(s, at, true),
            &expect![[r#"
            收入完成3.65亿元。
                    ^^^^^^^^
            在3.65亿元基础上增长10%。
              ^^^^^^^^
        "#]],
        );
        check(
            text,
            |s, at| definition(s, at).into_iter().map(|t| t.range).collect(),
            &expect![[r#"
            收入完成3.65亿元。
                    ^^^^^^^^
        "#]],
        );
    }

    #[test]
    fn a_metric_is_found_under_its_usual_names() {
        let text = "去年，地区生产$0总值完成83亿元。\n今年，GDP增长6%以上。";
        check(
            text,
            highlight,
            &expect![[r#"
            去年，地区生产总值完成83亿元。
                  ^^^^^^^^^^^^
            今年，GDP增长6%以上。
                  ^^^
        "#]],
        );
        check(
            text,
            |s, at| references(s, at, true),
            &expect![[r#"
            去年，地区生产总值完成83亿元。
                                  ^^^^^^
            今年，GDP增长6%以上。
                         ^^
        "#]],
        );
        let figure = "去年，地区生产总值完成83亿元。\n今年，GDP增长6$0%以上。";
        check(
            figure,
            |s, at| definition(s, at).into_iter().map(|t| t.selection).collect(),
            &expect![[r#"
            去年，地区生产总值完成83亿元。
                                  ^^^^^^
        "#]],
        );
    }

    #[test]
    fn plain_words_lead_nowhere() {
        let (snapshot, at) = cursor("坚持稳$0中求进");
        assert!(highlight(&snapshot, at).is_empty() && references(&snapshot, at, true).is_empty());
        assert_eq!(definition(&snapshot, at), None);
    }
}
