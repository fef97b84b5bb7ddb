//! The figures ledger as a table: one row a figure, for the sheet that departments confirm, and as CSV or Markdown.

use serde::Serialize;

use super::hover::words::{class_name, role_of};
use super::outline::name;
use super::places::{is_indicator, loc, sentence};
use super::sheet::{Also, statement};
use crate::analysis::Snapshot;
use crate::facts::{self, Ids};
use crate::figures::{Change, Class, Figure, Role};
use crate::message::Language;
use crate::reading::line::fold_text;
use crate::structure::NodeKind;
use crate::text::{LineRange, Loc, Span, escape_markdown, printable};

/// Longest sentence shown, in bytes.
const MAX_SENTENCE: usize = 1_500;

/// One figure of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FigureRow {
    /// Headings from the first level down to the figure's own.
    pub section: Vec<String>,
    /// The sentence it stands in.
    pub sentence: String,
    /// Bytes of the figure in `sentence`.
    pub mark: (usize, usize),
    /// What is measured, if known.
    pub metric: Option<String>,
    /// What it counts or qualifies, where that is not the metric.
    pub object: Option<String>,
    /// The figure as written.
    pub text: String,
    /// Lower end: exact decimal in the base unit, or an ISO date.
    pub lower: Option<String>,
    /// Upper end.
    pub upper: Option<String>,
    /// The unit as written, without the scale.
    pub unit: String,
    /// Name of its class.
    pub class: &'static str,
    /// Symbol of its bound.
    pub bound: &'static str,
    /// Name of its role, if known.
    pub role: Option<&'static str>,
    /// The period it speaks of, if known.
    pub period: Option<String>,
    /// What follows from it and its neighbours, as formulas.
    #[serde(skip)]
    pub relations: Vec<String>,
    /// A name that lasts while the draft is edited elsewhere; see [`Ids`].
    #[serde(skip)]
    pub id: String,
    /// The number in the unit that is written, and that unit: `12.98`, `亿元`.
    #[serde(skip)]
    pub written: (String, String),
    /// Its class and role, for words in the reader's language.
    #[serde(skip)]
    kind: (Class, Option<Role>),
    /// Direction of change.
    #[serde(skip)]
    change: Option<Change>,
    /// What it states, the same wherever the same is stated.
    #[serde(skip)]
    pub(super) statement: Option<String>,
    /// Other places that state the same, where they are told in this row.
    #[serde(skip)]
    pub also: Vec<Also>,
    /// 1-based line.
    pub line: u32,
    /// Where it stands.
    #[serde(skip)]
    pub range: LineRange,
}

/// The rows of a draft, in order.
#[must_use]
pub fn ledger_rows(snapshot: &Snapshot) -> Vec<FigureRow> {
    let outline = snapshot.outline();
    let ledger = snapshot.ledger();
    let mut rows = Vec::new();
    let mut path: (Option<u32>, Vec<String>) = (None, Vec::new());
    let mut ids = Ids::default();
    for (index, block) in snapshot.blocks().iter().enumerate() {
        let block_index = index as u32;
        let mut current = Span::default();
        for (k, figure) in block.figures.iter().enumerate() {
            let entry = ledger.entry(block_index, k);
            let node = outline.at(block_index, figure.span.start);
            if node != path.0 {
                let nodes = node.map(|n| outline.path(n)).unwrap_or_default().into_iter();
                let headings = nodes.map(|n| &outline.nodes[n as usize]).filter(|n| n.kind != NodeKind::Item);
                path = (node, headings.map(|n| name(snapshot, n)).collect());
            }
            if !(current.start <= figure.span.start && figure.span.end <= current.end) {
                current = short_sentence(&block.text, figure.span);
            }
            let range = snapshot.line_range(loc(block_index, figure.span));
            let role = entry.and_then(|e| e.role);
            let metric = entry.and_then(|e| e.metric.as_ref());
            let object = entry.and_then(|e| e.object.clone());
            let period = entry.and_then(|e| e.period.clone());
            // An aim without a date is that of the year.
            let year = ledger.report_year.filter(|_| role == Some(Role::Target)).map(|y| y.to_string());
            let when = period.as_deref().or(year.as_deref());
            let rest = [object.as_deref(), when, role.map(Role::name)].map(Option::unwrap_or_default);
            rows.push(FigureRow {
                section: path.1.clone(),
                sentence: current.of(&block.text).to_owned(),
                mark: ((figure.span.start - current.start) as usize, (figure.span.end - current.start) as usize),
                statement: statement(figure, &block.text, metric, rest),
                metric: metric.map(|m| m.text.clone()),
                object,
                text: figure.span.of(&block.text).to_owned(),
                lower: figure.lower.text(),
                upper: figure.upper.text(),
                unit: figure.unit_text(&block.text).to_owned(),
                class: figure.class.name(),
                bound: figure.bound.symbol(),
                role: role.map(Role::name),
                period,
                relations: snapshot.relations(block_index, k).into_iter().map(|r| r.formula).collect(),
                id: ids.next(block_index, block, figure),
                written: written(figure, &block.text),
                kind: (figure.class, role),
                change: figure.change,
                also: Vec::new(),
                line: range.start.line + 1,
                range,
            });
        }
    }
    rows
}

