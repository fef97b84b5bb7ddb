//! Tables that departments send: workbooks of Excel and LibreOffice, and CSV in any usual encoding.
//!
//! They are input from anywhere: what is unpacked, and how many cells are kept, is bounded before anything is read.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use calamine::{Data, Dimensions, Ods, OdsError, Reader, Xls, XlsError, Xlsx, XlsxError};
use zhibi_core::facts::{Cell, Grid};
use zip::ZipArchive;

use super::draft::{has_extension, open_bounded};
use super::encoding;
use crate::language::tr;

/// Most bytes of XML that are unpacked from all parts of a workbook.
const MAX_UNPACKED: u64 = 64 << 20;
/// Most rows of one sheet that are read, and most columns.
const MAX_ROWS: usize = 100_000;
const MAX_COLUMNS: usize = 200;
/// Most cells of one file.
const MAX_CELLS: usize = 2_000_000;

/// The sheets of a file.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn read(path: &Path) -> Result<Vec<Grid>, String> {
    let bytes = open_bounded(path)?;
    let kind = |name| has_extension(path, name);
    let read = || {
        if kind("xlsx") || kind("xlsm") {
            xlsx(bytes)
        } else if kind("ods") {
            ods(bytes)
        } else if kind("xls") || kind("et") {
            xls(bytes)
        } else {
            csv(bytes)
        }
    };
    // A file made to trip its reader is a broken file.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(broken()))
}

fn protected() -> String {
    tr("有密码保护，读不了；请另存一份不加密的", "protected by a password; save it without one").to_owned()
}

fn broken() -> String {
    tr("不是有效的电子表格", "not a valid spreadsheet").to_owned()
}

fn too_large() -> String {
    tr("表格过大", "the spreadsheet is too large").to_owned()
}

/// Refuses an archive that unpacks to too much, whatever its directory says.
fn bounded(bytes: &[u8]) -> Result<(), String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| broken())?;
        let picture = |name: &str| name.starts_with("xl/media/") || name.starts_with("Pictures/");
        if file.name().is_ok_and(|name| picture(&name)) {
            continue;
        }
        let read = std::io::copy(&mut file.take(left + 1), &mut std::io::sink()).map_err(|_| broken())?;
        left = left.checked_sub(read).ok_or_else(too_large)?;
    }
    Ok(())
}

fn xlsx(bytes: Vec<u8>) -> Result<Vec<Grid>, String> {
    // A workbook with a password is no archive.
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return match Xlsx::new(Cursor::new(bytes.as_slice())) {
            Err(XlsxError::Password) => Err(protected()),
            _ => xls(bytes),
        };
    }
    bounded(&bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut grids = Grids::default();
    for name in book.sheet_names() {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut grid = grids.open(name, &merged);
        // One cell at a time: a sheet with one cell in its last corner is not laid out in full.
        while let Some(cell) = cells.next_cell().map_err(|_| broken())? {
            let (row, column) = cell.get_position();
            grid.put(row as usize, column as usize, &Data::from(cell.get_value().clone()))?;
        }
        grids.close(grid);
    }
    Ok(grids.done)
}

fn ods(bytes: Vec<u8>) -> Result<Vec<Grid>, String> {
    bounded(&bytes)?;
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|e| match e {
        OdsError::Password => protected(),
        _ => broken(),
    })?;
    let names = book.sheet_names();
    laid_out(names, |name| book.worksheet_range(name).ok(), |_| vec![])
}

fn xls(bytes: Vec<u8>) -> Result<Vec<Grid>, String> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|e| match e {
        XlsError::Password => protected(),
        _ => broken(),
    })?;
    let names = book.sheet_names();
    let merged: Vec<_> = names.iter().map(|n| book.merge_cells_by_sheet_name(n).unwrap_or_default()).collect();
    let of = |name: &str| names.iter().position(|n| n == name).map(|i| merged[i].clone()).unwrap_or_default();
    laid_out(names.clone(), |name| book.worksheet_range(name).ok(), of)
}

fn laid_out(
    names: Vec<String>,
    mut range: impl FnMut(&str) -> Option<calamine::Range<Data>>,
    merged: impl Fn(&str) -> Vec<Dimensions>,
) -> Result<Vec<Grid>, String> {
    let mut grids = Grids::default();
    for name in names {
        let Some(range) = range(&name) else { continue };
        let (first_row, first_column) = range.start().unwrap_or_default();
        let merged = merged(&name);
        let mut grid = grids.open(name, &merged);
        for (row, column, data) in range.used_cells() {
            grid.put(first_row as usize + row, first_column as usize + column, data)?;
        }
        grids.close(grid);
    }
    Ok(grids.done)
}

