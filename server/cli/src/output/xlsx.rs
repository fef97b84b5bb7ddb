//! The figures ledger as a spreadsheet: a frozen head, filters, and the sentence with the figure in bold.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;
use zhibi_core::features::FigureRow;
use zhibi_core::features::table::{COLUMNS, NUMBERS, SENTENCE, headers};

use crate::language::{self, tr};

/// Longest text of a cell, in UTF-16 code units, as the file format allows.
const MAX_CELL: usize = 32_000;

/// How wide the columns are, in characters: what people read fits the width of a page.
const WIDTHS: [f64; COLUMNS] = [
    15.0, 18.0, 46.0, 16.0, 10.0, 12.0, 9.0, 8.0, 16.0, 8.0, 6.0, 8.0, 7.0, 9.0, 20.0, 6.0, 10.0, 10.0, 10.0, 8.0, 12.0,
];

/// Columns that the sheet needs when it comes back and nobody reads on paper: hidden, not gone.
const HIDDEN: [usize; 6] = [0, 8, 9, 10, 11, 15];

/// Height of a line, in points.
const LINE: f64 = 15.0;
/// Longer cells are cut at this many lines.
const MOST_LINES: u32 = 8;

/// A4 in the numbers of the file format.
const A4: u8 = 9;

/// Writes all drafts' figures into one sheet.
pub fn workbook(drafts: &[(String, Vec<FigureRow>)]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00DD_EBF7))
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter);
    let plain = Format::new().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let marked = Format::new().set_bold().set_font_color(Color::RGB(0x00C0_0000));
    let usual = Format::new();
    let sheet = book.add_worksheet();
    sheet.set_name(tr("指标台账", "Figures"))?;
    let language = language::current();
    let columns: Vec<(&str, f64)> =
        std::iter::once((tr("文件", "file"), 18.0)).chain(headers(language).into_iter().zip(WIDTHS)).collect();
    for (column, (title, width)) in (0_u16..).zip(&columns) {
        sheet.write_string_with_format(0, column, *title, &head)?;
        sheet.set_column_width(column, *width)?;
    }
    for index in HIDDEN {
        sheet.set_column_hidden(index as u16 + 1)?;
    }
    if drafts.len() == 1 {
        sheet.set_column_hidden(0)?;
    }
    let mut row = 0_u32;
    for (file, figures) in drafts {
        for figure in figures {
            row += 1;
            sheet.write_string_with_format(row, 0, file, &plain)?;
            let cells = figure.cells(language);
            sheet.set_row_height(row, LINE * f64::from(lines(&cells)))?;
            for (index, cell) in cells.iter().enumerate() {
                let column = index as u16 + 1;
                if index == SENTENCE {
                    sentence(sheet, (row, column), figure, [&usual, &marked, &wrapped])?;
                    continue;
                }
                // Numbers as numbers, so that sums and sorting work; what a spreadsheet would round stays text.
                match exact(cell).filter(|_| NUMBERS.contains(&index)) {
                    Some(number) => sheet.write_number_with_format(row, column, number, &plain)?,
                    None => sheet.write_string_with_format(row, column, cut(cell), &wrapped)?,
                };
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_paper_size(A4).set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3);
    sheet.set_print_fit_to_pages(1, 0).set_footer("&C&P / &N").set_repeat_rows(0, 0)?;
    sheet.autofilter(0, 0, row, columns.len() as u16 - 1)?;
    book.save_to_buffer()
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
    [usual, marked, cell]: [&Format; 3],
) -> Result<(), XlsxError> {
    let (start, end) = figure.mark;
    let parts = [(0, start), (start, end), (end, figure.sentence.len())];
    let parts = parts.map(|(a, b)| figure.sentence.get(a..b).unwrap_or_default());
    let formats = [usual, marked, usual];
    let rich: Vec<(&Format, &str)> = formats.into_iter().zip(parts).filter(|(_, part)| !part.is_empty()).collect();
    let fits = figure.sentence.encode_utf16().count() <= MAX_CELL;
    if rich.len() > 1 && fits {
        sheet.write_rich_string_with_format(row, column, &rich, cell)?;
    } else {
        sheet.write_string_with_format(row, column, cut(&figure.sentence), cell)?;
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