/// The number in the unit that is written (12.98, 亿元); of what is written in words or is no number, the exact value.
fn written(figure: &Figure, text: &str) -> (String, String) {
    let numeral = fold_text(figure.numeral.of(text)).replace([',', ' '], "");
    let plain = figure.lower == figure.upper && is_number(&numeral) && figure.lower.number().is_some();
    if plain {
        let sign = if figure.lower.number().is_some_and(|n| n.is_sign_negative()) { "-" } else { "" };
        return (format!("{sign}{numeral}"), facts::suffix(figure, text));
    }
    (String::new(), String::new())
}

/// The sentence around a figure; of one that never ends, the characters near the figure.
fn short_sentence(text: &str, figure: Span) -> Span {
    let mut span = sentence(text, figure.start);
    span.end = span.end.max(figure.end);
    let near = |limit: usize, at: usize, down: bool| {
        let mut at = if down { at.saturating_sub(limit) } else { (at + limit).min(text.len()) };
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at as u32
    };
    if span.len() > MAX_SENTENCE {
        span.start = span.start.max(near(MAX_SENTENCE / 2, figure.start as usize, true));
        span.end = span.end.min(near(MAX_SENTENCE / 2, figure.end as usize, false));
    }
    span
}

/// The sentence around a place, and the place's bytes in it.
#[must_use]
pub fn sentence_around(snapshot: &Snapshot, place: Loc) -> (String, (usize, usize)) {
    let Some(block) = snapshot.blocks().get(place.block as usize) else { return Default::default() };
    let span =
        Span { start: place.span.start.min(block.text.len() as u32), end: place.span.end.min(block.text.len() as u32) };
    let sentence = short_sentence(&block.text, span);
    let inside = |at: u32| (at.clamp(sentence.start, sentence.end) - sentence.start) as usize;
    (sentence.of(&block.text).to_owned(), (inside(span.start), inside(span.end)))
}

/// A sentence with a stretch of it between 【】.
#[must_use]
pub fn marked(sentence: &str, (start, end): (usize, usize)) -> String {
    match (sentence.get(..start), sentence.get(start..end), sentence.get(end..)) {
        (Some(before), Some(inside), Some(after)) => format!("{before}【{inside}】{after}"),
        _ => sentence.to_owned(),
    }
}

impl FigureRow {
    /// Exact value as one text: `1832000000`, `10..15`, empty when open.
    #[must_use]
    pub fn value(&self) -> String {
        match (&self.lower, &self.upper) {
            (Some(a), Some(b)) if a == b => a.clone(),
            (None, None) => String::new(),
            (a, b) => format!("{}..{}", a.as_deref().unwrap_or_default(), b.as_deref().unwrap_or_default()),
        }
    }

    /// The unit that [`Self::value`] counts: 翻两番 is four times.
    #[must_use]
    pub fn value_unit(&self) -> &str {
        if self.unit == "番" { "倍" } else { &self.unit }
    }

    /// Whether it is an indicator (指标), as everywhere that people look.
    #[must_use]
    pub const fn is_indicator(&self) -> bool {
        is_indicator(self.kind.0, self.kind.1)
    }

