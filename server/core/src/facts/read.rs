//! From the cells of a table to confirmed figures.

use super::columns::{Column, named, split_unit};
use super::id::Ids;
use super::value::{is_number, number, of_text, suffix};
use super::{Fact, FactValue, Facts};
use crate::figures::{Decimal, scan, units};
use crate::message::Message;
use crate::reading::line::fold_text;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it shows; a number with all its digits.
    pub text: String,
    /// Whether it is a number and no text: then 5.2% may be stored as 0.052.
    pub numeric: bool,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Its name; empty where a file is one sheet.
    pub name: String,
    /// Its cells from the first row and column on.
    pub rows: Vec<Vec<Cell>>,
    /// Merged cells: first row and column, last row and column.
    pub merged: Vec<[usize; 4]>,
}

/// Something in a sheet that could not be used; the rest is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Sheet and cell, as far as there is one.
    pub cell: String,
    /// What is wrong.
    pub message: Message,
}

/// Rows before which the names of the columns must stand.
const HEAD: usize = 30;

/// Reads the sheets of one file.
#[must_use]
pub fn read(file: &str, grids: &[Grid]) -> (Facts, Vec<Problem>) {
    let (mut facts, mut problems) = (Facts::default(), Vec::new());
    let mut known = 0;
    for grid in grids {
        let Some(head) = Head::find(grid) else { continue };
        known += 1;
        if let Some(problem) = head.ambiguous(grid) {
            problems.push(problem);
            continue;
        }
        let mut sheet = Sheet { file, grid, head, metric: None, facts: &mut facts, problems: &mut problems };
        (sheet.head.rows.end..grid.rows.len()).for_each(|row| sheet.row(row));
    }
    if known == 0 {
        let message = Message::new(
            "没有认出列名：要有“指标”（或执笔台账的“编号”）和“数值”或“核定值”",
            "no columns were recognised: 指标 (or 编号 of Zhibi's ledger) and 数值 or 核定值 are needed",
        );
        problems.push(Problem { cell: String::new(), message });
    }
    (facts, problems)
}

/// The names of the columns.
struct Head {
    rows: std::ops::Range<usize>,
    columns: Vec<Named>,
    /// 单位：亿元 above the table.
    unit: Option<String>,
}

struct Named {
    column: Column,
    at: usize,
    title: String,
    unit: Option<String>,
    years: Option<(i32, i32)>,
}

impl Head {
    fn find(grid: &Grid) -> Option<Self> {
        (0..grid.rows.len().min(HEAD)).find_map(|row| {
            let mut columns = Self::of(grid, row);
            let mut rows = row..row + 1;
            // The lower half of a head of two rows.
            let below = grid.rows.get(row + 1).map(Vec::as_slice).unwrap_or_default();
            let named = columns.iter().find(|n| n.column == Column::Metric).and_then(|n| below.get(n.at));
            let spans = named.is_none_or(|c| c.text.trim().is_empty());
            if spans && !below.iter().any(|c| c.numeric || is_number(&c.text)) {
                let lower: Vec<_> = Self::of(grid, row + 1)
                    .into_iter()
                    .filter(|n| grid.rows[row + 1].get(n.at).is_some_and(|c| !c.text.trim().is_empty()))
                    .collect();
                if lower.iter().any(|n| n.column.is_value()) {
                    rows.end += 1;
                }
                for mut named in lower.into_iter().filter(|n| n.column.is_value()) {
                    let above = grid.at(row, named.at).map(|c| years(&c.text)).unwrap_or_default();
                    named.years = named.years.or(above);
                    columns.retain(|n| n.at != named.at);
                    columns.push(named);
                }
            }
            let has = |wanted: &[Column]| columns.iter().any(|n| wanted.contains(&n.column));
            let names = has(&[Column::Id, Column::Sentence, Column::Metric]);
            let values = has(&[Column::Value, Column::Growth, Column::Confirmed, Column::Sent]);
            let above = || grid.rows[..row].iter().flatten().find_map(|c| table_unit(&c.text));
            (names && values).then(|| Self { rows, unit: above(), columns })
        })
    }

    fn of(grid: &Grid, row: usize) -> Vec<Named> {
        let width = grid.rows.get(row).map_or(0, Vec::len);
        let cell = |at: usize| {
            let title = grid.at(row, at)?.text.trim();
            let (column, unit) = named(title);
            Some(Named { column: column?, at, title: title.to_owned(), unit, years: years(title) })
        };
        (0..width).filter_map(cell).collect()
    }