/// The sheets read so far.
#[derive(Default)]
struct Grids {
    done: Vec<Grid>,
    cells: usize,
}

/// A sheet that is being read.
struct Open {
    grid: Grid,
    left: usize,
}

impl Grids {
    fn open(&self, name: String, merged: &[Dimensions]) -> Open {
        let merged = merged.iter().take(10_000).map(|d| [d.start.0, d.start.1, d.end.0, d.end.1].map(|n| n as usize));
        let grid = Grid { name, merged: merged.collect(), ..Grid::default() };
        Open { grid, left: MAX_CELLS - self.cells }
    }

    fn close(&mut self, open: Open) {
        self.cells = MAX_CELLS - open.left;
        self.done.push(open.grid);
    }
}

impl Open {
    fn put(&mut self, row: usize, column: usize, data: &Data) -> Result<(), String> {
        let Some(cell) = cell(data) else { return Ok(()) };
        // What lies so far off is no column of ours; rows may be too many.
        if column >= MAX_COLUMNS {
            return Ok(());
        }
        if row >= MAX_ROWS {
            return Err(too_large());
        }
        let rows = &mut self.grid.rows;
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if rows[row].len() <= column {
            let more = column + 1 - rows[row].len();
            self.left = self.left.checked_sub(more).ok_or_else(too_large)?;
            rows[row].resize(column + 1, Cell::default());
        }
        rows[row][column] = cell;
        Ok(())
    }
}

fn cell(data: &Data) -> Option<Cell> {
    let text = match data {
        Data::Empty => return None,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.trim().to_owned(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => decimal(*number),
        Data::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Data::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(error) => error.to_string(),
    };
    let numeric = matches!(data, Data::Int(_) | Data::Float(_));
    (!text.is_empty()).then_some(Cell { text, numeric })
}

/// A number as people wrote it: fifteen digits, which is all that a spreadsheet keeps.
fn decimal(number: f64) -> String {
    let whole = format!("{:.0}", number.abs().trunc()).len();
    let text = format!("{number:.*}", 15_usize.saturating_sub(whole).min(15));
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn csv(bytes: Vec<u8>) -> Result<Vec<Grid>, String> {
    let (text, _) = encoding::decode(bytes)?;
    let text = text.trim_start_matches('\u{feff}');
    // Whatever stands most often in the first lines parts the columns; WPS writes semicolons or tabs at times.
    let head: String = text.lines().take(5).collect();
    let count = |mark: u8| head.bytes().filter(|b| *b == mark).count();
    let delimiter = [b',', b'\t', b';'].into_iter().max_by_key(|m| (count(*m), *m == b',')).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut grids = Grids::default();
    let mut grid = grids.open(String::new(), &[]);
    for (row, record) in reader.records().enumerate() {
        for (column, text) in record.map_err(|_| broken())?.iter().enumerate() {
            // An apostrophe is how we, and Excel, keep text from being run as a formula.
            let text = text.strip_prefix('\'').filter(|t| t.starts_with(['=', '+', '-', '@'])).unwrap_or(text);
            grid.put(row, column, &Data::String(text.to_owned()))?;
        }
    }
    grids.close(grid);
    Ok(grids.done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_the_digits_that_were_written() {
        for (number, text) in [(5.2, "5.2"), (0.1 + 0.2, "0.3"), (1290.0, "1290"), (-3.5, "-3.5"), (0.052, "0.052")] {
            assert_eq!(decimal(number), text);
        }
    }

    #[test]
    fn a_cell_in_the_last_corner_costs_nothing() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "指标").expect("a cell");
        sheet.write_string(3, 16_383, "角落").expect("a cell");
        let grids = xlsx(book.save_to_buffer().expect("a workbook")).expect("sheets");
        assert_eq!(grids[0].rows.iter().map(Vec::len).sum::<usize>(), 1);
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write_string(1_048_575, 0, "末行").expect("a cell");
        assert!(xlsx(book.save_to_buffer().expect("a workbook")).is_err());
    }

    #[test]
    fn what_is_no_table_is_refused_in_words() {
        assert!(xlsx(b"PK\x03\x04broken".to_vec()).is_err());
        assert!(xls(b"\xd0\xcf\x11\xe0broken".to_vec()).is_err());
        assert!(ods(Vec::new()).is_err());
        assert!(csv(b"\x89PNG\r\n\x1a\n\0\0".to_vec()).is_err());
    }
}
