//! Tables to be printed and handed out: one self-contained HTML page, or a workbook laid out for paper.

use std::fmt::Write;
use std::sync::Arc;

use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use zhibi_core::{DocumentKind, Language, Reader, text::printable};
use zhibi_office::{Layout, typeset};

use super::xlsx::{cut, write_heads};

/// A page: a title, a line that sums it up, tables.
#[derive(Debug, Default)]
pub struct Page {
    /// What it is.
    pub title: String,
    /// What came out, in one line.
    pub summary: String,
    /// Its tables; empty ones are left out.
    pub tables: Vec<Table>,
}

/// One table.
#[derive(Debug, Default)]
pub struct Table {
    /// Its name; a sheet of the workbook.
    pub name: String,
    /// Names of the columns, with their width in characters.
    pub heads: Vec<(&'static str, f64)>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug)]
pub enum Row {
    /// A line over the whole width that says what the rows below have in common.
    Group(String),
    /// Cells, one a column.
    Cells(Vec<Cell>),
}

/// A cell and how it is shown.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    text: String,
    tone: Tone,
}

/// How a cell is shown: every tone has a word or sign of its own in the text, too, for those who print in black.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// What came, what was reached.
    Good,
    /// What went, what was missed.
    Bad,
    /// To be looked at.
    Open,
    /// A number.
    Number,
    /// A date.
    Date,
}

impl Cell {
    /// A cell with a tone.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new(text, Tone::Plain)
    }
}