    /// The years of the values, where all of them are of the same: 2031年 | 同比.
    fn only_years(&self) -> Option<(i32, i32)> {
        let mut years = self.columns.iter().filter(|n| n.column == Column::Value).map(|n| n.years);
        let first = years.next()??;
        years.all(|other| other == Some(first)).then_some(first)
    }

    /// Two columns that could both be the value.
    fn ambiguous(&self, grid: &Grid) -> Option<Problem> {
        if self.one(Column::Confirmed).is_some() {
            return None;
        }
        let plain = |n: &&Named| n.column == Column::Value && n.years.is_none();
        let mut values = self.columns.iter().filter(plain);
        let (first, second) = (values.next()?, values.next()?);
        let (a, b) = (&first.title, &second.title);
        let message = Message::new(
            format!("“{a}”和“{b}”两列都可能是数值；请把要用的一列改名为“核定值”"),
            format!("both “{a}” and “{b}” could be the value; name the one to be used 核定值"),
        );
        Some(Problem { cell: grid.place(self.rows.start, second.at), message })
    }

    fn one(&self, column: Column) -> Option<&Named> {
        self.columns.iter().find(|n| n.column == column)
    }
}

impl Column {
    const fn is_value(self) -> bool {
        matches!(self, Self::Value | Self::Growth | Self::Confirmed)
    }
}

impl Grid {
    /// A cell; of merged ones the first, which holds the text.
    fn at(&self, row: usize, column: usize) -> Option<&Cell> {
        let inside = |m: &&[usize; 4]| (m[0]..=m[2]).contains(&row) && (m[1]..=m[3]).contains(&column);
        let (row, column) = self.merged.iter().find(inside).map_or((row, column), |m| (m[0], m[1]));
        self.rows.get(row)?.get(column)
    }

    /// `指标!F12`
    fn place(&self, row: usize, column: usize) -> String {
        let mut letters = Vec::new();
        let mut rest = column + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        let sheet = if self.name.is_empty() { String::new() } else { format!("{}!", self.name) };
        format!("{sheet}{letters}{}", row + 1)
    }
}

/// One sheet that is being read.
struct Sheet<'a> {
    file: &'a str,
    grid: &'a Grid,
    head: Head,
    /// The last row's metric, for rows below it that leave it out.
    metric: Option<String>,
    facts: &'a mut Facts,
    problems: &'a mut Vec<Problem>,
}

