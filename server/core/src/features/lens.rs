//! Code lenses over the headings of the first level: length, figures, problems.

use super::places::{Size, sizes};
use crate::analysis::Snapshot;
use crate::message::Language;
use crate::text::LineRange;

/// Most lenses of one document.
const MAX_LENSES: usize = 1_000;

/// A line of text shown above a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The heading.
    pub range: LineRange,
    /// Index in [`crate::structure::Outline::nodes`].
    pub node: u32,
    /// `字数 5230 · 指标 81 · 问题 2`
    pub title: String,
    /// Problems in the section.
    pub problems: usize,
}

/// One lens a heading of the first level.
#[must_use]
pub fn code_lens(snapshot: &Snapshot, language: Language) -> Vec<Lens> {
    let outline = snapshot.outline();
    let sizes = sizes(snapshot);
    let all = snapshot.diagnostics();
    let before = |place: (u32, u32)| all.partition_point(|d| (d.finding.loc.block, d.finding.loc.span.start) < place);
    let tops = outline.children(None).filter(|n| outline.nodes[*n as usize].kind.is_heading());
    tops.take(MAX_LENSES)
        .map(|index| {
            let node = &outline.nodes[index as usize];
            let problems =
                before(node.end) - before((node.heading.block, node.heading.span.start)).min(before(node.end));
            let Size { text, figures } = sizes[index as usize];
            let words = text.words;
            let title = match language {
                Language::Zh => format!("字数 {words} · 指标 {figures} · 问题 {problems}"),
                Language::En => format!("{words} words · {figures} figures · {problems} problems"),
            };
            Lens { range: snapshot.line_range(node.heading), node: index, title, problems }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::snapshot;

    #[test]
    fn only_the_first_level_has_lenses() {
        let snapshot = snapshot("一、回顾\n（一）工业。产值12亿元。\n（三）农业。\n二、安排");
        let titles: Vec<_> = code_lens(&snapshot, Language::Zh).into_iter().map(|l| l.title).collect();
        assert_eq!(titles, ["字数 22 · 指标 1 · 问题 1", "字数 4 · 指标 0 · 问题 0"]);
        assert_eq!(code_lens(&snapshot, Language::En)[1].title, "4 words · 0 figures · 0 problems");
    }
}