/// The looks of the page, in both colour schemes and on paper.
const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:15px/1.6 'Source Han Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #8886;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#8882}tr.group td{background:#8881;font-weight:bold}
td.number{text-align:right}td.number,td.date,td.short{white-space:nowrap}
.good{color:#1a7f37}.bad{color:#c62828}.open{color:#9a6700}
@media (prefers-color-scheme:dark){.good{color:#57c274}.bad{color:#ff7b72}.open{color:#d4a72c}}
@media print{h1~h1{break-before:page}@page{size:A4 landscape;margin:12mm}body{max-width:none;margin:0;font-size:10.5pt}thead{display:table-header-group}tr{break-inside:avoid}}
";

fn escape(text: &str) -> String {
    let text = printable(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Characters of a cell that is not worth two lines.
const SHORT: usize = 6;

fn class(cell: &Cell) -> String {
    let tone = match cell.tone {
        Tone::Plain => "",
        Tone::Good => "good",
        Tone::Bad => "bad",
        Tone::Open => "open",
        Tone::Number => "number",
        Tone::Date => "date",
    };
    let short = if cell.text.chars().count() <= SHORT { "short" } else { "" };
    let classes: Vec<&str> = [tone, short].into_iter().filter(|c| !c.is_empty()).collect();
    if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) }
}

/// What stands before the sections of an HTML page.
pub fn html_head(command: &str, title: &str, language: Language) -> String {
    let language = if language == Language::Zh { "zh-CN" } else { "en" };
    format!(
        "<!doctype html>\n{}\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        super::ours::markdown_mark(command),
        escape(title),
    )
}

/// A paragraph of an HTML page about what went wrong.
pub fn html_trouble(text: &str) -> String {
    format!("<p class=\"bad\">{}</p>\n", escape(text))
}

/// What stands behind the sections of an HTML page.
pub const HTML_TAIL: &str = "</body>\n</html>\n";

impl Page {
    /// As one HTML page that needs nothing beside it: no script, no address.
    pub fn html(&self, command: &str, language: Language) -> String {
        let mut out = html_head(command, &self.title, language);
        self.html_section(&mut out);
        out.push_str(HTML_TAIL);
        out
    }

    /// Its part of an HTML page.
    pub fn html_section(&self, out: &mut String) {
        let _ = writeln!(out, "<h1>{}</h1>\n<p>{}</p>", escape(&self.title), escape(&self.summary));
        for table in self.tables.iter().filter(|t| !t.rows.is_empty()) {
            let _ = writeln!(out, "<h2>{}</h2>\n<table>\n<thead><tr>", escape(&table.name));
            for (head, _) in &table.heads {
                let _ = write!(out, "<th scope=\"col\">{}</th>", escape(head));
            }
            out.push_str("</tr></thead>\n<tbody>\n");
            for row in &table.rows {
                match row {
                    Row::Group(name) => {
                        let width = table.heads.len();
                        let _ = writeln!(out, "<tr class=\"group\"><td colspan=\"{width}\">{}</td></tr>", escape(name));
                    }
                    Row::Cells(cells) => {
                        out.push_str("<tr>");
                        for cell in cells {
                            let _ = write!(out, "<td{}>{}</td>", class(cell), escape(&cell.text));
                        }
                        out.push_str("</tr>\n");
                    }
                }
            }
            out.push_str("</tbody>\n</table>\n");
        }
    }

    /// As a Word document on A4 landscape: a table a group, its head on every page.
    ///
    /// # Errors
    /// When it would be too large.
    pub fn document(&self) -> Result<Vec<u8>, zhibi_office::Error> {
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let clean = |cell: &str| printable(cell).replace(['\t', '\n'], " ");
            cells.map(clean).collect::<Vec<_>>().join("\t") + "\n"
        };
        // What it is, and of which draft.
        let (title, of) = self.title.split_once('：').unwrap_or((&self.title, ""));
        let of = if of.is_empty() { String::new() } else { format!("（{}）\n", printable(of)) };
        let mut text = format!("{}\n{of}{}\n", printable(title), printable(&self.summary));
        for table in self.tables.iter().filter(|t| !t.rows.is_empty()) {
            let head = line(&mut table.heads.iter().map(|(name, _)| *name));
            let mut open = false;
            for row in &table.rows {
                match row {
                    Row::Group(name) => {
                        text.push_str(&line(&mut std::iter::once(name.as_str())));
                        open = false;
                    }
                    Row::Cells(cells) => {
                        if !open {
                            text.push_str(&head);
                            open = true;
                        }
                        text.push_str(&line(&mut cells.iter().map(|cell| cell.text.as_str())));
                    }
                }
            }
        }
        let snapshot = Reader::unchecked(DocumentKind::Plain, Arc::default()).read(&text);
        typeset(&snapshot, &Layout::named("handout").map_or_else(|| Layout::read(""), Ok)?)
    }

    /// As a workbook: a sheet a table, A4 landscape, fitted to the width, the head on every page.
    pub fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let tables: Vec<&Table> = self.tables.iter().filter(|t| !t.rows.is_empty()).collect();
        if tables.is_empty() {
            book.add_worksheet().write_string(0, 0, cut(&self.title))?.write_string(1, 0, cut(&self.summary))?;
        }
        for table in tables {
            let sheet = book.add_worksheet();
            sheet.set_name(&table.name)?;
            self.sheet(sheet, table)?;
        }
        book.save_to_buffer()
    }

    fn sheet(&self, sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
        // Title, summary, then the head.
        const HEAD: u32 = 2;
        let last = table.heads.len().saturating_sub(1) as u16;
        let title = Format::new().set_bold().set_font_size(14).set_align(FormatAlign::Center);
        let border = || Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
        let head = border().set_bold().set_background_color(Color::RGB(0x00DD_EBF7));
        let group = border().set_bold().set_background_color(Color::RGB(0x00F2_F2F2));
        let coloured = |colour| border().set_font_color(Color::RGB(colour));
        let (plain, good, bad, open) = (border(), coloured(0x001A_7F37), coloured(0x00C6_2828), coloured(0x009A_6700));
        let date = border().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left);
        sheet.merge_range(0, 0, 0, last.max(1), &cut(&self.title), &title)?;
        sheet.write_string(1, 0, cut(&self.summary))?;
        write_heads(sheet, HEAD, &table.heads, &head)?;
        let mut row = HEAD;
        for line in &table.rows {
            row += 1;
            match line {
                Row::Group(name) => drop(sheet.merge_range(row, 0, row, last.max(1), &cut(name), &group)?),
                Row::Cells(cells) => {
                    for (column, cell) in (0_u16..).zip(cells) {
                        let format = match cell.tone {
                            Tone::Plain | Tone::Number => &plain,
                            Tone::Good => &good,
                            Tone::Bad => &bad,
                            Tone::Open => &open,
                            Tone::Date => &date,
                        };
                        let number = cell.text.parse::<f64>().ok().filter(|_| cell.tone == Tone::Number);
                        let day = (cell.tone == Tone::Date).then(|| ExcelDateTime::parse_from_str(&cell.text).ok());
                        match (number, day.flatten()) {
                            (Some(number), _) => sheet.write_number_with_format(row, column, number, format)?,
                            (_, Some(day)) => sheet.write_datetime_with_format(row, column, &day, format)?,
                            _ => sheet.write_string_with_format(row, column, cut(&cell.text), format)?,
                        };
                    }
                }
            }
        }
        sheet.set_freeze_panes(HEAD + 1, 0)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(HEAD, HEAD)?.set_footer("&C&P / &N");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_needs_nothing_and_runs_nothing() {
        let rows =
            vec![Row::Group("甲<部>".into()), Row::Cells(vec!["<script>alert(1)</script>".into(), "\u{202e}5".into()])];
        let table = Table { name: "表".into(), heads: vec![("名", 10.0), ("数", 8.0)], rows };
        let page = Page { title: "甲 & 乙".into(), summary: String::new(), tables: vec![table, Table::default()] };
        let html = page.html("compare", Language::Zh);
        assert!(!html.contains("<script") && !html.contains("http") && !html.contains('\u{202e}'), "{html}");
        assert!(html.contains("甲 &amp; 乙") && html.contains("colspan=\"2\">甲&lt;部&gt;"), "{html}");
        assert_eq!(html.matches("<table>").count(), 1, "an empty table is left out");
        assert!(page.workbook().is_ok_and(|bytes| bytes.starts_with(b"PK")));
    }
}