impl Sheet<'_> {
    fn text(&self, row: usize, column: Column) -> Option<String> {
        let at = self.head.one(column)?.at;
        let text = self.grid.at(row, at)?.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn row(&mut self, row: usize) {
        let told = self.text(row, Column::Id).unwrap_or_default();
        let mut ids = told.split_whitespace().filter(|id| Ids::is_id(id)).map(str::to_owned);
        let (id, also) = (ids.next(), ids.collect());
        let sent = self.text(row, Column::Sent);
        let sentence = self.text(row, Column::Sentence).map(|s| unmark(&s, id.as_deref(), sent.as_deref()));
        let named = self.text(row, Column::Metric);
        let (metric, own_unit) = match named.as_deref().map(split_unit) {
            Some((name, Some(unit))) if is_unit(&unit) => (Some(name.to_owned()), Some(unit)),
            _ => (named, None),
        };
        let metric = metric.or_else(|| self.metric.clone().filter(|_| id.is_none() && sentence.is_none()));
        self.metric.clone_from(&metric);
        if id.is_none() && sentence.is_none() && metric.is_none() {
            return;
        }
        let unit = self.text(row, Column::Unit).or(own_unit);
        let base = Fact {
            file: self.file.to_owned(),
            draft: self.text(row, Column::Draft),
            id,
            also,
            sentence,
            metric,
            sent: sent.as_deref().map(|text| of_text(text).unwrap_or_else(|| as_text(text))),
            years: self.text(row, Column::Period).and_then(|p| years(&p)),
            department: self.text(row, Column::Department),
            source: self.text(row, Column::Source),
            checked_by: self.text(row, Column::CheckedBy),
            checked_on: self.text(row, Column::CheckedOn),
            remark: self.text(row, Column::Remark),
            ..Fact::default()
        };
        self.facts_of(row, &base, sent.as_deref(), unit.as_deref());
    }

    /// The confirmed value of a row, or else its values of each year; and its growth.
    fn facts_of(&mut self, row: usize, base: &Fact, sent: Option<&str>, unit: Option<&str>) {
        let agreed = [&base.checked_by, &base.checked_on].into_iter().any(Option::is_some)
            || base.remark.as_deref().is_some_and(agrees);
        let mut found = Vec::new();
        let confirmed = self.head.one(Column::Confirmed);
        let stated = confirmed.and_then(|n| self.value(row, n, sent, unit));
        match stated {
            Some((_, Stated::Agreed)) | None if base.sent.is_some() => {
                let column = self.head.one(Column::Sent).or(confirmed).map_or(0, |n| n.at);
                let values = base.sent.iter().cloned().collect();
                let confirmed = agreed || stated.is_some();
                found.push(Fact { cell: self.grid.place(row, column), values, confirmed, ..base.clone() });
            }
            Some((at, Stated::Values(values))) => {
                found.push(Fact { cell: self.grid.place(row, at), values, confirmed: true, ..base.clone() });
            }
            Some((at, Stated::Unreadable(text))) => self.unreadable(row, at, &text),
            Some((_, Stated::Agreed)) | None => {
                let told: Vec<_> = self.head.columns.iter().filter(|n| n.column == Column::Value).collect();
                let mut unreadable = Vec::new();
                for named in told {
                    let years = named.years.or(base.years);
                    match self.value(row, named, None, unit) {
                        Some((at, Stated::Values(values))) => {
                            let cell = self.grid.place(row, at);
                            found.push(Fact { cell, values, years, confirmed: true, ..base.clone() });
                        }
                        Some((at, Stated::Unreadable(text))) if text.contains(|c: char| c.is_ascii_digit()) => {
                            unreadable.push((at, text));
                        }
                        _ => {}
                    }
                }
                unreadable.into_iter().for_each(|(at, text)| self.unreadable(row, at, &text));
            }
        }
        if base.sent.is_none()
            && let Some(named) = self.head.one(Column::Growth)
            && let Some((at, Stated::Values(values))) = self.value(row, named, None, Some("%"))
        {
            let (cell, years) = (self.grid.place(row, at), named.years.or(base.years).or(self.head.only_years()));
            found.push(Fact { cell, values, years, growth: true, confirmed: true, ..base.clone() });
        }
        self.facts.rows.extend(found);
    }

    fn unreadable(&mut self, row: usize, at: usize, text: &str) {
        let message = Message::new(
            format!("读不出数值：“{text}”；此行未用"),
            format!("no value can be read: “{text}”; the row was not used"),
        );
        self.problems.push(Problem { cell: self.grid.place(row, at), message });
    }

    fn value(&self, row: usize, named: &Named, sent: Option<&str>, unit: Option<&str>) -> Option<(usize, Stated)> {
        let cell = self.grid.rows.get(row)?.get(named.at)?;
        let text = fold_text(cell.text.trim());
        if text.is_empty() || ["-", "—", "——", "/", "…"].contains(&text.as_str()) {
            return None;
        }
        if agrees(&text) {
            return Some((named.at, Stated::Agreed));
        }
        let unit = named.unit.as_deref().or(unit).or(self.head.unit.as_deref());
        let values = readings(&text, cell.numeric, sent, unit);
        Some((named.at, if values.is_empty() { Stated::Unreadable(text) } else { Stated::Values(values) }))
    }
}

/// What a cell says.
enum Stated {
    /// 一致: what was sent out.
    Agreed,
    Values(Vec<FactValue>),
    Unreadable(String),
}

/// What a cell may mean, likeliest first.
fn readings(text: &str, numeric: bool, sent: Option<&str>, unit: Option<&str>) -> Vec<FactValue> {
    let bare = is_number(text).then(|| number(text)).flatten();
    let Some(value) = bare else {
        let stated = of_text(text);
        let unitless = stated.as_ref().is_some_and(|v| v.measure == super::value::COUNT && v.unit.is_empty());
        let with_unit = unit.filter(|_| unitless).and_then(|unit| of_text(&format!("{text}{unit}")));
        return with_unit.or(stated).into_iter().collect();
    };
    let written = sent.and_then(|sent| {
        let figures = scan(sent);
        let [figure] = figures.as_slice() else { return None };
        Some((suffix(figure, sent), fold_text(figure.unit_text(sent))))
    });
    let unit = written.as_ref().map_or_else(|| unit.map(fold_text).unwrap_or_default(), |w| w.0.clone());
    let of = |value: Decimal, unit: &str| of_text(&format!("{}{unit}", value.normalize()));
    let mut found: Vec<FactValue> = of(value, &unit).or_else(|| of_unknown(value, &unit)).into_iter().collect();
    if let Some((_, base)) = written.filter(|(suffix, base)| suffix != base) {
        found.extend(of(value, &base));
    }
    // Excel stores 5.2% as 0.052.
    if numeric && unit.starts_with('%') && value.abs() <= Decimal::TWO {
        found.extend(of(value * Decimal::ONE_HUNDRED, &unit));
    }
    found
}

