//! References in the text to headings of the same draft: 第二部分第（三）项, 本部分第（二）项.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::places::loc;
use crate::analysis::Snapshot;
use crate::structure::parse_numeral;
use crate::text::{Loc, Span};

const NUMERAL: &str = "[一二三四五六七八九十百廿0-9０-９]{1,4}";

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    let part = format!("第(?<part>{NUMERAL})(?<kind>部分|章|节|条|篇|编)");
    let item = format!("第[（(](?<item>{NUMERAL})[）)](?:项|款|条|点|部分)?");
    Regex::new(&format!("{part}(?:(?:的|中|中的)?{item})?|{}", item.replace("<item>", "<alone>")))
        .expect("a constant pattern")
});

/// A reference and the heading it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextualReference {
    /// The whole reference.
    pub loc: Loc,
    /// The heading, an index in [`crate::structure::Outline::nodes`].
    pub node: u32,
    /// The numeral that must change when the heading's number does.
    pub number: Span,
    /// The part named before the item and its numeral, when the reference names both.
    pub part: Option<(u32, Span)>,
}

/// All references that lead to a heading, in order. One that leads nowhere, or to several, is left out.
#[must_use]
pub fn textual(snapshot: &Snapshot) -> Vec<TextualReference> {
    let mut found = Vec::new();
    let mut index = None;
    for (block, here) in snapshot.blocks().iter().enumerate() {
        let text: &str = &here.text;
        if !text.contains('第') {
            continue;
        }
        for captures in REFERENCE.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            let block = block as u32;
            let place = loc(block, Span::new(whole.start(), whole.end()));
            // A heading's own ordinal (第一章) is no reference.
            // What follows a title (《…条例》第三条) speaks of that text, not of this one.
            if is_ordinal(snapshot, place) || text[..whole.start()].ends_with(['》', '〉']) {
                continue;
            }
            let index: &Index<'_> = index.get_or_insert_with(|| Index::new(snapshot));
            let number = |name: &str| {
                let m = captures.name(name)?;
                Some((parse_numeral(m.as_str())?, Span::new(m.start(), m.end())))
            };
            let part = number("part");
            let kind = captures.name("kind").map_or("", |m| m.as_str());
            let reference = match (part, number("item"), number("alone")) {
                (Some((value, number)), None, _) => index.named(value, kind).map(|node| (node, number, None)),
                (Some((value, span)), Some((item, number)), _) => index
                    .named(value, kind)
                    .and_then(|p| index.below(p, item).map(|node| (node, number, Some((p, span))))),
                (None, _, Some((item, number))) => index.near(place, item).map(|node| (node, number, None)),
                _ => None,
            };
            found.extend(reference.map(|(node, number, part)| TextualReference { loc: place, node, number, part }));
        }
    }
    found
}

/// The reference at a byte of a block.
pub(super) fn reference_at(snapshot: &Snapshot, block: u32, byte: u32) -> Option<TextualReference> {
    if !snapshot.blocks().get(block as usize)?.text.contains('第') {
        return None;
    }
    textual(snapshot)
        .into_iter()
        .find(|r| r.loc.block == block && (r.loc.span.contains(byte) || r.loc.span.end == byte))
}

fn is_ordinal(snapshot: &Snapshot, place: Loc) -> bool {
    let mut here = super::places::nodes_of_block(snapshot, place.block);
    here.any(|(_, n)| n.ordinal.is_some_and(|o| o.span.overlaps(place.span)))
}

/// Numbered nodes by their number.
struct Index<'s> {
    snapshot: &'s Snapshot,
    by_value: HashMap<u32, Vec<u32>>,
}

impl<'s> Index<'s> {
    fn new(snapshot: &'s Snapshot) -> Self {
        let mut by_value: HashMap<u32, Vec<u32>> = HashMap::new();
        for (index, node) in snapshot.outline().nodes.iter().enumerate() {
            if let Some(ordinal) = node.ordinal {
                by_value.entry(ordinal.value).or_default().push(index as u32);
            }
        }
        Self { snapshot, by_value }
    }

