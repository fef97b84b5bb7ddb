//! What changed from one text to another.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Change;

/// Most pairs of lines that are held against each other where many lines that follow each other differ; of more the first
/// is taken for the first, and so on.
const MAX_PAIRS: usize = 4096;
/// Most lines that one line became.
const MAX_PARTS: usize = 4;
/// Lines that share less than this part of their characters, in hundredths, are two lines, not one that was changed.
const ALIKE: usize = 40;

/// The changes that make `after` of `before`, as small as they can be, in order; none touch or overlap but where a change
/// comes in before another. Lines that came or went are changes of whole lines; a line break that came or went alone parts
/// or joins lines.
#[must_use]
pub fn changes(before: &str, after: &str) -> Vec<Change> {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let starts = offsets(&old);
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (lines, others) = (op.old_range(), op.new_range());
        let mut from = lines.start;
        for (count, other) in paired(&old[lines.clone()], &new[others.clone()]) {
            let (range, to) = (starts[from]..starts[from + count], from + count);
            let other = &new[others.start + other.start..others.start + other.end];
            if count > 0 && !other.is_empty() {
                within(range.start, &before[range], &other.concat(), &mut found);
            } else {
                found.push(Change { range, text: other.concat() });
            }
            from = to;
        }
    }
    found
}

/// Where each line starts, and where the last one ends.
fn offsets(lines: &[&str]) -> Vec<usize> {
    let ends = lines.iter().scan(0, |at, line| {
        *at += line.len();
        Some(*at)
    });
    std::iter::once(0).chain(ends).collect()
}

/// Which lines became which, in order: how many old ones, and which new ones. One of the two may be none.
fn paired(old: &[&str], new: &[&str]) -> Vec<(usize, Range<usize>)> {
    if old.is_empty() || new.is_empty() || old.len().saturating_mul(new.len()) > MAX_PAIRS {
        let both = old.len().min(new.len());
        let mut pairs: Vec<_> = (0..both).map(|at| (1, at..at + 1)).collect();
        if old.len() != new.len() {
            pairs.push((old.len() - both, both..new.len()));
        }
        return pairs;
    }
    let (old_letters, new_letters): (Vec<_>, Vec<_>) =
        (old.iter().map(|line| letters(line)).collect(), new.iter().map(|line| letters(line)).collect());
    // For each number of lines of both the most characters that are the same, and the step that leads there.
    let width = new.len() + 1;
    let mut best: Vec<(usize, (usize, usize))> = vec![(0, (0, 0)); (old.len() + 1) * width];
    for i in 0..=old.len() {
        for j in 0..=new.len() {
            if i + j == 0 {
                continue;
            }
            let mut top = (0, (0, 0));
            let mut offer = |same: Option<usize>, step: (usize, usize)| {
                let (before, _) = best[(i - step.0) * width + j - step.1];
                if let Some(same) = same.filter(|same| top.1 == (0, 0) || before + same > top.0) {
                    top = (before + same, step);
                }
            };
            if i > 0 && j > 0 {
                offer(alike(&[&old_letters[i - 1]], &[&new_letters[j - 1]]), (1, 1));
                for parts in 2..=MAX_PARTS {
                    if parts <= j {
                        let all: Vec<_> = new_letters[j - parts..j].iter().collect();
                        offer(alike(&[&old_letters[i - 1]], &all), (1, parts));
                    }
                    if parts <= i {
                        let all: Vec<_> = old_letters[i - parts..i].iter().collect();
                        offer(alike(&all, &[&new_letters[j - 1]]), (parts, 1));
                    }
                }
            }
            if i > 0 {
                offer(Some(0), (1, 0));
            }
            if j > 0 {
                offer(Some(0), (0, 1));
            }
            best[i * width + j] = top;
        }
    }
    let (mut i, mut j, mut steps) = (old.len(), new.len(), Vec::new());
    while i + j > 0 {
        let (_, (lines, others)) = best[i * width + j];
        steps.push((lines, j - others..j));
        (i, j) = (i - lines, j - others);
    }
    steps.reverse();
    replaced(steps, old, new)
}

