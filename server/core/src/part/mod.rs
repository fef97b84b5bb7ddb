//! Which part of a draft a line belongs to: what was done, what is planned, what is wanting.
//!
//! Headings decide first, then how a paragraph opens, then the title, then what it sounds like ([`tone()`]).

mod tone;

pub use tone::tone;

use crate::reading::line::fold_text;
use crate::reading::patterns;

/// A part of a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Looks back.
    #[default]
    Review,
    /// Sets aims.
    Plan,
    /// Names what is wanting.
    Problems,
}

/// Whether a heading that names a year speaks of work, so that the year tells its part: 2024年主要工作.
pub fn is_about_work(text: &str) -> bool {
    let text = fold_text(text);
    text.contains('年') && ["工作", "建议", "任务", "实事", "安排"].iter().any(|w| text.contains(w))
}

/// What the heading of a subsection tells where its section's part is known: only plain signs count there, since a word
/// such as 规划 or 目标 is mostly what the work was about.
pub fn of_subheading(text: &str) -> Option<Part> {
    let text = fold_text(text);
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    match (has(patterns::REPORTED), has(patterns::AHEAD)) {
        (true, false) => Some(Part::Review),
        (false, true) if has(patterns::PLAN_HEADING) => Some(Part::Plan),
        _ if has(patterns::PROBLEMS) => Some(Part::Problems),
        _ => None,
    }
}

/// Whether a title is that of a text which orders or promises: 实施方案, 管理办法, 为民办实事项目.
pub fn is_directive(title: &str) -> bool {
    let title = fold_text(title);
    // 第二条 …适用本办法。
    let article = title.strip_prefix('第').and_then(|rest| rest.split_once('条')).is_some_and(|(n, _)| {
        !n.is_empty() && n.chars().count() <= 3 && n.chars().all(|c| "一二三四五六七八九十0123456789".contains(c))
    });
    if article || ["本办法", "本规定", "本细则", "本通知", "本意见"].iter().any(|w| title.contains(w)) {
        return true;
    }
    let end = title.trim_end_matches(['》', '*', ' ']);
    let end = if end.ends_with(')') { end.rfind('(').map_or(end, |at| &end[..at]) } else { end };
    patterns::DIRECTIVE_KINDS.iter().any(|w| end.ends_with(w))
        && !patterns::REPORT_KINDS.iter().any(|w| title.contains(w))
}

/// Whether a title is that of a text which tells what was done: 统计公报, 预算执行情况, 工作总结, 决算报告.
pub fn is_account(title: &str) -> bool {
    let title = fold_text(title);
    let said = |words: &[&str]| words.iter().any(|w| title.contains(w));
    title.chars().count() <= 60
        && !title.contains(['。', ','])
        && said(patterns::ACCOUNT_KINDS)
        && !said(patterns::NO_ACCOUNT)
}

/// Where a paragraph has just said that the aims follow (…的主要预期目标是：), unless somebody else had set them.
pub fn aims_at(text: &str) -> Option<usize> {
    let (at, word) = {
        let both = patterns::AIMS.iter().flat_map(|w| [(*w).to_owned(), w.replace(':', "：")]);
        both.filter_map(|w| Some((text.find(&w)?, w))).min()?
    };
    let before = fold_text(text[..at].trim_end_matches("主要").trim_end_matches(['的', ' ']));
    let set = ["确定", "提出", "制定", "下达", "通过", "原定", "明确"].iter().any(|w| before.ends_with(w));
    (!set).then_some(at + word.len())
}

/// What a heading tells about its section.
pub fn of_heading(text: &str) -> Option<Part> {
    let text = fold_text(text);
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if has(patterns::PROBLEMS) {
        return Some(Part::Problems);
    }
    // 1990年计划的执行情况 looks back.
    if has(patterns::REPORTED)
        && !has(patterns::AHEAD)
        && !["和", "与", "及", "、"].iter().any(|w| text.contains(w) && has(patterns::PLAN_HEADING))
    {
        return Some(Part::Review);
    }
    match (has(patterns::REVIEW_HEADING), has(patterns::PLAN_HEADING)) {
        (true, false) => Some(Part::Review),
        (false, true) => Some(Part::Plan),
        (true, true) => {
            // 2023年工作回顾和2024年工作安排 names both: its subsections tell.
            let review = patterns::REVIEW_HEADING.iter().filter_map(|w| text.find(w)).min();
            let plan = patterns::PLAN_HEADING.iter().filter_map(|w| text.find(w)).min();
            (text.contains("回顾") && review < plan).then_some(Part::Review)
        }
        _ => None,
    }
}

/// What the opening of a paragraph tells about it and what follows.
pub fn of_opening(text: &str) -> Option<Part> {
    let mut head = text;
    if let Some((at, _)) = text.char_indices().nth(60) {
        head = &text[..at];
    }
    let head = fold_text(head);
    let head = head.trim_start();
    let first = |words: &[&str]| words.iter().filter_map(|w| head.find(w)).min();
    let (review, plan, problems) =
        (first(patterns::REVIEW_OPENING), first(patterns::PLAN_OPENING), first(patterns::PROBLEMS));
    match (review, plan, problems) {
        (None, None, None) => None,
        (_, _, Some(p)) if review.is_none_or(|r| p < r + 200) && plan.is_none() => Some(Part::Problems),
        (Some(r), Some(p), _) => Some(if r < p { Part::Review } else { Part::Plan }),
        (Some(r), None, _) => (r < 100).then_some(Part::Review),
        (None, Some(_), _) => Some(Part::Plan),
        _ => None,
    }
}