/// What only its sentence makes a figure: held against the draft as it is written.
fn as_text(text: &str) -> FactValue {
    FactValue { text: text.to_owned(), measure: "text".into(), other: Some(text.to_owned()), ..FactValue::default() }
}

/// A value in a unit that no table knows.
fn of_unknown(value: Decimal, unit: &str) -> Option<FactValue> {
    let text = format!("{}{unit}", value.normalize());
    (!unit.is_empty()).then(|| FactValue {
        text,
        measure: unit.to_owned(),
        ends: Some((value, value)),
        unit: unit.to_owned(),
        other: None,
    })
}

/// Words that confirm what was sent out.
fn agrees(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "一致",
        "无误",
        "属实",
        "无修改",
        "无改动",
        "无变化",
        "不变",
        "同意",
        "正确",
        "准确",
        "已核",
        "核实",
        "相符",
        "无意见",
        "没有意见",
        "对",
        "是",
        "√",
    ];
    const NOT: [&str; 8] = ["不一致", "不属实", "不正确", "不准确", "不相符", "不同意", "有误", "未核"];
    let text = fold_text(text);
    let bare = text.trim().trim_end_matches(['。', '.', '！', '!']);
    bare.chars().count() <= 8
        && !NOT.iter().any(|word| bare.contains(word))
        && WORDS.iter().any(|word| if word.chars().count() == 1 { bare == *word } else { bare.contains(word) })
}

/// A sentence without the mark around its figure, and the byte where the figure begins. Where the mark was lost (a workbook
/// shows the figure in bold), the place in the id tells it, or the first figure written like it.
fn unmark(sentence: &str, id: Option<&str>, sent: Option<&str>) -> (String, usize) {
    if let Some(at) = sentence.find('【') {
        return (sentence.replacen('【', "", 1).replacen('】', "", 1), at);
    }
    let place = id.and_then(|id| id.split_once('-')?.1.split('.').next()?.parse::<usize>().ok());
    let figure = || {
        let figures = scan(sentence);
        let figure = figures.get(place?.checked_sub(1)?)?;
        (Some(figure.span.of(sentence).trim()) == sent.map(str::trim)).then_some(figure.span.start as usize)
    };
    let at = figure().or_else(|| sentence.find(sent?.trim())).unwrap_or_default();
    (sentence.to_owned(), at)
}

/// Whether brackets behind a metric hold its unit and no part of its name.
fn is_unit(text: &str) -> bool {
    let text = fold_text(text);
    let bare = text.trim_start_matches(['万', '亿', '千', '百']);
    matches!(text.as_str(), "%" | "‰" | "万" | "亿") || units::find(bare).is_some() || units::find(&text).is_some()
}

/// 单位：亿元 above a table.
fn table_unit(text: &str) -> Option<String> {
    let text: String = fold_text(text).chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_start_matches('(').trim_end_matches(')');
    text.strip_prefix("单位:").filter(|unit| is_unit(unit)).map(str::to_owned)
}

