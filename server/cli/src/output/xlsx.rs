//! The figures ledger as a spreadsheet: a frozen head, filters, and the sentence with the figure in bold.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use zhibi_core::features::FigureRow;

use crate::language::{self, tr};

/// The column of values in the base unit.
const VALUE: u16 = 7;
/// Longest text of a cell, in UTF-16 code units, as the file format allows.
const MAX_CELL: usize = 32_000;

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
    let columns: [(&str, f64); 19] = [
        (tr("文件", "File"), 18.0),
        (tr("行", "Line"), 6.0),
        (tr("章节", "Section"), 28.0),
        (tr("句子", "Sentence"), 60.0),
        (tr("指标", "Metric"), 20.0),
        (tr("对象", "Object"), 16.0),
        (tr("原文", "Text"), 14.0),
        (tr("值（基本单位）", "Value (base unit)"), 18.0),
        (tr("单位", "Unit"), 8.0),
        (tr("界限", "Bound"), 6.0),
        (tr("类别", "Class"), 10.0),
        (tr("角色", "Role"), 12.0),
        (tr("时期", "Period"), 14.0),
        (tr("推算", "Computed"), 24.0),
        (tr("责任部门", "Department"), 12.0),
        (tr("数据来源", "Source"), 12.0),
        (tr("核定值", "Confirmed value"), 12.0),
        (tr("核对人", "Checked by"), 10.0),
        (tr("核对意见", "Remarks"), 16.0),
    ];
    for (column, (title, width)) in (0_u16..).zip(columns) {
        sheet.write_string_with_format(0, column, title, &head)?;
        sheet.set_column_width(column, width)?;
    }
    let mut row = 0_u32;
    for (file, figures) in drafts {
        for figure in figures {
            row += 1;
            let optional = |value: &Option<String>| value.clone().unwrap_or_default();
            sheet.write_string_with_format(row, 0, file, &plain)?;
            sheet.write_number_with_format(row, 1, figure.line, &plain)?;
            sheet.write_string_with_format(row, 2, cut(&figure.section.join(" › ")), &wrapped)?;
            let (start, end) = figure.mark;
            let parts = [(0, start), (start, end), (end, figure.sentence.len())];
            let parts = parts.map(|(a, b)| figure.sentence.get(a..b).unwrap_or_default());
            let formats = [&usual, &marked, &usual];
            let rich: Vec<(&Format, &str)> =
                formats.into_iter().zip(parts).filter(|(_, part)| !part.is_empty()).collect();
            let fits = figure.sentence.encode_utf16().count() <= MAX_CELL;
            if rich.len() > 1 && fits {
                sheet.write_rich_string_with_format(row, 3, &rich, &wrapped)?;
            } else {
                sheet.write_string_with_format(row, 3, cut(&figure.sentence), &wrapped)?;
            }
            let cells = [
                optional(&figure.metric),
                optional(&figure.object),
                figure.text.clone(),
                figure.value(),
                figure.value_unit().to_owned(),
                figure.bound.to_owned(),
                figure.class_word(language::current()).to_owned(),
                figure.role_word(language::current()).to_owned(),
                optional(&figure.period),
                figure.relations.join("\n"),
            ];
            for (column, cell) in (4_u16..).zip(cells) {
                // Numbers as numbers, so that sums and sorting work; what a spreadsheet would round stays text.
                match exact(&cell).filter(|_| column == VALUE) {
                    Some(number) => sheet.write_number_with_format(row, column, number, &plain)?,
                    None => sheet.write_string_with_format(row, column, cut(&cell), &plain)?,
                };
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.autofilter(0, 0, row, columns.len() as u16 - 1)?;
    book.save_to_buffer()
}

/// A decimal that a spreadsheet keeps as it is: at most 15 digits.
fn exact(text: &str) -> Option<f64> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let date = text.trim_start_matches('-').contains('-');
    (plain && !date && (1..=15).contains(&digits)).then(|| text.parse().ok())?
}

fn cut(text: &str) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= MAX_CELL
        })
        .collect()
}
