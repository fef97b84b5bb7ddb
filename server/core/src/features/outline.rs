//! The outline: document symbols for editors, the tree of `zhibi outline` for the command line.

use serde::Serialize;

use super::places::{Size, section, sizes, text_at};
use crate::analysis::Snapshot;
use crate::config::OutlineItems;
use crate::message::Language;
use crate::structure::{Node, NodeKind};
use crate::text::{LineRange, Loc, shorten};

/// Most symbols sent to an editor. Beyond it the deepest levels are left out first: a tree that large is of no use to a
/// reader, and some editors hang on it.
pub const MAX_SYMBOLS: usize = 10_000;
/// Longest name in characters; longer ones end in `…`.
const MAX_NAME: usize = 60;

/// A section, item or lead as an editor shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Ordinal and title, never empty.
    pub name: String,
    /// Length as Word's 字数 and number of figures: `字数 1204 · 指标 18`.
    pub detail: String,
    /// What it is.
    pub kind: NodeKind,
    /// Index in [`crate::structure::Outline::nodes`].
    pub node: u32,
    /// The whole section.
    pub range: LineRange,
    /// The heading, inside `range`.
    pub selection: LineRange,
    /// What stands below it.
    pub children: Vec<Self>,
}

/// The document's symbols, at most [`MAX_SYMBOLS`].
#[must_use]
pub fn outline(snapshot: &Snapshot, language: Language) -> Vec<Symbol> {
    let nodes = &snapshot.outline().nodes;
    let (depth, items) = (depth_limit(nodes), snapshot.settings().outline.items);
    let sizes = sizes(snapshot);
    let mut roots: Vec<Symbol> = Vec::new();
    let mut open: Vec<(u32, Symbol)> = Vec::new();
    let kept = nodes.iter().enumerate().filter(|(_, n)| n.level <= depth && shows(items, n)).take(MAX_SYMBOLS);
    for (index, node) in kept {
        let index = index as u32;
        while open.last().is_some_and(|(end, _)| *end <= index) {
            close(&mut open, &mut roots);
        }
        open.push((
            node.subtree_end,
            Symbol {
                name: name(snapshot, node),
                detail: detail(language, sizes[index as usize]),
                kind: node.kind,
                node: index,
                range: section(snapshot, node),
                selection: snapshot.line_range(node.heading),
                children: Vec::new(),
            },
        ));
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

fn close(open: &mut Vec<(u32, Symbol)>, roots: &mut Vec<Symbol>) {
    if let Some((_, symbol)) = open.pop() {
        open.last_mut().map_or(roots, |(_, parent)| &mut parent.children).push(symbol);
    }
}

/// The deepest level at which all nodes still fit.
fn depth_limit(nodes: &[Node]) -> u32 {
    if nodes.len() <= MAX_SYMBOLS {
        return u32::MAX;
    }
    let mut per_level = Vec::new();
    for node in nodes {
        let level = node.level as usize;
        if per_level.len() <= level {
            per_level.resize(level + 1, 0_usize);
        }
        per_level[level] += 1;
    }
    let mut sum = 0;
    let fitting = per_level.iter().take_while(|n| {
        sum += **n;
        sum <= MAX_SYMBOLS
    });
    // Even the first level may be too large; then its head is shown.
    (fitting.count().saturating_sub(1) as u32).max(1)
}

pub(super) fn detail(language: Language, Size { text, figures }: Size) -> String {
    let words = text.words;
    match language {
        Language::Zh => format!("字数 {words} · 指标 {figures}"),
        Language::En => format!("{words} words · {figures} figure{}", if figures == 1 { "" } else { "s" }),
    }
}

impl OutlineEntry {
    /// Length and number of figures, as [`Symbol::detail`] tells them.
    #[must_use]
    pub fn detail(&self, language: Language) -> String {
        detail(language, self.size)
    }
}

/// The ordinal as written, without white space or Markdown marks.
pub(super) fn ordinal(snapshot: &Snapshot, node: &Node) -> String {
    node.ordinal.map(|o| clean(text_at(snapshot, Loc { block: node.heading.block, span: o.span }))).unwrap_or_default()
}

/// The title as written, without surrounding white space or Markdown marks.
pub(super) fn title(snapshot: &Snapshot, node: &Node) -> String {
    clean(text_at(snapshot, Loc { block: node.heading.block, span: node.title }))
}

fn clean(text: &str) -> String {
    text.replace(['*', '`', '\u{feff}'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Ordinal and title, shortened; never empty.
pub(super) fn name(snapshot: &Snapshot, node: &Node) -> String {
    let mut name = ordinal(snapshot, node);
    let title = title(snapshot, node);
    // `1.` before a digit or a letter would read as one number or word.
    if name.ends_with('.') && title.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        name.push(' ');
    }
    name.push_str(&title);
    if name.is_empty() {
        name.push('—');
    }
    shorten(&name, MAX_NAME)
}

/// One node of `zhibi outline --format json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OutlineEntry {
    /// The ordinal as written; empty for an unnumbered lead.
    pub ordinal: String,
    /// The title in full.
    pub title: String,
    /// Depth, 1 for the top.
    pub level: u32,
    /// 1-based line of the heading.
    pub line: u32,
    /// 1-based last line of the section.
    pub end_line: u32,
    /// How much the section holds. Not part of the JSON.
    #[serde(skip)]
    size: Size,
    /// What stands below it.
    pub children: Vec<Self>,
}

/// Whether a node belongs to what is shown.
fn shows(items: OutlineItems, node: &Node) -> bool {
    match items {
        OutlineItems::All => true,
        OutlineItems::Numbered => node.kind.is_heading() || node.ordinal.is_some(),
        OutlineItems::Headings => node.kind.is_heading(),
    }
}

/// The tree, unlimited, for the command line. What is left out leaves what stands below it to the node above.
#[must_use]
pub fn outline_entries(snapshot: &Snapshot, items: OutlineItems) -> Vec<OutlineEntry> {
    entries(snapshot, items, &sizes(snapshot))
}

/// The whole tree without lengths, which JSON does not tell.
#[must_use]
pub fn whole_outline(snapshot: &Snapshot) -> Vec<OutlineEntry> {
    entries(snapshot, OutlineItems::All, &[])
}

fn entries(snapshot: &Snapshot, items: OutlineItems, sizes: &[Size]) -> Vec<OutlineEntry> {
    let mut roots: Vec<OutlineEntry> = Vec::new();
    let mut open: Vec<(u32, OutlineEntry)> = Vec::new();
    let shut = |open: &mut Vec<(u32, OutlineEntry)>, roots: &mut Vec<OutlineEntry>| {
        if let Some((_, entry)) = open.pop() {
            open.last_mut().map_or(roots, |(_, parent)| &mut parent.children).push(entry);
        }
    };
    let shown = snapshot.outline().nodes.iter().enumerate().filter(|(_, n)| shows(items, n));
    for (index, node) in shown {
        while open.last().is_some_and(|(end, _)| *end as usize <= index) {
            shut(&mut open, &mut roots);
        }
        let range = section(snapshot, node);
        let entry = OutlineEntry {
            ordinal: ordinal(snapshot, node),
            title: title(snapshot, node),
            level: node.level,
            line: range.start.line + 1,
            end_line: range.end.line + 1,
            size: sizes.get(index).copied().unwrap_or_default(),
            children: Vec::new(),
        };
        open.push((node.subtree_end, entry));
    }
    while !open.is_empty() {
        shut(&mut open, &mut roots);
    }
    roots
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use expect_test::{Expect, expect};

    use super::*;
    use crate::features::testing::snapshot;

    fn print(symbols: &[Symbol], depth: usize, out: &mut String) {
        for s in symbols {
            let (r, h) = (s.range, s.selection);
            let (a, b) = (r.start.line + 1, r.end.line + 1);
            writeln!(out, "{:depth$}{} [{}] {a}–{b}", "", s.name, s.detail, depth = depth * 2).unwrap();
            assert!(r.start <= h.start && h.end <= r.end, "{s:?}");
            print(&s.children, depth + 1, out);
        }
    }

    fn check(text: &str, expected: &Expect) {
        let mut out = String::new();
        print(&outline(&snapshot(text), Language::Zh), 0, &mut out);
        expected.assert_eq(&out);
    }

    #[test]
    fn sections_nest_and_end_before_the_next_heading() {
        check(
            "云岭市政府工作报告\n\n一、去年工作回顾\n（一）经济稳中有进。地区生产总值达到83.2亿元，增长6.5%。\n（二）项目加快建设。一是开工项目12个；二是竣工项目8个。\n\n二、今年工作安排\n（一）抓投资。完成投资20亿元以上。\n",
            &expect![[r#"
                一、去年工作回顾 [字数 62 · 指标 4] 3–5
                  （一）经济稳中有进 [字数 26 · 指标 2] 4–4
                  （二）项目加快建设 [字数 28 · 指标 2] 5–5
                    一是开工项目12个 [字数 9 · 指标 1] 5–5
                    二是竣工项目8个 [字数 9 · 指标 1] 5–5
                二、今年工作安排 [字数 25 · 指标 1] 7–8
                  （一）抓投资 [字数 17 · 指标 1] 8–8
            "#]],
        );
    }

    #[test]
    fn ranges_of_siblings_do_not_overlap() {
        let text = "一、甲\n正文\n\n二、乙\n（一）丙。丁\n（二）戊。\n三、己";
        let symbols = outline(&snapshot(text), Language::En);
        let ends: Vec<_> = symbols.windows(2).map(|w| w[0].range.end <= w[1].range.start).collect();
        assert_eq!((symbols.len(), ends), (3, vec![true, true]));
        assert_eq!(symbols[0].detail, "5 words · 0 figures");
    }

    #[test]
    fn a_hundred_thousand_headings_are_bounded() {
        let mut text = String::new();
        for i in 1..=1000 {
            writeln!(text, "{}、章", crate::structure::chinese_numeral(i % 99 + 1)).unwrap();
            for j in 1..100 {
                writeln!(text, "（{}）节", crate::structure::chinese_numeral(j)).unwrap();
            }
        }
        let snapshot = snapshot(&text);
        let symbols = outline(&snapshot, Language::Zh);
        fn count(symbols: &[Symbol]) -> usize {
            symbols.iter().map(|s| 1 + count(&s.children)).sum()
        }
        assert!((1000..=MAX_SYMBOLS).contains(&count(&symbols)), "{}", count(&symbols));
    }

    #[test]
    fn entries_follow_the_contract() {
        let entries = outline_entries(&snapshot("一、回顾\n（一）工业\n正文\n\n二、安排"), OutlineItems::All);
        expect![[
            r#"[{"ordinal":"一、","title":"回顾","level":1,"line":1,"endLine":3,"children":[{"ordinal":"（一）","title":"工业","level":2,"line":2,"endLine":3,"children":[]}]},{"ordinal":"二、","title":"安排","level":1,"line":5,"endLine":5,"children":[]}]"#
        ]]
        .assert_eq(&serde_json::to_string(&entries).unwrap());
    }

    #[test]
    fn a_setting_decides_what_is_shown() {
        let text = "一、回顾\n一是抓工业。产值增长。\n扩大有效投资。实施一批重点项目，完成年度计划，推动形成更多实物工作量。\n激发消费潜力。办好各类展会，完善县乡商业体系，培育新的消费增长点。";
        let shown = |items| {
            let entries = outline_entries(&snapshot(text), items);
            let below: Vec<String> = entries[0].children.iter().map(|c| format!("{}{}", c.ordinal, c.title)).collect();
            (entries.len(), below.join(" "))
        };
        assert_eq!(shown(OutlineItems::All), (1, "一是抓工业 扩大有效投资 激发消费潜力".into()));
        assert_eq!(shown(OutlineItems::Numbered), (1, "一是抓工业".into()));
        assert_eq!(shown(OutlineItems::Headings), (1, String::new()));
    }
}
