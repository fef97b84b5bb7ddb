//! Tables of contents: headings without text that come again below. They make no nodes and say nothing about the order of
//! levels; what stands in them is read as nothing.

use std::collections::HashSet;
use std::ops::Range;

use super::{LineScan, LineShape, Lines};
use crate::text::{Span, is_letter};

/// Fewest entries of a table of contents.
const FEWEST: usize = 3;
/// How many runs of headings without text are looked at: a table of contents stands near the top.
const RUNS: usize = 4;
/// Longest entry, in characters.
const LONGEST: usize = 60;

/// The lines of a draft without its table of contents.
pub(super) struct Body<'a, L: ?Sized> {
    lines: &'a L,
    contents: Range<usize>,
    nothing: LineScan,
}

impl<'a, L: Lines + ?Sized> Body<'a, L> {
    pub(super) fn of(lines: &'a L) -> Self {
        let nothing = LineScan { shape: LineShape::Noise, ..LineScan::default() };
        Self { lines, contents: contents(lines), nothing }
    }

    /// The lines of the table of contents; empty if there is none.
    pub(super) fn contents(&self) -> Range<u32> {
        self.contents.start as u32..self.contents.end as u32
    }
}

impl<L: Lines + ?Sized> Lines for Body<'_, L> {
    fn count(&self) -> usize {
        self.lines.count()
    }

    fn text(&self, index: usize) -> &str {
        self.lines.text(index)
    }

    fn read(&self, index: usize) -> &str {
        self.lines.read(index)
    }

    fn scan(&self, index: usize) -> &LineScan {
        if self.contents.contains(&index) { &self.nothing } else { self.lines.scan(index) }
    }
}

/// The lines of the table of contents; empty if there is none.
fn contents<L: Lines + ?Sized>(lines: &L) -> Range<usize> {
    let mut at = 0;
    for _ in 0..RUNS {
        let Some((run, after)) = next_run(lines, at) else { break };
        let below: HashSet<String> = (after..lines.count()).filter_map(|b| key(lines, b)).collect();
        let again: Vec<usize> =
            run.iter().copied().filter(|b| key(lines, *b).is_some_and(|k| below.contains(&k))).collect();
        if again.len() >= FEWEST && again.len() * 2 >= run.len() {
            return again[0]..again[again.len() - 1] + 1;
        }
        at = after;
    }
    0..0
}

/// The next run of headings without text, and the line after it; a heading that comes again starts the text.
fn next_run<L: Lines + ?Sized>(lines: &L, from: usize) -> Option<(Vec<usize>, usize)> {
    let mut run = Vec::new();
    let mut seen = HashSet::new();
    for block in from..lines.count() {
        let scan = lines.scan(block);
        if scan.shape == LineShape::Blank && !scan.starts_with_mark() {
            continue;
        }
        let entry = key(lines, block).filter(|_| is_entry(lines.read(block)));
        if entry.is_some_and(|key| seen.insert(key)) {
            run.push(block);
        } else if run.len() >= FEWEST {
            return Some((run, block));
        } else {
            run.clear();
            seen.clear();
        }
    }
    None
}

/// Whether a line is short and holds no sentence: a leader of dots is none.
fn is_entry(text: &str) -> bool {
    text.len() <= 4 * LONGEST && text.chars().count() <= LONGEST && !text.contains(['。', '；', '！', '|'])
}

fn key<L: Lines + ?Sized>(lines: &L, block: usize) -> Option<String> {
    let text = lines.read(block);
    letters(heading(lines.scan(block), text)?.of(text))
}

/// The heading that a line begins with, its ordinal included, or that it is.
#[must_use]
pub fn heading(scan: &LineScan, text: &str) -> Option<Span> {
    let span = match scan.marks.first().filter(|_| scan.starts_with_mark()) {
        Some(mark) if !mark.ordinal.style.is_run_in() => {
            Span { start: mark.ordinal.span.start, end: mark.title.end.max(mark.ordinal.span.end) }
        }
        None if matches!(scan.shape, LineShape::Title | LineShape::Part) => scan.words,
        _ => return None,
    };
    let leader = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '…' | '·' | '．' | '-' | '—');
    Some(Span { start: span.start, end: span.start + span.of(text).trim_end_matches(leader).len() as u32 })
}

/// The letters by which an entry of a table of contents and its heading know one another; none if they are too few.
#[must_use]
pub fn letters(heading: &str) -> Option<String> {
    let letters: String = heading.chars().filter(|c| is_letter(*c)).collect();
    (letters.chars().count() >= 3).then_some(letters)
}
