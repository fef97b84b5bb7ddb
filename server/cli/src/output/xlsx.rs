//! The figures ledger as a workbook: an overview, and a sheet for each part of the draft with a frozen head, filters, and the
//! sentence with the figure in bold.

use std::collections::{HashMap, HashSet};

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, Formula, Url, Workbook, Worksheet, XlsxError, utility::quote_sheet_name,
};
use unicode_width::UnicodeWidthStr;
use zhibi_core::features::FigureRow;
use zhibi_core::features::table::{COLUMNS, CONFIRMED, NUMBERS, SENTENCE, headers};
use zhibi_core::text::printable;

use super::sent;
use crate::language::{self, tr};

/// Longest text of a cell, in UTF-16 code units, as the file format allows.
const MAX_CELL: usize = 32_000;

/// Longest name of a sheet, in UTF-16 code units, as the file format allows; and of a part in it, so that a number fits.
const MAX_NAME: usize = 31;
const MAX_TITLE: usize = 26;

/// More parts than a reader leafs through: then the draft is one sheet.
const MOST_PARTS: usize = 40;

/// How wide the columns are, in characters: what people read fits the width of a page.
const WIDTHS: [f64; COLUMNS] = [
    15.0, 18.0, 46.0, 16.0, 10.0, 12.0, 9.0, 8.0, 16.0, 8.0, 6.0, 8.0, 7.0, 9.0, 20.0, 6.0, 12.0, 10.0, 10.0, 10.0,
    8.0, 12.0,
];

/// Columns that the sheet needs when it comes back and nobody reads on paper: hidden, not gone.
const HIDDEN: [usize; 6] = [0, 8, 9, 10, 11, 15];

/// Height of a line, in points.
const LINE: f64 = 15.0;
/// Longer cells are cut at this many lines.
const MOST_LINES: u32 = 8;

/// A4 in the numbers of the file format.
const A4: u8 = 9;

/// The formats of cells.
struct Look {
    head: Format,
    plain: Format,
    wrapped: Format,
    marked: Format,
    usual: Format,
}

impl Look {
    fn new() -> Self {
        Self {
            head: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0x00DD_EBF7))
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::VerticalCenter),
            plain: Format::new().set_align(FormatAlign::Top),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            marked: Format::new().set_bold().set_font_color(Color::RGB(0x00C0_0000)),
            usual: Format::new(),
        }
    }
}

/// Rows, each with the name of its draft.
type Rows<'r> = Vec<(&'r str, &'r FigureRow)>;

/// What stands on one sheet.
struct Part<'r> {
    /// Its name in the workbook.
    sheet: String,
    /// The draft, where there are several.
    file: &'r str,
    /// The part of the draft, or the draft.
    title: String,
    rows: Rows<'r>,
}

/// Writes all drafts' figures: of one draft a sheet for each of its parts, of several a sheet for each draft.
pub fn workbook(drafts: &[(String, Vec<FigureRow>)]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let look = Look::new();
    let parts = parts(drafts);
    overview(book.add_worksheet(), &parts, &look)?;
    for part in &parts {
        let sheet = book.add_worksheet();
        sheet.set_name(&part.sheet)?;
        ledger(sheet, part, drafts.len() == 1, &look)?;
    }
    book.save_to_buffer()
}

/// The sheets, in the order of the draft; at least one, so that the heads are there.
fn parts(drafts: &[(String, Vec<FigureRow>)]) -> Vec<Part<'_>> {
    let mut parts: Vec<(String, &str, Rows<'_>)> = Vec::new();
    let whole = |file: &str| file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned();
    for (file, rows) in drafts.iter().map(|(name, rows)| (sent(name), rows)) {
        let mut of_draft = if drafts.len() == 1 { by_part(rows) } else { Vec::new() };
        if !(1..=MOST_PARTS).contains(&of_draft.len()) {
            of_draft = vec![(whole(file), rows.iter().collect())];
        }
        parts.extend(of_draft.into_iter().map(|(title, rows)| {
            let rows = rows.into_iter().map(|row| (file, row)).collect();
            (title, file, rows)
        }));
    }
    if parts.is_empty() {
        parts.push((tr("指标台账", "Figures").to_owned(), "", Vec::new()));
    }
    let mut names = HashSet::from([tr("总览", "Overview").to_lowercase()]);
    let named = parts.into_iter().map(|(title, file, rows)| {
        let sheet = sheet_name(&title, &mut names);
        Part { sheet, file, title, rows }
    });
    named.collect()
}

