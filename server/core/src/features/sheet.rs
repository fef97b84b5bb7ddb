//! What of the ledger goes to the departments: the indicators, each statement once, what has no name at the end.

use std::collections::HashMap;

use super::mentions::{telling, telling_name};
use super::table::{FigureRow, ledger_rows};
use crate::analysis::Snapshot;
use crate::figures::{Class, Figure, Metric};
use crate::message::Language;
use crate::reading::script::simplified;

/// What is wanted of a draft's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Dates, ranks, sessions, names, bounds of classes and counts of lists too.
    pub all: bool,
    /// Words of the metric, section, period, unit or role; all of them must occur.
    pub filter: String,
}

/// Another place that states what a row states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// The id of the figure there.
    pub id: String,
    /// The heading it stands under; empty before the first one.
    pub section: String,
    /// 1-based line.
    pub line: u32,
}

/// The rows of the sheet: in the order of the draft, those whose metric was not recognised after the others.
#[must_use]
pub fn sheet_rows(snapshot: &Snapshot, choice: &Choice, language: Language) -> Vec<FigureRow> {
    let words: Vec<String> = simplified(&choice.filter).split_whitespace().map(str::to_lowercase).collect();
    let wanted = |row: &FigureRow| (choice.all || row.is_indicator()) && has(row, &words, language);
    let mut rows: Vec<FigureRow> = ledger_rows(snapshot).into_iter().filter(wanted).collect();
    rows = merged(rows);
    rows.sort_by_key(|row| row.metric.is_none());
    rows
}

/// Whether a row holds all the words.
fn has(row: &FigureRow, words: &[String], language: Language) -> bool {
    if words.is_empty() {
        return true;
    }
    let mut all = vec![row.text.as_str(), &row.unit, row.role_word(language)];
    all.extend([&row.metric, &row.period, &row.object].into_iter().flatten().map(String::as_str));
    all.extend(row.section.iter().map(String::as_str));
    let all = simplified(&all.join("\n")).to_lowercase();
    words.iter().all(|word| all.contains(word.as_str()))
}

/// Statements of one thing as one row, where the first of them stands.
fn merged(rows: Vec<FigureRow>) -> Vec<FigureRow> {
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<FigureRow> = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(statement) = &row.statement else {
            kept.push(row);
            continue;
        };
        if let Some(&at) = first.get(statement) {
            let section = row.section.last().cloned().unwrap_or_default();
            kept[at].also.push(Also { id: row.id, section, line: row.line });
        } else {
            first.insert(statement.clone(), kept.len());
            kept.push(row);
        }
    }
    kept
}

/// What a figure states, in words that are the same wherever the same is stated; `None` where two figures that say so may
/// mean two things: under a name that each project has, or as a small count.
pub(super) fn statement(figure: &Figure, text: &str, metric: Option<&Metric>, rest: [&str; 3]) -> Option<String> {
    let metric = metric.filter(|m| telling_name(m))?;
    let rate = matches!(figure.class, Class::Percent | Class::PercentagePoint | Class::Permille);
    if !rate && !telling(text, figure) {
        return None;
    }
    let value = [figure.lower.text(), figure.upper.text()].map(Option::unwrap_or_default);
    let told = [&metric.key, &value[0], &value[1], figure.bound.symbol(), figure.unit_text(text), figure.class.name()];
    Some([&told[..], &rest[..]].concat().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::snapshot;

    const DRAFT: &str = "甲县政府工作报告\n2032年1月8日在甲县第九届人民代表大会第二次会议上\n一、2031年工作回顾\n\
        地区生产总值完成186.4亿元，居全市第3位。抓好三个方面。\n一是开工5个。\n\
        二、2032年工作安排\n地区生产总值增长6.5%，新建学校3所。\n（一）兴产业。实现地区生产总值增长6.5%，新建学校3所。\n";

    fn shown(choice: &Choice) -> Vec<String> {
        let rows = sheet_rows(&snapshot(DRAFT), choice, Language::Zh);
        let also = |row: &FigureRow| row.also.iter().map(|a| format!(" +{}:{}", a.section, a.line)).collect::<String>();
        rows.iter().map(|r| format!("{} {}{}", r.metric.as_deref().unwrap_or("-"), r.text, also(r))).collect()
    }

    #[test]
    fn indicators_once_and_the_nameless_last() {
        let wanted = ["地区生产总值 186.4亿元", "地区生产总值 6.5% +（一）兴产业:8", "学校 3所", "学校 3所", "- 5个"];
        assert_eq!(shown(&Choice::default()), wanted);
    }

    #[test]
    fn a_switch_brings_the_others_in() {
        let all = shown(&Choice { all: true, ..Choice::default() });
        for text in ["2032年1月8日", "第九届", "第3位", "三个"] {
            assert!(all.iter().any(|row| row.ends_with(text)), "{text} in {all:?}");
        }
    }

    #[test]
    fn a_filter_asks_for_all_its_words() {
        let of = |filter: &str| shown(&Choice { filter: filter.into(), ..Choice::default() });
        assert_eq!(of("地區 目标"), ["地区生产总值 6.5% +（一）兴产业:8"]);
        assert_eq!(of("兴产业 所"), ["学校 3所"]);
        assert!(of("没有的词").is_empty());
    }
}