    /// The other places that state the same: `（一）兴产业 第45行`.
    fn also_at(&self, language: Language) -> String {
        let place = |a: &Also| match language {
            Language::Zh => format!("{} 第{}行", a.section, a.line).trim().to_owned(),
            Language::En => format!("{} line {}", a.section, a.line).trim().to_owned(),
        };
        self.also.iter().map(place).collect::<Vec<_>>().join("；")
    }

    /// Its class in the reader's language.
    #[must_use]
    pub fn class_word(&self, language: Language) -> &'static str {
        // 专名，非数量: the word without its explanation.
        class_name(self.kind.0, language).split(['，', ',']).next().unwrap_or_default()
    }

    /// Its role in the reader's language, empty if unknown.
    #[must_use]
    pub fn role_word(&self, language: Language) -> &'static str {
        self.kind.1.map_or("", |role| role_of(role, self.change, language))
    }

    /// The cells of the sheet, in the order of [`headers`]; the figure is marked in its sentence by 【】. The last ones are
    /// for the departments to fill in.
    #[must_use]
    pub fn cells(&self, language: Language) -> [String; COLUMNS] {
        let (number, unit) = self.written.clone();
        let empty = String::new;
        [
            std::iter::once(&self.id).chain(self.also.iter().map(|a| &a.id)).cloned().collect::<Vec<_>>().join(" "),
            self.section.join(" › "),
            marked(&self.sentence, self.mark),
            self.metric.clone().unwrap_or_default(),
            self.object.clone().unwrap_or_default(),
            self.text.clone(),
            number,
            unit,
            self.value(),
            self.value_unit().to_owned(),
            self.bound.to_owned(),
            self.class_word(language).to_owned(),
            self.role_word(language).to_owned(),
            self.period.clone().unwrap_or_default(),
            self.relations.join("；"),
            self.line.to_string(),
            self.also_at(language),
            empty(),
            empty(),
            empty(),
            empty(),
            empty(),
        ]
    }
}

/// How many columns the sheet has.
pub const COLUMNS: usize = 22;

/// Where in a row [`FigureRow::cells`] puts the sentence.
pub const SENTENCE: usize = 2;

/// Where it puts what the department confirms.
pub const CONFIRMED: usize = 19;

/// Columns that hold numbers: in the written unit, in the base unit, and the line.
pub const NUMBERS: [usize; 3] = [6, 8, 15];

/// Names of the columns, in every format alike.
#[must_use]
pub const fn headers(language: Language) -> [&'static str; COLUMNS] {
    match language {
        Language::Zh => [
            "编号",
            "章节",
            "原句",
            "指标",
            "对象",
            "原文",
            "数值",
            "单位",
            "基本值",
            "基本单位",
            "界限",
            "类别",
            "角色",
            "时期",
            "推算",
            "行",
            "另见",
            "责任部门",
            "数据来源",
            "核定值",
            "核对人",
            "核对意见",
        ],
        Language::En => [
            "id",
            "section",
            "sentence",
            "metric",
            "object",
            "text",
            "value",
            "unit",
            "base value",
            "base unit",
            "bound",
            "class",
            "role",
            "period",
            "computed",
            "line",
            "also at",
            "department",
            "source",
            "confirmed value",
            "checked by",
            "remarks",
        ],
    }
}

/// CSV (RFC 4180) in UTF-8 with a byte order mark, which Excel needs to see that it is UTF-8.
#[must_use]
pub fn csv(rows: &[FigureRow], language: Language) -> String {
    let mut out = String::from('\u{feff}');
    csv_line(&mut out, &headers(language).map(String::from));
    rows.iter().for_each(|row| csv_line(&mut out, &row.cells(language)));
    out
}