    /// Nodes with this number in a range of nodes.
    fn numbered(&self, value: u32, range: Range<u32>) -> &[u32] {
        let all = self.by_value.get(&value).map(Vec::as_slice).unwrap_or_default();
        &all[all.partition_point(|n| *n < range.start)..all.partition_point(|n| *n < range.end)]
    }

    /// 第二部分 means the second heading of the first level whatever its form; 第二章 one that calls itself a chapter.
    fn named(&self, value: u32, kind: &str) -> Option<u32> {
        let nodes = &self.snapshot.outline().nodes;
        let numbered = self.numbered(value, 0..u32::MAX);
        let calls_itself = |n: &u32| {
            super::outline::ordinal(self.snapshot, &nodes[*n as usize])
                .trim_end_matches(['、', '，', '：'])
                .ends_with(kind)
        };
        single(numbered.iter().copied().filter(calls_itself)).or_else(|| {
            let first_level = |n: &u32| nodes[*n as usize].level == 1;
            (kind == "部分").then(|| single(numbered.iter().copied().filter(first_level)))?
        })
    }

    /// The one descendant of `node` with a bracketed ordinal of this value.
    fn below(&self, node: u32, value: u32) -> Option<u32> {
        self.bracketed(node + 1..self.snapshot.outline().nodes[node as usize].subtree_end, value)
    }

    /// The item of this value in the section around a place, the nearest section first, then in the whole draft.
    fn near(&self, place: Loc, value: u32) -> Option<u32> {
        let outline = self.snapshot.outline();
        let path = outline.at(place.block, place.span.start).map(|n| outline.path(n)).unwrap_or_default();
        path.into_iter().rev().find_map(|n| self.below(n, value)).or_else(|| self.bracketed(0..u32::MAX, value))
    }

    fn bracketed(&self, range: Range<u32>, value: u32) -> Option<u32> {
        let nodes = &self.snapshot.outline().nodes;
        let brackets = |n: &u32| super::outline::ordinal(self.snapshot, &nodes[*n as usize]).starts_with(['（', '(']);
        single(self.numbered(value, range).iter().copied().filter(brackets))
    }
}

/// The only element, if there is just one.
fn single(mut of: impl Iterator<Item = u32>) -> Option<u32> {
    let first = of.next()?;
    of.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::features::testing::{draw, snapshot};

    #[test]
    fn references_lead_to_the_heading_they_name() {
        let snapshot = snapshot(
            "一、回顾\n（一）工业。\n（二）农业。与第（一）项衔接。\n二、安排\n（一）工业。\n落实第一部分第（二）项、第二部分和第九部分的要求。第一批项目开工。",
        );
        let drawn: Vec<_> = textual(&snapshot)
            .into_iter()
            .map(|r| {
                (
                    snapshot.line_range(r.loc),
                    crate::features::outline::ordinal(&snapshot, &snapshot.outline().nodes[r.node as usize]),
                )
            })
            .collect();
        let drawn: Vec<_> = drawn.iter().map(|(r, t)| (*r, t.as_str())).collect();
        expect![[r#"
            （二）农业。与第（一）项衔接。
                          ^^^^^^^^^^ （一）
            落实第一部分第（二）项、第二部分和第九部分的要求。第一批项目开工。
                ^^^^^^^^^^^^^^^^^^ （二）
                                    ^^^^^^^^ 二、
        "#]]
        .assert_eq(&draw(&snapshot, &drawn));
    }

    #[test]
    fn what_could_mean_two_headings_is_left_alone() {
        let snapshot = snapshot("一、回顾\n（一）工业。\n二、安排\n（一）农业。\n三、保障\n落实第（一）项。");
        assert_eq!(textual(&snapshot), []);
    }
}
