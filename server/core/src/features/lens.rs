//! Code lenses over the headings of the first level: length and its budget, time to read it out, figures, problems.

use super::places::{Size, sizes};
use crate::analysis::Snapshot;
use crate::config::Budget;
use crate::message::Language;
use crate::structure::Node;
use crate::text::{LineRange, Loc, Span};

/// Most lenses of one document.
const MAX_LENSES: usize = 1_000;

/// A line of text shown above a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The heading.
    pub range: LineRange,
    /// `字数 5230 / 5000 · 约23分钟 · 指标 81 · 问题 2`
    pub title: String,
    /// Problems in the section.
    pub problems: usize,
}

/// One lens a heading of the first level or with a budget of its own; one on the first line where the report has a budget.
#[must_use]
pub fn code_lens(snapshot: &Snapshot, language: Language) -> Vec<Lens> {
    let outline = snapshot.outline();
    let sizes = sizes(snapshot);
    let all = snapshot.diagnostics();
    let before = |place: (u32, u32)| all.partition_point(|d| (d.finding.loc.block, d.finding.loc.span.start) < place);
    let budget = &snapshot.settings().budget;
    let allowed = |node: &Node| {
        let text = || node.title.of(snapshot.blocks()[node.heading.block as usize].read());
        (!budget.sections.is_empty()).then(text).and_then(|title| budget.section(title))
    };
    let is_shown = |node: &Node| node.kind.is_heading() && (node.level == 1 || allowed(node).is_some());
    let shown = (0..outline.nodes.len() as u32).filter(|n| is_shown(&outline.nodes[*n as usize]));
    let sections = shown.map(|index| {
        let node = &outline.nodes[index as usize];
        let problems = before(node.end) - before((node.heading.block, node.heading.span.start)).min(before(node.end));
        let Size { text, figures } = sizes[index as usize];
        let length = length(budget, text.words, allowed(node), language);
        let title = match language {
            Language::Zh => format!("{length} · 指标 {figures} · 问题 {problems}"),
            Language::En => format!("{length} · {figures} figures · {problems} problems"),
        };
        Lens { range: snapshot.line_range(node.heading), title, problems }
    });
    whole(snapshot, language).into_iter().chain(sections).take(MAX_LENSES).collect()
}

/// The lens of the whole report.
fn whole(snapshot: &Snapshot, language: Language) -> Option<Lens> {
    let budget = &snapshot.settings().budget;
    let allowed = budget.total?;
    let blocks = snapshot.blocks();
    let first = blocks.iter().position(|b| !b.text.trim().is_empty())?;
    let words = blocks.iter().map(|b| b.count(Span { start: 0, end: u32::MAX }, snapshot.kind()).words).sum();
    let length = length(budget, words, Some(allowed), language);
    let title = match language {
        Language::Zh => format!("全文{length}"),
        Language::En => format!("report: {length}"),
    };
    let place = Loc::new(first, Span::new(0, blocks[first].text.len()));
    Some(Lens { range: snapshot.line_range(place), title, problems: 0 })
}

/// `字数 5230 / 5000 · 约23分钟`; no minutes for what is read in less than one.
fn length(budget: &Budget, words: usize, allowed: Option<u32>, language: Language) -> String {
    let allowed = allowed.map_or_else(String::new, |a| format!(" / {a}"));
    let minutes = budget.minutes(words);
    match (language, minutes) {
        (Language::Zh, 0) => format!("字数 {words}{allowed}"),
        (Language::Zh, _) => format!("字数 {words}{allowed} · 约{minutes}分钟"),
        (Language::En, 0) => format!("{words}{allowed} words"),
        (Language::En, _) => format!("{words}{allowed} words · {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::features::testing::snapshot;
    use crate::text::DocumentKind;

    #[test]
    fn only_the_first_level_has_lenses() {
        let snapshot = snapshot("一、回顾\n（一）工业。产值12亿元。\n（三）农业。\n二、安排");
        let titles: Vec<_> = code_lens(&snapshot, Language::Zh).into_iter().map(|l| l.title).collect();
        assert_eq!(titles, ["字数 22 · 指标 1 · 问题 1", "字数 4 · 指标 0 · 问题 0"]);
        assert_eq!(code_lens(&snapshot, Language::En)[1].title, "4 words · 0 figures · 0 problems");
    }

    #[test]
    fn a_budget_stands_beside_what_it_limits() {
        let sections = [("工业".to_owned(), 10)].into();
        let budget = Budget { total: Some(20), sections, pace: 5 };
        let settings = Settings { budget, ..Settings::default() };
        let snapshot = Snapshot::of("工作报告\n一、回顾\n（一）工业。抓好落实。", DocumentKind::Plain, settings.into());
        let titles: Vec<_> = code_lens(&snapshot, Language::Zh).into_iter().map(|l| l.title).collect();
        assert_eq!(
            titles,
            [
                "全文字数 19 / 20 · 约4分钟",
                "字数 15 · 约3分钟 · 指标 0 · 问题 0",
                "字数 11 / 10 · 约2分钟 · 指标 0 · 问题 0"
            ]
        );
    }
}
