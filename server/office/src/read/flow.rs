//! Lines as they come out of paragraphs, text boxes and tables.

use super::{Piece, PieceKind};

/// A line that is being put together; its pieces count from its start.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    /// Level of a heading, from 1; 0 for the title.
    pub(super) head: Option<u8>,
    /// The table it is a row of, and the row.
    pub(super) row: Option<(u32, u32)>,
    /// Blank lines before it, in a document that we made.
    pub(super) blank: u32,
    /// Its paragraph; that of its first cell.
    pub(super) paragraph: u32,
    /// The paragraph whose mark ends it, if one does.
    pub(super) end: u32,
}

impl Line {
    /// Adds a stretch of text. Stretches that go on from one another are one.
    pub(super) fn push(&mut self, text: &str, xml: std::ops::Range<u32>, kind: PieceKind, run: u32) {
        let (at, len) = (self.text.len() as u32, text.len() as u32);
        self.text.push_str(text);
        match self.pieces.last_mut() {
            Some(last) if kind == PieceKind::Text && last.kind == kind && last.xml.end == xml.start => {
                last.len += len;
                last.xml.end = xml.end;
            }
            _ => self.pieces.push(Piece { at, len, xml, kind, run }),
        }
    }

    /// Puts another line behind this one.
    fn append(&mut self, other: Self) {
        let by = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.pieces.extend(other.pieces.into_iter().map(|piece| Piece { at: piece.at + by, ..piece }));
        self.head = self.head.or(other.head);
        self.end = other.end;
    }

    /// Puts text before this line.
    fn prepend(&mut self, text: &str, piece: Option<Piece>) {
        let by = text.len() as u32;
        self.text.insert_str(0, text);
        self.pieces.iter_mut().for_each(|piece| piece.at += by);
        self.pieces.splice(0..0, piece);
    }
}

/// What stands before a paragraph and is no text of its own.
#[derive(Debug, Default)]
pub(super) struct Start {
    /// Its automatic number: the text, the run that stands for it, and its place in the body.
    pub(super) number: Option<(String, u32, u32)>,
    /// Blank lines before it, in a document that we made.
    pub(super) blank: u32,
    /// Blanks before it, in such a document.
    pub(super) indent: String,
    /// Level of a heading.
    pub(super) head: Option<u8>,
}

/// Lines one below another: the body, a text box, a cell.
#[derive(Debug, Default)]
pub(super) struct Flow {
    lines: Vec<Line>,
    /// The paragraph whose mark is not of this version: the next one goes on from it.
    open: Option<Open>,
}

/// A paragraph that goes on.
#[derive(Debug, Default)]
struct Open {
    /// Its first line.
    first: usize,
    start: Start,
    /// Lines of text boxes in it, which stand behind it.
    boxes: Vec<Line>,
}

impl Flow {
    /// Adds the lines of a paragraph and of its text boxes. Of paragraphs that are joined because a mark between them is
    /// not of this version the last one says what they are, as in Word.
    pub(super) fn paragraph(&mut self, lines: Vec<Line>, boxes: Vec<Line>, start: Start, open: bool) {
        let mut lines = lines.into_iter();
        let mut whole = match self.open.take() {
            None => Open { first: self.lines.len(), start, boxes },
            Some(mut before) => {
                let empty = self.lines[before.first..].iter().all(|line| line.text.is_empty());
                let (blank, indent) =
                    if empty { (start.blank, start.indent) } else { (before.start.blank, before.start.indent) };
                before.start = Start { blank, indent, ..start };
                before.boxes.extend(boxes);
                if let (Some(last), Some(line)) = (self.lines.last_mut(), lines.next()) {
                    last.append(line);
                }
                before
            }
        };
        self.lines.extend(lines);
        if open {
            // What it is, the next one says.
            (whole.start.number, whole.start.head) = (None, None);
        }
        self.open = Some(whole);
        if !open {
            self.settle();
        }
    }

    /// The open paragraph ends.
    fn settle(&mut self) {
        let Some(Open { first, start, boxes }) = self.open.take() else { return };
        let Some(line) = self.lines.get_mut(first) else { return };
        line.head = start.head.filter(|_| !line.text.trim().is_empty() || start.number.is_some());
        if let Some((number, run, at)) = start.number {
            // A number alone, as in a column of them, has no blank behind it.
            let number = if line.text.is_empty() { number.trim_end() } else { &number };
            let len = number.len() as u32;
            line.prepend(number, Some(Piece { at: 0, len, xml: at..at, kind: PieceKind::Number, run }));
        }
        line.prepend(&start.indent, None);
        line.blank = start.blank;
        self.lines.extend(boxes);
    }

    /// Adds the lines of a table.
    pub(super) fn block(&mut self, lines: Vec<Line>) {
        self.settle();
        self.lines.extend(lines);
    }

    /// Its lines.
    pub(super) fn into_lines(mut self) -> Vec<Line> {
        self.settle();
        self.lines
    }

    /// All in one line, as in a cell of a table.
    fn joined(self) -> Line {
        let lines = self.into_lines();
        let (paragraph, blank) = lines.first().map_or((0, 0), |line| (line.paragraph, line.blank));
        let mut all = Line { paragraph, blank, ..Line::default() };
        for line in lines {
            if !all.text.is_empty() && !line.text.is_empty() {
                all.text.push(' ');
            }
            all.append(line);
        }
        // Tabs and breaks part cells and rows; within one they are blanks.
        all.text = all.text.replace(['\t', '\n'], " ");
        all
    }
}

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<TableRow>,
}

#[derive(Debug, Default)]
struct TableRow {
    index: u32,
    cells: Vec<Cell>,
    /// Whether the row is not of this version.
    gone: bool,
}

#[derive(Debug, Default)]
struct Cell {
    flow: Flow,
    /// Columns it takes.
    span: u32,
}

/// Most columns that one cell is read to take.
pub(crate) const MAX_SPAN: u32 = 64;

impl Table {
    pub(super) fn row(&mut self, index: u32) {
        self.rows.push(TableRow { index, ..TableRow::default() });
    }

    /// The row that is read.
    pub(super) fn open_row(&self) -> Option<u32> {
        self.rows.last().map(|row| row.index)
    }

    /// The row that is read is not of this version.
    pub(super) fn drop_row(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.gone = true;
        }
    }

    pub(super) fn cell(&mut self, flow: Flow, span: u32) {
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(Cell { flow, span: span.clamp(1, MAX_SPAN) });
        }
    }

    /// Its rows, one line each. A frame around text, of one column, is no table.
    pub(super) fn lines(self, number: u32) -> Vec<Line> {
        let rows = self.rows.into_iter().filter(|row| !row.gone);
        let rows: Vec<TableRow> = rows.collect();
        if rows.iter().all(|row| row.cells.len() < 2) {
            return rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.flow.into_lines()).collect();
        }
        let line = |row: TableRow| {
            let mut line = Line { row: Some((number, row.index)), ..Line::default() };
            for (index, cell) in row.cells.into_iter().enumerate() {
                if index > 0 {
                    line.text.push('\t');
                }
                let cell_line = cell.flow.joined();
                if index == 0 {
                    (line.paragraph, line.blank) = (cell_line.paragraph, cell_line.blank);
                }
                line.append(cell_line);
                line.text.extend(std::iter::repeat_n('\t', cell.span as usize - 1));
            }
            line.head = None;
            line
        };
        rows.into_iter().map(line).collect()
    }
}
