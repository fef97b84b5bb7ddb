//! References in the text to headings of the same draft: 第二部分第（三）项, 本部分第（二）项.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::places::{loc, nodes_of_block};
use crate::analysis::Snapshot;
use crate::structure::{Ordinal, parse_numeral};
use crate::text::{Loc, Span, SpanSet};

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
        let ordinals: SpanSet =
            nodes_of_block(snapshot, block as u32).filter_map(|(_, n)| n.ordinal).map(|o| o.span).collect();
        for captures in REFERENCE.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            let block = block as u32;
            let place = loc(block, Span::new(whole.start(), whole.end()));
            // A heading's own ordinal (第一章) is no reference.
            // What follows a title (《…条例》第三条) speaks of that text, not of this one.
            if ordinals.overlaps(place.span) || text[..whole.start()].ends_with(['》', '〉']) {
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

/// Numbered nodes by what a reference calls them.
struct Index<'s> {
    snapshot: &'s Snapshot,
    /// By number and the word that ends the ordinal (第二章), the empty word for headings of the first level.
    named: HashMap<(u32, &'static str), Vec<u32>>,
    /// Those whose ordinal begins with a bracket.
    bracketed: HashMap<u32, Vec<u32>>,
}

/// What a heading may call itself.
const KINDS: [&str; 6] = ["部分", "章", "节", "条", "篇", "编"];

impl<'s> Index<'s> {
    fn new(snapshot: &'s Snapshot) -> Self {
        let mut index = Self { snapshot, named: HashMap::new(), bracketed: HashMap::new() };
        for (at, node) in (0_u32..).zip(&snapshot.outline().nodes) {
            let Some(Ordinal { value, .. }) = node.ordinal else { continue };
            let text = super::outline::ordinal(snapshot, node);
            if text.starts_with(['（', '(']) {
                index.bracketed.entry(value).or_default().push(at);
            }
            let called = text.trim_end_matches(['、', '，', '：']);
            let kind = KINDS.into_iter().find(|kind| called.ends_with(kind));
            for name in kind.into_iter().chain((node.level == 1).then_some("")) {
                index.named.entry((value, name)).or_default().push(at);
            }
        }
        index
    }

    /// 第二部分 means the second heading of the first level whatever its form; 第二章 one that calls itself a chapter.
    fn named(&self, value: u32, kind: &str) -> Option<u32> {
        let kind = KINDS.into_iter().find(|known| *known == kind)?;
        let the_one = |name| single(self.named.get(&(value, name))?);
        the_one(kind).or_else(|| if kind == "部分" { the_one("") } else { None })
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
        let all = self.bracketed.get(&value).map(Vec::as_slice).unwrap_or_default();
        let first = all.partition_point(|n| *n < range.start);
        let after = first + all[first..].partition_point(|n| *n < range.end);
        single(&all[first..after])
    }
}

/// The only element, if there is just one.
fn single(of: &[u32]) -> Option<u32> {
    if let [one] = of { Some(*one) } else { None }
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