/// One line of CSV.
pub fn csv_line(out: &mut String, cells: &[String]) {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        // A spreadsheet would run text that begins like a formula; an apostrophe makes it text.
        let cell = printable(cell);
        let formula = cell.starts_with(['=', '+', '@']) || (cell.starts_with('-') && !is_number(&cell));
        // The symbols of bounds are ours.
        let guard = if formula && cell != "=" { "'" } else { "" };
        if cell.contains([',', '"']) {
            out.push_str(&format!("\"{guard}{}\"", cell.replace('"', "\"\"")));
        } else {
            out.push_str(guard);
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

fn is_number(text: &str) -> bool {
    text.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// First line of a Markdown table that is a file of its own, by which it is known not to be a draft.
pub const MARKDOWN_MARK: &str = "<!-- zhibi figures -->";

/// A Markdown table.
#[must_use]
pub fn markdown(rows: &[FigureRow], language: Language) -> String {
    let mut out = String::new();
    let mut line = |cells: &[String]| {
        for cell in cells {
            out.push_str("| ");
            out.push_str(&escape_markdown(cell));
            out.push(' ');
        }
        out.push_str("|\n");
    };
    line(&headers(language).map(String::from));
    line(&headers(language).map(|_| "---".to_owned()));
    rows.iter().for_each(|row| line(&row.cells(language)));
    out
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::features::testing::snapshot;

    const DRAFT: &str = "一、回顾\n（一）工业。投资完成12.98亿元，增长6%。占地1526亩以上|左右。\n一是开工3个。";

    #[test]
    fn one_row_a_figure() {
        let rows = ledger_rows(&snapshot(DRAFT));
        expect![[r#"
            | 编号 | 章节 | 原句 | 指标 | 对象 | 原文 | 数值 | 单位 | 基本值 | 基本单位 | 界限 | 类别 | 角色 | 时期 | 推算 | 行 | 另见 | 责任部门 | 数据来源 | 核定值 | 核对人 | 核对意见 |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            | s1403290f7d-1 | 一、回顾 › （一）工业 | 投资完成【12.98亿元】，增长6%。 | 投资 |  | 12.98亿元 | 12.98 | 亿元 | 1298000000 | 元 | = | 数量 | 实绩 |  |  | 2 |  |  |  |  |  |  |
            | s1403290f7d-2 | 一、回顾 › （一）工业 | 投资完成12.98亿元，增长【6%】。 | 投资 |  | 6% | 6 | % | 6 | % | = | 百分数 | 增速 |  | 12.98亿元 ÷ (1 + 6%) = 12.25亿元 | 2 |  |  |  |  |  |  |
            | s073ea5ce06-1 | 一、回顾 › （一）工业 | 占地【1526亩】以上\|左右。 | 占地 |  | 1526亩 | 1526 | 亩 | 1526 | 亩 | \>= | 数量 | 规模 |  |  | 2 |  |  |  |  |  |  |
            | s0db1b3b630-1 | 一、回顾 › （一）工业 | 一是开工【3个】。 |  |  | 3个 | 3 | 个 | 3 | 个 | = | 数量 | 实绩 |  |  | 3 |  |  |  |  |  |  |
        "#]].assert_eq(&markdown(&rows, Language::Zh));
    }

    #[test]
    fn a_written_sign_is_part_of_the_number() {
        let rows = ledger_rows(&snapshot("外贸出口增长-3.2%，财政收入下降1.5%。"));
        let values: Vec<_> = rows.iter().map(|row| row.written.0.as_str()).collect();
        assert_eq!(values, ["-3.2", "1.5"]);
    }

    #[test]
    fn csv_opens_in_a_spreadsheet() {
        let text = csv(&ledger_rows(&snapshot("=1+1，“甲\"乙\"”完成5个。")), Language::En);
        expect![[r#"
            <BOM>id,section,sentence,metric,object,text,value,unit,base value,base unit,bound,class,role,period,computed,line,also at,department,source,confirmed value,checked by,remarks<CR>
            s8e3fbe18d6-1,,"'=【1+1】，“甲""乙""”完成5个。",,,1+1,,,,,=,a name,name,,,1,,,,,,<CR>
            s8e3fbe18d6-2,,"'=1+1，“甲""乙""”完成【5个】。","“甲""乙""”",,5个,5,个,5,个,=,quantity,achieved,,,1,,,,,,<CR>
        "#]]
        .assert_eq(&text.replace('\u{feff}', "<BOM>").replace('\r', "<CR>"));
    }
}
