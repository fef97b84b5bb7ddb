//! Which part of a draft a line belongs to: what was done, what is planned, what is wanting.
//!
//! Headings decide first, then how a paragraph opens, then the title, then what it sounds like ([`super::tone`]).

use super::super::fold::fold_text;

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

const PROBLEMS: &[&str] = &[
    "困难和问题",
    "存在的问题",
    "存在问题",
    "困难和不足",
    "问题和不足",
    "不足和问题",
    "清醒认识到",
    "清醒看到",
    "困难与挑战",
];
const REVIEW_HEAD: &[&str] = &[
    "回顾",
    "总结",
    "取得的成",
    "主要成",
    "过去",
    "完成情况",
    "发展成就",
    "执行情况",
    "工作情况",
    "上年工作",
    "去年工作",
    "主要工作和成",
    "历史性成就",
    "巨大成就",
    "任务完成",
    "基本情况",
    "恢复",
];
const PLAN_HEAD: &[&str] = &[
    "目标",
    "工作安排",
    "重点任务",
    "主要任务",
    "工作任务",
    "今年工作",
    "今年的",
    "总体要求",
    "总体思路",
    "工作打算",
    "工作部署",
    "今后",
    "未来",
    "奋斗",
    "工作重点",
    "重点工作",
    "工作建议",
    "下一步",
    "指导思想",
    "任务和措施",
    "工作思路",
    "基本思路",
    "规划",
    "计划",
    "总体部署",
    "总体安排",
    "重点抓好",
    "工作的总体",
    "任务举措",
];
const PLAN_OPEN: &[&str] = &[
    "主要预期目标",
    "预期目标是",
    "预期目标为",
    "预期目标:",
    "预期目标如下",
    "奋斗目标是",
    "奋斗目标为",
    "主要目标是",
    "发展目标是",
    "总体要求是",
    "今年,我们将",
    "今年,我们要",
    "做好今年",
    "做好今后",
    "做好明年",
    "今后五年",
    "今年政府工作",
    "重点做好以下",
    "重点抓好以下",
    "着力抓好以下",
    "今年要重点",
    "要着重抓好",
    "今年工作的",
    "今年工作总",
    "今年重点",
    "今年,要",
    "今年要",
    "今年,全",
    "今年,政府",
    "未来五年",
];
const REVIEW_OPEN: &[&str] = &[
    "过去的一年",
    "过去一年",
    "一年来",
    "五年来",
    "过去五年",
    "过去的五年",
    "去年,",
    "上一年",
    "这五年",
    "这一年",
    "去年以来",
    "年初以来",
    "五年时间",
    "刚刚过去",
];

/// What was done, whatever was planned: 预算执行情况, 规划目标完成情况.
const REPORTED: &[&str] = &[
    "回顾",
    "总结",
    "执行情况",
    "完成情况",
    "落实情况",
    "开展情况",
    "进展情况",
    "实施情况",
    "工作情况",
    "运行情况",
    "取得的成",
    "发展成就",
    "历史性成就",
    "巨大成就",
    "名词解释",
    "名词注释",
    "名词说明",
];
/// What only a plan's heading says.
const AHEAD: &[&str] = &[
    "今年",
    "明年",
    "本年度",
    "新的一年",
    "今后",
    "未来",
    "下一步",
    "下一阶段",
    "下阶段",
    "下半年",
    "年工作安排",
    "年重点工作",
    "年工作重点",
    "年主要工作",
    "年主要任务",
    "年工作任务",
    "年目标",
    "年预期目标",
    "年发展目标",
    "年预算安排",
    "年预算草案",
    "年收支预算",
    "主要预期目标",
    "总体要求",
    "工作打算",
    "工作安排",
    "工作部署",
    "工作建议",
    "奋斗目标",
];

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
    match (has(REPORTED), has(AHEAD)) {
        (true, false) => Some(Part::Review),
        (false, true) if has(PLAN_HEAD) => Some(Part::Plan),
        _ if has(PROBLEMS) => Some(Part::Problems),
        _ => None,
    }
}

/// Whether a title is that of a text which orders or promises: 实施方案, 管理办法, 为民办实事项目.
pub fn is_directive(title: &str) -> bool {
    const KINDS: &[&str] = &[
        "办法",
        "通知",
        "通告",
        "方案",
        "意见",
        "规划",
        "纲要",
        "细则",
        "条例",
        "规定",
        "公告",
        "实事项目",
        "民生实事",
        "为民办实事",
        "若干措施",
        "若干政策",
        "行动计划",
    ];
    const REPORTS: &[&str] = &["情况", "总结", "报告", "解读", "新闻", "公报", "发布会", "回顾", "成就"];
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
    KINDS.iter().any(|w| end.ends_with(w)) && !REPORTS.iter().any(|w| title.contains(w))
}

/// Whether a title is that of a text which tells what was done: 统计公报, 预算执行情况, 工作总结, 决算报告.
pub fn is_account(title: &str) -> bool {
    const KINDS: &[&str] = &["公报", "情况", "总结", "决算", "回顾", "成就"];
    const AHEAD: &[&str] = &["计划草案", "计划(草案)", "安排", "计划的通知", "要点", "打算", "预算(草案)", "预算草案"];
    let title = fold_text(title);
    let said = |words: &[&str]| words.iter().any(|w| title.contains(w));
    title.chars().count() <= 60 && !title.contains(['。', ',']) && said(KINDS) && !said(AHEAD)
}

/// Where a paragraph has just said that the aims follow (…的主要预期目标是：), unless somebody else had set them.
pub fn aims_at(text: &str) -> Option<usize> {
    const AIMS: &[&str] = &["预期目标是", "预期目标为", "预期目标：", "奋斗目标是", "奋斗目标为", "奋斗目标："];
    let (at, word) = AIMS.iter().filter_map(|w| Some((text.find(w)?, *w))).min()?;
    let before = fold_text(text[..at].trim_end_matches("主要").trim_end_matches(['的', ' ']));
    let set = ["确定", "提出", "制定", "下达", "通过", "原定", "明确"].iter().any(|w| before.ends_with(w));
    (!set).then_some(at + word.len())
}

/// What a heading tells about its section.
pub fn of_heading(text: &str) -> Option<Part> {
    let text = fold_text(text);
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if has(PROBLEMS) {
        return Some(Part::Problems);
    }
    // 1990年计划的执行情况 looks back.
    if has(REPORTED) && !has(AHEAD) && !["和", "与", "及", "、"].iter().any(|w| text.contains(w) && has(PLAN_HEAD))
    {
        return Some(Part::Review);
    }
    match (has(REVIEW_HEAD), has(PLAN_HEAD)) {
        (true, false) => Some(Part::Review),
        (false, true) => Some(Part::Plan),
        (true, true) => {
            // 2023年工作回顾和2024年工作安排 names both: its subsections tell.
            let review = REVIEW_HEAD.iter().filter_map(|w| text.find(w)).min();
            let plan = PLAN_HEAD.iter().filter_map(|w| text.find(w)).min();
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
    let (review, plan, problems) = (first(REVIEW_OPEN), first(PLAN_OPEN), first(PROBLEMS));
    match (review, plan, problems) {
        (None, None, None) => None,
        (_, _, Some(p)) if review.is_none_or(|r| p < r + 200) && plan.is_none() => Some(Part::Problems),
        (Some(r), Some(p), _) => Some(if r < p { Part::Review } else { Part::Plan }),
        (Some(r), None, _) => (r < 100).then_some(Part::Review),
        (None, Some(_), _) => Some(Part::Plan),
        _ => None,
    }
}
