//! The lines of a document's text, and which of their ends are the marks of paragraphs.

use std::collections::HashSet;
use std::ops::Range;

use zhibi_core::DocumentKind;
use zhibi_core::structure::{OrdinalStyle, scan_line};

use super::Change;
use crate::read::{Piece, PieceKind, Word};

/// Most lines in which a paragraph that looks right is looked for.
const NEAR: usize = 200;
/// Longest line, in characters, that may be nothing but a heading.
const SHORT: usize = 30;

pub(super) struct Lines<'a> {
    xml: &'a str,
    word: &'a Word,
    starts: Vec<usize>,
    rows: HashSet<u32>,
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
            rows: word.rows.iter().map(|row| row.line).collect(),
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
        line < self.word.source.notes as usize && !self.rows.contains(&(line as u32))
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
        index > 0 && byte < (self.word.pieces[index - 1].at + self.word.pieces[index - 1].len) as usize
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
