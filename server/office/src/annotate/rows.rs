//! Rows of tables: what one is made of, and one that looks like it.

use std::ops::Range;

use super::properties::without;
use crate::error::Error;
use crate::xml::{Step, attribute, local, number, walk};

/// What of the properties of a row is not its look.
const NO_LOOK_OF_ROW: [&str; 5] = ["ins", "del", "trPrChange", "tblHeader", "cnfStyle"];
/// What of the properties of a cell is not its look.
const NO_LOOK_OF_CELL: [&str; 5] = ["cellIns", "cellDel", "cellMerge", "tcPrChange", "cnfStyle"];

/// A row, in bytes of its XML.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Exceptions from the properties of the table.
    pub(super) exceptions: Range<usize>,
    pub(super) properties: Option<Range<usize>>,
    /// Where its properties would be.
    pub(super) inner: usize,
    pub(super) cells: Vec<Cell>,
    /// Whether nothing but cells is in it.
    pub(super) plain: bool,
}

/// A cell of a row.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) place: Range<usize>,
    /// Columns it takes, and those before it.
    pub(super) span: usize,
    pub(super) column: usize,
    /// Whether it is what a cell above goes on in.
    pub(super) goes_on: bool,
    properties: Option<Range<usize>>,
    /// The properties of its first paragraph, and of the first run.
    pub(super) paragraph: Option<Range<usize>>,
    pub(super) run: Option<Range<usize>>,
    runs: usize,
    paragraphs: usize,
}

impl Cell {
    /// Its properties for a cell of another row, which goes on from the cell above it or not.
    pub(super) fn look(&self, row: &str, goes_on: bool) -> Result<String, Error> {
        let own = self.properties.clone().map_or("", |range| &row[range]);
        let merged = if goes_on { None } else { Some("vMerge") };
        let gone: Vec<&str> = NO_LOOK_OF_CELL.into_iter().chain(merged).collect();
        without(own, &gone)
    }
}

impl Parts {
    pub(super) fn of(row: &str) -> Result<Self, Error> {
        let mut parts = Self { plain: true, ..Self::default() };
        let mut path: Vec<(String, usize)> = Vec::new();
        walk(row, |step, place| match step {
            Step::Start(element, empty) => {
                let name = local(element.name().as_ref()).to_owned();
                parts.start(&name, path.len(), &place);
                let value = match name.as_str() {
                    "gridSpan" => number(element).map(|span| span as usize),
                    "vMerge" => Some(usize::from(attribute(element, "val").is_none_or(|val| val != "restart"))),
                    _ => None,
                };
                parts.of_cell(&name, path.len(), value);
                if empty {
                    parts.end(&name, path.len(), place.start, place.end);
                } else {
                    path.push((name, place.start));
                }
            }
            Step::End(_) => {
                if let Some((name, start)) = path.pop() {
                    parts.end(&name, path.len(), start, place.end);
                }
            }
            _ => {}
        })?;
        let mut column = 0;
        for cell in &mut parts.cells {
            cell.column = column;
            column += cell.span;
        }
        Ok(parts)
    }

    fn start(&mut self, name: &str, depth: usize, place: &Range<usize>) {
        match (depth, name) {
            (0, _) => self.inner = place.end,
            (1, "tc") => self.cells.push(Cell { place: place.clone(), span: 1, ..Cell::default() }),
            (1, "tblPrEx" | "trPr" | "bookmarkStart" | "bookmarkEnd") => {}
            (1, _) => self.plain = false,
            (2, "p") => self.cells.iter_mut().last().into_iter().for_each(|cell| cell.paragraphs += 1),
            (3, "r") => self.cells.iter_mut().last().into_iter().for_each(|cell| cell.runs += 1),
            _ => {}
        }
    }

    fn of_cell(&mut self, name: &str, depth: usize, value: Option<usize>) {
        let (3, Some(value), Some(cell)) = (depth, value, self.cells.last_mut()) else { return };
        match name {
            "gridSpan" => cell.span = value.clamp(1, crate::read::MAX_SPAN as usize),
            _ => cell.goes_on = value == 1,
        }
    }

    fn end(&mut self, name: &str, depth: usize, start: usize, end: usize) {
        let cell = self.cells.last_mut();
        match (depth, name, cell) {
            (1, "tblPrEx", _) => {
                self.exceptions = start..end;
                self.inner = end;
            }
            (1, "trPr", _) => self.properties = Some(start..end),
            (1, "tc", Some(cell)) => cell.place.end = end,
            (2, "tcPr", Some(cell)) => cell.properties = Some(start..end),
            (3, "pPr", Some(cell)) if cell.paragraphs == 1 => cell.paragraph = Some(start..end),
            (4, "rPr", Some(cell)) if cell.runs == 1 => cell.run = Some(start..end),
            _ => {}
        }
    }

    /// The columns of the table that it has.
    pub(super) fn columns(&self) -> usize {
        self.cells.iter().map(|cell| cell.span).sum()
    }

    /// The properties of another row that looks like it.
    pub(super) fn look(&self, row: &str) -> Result<String, Error> {
        without(self.properties.clone().map_or("", |range| &row[range]), &NO_LOOK_OF_ROW)
    }

    /// Whether a row like this can hold these words of columns, some of whose cells go on from those above.
    pub(super) fn holds(&self, words: &[&str], goes_on: bool) -> bool {
        let fits = |cell: &Cell| {
            let words = &words[cell.column..cell.column + cell.span];
            let open = usize::from(!(goes_on && cell.goes_on));
            words[open..].iter().all(|word| word.is_empty())
        };
        self.plain && self.columns() == words.len() && self.cells.iter().all(fits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_what_its_cells_are() {
        let row = "<w:tr w:rsidR=\"1\"><w:tblPrEx><w:jc/></w:tblPrEx><w:trPr><w:tblHeader/><w:trHeight/></w:trPr>\
             <w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:pPr><w:jc/></w:pPr><w:r><w:rPr><w:b/></w:rPr></w:r><w:r><w:rPr><w:i/></w:rPr></w:r></w:p></w:tc>\
             <w:tc><w:tcPr><w:tcW/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>";
        let parts = Parts::of(row).unwrap();
        assert!(parts.plain && parts.columns() == 3 && parts.cells[1].goes_on && parts.cells[1].column == 2);
        assert_eq!(parts.look(row).unwrap(), "<w:trPr><w:trHeight/></w:trPr>");
        assert_eq!(&row[parts.exceptions.clone()], "<w:tblPrEx><w:jc/></w:tblPrEx>");
        assert_eq!(&row[parts.cells[0].paragraph.clone().unwrap()], "<w:pPr><w:jc/></w:pPr>");
        assert_eq!(&row[parts.cells[0].run.clone().unwrap()], "<w:rPr><w:b/></w:rPr>");
        assert_eq!(parts.cells[1].look(row, false).unwrap(), "<w:tcPr><w:tcW/></w:tcPr>");
        assert_eq!(parts.cells[1].look(row, true).unwrap(), "<w:tcPr><w:tcW/><w:vMerge/></w:tcPr>");
        assert!(parts.holds(&["甲", "", "乙"], false) && parts.holds(&["甲", "", ""], true));
        assert!(!parts.holds(&["甲", "乙", ""], false) && !parts.holds(&["甲", "", "乙"], true));
        assert!(!parts.holds(&["甲", "乙"], false));
    }
}
