//! What the columns of a sheet are, by the names that offices give them.

use crate::reading::line::fold_text;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Id,
    Draft,
    Sentence,
    Metric,
    Sent,
    Value,
    Growth,
    Unit,
    Period,
    Department,
    Source,
    Confirmed,
    CheckedBy,
    CheckedOn,
    Remark,
}

use Column::{
    CheckedBy, CheckedOn, Confirmed, Department, Draft, Growth, Id, Metric, Period, Remark, Sent, Sentence, Source,
    Unit, Value,
};

/// Usual names; years before them and units in brackets behind them are taken off first.
const NAMES: &[(Column, &[&str])] = &[
    (Id, &["编号", "数字编号", "ID"]),
    (Draft, &["文件", "文稿", "file"]),
    (Sentence, &["原句", "句子", "文稿原句", "sentence"]),
    (Metric, &["指标", "指标名称", "主要指标", "统计指标", "指标项目", "项目", "项目名称", "名称", "内容", "metric"]),
    (Sent, &["原文", "文稿表述", "报告表述", "文稿数字", "text"]),
    (
        Value,
        &[
            "数值",
            "值",
            "数据",
            "数额",
            "完成值",
            "完成数",
            "完成",
            "实际完成",
            "完成情况",
            "实绩",
            "实际值",
            "实际",
            "绝对值",
            "绝对量",
            "绝对数",
            "总量",
            "指标值",
            "现值",
            "全年",
            "全年完成",
            "年",
            "本年",
            "本期",
            "目标值",
            "目标",
            "数量",
            "value",
        ],
    ),
    (
        Growth,
        &[
            "增长",
            "增速",
            "增幅",
            "增长率",
            "同比",
            "同比增长",
            "同比增速",
            "比上年增长",
            "较上年增长",
            "比上年±",
            "比上年",
            "±",
        ],
    ),
    (Unit, &["单位", "计量单位", "数值单位", "unit"]),
    (Period, &["时期", "期间", "年份", "年度", "时间", "期别", "统计时间", "报告期", "所属时期", "period"]),
    (
        Department,
        &[
            "责任部门",
            "责任单位",
            "部门",
            "提供部门",
            "提供单位",
            "填报部门",
            "填报单位",
            "报送单位",
            "报送部门",
            "数据提供单位",
            "数据提供部门",
            "牵头单位",
            "牵头部门",
            "归口部门",
            "department",
        ],
    ),
    (Source, &["数据来源", "来源", "资料来源", "source"]),
    (
        Confirmed,
        &[
            "核定值",
            "核定数",
            "核定数值",
            "核定数据",
            "核定后",
            "核准值",
            "核准数",
            "核实值",
            "核实数",
            "确认值",
            "确认数",
            "审定值",
            "审定数",
            "部门核定",
            "部门核定值",
            "核对值",
            "confirmed value",
            "confirmed",
        ],
    ),
    (CheckedBy, &["核对人", "核定人", "确认人", "填报人", "经办人", "联系人", "审核人", "checked by"]),
    (CheckedOn, &["核对日期", "核定日期", "确认日期", "核对时间", "核定时间", "确认时间", "填报日期", "日期"]),
    (Remark, &["核对意见", "意见", "备注", "说明", "部门意见", "remarks"]),
];

/// A heading: what it names, and the unit that it gives in brackets.
pub(super) fn named(heading: &str) -> (Option<Column>, Option<String>) {
    let folded = fold_text(heading);
    let plain: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    let (name, unit) = split_unit(&plain);
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches("年度").to_owned();
    // 2025年, 2025年实绩
    let dated = plain.starts_with(|c: char| c.is_ascii_digit());
    let bare = if dated { name.strip_prefix('年').filter(|rest| !rest.is_empty()).unwrap_or(&name) } else { &name };
    let same = |known: &&str| {
        let known: String = known.chars().filter(|c| !c.is_whitespace()).collect();
        known.eq_ignore_ascii_case(bare)
    };
    let found = NAMES.iter().find(|(_, names)| names.iter().any(same)).map(|(column, _)| *column);
    // 年 names a column of values only behind a number.
    let found = found.filter(|c| !(*c == Value && bare == "年" && !dated));
    match (found, unit.as_deref()) {
        // 2025年增长%
        (None, None) if bare.ends_with('%') => match named(bare.trim_end_matches('%')).0 {
            Some(Growth) => (Some(Growth), Some("%".into())),
            _ => (None, None),
        },
        _ => (found, unit),
    }
}

/// The name without the brackets at its end, and what stands in them.
pub(super) fn split_unit(text: &str) -> (&str, Option<String>) {
    let close = text.strip_suffix([')', '）', ']', '】']);
    let open = close.and_then(|inside| inside.rfind(['(', '（', '[', '【']).map(|at| (at, inside)));
    match open {
        Some((at, inside)) => {
            let width = inside[at..].chars().next().map_or(0, char::len_utf8);
            let unit = inside[at + width..].trim().trim_start_matches("单位").trim_start_matches([':', '：']);
            (text[..at].trim(), Some(unit.trim().to_owned()).filter(|u| !u.is_empty()))
        }
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_headings_are_known() {
        let unit = |u: &str| Some(u.to_owned());
        assert_eq!(named("指标 名称"), (Some(Metric), None));
        assert_eq!(named("2025年实绩（亿元）"), (Some(Value), unit("亿元")));
        assert_eq!(named("2025年"), (Some(Value), None));
        assert_eq!(named("同比增长(％)"), (Some(Growth), unit("%")));
        assert_eq!(named("比上年增长%"), (Some(Growth), unit("%")));
        assert_eq!(named("責任部門"), (Some(Department), None));
        assert_eq!(named("核定值（单位：万元）"), (Some(Confirmed), unit("万元")));
        assert_eq!(named("Confirmed value"), (Some(Confirmed), None));
        assert_eq!(named("年").0, None);
        assert_eq!(named("序号").0, None);
    }
}
