//! The lines of a document's text, and which of their ends are the marks of paragraphs.

use std::collections::HashSet;
use std::ops::Range;

use zhibi_core::DocumentKind;
use zhibi_core::structure::{OrdinalStyle, scan_line};

use super::Change;
use super::rows::Parts;
use crate::error::Error;
use crate::read::{Piece, PieceKind, Row, Word};

/// Most lines in which a paragraph that looks right is looked for.
const NEAR: usize = 200;
/// Longest line, in characters, that may be nothing but a heading.
const SHORT: usize = 30;

/// Where new rows come, from a row that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    Before,
    Behind,
}

pub(super) struct Lines<'a> {
    xml: &'a str,
    word: &'a Word,
    starts: Vec<usize>,
    /// Paragraphs that lines come from; others are not in the text.
    listed: HashSet<u32>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(xml: &'a str, word: &'a Word) -> Self {
        let breaks = word.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let source = &word.source;
        Self {
            xml,
            word,
            starts: std::iter::once(0).chain(breaks).collect(),
            listed: source.lines.iter().chain(&source.ends).copied().collect(),
        }
    }

    /// The line that a byte stands in; that behind the last one at the end of the text.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The bytes of a line, with its break.
    pub(super) fn range(&self, line: usize) -> Range<usize> {
        let end = self.word.text.len();
        self.starts.get(line).copied().unwrap_or(end)..self.starts.get(line + 1).copied().unwrap_or(end)
    }

    pub(super) fn is_start(&self, byte: usize) -> bool {
        self.starts.binary_search(&byte).is_ok()
    }

    /// Whether a line is text of paragraphs, no row of a table and no note.
    pub(super) fn is_text(&self, line: usize) -> bool {
        line < self.word.source.notes as usize && self.row(line).is_none()
    }

    /// The row of a table that a line is.
    pub(super) fn row(&self, line: usize) -> Option<&'a Row> {
        let rows = &self.word.rows;
        rows.binary_search_by_key(&line, |row| row.line as usize).ok().map(|index| &rows[index])
    }

    /// The rows of the table of a row.
    pub(super) fn table(&self, row: &Row) -> &'a [Row] {
        let rows = &self.word.rows;
        let first = rows.partition_point(|other| other.table < row.table);
        &rows[first..rows.partition_point(|other| other.table <= row.table)]
    }

    /// The bytes of a row in the body.
    pub(super) fn row_xml(&self, row: &Row) -> Range<u32> {
        let element = &self.word.source.rows[row.row as usize];
        element.open.start..element.end
    }

    /// The bytes of each column of a row, in the text.
    pub(super) fn columns(&self, line: usize) -> Vec<Range<usize>> {
        let range = self.range(line);
        let (text, mut at) = (self.word.text[range.clone()].trim_end_matches('\n'), range.start);
        let column = |words: &str| {
            let column = at..at + words.len();
            at = column.end + 1;
            column
        };
        text.split('\t').map(column).collect()
    }

    /// A change as the changes that it comes to: rows of tables come and go one by one, beside paragraphs.
    pub(super) fn parted(&self, change: &Change) -> Vec<Change> {
        let Range { start, end } = change.range;
        let whole = self.is_start(start) && self.is_start(end);
        if whole && start < end && change.text.is_empty() {
            self.parted_removal(start, end)
        } else if whole && start == end && change.text.ends_with('\n') {
            self.parted_insertion(start, &change.text)
        } else {
            vec![change.clone()]
        }
    }

    fn parted_removal(&self, start: usize, end: usize) -> Vec<Change> {
        let mut parts: Vec<Change> = Vec::new();
        let mut in_text = false;
        for line in self.at(start)..self.at(end) {
            let (range, is_text) = (self.range(line), self.row(line).is_none());
            match parts.last_mut().filter(|_| in_text && is_text) {
                Some(last) => last.range.end = range.end,
                None => parts.push(Change { range, text: String::new() }),
            }
            in_text = is_text;
        }
        parts
    }

    fn parted_insertion(&self, at: usize, text: &str) -> Vec<Change> {
        let line = self.at(at);
        let above = line.checked_sub(1).filter(|above| self.row(*above).is_some());
        let below = Some(line).filter(|below| self.row(*below).is_some());
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let fits = |row: Option<usize>| row.map(|row| self.columns(row).len());
        let columns = |line: &str| line.matches('\t').count() + 1;
        let first = lines.iter().take_while(|line| Some(columns(line)) == fits(above)).count();
        let rest = &lines[first..];
        let last = rest.iter().rev().take_while(|line| Some(columns(line)) == fits(below)).count();
        let groups = [&lines[..first], &rest[..rest.len() - last], &rest[rest.len() - last..]];
        let groups = groups.into_iter().filter(|group| !group.is_empty());
        groups.map(|group| Change { range: at..at, text: group.concat() }).collect()
    }

    /// Changes of which none share an automatic number.
    pub(super) fn whole_numbers(&self, changes: Vec<Change>) -> Vec<Change> {
        let mut whole: Vec<Change> = Vec::new();
        for change in changes {
            let number = self.number_at(&change);
            match whole.last_mut().filter(|last| number.is_some() && self.number_at(last) == number) {
                Some(last) => {
                    let between = &self.word.text[last.range.end..change.range.start];
                    last.text = format!("{}{between}{}", last.text, change.text);
                    last.range.end = change.range.end;
                }
                None => whole.push(change),
            }
        }
        whole
    }

    /// The automatic number that a change within a line is in, or begins in.
    pub(super) fn number_at(&self, change: &Change) -> Option<usize> {
        let range = &change.range;
        let index = self.word.pieces.partition_point(|piece| piece.at as usize <= range.start).checked_sub(1)?;
        let piece = &self.word.pieces[index];
        let within = range.start < piece.end() && range.end < self.range(self.at(range.start)).end;
        (piece.kind == PieceKind::Number && within && !change.text.contains('\n')).then_some(index)
    }

    /// The row that new rows at a byte come behind, or else before.
    pub(super) fn beside(&self, at: usize, text: &str) -> Option<(Beside, &'a Row)> {
        let line = self.at(at);
        let columns = text.lines().next()?.matches('\t').count() + 1;
        let fits = |line: usize| self.row(line).filter(|_| self.columns(line).len() == columns);
        let above = line.checked_sub(1).and_then(fits).map(|row| (Beside::Behind, row));
        above.or_else(|| fits(line).map(|row| (Beside::Before, row)))
    }

    /// The paragraph that a byte of the text stands in where nothing of its line, or of its cell of a row, is text of a run.
    pub(super) fn bare(&self, at: usize) -> Result<Option<u32>, Error> {
        let line = self.at(at);
        let is_bare = |range: &Range<usize>| {
            range.contains(&at) | (range.end == at)
                && self.pieces(range).iter().all(|piece| piece.kind == PieceKind::Number && piece.end() <= at)
                && self.pieces(range).last().map_or(range.start, Piece::end) == range.end
        };
        let Some(row) = self.row(line) else {
            let range = self.range(line);
            let bare = self.is_text(line) && is_bare(&(range.start..range.end.saturating_sub(1).max(range.start)));
            return Ok(self.word.source.lines.get(line).copied().filter(|_| bare));
        };
        let columns = self.columns(line);
        let Some(column) = columns.iter().position(is_bare) else { return Ok(None) };
        let xml = self.row_xml(row);
        let parts = Parts::of(&self.xml[xml.start as usize..xml.end as usize])?;
        // What a merged cell goes on in is not seen.
        let Some(cell) = parts.cells.iter().find(|cell| cell.column == column && !cell.goes_on) else {
            return Ok(None);
        };
        let (start, end) = (xml.start + cell.place.start as u32, xml.start + cell.place.end as u32);
        let all = &self.word.source.paragraphs;
        let first = all.partition_point(|paragraph| paragraph.element.open.start < start);
        Ok(all.get(first).filter(|paragraph| paragraph.element.end <= end).map(|_| first as u32))
    }

    /// The paragraph that begins with a line.
    pub(super) fn begins(&self, line: usize) -> Option<u32> {
        let of = |line: usize| self.word.source.lines.get(line).copied();
        let paragraph = of(line).filter(|_| self.is_text(line))?;
        let goes_on = line > 0 && of(line - 1) == Some(paragraph);
        (!goes_on).then_some(paragraph)
    }

    /// The paragraph whose mark the line break at a byte is.
    pub(super) fn mark(&self, byte: usize) -> Option<u32> {
        let line = self.at(byte);
        let lines = &self.word.source.lines;
        let goes_on = line + 1 < self.word.source.notes as usize && lines.get(line) == lines.get(line + 1);
        if self.word.text.as_bytes().get(byte) != Some(&b'\n') || !self.is_text(line) || goes_on {
            return None;
        }
        self.word.source.ends.get(line).copied().filter(|_| !self.is_soft(byte))
    }

    /// Whether a break is one within a paragraph, which has its place in the body.
    fn is_soft(&self, byte: usize) -> bool {
        let index = self.word.pieces.partition_point(|piece| piece.at as usize <= byte);
        index > 0 && byte < self.word.pieces[index - 1].end()
    }

    /// Whether a paragraph is one with the next one when its mark goes: they follow each other, with nothing between.
    pub(super) fn joins(&self, paragraph: u32) -> bool {
        let all = &self.word.source.paragraphs;
        let end = all[paragraph as usize].element.end;
        let next = all.partition_point(|other| other.element.open.start < end);
        let Some(other) = all.get(next).filter(|_| self.listed.contains(&(next as u32))) else { return false };
        let mut between = &self.xml[end as usize..other.element.open.start as usize];
        // Bookmarks, ends of comments and the like are empty elements; tables and containers are not.
        while let Some((blank, rest)) = between.split_once('<') {
            let Some((tag, rest)) = rest.split_once('>').filter(|(tag, _)| tag.ends_with('/')) else { return false };
            if !blank.trim().is_empty() || tag.starts_with(['/', '!', '?']) {
                return false;
            }
            between = rest;
        }
        between.trim().is_empty()
    }

    pub(super) fn is_listed(&self, paragraph: u32) -> bool {
        self.listed.contains(&paragraph)
    }

    /// The paragraphs whose marks go with a range of which `covered` bytes are text of runs; `None` where what else is in
    /// it stands for something that cannot go: a break that is no mark, a number whose paragraph stays.
    pub(super) fn marks(&self, range: &Range<usize>, covered: usize) -> Option<Vec<u32>> {
        let (mut marks, mut known) = (Vec::new(), covered);
        let mut at = range.start;
        while at < range.end {
            let line = self.range(self.at(at));
            let last = line.end.saturating_sub(1).max(line.start);
            let mark = if last < range.end { self.mark(last) } else { None };
            if let Some(paragraph) = mark {
                if !self.joins(paragraph) {
                    return None;
                }
                marks.push(paragraph);
                known += 1;
            }
            // Blanks and numbers before a paragraph go with it, or when it goes on from the one before.
            if at == line.start && (mark.is_some() || range.start < line.start) {
                known += self.own_text(self.at(at)).min(range.end).saturating_sub(at);
            }
            at = line.end;
        }
        // Blank lines that we made a paragraph's are no marks, but go with it.
        let blank = |byte: &usize| self.word.text.as_bytes()[*byte] == b'\n' && self.is_made_blank(*byte);
        let blanks = range.clone().filter(blank).count();
        (known + blanks == range.len() && (blanks == 0 || !marks.is_empty())).then_some(marks)
    }

    /// Whether a break ends a blank line before a paragraph of a document that we made, and that paragraph goes.
    fn is_made_blank(&self, byte: usize) -> bool {
        let line = self.at(byte);
        let lines = &self.word.source.lines;
        self.range(line).len() == 1
            && self.is_text(line)
            && self.begins(line + 1).is_none()
            && lines.get(line) == lines.get(line + 1)
            && self.mark(byte).is_none()
            && self.pieces(&self.range(line)).is_empty()
    }

    /// A change in the form in which it can be put in: what comes and goes in whole lines may as well begin a line earlier
    /// where the lines are the same.
    pub(super) fn settled(&self, change: &Change) -> Change {
        let Change { mut range, mut text } = change.clone();
        let whole = &self.word.text;
        if range.is_empty() && text.ends_with('\n') && self.is_start(range.start) {
            // Behind a blank line that belongs to the paragraph below.
            while let Some(line) = self.at(range.start).checked_sub(1).filter(|_| range.start > 0) {
                let (this, before) = (self.at(range.start), self.range(line));
                let goes_on =
                    self.begins(this).is_none() && this < self.word.source.notes as usize && self.is_text(this);
                let same = text.ends_with(&whole[before.clone()])
                    && (text.len() == before.len() || text[..text.len() - before.len()].ends_with('\n'));
                if !goes_on || !same {
                    break;
                }
                text = format!("{}{}", &whole[before.clone()], &text[..text.len() - before.len()]);
                range = before.start..before.start;
            }
            if self.begins(self.at(range.start)).is_none() || range.start == whole.len() {
                let before = range.start.checked_sub(1).filter(|at| self.mark(*at).is_some());
                if let Some(at) = before {
                    text = format!("\n{}", &text[..text.len() - 1]);
                    range = at..at;
                }
            }
        } else if text.is_empty() && range.start > 0 && whole[range.clone()].ends_with('\n') {
            let last = self.mark(range.end - 1);
            let before = range.start - 1;
            // Behind a soft break the rest of the paragraph goes, not its mark. The last paragraph of a container has nothing
            // to go into: the mark before it goes.
            let is_last = || last.is_some_and(|paragraph| !self.joins(paragraph));
            let goes = || self.mark(before).is_some_and(|paragraph| self.joins(paragraph));
            if last.is_some() && whole.as_bytes()[before] == b'\n' && (self.is_soft(before) || is_last() && goes()) {
                range = before..range.end - 1;
            }
        }
        Change { range, text }
    }

    /// The run that a new paragraph has its look from, of the paragraph that it is to look like.
    pub(super) fn look(&self, line: usize) -> Option<u32> {
        let range = self.range(line);
        let short = self.word.text[range.clone()].chars().count() <= SHORT;
        let mut own = self.pieces(&range).iter().filter(|piece| piece.kind == PieceKind::Text);
        let piece = if short { own.next() } else { own.next_back() };
        piece.map(|piece| piece.run)
    }

    /// Where the text of a paragraph's first line begins, behind blanks and an automatic number.
    pub(super) fn own_text(&self, line: usize) -> usize {
        let range = self.range(line);
        let first = self.pieces(&range).iter().find(|piece| piece.kind != PieceKind::Number);
        first.map_or(range.end.saturating_sub(1).max(range.start), |piece| piece.at as usize)
    }

    /// Whether a line begins with an automatic number.
    pub(super) fn is_numbered(&self, line: usize) -> bool {
        self.pieces(&self.range(line)).first().is_some_and(|piece| piece.kind == PieceKind::Number)
    }

    /// The pieces of a line.
    pub(super) fn pieces(&self, range: &Range<usize>) -> &'a [Piece] {
        let all = &self.word.pieces;
        let first = all.partition_point(|piece| (piece.at as usize) < range.start);
        let last = all.partition_point(|piece| (piece.at as usize) < range.end);
        &all[first..last]
    }

    /// The line nearest to one whose paragraph is of the kind that a new one will be.
    pub(super) fn model(&self, text: &str, near: usize) -> Option<usize> {
        let kind = kind(text);
        let line = |line: usize| &self.word.text[self.range(line)];
        let usable = |line: &usize| self.is_text(*line) && self.mark(self.range(*line).end.saturating_sub(1)).is_some();
        let around: Vec<usize> = (1..=NEAR)
            .flat_map(|by| [near.checked_sub(by), Some(near + by - 1)])
            .flatten()
            .filter(|line| usable(line) && self.range(*line).len() > 1)
            .collect();
        let exact = around.iter().find(|at| self::kind(line(**at)) == kind);
        let close = || around.iter().find(|at| self::kind(line(**at)).0 == kind.0);
        exact.or_else(close).or(around.first()).copied()
    }
}