/// The first and last year that a text names.
pub(super) fn years(text: &str) -> Option<(i32, i32)> {
    let text = fold_text(text);
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    let found: Vec<i32> = runs.filter_map(|run| run.parse().ok()).filter(|y| (1949..=2199).contains(y)).collect();
    Some((*found.iter().min()?, *found.iter().max()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Grid {
        let cell = |t: &str| Cell { text: t.trim().to_owned(), numeric: is_number(t) && !t.contains(',') };
        let rows = text.lines().map(|line| line.split('|').map(cell).collect()).collect();
        Grid { rows, ..Grid::default() }
    }

    fn told(text: &str) -> Vec<String> {
        let (facts, problems) = read("表.csv", &[grid(text)]);
        let fact = |f: &Fact| {
            let values: Vec<_> = f.values.iter().map(|v| v.text.as_str()).collect();
            let years = f.years.map(|(a, _)| format!(" {a}")).unwrap_or_default();
            let growth = if f.growth { " 增长" } else { "" };
            format!("{} {}{growth}{years} {}", f.cell, f.metric.as_deref().unwrap_or("—"), values.join(" 或 "))
        };
        let problem = |p: &Problem| format!("{}: {}", p.cell, p.message.zh);
        facts.rows.iter().map(fact).chain(problems.iter().map(problem)).collect()
    }

    #[test]
    fn columns_stand_in_any_order_and_units_anywhere() {
        assert_eq!(
            told(
                "单位 | 责任部门 | 数值 | 指标名称\n亿元 | 统计局 | 1,290.5 | 地区生产总值\n所 | 教育局 | １２ | 新建学校"
            ),
            ["C2 地区生产总值 1290.5亿元", "C3 新建学校 12所"]
        );
        assert_eq!(
            told(
                "主要指标表 | \n(单位：亿元) | \n指标 | 2025年 | 比上年增长（％）\n地区生产总值 | 1290 | 5.2\n城镇化率（％） | 61.5 |"
            ),
            ["B4 地区生产总值 2025 1290亿元", "C4 地区生产总值 增长 2025 5.2%", "B5 城镇化率 2025 61.5%",]
        );
        assert_eq!(
            told("指标 | 2025年 | \n | 绝对值（万元） | 增长（%）\n进出口总额 | 35000 | 0.052"),
            ["B3 进出口总额 2025 35000万元", "C3 进出口总额 增长 2025 0.052% 或 5.2%",]
        );
    }

    #[test]
    fn the_first_row_is_no_second_head() {
        assert_eq!(told("指标 | 时期 | 核定值\n地区生产总值增长 | 2031年 | 5.3%"), ["C2 地区生产总值增长 2031 5.3%"]);
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
        assert_eq!(
            told("指标 | 核定值 | 单位\n甲工程投资 | 待定 | 亿元\n乙工程投资 | 3.5 | 亿元\n丙工程投资 | — | 亿元"),
            ["B3 乙工程投资 3.5亿元", "B2: 读不出数值：“待定”；此行未用",]
        );
        assert!(told("甲 | 乙\n1 | 2")[0].contains("没有认出列名"));
        assert!(told("指标 | 实际 | 目标\n投资 | 1 | 2")[0].starts_with("C1: “实际”和“目标”两列"));
    }

    #[test]
    fn a_ledger_that_comes_back_has_what_was_sent() {
        let head = "编号 | 原句 | 指标 | 原文 | 数值 | 单位 | 核定值 | 核对人 | 核对意见\n";
        let row = |confirmed: &str, rest: &str| {
            told(&format!(
                "{head}s0123456789-1 | 投资【12.98亿元】。 | 投资 | 12.98亿元 | 12.98 | 亿元 | {confirmed} | {rest}"
            ))
        };
        assert_eq!(row("", " | "), ["D2 投资 12.98亿元"]);
        assert_eq!(row("13.1", "张三 | "), ["G2 投资 13.1亿元 或 13.1元"]);
        assert_eq!(row("一致", " | "), ["D2 投资 12.98亿元"]);
        assert_eq!(row("13.1亿元", " | "), ["G2 投资 13.1亿元"]);
        let twice =
            format!("{head}s0123456789-1 s1123456789-2 坏 | 投资【3亿元】。 | 投资 | 3亿元 | 3 | 亿元 |  |  | ");
        let (facts, _) = read("表", &[grid(&twice)]);
        assert_eq!(facts.rows[0].id.as_deref(), Some("s0123456789-1"));
        assert_eq!(facts.rows[0].also, ["s1123456789-2"]);
        let (facts, _) = read(
            "表",
            &[grid(&format!("{head}s0123456789-1 | 投资【3亿元】。 | 投资 | 3亿元 | 3 | 亿元 |  |  | 属实"))],
        );
        assert!(facts.rows[0].confirmed);
        assert_eq!(facts.rows[0].sentence, Some(("投资3亿元。".to_owned(), 6)));
    }

    #[test]
    fn merged_cells_hold_for_all_their_rows() {
        let mut grid = grid("指标 | 时期 | 数值 | 单位\n地区生产总值 | 2024年 | 1200 | 亿元\n | 2025年 | 1290 | ");
        grid.merged = vec![[1, 0, 2, 0], [1, 3, 2, 3]];
        let (facts, _) = read("表", &[grid]);
        let told: Vec<_> =
            facts.rows.iter().map(|f| (f.metric.as_deref(), f.years, f.values[0].text.as_str())).collect();
        let metric = Some("地区生产总值");
        assert_eq!(told, [(metric, Some((2024, 2024)), "1200亿元"), (metric, Some((2025, 2025)), "1290亿元")]);
    }
}