/// Lines that went where others came are changed in place, one for one: a paragraph keeps its look. A row of a table
/// becomes no paragraph.
fn replaced(steps: Vec<(usize, Range<usize>)>, old: &[&str], new: &[&str]) -> Vec<(usize, Range<usize>)> {
    let mut out: Vec<(usize, Range<usize>)> = Vec::new();
    let (mut steps, mut at) = (steps.into_iter().peekable(), 0);
    while let Some((lines, others)) = steps.next() {
        if lines > 0 && !others.is_empty() {
            at += lines;
            out.push((lines, others));
            continue;
        }
        let (mut gone, mut come) = (lines, others);
        while let Some((lines, others)) = steps.next_if(|(lines, others)| *lines == 0 || others.is_empty()) {
            gone += lines;
            come.end = come.end.max(others.end);
        }
        let alike = |by: &usize| tabs(old[at + by]) == tabs(new[come.start + by]);
        let both = (0..gone.min(come.len())).take_while(alike).count();
        out.extend((0..both).map(|at| (1, come.start + at..come.start + at + 1)));
        at += gone;
        let rest = come.start + both..come.end;
        if gone > both && !rest.is_empty() {
            out.push((gone - both, rest.start..rest.start));
            out.push((0, rest));
        } else if gone > both || !rest.is_empty() {
            out.push((gone - both, rest));
        }
    }
    out
}

/// What parts the cells of a row.
fn tabs(line: &str) -> usize {
    line.bytes().filter(|byte| *byte == b'\t').count()
}

/// How often each character stands in a line.
fn letters(line: &str) -> HashMap<char, usize> {
    let mut letters = HashMap::new();
    line.chars().filter(|c| !c.is_whitespace()).for_each(|c| *letters.entry(c).or_insert(0) += 1);
    letters
}

/// How many characters lines share, where they are versions of one another. Of lines that were parted or joined each part
/// must be found in the whole.
fn alike(old: &[&HashMap<char, usize>], new: &[&HashMap<char, usize>]) -> Option<usize> {
    let size = |side: &[&HashMap<char, usize>]| side.iter().flat_map(|line| line.values()).sum::<usize>();
    let shared = |a: &HashMap<char, usize>, b: &HashMap<char, usize>| {
        a.iter().map(|(c, count)| (*count).min(b.get(c).copied().unwrap_or(0))).sum::<usize>()
    };
    let (one, parts) = if old.len() == 1 { (old[0], new) } else { (new[0], old) };
    if parts.len() == 1 {
        let same = shared(one, parts[0]);
        return (same * 200 >= ALIKE * (size(old) + size(new)) && same > 0).then_some(same);
    }
    // Blank lines are no parts.
    let found = |part: &&HashMap<char, usize>| !part.is_empty() && shared(one, part) * 10 >= 9 * size(&[*part]);
    let mut whole = HashMap::new();
    for (c, count) in parts.iter().flat_map(|part| part.iter()) {
        *whole.entry(*c).or_insert(0) += count;
    }
    let same = shared(one, &whole);
    (parts.iter().all(found) && same * 200 >= 180 * size(&[one]).max(1)).then_some(same)
}

/// The changes within a stretch of lines; in a row of a table those of each cell.
fn within(start: usize, text: &str, other: &str, found: &mut Vec<Change>) {
    let (text, other) = (text.trim_end_matches(['\n', '\r']), other.trim_end_matches(['\n', '\r']));
    if text.contains('\t') && tabs(text) == tabs(other) && !text.contains('\n') && !other.contains('\n') {
        let mut at = start;
        for (cell, other) in text.split('\t').zip(other.split('\t')) {
            within(at, cell, other, found);
            at += cell.len() + 1;
        }
        return;
    }
    let (old, new): (Vec<char>, Vec<char>) = (text.chars().collect(), other.chars().collect());
    let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| start + at).collect();
    offsets.push(start + text.len());
    let first = found.len();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let Range { start, end } = op.old_range();
        let (range, text) = (offsets[start]..offsets[end], new[op.new_range()].iter());
        match found[first..].last_mut().filter(|last| last.range.end == range.start) {
            Some(last) => {
                last.range.end = range.end;
                last.text.extend(text);
            }
            None => found.push(Change { range, text: text.collect() }),
        }
    }
}