/// The rows of one draft by the headings that divide it, in their order.
fn by_part(rows: &[FigureRow]) -> Vec<(String, Vec<&FigureRow>)> {
    let headed = || rows.iter().map(|r| r.section.as_slice()).filter(|s| !s.is_empty());
    // A title above all headings divides nothing.
    let first = headed().next().unwrap_or_default();
    let common = headed().map(|s| s.iter().zip(first).take_while(|(a, b)| a == b).count()).min().unwrap_or(0);
    let mut index: HashMap<&str, usize> = HashMap::new();
    let mut parts: Vec<(String, Vec<&FigureRow>)> = Vec::new();
    for row in rows {
        let title = row.section.get(common).or(row.section.last()).map_or("", String::as_str);
        let at = *index.entry(title).or_insert_with(|| {
            let none = tr("标题之前", "Before the first heading");
            parts.push((if title.is_empty() { none.to_owned() } else { title.to_owned() }, Vec::new()));
            parts.len() - 1
        });
        parts[at].1.push(row);
    }
    // Rows without a name stand last, the parts where they stand in the draft.
    parts.sort_by_key(|(_, rows)| rows.iter().map(|r| r.line).min());
    parts
}

/// A name that a sheet may have and none has yet, letters of either case being one.
fn sheet_name(title: &str, taken: &mut HashSet<String>) -> String {
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let cut = |text: &str, most: usize| {
        let mut units = 0;
        let fits = |c: &char| {
            units += c.len_utf16();
            units <= most
        };
        text.chars().take_while(fits).collect::<String>()
    };
    let name: String = printable(title.trim()).chars().filter(allowed).collect();
    let name = if name.trim().is_empty() { tr("指标台账", "Figures").to_owned() } else { name.trim().to_owned() };
    let mut chosen = cut(&name, MAX_NAME);
    let mut again = 2;
    while !taken.insert(chosen.to_lowercase()) {
        chosen = format!("{} {again}", cut(&name, MAX_TITLE));
        again += 1;
    }
    chosen
}

