//! Words between two numbers that only relate them.

use super::clause::Sentence;
use crate::figures::Class;

/// Words that say how a number is held against another and name no subject of their own.
pub(super) const LINKS: &[&str] = &[
    "分别",
    "同比",
    "环比",
    "上年同期",
    "去年同期",
    "上年末",
    "上年底",
    "去年末",
    "去年底",
    "上年",
    "去年",
    "年初",
    "同期",
    "增长",
    "增加",
    "提高",
    "提升",
    "上升",
    "下降",
    "减少",
    "降低",
    "回落",
    "净增",
    "增幅",
    "增速",
    "降幅",
    "涨幅",
    "高于",
    "低于",
    "快于",
    "慢于",
    "高出",
    "超过",
    "好于",
    "优于",
    "全国",
    "全省",
    "全市",
    "全区",
    "全州",
    "全县",
    "平均水平",
    "平均数",
    "平均",
    "水平",
    "达到",
    "达",
    "为",
    "是",
    "占",
    "约",
    "近",
    "了",
    "的",
    "均",
    "各",
    "比",
    "较",
    "也",
    "仅",
    "还",
    "已",
    "累计",
    "预计",
    "实现",
    "完成",
    "上",
    "末",
    "底",
    "高",
    "低",
    "快",
    "慢",
    "多",
    "少",
    "增",
    "降",
    "和",
    "与",
    "及",
    "、",
    ",",
    " ",
    "(",
    ")",
    "“",
    "”",
    "时",
    "期",
];

/// Whether `from..to` holds nothing but dates and `words`.
pub(super) fn only(s: &Sentence<'_>, from: usize, to: usize, words: &[&str]) -> bool {
    let mut at = from;
    while at < to {
        let date = s.within(at, at + 1).first().filter(|f| f.is_time() || f.figure.class == Class::Name);
        if let Some(fig) = date {
            at = fig.to;
        } else if let Some(n) = s.line.any(at, words) {
            at += n;
        } else {
            return false;
        }
    }
    true
}