/// What a line looks like: the style of its ordinal, and whether it may be nothing but a heading.
fn kind(text: &str) -> (Option<OrdinalStyle>, bool) {
    let text = text.trim();
    let scan = scan_line(text, DocumentKind::Plain);
    let style = scan.marks.first().filter(|_| scan.starts_with_mark()).map(|mark| mark.ordinal.style);
    (style, text.chars().count() <= SHORT)
}

/// Where the ordinal ends that a line starts with.
pub(super) fn behind_ordinal(text: &str) -> Option<usize> {
    let scan = scan_line(text, DocumentKind::Plain);
    let mark = scan.marks.first().filter(|_| scan.starts_with_mark())?;
    Some(mark.ordinal.span.end as usize)
}

/// Where a number ends that a text starts with, written as an automatic one: `3` as `1`, `（三）` as `（一）`.
pub(super) fn behind_number(text: &str, like: &str) -> Option<usize> {
    let is_digit = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(c);
    let (first, last) = (like.find(is_digit)?, like.rfind(is_digit)?);
    let (before, behind) = (&like[..first], like[last..].trim_start_matches(is_digit).trim_end());
    let digits = text.strip_prefix(before)?;
    let rest = digits.trim_start_matches(is_digit);
    let rest = rest.strip_prefix(behind).filter(|_| rest.len() < digits.len())?;
    Some(text.len() - rest.len())
}