/// Names and widths of the columns, in one row.
pub fn write_heads(sheet: &mut Worksheet, row: u32, heads: &[(&str, f64)], look: &Format) -> Result<(), XlsxError> {
    for (column, (title, width)) in (0_u16..).zip(heads) {
        sheet.write_string_with_format(row, column, *title, look)?;
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}

/// The first sheet: what each of the others holds, and how much of it came back.
fn overview(sheet: &mut Worksheet, parts: &[Part<'_>], look: &Look) -> Result<(), XlsxError> {
    sheet.set_name(tr("总览", "Overview"))?;
    let heads = [
        (tr("部分", "part"), 40.0),
        (tr("条数", "rows"), 9.0),
        (tr("其中目标", "targets"), 11.0),
        (tr("其中实绩", "achieved so far"), 11.0),
        (tr("未认出名称", "without a name"), 13.0),
        (tr("已填核定值", "filled in"), 13.0),
    ];
    write_heads(sheet, 0, &heads, &look.head)?;
    let several = parts.iter().any(|p| p.file != parts[0].file);
    for (row, part) in (1_u32..).zip(parts) {
        let title = if several { part.file } else { &part.title };
        let link = Url::new(format!("internal:{}!A1", quote_sheet_name(&part.sheet))).set_text(cut(title));
        sheet.write_url(row, 0, link)?;
        let count = |wanted: &dyn Fn(&FigureRow) -> bool| part.rows.iter().filter(|(_, r)| wanted(r)).count();
        let done = |r: &FigureRow| matches!(r.role, Some("achieved" | "done-investment"));
        let numbers =
            [part.rows.len(), count(&|r| r.role == Some("target")), count(&done), count(&|r| r.metric.is_none())];
        for (column, number) in (1_u16..).zip(numbers) {
            sheet.write_number(row, column, number as f64)?;
        }
        let column = rust_xlsxwriter::utility::column_number_to_name(CONFIRMED as u16 + 1);
        let last = part.rows.len().max(1) + 1;
        let filled = format!("=COUNTA({}!{column}2:{column}{last})", quote_sheet_name(&part.sheet));
        sheet.write_formula(row, 5, Formula::new(filled).set_result("0"))?;
    }
    let last = parts.len() as u32 + 1;
    sheet.write_string_with_format(last, 0, tr("合计", "total"), &look.head)?;
    for (column, letter) in (1_u16..).zip(["B", "C", "D", "E", "F"]) {
        let count = |row: &FigureRow| match column {
            1 => true,
            2 => row.role == Some("target"),
            3 => matches!(row.role, Some("achieved" | "done-investment")),
            4 => row.metric.is_none(),
            _ => false,
        };
        let total = parts.iter().flat_map(|p| &p.rows).filter(|(_, row)| count(row)).count();
        let sum = Formula::new(format!("=SUM({letter}2:{letter}{last})")).set_result(total.to_string());
        sheet.write_formula_with_format(last, column, sum, &look.head)?;
    }
    // Below the counts, what they leave out.
    let notes = [
        tr(
            "目标、实绩以外的条数是增幅、占比、总量等，各表“角色”一列写明。",
            "What is neither target nor achieved is a growth, a share, a total: see the column of roles.",
        ),
        tr(
            "未认出名称的，请在各表“指标”一列补填；已填核定值的条数随各表填写变化。",
            "Where no name was found, fill in the column of metrics; what is filled in is counted as the sheets are.",
        ),
    ];
    for (row, note) in (last + 2..).zip(notes) {
        sheet.write_string(row, 0, note)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_footer("&C&P / &N");
    Ok(())
}

/// One sheet of the ledger.
fn ledger(sheet: &mut Worksheet, part: &Part<'_>, single: bool, look: &Look) -> Result<(), XlsxError> {
    let language = language::current();
    let columns: Vec<(&str, f64)> =
        std::iter::once((tr("文件", "file"), 18.0)).chain(headers(language).into_iter().zip(WIDTHS)).collect();
    write_heads(sheet, 0, &columns, &look.head)?;
    for index in HIDDEN {
        sheet.set_column_hidden(index as u16 + 1)?;
    }
    if single {
        sheet.set_column_hidden(0)?;
    }
    for (row, (file, figure)) in (1_u32..).zip(&part.rows) {
        sheet.write_string_with_format(row, 0, *file, &look.plain)?;
        let cells = figure.cells(language);
        sheet.set_row_height(row, LINE * f64::from(lines(&cells)))?;
        for (index, cell) in cells.iter().enumerate() {
            let column = index as u16 + 1;
            if index == SENTENCE {
                sentence(sheet, (row, column), figure, look)?;
                continue;
            }
            // Numbers as numbers, so that sums and sorting work; what a spreadsheet would round stays text. A cell to be
            // filled in is empty, so that it can be counted when it is no longer.
            match exact(cell).filter(|_| NUMBERS.contains(&index)) {
                Some(number) => sheet.write_number_with_format(row, column, number, &look.plain)?,
                None if cell.is_empty() => sheet.write_blank(row, column, &look.wrapped)?,
                None => sheet.write_string_with_format(row, column, cut(cell), &look.wrapped)?,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_paper_size(A4).set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3);
    sheet.set_header(format!("&C{}", part.sheet.replace('&', "&&")));
    sheet.set_print_fit_to_pages(1, 0).set_footer("&C&P / &N").set_repeat_rows(0, 0)?;
    sheet.autofilter(0, 0, part.rows.len() as u32, columns.len() as u16 - 1)?;
    Ok(())
}

/// How many lines the longest of the cells needs: programs that print a sheet do not all fit its rows.
fn lines(cells: &[String; COLUMNS]) -> u32 {
    let shown = cells.iter().zip(WIDTHS).enumerate().filter(|(index, _)| !HIDDEN.contains(index));
    let lines = shown.map(|(_, (cell, width))| cell.width().div_ceil(width as usize) as u32);
    lines.max().unwrap_or(1).clamp(1, MOST_LINES)
}

/// The sentence with its figure in bold.
fn sentence(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    figure: &FigureRow,
    Look { usual, marked, wrapped, .. }: &Look,
) -> Result<(), XlsxError> {
    let (start, end) = figure.mark;
    let parts = [(0, start), (start, end), (end, figure.sentence.len())];
    let parts = parts.map(|(a, b)| figure.sentence.get(a..b).unwrap_or_default());
    let formats = [usual, marked, usual];
    let rich: Vec<(&Format, &str)> = formats.into_iter().zip(parts).filter(|(_, part)| !part.is_empty()).collect();
    let fits = figure.sentence.encode_utf16().count() <= MAX_CELL;
    if rich.len() > 1 && fits {
        sheet.write_rich_string_with_format(row, column, &rich, wrapped)?;
    } else {
        sheet.write_string_with_format(row, column, cut(&figure.sentence), wrapped)?;
    }
    Ok(())
}

/// A decimal that a spreadsheet keeps as it is: at most 15 digits.
fn exact(text: &str) -> Option<f64> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let date = text.trim_start_matches('-').contains('-');
    (plain && !date && (1..=15).contains(&digits)).then(|| text.parse().ok())?
}

/// A text as long as a cell may hold.
pub fn cut(text: &str) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= MAX_CELL
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use zhibi_core::features::{Choice, sheet_rows};
    use zhibi_core::{DocumentKind, Language, Snapshot, facts};

    use super::*;
    use crate::input::sheet;

    fn rows(text: &str) -> Vec<FigureRow> {
        let snapshot = Snapshot::of(text, DocumentKind::Plain, Arc::default());
        sheet_rows(&snapshot, &Choice::default(), Language::Zh)
    }

    fn grids(drafts: &[(String, Vec<FigureRow>)]) -> Vec<facts::Grid> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("台账.xlsx");
        std::fs::write(&path, workbook(drafts).expect("a workbook")).expect("a file");
        sheet::read(&path).expect("sheets")
    }

    #[test]
    fn a_sheet_for_each_part_and_an_overview_that_is_no_ledger() {
        let text = "工作报告\n一、2031年工作回顾\n（一）工业。投资完成12.98亿元，增长6%。\n（二）农业。产量5万吨。\n\
            二、2032年工作安排\n投资增长7%，新建学校3所。\n";
        let draft = ("报告.txt".to_owned(), rows(text));
        let grids = grids(std::slice::from_ref(&draft));
        let names: Vec<&str> = grids.iter().map(|g| g.name.as_str()).collect();
        assert_eq!(names[1..], ["一、2031年工作回顾", "二、2032年工作安排"]);
        let text = |row: usize| grids[0].rows[row].iter().map(|c| c.text.as_str()).collect::<Vec<_>>();
        assert_eq!(text(1)[..2], ["一、2031年工作回顾", "3"]);
        assert_eq!(text(2)[..3], ["二、2032年工作安排", "2", "2"]);
        assert_eq!(text(3)[1], "5");
        let (facts, problems) = facts::read("台账.xlsx", &grids);
        assert_eq!((facts.rows.len(), problems.len()), (5, 0), "{problems:?}");
    }

    #[test]
    fn several_drafts_are_a_sheet_each_and_names_are_such_as_sheets_may_have() {
        let long = "报".repeat(40);
        let drafts = ["甲/稿.txt", "乙/稿.txt", "a[1]:稿*.txt", &long].map(|name| (name.to_owned(), rows("新建3所。")));
        let names: Vec<String> = grids(&drafts).into_iter().skip(1).map(|g| g.name).collect();
        assert_eq!(names, ["稿.txt", "稿.txt 2", "a1稿.txt", &"报".repeat(31)]);
        assert_eq!(grids(&[]).len(), 2);
    }
}
