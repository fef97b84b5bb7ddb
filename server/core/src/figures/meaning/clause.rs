//! A line with its figures in character indexes, and the clauses around them.

use super::super::fold::Line;
use super::super::{Class, Figure};

/// One figure of a line.
#[derive(Clone, Copy)]
pub(super) struct Fig<'a> {
    pub figure: &'a Figure,
    /// First character of the figure.
    pub start: usize,
    /// After its last character.
    pub end: usize,
    /// First character, comparator included.
    pub from: usize,
    /// After its last character, comparator included.
    pub to: usize,
}

impl Fig<'_> {
    pub fn is_time(&self) -> bool {
        matches!(self.figure.class, Class::Date | Class::Period | Class::Deadline)
    }

    /// Whether it is transparent for the words around it: names and class bounds belong to noun phrases.
    pub fn is_word(&self) -> bool {
        matches!(self.figure.class, Class::Name | Class::Threshold)
    }
}

/// A line as meaning reads it.
pub(super) struct Sentence<'a> {
    pub line: Line<'a>,
    pub figs: Vec<Fig<'a>>,
}

impl<'a> Sentence<'a> {
    pub fn new(text: &'a str, figures: &'a [Figure]) -> Self {
        let line = Line::new(text);
        let figs = figures.iter().map(|figure| {
            let (start, end) = (line.index(figure.span.start), line.index(figure.span.end));
            let from = figure.before.map_or(start, |b| line.index(b.start).min(start));
            let to = figure.after.map_or(end, |a| line.index(a.end).max(end));
            Fig { figure, start, end, from, to }
        });
        let figs = figs.collect();
        Self { line, figs }
    }

    /// Start of the clause that holds character `at`: after the nearest comma, stop or colon.
    pub fn clause_start(&self, at: usize) -> usize {
        self.back_to(at, is_clause_mark, 80)
    }

    /// Start of the sentence that holds character `at`.
    pub fn sentence_start(&self, at: usize) -> usize {
        self.back_to(at, is_stop, 600)
    }

    fn back_to(&self, at: usize, stop: fn(char) -> bool, limit: usize) -> usize {
        let mut from = at;
        while from > 0 && at - from < limit && !stop(self.line.c(from - 1)) {
            from -= 1;
        }
        from
    }

    /// Whether any of `words` stands in `from..to`.
    pub fn holds(&self, from: usize, to: usize, words: &[&str]) -> bool {
        (from..to).any(|i| self.line.any(i, words).is_some_and(|n| i + n <= to))
    }

    /// Text of a range, as folded.
    pub fn folded(&self, from: usize, to: usize) -> String {
        self.line.slice(from, to).iter().collect()
    }
}

pub(super) fn is_clause_mark(c: char) -> bool {
    matches!(c, ',' | '。' | ';' | ':' | '!' | '?' | '\u{3000}' | '\t') || is_stop(c)
}

/// Ends of sentences. A semicolon parts statements as well as a full stop does.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '\n' | '\0')
}
