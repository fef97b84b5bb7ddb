//! Which part of a draft a line belongs to: what was done, what is planned, what is wanting.
//!
//! Headings decide first, then how a paragraph opens, then what the whole text sounds like.

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

/// What a heading tells about its section.
pub fn of_heading(text: &str) -> Option<Part> {
    let text = fold_text(text);
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if has(PROBLEMS) {
        return Some(Part::Problems);
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
        (Some(r), None, _) => (r < 40).then_some(Part::Review),
        (None, Some(_), _) => Some(Part::Plan),
        _ => None,
    }
}

/// How strongly a text without headings sounds like a plan (positive) or a review (negative).
pub fn tone(text: &str) -> i32 {
    let text = fold_text(text);
    let count = |words: &[&str]| words.iter().map(|w| text.matches(w).count() as i32).sum::<i32>();
    let plan = count(&[
        "力争",
        "确保",
        "加快推进",
        "着力",
        "大力",
        "要坚持",
        "争取",
        "加大",
        "推动",
        "推进",
        "努力",
        "深入实施",
        "全面落实",
        "不断",
        "强化",
        "以上。",
        "以上,",
        "以上、",
        "健全",
        "鼓励",
    ]);
    let review = count(&[
        "同比",
        "年均增长",
        "达到",
        "五年来",
        "一年来",
        "完成了",
        "实现了",
        "取得",
        "荣获",
        "被评为",
        "累计",
        "顺利",
        "成功",
        "位居",
        "居全",
        "突破",
        "圆满",
        "创历史",
        "跃居",
        "显著",
        "首次",
        "入选",
        "获批",
        "建成",
        "得到",
        "增长了",
        "有效",
    ]);
    plan - review
}
